"""Which articles hold a gram, how often, and where: gathered article by article, then sorted.

A gram is a pair of neighbouring UTF-16 units of a text's search form, or a single one. Pairs find
any phrase: an article that holds it holds all its pairs, and where these stand tells whether they
stand side by side. Units and not characters, because that is what a browser counts in. Whole runs
of articles, and whole stretches of hashes, are rows of numbers here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from generator.publish.search.grams import (
    CHUNK,
    FEWEST,
    OWN,
    RARE,
    ROWS,
    GramParts,
    Placed,
    planes,
)
from generator.publish.search.occurrences import (
    BODY,
    MOST_COUNTED,
    SHIFT,
    Row,
    pairs,
    singles,
)
from generator.publish.search.pack import MULTIPLIER, Packing, gram_name

__all__ = ["RECORD", "Grams", "Postings", "entries_of", "gathered"]

RUN = 300_000
"""Units of text looked at together: some two hundred and fifty articles, which take some 30 MB."""
BANDS = 12
"""First bits of a hash by which sorted occurrences can be entered."""
_STRETCH = 200_000
"""Occurrences sorted at a time when the runs come together: they take some 30 MB."""
_INVERSE = pow(MULTIPLIER, -1, 1 << 32)
RECORD = np.dtype([("hashed", "<u4"), ("seen", "<u4")])
"""An occurrence. Its article is numbered among no more than 2,048."""
_LOW = (1 << SHIFT) - 1


class Grams(NamedTuple):
    """The occurrences of grams in articles that follow one another, sorted by their hashes."""

    first: int
    """The number of the first of these articles."""
    entries: Row
    """Where those of each band begin, and where the last one's end."""
    read: Callable[[int, int], bytes]
    """Gives those from one number to another, as :data:`RECORD` has them."""


def gathered(texts: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Row:
    """Return the occurrences in articles that are numbered from 0, by the search forms of the parts
    of each headline and each body.

    No gram reaches from one part into another. What lies beyond :data:`LONGEST` units of an
    article is found by its single units only.
    """
    runs, sides, firsts, units = [np.zeros(0, RECORD)], [], [], 0
    for number, (head, body) in enumerate(texts):
        above = _units_of(head)
        for side, place in (
            (above, 0),
            (_units_of(body), max(BODY, len(above) // 2 + 1)),
        ):
            sides.append(side)
            firsts.append((number << SHIFT, place))
            units += len(side) // 2
        if units >= RUN:
            runs.append(_run(sides, firsts))
            sides, firsts, units = [], [], 0
    if sides:
        runs.append(_run(sides, firsts))
    records = np.concatenate(runs)
    # The articles of one run stand before those of the next.
    ordered: Row = records[np.argsort(records["hashed"], kind="stable")]
    return ordered


def entries_of(records: Row) -> Row:
    """Return where the occurrences of each band begin, and where the last one's end."""
    bands = np.arange((1 << BANDS) + 1, dtype=np.uint64) << np.uint64(32 - BANDS)
    return np.searchsorted(records["hashed"].astype(np.uint64), bands).astype(np.uint32)


def _run(sides: Sequence[bytes], firsts: Sequence[tuple[int, int]]) -> Row:
    units = np.frombuffer(b"".join(sides), np.uint16)
    lengths = np.array([len(side) // 2 for side in sides])
    both = pairs(units, lengths, np.array(firsts))
    each = singles(units, lengths, firsts[0][0] >> SHIFT)
    hashes, seen = map(np.concatenate, zip(both, each, strict=True))
    records = np.empty(len(hashes), RECORD)
    records["hashed"], records["seen"] = hashes, seen
    return records


class Postings:
    """Brings the grams of all articles together; memory holds those of a stretch of hashes."""

    def __init__(self, lots: Sequence[Grams]) -> None:
        self._lots = lots

    def parts(self, grams: GramParts, bands: Collection[int] | None = None) -> Iterator[Packing]:
        """Yield every part, or those of some bands alone."""
        for first, end in self._stretches(grams.band_bits, bands):
            hashed, seen = [np.zeros(0, np.uint32)], [np.zeros(0, np.uint64)]
            for lot in self._lots:
                start, stop = int(lot.entries[first]), int(lot.entries[end])
                records = np.frombuffer(lot.read(start, stop), RECORD)
                hashed.append(records["hashed"])
                seen.append(records["seen"] + np.uint64(lot.first << SHIFT))
            hashes = np.concatenate(hashed)
            # Each lot is sorted, and the articles of one stand before those of the next.
            order = np.argsort(hashes, kind="stable")
            table = _table(hashes[order], np.concatenate(seen)[order])
            found = _parts(table, grams, first << 32 - BANDS, end << 32 - BANDS)
            yield from grams.in_bands(found)

    def _stretches(
        self, band_bits: int, bands: Collection[int] | None
    ) -> Iterator[tuple[int, int]]:
        """Yield stretches of bands, none of which ends within one of the parts'."""
        step = 1 << max(0, BANDS - band_bits)
        counts = sum((np.diff(lot.entries) for lot in self._lots), np.zeros(1 << BANDS, int))
        first = waiting = 0
        for band in range(0, 1 << BANDS, step):
            wanted = bands is None or band // step in bands
            if wanted:
                waiting += int(counts[band : band + step].sum())
            last = band + step == 1 << BANDS
            if not wanted or waiting >= _STRETCH or last:
                end = band + step if wanted else band
                if end > first:
                    yield first, end
                first, waiting = band + step, 0


class _GramTable(NamedTuple):
    """Grams in the order of their hashes, and for each article of each what the index says."""

    hashes: Row
    """Of each gram."""
    single: Row
    """For each gram, whether it is one unit."""
    seen: Row
    """For each gram its occurrences, or the articles of a single unit."""
    postings: Row
    """For each gram the number of its first posting; one more at the end."""
    articles: Row
    """Of each posting, the step from the article before."""
    codes: Row
    """Of each posting."""
    numbers: Row
    """Places as the parts have them, of all grams."""
    starts: Row
    """Of each posting the number of its first place; one more at the end."""
    occurrences: Row
    """Of each posting the number of its first occurrence; one more at the end."""


def _table(hashed: Row, seen: Row) -> _GramTable:
    """Return what the index says of sorted occurrences."""
    article = (seen >> np.uint64(SHIFT)).astype(np.int64)
    low = (seen & np.uint64(_LOW)).astype(np.int64)
    gram = np.flatnonzero(_changes(hashed))
    posting = np.flatnonzero(_changes(hashed) | _changes(article))
    after = np.append(posting[1:], len(hashed))
    times = after - posting
    single = (hashed[posting] * np.uint32(_INVERSE) & np.uint32(0xFFFF)) == 0

    head = low[posting] < 2 * BODY
    torn = np.logical_and.reduceat(low & 1 == 1, posting) if len(posting) else head
    codes = np.minimum(times, MOST_COUNTED) << 2 | torn << 1 | head
    codes = np.where(single, low[posting], codes)

    place = low >> 1
    gaps = np.diff(place, prepend=0) - 1
    gaps[posting] = place[posting] - np.where(head, 0, BODY)
    many = np.flatnonzero((times >= MOST_COUNTED) & ~single)
    numbers = np.insert(gaps, posting[many], times[many])
    more = np.zeros(len(posting) + 1, np.int64)
    more[many + 1] = 1
    starts = np.append(posting, len(hashed)) + np.cumsum(more)

    first = np.searchsorted(posting, gram)
    steps = np.diff(article[posting], prepend=0)
    steps[first] = article[gram]
    return _GramTable(
        hashes=hashed[gram].astype(np.int64),
        single=single[first],
        seen=np.diff(np.append(gram, len(hashed))),
        postings=np.append(first, len(posting)),
        articles=steps,
        codes=codes.astype(np.uint8),
        numbers=numbers,
        starts=starts,
        occurrences=np.append(posting, len(hashed)),
    )


def _changes(row: Row) -> Row:
    """Return for each number whether it is not the one before."""
    found = np.ones(len(row), bool)
    np.not_equal(row[1:], row[:-1], out=found[1:])
    return found


def _parts(table: _GramTable, grams: GramParts, start: int, end: int) -> Iterator[Placed]:
    """Yield the parts of all grams whose hashes are from ``start`` below ``end``."""
    own = table.seen > OWN
    counts = np.diff(table.postings)
    for gram in np.flatnonzero(own).tolist():
        yield from _own_parts(table, gram, grams)
    yield from _shared_parts(table, ~own, "g", grams, start, end)
    yield from _shared_parts(
        table, ~own & ~table.single & (counts > FEWEST), "p", grams, start, end
    )


def _own_parts(table: _GramTable, gram: int, grams: GramParts) -> Iterator[Placed]:
    """Yield the parts of a frequent gram."""
    first, end = table.postings[gram : gram + 2].tolist()
    hashed = int(table.hashes[gram])
    name = gram_name(hashed)
    articles, codes = table.articles[first:end], table.codes[first:end]
    yield hashed, grams.part(f"g/{name}", {**planes("a", articles.tolist()), "c": codes.tobytes()})
    held: list[int] = []
    while not table.single[gram] and first < end:
        # As many whole articles as hold so many occurrences, and those that reach beyond.
        full = int(table.occurrences[first]) + CHUNK
        last = min(end, int(np.searchsorted(table.occurrences[: end + 1], full)))
        places = table.numbers[table.starts[first] : table.starts[last]]
        yield hashed, grams.part(f"p/{name}-{len(held)}", planes("p", places.tolist()))
        held.append(last - first)
        first = last
    grams.own(hashed, len(codes), held)


def _shared_parts(
    table: _GramTable, chosen: Row, folder: str, grams: GramParts, start: int, end: int
) -> Iterator[Placed]:
    """Yield the parts that grams share, of lists (``g``) or places (``p``)."""
    numbers = np.flatnonzero(chosen)
    hashes = table.hashes[numbers]
    firsts, ends = table.postings[numbers], table.postings[numbers + 1]
    bits = grams.list_bits if folder == "g" else grams.place_bits
    size = 1 << 32 - bits
    limits = np.searchsorted(hashes, np.arange(start, end + size, size)).tolist()
    if folder == "g":
        # Within a part, first the rows of rare grams, then those of others.
        kinds = np.searchsorted(RARE, ends - firsts, side="right")
        order = np.lexsort((kinds, hashes // size))
    else:
        firsts, ends = table.starts[firsts], table.starts[ends]
        kinds = np.zeros(len(hashes), np.int64)
        order = np.arange(len(hashes))
    names = ROWS if folder == "g" else "p"
    counts = ends - firsts
    held = _ranges(firsts[order], counts[order])
    rows = (table.articles if folder == "g" else table.numbers)[held]
    codes = table.codes[held] if folder == "g" else np.zeros(0, np.uint8)
    after = np.concatenate(([0], np.cumsum(counts[order])))
    kinds = kinds[order]
    for number, (first, last) in enumerate(pairwise(limits), start // size):
        bounds = first + np.searchsorted(kinds[first:last], np.arange(len(names) + 1))
        cuts = after[bounds].tolist()
        pieces = (rows[low:high].tolist() for low, high in pairwise(cuts))
        part = grams.shared_part(
            folder,
            number,
            np.diff(hashes[first:last], prepend=number * size).tolist(),
            counts[first:last].tolist(),
            dict(zip(names, pieces, strict=True)),
            codes[cuts[0] : cuts[-1]].tobytes(),
        )
        yield number * size, part


def _ranges(firsts: Row, counts: Row) -> Row:
    """Return all numbers from each first on, so many as are counted."""
    total = int(counts.sum())
    offsets = np.repeat(firsts - (np.cumsum(counts) - counts), counts)
    numbers: Row = np.arange(total) + offsets
    return numbers


def _units_of(parts: Sequence[str]) -> bytes:
    """Return the parts of a text in UTF-16, in this machine's own order of bytes."""
    return "\n".join(parts).encode("utf-16", "surrogatepass")[2:]  # without the mark of the order
