"""Zero-width characters of a page: kept in records where they stand, left out of what is shown.

Who typed them meant nothing by them, but they are characters of the text, and who compares a record
with its source finds them there. Headlines on pages, search and addresses have none: folding has
taken them out before anything reads the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
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
    runs = _unseen(page)
    if not any(runs):
        return text
    before, after = _beside(runs, text)
    if not before and not after:
        return text
    parts: list[Traced] = []
    done = 0
    for n, origin in enumerate(text.origins):
        if origin in before:
            parts += (text[done:n], _of(page, before.pop(origin)))
            done = n
        if origin in after and origin not in text.origins[n + 1 : n + 2]:  # ligatures
            parts += (text[done : n + 1], _of(page, after.pop(origin)))
            done = n + 1
    parts.append(text[done:])
    return join_traced(parts)


_Beside: TypeAlias = dict[int | None, tuple[int, ...]]
_Runs: TypeAlias = tuple[Mapping[int, Span], Mapping[int, Span]]
"""By the offset of the character that they belong to, runs that stand before it, and after it."""


@lru_cache(maxsize=16)
def _unseen(page: str) -> _Runs:
    """Return where a page has zero-width characters; each of its texts asks for them."""
    before: dict[int, Span] = {}
    after: dict[int, Span] = {}
    for match in _UNSEEN.finditer(page):
        start, end = match.span()
        follows = end < len(page) and not page[end].isspace()
        (before if follows else after)[end if follows else start - 1] = start, end
    return before, after


def _beside(runs: _Runs, text: Traced) -> tuple[_Beside, _Beside]:
    """Return which zero-width characters stand right before and after those of a text."""
    shown = {origin for origin in text.origins if origin is not None}
    before, after = (_in(own, shown) for own in runs)
    return before, after


def _in(own: Mapping[int, Span], shown: Set[int]) -> _Beside:
    return {
        place: tuple(k for k in range(*own[place]) if k not in shown)
        for place in shown
        if place in own
    }


def _of(page: str, offsets: Sequence[int]) -> Traced:
    return Traced("".join(page[k] for k in offsets), tuple(offsets))
