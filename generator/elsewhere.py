"""Which places are on this machine, and which are named by a URL."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["is_elsewhere", "place"]

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://.*", re.DOTALL)


def is_elsewhere(place: str) -> bool:
    """Tell whether a place is named by a URL.

    >>> is_elsewhere("s3://archive/seeds"), is_elsewhere("C:/seeds"), is_elsewhere("seeds")
    (True, False, False)
    """
    return _URL.fullmatch(place) is not None


def place(text: str) -> Path | str:
    """Return a place of the command line: a path, or a URL as it is."""
    return text if is_elsewhere(text) else Path(text)
