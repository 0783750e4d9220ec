"""How wide the columns of a page of text are."""

from __future__ import annotations

import math

__all__ = ["column_width"]


def column_width(text: str) -> int:
    """Return how wide the columns of a page are, in ems: half of its lines are no wider.

    In a column all lines but a paragraph's last are as wide as it is, and only headlines are wider.
    The style sheet has every second width from 8 to 40.

    >>> column_width("山水县办起老年食堂\\n" * 9 + "一行")
    10
    """
    widths = sorted(
        len(line) - 0.5 * len(line.encode("latin-1", "ignore"))  # half an em each up to U+00FF
        for line in map(str.strip, text.splitlines())
        if line
    )
    middle = widths[len(widths) // 2] if widths else 0
    return min(40, max(8, 2 * math.ceil(middle / 2)))
