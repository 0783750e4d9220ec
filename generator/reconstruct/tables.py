"""Tables (表格) among a page's lines: rows of as many cells, most of them figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.reconstruct.pieces import Line
from generator.text.traced import Traced, join_traced

__all__ = ["TABLE", "join_rows", "table_end"]

TABLE = "table/rows"
"""Rule of rows that are a table."""
_PARTED = re.compile(r"[ \t\u3000]+|[ \t\u3000]*[|｜│][ \t\u3000]*")
"""What stands between two cells."""
_FIGURE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|[-+－＋±]?[\d０-９][\d０-９,，.:：/％%~～-]*(?:[亿万千百]?[元人户个件例吨亩岁平方米公里斤次场家所%％℃]{0,3})?"
    r"|[-—－─/]{1,3}|…"
)
"""A number, with its unit or without; or that there is none."""
_TEXT = re.compile("[。！？；]|[，、](?![\\d０-９])")
"""What no cell has: a table has words and figures, and no sentences."""
_ABOVE = re.compile(
    r"^(?:[（(]?单位[:：][^。，]{1,16}[)）]?|附表"
    r"|附?表[一二三四五六七八九十\d]{0,3}[:： \u3000][^。，]{2,30})$"
)
"""What is printed over a table and belongs to it: its number, its unit."""
_ROWS = 2
"""Rows of figures that make a table under a head; without one it takes a row more."""
_LONGEST = 16
"""Characters of a cell."""


def table_end(lines: Sequence[Line], i: int) -> int:
    """Return the number of the line after the table that begins at line ``i``; ``i`` if none does.

    A table is rows under one another, each with as many cells, of which at least half are figures
    and the first is none; a row of words over them is its head.

    >>> rows = ("项目 人数 支出", "低保 523 218", "特困 81 120", "受灾的人说，")
    >>> table_end([_line(row) for row in rows], 0)
    3
    """
    start = i + 1 if _ABOVE.match(lines[i].text.text.strip()) else i
    if start >= len(lines):
        return i
    first = _cells(lines[start])
    if first is None:
        return i
    wide = len(first)
    end = start + (0 if _has_figures(first) else 1)
    head = end > start
    while end < len(lines) and not (end > start and lines[end].gap):
        cells = _cells(lines[end])
        if cells is None or len(cells) != wide or not _has_figures(cells):
            break
        end += 1
    enough = end - start >= _ROWS + 1
    return end if enough and (head or wide > 2) else i


def join_rows(lines: Sequence[Line]) -> Traced:
    """Return rows as text: a tab between two cells, a line end between two rows.

    >>> join_rows([_line("项目 人数"), _line("低保  523")]).text
    '项目\\t人数\\n低保\\t523'
    """
    rows = (_joined(_parts(line.text), "\t") for line in lines)
    return _joined(rows, "\n")


def _joined(parts: Iterator[Traced], between: str) -> Traced:
    joined: list[Traced] = []
    for part in parts:
        joined += [Traced(between, (None,)), part] if joined else [part]
    return join_traced(joined)


def _parts(text: Traced) -> Iterator[Traced]:
    text = text.strip()
    at = 0
    for match in _PARTED.finditer(text.text):
        if match.start() > at and not text.text[at : match.start()].isspace():
            yield text[at : match.start()]
            at = match.start() if match.group().strip() else match.end()
    yield text[at:].strip()


def _cells(line: Line) -> list[str] | None:
    """Return the cells of a row, ``None`` where the line is none."""
    text = line.text.text.strip()
    if _TEXT.search(text):
        return None
    cells = [cell for cell in _PARTED.split(text) if cell]
    return cells if len(cells) > 1 and max(map(len, cells)) <= _LONGEST else None


def _has_figures(cells: Sequence[str]) -> bool:
    """Return whether words stand in the first cell of a row, and figures in most others."""
    first, *others = cells
    figures = sum(_FIGURE.fullmatch(cell) is not None for cell in others)
    return (
        _FIGURE.fullmatch(first) is None
        and 2 * figures >= len(cells)
        and any(char.isdigit() for cell in others for char in cell)
    )


def _line(text: str) -> Line:
    traced = Traced.from_page(text)
    return Line(text=traced, width=float(len(text)), indent=0.0, gap=False)
