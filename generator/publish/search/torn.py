"""The same as :mod:`generator.text.torn_words`, by numpy and for many texts at once."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from generator.text.torn_words import MARGIN, NO_WORD, word_costs

__all__ = ["torn_units"]

Row = np.ndarray[Any, Any]
_AROUND = 3
"""Units beyond a word that are looked at."""


def torn_units(units: Row, starts: Row, lengths: Row) -> Row:
    """Return where words begin that those around them tear apart, in texts one after another.

    ``starts`` and ``lengths`` tell the texts apart, in UTF-16 units.
    """
    # Texts are put so far from one another that none sees the next.
    room = np.arange(1, len(lengths) + 1) * _AROUND
    places = np.arange(len(units)) + np.repeat(room, lengths)
    padded = np.zeros(len(units) + _AROUND * (len(lengths) + 1), np.uint32)
    padded[places] = units
    keys, costs, chars = _tables()
    single = np.zeros(len(padded), np.int32)
    single[places] = chars[units]
    wanted = padded[:-1] << np.uint32(16) | padded[1:]
    found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    pairs = np.full(len(padded), NO_WORD, np.int32)
    pairs[:-1] = np.where(keys[found] == wanted, costs[found], NO_WORD)

    words = np.flatnonzero(pairs < NO_WORD)
    before, left, pair, right, after = (pairs[words + step] for step in range(-2, 3))
    farther, beside, first, second, next_to, beyond = (
        single[words + step] for step in range(-2, 4)
    )
    ahead = np.minimum(farther + beside, before)
    behind = np.minimum(next_to + beyond, after)
    across = np.minimum.reduce(
        (
            farther + left + second + behind,
            ahead + first + right + beyond,
            farther + left + right + beyond,
        )
    )
    torn = words[across + MARGIN < ahead + pair + behind]
    # Back to where they stand among the texts without the room between them.
    texts = np.searchsorted(starts + room, torn, side="right") - 1
    back: Row = torn - room[texts]
    return back


@cache
def _tables() -> tuple[Row, Row, Row]:
    """Return the words of two characters by number, what each costs, and what units cost."""
    words, chars, rare = word_costs()
    keys = np.array([ord(word[0]) << 16 | ord(word[1]) for word in words], np.uint32)
    order = np.argsort(keys)
    singles = np.full(1 << 16, rare, np.int32)
    for char, cost in chars.items():
        singles[ord(char)] = cost
    return keys[order], np.array(list(words.values()), np.int32)[order], singles
