"""How wide the columns of a page of text are."""

from __future__ import annotations

import math
import re

__all__ = ["column_width", "has_room"]

_MARK = re.compile("\ufeff+")
"""The mark of a file's encoding, before which nothing is set."""
_MARKS = 5
"""Of the marks before a piece, in ems: 1·段1 and the way back to the article."""


def column_width(text: str) -> int:
    """Return how wide the columns of a page are, in ems: half of its lines are no wider.

    In a column all lines but a paragraph's last are as wide as it is, and only headlines are wider.
    The style sheet has every second width from 8 to 40.

    >>> column_width("山水县办起老年食堂\\n" * 9 + "一行")
    10
    """
    widths = sorted(_width(line) for line in map(str.strip, text.splitlines()) if line)
    middle = widths[len(widths) // 2] if widths else 0
    return min(40, max(8, 2 * math.ceil(middle / 2)))


def has_room(text: str, start: int, measure: int) -> bool:
    """Tell whether marks have room before a place of a page, in the line that begins there.

    Within a line they break it wherever they stand.

    >>> has_room("山水县办起老年食堂", 0, 10), has_room("一行", 0, 10), has_room("甲乙", 1, 2)
    (False, True, True)
    """
    before = text[start - 1 : start] if start else "\n"
    if before != "\n" and not _MARK.fullmatch(text, 0, start):
        return True
    end = text.find("\n", start)
    return _width(text[start : end if end >= 0 else len(text)].rstrip()) + _MARKS <= measure


def _width(line: str) -> float:
    return len(line) - 0.5 * len(line.encode("latin-1", "ignore"))  # half an em up to U+00FF
