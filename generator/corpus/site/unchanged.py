"""Whether a build would give what stands there already: asked of files' times, before any is read.

After a build that went well, all that it came of and all that it made is written down as one
number: names, sizes and times of the seeds, the docs folder, the finished site and whatever
``mkdocs.yml`` names, the content of the program itself, the packages beside it, what
``mkdocs.yml`` takes from the environment. The next build with that number has nothing to do.
Whatever is touched, missing or more, gives another number, and a record that cannot be read gives
none.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.corpus.addresses.ledger import LEDGER
from generator.corpus.cache.circumstances import circumstances
from generator.corpus.files.manifest import read_manifest
from generator.corpus.files.signatures import state_name
from generator.corpus.files.whole_files import write_atomically
from generator.corpus.settings import Settings
from generator.corpus.site.shipped import settings_text
from generator.errors import GeneratorError

__all__ = ["LastBuild"]

RECORDS = "builds"
"""The folder in the project's cache with a record of each place that a site was built in."""
_PATTERNS = re.compile(r"^(?:draft_docs|exclude_docs|not_in_nav):.*\n(?:[ \t].*\n|\r?\n)*", re.M)
"""Settings of ``mkdocs.yml`` whose ``/pages/`` means a folder of the site, not of the machine."""
_STRING = re.compile(r"[\w./\\ -]+")


@dataclass(slots=True)
class LastBuild:
    """What is known of the last build of a project into one place."""

    settings: Settings
    place: Path
    options: str = ""
    """What else the command was told, which another build might take otherwise."""
    _began: int = field(init=False, default=0)

    @property
    def record(self) -> Path:
        """The file that tells of it."""
        name = state_name(self.place)
        return self.settings.cache.parent / RECORDS / f"{name}.json"

    def said(self) -> tuple[str, ...] | None:
        """Return what to say of a build that has nothing to do; ``None`` where it may have."""
        try:
            told = json.loads(self.record.read_bytes())
            number, lines = told["number"], told["said"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            return None
        with suppress(OSError):
            if number == self._number():
                return tuple(lines)
        return None

    def begin(self) -> None:
        """Note when a build begins, and forget the last one."""
        with suppress(OSError):
            self.record.unlink(missing_ok=True)
            clock = self.record.with_suffix(".began")
            write_atomically(clock, os.urandom(8))  # the file system's own clock
            self._began = clock.stat().st_ctime_ns
            clock.unlink()

    def end(self, said: Sequence[str]) -> None:
        """Record that a build went well. Not if something changed meanwhile: it may have missed
        it."""
        with suppress(OSError, GeneratorError):
            number = self._number(self._ours()) if self._began else ""
            if number:
                told = {"number": number, "said": list(said)}
                write_atomically(self.record, json.dumps(told).encode())

    def _ours(self) -> frozenset[str]:
        """Return the files that the build itself has written among those that it came of."""
        docs = os.fspath(self.settings.docs)
        made = (*read_manifest(self.settings.docs), ".generated")
        names = {os.path.join(docs, *name.split("/")) for name in made}  # noqa: PTH118
        return frozenset({*names, os.fspath(self.settings.seeds / LEDGER)})

    def _number(self, ours: frozenset[str] | None = None) -> str:
        """Return the number of all that a build comes of and of what it made.

        It is empty where something but ``ours`` changed since the build began, if those are given.
        """
        digest = hashlib.blake2b(digest_size=20)
        for part in self._told():
            digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
        for top in (self.settings.seeds, self.settings.docs, self.place, *self._named()):
            digest.update(os.fsencode(top) + b"\0")
            asked = ours is not None and top != self.place
            for path, state in _files(os.fspath(top), set()):
                if asked and state.st_ctime_ns >= self._began and path not in (ours or ()):
                    return ""
                told = state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino
                digest.update(f"{path}\0{told}\n".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()

    def _told(self) -> Iterator[str]:
        """Yield what else it comes of."""
        yield from (repr(self.settings), os.fspath(self.place), self.options)
        yield from circumstances(settings_text(self.settings.config))
        if self.settings.cards:
            from generator.corpus.cards.share_cards import card_press

            press = card_press(self.settings)  # a font may have been installed since
            yield repr(press and press.fonts.key)

    def _named(self) -> list[Path]:
        """Return the files and folders that ``mkdocs.yml`` names: hooks, the theme's, others."""
        top = self.settings.config.parent
        known = {self.settings.seeds.resolve(), self.settings.docs.resolve(), self.place.resolve()}
        found: dict[Path, None] = {}
        for text in _STRING.findall(_PATTERNS.sub("", settings_text(self.settings.config))):
            if re.match(r" *-* *[/\\]{2}", text):  # of an address: Windows would ask that machine
                continue
            path = top / text.strip(" -")
            with suppress(OSError, ValueError):
                real = path.resolve(strict=True)
                if not any(real == one or one in real.parents for one in known) and not (
                    any(real in one.parents for one in known)
                ):
                    found[real] = None
        if self.settings.topics is not None:
            found[self.settings.topics.resolve()] = None
        return [self.settings.config, *sorted(found)]


def _files(path: str, seen: set[tuple[int, int]]) -> Iterator[tuple[str, Any]]:
    """Yield each file in a folder with its state, or the file that it is; links once."""
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except NotADirectoryError:
        yield path, os.stat(path)  # noqa: PTH116
        return
    for entry in entries:
        if entry.name == "__pycache__":
            continue
        try:
            state = entry.stat()
        except OSError:  # a link that leads nowhere
            state = entry.stat(follow_symlinks=False)
        if not entry.is_dir():
            yield entry.path, state
        elif not entry.is_symlink():
            yield from _files(entry.path, seen)
        elif (state.st_dev, state.st_ino) not in seen:
            seen.add((state.st_dev, state.st_ino))
            yield from _files(entry.path, seen)
