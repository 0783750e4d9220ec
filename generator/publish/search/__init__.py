"""The search index: static parts that the site's own script reads, a few for each question.

``docs/search.md`` describes the format and the comparison that led to it.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from generator.publish.search.facet_columns import CHUNK, LABELS, FacetColumns
from generator.publish.search.grams import FEWEST, RARE, GramParts
from generator.publish.search.pack import (
    Packing,
    packed,
    parts_together,
    put_numbers,
    rows_of_numbers,
)
from generator.publish.search.postings import Postings
from generator.publish.search.searched_items import (
    Searched,
    searched,
    tags_in_search,
    with_notices,
)
from generator.publish.search.texts import BLOCK, TextParts, shown
from generator.text.search_form import search_form, simplified_forms
from generator.text.word_tables import torn_words

__all__ = [
    "ONE_FILE",
    "Packing",
    "Prepared",
    "Searched",
    "prepared",
    "search_files",
    "search_parts",
    "searched",
    "tags_in_search",
    "with_notices",
]

ONE_FILE = 2_000
"""Articles up to which the whole index is one file: a reader fetches it once, and it can be read
from disk. It then holds the texts themselves and no grams: so few are looked through in no time."""

_FORMAT = 6


class Prepared(NamedTuple):
    """An article with what is made of its text, whatever others there are."""

    article: Searched
    above: list[str]
    """The search forms of the parts of its headline."""
    below: list[str]
    """Those of its body."""
    torn: list[int]
    """Which words the words around tear apart; none where a large index says so by itself."""


def prepared(article: Searched, *, alone: bool) -> Prepared:
    """Return an article for an index that is one file, ``alone``, or not."""
    above, below = _forms(article.head), _forms(article.body)
    text = f"{chr(10).join(above)}\n\n{chr(10).join(below)}"
    return Prepared(article, above, below, torn_words(text) if alone else [])


def search_files(
    articles: Collection[Searched | Prepared],
    spool: BinaryIO,
    *,
    one_file: int = ONE_FILE,
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file of the index, as :func:`search_parts` has them."""
    for path, _, make in search_parts(articles, spool, one_file=one_file):
        yield path, make()


def search_parts(
    articles: Collection[Searched | Prepared],
    spool: BinaryIO,
    *,
    one_file: int = ONE_FILE,
) -> Iterator[Packing]:
    """Yield every file of the index; ``search/index.js`` comes last.

    ``articles`` are in the order of lists, the newest first, and are gone through twice; those that
    are :class:`Prepared` must be for an index of this size.
    ``spool`` is an empty file for what memory should not hold. The same articles give the same
    bytes. Up to ``one_file`` articles, ``search/index.js`` is all there is.
    """
    alone = len(articles) <= one_file
    columns, postings = FacetColumns(), Postings(spool)
    total = 0
    torn: list[list[int]] = []
    for found in articles:
        ready = prepared(found, alone=alone) if isinstance(found, Searched) else found
        units = sum(map(len, ready.above)) + sum(map(len, ready.below))
        total += units
        columns.add(ready.article, units)
        if alone:
            torn.append(ready.torn)
        else:
            postings.add(ready.above, ready.below)
    columns.settle()
    head: dict[str, Any] = {"format": _FORMAT, "articles": len(articles), "alone": alone}
    head |= columns.head()
    sections = {"v": _variants()}
    texts = TextParts(alone=alone)
    for found in articles:
        article = found if isinstance(found, Searched) else found.article
        yield from texts.add(shown(article, columns.region_number(article.region)))
    if alone:
        head |= {"labels": columns.agency_labels(), "suggested": columns.suggested()}
        sections |= {
            **columns.sections(0, len(articles)),
            **columns.agency_sections(0, len(articles)),
            **rows_of_numbers("x", torn),
            "t": texts.whole(),
        }
    else:
        yield from texts.rest()
        facets, packings = parts_together([*columns.parts()])
        yield from packings
        grams = GramParts(total)
        yield from postings.parts(grams)
        head |= {
            "listBits": grams.list_bits,
            "placeBits": grams.place_bits,
            "bandBits": grams.band_bits,
            "fewest": FEWEST,
            "rare": RARE,
            "chunk": CHUNK,
            "labelChunk": LABELS,
            "block": BLOCK,
            "facets": facets,
        }
        sections |= {"own": grams.own_table(), "gv": grams.versions(), **texts.tables()}
    yield Packing("search/index.js", "", partial(_index, head, sections))


def _index(head: dict[str, Any], sections: dict[str, bytes]) -> bytes:
    whole = base64.b64encode(packed(0, head, sections)).decode("ascii")
    return f'banmianSearchIndex("{whole}")\n'.encode("ascii")


def _forms(parts: Iterable[tuple[str, str]]) -> list[str]:
    return [search_form(text) for _, text in parts]


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
