"""Which places are on this machine, and which are named by a URL."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["is_url", "path_or_url"]

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://.*", re.DOTALL)


def is_url(place: str) -> bool:
    """Tell whether a place is named by a URL.

    >>> is_url("s3://archive/seeds"), is_url("C:/seeds"), is_url("seeds")
    (True, False, False)
    """
    return _URL.fullmatch(place) is not None


def path_or_url(text: str) -> Path | str:
    """Return a place of the command line: a path, or a URL as it is."""
    return text if is_url(text) else Path(text)
