"""How well text goes on over a cut, or on another page: by its characters, by the page's own words.

What weights the signs of another page have is learned from articles that were cut in two, each end
to be told from those of the other articles of its page (``training/jumps.py``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache
from operator import add

from generator.scores.character_model import (
    END,
    START,
    UNKNOWN,
    CharacterModel,
    character_model,
    normalize,
)
from generator.scores.packed_tables import read_tables
from generator.text.characters import CLOSERS, NEVER_FIRST, NEVER_LAST, ends_sentence, is_han
from generator.text.similarity import GramIndex

__all__ = [
    "JUMP_SIGNS",
    "SIGNS",
    "CutSigns",
    "continuity",
    "cut_nats",
    "edges",
    "jump_nats",
    "jump_signs",
    "strongest_sign",
]

SIGNS = ("likelier", "unlikelier", "pair", "three", "four", "more", "after_stop")
"""Features by which text goes on over a cut; ``training/cuts.py`` fits a weight for each.

How much likelier than by chance the characters after the cut are, in nats: above zero, below, and
after a full stop. Whether two, three, four characters across the cut stand elsewhere on the page,
too, and three of one side with one of the other."""
_FORBIDDEN = -3.0
"""Nats for what line breaking forbids: a closing mark at a line's start, a number broken in two.
Rules of typesetting (CLREQ), so that no line's beginning can teach it."""
_LOOKED = 8
"""Characters on each side that hold three without the blanks."""
_ENDING = 24
"""Characters that tell whether a sentence ends: with what may stand after its stop."""
JUMP_SIGNS = ("bias", "likelier", "unlikelier", "after_stop", "shared")
"""What tells: how much likelier than by chance the second text goes on where the first stops in
mid-sentence, and how much less likely; the same after a full stop; and the share of the words of
one that the other has, rare words counting more. ``bias`` is what holds of all."""


class CutSigns:
    """What a page says in one run, to look up what stands across a cut.

    >>> CutSigns(["新村民政所日前", "据新村民政所说"]).signs("从新村民", "政所获悉")
    (True, True, True, True)
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = "\n".join([normalize(text) for text in texts])
        self._pairs = frozenset(map(add, self._text, self._text[1:]))

    @cached_property
    def _threes(self) -> frozenset[str]:
        return frozenset(map(add, self._text, map(add, self._text[1:], self._text[2:])))

    @cached_property
    def _fours(self) -> frozenset[str]:
        pairs = list(map(add, self._text, self._text[1:]))
        return frozenset(map(add, pairs, pairs[2:]))

    def signs(self, before: str, after: str) -> tuple[bool, bool, bool, bool]:
        """Return whether elsewhere the page has two, three, four characters across the cut, and
        three of one side with one of the other.

        Both texts are normalized and not empty; only Chinese characters count.
        """
        pair = before[-1] + after[0]
        if not (is_han(before[-1]) and is_han(after[0])) or pair not in self._pairs:
            return False, False, False, False
        left, right = before[-2:], after[:2]
        three = (len(left) > 1 and left + after[0] in self._threes) or (
            len(right) > 1 and before[-1] + right in self._threes
        )
        four = len(left + right) > 3 and left + right in self._fours
        more = (len(before) > 2 and before[-3:] + after[0] in self._fours) or (
            len(after) > 2 and before[-1] + after[:3] in self._fours
        )
        return True, three, four, more


def continuity(
    before: str, after: str, said: CutSigns | None = None, model: CharacterModel | None = None
) -> float:
    """Return how much likelier ``after`` stands next to ``before`` than by chance, in nats.

    A few characters on either side decide, with what the page has elsewhere (``said``) and how
    characters follow one another (``model``, else the shipped one).

    >>> continuity("引导鼓励公", "益慈善力量") > 2 > 0 > continuity("引导鼓励公", "们的慈善力量")
    True
    """
    left, right, closed = edges(before, after)
    if not left or not right:
        return 0.0
    return _weighed(left[-2:], right[:2], closed, model) + (
        _said(said, left, right) if said is not None and not closed else 0.0
    )


def edges(before: str, after: str) -> tuple[str, str, bool]:
    """Return what is looked at on the two sides of a cut, and whether a sentence ends there."""
    left, closed = _ending(before[-_ENDING:])
    return left, _beginning(after[:_LOOKED]), closed


@lru_cache(maxsize=1 << 12)
def _ending(text: str) -> tuple[str, bool]:
    return normalize(text[-_LOOKED:])[-3:], ends_sentence(text)


@lru_cache(maxsize=1 << 12)
def _beginning(text: str) -> str:
    return normalize(text)[:3]


def cut_nats(model: CharacterModel, before: str, after: str, *, closed: bool) -> float:
    """Return how much likelier than by chance ``after`` is in a text after ``before``, in nats.

    Both are normalized, of one or two characters. After a full stop another paragraph may begin.
    """
    second, last = [UNKNOWN, *model.ids(before)][-2:]
    first, *rest = model.ids(after)
    nats = model.nats(second, last, first)
    chance = model.nats_alone(first)
    if rest:
        nats += model.nats(last, first, rest[0])
        chance += model.nats_next(first, rest[0])
    if closed:
        begins = model.nats(second, last, END) + model.nats(START, START, first)
        if rest:
            begins += model.nats(START, first, rest[0])
        nats += math.log1p(math.exp(min(begins - nats, 500.0)))
    return nats - chance


@lru_cache(maxsize=1 << 15)
def _weighed(before: str, after: str, closed: bool, model: CharacterModel | None) -> float:
    """Return the nats of what the model says, weighed."""
    if after[0] in NEVER_FIRST or after[0] in CLOSERS or before[-1] in NEVER_LAST:
        return _FORBIDDEN
    if before[-1] == after[0] == "0":
        return _FORBIDDEN
    nats = cut_nats(model or character_model("text"), before, after, closed=closed)
    sign = "after_stop" if closed else "likelier" if nats > 0 else "unlikelier"
    return nats * _weights()[sign]


def strongest_sign() -> float:
    """Return the most that a page can add to :func:`continuity`, in nats.

    >>> 1 < strongest_sign() < 9
    True
    """
    return sum(max(0.0, _weights()[sign]) for sign in SIGNS[2:6])


def _said(said: CutSigns, before: str, after: str) -> float:
    weights = _weights()
    found = said.signs(before, after)
    return sum(weights[sign] for sign, seen in zip(SIGNS[2:6], found, strict=True) if seen)


@cache
def _weights() -> dict[str, float]:
    weights = read_tables("characters")["cuts"]
    return {sign: float(weights[sign]) for sign in SIGNS}


def jump_signs(above: str, below: str, index: GramIndex, pair: tuple[int, int]) -> list[float]:
    """Return :data:`JUMP_SIGNS` of a text and what may be its rest.

    ``index`` holds the texts of their pages, these two among them, by the numbers in ``pair``.
    """
    nats, closed = continuity(above, below), ends_sentence(above)
    one, other = (index.passages[n] for n in pair)
    least = min(index.total(one), index.total(other))
    shared = index.total(one & other) / (least + 1)
    return [
        1.0,
        0.0 if closed else max(nats, 0.0),
        0.0 if closed else min(nats, 0.0),
        nats if closed else 0.0,
        shared,
    ]


def jump_nats(signs: Sequence[float]) -> float:
    """Return the log odds that a text goes on in another, were it one in two that does.

    >>> jump_nats([1, 3, 0, 0, 0.1]) > 3 > -3 > jump_nats([1, 0, -2, 0, 0])
    True
    """
    return sum(weight * sign for weight, sign in zip(_jump_weights(), signs, strict=True))


@cache
def _jump_weights() -> tuple[float, ...]:
    weights = read_tables("jumps")["weights"]
    return tuple(float(weights[sign]) for sign in JUMP_SIGNS)
