"""The ledger of addresses, ``seeds/addresses.csv``: all that a build ever gave out, for good.

One row an address, of three kinds. An *article* has its id, the page that it stands on, and a
sketch of its text, by which it is known again. A *page* is named only where no article's row names
it: one without articles, or one that was renamed, with its name now. A *list* has the file of its
first page, what it is called, and how many pages it ever had.

People merge the file, and open it in spreadsheets: whatever has become of a row is told with the
line on which it begins. Until November 2026 articles and pages stood in ``permalinks.csv``, and
lists alone here. Such files are read, and the next build moves their rows over.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from generator.corpus.files.plain_files import what_is_wrong
from generator.corpus.files.whole_files import write_if_changed
from generator.errors import SidecarError

__all__ = [
    "ARTICLE",
    "LEDGER",
    "LIST",
    "OLD_ARTICLES",
    "PAGE",
    "PART",
    "LedgerRow",
    "checked_rows",
    "ledger_text",
    "read_ledger",
    "write_ledger",
    "wrong_row",
]

LEDGER = "addresses.csv"
OLD_ARTICLES = "permalinks.csv"
ARTICLE, PAGE, LIST = "article", "page", "list"
_COLUMNS = ("kind", "address", "name", "mark")
_OF_ARTICLES = ("id", "page", "text")
_OF_LISTS = ("list", "pages", "name")
PART = re.compile(r"#[0-9]+\Z")
"""What :func:`generator.corpus.seeds.seed_reading.split_pages` adds to a file's later pages."""

_LONGEST_PART = len("#999999999")
"""A file of a thousand million pages would be larger than a gigabyte of nothing but form feeds."""
_LONGEST_NAME = 255
"""No file system in use takes more characters in the name of a file."""
_ID, _SKETCH = re.compile(r"[a-z2-7]{8}"), re.compile(r"[0-9a-f]*")
_ROW_INSIDE = re.compile(r"\n[a-z2-7]{0,8},")
"""Rows that a stray quotation mark has made part of a cell. They would be lost in silence."""


class LedgerRow(NamedTuple):
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


def read_ledger(folder: Path, *kinds: str) -> Iterator[LedgerRow]:
    """Yield the rows of these kinds in a folder of seeds, those of older files too.

    Raises :class:`SidecarError` naming the line that is no row. What the cells hold is for those
    to judge who know the kind.
    """
    if ARTICLE in kinds:
        _columns, rows = _read_record(folder / OLD_ARTICLES, _OF_ARTICLES)
        for where, (id_, page, last) in rows:
            if id_:
                yield LedgerRow(ARTICLE, id_, page, last, where, _OF_ARTICLES)
            else:
                yield LedgerRow(PAGE, page, last, "", where, _OF_ARTICLES)
    for row in _rows_of(folder / LEDGER):
        if row.kind in kinds:
            yield row


def _rows_of(path: Path) -> Iterator[LedgerRow]:
    columns, rows = _read_record(path, _COLUMNS, _OF_LISTS)
    for where, cells in rows:
        if columns == _OF_LISTS:
            list_, pages, name = cells
            yield LedgerRow(LIST, list_, name, pages, where, _OF_LISTS)
            continue
        kind, address, name, mark = cells
        if kind not in (ARTICLE, PAGE, LIST):
            raise wrong_row(where, _COLUMNS, f"; {kind[:40]!r} is no kind of address")
        yield LedgerRow(kind, address, name, mark, where)


def ledger_text(rows: Iterable[LedgerRow]) -> str:
    """Return the file's content: articles, then pages, then lists, each in the order given.

    >>> print(ledger_text([LedgerRow("list", "dates/2024.md", "2024年", "3")]), end="")
    kind,address,name,mark
    list,dates/2024.md,2024年,3
    """
    ordered = sorted(rows, key=lambda row: (ARTICLE, PAGE, LIST).index(row.kind))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(row[: len(_COLUMNS)] for row in ordered)
    return out.getvalue()


def write_ledger(folder: Path, rows: Iterable[LedgerRow]) -> None:
    """Write the ledger of a folder of seeds, unless it stands there; older files are moved over.

    Raises ``OSError`` when it cannot be written; then all stands as it stood.
    """
    write_if_changed(folder / LEDGER, ledger_text(rows).encode("utf-8"), lasting=True)
    (folder / OLD_ARTICLES).unlink(missing_ok=True)


def _read_record(
    path: Path, *forms: tuple[str, ...]
) -> tuple[tuple[str, ...], Iterator[tuple[str, list[str]]]]:
    """Return the columns of a file, and the cells of its rows, each with file and line.

    ``forms`` are the columns that the file may have, as its first line says; if that says nothing,
    it has the first. A file that is not there has no rows. Going through the rows
    raises :class:`SidecarError` naming the line that is none of these columns.
    """
    text = _text(path)
    header = tuple(text.partition("\n")[0].strip().split(","))
    columns = header if header in forms else forms[0]
    return columns, _rows(path, text, columns)


_LONGEST_CELL = 1 << 17
"""Characters of a cell. The csv module has the same limit, but any package may lift it for all."""


def _rows(path: Path, text: str, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    reader, named = csv.reader(io.StringIO(text, newline=""), strict=True), str(path)
    while True:
        first = reader.line_num + 1
        where = f"{named}:{first}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            # Strictly read, a quotation mark too many meets the end of the file or the next one;
            # or the cell grows beyond what the module takes.
            raise SidecarError(
                f"{where}: no row of {', '.join(columns)}: {error}. Is there a quotation mark too "
                "many? The file is written by “convert”; take back the change to this line."
            ) from None
        if cells is None:
            return
        if not cells or (first == 1 and tuple(cells) == columns):
            continue
        if columns == _COLUMNS and not any(cells):  # as spreadsheets save rows that were emptied
            continue
        if len(cells) != len(columns) or max(map(len, cells)) > _LONGEST_CELL:
            raise wrong_row(where, columns)
        yield where, cells


def wrong_row(where: str, columns: tuple[str, ...], what: str = "") -> SidecarError:
    """Return what to say of a row that cannot be followed, and ``what`` is wrong with it."""
    return SidecarError(
        f"{where}: expected {', '.join(columns)}{what}. The file is written by “convert”; take "
        "back the change to this line."
    )


def _text(path: Path) -> str:
    try:
        path.lstat()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SidecarError(f"{path}: cannot be read: {_reason(error)}.") from error
    wrong = what_is_wrong(path, path.parent)
    if wrong is not None:
        raise SidecarError(wrong)
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise SidecarError(f"{path}: cannot be read: {_reason(error)}.") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SidecarError(
            f"{path}:{line}: not valid UTF-8. The file is written by “convert”; take back the "
            "change to it."
        ) from None
    zero = text.find("\0")
    if zero >= 0:
        line = text.count("\n", 0, zero) + 1
        raise SidecarError(
            f"{path}:{line}: a character of value zero, which no text has. The file is written by "
            "“convert”; take back the change to it."
        )
    return text


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


@lru_cache(maxsize=4)  # the articles of a page come one after the other
def no_page(name: str) -> str | None:
    """Return why no page can be called so; ``None`` if one can.

    >>> no_page("2024年 社会报.txt#2"), no_page("a.txt#" + "9" * 300)
    (None, 'no file has so many pages')
    """
    number = PART.search(name)
    if number is not None and len(number[0]) > _LONGEST_PART:
        return "no file has so many pages"
    file = PART.sub("", name)
    if not file or len(file) > _LONGEST_NAME or "/" in file:
        return "no file can have this name"
    if _ROW_INSIDE.search(file):
        return "the page's name holds another row: is there a quotation mark too many?"
    return None


def checked_rows(rows: Iterable[LedgerRow]) -> Iterator[LedgerRow]:
    """Yield rows of articles and pages that can be followed; raise for the first that cannot."""
    ids: set[str] = set()
    for row in rows:
        is_article = row.kind == ARTICLE
        if is_article and not _ID.fullmatch(row.address):
            raise wrong_row(row.where, row.columns)
        for name in (row.name,) if is_article else filter(None, (row.address or "/", row.name)):
            if (what := no_page(name)) is not None:
                raise wrong_row(row.where, row.columns, f"; {what}")
        if not _SKETCH.fullmatch(row.mark):
            raise wrong_row(row.where, row.columns, "; is there a quotation mark too many?")
        if is_article and row.address in ids:
            raise SidecarError(
                f"{row.where}: the id {row.address} is there twice. Delete one line."
            )
        ids.add(row.address)
        yield row
