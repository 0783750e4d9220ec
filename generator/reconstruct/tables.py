"""Tables (表格) among a page's lines: rows of as many cells, most of them figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.reconstruct.pieces import Line
from generator.text.table_cells import are_table, has_figures, is_cell
from generator.text.traced import Traced, join_between

__all__ = ["MARKUP", "TABLE", "join_rows", "table_end"]

TABLE, MARKUP = "table/rows", "table/markup"
"""Rules of rows that are a table, and of what Markdown makes one."""
_PARTED = re.compile(r"[ \t\u3000]+|[ \t\u3000]*[|｜│][ \t\u3000]*")
"""What stands between two cells."""
_MAY_PART = re.compile(r"[ \t\u3000|｜│]")
_ABOVE = re.compile(
    r"^(?:[（(]?单位[:：][^。，]{1,16}[)）]?|附表"
    r"|附?表[一二三四五六七八九十\d]{0,3}[:： \u3000][^。，]{2,30})$"
)
"""What is printed over a table and belongs to it: its number, its unit."""


def table_end(lines: Sequence[Line], i: int) -> int:
    """Return the number of the line after the table that begins at line ``i``; ``i`` if none does.

    A table is rows under one another, each with as many cells, of which at least half are figures
    and the first is none; a row of words over them is its head. One of Markdown is a line.

    >>> rows = ("项目 人数 支出", "低保 523 218", "特困 81 120", "受灾的人说，")
    >>> table_end([_line(row) for row in rows], 0)
    3
    """
    text = lines[i].text.text
    if lines[i].table:
        return i + 1
    above = lines[i].caption or _ABOVE.match(text.strip())
    if above and i + 1 < len(lines) and lines[i + 1].table:
        return i + 2
    if not _MAY_PART.search(text) and not _ABOVE.match(text.strip()):
        return i  # most lines are told here
    start = i + 1 if _ABOVE.match(text.strip()) else i
    if start >= len(lines):
        return i
    first = _cells(lines[start])
    if first is None:
        return i
    wide = len(first)
    end = start + (0 if has_figures(first) else 1)
    head = end > start
    while end < len(lines) and not (end > start and lines[end].gap):
        cells = _cells(lines[end])
        if cells is None or len(cells) != wide or not has_figures(cells):
            break
        end += 1
    return end if are_table(end - start, wide, head=head) else i


def join_rows(lines: Sequence[Line]) -> Traced:
    """Return rows as text: a tab between two cells, a line end between two rows.

    >>> join_rows([_line("项目 人数"), _line("低保  523")]).text
    '项目\\t人数\\n低保\\t523'
    """
    if lines[-1].table:  # which has both, under a line that names it
        return join_between((line.text for line in lines), "\n")
    rows = (join_between(_parts(line.text), "\t") for line in lines)
    return join_between(rows, "\n")


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
    cells = [cell for cell in _PARTED.split(text) if cell]
    return cells if len(cells) > 1 and all(map(is_cell, cells)) else None


def _line(text: str) -> Line:
    traced = Traced.from_page(text)
    return Line(text=traced, width=float(len(text)), indent=0.0, gap=False)
