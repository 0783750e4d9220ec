"""Lines that hold several columns' lines of one row, cut into cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from generator.reconstruct.pieces import Line
from generator.reconstruct.rows.blank_features import (
    Blank,
    blank_features,
    find_blanks,
    widest_usual,
)
from generator.reconstruct.rows.page_language import PageLanguage
from generator.reconstruct.wording.furniture import furniture_rule
from generator.scores.packed_tables import read_tables
from generator.scores.trees import Forest
from generator.text.characters import line_width

__all__ = ["BlankScores", "Row", "asked_blanks", "cut_rows"]

Row: TypeAlias = tuple[Line, ...]
"""The cells of one line of the dump, left to right; most lines are a single cell."""

_NARROWEST, _WIDEST = 7, 40
"""Ems. Columns of newspapers lie between."""
_WIDER = 2
"""Ems by which a line of two columns is wider than the page's usual parts."""


class BlankScores:
    """What trees learned of blanks that part columns (``training/blanks.py``)."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._blanks = Forest(tables["blanks"])

    def gutters(self, shown: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return how likely each blank is a gutter, in nats over even."""
        return self._blanks.scores(shown)[:, 0]


@cache
def _blank_scores() -> BlankScores:
    """Return the shipped scores; the first call reads the file."""
    return BlankScores(read_tables("blanks"))


def cut_rows(lines: Sequence[Line], language: PageLanguage) -> list[Row]:
    """Return each line as the cells it holds: columns' lines of one row, set off by blanks."""
    blanks = [find_blanks(line) for line in lines]
    asked = asked_blanks(lines, blanks)
    cuts: list[list[Blank]] = [[] for _ in lines]
    if asked:
        nats = _blank_scores().gutters(blank_features(lines, blanks, asked, language))
        for (i, k), gutter in zip(asked, (nats > 0).tolist(), strict=True):
            if gutter:
                cuts[i].append(blanks[i][k])
    return [_cells(line, found) for line, found in zip(lines, cuts, strict=True)]


def asked_blanks(lines: Sequence[Line], blanks: Sequence[Sequence[Blank]]) -> list[tuple[int, int]]:
    """Return the blanks of a page that may part columns, each as its line and its number in it.

    None where no line with a hard blank is wider than the page's columns. Beside a number or a
    Latin word only those of wide lines count, and those near a hard one. Head lines and folios are
    furniture as a whole.
    """
    hard = [any(blank.hard for blank in row) for row in blanks]
    usual = widest_usual([_fitting(line, row) for line, row in zip(lines, blanks, strict=True)])
    if not any(h and line.width > usual + _WIDER for h, line in zip(hard, lines, strict=True)):
        return []
    return [
        (i, k)
        for i, row in enumerate(blanks)
        if row and (lines[i].width > usual or any(hard[max(0, i - 1) : i + 2]))
        if furniture_rule(lines[i].text.text) is None
        for k in range(len(row))
    ]


def _fitting(line: Line, row: Sequence[Blank]) -> list[float]:
    """Return the widths of a line's parts that columns of newspapers have."""
    hard = [blank for blank in row if blank.hard]
    starts = [0.0, *(blank.next_x for blank in hard)]
    ends = [*(blank.x for blank in hard), line.width]
    widths = [round(b - a) for a, b in zip(starts, ends, strict=True)]
    return [width for width in widths if _NARROWEST <= width <= _WIDEST]


def _cells(line: Line, cuts: Sequence[Blank]) -> Row:
    """Return what stands between the cuts of a line."""
    if not cuts:
        return (line,)
    starts = [0, *(blank.end for blank in cuts)]
    ends = [*(blank.begin for blank in cuts), len(line.text)]
    return tuple(
        replace(
            line,
            text=line.text[a:b],
            width=line_width(line.text.text[a:b]),
            gap=line.gap and a == 0,
            indent=line.indent if a == 0 else 0.0,
        )
        for a, b in zip(starts, ends, strict=True)
    )
