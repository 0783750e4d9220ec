"""Headlines and bylines of several stories in the same rows, above text that goes column by column.

Recognition of a scan reads columns one after another, but what stands above them row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from generator.reconstruct.gutters.column_edges import ColumnEdge, has_stop
from generator.reconstruct.gutters.even_gutters import APART, cut_cells, set_apart
from generator.reconstruct.gutters.terminal_grid import Row
from generator.reconstruct.wording.bylines import is_byline
from generator.reconstruct.wording.furniture import furniture_rule

__all__ = ["part_bylines"]

_GUTTER = 3
"""Cells between two bylines; names of one are set closer."""
_HEAD_ROWS = 3
"""Rows that headlines above bylines take up at most."""
_MOST_CELLS = 8
"""Headlines side by side, more than any page has."""


def part_bylines(text: str, rows: Sequence[Row]) -> tuple[list[Row], list[ColumnEdge]]:
    """Return the rows with headlines and bylines at the place of their column, and the rails.

    Two bylines in one row, each with its office, sign two stories: so what stands above them is
    two headlines.

    >>> from generator.reconstruct.gutters.terminal_grid import read_rows
    >>> page = "镇上的书店搬了家     河西新修石桥\\n本报记者 王平       本报记者 李庆\\n"
    >>> [rail.at for rail in part_bylines(page, read_rows(page, 1))[1]]
    [1000]
    """
    found = [*rows]
    rails: list[ColumnEdge] = []
    below = 0
    for i, row in enumerate(rows):
        if not _signs_stories(text, row):
            continue
        top = i
        for above in range(i - 1, max(below - 1, i - 1 - _HEAD_ROWS), -1):
            if not _is_head(text, rows[above]):
                break
            top = above
        columns = max((_starts(text, rows[n]) for n in range(top, i + 1)), key=len)
        if top == i or not 1 < len(columns) <= _MOST_CELLS:
            continue
        for n in range(top, i + 1):
            found[n] = _under(text, rows[n], columns)
        rails += (
            ColumnEdge(n * APART, top, i + 1, top, i, i + 1 - top) for n in range(1, len(columns))
        )
        below = i + 1
    return found, rails


def _parts(text: str, row: Row) -> list[str]:
    bounds = cut_cells(text, row).bounds
    return [
        text[row.words[low][0] : row.words[high - 1][1]]
        for low, high in pairwise(bounds)
        if low < high
    ]


def _signs_stories(text: str, row: Row) -> bool:
    """Return whether a row holds bylines of two stories at least, wide apart."""
    found = cut_cells(text, row)
    if not found.gaps or len(found.gaps) >= _MOST_CELLS or min(found.gaps) < _GUTTER:
        return False
    return sum(map(is_byline, _parts(text, row))) > 1


def _is_head(text: str, row: Row) -> bool:
    """Return whether a row shows headlines, several perhaps."""
    if not row.words:
        return False
    line = text[row.words[0][0] : row.words[-1][1]]
    return not has_stop(line) and furniture_rule(line) is None


def _starts(text: str, row: Row) -> tuple[int, ...]:
    return tuple(row.starts[n] for n in cut_cells(text, row).bounds[:-1] if row.words)


def _under(text: str, row: Row, columns: Sequence[int]) -> Row:
    """Return a row with each cell at the place of its column, the nearest that keeps the order."""
    bounds = cut_cells(text, row).bounds
    starts = _starts(text, row)
    chosen = min(
        combinations(range(len(columns)), len(starts)),
        key=lambda some: sum(abs(columns[c] - s) for c, s in zip(some, starts, strict=True)),
    )
    cuts = [0] * len(columns)
    for c in range(len(columns)):
        # what stands before a column are the cells of the columns left of it
        cuts[c] = bounds[sum(other < c for other in chosen)]
    return set_apart(row, (*cuts, len(row.words)))
