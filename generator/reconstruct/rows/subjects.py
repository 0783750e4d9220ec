"""What the stories of a page are about, and what that says of display text."""

from __future__ import annotations

from collections.abc import Sequence

from generator.text.similarity import GramIndex, grams

__all__ = ["Subjects"]

_COVER, _COVER_PRIOR = 9.0, 4.0
"""Nats for a headline all of whose words stand in its story; weight that short ones lack."""


class Subjects:
    """The words of a page's stories.

    >>> subjects = Subjects(["新村办起老年食堂", "县里修通农村公路"])
    >>> subjects.cover("老年食堂开张", 0) > subjects.cover("老年食堂开张", 1) == 0
    True
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._index = GramIndex(texts)
        self._covers: dict[str, tuple[float, ...]] = {}

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
            known = sorted(g for g in grams(text) if index.has(g))
            total = sum(index.weight(g) for g in known)
            self._covers[text] = tuple(
                _COVER * sum(index.weight(g) for g in known if g in words) / (total + _COVER_PRIOR)
                for words in index.passages
            )
        return self._covers[text]
