"""Files are written whole or not at all: a table that is half there would be read as one."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["write_whole"]


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under another name, which then takes the place of ``path``.

    What runs that were killed have left of it is taken away.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}.next")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        new.write_bytes(data)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    for left in path.parent.glob(f".{path.name}.*.next"):
        if _has_ended(left.name.split(".")[-2]):
            left.unlink(missing_ok=True)


def _has_ended(process: str) -> bool:
    if os.name == "nt" or not process.isdecimal():  # where to ask is to end it
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass
    return False
