"""Whether one line goes on in another: by its words, its stops and its width."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from generator.reconstruct.pieces import Line
from generator.scores.character_model import CharacterModel
from generator.scores.continuity import CutSigns, continuity, strongest_sign
from generator.text.characters import ends_sentence

__all__ = ["PageLanguage", "shape"]

_MOST = 6.0
"""Nats at most: however well words fit, no single cut outweighs what widths and places say."""
_EDGE = 24
"""Characters on each side of a cut, more than :func:`continuity` looks at."""


class PageLanguage:
    """How texts go on, and what the page itself says in one run.

    >>> language = PageLanguage(["新村民政所日前", "据新村民政所说"])
    >>> language.joins("记者从新村民", "政所") > PageLanguage([]).joins("记者从新村民", "政所")
    True
    """

    def __init__(self, texts: Iterable[str], model: CharacterModel | None = None) -> None:
        """``model`` tells how characters follow one another: by default the shipped one."""
        self._texts = tuple(texts)
        self._model = model
        self._known: dict[tuple[str, str], float] = {}

    @cached_property
    def _said(self) -> CutSigns:
        return CutSigns(self._texts)

    def joins(self, before: str, after: str) -> float:
        """Return how well ``after`` goes on where ``before`` was cut, in nats."""
        key = (before[-_EDGE:], after[:_EDGE])
        if key not in self._known:
            self._known[key] = min(_MOST, continuity(before, after, self._said, self._model))
        return self._known[key]

    def joins_at_most(self, before: str, after: str) -> float:
        """Return what :meth:`joins` can be, without a look at the page."""
        return min(_MOST, continuity(before, after) + strongest_sign())


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
