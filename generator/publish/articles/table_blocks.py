"""Tables of an article as Markdown tables, which every reader of Markdown knows."""

from __future__ import annotations

from itertools import takewhile

from generator.publish.escape import Safe, escape_text

__all__ = ["table_text"]


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
    wide = max(map(len, grid), default=0)
    lines = [_row(row, wide) for row in grid]
    lines[1:1] = [f"|{' --- |' * wide}"] if grid else []
    above = "".join(f"{escape_text(row[0])}\n\n" for row in over)
    return Safe(above + "\n".join(lines))


def _row(cells: list[str], wide: int) -> str:
    filled = [*map(escape_text, cells), *[""] * (wide - len(cells))]
    return f"| {' | '.join(filled)} |"
