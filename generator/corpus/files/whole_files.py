"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import contextlib
import filecmp
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from generator.corpus.files.abandoned import WRITING, hold

__all__ = ["to_bytes", "write_atomically", "write_if_changed", "written_whole"]


@contextlib.contextmanager
def written_whole(path: Path, *, lasting: bool = False) -> Iterator[BinaryIO]:
    """Yield a file to write; it takes the name ``path`` when the block ends well.

    It is written beside ``path``. After an error the old file stands untouched, and so does one
    that holds the same bytes. One that is ``lasting`` is on the disk before it takes the name:
    else, when power fails, some file systems have the name and nothing in the file.
    Raises ``OSError`` when it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, new, held = _new_file(path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            if lasting:
                os.fsync(file.fileno())
            if held:  # until it has its name: to another run it would seem abandoned
                _take_place(new, path)
        if not held:  # where an open file cannot be moved, there are no such locks
            _take_place(new, path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise


_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _new_file(folder: Path) -> tuple[int, Path, bool]:
    """Return a file to write, open, its name, and whether it is locked.

    Until it is, a run that clears away may take it for abandoned: then another is made. All may
    read it whom the system lets, as a web server has to; ``tempfile`` would let nobody.
    """
    while True:
        name = folder / f"{WRITING}{secrets.token_hex(4)}"
        try:
            handle = os.open(name, _NEW, 0o666)
        except FileExistsError:
            continue
        try:
            held = hold(handle)
        except BlockingIOError:
            pass
        except OSError:  # a file system without locks
            return handle, name, False
        else:
            if not held or name.exists():
                return handle, name, held
        os.close(handle)


def _take_place(new: Path, path: Path) -> None:
    """Give a file the name ``path``, unless one that holds the same has it."""
    if path.is_file() and filecmp.cmp(new, path, shallow=False):
        new.unlink()
    else:
        new.replace(path)


def to_bytes(content: str | bytes) -> bytes:
    """Return what a file holds: text becomes UTF-8, bytes stay.

    >>> to_bytes("版"), to_bytes(b"x")
    (b'\\xe7\\x89\\x88', b'x')
    """
    return content.encode("utf-8") if isinstance(content, str) else content


def write_atomically(path: Path, *parts: bytes, lasting: bool = False) -> None:
    """Write a whole file of some parts or none: to a neighbour first, which then takes the name.

    Raises ``OSError`` when it cannot be written; then the old file stands untouched.
    """
    with written_whole(path, lasting=lasting) as file:
        file.writelines(parts)


def write_if_changed(path: Path, data: bytes, *, lasting: bool = False) -> bool:
    """Write ``data`` unless the file holds it already; tell whether it was written.

    A file that is right keeps its time of change, so nothing is rebuilt because of it.
    """
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        pass
    write_atomically(path, data, lasting=lasting)
    return True
