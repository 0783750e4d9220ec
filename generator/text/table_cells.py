"""What the cells of a table (表格) hold: words and figures, and no sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["are_table", "figure_columns", "has_figures", "is_cell"]

_FIGURE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|[-+－＋±]?[\d０-９][\d０-９,，.:：/％%~～-]*(?:[亿万千百]?[元人户个件例吨亩岁平方米公里斤次场家所%％℃]{0,3})?"
    r"|-?\d{1,3}(?:℃|°C|度)?[~～—-]{1,2}-?\d{1,3}(?:℃|°C|度)|[-—－─/]{1,3}|…"
)
"""A number, with its unit or without; or that there is none."""
_PLACE = re.compile(r"\d{1,2}|[①-⑳]")
"""The number of a row, or the place that somebody took, before the row's words."""
_SENTENCE = re.compile("[。！？；]|[，、,](?![\\d０-９])")
"""What no cell has: a table has words and figures, and no sentences."""
_LONGEST = 16
"""Characters of a cell."""
_ROWS = 3
"""Rows of a table at least, its head included."""


def is_cell(text: str) -> bool:
    """Return whether a text may be all that stands in a cell.

    >>> is_cell("城乡低保"), is_cell("52,310"), is_cell("他说，")
    (True, True, False)
    """
    return 0 < len(text) <= _LONGEST and _SENTENCE.search(text) is None


def has_figures(cells: Sequence[str]) -> bool:
    """Return whether words stand in the first cell of a row, and figures in most others.

    >>> has_figures(["低保", "523", "218"]), has_figures(["项目", "人数", "支出"])
    (True, False)
    >>> has_figures(["1", "东山镇", "12", "8"])  # which place it took
    True
    """
    if len(cells) > 2 and _PLACE.fullmatch(cells[0]):
        cells = cells[1:]
    first, *others = cells
    figures = sum(_FIGURE.fullmatch(cell) is not None for cell in others)
    return (
        _FIGURE.fullmatch(first) is None
        and 2 * figures >= len(cells)
        and any(char.isdigit() for cell in others for char in cell)
    )


def figure_columns(cells: Sequence[str]) -> tuple[bool, ...]:
    """Return in which cells of a row a figure stands; nothing where they tell no columns.

    >>> figure_columns(["东山", "小雨", "15℃～20℃"]), figure_columns(["东山", "120"])
    ((False, False, True), ())
    """
    if len(cells) <= 2 or _FIGURE.fullmatch(cells[0]):
        return ()
    columns = tuple(_FIGURE.fullmatch(cell) is not None for cell in cells)
    return columns if columns[-1] else ()


def are_table(rows: int, wide: int, *, head: bool) -> bool:
    """Return whether so many rows of ``wide`` cells are a table, of words over figures if ``head``.

    Two cells a row may be a list of anything: there a head must say what the figures are.
    """
    return rows >= _ROWS and (head or wide > 2)
