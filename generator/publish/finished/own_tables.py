"""HTML of the tables that articles have, as Python-Markdown makes it.

That takes the square of a paragraph's length where there are many marks in it, and of a large table
a gigabyte; and a page with one table was left to it as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

__all__ = ["table_html"]


def table_html(lines: Sequence[str], inline: Callable[[str], str]) -> str | None:
    """Return the HTML of a block that begins with a bar; ``None`` where no table of ours does.

    ``inline`` returns that of a cell's text.

    >>> table_html(["| 甲 | 乙 |", "| --- | --- |", "| 1 |  |"], str).replace("\\n", "")[:51]
    '<table><thead><tr><th>甲</th><th>乙</th></tr></thead>'
    """
    rows = [_cells(line) for line in lines]
    wide = len(rows[0])
    if wide < 2 or rows[1:2] != [["---"] * wide] or any(len(row) != wide for row in rows):
        return None
    head, *body = ([*map(inline, row)] for row in (rows[0], *rows[2:]))
    said = "\n".join(_row(row, "td") for row in body or [[""] * wide])  # as it adds an empty one
    return f"<table>\n<thead>\n{_row(head, 'th')}\n</thead>\n<tbody>\n{said}\n</tbody>\n</table>"


def _cells(line: str) -> list[str]:
    if len(line) < 4 or not (line.startswith("| ") and line.endswith(" |")):
        return []
    return [cell.strip(" ") for cell in line[1:-1].split("|")]


def _row(cells: Sequence[str], tag: str) -> str:
    told = "\n".join(f"<{tag}>{cell}</{tag}>" for cell in cells)
    return f"<tr>\n{told}\n</tr>"
