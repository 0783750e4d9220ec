"""The corpus as one table for spreadsheets: a row an article, safe to open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.model import AgencyRole, Entry, Reconstruction
from generator.publish.export.cells import Value, csv_line, guarded
from generator.publish.export.tables import text_of

__all__ = ["SHEET_FIELDS", "sheet_header", "sheet_lines"]

BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel reads a CSV file in the code page of the machine: Chinese turns to noise."""

SHEET_FIELDS = (
    "id", "page", "publication", "issue_date", "page_number", "page_url",
    "label", "kicker", "title", "subtitle", "byline", "authors", "credit", "source",
    "date", "date_basis", "year", "region_code", "region", "regions",
    "issuers", "agencies", "topics", "documents", "confidence", "text",
)  # fmt: skip
"""The columns, in order."""


def sheet_header() -> str:
    """Return the first line: a byte order mark, and the names of the columns."""
    return BYTE_ORDER_MARK + csv_line(SHEET_FIELDS)


def sheet_lines(made: Reconstruction, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield one line for each article of a page.

    A cell with several values (authors, regions, agencies, …) holds one a line; ``text`` holds
    one paragraph a line. No cell begins a formula (:func:`generator.publish.export.cells.guarded`).
    """
    for entry in entries:
        values = _values(made, entry)
        yield csv_line(guarded(values[name]) for name in SHEET_FIELDS)


def _values(made: Reconstruction, entry: Entry) -> dict[str, Value]:
    article, facts, sidecar = entry.article, entry.facts, made.page.known
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
        "id": entry.id,
        "page": article.page,
        "publication": sidecar.publication if sidecar else None,
        "issue_date": sidecar.date if sidecar else None,
        "page_number": sidecar.page if sidecar else None,
        "page_url": sidecar.url if sidecar else None,
        "authors": _list(article.authors),
        "source": article.source,
        "date": facts.date.edtf if facts.date else None,
        "date_basis": facts.date.basis.value if facts.date else None,
        "year": facts.year,
        "region_code": facts.region.code if facts.region else None,
        "region": facts.region.name if facts.region else None,
        "regions": _list(region.name for region in facts.regions),
        "issuers": _list(a.name for a in facts.agencies if a.role is AgencyRole.ISSUER),
        "agencies": _list(agency.name for agency in facts.agencies),
        "topics": _list(topic.name for topic in facts.topics),
        "documents": _list(document.title for document in facts.documents),
        "confidence": article.confidence,
        "text": text_of(article),
    }


def _list(values: Iterable[str]) -> str:
    return "\n".join(values)
