"""Numbers as strangers' files write them: none that is no number comes out."""

from __future__ import annotations

from math import isfinite

__all__ = ["number", "share"]

_FARTHEST = 1e6
"""Of places: no scan has as many pixels in a row."""


def number(found: object) -> float:
    """Return a place or a size; 0 for what is none.

    >>> number("12.5"), number(3), number("nan"), number(None), number("1e99")
    (12.5, 3.0, 0.0, 0.0, 0.0)
    """
    if not isinstance(found, str | int | float) or isinstance(found, bool):
        return 0.0
    try:
        value = float(found)
    except (ValueError, OverflowError):
        return 0.0
    return value if isfinite(value) and abs(value) <= _FARTHEST else 0.0


def share(found: object) -> float | None:
    """Return how sure a tool is, 0 to 1; ``None`` for what is no such number.

    >>> share("0.9"), share(1), share("high"), share(95)
    (0.9, 1.0, None, None)
    """
    if not isinstance(found, str | int | float) or isinstance(found, bool):
        return None
    try:
        value = float(found)
    except (ValueError, OverflowError):
        return None
    return value if 0 <= value <= 1 else None
