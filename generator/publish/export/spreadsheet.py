"""The corpus as one table for spreadsheets: a row an article, safe to open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model import Entry, Facts, Reconstruction
from generator.publish.csv_cells import Value, csv_line, guarded
from generator.publish.export.package_tables import captions_of, text_of
from generator.publish.kinds import KINDS, kinds_led_by

__all__ = ["SHEET_FIELDS", "sheet_header", "sheet_lines"]

BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel reads a CSV file in the code page of the machine: Chinese turns to noise."""

SHEET_FIELDS = (
    "id", "page", "publication", "issue_date", "page_number", "page_url",
    "label", "series", "kicker", "title", "subtitle", "byline", "authors", "credit", "source",
    *(name for kind in kinds_led_by("dates") for name in kind.sheet(Facts())),
    "confidence", "continued_from", "continues", "captions", "text",
)  # fmt: skip
"""The columns, in order."""


def sheet_header() -> str:
    """Return the first line: a byte order mark, and the names of the columns."""
    return BYTE_ORDER_MARK + csv_line(SHEET_FIELDS)


def sheet_lines(made: Reconstruction, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield one line for each article of a page.

    A cell with several values (authors, regions, agencies, …) holds one a line; ``text`` holds
    one paragraph a line. No cell begins a formula (:func:`generator.publish.csv_cells.guarded`).
    """
    for entry in entries:
        values = _values(made, entry)
        yield csv_line(guarded(values[name]) for name in SHEET_FIELDS)


def _values(made: Reconstruction, entry: Entry) -> dict[str, Value]:
    article, imprint = entry.article, made.imprint
    filed: dict[str, Value] = {}
    for kind in KINDS:
        filed |= kind.sheet(entry.facts)
    head = {
        name: None if block is None else block.text.text
        for name, block in (
            ("label", article.label),
            ("kicker", article.kicker),
            ("title", article.title),
            ("subtitle", article.subtitle),
            ("byline", article.byline),
            ("credit", article.credit),
        )
    }
    return {
        **head,
        **filed,
        "id": entry.id,
        "page": article.page,
        "publication": imprint.publication,
        "issue_date": imprint.date,
        "page_number": imprint.page,
        "page_url": imprint.url,
        "authors": "\n".join(article.authors),
        "source": article.source,
        "series": article.series,
        "confidence": article.confidence,
        "continued_from": article.continued_from,
        "continues": article.continues,
        "captions": captions_of(article),
        "text": text_of(article),
    }
