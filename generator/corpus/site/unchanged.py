"""Whether a build would give what stands there already: asked of files' times, before any is read.

After a build that went well, all that it came of and all that it made is written down as two
numbers: of names, sizes and times of the seeds, the content of the program itself, the packages
beside it, what ``mkdocs.yml`` takes from the environment; and of names, sizes and times of the docs
folder, the finished site and whatever ``mkdocs.yml`` names. The next build with these numbers has
nothing to do, and one with other seeds need not ask for the second. Whatever is touched, missing or
more, gives another number, and a record that cannot be read gives none.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import starmap, zip_longest
from operator import eq
from pathlib import Path

from generator.corpus.addresses.ledger import LEDGER
from generator.corpus.cache.circumstances import circumstances
from generator.corpus.files.manifest import MANIFEST, generated_names
from generator.corpus.files.signatures import signature_of, state_name
from generator.corpus.files.whole_files import write_atomically
from generator.corpus.settings import Settings
from generator.corpus.site.shipped import settings_text
from generator.corpus.site.site_state import SiteState
from generator.errors import GeneratorError

__all__ = ["LastBuild"]

RECORDS = "builds"
"""The folder in the project's cache with a record of each place that a site was built in."""
_PATTERNS = re.compile(r"^(?:draft_docs|exclude_docs|not_in_nav):.*\n(?:[ \t].*\n|\r?\n)*", re.M)
"""Settings of ``mkdocs.yml`` whose ``/pages/`` means a folder of the site, not of the machine."""
_STRING = re.compile(r"[\w./\\ -]+")
_NEVER = 1 << 63
"""Nanoseconds after 1970 that no file's time comes to."""


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
            numbers, lines = told["numbers"], told["said"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if not (isinstance(numbers, list) and isinstance(lines, list)):
            return None
        if not all(isinstance(line, str) for line in lines):
            return None
        with suppress(OSError):
            if all(starmap(eq, zip_longest(numbers, self._numbers()))):
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

    def end(self, said: Sequence[str], known: SiteState | None = None) -> None:
        """Record that a build went well. Not if something changed meanwhile: it may have missed
        it. Of files that it has just read and written the state is ``known``."""
        with suppress(OSError, GeneratorError):
            numbers = [*self._numbers(self._ours(), known)] if self._began else [""]
            if all(numbers):
                told = {"numbers": numbers, "said": list(said)}
                write_atomically(self.record, json.dumps(told).encode())

    def _ours(self) -> frozenset[str]:
        """Return the files that the build itself has written among those that it came of."""
        docs = os.fspath(self.settings.docs)
        made = {*generated_names(self.settings.docs), MANIFEST}
        names = {f"{docs}/{name}".replace("/", os.sep) for name in made}
        return frozenset({*names, os.fspath(self.settings.seeds / LEDGER)})

    def _numbers(
        self, ours: frozenset[str] | None = None, known: SiteState | None = None
    ) -> Iterator[str]:
        """Yield the numbers of all that a build comes of and of what it made.

        They are empty where something but ``ours`` changed since the build began, if those are
        given. Files that are ``known`` as the build has read or written them are not asked again:
        should others have touched one since, the next build finds another number.
        """
        since = self._began if ours is not None else _NEVER
        told = self._told()
        for tops in ((self.settings.seeds,), (self.settings.docs, self.place, *self._named())):
            digest = hashlib.blake2b(digest_size=20)
            for part in told:
                digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
            for top in tops:
                digest.update(os.fsencode(top) + b"\0")
                asked = _NEVER if top == self.place else since
                told_before = self._told_before(top, known)
                for files, changed in _folders(os.fspath(top), asked, told_before):
                    if not changed <= (ours or frozenset()):
                        yield ""
                        return
                    digest.update(files.encode("utf-8", "surrogateescape") + b"\0")
            yield digest.hexdigest()

    def _told_before(self, top: Path, known: SiteState | None) -> Callable[[str], str]:
        """Return what tells of a file, by its path in a folder, its signature where it is known."""
        if known is None:
            return _unknown
        if top == self.place:
            return lambda name: known.files[name][0] if name in known.files else ""
        if top == self.settings.docs:
            return lambda name: known.made[name].source if name in known.made else ""
        return _unknown

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


def _unknown(_: str) -> str:
    return ""


def _folders(
    top: str, since: int, known: Callable[[str], str] = _unknown
) -> Iterator[tuple[str, set[str]]]:
    """Yield of each folder from ``top`` down what tells the files in it, and which of them changed
    ``since``, those apart whose signatures are ``known``; of links to folders, once. The top may
    be a file itself."""
    pending, seen, within = [top], set(), len(top) + 1
    while pending:
        here = pending.pop()
        told, folders, changed = [], [], set()
        try:
            found = os.scandir(here)
        except NotADirectoryError:
            state = os.stat(here)  # noqa: PTH116
            yield signature_of(state), {here} if state.st_ctime_ns >= since else set()
            continue
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    folders.append(entry.path)
                continue
            if signed := known(entry.path[within:].replace(os.sep, "/")):
                told.append(f"{entry.name} {signed}")
                continue
            try:
                state = entry.stat()
            except OSError:  # a link that leads nowhere
                state = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(state.st_mode):
                if (state.st_dev, state.st_ino) not in seen:
                    seen.add((state.st_dev, state.st_ino))
                    folders.append(entry.path)
            else:
                told.append(f"{entry.name} {signature_of(state)}")
                if state.st_ctime_ns >= since:
                    changed.add(entry.path)
        pending += sorted(folders, reverse=True)
        if told:
            told.sort()
            yield "\0".join((here, *told)), changed
