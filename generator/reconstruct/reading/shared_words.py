"""Which words the lines of a page share: pairs of characters that stand in several of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

__all__ = ["SharedWords", "word_matrix"]

_WORD = re.compile("[㐀-䶿一-鿿豈-﫿〇]{2,}|[0-9A-Za-z]{2,}")
_CHUNK, _HALO = 1024, 64
"""Lines that are looked at together, and those beside them: no page is read as one where it is
longer than any printed one, so that the work grows with the page and not with its square."""

Array = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


class SharedWords:
    """The pairs of characters of each line, weighted by how few lines of the page have them.

    >>> words = SharedWords(["养老服务", "养老食堂", "河长制", "河长巡河"])
    >>> [round(float(x), 1) for x in words.cohesion(4)]
    [1.0, 0.0, 0.7]
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._lengths = np.array([len(text) for text in texts], dtype=np.int64)
        self._size = len(texts)
        self._chunks: list[tuple[int, int, int, int, Flags, Array]] = []
        found = [_pairs(text) for text in texts]
        for low in range(0, max(self._size, 1), _CHUNK):
            high = min(low + _CHUNK, self._size)
            start, end = max(0, low - _HALO), min(self._size, high + _HALO)
            having, weights = _matrix(found[start:end])
            self._chunks.append((low, high, start, end, having, weights))

    def cohesion(self, chars: int) -> Array:
        """Return for each gap how much the ``chars`` characters above share with those below.

        The cosine of their weighted words, 0 to 1; one number less than there are lines.
        """
        out = np.zeros(max(self._size - 1, 0), dtype=np.float32)
        for low, high, start, end, having, weights in self._chunks:
            above, below = self._windows(having, start, end, chars)
            both = (above & below) @ weights
            norm = np.sqrt((above @ weights) * (below @ weights))
            value = np.divide(both, norm, out=np.zeros_like(both), where=norm > 0)
            last = min(high, self._size - 1)
            out[low:last] = value[low - start : last - start]
        return out

    def fit(self, chars: int) -> tuple[Array, Array]:
        """Return how much of each line's words the ``chars`` below it have, and those above it."""
        under = np.zeros(self._size, dtype=np.float32)
        over = np.zeros(self._size, dtype=np.float32)
        for low, high, start, end, having, weights in self._chunks:
            above, below = self._windows(having, start, end, chars)
            total = having @ weights + 1
            under_all = np.zeros(end - start, dtype=np.float32)
            over_all = np.zeros(end - start, dtype=np.float32)
            under_all[:-1] = (having[:-1] & below) @ weights / total[:-1]
            over_all[1:] = (having[1:] & above) @ weights / total[1:]
            under[low:high] = under_all[low - start : high - start]
            over[low:high] = over_all[low - start : high - start]
        return under, over

    def _windows(self, having: Flags, start: int, end: int, chars: int) -> tuple[Flags, Flags]:
        """Return for each gap the words of the text above it, and of that below."""
        n = end - start
        sums = np.zeros((n + 1, having.shape[1]), dtype=np.int16)
        np.cumsum(having, axis=0, out=sums[1:])
        reach = np.concatenate(([0], np.cumsum(self._lengths[start:end])))
        gaps = np.arange(1, n)
        first = np.minimum(np.searchsorted(reach, reach[gaps] - chars, "right") - 1, gaps - 1)
        first = np.maximum(first, 0)
        last = np.maximum(np.searchsorted(reach, reach[gaps] + chars), gaps + 1)
        last = np.minimum(last, n)
        return sums[gaps] > sums[first], sums[last] > sums[gaps]


def _pairs(text: str) -> set[str]:
    found: set[str] = set()
    for run in _WORD.findall(text):
        if run[0].isascii():
            found.add(run)
        else:
            found.update(map("".join, pairwise(run)))
    return found


def word_matrix(texts: Sequence[str]) -> tuple[Flags, Array, Array]:
    """Return which line has which of the words that several have (lines × words), the weight of
    each word, and of each line the weight of the words that it alone has.

    >>> having, weights, alone = word_matrix(["养老服务", "养老食堂"])
    >>> having.tolist(), [round(float(x), 1) for x in (*weights, *alone)]
    ([[True], [True]], [0.7, 2.2, 2.2])
    """
    found = [_pairs(text) for text in texts]
    having, weights = _matrix(found)
    once = np.array([len(words) for words in found]) - having.sum(axis=1)
    return having, weights, (once * np.log1p(len(found))).astype(np.float32)


def _matrix(found: Sequence[set[str]]) -> tuple[Flags, Array]:
    """Return which line has which of the words that several have, and the words' weights."""
    count: dict[str, int] = {}
    for words in found:
        for word in words:
            count[word] = count.get(word, 0) + 1
    number = {w: n for n, w in enumerate(sorted(w for w, c in count.items() if c > 1))}
    having = np.zeros((len(found), len(number)), dtype=np.bool_)
    for k, words in enumerate(found):
        having[k, [number[w] for w in words if w in number]] = True
    shares = np.array([count[w] for w in number], dtype=np.float32)
    return having, np.log1p(len(found) / np.maximum(shares, 1)).astype(np.float32)
