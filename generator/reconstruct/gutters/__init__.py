"""Dumps that print columns side by side with blanks between, put column by column."""

from __future__ import annotations

import re

from generator.reconstruct.gutters.column_edges import LEAST, find_column_edges
from generator.reconstruct.gutters.column_frames import Cell, read_frames
from generator.reconstruct.gutters.row_cells import count_columns, part_bylines
from generator.reconstruct.gutters.terminal_grid import read_rows

__all__ = ["Cell", "read_gutters"]

_WIDE_BLANK = re.compile(r"(?<=\S)(?:[ \t\u3000]{2,}|[\t\u3000])(?=\S)")
_BLANK = re.compile(r"(?<=\S)[ \t\u3000]+(?=\S)")


def read_gutters(text: str) -> list[Cell] | None:
    """Return the cells of a page column by column; ``None`` if it shows no gutters.

    Tools that keep a page's looks (``pdftotext -layout``, pdfplumber, PyMuPDF, pypdf) print what
    stands on one height as one line, with blanks up to where each column begins. Some count a cell
    for each character, as ``pdftotext`` does, others two for an ideograph, as a terminal does: the
    page is read in the way that shows more of its columns.

    >>> page = "一条街上开了新书店，来的    老人在树下支起棋盘，过路\\n"
    >>> page += "人多，店主把书摆到门口，    的人停下来看，一盘棋能下\\n"
    >>> page += "孩子们坐在台阶上看到天黑    一个下午，到吃饭时才散。\\n"
    >>> [page[cell.start : cell.end][:4] for cell in read_gutters(page)]
    ['一条街上', '人多，店', '孩子们坐', '老人在树', '的人停下', '一个下午']
    >>> read_gutters("张  三\\n李  四\\n王  五\\n赵  六\\n") is None
    True
    """
    if len(_BLANK.findall(text)) < LEAST:
        return None
    rows = read_rows(text, 1)
    found = [count_columns(text, rows)]
    if len(_WIDE_BLANK.findall(text)) >= LEAST:
        found += ((grid, find_column_edges(text, grid)) for grid in (rows, read_rows(text, 2)))
    grid, rails = max(found, key=lambda one: sum(rail.shown for rail in one[1]))
    if rails:
        return read_frames(text, grid, rails)
    grid, rails = part_bylines(text, rows)
    return read_frames(text, grid, rails, stories=True) if rails else None
