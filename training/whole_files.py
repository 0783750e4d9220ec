"""Files are written whole or not at all: a table that is half there would be read as one."""

from __future__ import annotations

import contextlib
from pathlib import Path

from generator.corpus.abandoned import WRITING, is_abandoned
from generator.corpus.files import write_atomically

__all__ = ["write_whole"]


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside ``path``, whose place it then takes; what killed runs left there goes."""
    write_atomically(path, data)
    for left in path.parent.glob(f"{WRITING}*"):
        with contextlib.suppress(OSError):
            if is_abandoned(left, left):
                left.unlink()
