"""How well text goes on over a cut: by the characters at its edges, in nats."""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib import resources
from operator import add

from generator.text.characters import CLOSERS, NEVER_FIRST, NEVER_LAST, is_han

__all__ = ["continuity", "forwards"]

_WORDS_A_CHARACTER = 0.5
"""Nats: two words meet more often than chance says, as words are shorter than two characters."""
_UNKNOWN = 1.0
"""Nats taken off for a character that the table lacks."""
_WORST = -3.0
"""Nats for what typesetting forbids: a closing mark at a line's start, a number broken in two."""
_COUNTED = frozenset(
    "年月日时分秒点岁个万亿元千百多余名人家项次件条例位种户亩吨公米里平倍届期成批场所台套辆座处股号版周天小章层间只张本世级度"
    "％%—至到和、，。；"
)
"""What follows a number."""
_ITEMS, _ITEM = "【■□●◆▲", -2.0
"""What opens an item of a list, and nats against it in mid-sentence."""
_ROW = re.compile("([0-9])([^0-9]+)")
_MOST_PAIRS = 1 << 17
"""Pairs of characters that are kept, a few megabytes of them."""
_HAN = re.compile("[㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff]{2,}")
"""A run of what ``is_han`` calls Chinese."""


def continuity(before: str, after: str) -> float:
    """Return how much likelier ``after`` stands next to ``before`` than by chance, in nats.

    Only the two characters at the cut are looked at, by a table made of a word list
    (``data/build_junctions.py``). Above zero: they make a word, or a word may end and another
    begin; below zero: a word would be broken off.

    >>> continuity("引导鼓励公", "益慈善力量") > 1 > 0 > continuity("引导鼓励公", "们的慈善力量")
    True
    """
    if not before or not after:
        return 0.0
    x, y = before[-1], after[0]
    if y in NEVER_FIRST or y in CLOSERS or x in NEVER_LAST:
        return _WORST
    if is_han(x) and is_han(y):
        return _between(x, y)
    if y in _ITEMS:
        return _ITEM
    if x.isdigit():
        if y.isdigit():
            return _WORST
        return 1.5 if y in _COUNTED else -1.0
    if is_han(x):
        return _end(x) / 2 + 0.2
    if is_han(y):
        return _start(y) + _WORDS_A_CHARACTER
    return 0.0


def forwards(text: str) -> tuple[float, int]:
    """Return how much better, by :func:`continuity`, each two Chinese characters of ``text`` read
    in their order than turned round, summed, and how many such pairs there are.

    >>> forwards("民政局，好")[0] > 0, forwards("民政局，好")[1]
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
