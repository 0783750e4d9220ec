"""The grams of texts, each with its hash and a mark: which article holds it, where, and whether the
words around tear it apart (:mod:`generator.text.word_tables`, here by numpy for many texts).
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

import numpy as np

from generator.publish.search.pack import MULTIPLIER
from generator.text.word_tables import MARGIN, NO_WORD, word_costs

__all__ = [
    "BODY",
    "LONGEST",
    "MOST_COUNTED",
    "SHIFT",
    "Row",
    "pairs",
    "singles",
]

BODY = 256
"""Where an article's body begins, in positions; its headline and what belongs to it stand below.
So a position alone tells a hit in the headline. A longer headline pushes the body on."""
MOST_COUNTED = 63
"""How often a gram stands in an article is told up to here; it shares a byte with two flags."""
LONGEST = 1 << 20
"""Places that an article can have. The pages of a hundred thousand articles are shorter."""
SHIFT = 21
"""Bits below an article's number, where the place of a gram stands, and one flag: it is a word that
the words around tear apart. Of a single unit, how often and whether in the headline."""
BREAK = ord("\n")
"""The unit between two parts of a text."""

_AROUND = 3
"""Units beyond a word that are looked at."""

Row: TypeAlias = np.ndarray[Any, Any]


def pairs(units: Row, lengths: Row, firsts: Row) -> tuple[Row, Row]:
    """Return hash and mark of each pair of units, article by article.

    ``units`` are those of all sides (head, body, head, …) one after another, ``lengths`` how many
    each side has, ``firsts`` the mark of its article, and its own first place.
    """
    bases, places = firsts.T
    starts = np.cumsum(lengths) - lengths
    within = np.arange(len(units)) - np.repeat(starts, lengths)
    places = np.repeat(places, lengths) + within
    marks = np.repeat(bases, lengths) + (places << 1)
    # What lies beyond the longest article would run into the next number: it has no pairs.
    beyond = places >= LONGEST
    torn = torn_units(units, starts, lengths)
    marks[torn[~beyond[torn]]] += 1
    # A pair begins at every unit but the last of a side, and holds no break.
    begins = (units != BREAK) & ~beyond
    begins[(starts + lengths - 1)[lengths > 0]] = False
    at = np.flatnonzero(begins)
    at = at[units[at + 1] != BREAK]
    keys = units[at].astype(np.uint32) << np.uint32(16) | units[at + 1]
    return keys * np.uint32(MULTIPLIER), marks[at].astype(np.uint64)


def singles(units: Row, lengths: Row, first_article: int) -> tuple[Row, Row]:
    """Return hash and mark of each unit that an article holds, once for each article."""
    sides = np.repeat(np.arange(len(lengths)), lengths)
    keys = (sides >> 1) << 16 | units  # two sides are one article
    text = units != BREAK
    held, times = np.unique(keys[text], return_counts=True)
    in_head = np.isin(held, keys[text & (sides & 1 == 0)])
    codes = np.minimum(times, MOST_COUNTED) << 2 | in_head
    hashes = (held & 0xFFFF).astype(np.uint32) << np.uint32(16)
    marks = (held >> 16) + first_article << SHIFT | codes
    return hashes * np.uint32(MULTIPLIER), marks.astype(np.uint64)


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
    costs_here = np.full(len(padded), NO_WORD, np.int32)
    costs_here[:-1] = np.where(keys[found] == wanted, costs[found], NO_WORD)

    words = np.flatnonzero(costs_here < NO_WORD)
    before, left, pair, right, after = (costs_here[words + step] for step in range(-2, 3))
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
