"""Words of a page as its lines have them: how likely each line is, which words several share.

Likelihoods are those of the character models; a word is a pair of characters that stands in several
lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import add

import numpy as np
import numpy.typing as npt

from generator.scores.character_model import ENDS, STARTS, CharacterModel, Ids

__all__ = [
    "SharedWords",
    "first_ids",
    "going_on",
    "last_ids",
    "line_likelihoods",
    "summed",
    "word_matrix",
]

_READ = 30
"""Characters of a line that the models read: more say no more, and cost."""
_BEYOND = 3
"""Characters of a line by which it is asked whether it begins a text, or goes on in one."""

Array = npt.NDArray[np.float64]
_STARTS = STARTS * 2
_HAN = (("㐀", "䶿"), ("一", "鿿"), ("豈", "﫿"), ("〇", "〇"))
"""First and last of the characters of which pairs are words."""
_LATIN = re.compile("[0-9A-Za-z]{2,}")
"""Words by themselves."""
_PLANES = 21
"""Bits of a character's number."""
_CHUNK, _HALO = 1024, 64
"""Lines that are looked at together, and those beside them: no page is read as one where it is
longer than any printed one, so that the work grows with the page and not with its square."""
Shares = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int16]
Numbers = npt.NDArray[np.int64]


class LineLikelihoods:
    """Log probabilities of a page's lines, in nats."""

    __slots__ = ("as_headline", "as_text", "ends", "joined", "starts")

    def __init__(
        self, as_headline: Array, as_text: Array, starts: Array, ends: Array, joined: Array
    ) -> None:
        self.as_headline = as_headline
        """Of each line's characters in headlines, a character."""
        self.as_text = as_text
        """Of each line's characters in running text, a character."""
        self.starts = starts
        """Of each line's first characters at a paragraph's start."""
        self.ends = ends
        """Of a paragraph's end where each line ends."""
        self.joined = joined
        """Of the next line's first characters after each line, the last one left out."""


def line_likelihoods(
    lines: Sequence[str], text: CharacterModel, headline: CharacterModel
) -> LineLikelihoods:
    """Return what the two models say of ``lines``, which are normalized.

    >>> text = CharacterModel.counted(["村里办起食堂"] * 2)
    >>> nats = line_likelihoods(["村里办", "起食堂", "堂食起"], text, text)
    >>> bool(nats.joined[0] > nats.joined[1]), bool(nats.ends[1] > nats.ends[0])
    (True, True)
    """
    lengths = np.array([min(len(line), _READ) for line in lines], dtype=np.int64)
    opened = [f"{_STARTS}{line[:_READ]}".ljust(len(_STARTS) + _BEYOND, ENDS) for line in lines]
    last = [*map(_last, lines)]
    first = [f"{line[:2]}{ENDS}{ENDS}"[:2] for line in lines[1:]]
    sizes = np.array([len(line) for line in opened], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes + len(_STARTS)
    whole = "".join(opened)
    over = "".join(map(add, last, first)) + "".join(line + ENDS for line in last)
    nats = text.log_probability_inside(text.encode(whole + over))
    joined = len(whole) + 2 + 4 * np.arange(len(first))
    opening = nats[starts] + nats[starts + 1] + nats[starts + 2]
    return LineLikelihoods(
        as_headline=_each(headline.log_probability_inside(headline.encode(whole)), starts, lengths),
        as_text=_each(nats, starts, lengths),
        starts=opening,
        ends=nats[len(whole) + 4 * len(first) + 2 + 3 * np.arange(len(lines))],
        # the third character follows two of its own line
        joined=nats[joined] + nats[joined + 1] + nats[starts[1:] + 2],
    )


def last_ids(model: CharacterModel, lines: Sequence[str]) -> Ids:
    """Return the numbers of the last two characters of each line."""
    return model.encode("".join(map(_last, lines))).reshape(-1, 2)


def _last(line: str) -> str:
    return f"{_STARTS}{line[-2:]}"[-2:]


def first_ids(model: CharacterModel, lines: Sequence[str]) -> Ids:
    """Return the numbers of the first characters of each line, :data:`END` where it is shorter."""
    first = (line[:_BEYOND].ljust(_BEYOND, ENDS) for line in lines)
    return model.encode("".join(first)).reshape(-1, _BEYOND)


def going_on(model: CharacterModel, second: Ids, last: Ids, chars: Ids) -> Array:
    """Return the nats of each row of ``chars`` after two others."""
    total = np.zeros(len(chars))
    for k in range(chars.shape[1]):
        total += model.log_probability(second, last, chars[:, k])
        second, last = last, chars[:, k]
    return total


def _each(nats: Array, starts: Ids, lengths: Ids) -> Array:
    """Return the nats a character of each line, by where its first one stands."""
    owner = np.repeat(np.arange(len(starts)), lengths)
    inside = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    total = np.bincount(owner, weights=nats[starts[owner] + inside], minlength=len(starts))
    result: Array = total / np.maximum(lengths, 1)
    return result


class SharedWords:
    """The pairs of characters of each line, weighted by how few lines of the page have them.

    >>> words = SharedWords(["养老服务", "养老食堂", "河长制", "河长巡河"])
    >>> [round(float(x), 1) for x in words.cohesion(4)]
    [1.0, 0.0, 0.7]
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._lengths = np.array([len(text) for text in texts], dtype=np.int64)
        self._size = len(texts)
        self._chunks: list[tuple[int, int, int, int, Flags, Counts, Shares]] = []
        for low in range(0, max(self._size, 1), _CHUNK):
            high = min(low + _CHUNK, self._size)
            start, end = max(0, low - _HALO), min(self._size, high + _HALO)
            having, weights, _ = _matrix(texts[start:end])
            self._chunks.append((low, high, start, end, having, summed(having), weights))

    def cohesion(self, chars: int) -> Shares:
        """Return for each gap how much the ``chars`` characters above share with those below.

        The cosine of their weighted words, 0 to 1; one number less than there are lines.
        """
        out = np.zeros(max(self._size - 1, 0), dtype=np.float32)
        for low, high, start, end, _, sums, weights in self._chunks:
            above, below = self._windows(sums, start, end, chars)
            both = (above & below) @ weights
            norm = np.sqrt((above @ weights) * (below @ weights))
            value = np.divide(both, norm, out=np.zeros_like(both), where=norm > 0)
            last = min(high, self._size - 1)
            out[low:last] = value[low - start : last - start]
        return out

    def fit(self, chars: int) -> tuple[Shares, Shares]:
        """Return how much of each line's words the ``chars`` below it have, and those above it."""
        under = np.zeros(self._size, dtype=np.float32)
        over = np.zeros(self._size, dtype=np.float32)
        for low, high, start, end, having, sums, weights in self._chunks:
            above, below = self._windows(sums, start, end, chars)
            total = having @ weights + 1
            under_all = np.zeros(end - start, dtype=np.float32)
            over_all = np.zeros(end - start, dtype=np.float32)
            under_all[:-1] = (having[:-1] & below) @ weights / total[:-1]
            over_all[1:] = (having[1:] & above) @ weights / total[1:]
            under[low:high] = under_all[low - start : high - start]
            over[low:high] = over_all[low - start : high - start]
        return under, over

    def _windows(self, sums: Counts, start: int, end: int, chars: int) -> tuple[Flags, Flags]:
        """Return for each gap the words of the text above it, and of that below."""
        n = end - start
        reach = np.concatenate(([0], np.cumsum(self._lengths[start:end])))
        gaps = np.arange(1, n)
        first = np.minimum(np.searchsorted(reach, reach[gaps] - chars, "right") - 1, gaps - 1)
        first = np.maximum(first, 0)
        last = np.maximum(np.searchsorted(reach, reach[gaps] + chars), gaps + 1)
        last = np.minimum(last, n)
        return sums[gaps] > sums[first], sums[last] > sums[gaps]


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
