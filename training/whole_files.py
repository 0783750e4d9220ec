"""Files are written whole or not at all: a table that is half there would be read as one."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["write_whole"]


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under another name, which then takes the place of ``path``."""
    new = path.with_name(f".{path.name}.{os.getpid()}.next")
    try:
        new.write_bytes(data)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
