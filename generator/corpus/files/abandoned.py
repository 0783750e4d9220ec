"""What a run that was killed has left half-written: told from what another run is writing.

A run keeps a file locked for as long as it writes. The system unlocks it when the run ends, however
it ends; so whoever can lock it knows that nobody writes any more.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

__all__ = ["WRITING", "clear_away", "hold", "is_abandoned"]

WRITING = ".writing-"
"""How the names of files begin that are being written."""

_OURS = re.compile(re.escape(WRITING) + r"[a-z0-9_]{8}")
"""A name that we give: other files that begin alike are somebody's."""

STALE = 24 * 60 * 60
"""Seconds after which what nobody holds belongs to a run that was killed: where locks are not to be
had, and for what earlier versions left. No build takes a day."""


def hold(file: int) -> bool:
    """Lock an open file for this process alone; ``False`` where the system has no such locks.

    Raises ``OSError`` when another process has it.
    """
    if sys.platform == "win32":
        return False
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return True


def is_abandoned(path: Path, held: Path, process: int | None = None) -> bool:
    """Tell whether nobody writes a path any more, who would have ``held`` a file of it.

    Where there is no such file, the ``process`` that made the path was killed before it made one,
    or is just about to.
    """
    if held.is_file():
        with held.open("rb") as file:
            try:
                if hold(file.fileno()):
                    return True
            except BlockingIOError:
                return False
            except OSError:  # a file system without locks
                pass
    elif process is not None and not _is_alive(process):
        return True
    return time.time() - path.stat().st_mtime > STALE


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":  # where to ask is to end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def clear_away(*folders: Path) -> None:
    """Delete the files that killed runs were writing in folders, and in those below."""
    for folder in folders:
        for path in _being_written(os.fspath(folder)):
            with suppress(OSError):  # another run removes it too
                if is_abandoned(path, path):
                    path.unlink()


def _being_written(folder: str) -> Iterator[Path]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if _OURS.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
        elif entry.is_dir(follow_symlinks=False):
            yield from _being_written(entry.path)
