"""The articles of a large index in lots: what is gathered of one, a later run finds again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, BinaryIO, NamedTuple, Protocol

import numpy as np

from generator.publish.later import key_of
from generator.publish.search.facet_columns import length_code
from generator.publish.search.grams import Band
from generator.publish.search.occurrences import Row
from generator.publish.search.postings import Grams, entries_of, gathered
from generator.publish.search.searched_items import Prepared, Searched, prepared
from generator.publish.search.texts import TextBlock

__all__ = [
    "MOST",
    "Facets",
    "Known",
    "KnownColumns",
    "Listed",
    "Lot",
    "Lots",
    "OneByOne",
    "SpooledLots",
    "bands_of",
    "lot_of",
    "told_of",
    "units_of",
]

MOST = 512
"""Articles of one lot, at most: an occurrence has room for such a number beside its place."""
_USUAL = 256

Facets = tuple[Searched, int]
"""An article without its texts, and how long they are."""


class Listed(Protocol):
    """The articles of an index, in their order."""

    def __len__(self) -> int:
        """Return how many there are."""

    def some(self, first: int, end: int) -> Iterator[Searched | Prepared]:
        """Yield those of some numbers."""

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Yield the numbers of those that are to be one lot, no more than :data:`MOST`."""

    def key(self, first: int, end: int) -> str:
        """Return what tells those of some numbers from any others; empty where nobody can say."""


class OneByOne:
    """Articles that are not looked for in what an earlier run has left."""

    def __init__(self, articles: Collection[Searched | Prepared]) -> None:
        self._articles = articles
        self._coming, self._next = iter(articles), 0

    def __len__(self) -> int:
        return len(self._articles)

    def some(self, first: int, end: int) -> Iterator[Searched | Prepared]:
        """Yield those of some numbers; they had best be asked for in their order."""
        if first < self._next:
            self._coming, self._next = iter(self._articles), 0
        skipped, self._next = first - self._next, end
        return islice(self._coming, skipped, skipped + end - first)

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Yield even lots."""
        for first in range(0, len(self), _USUAL):
            yield first, min(first + _USUAL, len(self))

    def key(self, first: int, end: int) -> str:  # noqa: ARG002
        """Return nothing."""
        return ""


class Lot(NamedTuple):
    """What is gathered of articles that follow one another."""

    entries: Row
    """Where the occurrences of each band begin, and where the last one's end."""
    read: Callable[[int, int], bytes]
    """Gives occurrences from one number to another."""
    facets: Callable[[], list[Facets]]
    """Gives what the articles are filed under."""
    units: int
    """How long they are together."""
    told: str = ""
    """What tells all that columns show of them; empty where nobody can say."""

    def grams(self, first: int) -> Grams:
        """Return its grams, where it begins with the article of a number."""
        return Grams(first, self.entries, self.read)


def told_of(facets: Sequence[Facets]) -> str:
    """Return what tells all that columns show of articles."""
    return key_of([(article, length_code(units)) for article, units in facets])


def units_of(facets: Sequence[Facets]) -> int:
    """Return how long articles are together."""
    return sum(units for _, units in facets)


class KnownColumns(NamedTuple):
    """What came of the columns of all articles."""

    key: str
    """What tells all that they hold."""
    version: int
    files: tuple[tuple[str, str], ...]
    """Their parts, each with what tells its bytes."""
    head: dict[str, Any]
    regions: tuple[int, ...]
    """Of each article the number of its region, -1 for none."""
    numbers: dict[str | None, int]
    """Those of the regions."""


class Known(NamedTuple):
    """What the last index was made of, and what came of it."""

    bits: tuple[int, ...]
    """By how many first bits its hashes told parts and bands."""
    lots: tuple[tuple[str, int], ...]
    """The key of each lot, and how many articles it has."""
    bands: dict[int, Band]
    texts: dict[str, TextBlock]
    """By what tells the articles."""
    columns: KnownColumns


class Lots(Protocol):
    """What a run keeps for the next."""

    known: Known | None
    """What the last run has left."""

    def find(self, key: str) -> Lot | None:
        """Return the lot of a key, if it is there as it was put."""

    def put(self, key: str, facets: list[Facets], records: Row) -> Lot:
        """Keep a lot and return it."""

    def leave(self, known: Known) -> None:
        """Keep that for the next run."""


class SpooledLots:
    """Lots of one run alone."""

    known: Known | None = None

    def __init__(self, spool: BinaryIO) -> None:
        """``spool`` is an empty file for what memory should not hold."""
        self._spool = spool

    def find(self, key: str) -> Lot | None:  # noqa: ARG002
        """Return none."""
        return None

    def put(self, key: str, facets: list[Facets], records: Row) -> Lot:  # noqa: ARG002
        """Put the occurrences aside."""
        start, size = self._spool.seek(0, 2), records.dtype.itemsize
        self._spool.write(records.tobytes())

        def read(first: int, end: int) -> bytes:
            self._spool.seek(start + first * size)
            return self._spool.read((end - first) * size)

        return Lot(entries_of(records), read, lambda: facets, units_of(facets))

    def leave(self, known: Known) -> None:
        """Forget it."""


def lot_of(articles: Listed, first: int, end: int, lots: Lots) -> Lot:
    """Return the lot of the articles of some numbers, gathered now if none is kept."""
    key = articles.key(first, end)
    known = lots.find(key) if key else None
    if known is not None:
        return known
    facets: list[Facets] = []

    def texts() -> Iterator[tuple[Any, Any]]:
        for found in articles.some(first, end):
            ready = prepared(found, alone=False)
            facets.append((replace(ready.article, head=(), body=()), ready.units))
            yield ready.above, ready.below

    records = gathered(texts())
    return lots.put(key, facets, records)


def bands_of(one: Lot, other: Lot, bits: int) -> set[int]:
    """Return the bands, by so many first bits of hashes, that two lots do not have alike."""
    left, right = (np.frombuffer(lot.read(0, int(lot.entries[-1])), "<u8") for lot in (one, other))
    hashes = np.setxor1d(left, right, assume_unique=True) & np.uint64(0xFFFFFFFF)
    return set(np.unique(hashes >> np.uint64(32 - bits)).tolist())
