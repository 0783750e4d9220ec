"""A folder to make something in, beside where it will go: a rename cannot cross file systems."""

from __future__ import annotations

import contextlib
import glob
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

__all__ = ["work_folder"]

STALE = 24 * 60 * 60
"""Seconds after which a folder that nobody holds belongs to a run that was killed: where locks are
not to be had, and for those of earlier versions. No build takes a day."""

_HELD = "held"
"""The file in a work folder that its run keeps locked; the system unlocks it when the run ends,
however it ends."""


@contextlib.contextmanager
def work_folder(place: Path) -> Iterator[Path]:
    """Yield a new folder beside ``place`` that no other run uses; it is gone afterwards.

    So are those of runs that were killed, and the folders above that were made and stay empty.
    What is made in it is made one folder further down: this one is for nobody else to read, as
    mkdtemp makes it.
    """
    missing = [above for above in place.parents if not above.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{place.name}.next"
    for left in place.parent.glob(f"{glob.escape(prefix)}*"):
        with contextlib.suppress(OSError):  # another run removes it too
            if _is_abandoned(left):
                shutil.rmtree(left, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=f"{prefix}-", dir=place.parent))
    try:
        with _held(work):
            yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        for above in missing:
            with contextlib.suppress(OSError):  # it holds what was made
                above.rmdir()


@contextlib.contextmanager
def _held(work: Path) -> Iterator[None]:
    """Hold a folder for as long as the block runs, as far as the system can."""
    first = work / f"{_HELD}-soon"
    with first.open("wb") as file:
        with contextlib.suppress(OSError):
            _lock(file.fileno())
            first.rename(work / _HELD)  # under this name, whoever can lock it is alone
        yield


def _is_abandoned(left: Path) -> bool:
    if (left / _HELD).is_file():
        with (left / _HELD).open("rb") as file:
            try:
                return _lock(file.fileno())
            except OSError:
                return False
    return time.time() - left.stat().st_mtime > STALE


def _lock(file: int) -> bool:
    """Lock a file for this process alone; ``False`` where the system has no such locks.

    Raises ``OSError`` when another process has it.
    """
    if sys.platform == "win32":
        return False
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return True
