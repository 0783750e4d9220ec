"""Words that several lines of a page share: pairs of characters, and Latin words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["SharedWords", "summed", "word_matrix"]

_HAN = (("㐀", "䶿"), ("一", "鿿"), ("豈", "﫿"), ("〇", "〇"))
"""First and last of the characters of which pairs are words."""
_LATIN = re.compile("[0-9A-Za-z]{2,}")
"""Words by themselves."""
_PLANES = 21
"""Bits of a character's number."""
_CHUNK, _HALO = 1024, 64
"""Lines that are looked at together, and those beside them: no page is read as one where it is
longer than any printed one, so that the work grows with the page and not with its square."""
_CHUNK_CHARS, _HALO_CHARS = 100_000, 20_000
"""Characters of the same: lines without end have words without end, which would fill the memory."""
_CELLS = 8_000_000
"""Words of lines that are held against one another at once: those of all printed pages."""
Shares = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int16]
Numbers = npt.NDArray[np.int64]


class SharedWords:
    """The pairs of characters of each line, weighted by how few lines of the page have them.

    >>> words = SharedWords(["养老服务", "养老食堂", "河长制", "河长巡河"])
    >>> [round(float(x), 1) for x in words.cohesion(4)]
    [1.0, 0.0, 0.7]
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._lengths = np.array([len(text) for text in texts], dtype=np.int64)
        self._size = len(texts)
        self._bounds = [*_chunks(self._lengths.tolist())]
        self._whole = self._chunk(*self._bounds[0]) if len(self._bounds) == 1 else None

    def _chunk(self, low: int, high: int, start: int, end: int) -> _Chunk:
        having, weights, _ = _matrix(self._texts[start:end])
        return _Chunk(low, high, start, end, summed(having), weights)

    def _each(self) -> Iterator[_Chunk]:
        """Yield the chunks of the page, one at a time."""
        for bounds in self._bounds:
            yield self._whole or self._chunk(*bounds)

    @np.errstate(invalid="ignore")  # OpenBLAS: a false alarm now and then, of its spare room
    def cohesion(self, chars: int) -> Shares:
        """Return for each gap how much the ``chars`` characters above share with those below.

        The cosine of their weighted words, 0 to 1; one number less than there are lines.
        """
        out = np.zeros(max(self._size - 1, 0), dtype=np.float32)
        for chunk in self._each():
            weights = chunk.weights
            value = np.zeros(max(chunk.size - 1, 0), dtype=np.float32)
            for rows, above, below in self._windows(chunk, chars):
                both = (above & below) @ weights
                norm = np.sqrt((above @ weights) * (below @ weights))
                value[rows] = np.divide(both, norm, out=np.zeros_like(both), where=norm > 0)
            last = min(chunk.high, self._size - 1)
            out[chunk.low : last] = value[chunk.low - chunk.start : last - chunk.start]
        return out

    @np.errstate(invalid="ignore")  # OpenBLAS: a false alarm now and then, of its spare room
    def fit(self, chars: int) -> tuple[Shares, Shares]:
        """Return how much of each line's words the ``chars`` below it have, and those above it."""
        under = np.zeros(self._size, dtype=np.float32)
        over = np.zeros(self._size, dtype=np.float32)
        for chunk in self._each():
            weights, size = chunk.weights, chunk.size
            total = np.zeros(size, dtype=np.float32)
            for rows in _blocks(size, len(weights)):
                total[rows] = chunk.having(rows) @ weights + 1
            under_all = np.zeros(size, dtype=np.float32)
            over_all = np.zeros(size, dtype=np.float32)
            for rows, above, below in self._windows(chunk, chars):
                after = slice(rows.start + 1, rows.stop + 1)
                under_all[rows] = (chunk.having(rows) & below) @ weights / total[rows]
                over_all[after] = (chunk.having(after) & above) @ weights / total[after]
            own = slice(chunk.low - chunk.start, chunk.high - chunk.start)
            under[chunk.low : chunk.high] = under_all[own]
            over[chunk.low : chunk.high] = over_all[own]
        return under, over

    def _windows(self, chunk: _Chunk, chars: int) -> Iterator[tuple[slice, Flags, Flags]]:
        """Yield gaps, the words of the text above each, and those of the text below."""
        n, sums = chunk.size, chunk.sums
        reach = np.concatenate(([0], np.cumsum(self._lengths[chunk.start : chunk.end])))
        gaps = np.arange(1, n)
        first = np.minimum(np.searchsorted(reach, reach[gaps] - chars, "right") - 1, gaps - 1)
        first = np.maximum(first, 0)
        last = np.maximum(np.searchsorted(reach, reach[gaps] + chars), gaps + 1)
        last = np.minimum(last, n)
        for rows in _blocks(n - 1, sums.shape[1]):
            here = sums[gaps[rows]]
            yield rows, here > sums[first[rows]], sums[last[rows]] > here


class _Chunk(NamedTuple):
    """Lines that are looked at together, and the words that several of them have."""

    low: int
    high: int
    start: int
    """The first of the lines, those beside them included."""
    end: int
    sums: Counts
    weights: Shares

    @property
    def size(self) -> int:
        """How many lines there are, those beside included."""
        return self.end - self.start

    def having(self, rows: slice) -> Flags:
        """Return which of some lines has which word."""
        found: Flags = self.sums[rows.start + 1 : rows.stop + 1] > self.sums[rows]
        return found


def _chunks(lengths: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the first line of each chunk and the one after its last, and the same with the lines
    beside them; one chunk of none where there are no lines."""
    low = 0
    while low < len(lengths) or not low:
        high = low + _within(lengths[low : low + _CHUNK], _CHUNK_CHARS)
        before = _within(lengths[max(0, low - _HALO) : low][::-1], _HALO_CHARS)
        after = _within(lengths[high : high + _HALO], _HALO_CHARS)
        yield low, high, low - before, high + after
        if high == low:
            return
        low = high


def _within(lengths: Sequence[int], chars: int) -> int:
    """Return how many of some lines have so many characters, one at least if there is one."""
    sums = accumulate(lengths)
    return max(sum(1 for _ in takewhile(lambda sofar: sofar <= chars, sums)), min(1, len(lengths)))


def _blocks(rows: int, words: int) -> Iterator[slice]:
    """Yield rows that are looked at together, of so many words each: mostly all."""
    step = max(1, _CELLS // max(1, words))
    return (slice(at, min(at + step, rows)) for at in range(0, rows, step))


def summed(having: Flags) -> Counts:
    """Return how many of the lines above each one, and above the page's end, have each word."""
    sums = np.zeros((len(having) + 1, having.shape[1]), dtype=np.int16)
    np.cumsum(having, axis=0, out=sums[1:])
    return sums


def word_matrix(texts: Sequence[str]) -> tuple[Flags, Shares, Shares]:
    """Return which line has which of the words that several have (lines × words), the weight of
    each word, and of each line the weight of the words that it alone has.

    >>> having, weights, alone = word_matrix(["养老服务", "养老食堂"])
    >>> having.tolist(), [round(float(x), 1) for x in (*weights, *alone)]
    ([[True], [True]], [0.7, 2.2, 2.2])
    """
    having, weights, sizes = _matrix(texts)
    once = sizes - having.sum(axis=1)
    return having, weights, (once * np.log1p(len(texts))).astype(np.float32)


def _matrix(texts: Sequence[str]) -> tuple[Flags, Shares, Numbers]:
    """Return which line has which of the words that several have, in the order of their characters,
    the words' weights, and how many words each line has."""
    words, lines = _words(texts)
    n = len(texts)
    found, word = np.unique(words, return_inverse=True)
    word, line = np.divmod(np.unique(word * n + lines), max(n, 1))  # each once a line
    count = np.bincount(word, minlength=len(found))
    several = count > 1
    shown = several[word]
    column = np.cumsum(several) - 1
    having = np.zeros((n, int(several.sum())), dtype=np.bool_)
    having[line[shown], column[word[shown]]] = True
    shares = count[several].astype(np.float32)
    weights = np.log1p(n / np.maximum(shares, 1)).astype(np.float32)
    return having, weights, np.bincount(line, minlength=n)


def _words(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Return the words of all lines as numbers, whose order is that of the words, and of each the
    number of its line."""
    joined = "\n".join((*texts, ""))
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    lines = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    han = np.zeros(len(points), dtype=np.bool_)
    for low, high in _HAN:
        han |= (points >= ord(low)) & (points <= ord(high))
    pairs = np.flatnonzero(han[:-1] & han[1:])
    latin = [*_LATIN.finditer(joined)]
    names = sorted({match.group() for match in latin})
    number = dict(zip(names, range(-len(names), 0), strict=True))
    own = np.array([number[match.group()] for match in latin], dtype=np.int64)
    places = np.array([match.start() for match in latin], dtype=np.int64)
    return (
        np.concatenate((own, (points[pairs] << _PLANES) + points[pairs + 1])),
        lines[np.concatenate((places, pairs))],
    )
