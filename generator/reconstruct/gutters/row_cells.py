"""Rows parted by their own cells, not by edges of columns: even gutters, bylines side by side.

Where the gutters of a row are all alike, the number of cells tells the columns, not the place: the
cells are set apart in a grid in which they would stand where their columns do. Headlines and
bylines of several stories may stand in the same rows above text that goes column by column, as
recognition of a scan reads columns one after another, but what stands above them row by row.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from generator.reconstruct.gutters.column_edges import (
    LEAST,
    ColumnEdge,
    are_texts,
    has_stop,
    usual_width,
)
from generator.reconstruct.gutters.terminal_grid import Row
from generator.reconstruct.gutters.word_placing import PlacedColumn, parts_columns, place_words
from generator.reconstruct.wording.bylines import is_byline
from generator.reconstruct.wording.furniture import furniture_rule
from generator.text.characters import line_width

__all__ = ["Cells", "count_columns", "part_bylines"]

_LULL = 3
"""Rows without a gutter, one after another, within one stretch of columns."""
_SHARE = 0.6
"""Share of a page's rows that have as many cells as there are columns; where columns differ from
story to story, ``rows`` tells more."""
_WHOLE = 0.9
"""Share of rows with all cells before the first column ends: one in ten may hold bylines or the
blanks of names."""
_FITS = 2.0
"""Cost of a row up to which it belongs to the columns above it."""
_APART = 1000
"""Cells from one column to the next in the grid that rows are put into: more than any fills."""
_GUTTER = 3
"""Cells between two bylines; names of one are set closer."""
_HEAD_ROWS = 3
"""Rows that headlines above bylines take up at most."""
_MOST_CELLS = 8
"""Headlines side by side, more than any page has."""


def count_columns(text: str, rows: Sequence[Row]) -> tuple[list[Row], list[ColumnEdge]]:
    """Return the rows with the cells of columns at one place, and the rails between them.

    Where a dump puts the same blank between all cells, what follows a short one stands too far
    left. Most rows of such a stretch have as many cells as there are columns.

    >>> from generator.reconstruct.gutters.terminal_grid import read_rows
    >>> page = "一条街上开了新书店，来的 老人在树下支起棋盘，过路\\n"
    >>> page += "人多，店主把书摆到门口。 的人停下来看，一盘棋能下\\n"
    >>> page += "孩子们坐在台阶上看到天黑 一个下午，到吃饭时才散。\\n"
    >>> [rail.at for rail in count_columns(page, read_rows(page, 1))[1]]
    [1000]
    """
    found = [*rows]
    rails: list[ColumnEdge] = []
    used = sum(bool(row.words) for row in rows)
    for top, bottom in _stretches(text, rows):
        columns = _columns(text, rows, range(top, bottom), _SHARE * used)
        if columns is None:
            continue
        end = _place(text, found, columns, top, bottom)
        rails += (
            ColumnEdge(n * _APART, top, end, top, bottom - 1, bottom - top)
            for n in range(1, len(columns))
        )
    return found, rails


def _stretches(text: str, rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield where rows with gutters follow one another, furniture and long lulls between."""
    first: int | None = None
    last = lull = 0
    for i, row in enumerate(rows):
        if not row.words:
            continue
        line = text[row.words[0][0] : row.words[-1][1]]
        gutter = len(_cut_cells(text, row).gaps) > 0 and furniture_rule(line) is None
        if gutter:
            first = i if first is None else first
            last, lull = i, 0
        elif first is not None:
            lull += 1
            if lull > _LULL:
                yield first, last + 1
                first = None
    if first is not None:
        yield first, last + 1


def _columns(
    text: str, rows: Sequence[Row], stretch: range, least: float
) -> list[PlacedColumn] | None:
    """Return the columns that most rows of a stretch show; ``None`` if they show none of text."""
    cells = {i: _cut_cells(text, rows[i]) for i in stretch if rows[i].words}
    counts = Counter(len(found.gaps) for found in cells.values() if found.gaps)
    (gutters, most) = counts.most_common(1)[0]
    if most < max(LEAST, least):
        return None
    alike = {i: found for i, found in cells.items() if len(found.gaps) == gutters}
    first, last = min(alike), max(alike)
    inside = sum(first <= i <= last for i in cells)
    if len(alike) < _WHOLE * inside:
        return None  # short lines and first lines of paragraphs have rows of their own
    usual = Counter(gap for found in alike.values() for gap in found.gaps).most_common(1)[0]
    if 4 * usual[1] < 3 * gutters * most:
        return None  # the cells are padded: the place tells more
    columns: list[PlacedColumn] = []
    texts: list[list[str]] = []
    for n in range(gutters + 1):
        lines = [
            text[rows[i].words[found.bounds[n]][0] : rows[i].words[found.bounds[n + 1] - 1][1]]
            for i, found in alike.items()
        ]
        texts.append(lines)
        columns.append(PlacedColumn(None, float(usual_width(map(line_width, lines)))))
    return columns if are_texts(texts) else None


def _place(
    text: str, rows: list[Row], columns: Sequence[PlacedColumn], top: int, bottom: int
) -> int:
    """Put the cells of each row at the place of their column; return where the columns end."""
    near = [""] * len(columns)
    i = top
    while i < len(rows):
        row = rows[i]
        placed = place_words(text, row, columns, near)
        if i >= bottom and (placed is None or placed.cost > _FITS or not row.words):
            break
        if placed is not None:
            rows[i] = _set_apart(row, placed.cuts)
            near = [
                text[row.words[low][0] : row.words[high - 1][1]] if low < high else old
                for low, high, old in zip(placed.cuts[:-1], placed.cuts[1:], near, strict=True)
            ]
        i += 1
    return i


@dataclass(frozen=True, slots=True)
class Cells:
    """The words of a row between the blanks that may be gutters."""

    bounds: tuple[int, ...]
    """How many words stand before each cell, and how many there are."""
    gaps: tuple[int, ...]
    """How wide the blanks are; 0 for tabs, which are as wide as they happen to be."""


def _cut_cells(text: str, row: Row) -> Cells:
    """Return the cells of a row, set off by blanks that nothing else explains."""
    if len(row.words) < 2:
        return Cells((0, len(row.words)), ())
    cuts: list[int] = []
    gaps: list[int] = []
    for n, (a, b) in enumerate(zip(row.words, row.words[1:], strict=False)):
        gap = row.starts[n + 1] - row.ends[n]
        lone = b[1] - b[0] == a[1] - a[0] == 1
        tab = "\t" in text[a[1] : b[0]]
        wide = tab or (gap > 1 and not lone)
        if wide or parts_columns(text[a[0] : a[1]], text[b[0] : b[1]]):
            cuts.append(n + 1)
            gaps.append(0 if tab else gap)
    return Cells((0, *cuts, len(row.words)), tuple(gaps))


def _set_apart(row: Row, cuts: Sequence[int]) -> Row:
    """Return a row with the words between ``cuts`` at the place of their column."""
    starts: list[int] = []
    ends: list[int] = []
    for n, (low, high) in enumerate(itertools.pairwise(cuts)):
        # the first cell keeps its indent
        shift = n * _APART - (row.starts[low] if n and low < high else 0)
        starts += (start + shift for start in row.starts[low:high])
        ends += (end + shift for end in row.ends[low:high])
    return Row(row.words, tuple(starts), tuple(ends))


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
            ColumnEdge(n * _APART, top, i + 1, top, i, i + 1 - top) for n in range(1, len(columns))
        )
        below = i + 1
    return found, rails


def _parts(text: str, row: Row) -> list[str]:
    bounds = _cut_cells(text, row).bounds
    return [
        text[row.words[low][0] : row.words[high - 1][1]]
        for low, high in pairwise(bounds)
        if low < high
    ]


def _signs_stories(text: str, row: Row) -> bool:
    """Return whether a row holds bylines of two stories at least, wide apart."""
    found = _cut_cells(text, row)
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
    return tuple(row.starts[n] for n in _cut_cells(text, row).bounds[:-1] if row.words)


def _under(text: str, row: Row, columns: Sequence[int]) -> Row:
    """Return a row with each cell at the place of its column, the nearest that keeps the order."""
    bounds = _cut_cells(text, row).bounds
    starts = _starts(text, row)
    chosen = min(
        combinations(range(len(columns)), len(starts)),
        key=lambda some: sum(abs(columns[c] - s) for c, s in zip(some, starts, strict=True)),
    )
    cuts = [0] * len(columns)
    for c in range(len(columns)):
        # what stands before a column are the cells of the columns left of it
        cuts[c] = bounds[sum(other < c for other in chosen)]
    return _set_apart(row, (*cuts, len(row.words)))
