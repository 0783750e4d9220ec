"""Of what the files of the last run were made, so that the next makes only what comes out other.

A file of the project's cache. It is believed as a whole or not at all, and file by file
only where size and times say that nobody has touched it since.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from generator.corpus.files.signatures import read_record, signature, state_name, write_record

__all__ = ["WrittenBefore"]

_TITLE = "banmian pages 3"
_NO_KEY = "-"
"""Of a file of which nobody can say what it is made of; no other key is like it."""


@dataclass(slots=True)
class WrittenBefore:
    """What is known of the files in a folder."""

    folder: Path
    path: Path
    """The file that it is kept in."""
    ground: str
    """What all of them depend on."""
    known: dict[str, str] = field(default_factory=dict)
    """Of each file its key and its signature, with a blank between: there may be 200,000."""
    _now: dict[str, str] = field(default_factory=dict)
    _asked: bool = False
    """Whether all files were found as they were noted."""

    @classmethod
    def read(cls, folder: Path, cache: Path, ground: str) -> WrittenBefore:
        """Return what is known; nothing where the record is damaged, or the ground another one."""
        path = cache.parent / "builds" / f"{state_name(folder)}.pages"
        found = cls(folder, path, ground)
        match read_record(path):
            case [title, before, dict(known)] if (title, before) == (_TITLE, ground):
                found.known = known
        return found

    def all_stand(self) -> bool:
        """Tell whether nobody has touched any of the files since."""
        top = os.fspath(self.folder)
        self._asked = all(_is_signed(told, f"{top}/{name}") for name, told in self.known.items())
        return self._asked

    def stands(self, name: str, key: str) -> bool:
        """Tell whether a file is there as it was made of what has this key, and note it if so."""
        if key in ("", _NO_KEY):
            return False
        known = self.known.get(name)
        if known is None or not known.startswith(f"{key} "):
            return False
        if not self._asked and not _is_signed(known, f"{self.folder}/{name}"):
            return False
        self._now[name] = known
        return True

    def keep(self, name: str) -> None:
        """Know of a file what is known of it, without asking whether it is still so."""
        if name in self.known:
            self._now[name] = self.known[name]

    def note(self, name: str, key: str) -> None:
        """Take down that a file was made of what has this key."""
        if key:
            self._now[name] = f"{key} {signature(self.folder / name)}"

    def write(self, names: Iterable[str]) -> None:
        """Keep what was noted, and how the others of these files stand now, and know no more of
        them: it is much. A cache that cannot be written keeps nothing."""
        for name in names:
            if name not in self._now:
                self._now[name] = f"{_NO_KEY} {signature(self.folder / name)}"
        now, before, self._now, self.known = self._now, self.known, {}, {}
        if now != before:
            write_record(self.path, [_TITLE, self.ground, now])


def _is_signed(told: str, path: str) -> bool:
    """Tell whether a file stands as it was noted; one that was not there then does not."""
    signed = told.partition(" ")[2]
    return bool(signed) and signature(path) == signed
