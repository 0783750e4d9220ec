"""Values as cells of a CSV file (RFC 4180), exact for programs or harmless for spreadsheets."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence

__all__ = ["Value", "csv_line", "guarded", "quoted_spans", "storable"]

Value = str | int | float | bool | Sequence[object] | None
"""What a cell can hold; a sequence is written as a JSON array."""

# No file that is UTF-8 holds a lone surrogate, and no reader of CSV is sure to take U+0000.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

# What Excel, LibreOffice and Google Sheets take for the beginning of a formula (OWASP, "CSV
# Injection"): = + - @, a tab or carriage return before them, and their full-width forms, which
# Excel in Chinese and Japanese reads like the narrow ones.
_FORMULA = "=+-@\t\r\n＝＋－＠"


def csv_line(values: Iterable[Value]) -> str:
    r"""Return one line of a CSV file, with the CRLF that ends it.

    ``None`` is an empty cell, as is an empty text. A cell with a comma, a quotation mark or a
    line break stands in quotation marks.

    >>> csv_line(["湖南省", None, 2024, True, [["甲", 0.5]], "乙,\n丙"])
    '湖南省,,2024,true,"[[""甲"",0.5]]","乙,\n丙"\r\n'
    """
    return storable(_WRITER.writerow([_cell(value) for value in values]))  # as its file returns it


class _Echo:
    """A file that gives back what is written to it."""

    @staticmethod
    def write(text: str) -> str:
        return text


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_WRITER = csv.writer(_Echo(), lineterminator="\r\n")


def guarded(value: Value) -> Value:
    """Return a text as a spreadsheet may open it: no formula, and yet nothing is lost.

    A text that begins like a formula gets an apostrophe in front, and so does one that begins
    with an apostrophe itself: taking one leading apostrophe away gives every text back.

    >>> guarded("=HYPERLINK(1)"), guarded("'quoted'"), guarded("- 5 ℃"), guarded(-5)
    ("'=HYPERLINK(1)", "''quoted'", "'- 5 ℃", -5)
    """
    if isinstance(value, str) and value.startswith(("'", *_FORMULA)):
        return f"'{value}"
    return value


def quoted_spans(page: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    """Return the characters of the page at each span.

    >>> quoted_spans("湖南 省民政厅", [(0, 2), (3, 7)])
    ['湖南', '省民政厅']
    """
    return [page[start:end] for start, end in spans]


def storable(text: str) -> str:
    r"""Return ``text`` with U+FFFD for each character that no file can carry.

    >>> storable("甲\0乙")
    '甲\ufffd乙'
    """
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value)
    return _JSON.encode(value)
