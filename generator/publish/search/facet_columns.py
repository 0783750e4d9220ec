"""What the articles are filed under, one row of numbers each: facets are counted from these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from generator.publish.labels.article_summary import prefecture_names, province_names, province_of
from generator.publish.paths import UNDATED
from generator.publish.search.pack import Part, Way, rows_of_numbers
from generator.publish.search.searched_items import Searched

__all__ = ["CHUNK", "FacetColumns", "length_code"]

CHUNK = 8_192
"""Articles in one part of the columns."""
LABELS = 512
"""Agencies in one part of their names, the most frequent first."""
_WAYS = {
    **dict.fromkeys(("r0", "r1", "l", "k"), Way.NUMBERS),
    **dict.fromkeys(("on", "o", "wn", "w"), Way.NOISE),
    "y0": Way.TEXT,  # the newest articles come first: years stand in runs
}
"""How the columns are packed: a sixth smaller than as one stream."""
_NOTICE = 2
"""The state of a notice; 0 is that of an article that is complete, 1 of one that is doubtful."""
SUGGESTED = 800
"""Agencies, and policy papers, that are suggested while somebody types: the most frequent."""


def length_code(units: int) -> int:
    """Return a text's length as four steps to the doubling: density needs no more.

    >>> length_code(0), length_code(1200), length_code(2400)
    (0, 41, 45)
    """
    code = 0
    while 2 ** (code / 4) < units:
        code += 1
    return min(code, 255)


class FacetColumns:
    """Gathers the columns; names are numbered by how many articles bear them."""

    def __init__(self) -> None:
        self._regions: list[str | None] = []
        self._years: list[int | None] = []
        self._lengths = bytearray()
        self._states = bytearray()
        self._agencies: list[tuple[str, ...]] = []
        self._topics: list[tuple[str, ...]] = []
        self._tags: list[tuple[str, ...]] = []
        self._agency_counts: Counter[str] = Counter()
        self._topic_counts: Counter[str] = Counter()
        self._tag_counts: Counter[str] = Counter()
        self._document_counts: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._region_names: dict[str, str] = {}
        self._other: str | None = None

    def add(self, article: Searched, units: int) -> None:
        """Take in the next article, ``units`` long; the newest come first, and their names hold."""
        self._regions.append(article.region)
        self._years.append(article.year)
        self._lengths.append(length_code(units))
        self._states.append(_NOTICE if article.notice else article.pending)
        self._other = self._other or article.other
        for rows, counts, pairs in (
            (self._agencies, self._agency_counts, article.agencies),
            (self._topics, self._topic_counts, article.topics),
            (self._tags, self._tag_counts, article.tags),
        ):
            rows.append(tuple(key for key, _ in pairs))
            counts.update(rows[-1])
        self._document_counts.update(slug for slug, _ in article.documents)
        for key, name in (*article.agencies, *article.topics, *article.tags, *article.documents):
            self._names.setdefault(key, name)
        if article.region is not None:
            self._region_names.setdefault(article.region, article.region_name)

    def settle(self) -> None:
        """Number the names; nothing can be added any more."""
        self._region_table = _region_table(self._region_names)
        self._region_numbers = {row[0]: number for number, row in enumerate(self._region_table)}
        self._agency_order = _by_count(self._agency_counts)
        self._topic_order = _by_count(self._topic_counts)
        self._tag_order = _by_count(self._tag_counts)
        self._year_order = sorted({year for year in self._years if year is not None}, reverse=True)

    def region_number(self, code: str | None) -> int:
        """Return a region's number in the table, -1 for none."""
        return -1 if code is None else self._region_numbers[code]

    def numbers_of_regions(self) -> tuple[int, ...]:
        """Return those of all articles."""
        return tuple(map(self.region_number, self._regions))

    def numbers(self) -> dict[str | None, int]:
        """Return those of all regions."""
        return {None: -1, **self._region_numbers}

    def head(self) -> dict[str, Any]:
        """Return the names that every answer may need.

        ``regions`` are code, name and the number of the region above, -1 for none; ``topics`` id
        and name; ``tags`` slug and name; ``years`` years; ``other`` is the id of the topic for
        what no topic fits.
        """
        return {
            "regions": self._region_table,
            "topics": [[key, self._names[key]] for key in self._topic_order],
            "tags": [[key, self._names[key]] for key in self._tag_order],
            "years": self._year_order,
            "agencies": len(self._agency_order),
            "undated": UNDATED,
            "other": self._other,
        }

    def suggested(self, papers_in: int = 1) -> list[list[Any]]:
        """Return what is suggested while somebody types: kind, name, address and count.

        Policy papers must stand in as many articles as ``papers_in``, at least.
        """
        above = {row[0]: self._region_table[row[2]][0] for row in self._region_table if row[2] >= 0}
        regions: Counter[str] = Counter()
        for code, times in Counter(self._regions).items():
            upper = code
            while upper is not None:
                regions[upper] += times
                upper = above.get(upper)
        names = {row[0]: row[1] for row in self._region_table}
        rows = [["region", names[code], f"regions/{code}/", n] for code, n in regions.items()]
        for kind, folder, counts, least in (
            ("topic", "topics", self._topic_counts, 1),
            ("agency", "agencies", self._agency_counts, 1),
            ("document", "documents", self._document_counts, papers_in),
        ):
            rows += [
                [kind, self._names[key], f"{folder}/{key}/", counts[key]]
                for key in _by_count(counts)[:SUGGESTED]
                if counts[key] >= least
            ]
        return rows

    def sections(self, start: int, end: int) -> dict[str, bytes]:
        """Return the columns of some articles: region, year, length, state, topics, tags.

        Two bytes for each article, or one; of topics and tags, how many and which.
        """
        regions = [self.region_number(code) + 1 for code in self._regions[start:end]]
        numbers = {year: number for number, year in enumerate(self._year_order, start=1)}
        years = [0 if year is None else numbers[year] for year in self._years[start:end]]
        return {
            "r0": bytes(number & 255 for number in regions),
            "r1": bytes(number >> 8 for number in regions),
            "y0": bytes(number & 255 for number in years),
            "y1": bytes(number >> 8 for number in years),
            "l": bytes(self._lengths[start:end]),
            "s": bytes(self._states[start:end]),
            **_several("o", self._topics[start:end], self._topic_order),
            **_several("w", self._tags[start:end], self._tag_order),
        }

    def agency_sections(self, start: int, end: int) -> dict[str, bytes]:
        """Return the agencies of some articles, how many and which.

        They weigh as much as all other columns together, and few readers narrow by them: so they
        have parts of their own.
        """
        return _several("k", self._agencies[start:end], self._agency_order)

    def parts(self) -> Iterator[Part]:
        """Yield the parts: columns, agencies' names, what is suggested."""
        for number, start in enumerate(range(0, len(self._regions), CHUNK)):
            for folder, sections in (
                ("c", self.sections(start, start + CHUNK)),
                ("b", self.agency_sections(start, start + CHUNK)),
            ):
                yield Part(f"{folder}/{number:x}", sections, _WAYS)
        for number, start in enumerate(range(0, len(self._agency_order), LABELS)):
            labels = self.agency_labels(start, start + LABELS)
            yield Part(f"k/{number:x}", {}, head={"labels": labels})
        # Most papers are named by one article alone: their lists lead no further than a search for
        # their words, and their names would be half of this part, which every reader fetches.
        yield Part("names", {}, head={"suggested": self.suggested(papers_in=2)})

    def agency_labels(self, start: int = 0, end: int | None = None) -> list[list[str]]:
        """Return slug and name of agencies by their numbers."""
        return [[key, self._names[key]] for key in self._agency_order[start:end]]


def _several(name: str, rows: list[tuple[str, ...]], order: list[str]) -> dict[str, bytes]:
    numbers = {key: number for number, key in enumerate(order)}
    return rows_of_numbers(name, (sorted(numbers[key] for key in row) for row in rows))


def _by_count(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda key: (-counts[key], key))


def _region_table(names: dict[str, str]) -> list[list[Any]]:
    """Return code, name and number of the region above for each region and those above it."""
    above: dict[str, str] = {}
    table = dict(names)
    for code in names:
        for upper, name in _regions_above(code):
            table.setdefault(upper, name)
            above[code] = upper
            code = upper
    order = sorted(table)
    numbers = {code: number for number, code in enumerate(order)}
    return [[code, table[code], numbers[above[code]] if code in above else -1] for code in order]


def _regions_above(code: str) -> Iterator[tuple[str, str]]:
    """Yield code and name of a region's prefecture and province, where it has them."""
    prefecture, province = f"{code[:4]}00", province_of(code)
    if code[:4] in prefecture_names() and prefecture != code:
        yield prefecture, prefecture_names()[code[:4]]
    if province in province_names() and province != code:
        yield province, province_names()[province]
