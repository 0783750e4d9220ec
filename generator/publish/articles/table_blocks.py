"""Tables of an article as Markdown tables, which every reader of Markdown knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from generator.publish.escape import Safe, escape_text

__all__ = ["table_text"]

_EMPTY = 1_000
"""Cells that may be added to a table so that all its rows are as long as the longest, and as many
as it has. Of a thousand rows, one of a thousand cells made a million, and a seed of 40 KB a page
of 22 MB."""


def table_text(text: str) -> Safe:
    """Return the rows of a table as Markdown, cells parted by ``|``.

    Its first row is the head. What stands over the rows in one cell (单位：万元) is a line above.

    >>> print(table_text("单位：张\\n乡镇\\t床位\\n东山\\t12|0"))
    单位：张
    <BLANKLINE>
    | 乡镇 | 床位 |
    | --- | --- |
    | 东山 | 12&#124;0 |
    """
    rows = [row.split("\t") for row in text.split("\n")]
    over = list(takewhile(lambda row: len(row) == 1, rows))
    grid = rows[len(over) :]
    above = "".join(f"{escape_text(row[0])}\n\n" for row in over)
    return Safe(above + "\n\n".join(map(_table, _tables(grid))))


def _tables(grid: Sequence[list[str]]) -> Iterator[Sequence[list[str]]]:
    """Yield rows that are one table: all of them, or one by one those that are of a length."""
    cells = sum(map(len, grid))
    if max(map(len, grid), default=0) * len(grid) <= 2 * cells + _EMPTY:
        if grid:
            yield grid
        return
    for _, rows in groupby(grid, key=len):
        yield list(rows)


def _table(rows: Sequence[list[str]]) -> str:
    wide = max(map(len, rows))
    if wide == 1:
        return "\n\n".join(escape_text(row[0]) for row in rows)
    lines = [_row(row, wide) for row in rows]
    lines[1:1] = [f"|{' --- |' * wide}"]
    return "\n".join(lines)


def _row(cells: list[str], wide: int) -> str:
    filled = [*map(escape_text, cells), *[""] * (wide - len(cells))]
    return f"| {' | '.join(filled)} |"
