"""What the stories of a page are about, and what that says of display text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from generator.text.similarity import GramIndex, grams

__all__ = ["Subjects"]

_COVER, _COVER_PRIOR = 9.0, 4.0
"""Nats for a headline all of whose words stand in its story; weight that short ones lack."""
_FIRST = 150
"""Characters of a story's beginning, which sums it up."""


class Subjects:
    """The words of a page's stories.

    >>> subjects = Subjects(["新村办起老年食堂", "县里修通农村公路"])
    >>> [round(nats, 1) for nats in subjects.covers("老年食堂开张")]
    [3.1, 0.0]
    """

    def __init__(self, texts: Sequence[str], like: Subjects | None = None) -> None:
        """Count words; most of them stand ready if stories are those of ``like``."""
        ready = like._grams if like is not None else {}
        self.texts = texts
        self._grams: dict[str, frozenset[str]] = {
            text: ready.get(text) or grams(text) for text in texts
        }
        self._index = GramIndex([self._grams[text] for text in texts])
        self._asked: dict[str, frozenset[str]] = {} if like is None else like._asked
        self._covers: dict[str, tuple[float, ...]] = {}

    @cached_property
    def _firsts(self) -> list[frozenset[str]]:
        return [grams(text[:_FIRST]) for text in self.texts]

    def covers(self, text: str) -> tuple[float, ...]:
        """Return the nats by which each story's words speak for display text."""
        if text not in self._covers:
            total = self._index.total(self._known(text)) + _COVER_PRIOR
            self._covers[text] = tuple(_COVER * nats / total for nats in self.nats(text))
        return self._covers[text]

    def first_covers(self, text: str) -> list[float]:
        """Return the share of display text's words that each story's beginning says."""
        known = self._known(text)
        total = self._index.total(known) + _COVER_PRIOR
        return [self._index.total(known & first) / total for first in self._firsts]

    def nats(self, text: str) -> list[float]:
        """Return what the words weigh that display text shares with each story."""
        return self._index.shares(self._known(text))

    def _known(self, text: str) -> frozenset[str]:
        """Return the words of display text that some story says."""
        if text not in self._asked:
            self._asked[text] = grams(text)
        return frozenset(filter(self._index.has, self._asked[text]))

    def most(self, texts: Sequence[str]) -> float:
        """Return what :meth:`together` can't exceed."""
        return sum(max(self.covers(text), default=0.0) for text in texts)

    def together(self, texts: Sequence[str]) -> float:
        """Return what the stories' words speak for headlines of as many stories, in nats."""
        ranked = sorted(
            (-cover, k, story)
            for k, text in enumerate(texts)
            for story, cover in enumerate(self.covers(text))
        )
        total = 0.0
        told: set[int] = set()
        taken: set[int] = set()
        for cover, k, n in ranked:
            if k not in told and n not in taken:
                total -= cover
                told.add(k)
                taken.add(n)
        return total
