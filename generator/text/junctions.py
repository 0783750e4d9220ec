"""Whether text reads forwards: by how well each two of its characters stand together, in nats."""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib import resources

__all__ = ["forwards"]

_WORDS_A_CHARACTER = 0.5
"""Nats: two words meet more often than chance says, as words are shorter than two characters."""
_UNKNOWN = 1.0
"""Nats taken off for a character that the table lacks."""
_ROW = re.compile("([0-9])([^0-9]+)")
_RARE: tuple[float, float, dict[str, float]] = (-_UNKNOWN, -_UNKNOWN, {})
"""What the table would say of a character that it lacks."""
_HAN = re.compile("[㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff]{2,}")
"""A run of what ``is_han`` calls Chinese."""


def forwards(text: str) -> tuple[float, int]:
    """Return how much better each two Chinese characters of ``text`` read in order than turned
    round, in nats, summed, and how many such pairs there are.

    By a table made of a word list (``data/build_junctions.py``): two characters that no word has
    side by side are the end of one and the beginning of the next.

    >>> forwards("民政局，好")[0] > 0, forwards("民政局，好")[1]
    (True, 2)
    """
    get, total, count = _table().get, 0.0, 0
    for run in _HAN.findall(text):
        count += len(run) - 1
        known = [get(char, _RARE) for char in run]
        for x, y, (x_end, x_start, x_next), (y_end, y_start, y_next) in zip(
            run, run[1:], known, known[1:], strict=False
        ):
            there, back = x_next.get(y), y_next.get(x)
            total += x_end + y_start + _WORDS_A_CHARACTER if there is None else there
            total -= y_end + x_start + _WORDS_A_CHARACTER if back is None else back
    return total, count


@cache
def _table() -> dict[str, tuple[float, float, dict[str, float]]]:
    data = resources.files("generator.text").joinpath("data/junctions.txt.gz").read_bytes()
    table: dict[str, tuple[float, float, dict[str, float]]] = {}
    for row in gzip.decompress(data).decode().splitlines():
        following = {char: float(level) for level, chars in _ROW.findall(row[3:]) for char in chars}
        table[row[0]] = (-int(row[1]) / 2, -int(row[2]) / 2, following)
    return table
