"""What a kind of fact is on the site and in exports: one object holds all of it.

Whatever publishes facts goes through :data:`generator.publish.kinds.KINDS` and asks each kind for
its share, so that a new kind is one module here and one line of that list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model import Entry, Facts, Reconstruction
from generator.publish.csv_cells import Value, quoted_spans
from generator.publish.labels.panel import Panel, PanelRow
from generator.publish.later import Text
from generator.publish.lists.cross_lists import Combined
from generator.publish.lists.groupings import Grouping
from generator.publish.table_schema import ARTICLE, NUMBER, SPANS, WORDS, Field, Row, Table
from generator.text.traced import Span

__all__ = ["FactKind", "Filing", "Mention", "mention_field", "mention_table", "span_lists"]

Mention = tuple[dict[str, Value], tuple[Span, ...]]
"""A row of a kind's table, without what names it, and the characters that prove it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """All articles and the lists that they stand in, as indexes see them."""

    entries: Sequence[Entry]
    """The articles in the order of lists."""
    about: Mapping[str, str]
    """A sentence on each topic, by its id."""
    regions: Sequence[Grouping]
    topics: Sequence[Grouping]
    years: Sequence[Grouping]
    combined: Combined
    """What regions, topics and years have in common."""


def _nothing(_facts: Facts) -> dict[str, Any]:
    return {}


def _no_lists(_facts: Facts) -> Iterator[str]:
    return iter(())


def _no_rows(_panel: Panel) -> Iterator[PanelRow]:
    return iter(())


def _no_pages(_filing: Filing) -> Iterator[tuple[str, Text]]:
    return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKind:
    """One kind of fact, and what each part of the site makes of it; what is left out it lacks."""

    name: str
    """Its name in programs: that of its table and of its field in records."""
    record: Callable[[Facts], dict[str, Any]]
    """Its fields in JSON Lines (contract 4.3)."""
    front_matter: Callable[[Facts], dict[str, Any]] = _nothing
    """Its fields in the header of the article's page."""
    panel: Callable[[Panel], Iterator[PanelRow]] = _no_rows
    """Its lines in the panel under the article."""
    table: Table | None = None
    """Its table in the Data Package."""
    sheet: Callable[[Facts], dict[str, Value]] = _nothing
    """Its columns in the table for spreadsheets: always the same, whatever the facts."""
    index: Callable[[Filing], Iterator[tuple[str, Text]]] = _no_pages
    """Path and Markdown of its index and its lists."""
    lists: Callable[[Facts], Iterator[str]] = _no_lists
    """First pages of the lists that an article with these facts stands in."""
    searched: Callable[[Facts], dict[str, Any]] = _nothing
    """Its fields of :class:`generator.publish.search.searched_items.Searched`."""


def span_lists(spans: Iterable[Span]) -> list[list[int]]:
    """Return spans as JSON has them.

    >>> span_lists([(0, 2), (5, 7)])
    [[0, 2], [5, 7]]
    """
    return [[start, end] for start, end in spans]


def mention_table(
    name: str,
    title: str,
    description: str,
    mentions: Callable[[Facts], Iterator[Mention]],
    *fields: Field,
) -> Table:
    """Return the table of a kind: one row a mention, with the words that prove it.

    ``fields`` are the columns that ``mentions`` fills.
    """

    def rows(made: Reconstruction, entries: Sequence[Entry]) -> Iterator[Row]:
        for entry in entries:
            for number, (said, spans) in enumerate(mentions(entry.facts), start=1):
                words = quoted_spans(made.page.text, spans)
                here: Row = {"article": entry.id, "number": number}
                yield {**here, **said, "spans": spans, "words": words}

    return Table(
        name=name,
        title=title,
        description=description,
        fields=(ARTICLE, NUMBER, *fields, SPANS, WORDS),
        key=("article", "number"),
        refers=(("article", "articles", "id"),),
        rows=rows,
    )


def mention_field(
    name: str, title: str, description: str, type_: Any = "string", **rules: Any
) -> Field:
    """Return a column of such a table; a value is required unless ``rules`` say otherwise."""
    constraints = tuple(({"required": True} | rules).items())
    return Field(
        name=name, title=title, description=description, type=type_, constraints=constraints
    )
