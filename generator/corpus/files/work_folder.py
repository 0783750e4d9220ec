"""A folder to make something in, beside where it will go: a rename cannot cross file systems."""

from __future__ import annotations

import contextlib
import glob
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.corpus.files.abandoned import hold, is_abandoned

__all__ = ["work_folder"]

_OURS = re.compile(r"(?:-(?:[1-9][0-9]{0,8}-)?[a-z0-9_]{8})?")
"""How the names of work folders end: as ``tempfile`` makes them; those of old had no end."""
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
        if not _OURS.fullmatch(left.name.removeprefix(prefix)):
            continue  # somebody's folder may be called .site.nextcloud
        with contextlib.suppress(OSError):  # another run removes it too
            if is_abandoned(left, left / _HELD, _maker(left.name)):
                shutil.rmtree(left, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=f"{prefix}-{os.getpid()}-", dir=place.parent))
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
            hold(file.fileno())
            first.rename(work / _HELD)  # under this name, whoever can lock it is alone
        yield


def _maker(name: str) -> int | None:
    """Return the process that made a work folder.

    >>> _maker(".site.next-4711-k2x_9"), _maker(".site.next-old")
    (4711, None)
    """
    found = re.search(r"\.next-([1-9][0-9]{0,8})-", name)
    return int(found[1]) if found else None
