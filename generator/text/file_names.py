"""What the name of a page's file says of its issue: a day, a number. It proves neither."""

from __future__ import annotations

import re

__all__ = ["day_named", "number_named"]

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
"""2024-04-18, 20240418."""
_NUMBER = re.compile(
    r"(?:^|[^0-9A-Za-z])(?:第|pages?|pg|p)?[-_ .]?([A-Z]?\d{1,3})[版面]?$", re.IGNORECASE
)
"""At the end: 2024-04-18-04, page3, A05, 第3版."""


def day_named(stem: str) -> str | None:
    """Return the day that stands in the name of a file, ISO 8601.

    >>> day_named("2024-04-18-04"), day_named("rb20240418"), day_named("page-3")
    ('2024-04-18', '2024-04-18', None)
    """
    found = _DAY.search(stem)
    return "-".join(found.group(1, 3, 4)) if found else None


def number_named(stem: str) -> str | None:
    """Return the number of a page that the name of its file ends with.

    >>> [number_named(stem) for stem in ("2024-04-18-04", "page3", "第12版", "A05", "2024-04-18")]
    ['04', '3', '12', 'A05', None]
    """
    day = _DAY.search(stem)
    found = _NUMBER.search(f"-{stem[day.end() :]}" if day else stem)
    return found[1] if found else None
