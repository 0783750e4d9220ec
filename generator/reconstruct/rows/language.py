"""Whether one line goes on in another: by its words, its stops and its width."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from operator import add

from generator.reconstruct.pieces import Line
from generator.text.characters import ends_sentence, is_han
from generator.text.junctions import continuity

__all__ = ["PageLanguage", "shape"]

_PAIR, _TRIPLE, _FOUR = 0.8, 1.2, 1.5
"""Nats for what the page says elsewhere in one run: two, three and four characters over a cut."""
_MOST = 6.0
"""Nats, however often the page says it."""
_CLOSED = 0.6
"""Share of the table's nats that counts after a full stop."""


class PageLanguage:
    """What the page itself says in one run, beside the word list.

    >>> from generator.text.traced import Traced
    >>> language = PageLanguage(["新村民政所日前", "据新村民政所说"])
    >>> language.joins("记者从新村民", "政所获悉") > language.joins("记者从新村民", "们获悉")
    True
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._known: dict[tuple[str, str], float] = {}

    @cached_property
    def _page(self) -> tuple[str, frozenset[str]]:
        """The page's text without blanks, a line for each given, and its pairs of characters."""
        packed = ["".join(text.split()) for text in self._texts]
        pairs = (map(add, text, text[1:]) for text in packed)
        return "\n".join(packed), frozenset(chain.from_iterable(pairs))

    def joins(self, before: str, after: str) -> float:
        """Return how well ``after`` goes on where ``before`` was cut, in nats."""
        key = (before[-2:], after[:2])
        if key not in self._known:
            self._known[key] = self._score(*key)
        return self._known[key]

    def joins_at_most(self, before: str, after: str) -> float:
        """Return what :meth:`joins` can be, without a look at the page."""
        score = continuity(before, after)
        return min(max(score, 0.0) + _PAIR + _TRIPLE + _FOUR, _MOST)

    def _score(self, before: str, after: str) -> float:
        score = continuity(before, after)
        if ends_sentence(before):
            return _CLOSED * score
        if not (before and after and is_han(before[-1]) and is_han(after[0])):
            return score
        page, pairs = self._page
        if before[-1] + after[0] not in pairs:
            return min(score, _MOST)  # then nothing longer is there, either
        score = max(score, 0.0) + _PAIR
        if before[-2:] + after[0] in page or before[-1] + after[:2] in page:
            score += _TRIPLE
        if len(before) > 1 and len(after) > 1 and before[-2:] + after[:2] in page:
            score += _FOUR
        return min(score, _MOST)


def shape(above: Line, below: Line, measure: float) -> float:
    """Return how well two lines of one column of ``measure`` ems follow, by width, in nats.

    A line that stops short ends a paragraph; the one after it begins another, two ems short; a
    line inside a sentence fills its column.
    """
    closed = ends_sentence(above.text.text)
    slack, next_slack = measure - above.width, measure - below.width
    if slack <= 1.5:
        begins = 1.5 < next_slack <= 3.5 and not ends_sentence(below.text.text)
        return -1.5 if begins and not closed else 0.0
    if closed:
        if next_slack <= 1.0:
            return -3.0 if slack > 3.5 else -0.5
        return 1.0 if next_slack <= 3.5 else -0.5
    if slack <= 3.5:
        return 0.0
    return -0.5 if 1.5 < next_slack <= 3.5 else -3.0  # a subhead over a paragraph, or nothing
