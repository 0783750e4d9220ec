"""How much two texts share, by their rare pairs of characters."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import add

__all__ = ["GramIndex", "grams"]

_HAN = re.compile("[㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff]{2,}")
"""A run of what :func:`generator.text.characters.is_han` calls Chinese: pages are read by the
million characters here, and a call for each is what that would cost."""
_WORD = re.compile("[0-9A-Za-z]{2,}")


def grams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring Chinese characters, and the Latin words and numbers.

    Pairs do better than words at telling which headline belongs to which body (FINDINGS section
    1), and need no dictionary.

    >>> sorted(grams("养老院 99公益日"))
    ['99', '公益', '养老', '益日', '老院']
    """
    found = set(_WORD.findall(text))
    for run in _HAN.findall("".join(text.split())):
        found.update(map(add, run, run[1:]))
    return frozenset(found)


def _exact(weight: float) -> float:
    """Return ``weight`` to twenty binary places: sums of such numbers don't depend on their order.

    Sets have another order in every run; the last digit of a sum must not decide a headline.
    """
    return round(weight * 2**20) / 2**20


class GramIndex:
    """The pairs of a page's passages, each weighted by how few passages have it.

    >>> index = GramIndex(["湖南民政厅", "湖北民政厅", "湖北教育厅"])
    >>> index.weight("湖南") > index.weight("政厅") > 0
    True
    """

    def __init__(self, passages: Sequence[str | frozenset[str]]) -> None:
        """Index texts, or the :func:`grams` of them."""
        self.passages = tuple(grams(p) if isinstance(p, str) else p for p in passages)
        self._count = Counter(chain.from_iterable(self.passages))
        total = len(self.passages)
        by_count = {n: _exact(math.log((total + 1) / (n + 0.5))) for n in {*self._count.values()}}
        self._weight = {g: by_count[n] for g, n in self._count.items()}
        self._unknown = _exact(math.log((total + 1) / 0.5))
        self._having: dict[str, tuple[int, ...]] = {}

    def has(self, gram: str) -> bool:
        """Return whether any passage has ``gram``."""
        return gram in self._count

    def weight(self, gram: str) -> float:
        """Return the inverse passage frequency of ``gram``: 0 where all have it."""
        return self._weight.get(gram, self._unknown)

    def shared(self) -> list[list[float]]:
        """Return for each two passages the summed weight of the grams that both have.

        >>> index = GramIndex(["湖南民政厅", "湖北民政厅", "湖北教育局"])
        >>> index.shared()[0][1] > index.shared()[1][2] > index.shared()[0][2] == 0
        True
        """
        having: dict[str, list[int]] = {}
        for n, passage in enumerate(self.passages):
            for gram in passage:
                having.setdefault(gram, []).append(n)
        weights = [[0.0] * len(self.passages) for _ in self.passages]
        for gram, passages in having.items():
            if len(passages) > 1:
                weight = self._weight[gram]
                for a in passages:
                    row = weights[a]
                    for b in passages:
                        row[b] += weight
        return weights

    def shares(self, wanted: Iterable[str]) -> list[float]:
        """Return for each passage the summed weight of the grams among these that it has.

        >>> index = GramIndex(["湖南", "湖北"])
        >>> index.shares(["湖南"]) == [index.weight("湖南"), 0]
        True
        """
        found, having = [0.0] * len(self.passages), self._having
        for gram in wanted:
            if gram not in having:
                having[gram] = tuple(n for n, own in enumerate(self.passages) if gram in own)
            weight = self.weight(gram)
            for n in having[gram]:
                found[n] += weight
        return found

    def total(self, wanted: Iterable[str]) -> float:
        """Return the summed weight of grams that the passages have; ``KeyError`` for another."""
        return sum(map(self._weight.__getitem__, wanted))
