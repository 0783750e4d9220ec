"""Cells of rows that do not stand where their columns do, and a grid in which they would."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from generator.reconstruct.gutters.grid import Row
from generator.reconstruct.gutters.placing import parts_columns

__all__ = ["APART", "Cells", "cut_cells", "set_apart"]

APART = 1000
"""Cells from one column to the next in the grid that rows are put into: more than any fills."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The words of a row between the blanks that may be gutters."""

    bounds: tuple[int, ...]
    """How many words stand before each cell, and how many there are."""
    gaps: tuple[int, ...]
    """How wide the blanks are; 0 for tabs, which are as wide as they happen to be."""


def cut_cells(text: str, row: Row) -> Cells:
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


def set_apart(row: Row, cuts: Sequence[int]) -> Row:
    """Return a row with the words between ``cuts`` at the place of their column."""
    starts: list[int] = []
    ends: list[int] = []
    for n, (low, high) in enumerate(itertools.pairwise(cuts)):
        # the first cell keeps its indent
        shift = n * APART - (row.starts[low] if n and low < high else 0)
        starts += (start + shift for start in row.starts[low:high])
        ends += (end + shift for end in row.ends[low:high])
    return Row(row.words, tuple(starts), tuple(ends))
