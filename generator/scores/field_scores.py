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

from generator.scores.packed_tables import read_tables

__all__ = [
    "FieldScores",
    "beliefs_of",
    "field_scores",
    "head_counts",
    "pack_weights",
    "term_value",
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


class FieldScores:
    """The weights of all words, and what they make of an article."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """``tables`` are those of ``training/fields.py``."""
        self.fields: tuple[str, ...] = tuple(tables["fields"])
        """Ids of the narrower fields; all weights and beliefs stand in this order."""
        self.terms: Mapping[str, int] = {term: row for row, term in enumerate(tables["terms"])}
        """Each word with its row."""
        self.sharpness = float(tables["sharpness"])
        """How far sums of weights are to be believed, found on articles labelled by hand."""
        self._weights = _unpack_all(tables["weights"])

    def beliefs(self, values: Mapping[str, float]) -> list[float]:
        """Return for each field how likely an article with words of these values is about it."""
        return beliefs_of(self.sums(values), self.sharpness)

    @np.errstate(invalid="ignore")  # OpenBLAS: a false alarm now and then, of its spare room
    def sums(self, values: Mapping[str, float]) -> list[float]:
        """Return for each field what the words add up to, whatever the article's length."""
        if not values:
            return [0.0] * len(self.fields)
        worth = np.fromiter(values.values(), float, len(values))
        length = math.sqrt(_LENGTH + float(worth @ worth))
        _words, numbers, weighed = self._weigh(values)
        summed = np.bincount(numbers, weighed, len(self.fields))
        return [each / length for each in summed.tolist()]

    def speaking(self, field: str, values: Mapping[str, float]) -> list[str]:
        """Return the words that speak for a field, those that weigh most first."""
        words, numbers, weighed = self._weigh(values)
        of_field = (numbers == self.fields.index(field)) & (weighed > 0)
        terms = [*values]
        found = zip(weighed[of_field].tolist(), words[of_field].tolist(), strict=True)
        ranked = sorted((-weight, terms[word]) for weight, word in found)
        return [term for _weight, term in ranked]

    def _weigh(
        self, values: Mapping[str, float]
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.float64]]:
        """Return for each field of each word the word, the field and what the word adds to it."""
        starts, numbers, weights = self._weights
        rows = np.fromiter(map(self.terms.__getitem__, values), np.intp, len(values))
        counts = starts[rows + 1] - starts[rows]
        words = np.repeat(np.arange(len(values)), counts)
        # Rows of different lengths one behind the other: where each begins, and on from there.
        begins = starts[rows] - (np.cumsum(counts) - counts)
        places = np.arange(len(words)) + np.repeat(begins, counts)
        worth = np.fromiter(values.values(), float, len(values))
        return words, numbers[places], weights[places] * worth[words]


def _unpack_all(
    packed: Sequence[str],
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """Return where each word's weights begin, and the fields and weights of all words in a row."""
    codes = np.frombuffer("".join(packed).encode("utf-32-le"), np.uint32).astype(np.intp)
    lengths = np.fromiter(map(len, packed), np.intp, len(packed))
    begins = np.cumsum(lengths) - lengths
    place = np.arange(len(codes)) - np.repeat(begins, lengths)
    floors = np.repeat(codes[begins], lengths)
    is_number = place % 2 == 1
    is_weight = (place > 0) & ~is_number
    starts = np.concatenate(([0], np.cumsum(lengths // 2)))
    return starts, codes[is_number] - _FIRST_FIELD, (codes - floors)[is_weight] * _STEP


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
