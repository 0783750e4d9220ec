"""The grams of texts, each with its hash and a mark: which article holds it, and where."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from generator.publish.search.pack import MULTIPLIER
from generator.publish.search.torn import torn_units

__all__ = ["BODY", "BREAK", "LONGEST", "MOST_COUNTED", "SHIFT", "Row", "pairs", "singles"]

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
