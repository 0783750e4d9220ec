"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import contextlib
import filecmp
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from generator.corpus.abandoned import WRITING, hold

__all__ = ["to_bytes", "write_atomically", "write_if_changed", "written_whole"]


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Yield a file to write; it takes the name ``path`` when the block ends well.

    It is written beside ``path``. After an error the old file stands untouched, and so does one
    that holds the same bytes.
    Raises ``OSError`` when it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name, held = _new_file(path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            if held:  # until it has its name: to another run it would seem abandoned
                _take_place(Path(name), path)
        if not held:  # where an open file cannot be moved, there are no such locks
            _take_place(Path(name), path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _new_file(folder: Path) -> tuple[int, str, bool]:
    """Return a file to write, open, its name, and whether it is locked.

    Until it is, a run that clears away may take it for abandoned: then another is made.
    """
    while True:
        handle, name = tempfile.mkstemp(prefix=WRITING, dir=folder)
        try:
            held = hold(handle)
        except BlockingIOError:
            pass
        except OSError:  # a file system without locks
            return handle, name, False
        else:
            if not held or Path(name).exists():
                return handle, name, held
        os.close(handle)


def _take_place(new: Path, path: Path) -> None:
    """Give a file the name ``path``, unless one that holds the same has it."""
    umask = os.umask(0)
    os.umask(umask)
    new.chmod(0o666 & ~umask)  # mkstemp's 0600 would hide the page from a web server
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


def write_atomically(path: Path, data: bytes) -> None:
    """Write a whole file or none: to a neighbour first, which then takes the name.

    Raises ``OSError`` when it cannot be written; then the old file stands untouched.
    """
    with written_whole(path) as file:
        file.write(data)


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write ``data`` unless the file holds it already; tell whether it was written.

    A file that is right keeps its time of change, so nothing is rebuilt because of it.
    """
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        pass
    write_atomically(path, data)
    return True
