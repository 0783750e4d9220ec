"""Which articles hold a gram, how often, and where: gathered article by article, then sorted.

A gram is a pair of neighbouring UTF-16 units of a text's search form, or a single one. Pairs find
any phrase: an article that holds it holds all its pairs, and where these stand tells whether they
stand side by side. Units and not characters, because that is what a browser counts in.
"""

from __future__ import annotations

import heapq
import struct
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise
from operator import itemgetter, sub
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from generator.publish.search.pack import hash_of
from generator.text.torn_words import torn_words

if TYPE_CHECKING:
    from generator.publish.search.grams import GramParts

__all__ = [
    "BODY",
    "BREAK",
    "LITTLE",
    "LONGEST",
    "MOST_COUNTED",
    "NUMBER",
    "RUN",
    "SHIFT",
    "GramList",
    "Posting",
    "Postings",
    "code_of",
    "posting_of",
    "units_of",
]

BODY = 256
"""Where an article's body begins, in positions; its headline and what belongs to it stand below.
So a position alone tells a hit in the headline. A longer headline pushes the body on."""
MOST_COUNTED = 63
"""How often a gram stands in an article is told up to here; it shares a byte with two flags."""
RUN = 2_400_000
"""Units of text gathered before they are sorted and put aside: two thousand articles or so."""
LONGEST = 1 << 20
"""Places that an article can have. The pages of a hundred thousand articles are shorter."""
SHIFT = 21
"""Bits below an article's number, where the place of a gram stands, and one flag."""
_SINGLE = 1 << 32
"""Marks the key of a single unit: those of pairs are below."""
NUMBER = "Q"
"""Type code of the arrays: eight bytes."""

_LOW = (1 << SHIFT) - 1
_ONE = struct.Struct(f"={NUMBER}")
_RECORD = struct.Struct("<IHxxI")
_STRETCH = 1 << 17
"""Bytes of the spool read at a time, for each run."""


class GramList(NamedTuple):
    """One gram's articles, or what is gathered of it."""

    hashed: int
    """:func:`~generator.publish.search.pack.hash_of` of the gram."""
    single: bool
    """Whether the gram is one unit: then its places are not told, only how many there are."""
    seen: bytes
    """Bytes of an array of :data:`NUMBER`, rising: an article's number above :data:`SHIFT` bits.
    For a pair these are, for each occurrence, twice its place, plus 1 if it is a word that the
    words around tear apart; for a single unit, once for each article, its code."""


class Posting(NamedTuple):
    """What the index says of a gram, in three rows of numbers."""

    articles: list[int]
    """From each article's number to the next, the first from 0."""
    codes: bytearray
    """For each article how often, as :func:`code_of` has it."""
    places: list[int]
    """For each article its positions: the first counted from 0 or, where none is in the head, from
    :data:`BODY`; then the gaps less 1. Where the code holds the most, their number stands before.
    Empty for a single unit."""


class Postings:
    """Gathers the grams of articles one by one; memory stays that of one run of them."""

    def __init__(self, spool: BinaryIO) -> None:
        """``spool`` is an empty file, read and written: sorted runs are put aside there."""
        self._spool = spool
        self._runs: list[tuple[int, int]] = []
        self._grams: defaultdict[int, array[int]] = defaultdict(partial(array, NUMBER))
        self._units = 0
        self.articles = 0
        """How many articles were added; the next one has this number."""

    def add(self, head: Sequence[str], body: Sequence[str]) -> None:
        """Take in the next article by the search forms of its headline's and its body's parts.

        No gram reaches from one part into another. What lies beyond :data:`LONGEST` units of an
        article is found by its single units only.
        """
        base = self.articles << SHIFT
        self.articles += 1
        above, below = units_of(head), units_of(body)
        self._add_pairs(above, torn_words("\n".join(head)), base, 0)
        self._add_pairs(below, torn_words("\n".join(body)), base, max(BODY, len(above) // 2 + 1))
        in_head = set(memoryview(above).cast("H"))
        grams = self._grams
        for unit, times in Counter(memoryview(above + below).cast("H")).items():
            grams[_SINGLE | unit].append(base + code_of(times, unit in in_head))
        self._units += (len(above) + len(below)) // 2
        if self._units >= RUN:
            self._put_aside()

    def _add_pairs(self, units: bytes, torn: Iterable[int], base: int, first: int) -> None:
        """Note each pair of units with its place, counted from ``first``.

        A pair is read as one number of four bytes, those at even places first, then the others:
        that is three times as fast as putting two characters together.
        """
        grams = self._grams
        marks = list(range(base + 2 * first, base + 2 * min(LONGEST, first + len(units) // 2), 2))
        for place in torn:
            if place < len(marks):
                marks[place] += 1
        for odd in (0, 1):
            pairs = units[2 * odd : len(units) - (len(units) // 2 - odd) % 2 * 2]
            # There may be a mark more than pairs, or fewer in an article beyond all measure.
            for pair, mark in zip(memoryview(pairs).cast("I"), marks[odd::2], strict=False):
                grams[pair].append(mark)

    def parts(self, grams: GramParts) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of every part; nothing can be added any more."""
        return grams.write(self.lists())

    def lists(self) -> Iterator[GramList]:
        """Yield every gram once, in the order of their hashes; nothing can be added any more."""
        if self._units:
            self._put_aside()
        runs = [self._read(start, length) for start, length in self._runs]
        hashed = itemgetter(0)
        for _, group in groupby(heapq.merge(*runs, key=hashed), key=hashed):
            first, *others = group
            if others:
                first = first._replace(seen=b"".join(part.seen for part in (first, *others)))
            yield first

    def _put_aside(self) -> None:
        self._spool.seek(0, 2)
        start = self._spool.tell()
        grams, out = self._grams, bytearray()
        for hashed, key in sorted(_hashed(grams)):
            seen = grams.pop(key)
            single = key >= _SINGLE
            if not single:
                seen = array(NUMBER, sorted(seen))
            out += _RECORD.pack(hashed, single, len(seen) * seen.itemsize)
            out += seen.tobytes()
            if len(out) > _STRETCH:
                self._spool.write(out)
                out.clear()
        self._spool.write(out)
        self._runs.append((start, self._spool.tell() - start))
        self._grams.clear()
        self._units = 0

    def _read(self, start: int, length: int) -> Iterator[GramList]:
        """Yield what a run put aside, reading a stretch of the file at a time."""
        data, at, end = b"", 0, start + length
        while start < end or at < len(data):
            needed = _RECORD.size
            if len(data) - at >= needed:
                hashed, single, following = _RECORD.unpack_from(data, at)
                needed += following
            if len(data) - at < needed:
                self._spool.seek(start)
                read = self._spool.read(min(max(_STRETCH, needed), end - start))
                data, at, start = data[at:] + read, 0, start + len(read)
                continue
            at += needed
            yield GramList(hashed, bool(single), data[at - following : at])


def units_of(parts: Sequence[str]) -> bytes:
    """Return the parts of a text in UTF-16, in this machine's own order of bytes."""
    return "\n".join(parts).encode("utf-16", "surrogatepass")[2:]  # without the mark of the order


LITTLE = units_of("\1")[0] == 1
"""Whether this machine puts the lowest byte of a number first."""
BREAK = ord("\n")
"""The unit between two parts of a text."""


def _hashed(keys: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield hash and key of each gram that does not reach from one part into another."""
    for key in keys:
        first, second = key & 0xFFFF, key >> 16
        if key & _SINGLE:
            second = 0
        elif not LITTLE:
            first, second = second, first
        if BREAK not in (first, second):
            yield hash_of(first, second), key


def posting_of(gram: GramList) -> Posting:
    """Return what the index says of a gram.

    >>> seen = array(NUMBER, [2 << SHIFT | 512, 2 << SHIFT | 600, 7 << SHIFT | 9])
    >>> posting_of(GramList(0, False, seen.tobytes()))
    Posting(articles=[2, 5], codes=bytearray(b'\\x08\\x07'), places=[0, 43, 4])
    """
    if len(gram.seen) == _ONE.size:  # as most grams are
        (at,) = _ONE.unpack(gram.seen)
        article, low = at >> SHIFT, at & _LOW
        if gram.single:
            return Posting([article], bytearray((low,)), [])
        place, torn = low >> 1, low & 1
        if place < BODY:
            return Posting([article], bytearray((5 | torn << 1,)), [place])
        return Posting([article], bytearray((4 | torn << 1,)), [place - BODY])
    seen = array(NUMBER)
    seen.frombytes(gram.seen)
    # This is done for each unit of the corpus, so it is written for speed.
    articles = [at >> SHIFT for at in seen]
    found = [at & _LOW for at in seen]
    if gram.single:
        return Posting(_steps(articles), bytearray(found), [])
    body = 2 * BODY
    if len(set(articles)) == len(articles):
        once = bytearray([4 | (at & 1) << 1 | (at < body) for at in found])
        places = [(at if at < body else at - body) >> 1 for at in found]
        return Posting(_steps(articles), once, places)
    codes, places, start = bytearray(), [], 0
    counts = Counter(articles)
    for times in counts.values():
        first = found[start]
        in_head = first < body
        group = found[start : start + times]
        codes.append(code_of(times, in_head, torn=all(at & 1 for at in group)))
        if times >= MOST_COUNTED:
            places.append(times)
        places.append((first if in_head else first - body) >> 1)
        if times > 1:
            places += [(at >> 1) - (before >> 1) - 1 for before, at in pairwise(group)]
        start += times
    return Posting(_steps(list(counts)), codes, places)


def _steps(numbers: list[int]) -> list[int]:
    return [numbers[0], *map(sub, numbers[1:], numbers)]


def code_of(times: int, in_head: bool, *, torn: bool = False) -> int:
    """Return a byte: how often, up to :data:`MOST_COUNTED`, and two flags below it.

    The lowest bit tells a hit in the headline, the next one that words around tear all hits apart.
    """
    return min(times, MOST_COUNTED) << 2 | torn << 1 | in_head
