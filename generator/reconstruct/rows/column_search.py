"""Rows of cells to the columns that they were printed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.reconstruct.pieces import Line
from generator.reconstruct.rows.cells import Row
from generator.reconstruct.rows.page_language import PageLanguage, shape
from generator.reconstruct.wording.article_ends import DATELINE
from generator.text.characters import ends_sentence

__all__ = ["RowColumns", "read_columns"]

_WORDS = 0.93
"""Share of the words' nats that counts beside widths: a conditional logit on 1,900 lines of 107
training pages, each with the cells of the two rows below it to choose from."""
_BEAM = 10
"""Readings of the rows so far that are kept."""
_SKIPS = (2.0, 1.0, 0.0)
"""Nats for the first, second and any later row in which a column has no line."""
_LATE = 1.0
"""Nats for a column that begins below the first row."""
_BACK = 3.0
"""Nats for a column that goes on after it had stopped."""
_STOPPED = 2
"""Rows without a line after which a column has stopped."""
_TOO_WIDE = 4.0
"""Nats for a line wider than its column."""
_LOOSE_END = 2.0
"""Nats for a column whose last line is short, though no sentence ends there."""
_NEW_STORY = 3.0
"""Nats for a dateline below other text: no headline stands between."""
_MORE = 4.0
"""Nats that a column needs to be seen which no line shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowColumns:
    """A region of rows, read column by column."""

    columns: tuple[tuple[Line, ...], ...]
    """The lines of each column, left to right."""
    margin: float
    """Score of this reading over that of the next best, in nats."""


@dataclass(frozen=True, slots=True)
class _State:
    score: float
    tails: tuple[int, ...]
    """Last cell of each column; -1 before the first."""
    skips: tuple[int, ...]
    """Rows since then."""
    last: int
    """Column of the last cell."""
    row: int
    """Row of the grid that it stands in, from 0."""
    placed: tuple[int, _State | None]
    """Column of the row's first cell, and the state before."""


def read_columns(rows: Sequence[Row], language: PageLanguage) -> RowColumns:
    """Return the columns of a region whose rows were printed side by side.

    Every row of a page gives each column one line at most, from left to right; a line of the dump
    holds the cells that no wide gap keeps apart. So the cells fill a grid in order, and language
    and widths tell where a cell is missing.
    """
    shown = max(len(row) for row in rows)
    found = _Reading(rows, shown, language).read()
    if shown < 4:
        wider = _Reading(rows, shown + 1, language).read()
        if wider[0][0] - _MORE > found[0][0]:
            found = wider
    score, columns = found[0]
    second = found[1][0] if len(found) > 1 else score - 10.0
    return RowColumns(columns=columns, margin=score - second)


class _Reading:
    def __init__(self, rows: Sequence[Row], count: int, language: PageLanguage) -> None:
        self.rows = rows
        self.count = count
        self.language = language
        self.cells = [cell for row in rows for cell in row]
        self.measures = self._measures()
        self._fits: dict[tuple[int, int, int], float] = {}

    def _measures(self) -> list[float]:
        """Return each column's width: what most cells fill that stand in a full row."""
        every = Counter(round(c.width) for row in self.rows if len(row) > 1 for c in row[:-1])
        usual = float(_upper(every))
        full = [row for row in self.rows if len(row) == self.count]
        if len(full) < 2:
            return [usual] * self.count
        return [
            float(_upper(Counter(round(row[c].width) for row in full))) for c in range(self.count)
        ]

    def read(self) -> list[tuple[float, tuple[tuple[Line, ...], ...]]]:
        empty = (-1,) * self.count
        beam = [_State(0.0, empty, (0,) * self.count, self.count - 1, -1, (0, None))]
        at = 0
        for row in self.rows:
            best: dict[tuple[tuple[int, ...], int], _State] = {}
            for state in beam:
                for c in range(self.count - len(row) + 1):
                    new = self._place(state, row, at, c)
                    key = (new.tails, new.last)
                    if key not in best or new.score > best[key].score:
                        best[key] = new
            beam = sorted(best.values(), key=lambda s: -s.score)[:_BEAM]
            at += len(row)
        ended = sorted(
            ((s.score + self._loose_ends(s), n) for n, s in enumerate(beam)), reverse=True
        )
        return [(score, self._columns(beam[n])) for score, n in ended[:2]]

    def _loose_ends(self, state: _State) -> float:
        """Return the nats off for columns that stop in a short line in mid-sentence, or go on below
        the one to their left: a text fills its columns in order."""
        loose = 0
        columns = self._columns(state)
        for (left, a), (right, b) in pairwise(zip(columns, self.measures, strict=False)):
            loose += abs(a - b) <= 1 and len(left) < len(right) <= len(left) + 2
        for tail, measure in zip(state.tails, self.measures, strict=True):
            if tail >= 0 and self.cells[tail].width < measure - 1.5:
                loose += not ends_sentence(self.cells[tail].text.text)
        return -_LOOSE_END * loose

    def _place(self, state: _State, row: Row, at: int, c: int) -> _State:
        score = state.score
        tails, skips = list(state.tails), list(state.skips)
        grid_row = state.row + (c <= state.last)
        if c > state.last:
            passed = range(state.last + 1, c)
        else:
            passed = [*range(state.last + 1, self.count), *range(c)]  # type: ignore[assignment]
        for p in passed:
            if tails[p] >= 0:
                score -= _SKIPS[min(skips[p], len(_SKIPS) - 1)]
                skips[p] += 1
        for i, cell in enumerate(row):
            column = c + i
            tail = tails[column]
            if tail < 0:
                score -= _LATE if grid_row else 0.0
            else:
                if skips[column] >= _STOPPED:
                    score -= _BACK
                score += self._fit(tail, at + i, column)
            if cell.width > self.measures[column] + 1.5:
                score -= _TOO_WIDE
            tails[column], skips[column] = at + i, 0
        return _State(score, tuple(tails), tuple(skips), c + len(row) - 1, grid_row, (c, state))

    def _fit(self, above: int, below: int, column: int) -> float:
        key = (above, below, column)
        if key not in self._fits:
            a, b = self.cells[above], self.cells[below]
            fit = _WORDS * self.language.joins(a.text.text, b.text.text)
            fit += shape(a, b, self.measures[column])
            if DATELINE.match(b.text.text):
                fit -= _NEW_STORY
            self._fits[key] = fit
        return self._fits[key]

    def _columns(self, state: _State) -> tuple[tuple[Line, ...], ...]:
        starts: list[int] = []
        here: _State | None = state
        while here is not None and here.placed[1] is not None:
            starts.append(here.placed[0])
            here = here.placed[1]
        columns: list[list[Line]] = [[] for _ in range(self.count)]
        for row, c in zip(self.rows, reversed(starts), strict=True):
            for i, cell in enumerate(row):
                columns[c + i].append(cell)
        return tuple(tuple(column) for column in columns if column)


def _upper(counts: Counter[int]) -> int:
    """Return the greatest width that is nearly as common as the commonest."""
    top = max(counts.values(), default=0)
    return max((w for w, n in counts.items() if n * 2 >= top), default=0)
