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
    >>> subjects.cover("老年食堂开张", 0) > subjects.cover("老年食堂开张", 1) == 0
    True
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._index = GramIndex(texts)
        self._covers: dict[str, tuple[float, ...]] = {}

    @cached_property
    def _firsts(self) -> list[frozenset[str]]:
        return [grams(text[:_FIRST]) for text in self.texts]

    def covers(self, text: str) -> tuple[float, ...]:
        """Return :meth:`cover` of every story."""
        return self._all(text)

    def first_covers(self, text: str) -> list[float]:
        """Return the share of display text's words that each story's beginning says."""
        known = self._known(text)
        total = sum(map(self._index.weight, known)) + _COVER_PRIOR
        return [sum(self._index.weight(g) for g in known if g in f) / total for f in self._firsts]

    def nats(self, text: str) -> list[float]:
        """Return what the words weigh that display text shares with each story."""
        index, known = self._index, self._known(text)
        return [sum(index.weight(g) for g in known if g in words) for words in index.passages]

    def _known(self, text: str) -> list[str]:
        """Return the words of display text that some story says."""
        return sorted(g for g in grams(text) if self._index.has(g))

    def cover(self, text: str, story: int) -> float:
        """Return the nats by which a story's words speak for display text."""
        return self._all(text)[story]

    def together(self, texts: Sequence[str]) -> float:
        """Return what the stories' words speak for headlines of as many stories, in nats."""
        ranked = sorted(
            (-cover, k, story)
            for k, text in enumerate(texts)
            for story, cover in enumerate(self._all(text))
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

    def _all(self, text: str) -> tuple[float, ...]:
        """Return the nats of each story for display text."""
        if text not in self._covers:
            index = self._index
            known = self._known(text)
            total = sum(index.weight(g) for g in known)
            self._covers[text] = tuple(
                _COVER * sum(index.weight(g) for g in known if g in words) / (total + _COVER_PRIOR)
                for words in index.passages
            )
        return self._covers[text]
