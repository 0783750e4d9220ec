"""Whether text reads forwards: by how well each two of its characters stand together, in nats."""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib import resources
from operator import add

__all__ = ["reads_forwards"]

_WORDS_A_CHARACTER = 0.5
"""Nats: two words meet more often than chance says, as words are shorter than two characters."""
_UNKNOWN = 1.0
"""Nats taken off for a character that the table lacks."""
_ROW = re.compile("([0-9])([^0-9]+)")
_MOST_PAIRS = 1 << 17
"""Pairs of characters that are kept, a few megabytes of them."""
_HAN = re.compile("[㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff]{2,}")
"""A run of what ``is_han`` calls Chinese."""


def reads_forwards(text: str) -> tuple[float, int]:
    """Return how much better each two Chinese characters of ``text`` read in order than turned
    round, in nats, summed, and how many such pairs there are.

    By a table made of a word list (``data/build_junctions.py``): two characters that no word has
    side by side are the end of one and the beginning of the next.

    >>> reads_forwards("民政局，好")[0] > 0, reads_forwards("民政局，好")[1]
    (True, 2)
    """
    nats, total, count = _turned().__getitem__, 0.0, 0
    for run in _HAN.findall(text):
        count += len(run) - 1
        total += sum(map(nats, map(add, run, run[1:])))
    return total, count


class _Turned(dict[str, float]):
    """How much better each pair of characters reads in its order than turned round.

    All numbers are multiples of a half, so that sums don't depend on their order.
    """

    def __missing__(self, pair: str) -> float:
        if len(self) >= _MOST_PAIRS:
            self.clear()
        nats = self[pair] = _between(*pair) - _between(*reversed(pair))
        return nats


@cache
def _turned() -> _Turned:
    return _Turned()


def _between(x: str, y: str) -> float:
    level = _table().get(x, (0.0, 0.0, {}))[2].get(y)
    return _end(x) + _start(y) + _WORDS_A_CHARACTER if level is None else level


def _end(char: str) -> float:
    known = _table().get(char)
    return -_UNKNOWN if known is None else known[0]


def _start(char: str) -> float:
    known = _table().get(char)
    return -_UNKNOWN if known is None else known[1]


@cache
def _table() -> dict[str, tuple[float, float, dict[str, float]]]:
    data = resources.files("generator.text").joinpath("data/junctions.txt.gz").read_bytes()
    table: dict[str, tuple[float, float, dict[str, float]]] = {}
    for row in gzip.decompress(data).decode().splitlines():
        following = {char: float(level) for level, chars in _ROW.findall(row[3:]) for char in chars}
        table[row[0]] = (-int(row[1]) / 2, -int(row[2]) / 2, following)
    return table
