"""A large index: parts for grams, for texts and for facets, those alone made anew that change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from generator.publish.later import key_of
from generator.publish.search.facet_columns import CHUNK, LABELS, FacetColumns
from generator.publish.search.grams import FEWEST, RARE, GramParts
from generator.publish.search.lots import (
    Known,
    KnownColumns,
    Listed,
    Lot,
    Lots,
    bands_of,
    lot_of,
)
from generator.publish.search.pack import Packing, parts_together, put_numbers
from generator.publish.search.postings import Postings
from generator.publish.search.searched_items import prepared
from generator.publish.search.texts import BLOCK, TextBlock, shown, text_block

__all__ = ["IndexInParts"]


class IndexInParts:
    """An index of many files."""

    def __init__(self, articles: Listed, lots: Lots) -> None:
        self._articles, self._lots = articles, lots
        self._texts: dict[str, TextBlock] = {}
        self._blocks: list[TextBlock] = []
        self.head: dict[str, Any] = {}
        """What ``search/index.js`` tells of it, once all parts were asked for."""
        self.sections: dict[str, bytes] = {}
        """And its tables."""

    def parts(self) -> Iterator[Packing]:
        """Yield all but ``search/index.js``."""
        held: list[tuple[str, int, Lot]] = []
        total = 0
        for first, end in self._articles.stretches():
            lot = lot_of(self._articles, first, end, self._lots)
            held.append((self._articles.key(first, end), first, lot))
            total += lot.units
        columns, packings = self._columns([lot for _, _, lot in held])
        yield from self._text_parts(columns)
        yield from packings
        grams = GramParts(total)
        yield from self._gram_parts(grams, held, columns)
        self.head = {
            **columns.head,
            "listBits": grams.list_bits,
            "placeBits": grams.place_bits,
            "bandBits": grams.band_bits,
            "fewest": FEWEST,
            "rare": RARE,
            "chunk": CHUNK,
            "labelChunk": LABELS,
            "block": BLOCK,
            "facets": columns.version,
        }
        self.sections = {
            "own": grams.own_table(),
            "gv": grams.versions(),
            "tn": put_numbers([count for block in self._blocks for count in block.counts]),
            "tv": b"".join(block.version.to_bytes(4, "little") for block in self._blocks),
        }

    def _columns(self, lots: list[Lot]) -> tuple[KnownColumns, list[Packing]]:
        """Return the columns and their parts; what the last run has of the same is taken."""
        told = [lot.told for lot in lots]
        key = key_of(told) if all(told) else ""
        known = self._lots.known.columns if self._lots.known is not None else None
        if known is None or not key or known.key != key:
            return _columns_of(lots, key)
        return known, [
            Packing(path, told, partial(_made, path, lambda: _columns_of(lots, key)[1]))
            for path, told in known.files
        ]

    def _text_parts(self, columns: KnownColumns) -> Iterator[Packing]:
        known = self._lots.known.texts if self._lots.known is not None else {}
        count = len(self._articles)
        for first in range(0, count, BLOCK):
            end = min(first + BLOCK, count)
            key = self._articles.key(first, end)
            if key:  # an article's text tells the number of its region
                key = key_of(key, first, columns.regions[first:end])
            block = known.get(key)
            if block is None:
                block, packings = self._text_block(first, end, columns)
                yield from packings
            else:
                again = partial(self._text_packings, first, end, columns)
                for path, told in block.files:
                    yield Packing(path, told, partial(_made, path, again))
            self._blocks.append(block)
            if key:
                self._texts[key] = block

    def _text_block(
        self, first: int, end: int, columns: KnownColumns
    ) -> tuple[TextBlock, list[Packing]]:
        articles = (prepared(a, alone=False).article for a in self._articles.some(first, end))
        return text_block(first, (shown(a, columns.numbers[a.region]) for a in articles))

    def _text_packings(self, first: int, end: int, columns: KnownColumns) -> list[Packing]:
        return self._text_block(first, end, columns)[1]

    def _gram_parts(
        self, grams: GramParts, held: list[tuple[str, int, Lot]], columns: KnownColumns
    ) -> Iterator[Packing]:
        postings = Postings([lot.grams(first) for _, first, lot in held])
        bits = grams.list_bits, grams.place_bits, grams.band_bits
        ends = [*(first for _, first, _ in held[1:]), len(self._articles)]
        lots = tuple((key, end - first) for (key, first, _), end in zip(held, ends, strict=True))
        known, changed = self._lots.known, None
        if known is not None and known.bits == bits:
            changed = self._changed_bands(known, lots, held, grams.band_bits)
        if known is not None and changed is not None:
            for number, band in known.bands.items():
                if number in changed:
                    continue
                grams.bands[number] = band
                again = partial(_of_band, postings, number, grams)
                for path, key in band.files:
                    yield Packing(path, key, partial(_made, path, again))
        yield from postings.parts(grams, changed)
        if all(key for key, _ in lots):
            self._lots.leave(Known(bits, lots, grams.bands, self._texts, columns))

    def _changed_bands(
        self,
        known: Known,
        lots: tuple[tuple[str, int], ...],
        held: list[tuple[str, int, Lot]],
        bits: int,
    ) -> set[int] | None:
        """Return the bands of grams that are not as the last run left them; ``None`` where all may
        be."""
        if [count for _, count in known.lots] != [count for _, count in lots]:
            return None
        changed: set[int] = set()
        for (before, _), (key, _, lot) in zip(known.lots, held, strict=True):
            if key != before:
                old = self._lots.find(before)
                if old is None:
                    return None
                changed |= bands_of(old, lot, bits)
        return changed


def _columns_of(lots: list[Lot], key: str) -> tuple[KnownColumns, list[Packing]]:
    columns = FacetColumns()
    for lot in lots:
        for article, units in lot.facets():
            columns.add(article, units)
    columns.settle()
    version, packings = parts_together([*columns.parts()])
    parts = [*packings]
    files = tuple((part.path, part.key) for part in parts)
    regions, numbers = columns.numbers_of_regions(), columns.numbers()
    return KnownColumns(key, version, files, columns.head(), regions, numbers), parts


def _of_band(postings: Postings, number: int, grams: GramParts) -> list[Packing]:
    return [*postings.parts(grams.like_these(), {number})]


def _made(path: str, packings: Callable[[], list[Packing]]) -> bytes:
    """Return the bytes of a part among others that are made anew."""
    return next(packing.make() for packing in packings() if packing.path == path)
