"""The ledger of addresses, ``seeds/addresses.csv``: all that a build ever gave out, for good.

One row an address, of three kinds. An *article* has its id, the page that it stands on, and a
sketch of its text, by which it is known again. A *page* is named only where no article's row names
it: one without articles, or one that was renamed, with its name now. A *list* has the file of its
first page, what it is called, and how many pages it ever had.

Until November 2026 articles and pages stood in ``permalinks.csv``, and lists alone here. Such
files are read, and the next build moves their rows over.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.corpus.files import write_if_changed
from generator.corpus.records import read_record, wrong_row

__all__ = [
    "ARTICLE",
    "LEDGER",
    "LIST",
    "OLD_ARTICLES",
    "PAGE",
    "Row",
    "ledger_text",
    "read_ledger",
    "write_ledger",
]

LEDGER = "addresses.csv"
OLD_ARTICLES = "permalinks.csv"
ARTICLE, PAGE, LIST = "article", "page", "list"
_COLUMNS = ("kind", "address", "name", "mark")
_OF_ARTICLES = ("id", "page", "text")
_OF_LISTS = ("list", "pages", "name")


class Row(NamedTuple):
    """One address."""

    kind: str
    """``article``, ``page`` or ``list``."""
    address: str
    """The article's id, the page's name, or the file of the list's first page."""
    name: str
    """The page that the article is on, the page's name now, or what the list is called."""
    mark: str
    """The sketch of the article's text, or the number of the list's pages."""
    where: str = ""
    """File and line, for errors."""
    columns: tuple[str, ...] = _COLUMNS
    """The columns of that file."""


def read_ledger(folder: Path, *kinds: str) -> Iterator[Row]:
    """Yield the rows of these kinds in a folder of seeds, those of older files too.

    Raises :class:`SidecarError` naming the line that is no row. What the cells hold is for those
    to judge who know the kind.
    """
    if ARTICLE in kinds:
        _columns, rows = read_record(folder / OLD_ARTICLES, _OF_ARTICLES)
        for where, (id_, page, last) in rows:
            if id_:
                yield Row(ARTICLE, id_, page, last, where, _OF_ARTICLES)
            else:
                yield Row(PAGE, page, last, "", where, _OF_ARTICLES)
    for row in _rows_of(folder / LEDGER):
        if row.kind in kinds:
            yield row


def _rows_of(path: Path) -> Iterator[Row]:
    columns, rows = read_record(path, _COLUMNS, _OF_LISTS)
    for where, cells in rows:
        if columns == _OF_LISTS:
            list_, pages, name = cells
            yield Row(LIST, list_, name, pages, where, _OF_LISTS)
            continue
        kind, address, name, mark = cells
        if kind not in (ARTICLE, PAGE, LIST):
            raise wrong_row(where, _COLUMNS, f"; {kind[:40]!r} is no kind of address")
        yield Row(kind, address, name, mark, where)


def ledger_text(rows: Iterable[Row]) -> str:
    """Return the file's content: articles, then pages, then lists, each in the order given.

    >>> print(ledger_text([Row("list", "dates/2024.md", "2024年", "3")]), end="")
    kind,address,name,mark
    list,dates/2024.md,2024年,3
    """
    ordered = sorted(rows, key=lambda row: (ARTICLE, PAGE, LIST).index(row.kind))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(row[: len(_COLUMNS)] for row in ordered)
    return out.getvalue()


def write_ledger(folder: Path, rows: Iterable[Row]) -> None:
    """Write the ledger of a folder of seeds, unless it stands there; older files are moved over.

    Raises ``OSError`` when it cannot be written; then all stands as it stood.
    """
    write_if_changed(folder / LEDGER, ledger_text(rows).encode("utf-8"))
    (folder / OLD_ARTICLES).unlink(missing_ok=True)
