"""Signs by which a file is known to be as it was: its size, its times, its place on the disk."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.corpus.files.digests import ContentDigest
from generator.corpus.files.whole_files import write_atomically

__all__ = [
    "copy_signed",
    "read_record",
    "read_signed",
    "signature",
    "signature_of",
    "state_name",
    "write_record",
    "write_signed",
]

_SEAL = 16
_BLOCK = 1 << 20


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
        data = os.read(file, state.st_size + 1)
        while more := os.read(file, _BLOCK):
            data += more
        return data, signature_of(state)
    finally:
        os.close(file)


def copy_signed(source: str, target: str) -> tuple[str, str, str]:
    """Copy a file that may be large; return the :func:`signature` of either and its digest
    (:class:`generator.corpus.files.digests.ContentDigest`). Raises ``OSError``."""
    digest = ContentDigest()
    with open(source, "rb") as read, open(target, "wb") as written:  # noqa: PTH123
        told = signature_of(os.fstat(read.fileno()))
        while data := read.read(_BLOCK):
            written.write(data)
            digest.update(data)
        written.flush()
        return told, signature_of(os.fstat(written.fileno())), digest.told()


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


def read_record(path: Path) -> Any | None:
    """Return what :func:`write_record` has kept; ``None`` where that is missing or damaged.

    Of a hundred thousand files, JSON takes four times as long.
    """
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = path.read_bytes()
        if data[:_SEAL] == _seal(memoryview(data)[_SEAL:]):
            return marshal.loads(memoryview(data)[_SEAL:])
    return None


def write_record(path: Path, told: list[Any] | dict[str, Any]) -> None:
    """Keep numbers and strings, rows and tables of them, in a file of the project's cache. One that
    cannot be written keeps nothing."""
    data = marshal.dumps(told, 2)  # a later form looks for objects that it has had
    with suppress(OSError):
        write_atomically(path, _seal(data), data)


def _seal(data: bytes | memoryview) -> bytes:
    """Return what tells data of this Python from any other that somebody has damaged or cut."""
    told = hashlib.blake2b(sys.version.encode(), digest_size=_SEAL)
    told.update(data)
    return told.digest()
