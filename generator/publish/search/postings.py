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
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import add, itemgetter, sub
from typing import BinaryIO, NamedTuple

from generator.publish.search.pack import gram_hash

__all__ = [
    "BODY",
    "LONGEST",
    "MOST_COUNTED",
    "NUMBER",
    "GramList",
    "Posting",
    "Postings",
    "posting_of",
    "units",
]

BODY = 256
"""Where an article's body begins, in positions; its headline and what belongs to it stand below.
So a position alone tells a hit in the headline. A longer headline pushes the body on."""
MOST_COUNTED = 127
"""How often a gram stands in an article is told up to here; it shares a byte with one flag."""
RUN = 2_000
"""Articles gathered before they are sorted and put aside."""
LONGEST = 1 << 20
"""Places that an article can have. The pages of a hundred thousand articles are shorter."""
NUMBER = "Q"
"""Type code of the arrays: eight bytes."""

_ONE = struct.Struct(f"={NUMBER}")
_RECORD = struct.Struct("<IHxxI")
_STRETCH = 1 << 17
"""Bytes of the spool read at a time, for each run."""


def units(text: str) -> str:
    """Return ``text`` with each character beyond the first plane as its two surrogates.

    >>> len(units("\\U00020bb7"))
    2
    """
    if text.isascii() or max(text) <= "\uffff":
        return text
    encoded = text.encode("utf-16-le", "surrogatepass")
    return "".join(map(chr, struct.unpack(f"<{len(encoded) // 2}H", encoded)))


class GramList(NamedTuple):
    """One gram's articles, or what is gathered of it."""

    hashed: int
    """:func:`~generator.publish.search.pack.gram_hash` of the gram."""
    single: bool
    """Whether the gram is one unit: then its places are not told, only how many there are."""
    seen: bytes
    """Bytes of an array of :data:`NUMBER`. For a pair each occurrence, rising: the article's number
    times :data:`LONGEST` plus the place; for a single unit each article's, plus its code."""


class Posting(NamedTuple):
    """What the index says of a gram, in three rows of numbers."""

    articles: list[int]
    """From each article's number to the next, the first from 0."""
    codes: bytearray
    """For each article twice how often (at most :data:`MOST_COUNTED`), plus 1 if in its head."""
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
        self._grams: defaultdict[str, list[int]] = defaultdict(list)
        self._waiting = 0
        self.articles = 0
        """How many articles were added; the next one has this number."""

    def add(self, head: Sequence[str], body: Sequence[str]) -> None:
        """Take in the next article by the search forms of its headline's and its body's parts.

        No gram reaches from one part into another. What lies beyond :data:`LONGEST` units of an
        article is found by its single units only.
        """
        base = self.articles * LONGEST
        self.articles += 1
        above, below = units("\n".join(head)), units("\n".join(body))
        grams = self._grams
        # As many places as there are pairs are taken; the others are for longer articles.
        places = range(base, base + LONGEST)
        for gram, place in zip(map(add, above, above[1:]), places, strict=False):
            grams[gram].append(place)
        places = places[max(BODY, len(above) + 1) :]
        for gram, place in zip(map(add, below, below[1:]), places, strict=False):
            grams[gram].append(place)
        in_head = set(above)
        for unit, times in Counter(above + below).items():
            grams[unit].append(base + _code(times, unit in in_head))
        self._waiting += 1
        if self._waiting == RUN:
            self._put_aside()

    def lists(self) -> Iterator[GramList]:
        """Yield every gram once, in the order of their hashes; nothing can be added any more."""
        if self._waiting:
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
        record = _RECORD.pack
        for hashed, gram in sorted((gram_hash(g), g) for g in self._grams if "\n" not in g):
            seen = array(NUMBER, self._grams.pop(gram)).tobytes()
            self._spool.write(record(hashed, len(gram), len(seen)) + seen)
        self._runs.append((start, self._spool.tell() - start))
        self._grams.clear()
        self._waiting = 0

    def _read(self, start: int, length: int) -> Iterator[GramList]:
        """Yield what a run put aside, reading a stretch of the file at a time."""
        data, at, end = b"", 0, start + length
        while start < end or at < len(data):
            needed = _RECORD.size
            if len(data) - at >= needed:
                hashed, size, following = _RECORD.unpack_from(data, at)
                needed += following
            if len(data) - at < needed:
                self._spool.seek(start)
                read = self._spool.read(min(max(_STRETCH, needed), end - start))
                data, at, start = data[at:] + read, 0, start + len(read)
                continue
            at += needed
            yield GramList(hashed, size == 1, data[at - following : at])


def posting_of(gram: GramList) -> Posting:
    """Return what the index says of a gram.

    >>> seen = array(NUMBER, [2 * LONGEST + 256, 2 * LONGEST + 300, 7 * LONGEST + 4])
    >>> posting_of(GramList(0, False, seen.tobytes()))
    Posting(articles=[2, 5], codes=bytearray(b'\\x04\\x03'), places=[0, 43, 4])
    """
    if len(gram.seen) == _ONE.size:  # as most grams are
        (at,) = _ONE.unpack(gram.seen)
        article, place = divmod(at, LONGEST)
        if gram.single:
            return Posting([article], bytearray((place,)), [])
        if place < BODY:
            return Posting([article], bytearray(b"\x03"), [place])
        return Posting([article], bytearray(b"\x02"), [place - BODY])
    seen = array(NUMBER)
    seen.frombytes(gram.seen)
    articles = [at // LONGEST for at in seen]
    found = [at % LONGEST for at in seen]
    if gram.single:
        return Posting(_steps(articles), bytearray(found), [])
    codes = bytearray()
    places: list[int] = []
    times = before = 0
    # One loop over all occurrences of the corpus: it is written for speed.
    for at, (article, place) in enumerate(zip(articles, found, strict=True), start=1):
        times += 1
        if times == 1:
            in_head = place < BODY
            before = 0 if in_head else BODY
            start = len(places)
        places.append(place - before)
        before = place + 1
        if at == len(articles) or articles[at] != article:
            codes.append(min(times, MOST_COUNTED) << 1 | in_head)
            if times >= MOST_COUNTED:
                places.insert(start, times)
            times = 0
    if len(codes) < len(articles):
        articles = list(dict.fromkeys(articles))
    return Posting(_steps(articles), codes, places)


def _steps(numbers: list[int]) -> list[int]:
    return [numbers[0], *map(sub, numbers[1:], numbers)]


def _code(times: int, in_head: bool) -> int:
    return min(times, MOST_COUNTED) << 1 | in_head
