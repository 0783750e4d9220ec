"""Zero-width characters of a page: kept in records where they stand, left out of what is shown.

Who typed them meant nothing by them, but they are characters of the text, and who compares a record
with its source finds them there. Headlines on pages, search and addresses have none: folding has
taken them out before anything reads the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from typing import TypeAlias

from generator.text.traced import Span, Traced, join_traced

__all__ = ["put_back"]

_UNSEEN = re.compile("(?:[\u200b-\u200d\u2060]|(?<!^)\ufeff)+")
"""Blanks and joiners without a width. A page's first U+FEFF is its encoding's byte order mark; soft
hyphens belong to how lines were set, and marks of direction would turn what follows in a record."""


def put_back(text: Traced, page: str) -> Traced:
    """Return ``text`` with the zero-width characters that its page has in it or right beside it.

    One belongs to the character after it, and to the one before where a blank or nothing follows.

    >>> put_back(Traced.from_page("民政", 1), "\\u200b民政\\u200b\\n").spans
    ((0, 4),)
    """
    found = _unseen(page)
    if not found:
        return text
    shown = {origin for origin in text.origins if origin is not None}
    before, after = _beside(page, found, shown)
    if not before and not after:
        return text
    parts: list[Traced] = []
    for n, origin in enumerate(text.origins):
        parts += (_of(page, before.pop(origin, ())), text[n : n + 1])
        if origin not in text.origins[n + 1 : n + 2]:  # a ligature's last letter
            parts.append(_of(page, after.pop(origin, ())))
    return join_traced(parts)


_Beside: TypeAlias = dict[int | None, tuple[int, ...]]


@lru_cache(maxsize=16)
def _unseen(page: str) -> tuple[Span, ...]:
    """Return where a page has zero-width characters; each of its texts asks for them."""
    return tuple(match.span() for match in _UNSEEN.finditer(page))


def _beside(page: str, found: Sequence[Span], shown: Set[int]) -> tuple[_Beside, _Beside]:
    """Return which zero-width characters stand right before and after those that are shown."""
    before: _Beside = {}
    after: _Beside = {}
    for start, end in found:
        offsets = tuple(k for k in range(start, end) if k not in shown)
        follows = end < len(page) and not page[end].isspace()
        if follows and end in shown:
            before[end] = offsets
        elif not follows and start - 1 in shown:
            after[start - 1] = offsets
    return before, after


def _of(page: str, offsets: Sequence[int]) -> Traced:
    return Traced("".join(page[k] for k in offsets), tuple(offsets))
