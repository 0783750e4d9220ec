"""Rails to columns of known measure, and each row's words to these."""

from __future__ import annotations

import itertools
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from generator.reconstruct.gutters.column_edges import ColumnEdge, is_head, nearness, usual_width
from generator.reconstruct.gutters.terminal_grid import DRIFT, Row
from generator.reconstruct.gutters.word_placing import (
    Placed,
    PlacedColumn,
    is_full,
    parts_columns,
    place_words,
)
from generator.reconstruct.wording.furniture import furniture_rule
from generator.text.characters import line_width

__all__ = ["Splits", "settle_words", "usual_edge"]

_FITS = 1.7
"""Cost of a row's words up to which it belongs to the columns below or above it."""
_PENDING = 4
"""Rows of a single short cell, one after another, up to which they may belong to columns beyond
them: a headline of two lines, its subtitle and its byline."""

Splits: TypeAlias = dict[tuple[int, int], int]
"""By row and rail: how many words of the row stand left of it."""
_Key: TypeAlias = tuple[int | None, int | None]
"""A column: the cells of the rails at its left and its right."""


def settle_words(
    text: str, rows: Sequence[Row], rails: Sequence[ColumnEdge]
) -> tuple[list[ColumnEdge], Splits]:
    """Return the rails with all the rows that they part, and how they part each.

    Where a column is left blank, or one blank alone parts columns, what follows stands left of its
    edge: there the words go by the widths of columns and by what goes on where.
    """
    return _Settling(text, rows, rails).settled()


def usual_edge(starts: Iterable[int]) -> int:
    """Return the cell in which a column's flush lines begin: left of those that are indented, but
    not where a single line slipped."""
    counts = Counter(starts)
    most = max(counts.values(), default=0)
    return min((start for start, n in counts.items() if 3 * n >= most), default=0)


class _Settling:
    def __init__(self, text: str, rows: Sequence[Row], rails: Sequence[ColumnEdge]) -> None:
        self._text = text
        self._rows = rows
        self._rails = rails
        self._near = nearness(rails)
        self._left = usual_edge(row.starts[0] for row in rows if row.starts)
        self._active: list[list[int]] = [[] for _ in rows]
        self._shown: list[list[int]] = [[] for _ in rows]
        for rail in rails:
            for i in range(rail.top, rail.bottom):
                insort(self._active[i], rail.at)
            for i in range(
                max(rail.top, rail.first - _PENDING), min(rail.bottom, rail.last + _PENDING + 1)
            ):
                insort(self._shown[i], rail.at)
        self._measures = self._measured()
        self._settled: Splits = {}

    def settled(self) -> tuple[list[ColumnEdge], Splits]:
        for step in (-1, 1):
            order = range(len(self._rows)) if step > 0 else range(len(self._rows) - 1, -1, -1)
            for i in order:
                self._spread(i, step)
        splits: Splits = {}
        near: dict[_Key, str] = {}
        for i, row in enumerate(self._rows):
            if self._shown[i] and row.words:
                near = self._place(i, near, splits)
        self._trim(splits)
        return self._joined(), splits

    def _trim(self, splits: Splits) -> None:
        """Take from the end of rails the headlines of what stands across, below the columns."""
        for i in range(len(self._rows) - 2, -1, -1):
            row = self._rows[i]
            if not self._active[i] or not is_head(self._text, row):
                continue
            below = self._active[i + 1]
            words = len(row.words)
            self._active[i] = [
                at for at in self._active[i] if at in below or splits.get((i, at), words) < words
            ]

    def _place(self, i: int, near: dict[_Key, str], splits: Splits) -> dict[_Key, str]:
        rails = self._shown[i]
        keys = _keys(rails)
        row = self._rows[i]
        beyond = [self._settled.get((i, at)) for at in rails]
        cuts: tuple[int, ...] = (
            0,
            *(
                row.words_before(at) if cut is None else cut
                for at, cut in zip(rails, beyond, strict=True)
            ),
            len(row.words),
        )
        if None in beyond and self._squeezed(i, rails):
            placed = self._placed(i, keys, [near.get(key, "") for key in keys])
            cuts = cuts if placed is None else placed.cuts
        before = 0
        known = dict(zip(rails, cuts[1:], strict=False))
        for at in self._active[i]:
            before = max(before, known.get(at, self._rows[i].words_before(at)))
            splits[i, at] = before
        cells = self._cells(i, cuts)
        return {key: cell or near.get(key, "") for key, cell in zip(keys, cells, strict=True)}

    def _squeezed(self, i: int, rails: Sequence[int]) -> bool:
        """Return whether one blank parts columns in a row: what follows stands too far left."""
        row = self._rows[i]
        return any(
            start - end == 1
            and all(abs(start - at) > 1 for at in rails)
            and parts_columns(self._text[a[0] : a[1]], self._text[b[0] : b[1]])
            for a, b, end, start in zip(
                row.words, row.words[1:], row.ends, row.starts[1:], strict=False
            )
        )

    def _measured(self) -> dict[_Key, float]:
        widths: defaultdict[_Key, list[float]] = defaultdict(list)
        for i, row in enumerate(self._rows):
            cuts = [0, *(row.words_before(at) for at in self._active[i]), len(row.words)]
            for key, low, high in zip(_keys(self._active[i]), cuts, cuts[1:], strict=False):
                if low < high:
                    widths[key].append(line_width(self._between(i, low, high)))
        return {key: float(usual_width(found)) for key, found in widths.items()}

    def _spread(self, i: int, step: int) -> None:
        """Let the rails of row ``i`` that end there run on through the rows beyond that fit."""
        rails = self._shown[i]
        beyond = i + step
        if (
            not rails
            or not 0 <= beyond < len(self._rows)
            or set(rails) <= set(self._active[beyond])
        ):
            return
        keys = _keys(rails)
        near = self._shown_near(i, step, keys)
        passed: list[int] = []
        cuts: dict[int, tuple[int, ...]] = {}
        waiting = 0
        while 0 <= beyond < len(self._rows):
            if not self._rows[beyond].words:
                passed.append(beyond)
                beyond += step
                continue
            if not self._may_run(beyond, rails):
                return
            placed = self._placed(beyond, keys, near, upwards=step < 0)
            if placed is None or placed.cost > _FITS:
                return
            cells = self._cells(beyond, placed.cuts)
            passed.append(beyond)
            cuts[beyond] = placed.cuts
            filled = [n for n, cell in enumerate(cells) if cell]
            sure = (len(filled) > 1 and self._squeezed(beyond, rails)) or (
                len(filled) == 1
                and filled[0] > 0
                and is_full(cells[filled[0]], self._measures.get(keys[filled[0]], 0.0))
            )
            sure = sure or (not waiting and not self._crosses(beyond, rails))
            waiting = 0 if sure else waiting + 1
            if waiting > _PENDING:
                return
            if sure:
                for row in passed:
                    self._active[row] = sorted({*self._active[row], *rails})
                    self._shown[row] = sorted({*self._shown[row], *rails})
                    self._settled.update(
                        ((row, at), cut)
                        for at, cut in zip(rails, cuts.get(row, ())[1:], strict=False)
                    )
                passed = []
            near = [cell or old for cell, old in zip(cells, near, strict=True)]
            beyond += step

    def _crosses(self, i: int, rails: Sequence[int]) -> bool:
        """Return whether a word of a row stands across one of the rails."""
        row = self._rows[i]
        return any(
            start < at - DRIFT and end > at
            for start, end in zip(row.starts, row.ends, strict=True)
            for at in rails
        )

    def _may_run(self, i: int, rails: Sequence[int]) -> bool:
        """Return whether rails may run through a row: no others do that show other columns."""
        words = self._rows[i].words
        if furniture_rule(self._text[words[0][0] : words[-1][1]]) is not None:
            return False
        return all(
            other in rails or all(abs(other - at) >= self._near for at in rails)
            for other in self._active[i]
        )

    def _shown_near(self, i: int, step: int, keys: Sequence[_Key]) -> list[str]:
        """Return what each column shows nearest to row ``i`` on the side of its rails."""
        found = [""] * len(keys)
        rails = self._shown[i]
        while 0 <= i < len(self._rows) and self._shown[i] == rails and not all(found):
            row = self._rows[i]
            cuts = [0, *(row.words_before(at) for at in rails), len(row.words)]
            for n, (low, high) in enumerate(itertools.pairwise(cuts)):
                found[n] = found[n] or self._between(i, low, high)
            i -= step
        return found

    def _placed(
        self, i: int, keys: Sequence[_Key], near: Sequence[str], *, upwards: bool = False
    ) -> Placed | None:
        columns = [
            PlacedColumn(self._left if key[0] is None else key[0], self._measures.get(key, 0.0))
            for key in keys
        ]
        return place_words(self._text, self._rows[i], columns, near, upwards=upwards)

    def _cells(self, i: int, cuts: Sequence[int]) -> list[str]:
        return [self._between(i, low, high) for low, high in itertools.pairwise(cuts)]

    def _between(self, i: int, low: int, high: int) -> str:
        words = self._rows[i].words
        return self._text[words[low][0] : words[high - 1][1]] if low < high else ""

    def _joined(self) -> list[ColumnEdge]:
        """Return the rails as they run now, those that meet as one."""
        runs: list[ColumnEdge] = []
        last: dict[int, ColumnEdge] = {}
        for i, active in enumerate(self._active):
            for at in active:
                rail = last.get(at)
                if rail is not None and rail.bottom == i:
                    last[at] = replace(rail, bottom=i + 1)
                    continue
                if rail is not None:
                    runs.append(rail)
                last[at] = ColumnEdge(at, i, i + 1, i, i, 0)
        return sorted([*runs, *last.values()], key=lambda rail: (rail.at, rail.top))


def _keys(rails: Sequence[int]) -> list[_Key]:
    edges = [None, *rails, None]
    return [*itertools.pairwise(edges)]
