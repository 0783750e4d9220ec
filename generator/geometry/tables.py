"""Tables (表格) on a page: rows of short cells on one baseline each, most of them figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from generator.geometry.layout_records import SetLine, overlap
from generator.geometry.page_metrics import PageMetrics
from generator.text.table_cells import are_table, has_figures, is_cell

__all__ = ["Row", "take_tables"]

Row: TypeAlias = tuple[SetLine, ...]
"""Lines side by side, from left to right."""
_SAME_ROW = 0.35
"""Ems by which baselines of one row may differ."""
_WIDEST = 8.0
"""Ems of a cell's line: columns of text are wider."""
_NEXT = 2.5
"""Pitches from one row to the next at most: rows of a ruled table have white around them."""


def take_tables(lines: Sequence[SetLine], sheet: PageMetrics) -> list[tuple[Row, ...]]:
    """Return the tables of a page, each as its rows from top to bottom."""
    cells = [line for line in lines if _may_be_cell(line)]
    if not any(char.isdigit() for line in cells for char in line.text):
        return []
    found: list[list[Row]] = []
    open_: list[list[Row]] = []
    for row in _rows(cells):
        top = min(line.base for line in row)
        open_ = [rows for rows in open_ if not _is_over(rows[-1], top, sheet)]
        for rows in open_:
            own = _under(rows[-1], row, sheet)
            if own:
                rows.append(own)
                row = tuple(line for line in row if line not in own)
        if len(_words(row)) > 1:
            found.append([row])
            open_.append(found[-1])
    return [
        tuple(rows)
        for rows in found
        if are_table(len(rows), len(_words(rows[0])), head=not has_figures(_words(rows[0])))
    ]


def _may_be_cell(line: SetLine) -> bool:
    words = _words([line])
    narrow = len(words) > 1 or line.right - line.left <= _WIDEST * line.em
    return not line.vertical and narrow and all(map(is_cell, words))


def _words(row: Sequence[SetLine]) -> list[str]:
    """Return what stands in the cells of a row; characters set apart are one word."""
    found: list[str] = []
    for line in row:
        words = [word for word in line.words.split(" ") if word]
        found += words if max(map(len, words), default=0) > 1 else [line.text]
    return found


def _rows(cells: Sequence[SetLine]) -> Iterator[Row]:
    """Yield what stands on one baseline of the page, from top to bottom."""
    cells = sorted(cells, key=lambda line: line.base)
    start = 0
    for k in range(1, len(cells) + 1):
        here = cells[start]
        if k == len(cells) or cells[k].base - here.base > _SAME_ROW * here.em:
            yield tuple(sorted(cells[start:k], key=lambda line: line.left))
            start = k


def _under(above: Row, row: Row, sheet: PageMetrics) -> Row:
    """Return what of a row goes on the table of the row above: a cell under each of its own.

    Nothing if most of them are no figures, or if they stand farther down.
    """
    left, right = above[0].left, max(line.right for line in above)
    own = tuple(line for line in row if overlap(line.left, line.right, left, right) > -above[0].em)
    if not own or _is_over(above, row[0].base, sheet):
        return ()
    words = _words(own)
    meets = len(own) != len(above) or all(  # a row may be set as one line, blanks between
        overlap(one.left, one.right, other.left, other.right) > 0
        for one, other in zip(above, own, strict=True)
    )
    return own if meets and len(words) == len(_words(above)) and has_figures(words) else ()


def _is_over(above: Row, base: float, sheet: PageMetrics) -> bool:
    """Return whether a table that ends with a row has ended above a baseline."""
    return base - above[0].base > _NEXT * sheet.pitch(above[0].em)
