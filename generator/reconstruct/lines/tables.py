"""Tables (表格) among a page's lines: rows of as many cells, most of them figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.reconstruct.pieces import Line
from generator.reconstruct.wording.bylines import is_byline
from generator.reconstruct.wording.edition_chrome import is_contents_entry
from generator.text.table_cells import are_table, figure_columns, has_figures, is_cell
from generator.text.traced import Traced, join_between

__all__ = ["MARKUP", "TABLE", "bar_offsets", "join_rows", "table_end"]

TABLE, MARKUP = "table/rows", "table/markup"
"""Rules of rows that are a table, and of what Markdown makes one."""
_AROUND_BAR = re.compile(r"[ \t\u3000]*[|｜│][ \t\u3000]*")
_PARTED = re.compile(r"[ \t\u3000]+|[ \t\u3000]*[|｜│][ \t\u3000]*")
"""What stands between two cells."""
_BAR = re.compile("[|｜│]")
_ROWS = 3
"""Rows of a table at least."""
_MAY_PART = re.compile(r"[ \t\u3000|｜│]")
_ABOVE = re.compile(
    r"^(?:[（(]?单位[:：][^。，]{1,16}[)）]?|附表"
    r"|附?表[一二三四五六七八九十\d]{0,3}[:： \u3000][^。，]{2,30})$"
)
"""What is printed over a table and belongs to it: its number, its unit."""


def table_end(lines: Sequence[Line], i: int) -> int:
    """Return the number of the line after the table that begins at line ``i``; ``i`` if none does.

    A table is rows under one another, each with as many cells, of which at least half are figures
    and the first is none, or whose figures stand in the same columns, the last among them; a row
    of words over them is its head. One of Markdown is a line.

    >>> rows = ("项目 人数 支出", "低保 523 218", "特困 81 120", "受灾的人说，")
    >>> table_end([_line(row) for row in rows], 0)
    3
    """
    text = lines[i].text.text
    if lines[i].table:
        return i + 1
    barred = _barred_end(lines, i)
    if barred > i:
        return barred
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
    second = _cells(lines[start + 1]) if start + 1 < len(lines) else None
    columns = figure_columns(second) if second else ()

    def is_row(cells: Sequence[str]) -> bool:
        return has_figures(cells) or bool(columns and figure_columns(cells) == columns)

    head = not is_row(first)
    listed = i > 0 and lines[i - 1].text.text.endswith(("：", ":"))  # 各镇收粮情况如下：
    if not are_table(_ROWS, wide, head=head or listed):
        return i  # or a list of such rows would be read to its end from each of them
    end = start + head
    while end < len(lines) and not (end > start and lines[end].gap):
        cells = _cells(lines[end])
        if cells is None or len(cells) != wide or not is_row(cells):
            break
        end += 1
    return end if are_table(end - start, wide, head=head or listed) else i


def _barred_end(lines: Sequence[Line], i: int) -> int:
    """Return the number of the line after the rows from line ``i`` on whose cells bars part.

    As many bars in each of three rows make a table, whatever stands in its cells, if anything does.
    """
    bars = _bars(lines[i].text.text)
    end = i
    while end < len(lines) and bars and _bars(lines[end].text.text) == bars:
        if end > i and lines[end].gap:
            break
        end += 1
    filled = any(_BAR.sub("", line.text.text).strip() for line in lines[i:end])
    return end if filled and end - i >= _ROWS else i


def _bars(text: str) -> int:
    """Return how many bars part the cells of a row, 0 where a line is none."""
    cells = [cell.strip() for cell in _BAR.split(text.strip())]
    row = len(cells) > 1 and all(not cell or is_cell(cell) for cell in cells)
    return len(cells) - 1 if row and not is_contents_entry(text) and not is_byline(text) else 0


def bar_offsets(page: str) -> Iterator[int]:
    """Yield where the bars of a page stand, which no cell of a table has.

    >>> [*bar_offsets("单程|2元")]
    [2]
    """
    return (bar.start() for bar in _BAR.finditer(page))


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
    """Yield the cells of a row; an empty one between two bars is one, too."""
    text = text.strip()
    while _BAR.match(text.text[:1]):
        text = text[1:].strip()
    while _BAR.match(text.text[-1:]):
        text = text[:-1].strip()
    between = _AROUND_BAR if _BAR.search(text.text) else _PARTED
    at = 0
    for match in between.finditer(text.text):
        yield text[at : match.start()]
        at = match.end()
    yield text[at:]


def _cells(line: Line) -> list[str] | None:
    """Return the cells of a row, ``None`` where the line is none."""
    text = line.text.text.strip()
    cells = [cell for cell in _PARTED.split(text) if cell]
    return cells if len(cells) > 1 and all(map(is_cell, cells)) else None


def _line(text: str) -> Line:
    traced = Traced.from_page(text)
    return Line(text=traced, width=float(len(text)), indent=0.0, gap=False)
