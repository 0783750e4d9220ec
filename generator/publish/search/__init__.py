"""The search index: static parts that the site's own script reads, a few for each question.

``docs/search.md`` describes the format and the comparison that led to it.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any, BinaryIO

from generator.publish.search.facet_columns import FacetColumns
from generator.publish.search.in_parts import IndexInParts
from generator.publish.search.lots import (
    MOST,
    Facets,
    Known,
    Listed,
    Lot,
    Lots,
    OneByOne,
    SpooledLots,
    told_of,
    units_of,
)
from generator.publish.search.pack import Packing, packed, put_numbers, rows_of_numbers
from generator.publish.search.postings import RECORD, entries_of
from generator.publish.search.searched_items import (
    Prepared,
    Searched,
    prepared,
    searched,
    tags_in_search,
    torn_in,
    with_notices,
)
from generator.publish.search.texts import shown, whole_text
from generator.text.search_form import simplified_forms

__all__ = [
    "MOST",
    "ONE_FILE",
    "RECORD",
    "Facets",
    "Known",
    "Listed",
    "Lot",
    "Lots",
    "Packing",
    "Prepared",
    "Searched",
    "SpooledLots",
    "entries_of",
    "prepared",
    "search_files",
    "search_parts",
    "searched",
    "tags_in_search",
    "told_of",
    "torn_in",
    "units_of",
    "with_notices",
]

ONE_FILE = 2_000
"""Articles up to which the whole index is one file: a reader fetches it once, and it can be read
from disk. It then holds the texts themselves and no grams: so few are looked through in no time."""

_FORMAT = 6


def search_files(
    articles: Collection[Searched | Prepared],
    spool: BinaryIO,
    *,
    one_file: int = ONE_FILE,
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file of the index, as :func:`search_parts` has them.

    ``spool`` is an empty file for what memory should not hold.
    """
    for path, _, make in search_parts(OneByOne(articles), SpooledLots(spool), one_file=one_file):
        yield path, make()


def search_parts(articles: Listed, lots: Lots, *, one_file: int = ONE_FILE) -> Iterator[Packing]:
    """Yield every file of the index; ``search/index.js`` comes last.

    ``articles`` are in the order of lists, the newest first; those that are :class:`Prepared` must
    be for an index of this size. ``lots`` has what is known of those of a larger one. The same
    articles give the same bytes. Up to ``one_file`` articles, ``search/index.js`` is all there is.
    """
    count = len(articles)
    alone = count <= one_file
    head: dict[str, Any] = {"format": _FORMAT, "articles": count, "alone": alone}
    if alone:
        more, sections = _one_file([prepared(a, alone=True) for a in articles.some(0, count)])
    else:
        index = IndexInParts(articles, lots)
        yield from index.parts()
        more, sections = index.head, index.sections
    whole = partial(_index, head | more, {"v": _variants()} | sections)
    yield Packing("search/index.js", "", whole)


def _one_file(articles: Sequence[Prepared]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the head and the sections of an index that is one file."""
    columns, count = FacetColumns(), len(articles)
    for ready in articles:
        columns.add(ready.article, ready.units)
    columns.settle()
    texts = (shown(a.article, columns.region_number(a.article.region)) for a in articles)
    head = {"labels": columns.agency_labels(), "suggested": columns.suggested()}
    return columns.head() | head, {
        **columns.sections(0, count),
        **columns.agency_sections(0, count),
        **rows_of_numbers("x", [ready.torn for ready in articles]),
        "t": whole_text(texts),
    }


def _index(head: dict[str, Any], sections: dict[str, bytes]) -> bytes:
    whole = base64.b64encode(packed(0, head, sections)).decode("ascii")
    return f'banmianSearchIndex("{whole}")\n'.encode("ascii")


def _variants() -> bytes:
    """Return the table of traditional characters: steps between them, then to their simplified.

    A step down is an odd number (zigzag coding), as the simplified one may stand before.
    """
    forms = sorted(simplified_forms().items())
    numbers, before = [], 0
    for char, _ in forms:
        numbers.append(ord(char) - before)
        before = ord(char)
    for char, image in forms:
        step = ord(image) - ord(char)
        numbers.append(step * 2 if step >= 0 else -step * 2 - 1)
    return put_numbers([len(forms), *numbers])
