"""What the last build into a place has made of each source: so that the next one makes the rest.

A file of text in the project's cache. It is believed as a whole or not at all, file by file only
where sizes and times say that nobody has touched it since, and the site itself is looked at, too.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.corpus.files import write_atomically
from generator.corpus.owned_files import digest_of

__all__ = [
    "Made",
    "SiteState",
    "read_signed",
    "signature",
    "signature_of",
    "state_name",
    "without_those_that_name",
    "write_signed",
]

_TITLE = "banmian site 2"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a source."""

    source: str
    """The source's :func:`signature`."""
    place: str
    """Where it is on the site."""
    gone: bool = False
    """Whether the page stands for one that is no more."""


@dataclass(slots=True)
class SiteState:
    """The state of a site, as the last build left it."""

    path: Path
    """The file that it is kept in."""
    key: str = ""
    """What all pages depend on."""
    made: Mapping[str, Made] = field(default_factory=dict)
    """By source."""
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Of each file of the site its signature and its digest."""

    @classmethod
    def read(cls, cache: Path, name: str) -> SiteState:
        """Return what is remembered under a name; a damaged file counts as none."""
        state = cls(cache.parent / "builds" / f"{name}.site")
        held = _held.get(state.path)
        if held is not None and held[0] == signature(state.path):
            return held[1]
        try:
            number, _, text = state.path.read_text("utf-8").partition("\n")
            if number != _number(text):
                return state
            title, state.key, made, files = json.loads(text)
            if title == _TITLE:
                state.made = {name: Made(*told) for name, told in made.items()}
                state.files = {name: (told[0], told[1]) for name, told in files.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return cls(state.path)
        return state

    def forget(self) -> None:
        """Have nobody believe the file any more: the site is about to change."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def write(self) -> None:
        """Keep the state. A cache that cannot be written keeps none."""
        made = {name: (one.source, one.place, one.gone) for name, one in self.made.items()}
        text = json.dumps([_TITLE, self.key, made, dict(self.files)], ensure_ascii=False)
        with suppress(OSError, UnicodeEncodeError):
            write_atomically(self.path, f"{_number(text)}\n{text}".encode())
            _held[self.path] = signature(self.path), self

    def digest(self, folder: Path, name: str) -> str:
        """Return the digest of a file of the site in ``folder``; it is read if it was touched."""
        known = self.files.get(name)
        if known is not None and known[0] == signature(f"{folder}/{name}"):
            return known[1]
        return digest_of(folder / name)


_held: dict[Path, tuple[str, SiteState]] = {}
"""What this process has written last, with the signatures of the files: a preview need not read
it."""


def state_name(place: Path) -> str:
    """Return the name that a place's state is kept under."""
    return hashlib.blake2b(os.fsencode(place.absolute()), digest_size=8).hexdigest()


def read_signed(path: str) -> tuple[bytes, str]:
    """Return what a file holds, and its :func:`signature` as it was read.

    Raises ``OSError``. ``open`` makes twice the calls of the system: of 100,000 files they count.
    """
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        state = os.fstat(file)
        parts = [os.read(file, state.st_size + 1)]
        while parts[-1]:
            parts.append(os.read(file, 1 << 20))
        return b"".join(parts), signature_of(state)
    finally:
        os.close(file)


def write_signed(path: str, data: bytes) -> str:
    """Write a file and return its :func:`signature`. Raises ``OSError``."""
    how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    file = os.open(path, how, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        return signature_of(os.fstat(file))
    finally:
        os.close(file)


def signature(path: Path | str) -> str:
    """Return what a file's content hardly changes without; empty where there is none."""
    try:
        state = os.stat(path)  # noqa: PTH116  # Path.stat takes twice the time, for 100,000 files
    except OSError:
        return ""
    return signature_of(state)


def signature_of(state: os.stat_result) -> str:
    """Return the :func:`signature` of a file in this state."""
    return f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"


def _number(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def without_those_that_name(
    gone: Sequence[bytes], known: Mapping[str, Made], docs: str
) -> dict[str, Made]:
    """Return what may stay though some sources are gone: no page that may lead to one of them."""
    stay = {}
    for name, made in known.items():
        if name.endswith(".md"):
            try:
                text = Path(docs, name).read_bytes()
            except OSError:
                continue
            if any(one in text for one in gone):
                continue
        stay[name] = made
    return stay
