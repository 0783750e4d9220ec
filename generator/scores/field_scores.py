"""Which field an article is about, by its words: a naive Bayes model as plain sums.

The weights are those of ``training/fields.py``: how much oftener a word stands in articles of a
field than anywhere, as a logarithm, smoothed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.scores.tables import read_tables

__all__ = [
    "FieldScores",
    "beliefs_of",
    "field_scores",
    "head_counts",
    "pack_weights",
    "term_value",
    "unpack_weights",
]

HEAD_COUNT = 4
"""A word of the headline counts as four of the body: it was chosen to say what the story is."""
_HEADED = 2.0
"""What a word counts more for standing in the headline at all."""
_LENGTH = 30.0
"""What is added to an article's length, so that three words prove less than thirty."""
_STEP = 0.125
_FIRST_FIELD, _ZERO = 0x100, 0x400
"""Code points by which fields and weights are written."""
_KEPT = 0.2
"""Weight from which a word speaks for a field; below, it says the same of all."""


def head_counts(head: int, body: int) -> int:
    """Return how often a word counts that stands so often in the headline and in the body."""
    return HEAD_COUNT * head + body


@cache
def term_value(count: int, headed: bool) -> float:
    """Return what a word is worth that counts so often: the tenth time tells less than the second.

    >>> term_value(1, False), round(term_value(5, True), 1)
    (1.0, 4.6)
    """
    return 1 + math.log(count) + (_HEADED if headed else 0)


def pack_weights(weights: Sequence[float]) -> str:
    """Return the weights of one word for each field as a short text.

    >>> len(pack_weights([-0.7, 2.0, -0.5]))
    3
    """
    rest = [weight for weight in weights if weight < _KEPT]
    floor = round(sum(rest) / len(rest) / _STEP) if rest else 0
    kept = (
        chr(_FIRST_FIELD + number) + chr(_ZERO + round(weight / _STEP))
        for number, weight in enumerate(weights)
        if weight >= _KEPT
    )
    return chr(_ZERO + floor) + "".join(kept)


def unpack_weights(packed: str) -> dict[int, float]:
    """Return how much more than for most fields a word weighs for some, by their numbers.

    >>> unpack_weights(pack_weights([-0.7, 2.0, -0.5]))
    {1: 2.625}
    """
    floor = ord(packed[0])
    pairs = zip(packed[1::2], packed[2::2], strict=True)
    return {ord(n) - _FIRST_FIELD: (ord(w) - floor) * _STEP for n, w in pairs}


class FieldScores:
    """The weights of all words, and what they make of an article."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """``tables`` are those of ``training/fields.py``."""
        self.fields: tuple[str, ...] = tuple(tables["fields"])
        """Ids of the narrower fields; all weights and beliefs stand in this order."""
        self.terms: Mapping[str, str] = dict(zip(tables["terms"], tables["weights"], strict=True))
        """Each word with its packed weights."""
        self.sharpness = float(tables["sharpness"])
        """How far sums of weights are to be believed, found on articles labelled by hand."""
        self.weights = cache(lambda term: unpack_weights(self.terms[term]))
        """What a word adds, times its value, for each field that it speaks for."""
        self._arrays = cache(self._as_arrays)

    def beliefs(self, values: Mapping[str, float]) -> list[float]:
        """Return for each field how likely an article with words of these values is about it."""
        return beliefs_of(self.sums(values), self.sharpness)

    def sums(self, values: Mapping[str, float]) -> list[float]:
        """Return for each field what the words add up to, whatever the article's length."""
        if not values:
            return [0.0] * len(self.fields)
        worth = np.fromiter(values.values(), float, len(values))
        length = math.sqrt(_LENGTH + float(worth @ worth))
        rows = [self._arrays(term) for term in values]
        times = np.repeat(worth, [len(weights) for _numbers, weights in rows])
        numbers, weights = (np.concatenate(column) for column in zip(*rows, strict=True))
        summed = np.bincount(numbers, weights * times, len(self.fields))
        return [each / length for each in summed.tolist()]

    def _as_arrays(self, term: str) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
        weights = self.weights(term)
        return np.array([*weights], dtype=np.intp), np.array([*weights.values()], dtype=float)


def beliefs_of(sums: Sequence[float], sharpness: float) -> list[float]:
    """Return what sums of weights come to as shares of one."""
    best = max(sums)
    shares = [math.exp(sharpness * (each - best)) for each in sums]
    whole = sum(shares)
    return [share / whole for share in shares]


@cache
def field_scores() -> FieldScores:
    """Return the weights that ship with the package."""
    return FieldScores(read_tables("fields"))
