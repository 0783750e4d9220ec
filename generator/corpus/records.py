"""Reading the records of addresses that are committed with the seeds: tables of a few columns.

They are written by ``convert``, but people merge them, and open them in spreadsheets. Whatever has
become of a row is told with the line on which the row begins.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from generator.corpus.plain_files import what_is_wrong
from generator.errors import SidecarError

__all__ = ["PART", "no_page", "read_record", "wrong_row"]

PART = re.compile(r"#[0-9]+\Z")
"""What :func:`generator.corpus.seed_reading.split_pages` adds to a file's later pages."""

_LONGEST_PART = len("#999999999")
"""A file of a thousand million pages would be larger than a gigabyte of nothing but form feeds."""
_LONGEST_NAME = 255
"""No file system in use takes more characters in the name of a file."""
_ROW_INSIDE = re.compile(r"\n[a-z2-7]{0,8},")
"""Rows that a stray quotation mark has made part of a cell. They would be lost in silence."""


def read_record(
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


def _rows(path: Path, text: str, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        first = reader.line_num + 1
        where = f"{path}:{first}"
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
        if len(cells) != len(columns):
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
