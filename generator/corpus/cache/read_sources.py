"""What readers took from files, kept from one run to the next.

By the hash of the file and the number of the way of reading, and no more: another version of a
library may set a page's text in another order, and articles that are published would move. The
folder may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.corpus.files.whole_files import write_atomically
from generator.model import Page
from generator.readers import Unread
from generator.readers.boxes_json import boxes_line, read_boxes

__all__ = ["NotKeptError", "Sources", "called"]

_NAME = "source"
"""What a file is called in here: two that are alike are one."""
_SUFFIX = ".jsonl.gz"
_SEAL = b"sha256 "


class NotKeptError(Exception):
    """Something is not kept, and whoever asked wants nothing made."""


@dataclass(frozen=True, slots=True)
class Sources:
    """A folder of pages as readers took them from files."""

    folder: Path
    """Where they lie; made when the first is written."""
    sealed: bool = False
    """Whether to raise :class:`NotKeptError` for what is not there."""

    def kept(self, key: str, name: str) -> Iterator[Page | Unread] | None:
        """Return the pages of a file called ``name``, if they are kept under ``key``."""
        path = self._path(key)
        if _is_whole(path):
            return _read(path, name)
        if self.sealed:
            raise NotKeptError
        return None

    def keep(
        self, key: str, name: str, reading: Iterable[Page | Unread]
    ) -> Iterator[Page | Unread]:
        """Yield what is read, and keep it once all is read.

        What may be read another time is not kept, and a folder that cannot be written keeps
        nothing.
        """
        packer = zlib.compressobj(level=1, wbits=31)
        packed: list[bytes] = []
        digest = hashlib.sha256()
        is_final = True
        for read in reading:
            if isinstance(read, Unread):
                is_final &= not read.passing
            line = _line(called(read, name, _NAME)).encode("utf-8") + b"\n"
            digest.update(line)
            packed.append(packer.compress(line))
            yield read
        if is_final:
            packed += [packer.compress(_seal(digest)), packer.flush()]
            with contextlib.suppress(OSError):
                write_atomically(self._path(key), *packed)

    def key_like(self, prefix: str) -> str | None:
        """Return a key that begins so and under which pages are kept: the last of them."""
        found = sorted(self.folder.glob(f"{prefix}*{_SUFFIX}"))
        if self.sealed and not found:
            raise NotKeptError
        return found[-1].name.removesuffix(_SUFFIX) if found else None

    def keep_only(self, keys: set[str]) -> None:
        """Delete what is kept under keys that don't begin as one of these."""
        if not self.folder.is_dir():
            return
        begins = tuple(keys)
        for entry in self.folder.iterdir():
            if entry.name.endswith(_SUFFIX) and not entry.name.startswith(begins):
                entry.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{_SUFFIX}"


def called(read: Page | Unread, before: str, name: str) -> Page | Unread:
    """Return a page of the file ``before`` as a page of the file ``name``.

    >>> called(Unread(page="a#2", why="…"), "a", "b").page
    'b#2'
    """
    if isinstance(read, Unread):
        return replace(read, page=name + read.page.removeprefix(before))
    return replace(read, name=name + read.name.removeprefix(before))


def _line(read: Page | Unread) -> str:
    if isinstance(read, Unread):
        told = {"unread": read.page, "why": read.why, "picture": read.picture}
        return json.dumps(told, ensure_ascii=False)
    return boxes_line(read)


def _read(path: Path, name: str) -> Iterator[Page | Unread]:
    with gzip.open(path, "rb") as file:
        for line in file:
            if line.startswith(_SEAL):
                return
            if line.startswith(b'{"unread"'):
                told = json.loads(line)
                read = Unread(page=told["unread"], why=told["why"], picture=told["picture"])
                yield called(read, _NAME, name)
            else:
                yield from (called(page, _NAME, name) for page in read_boxes(line, _NAME))


def _is_whole(path: Path) -> bool:
    """Tell whether a file holds what was written, to the last byte; any other is read anew."""
    digest = hashlib.sha256()
    line = b""
    try:
        with gzip.open(path, "rb") as file:
            for line in file:
                if line.startswith(_SEAL):
                    break
                digest.update(line)
            return line == _seal(digest) and not file.read(1)
    except (OSError, EOFError, zlib.error):
        return False


def _seal(digest: hashlib._Hash) -> bytes:
    """Return the last line, by which all before it is known to be as it was written."""
    return _SEAL + digest.hexdigest().encode("ascii") + b"\n"
