"""The best pairing of ends with beginnings."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush, nlargest
from math import inf

__all__ = ["best_pairs"]


def best_pairs(gains: Sequence[Sequence[float]]) -> list[int]:
    """Return for each row the column it is paired with, -1 for none, so that the sum is greatest.

    Only pairs that gain something are made. Time is cubic in the shorter side, and linear in the
    longer one: that may be hundreds of display lines.

    >>> best_pairs([[2.0, 3.0], [0.0, 2.5], [1.0, -1.0]])
    [0, 1, -1]
    >>> best_pairs([[2.0], [3.0]])
    [-1, 0]
    """
    width = max((len(row) for row in gains), default=0)
    if len(gains) <= width:
        return _columns(gains)
    pairs = [-1] * len(gains)
    for column, row in enumerate(_columns([*zip(*gains, strict=True)])):
        if row >= 0:
            pairs[row] = column
    return pairs


def _columns(gains: Sequence[Sequence[float]]) -> list[int]:
    """Return the column of each row, of which there are no more than columns."""
    best = [row.index(most) if (most := max(row, default=0.0)) > 0 else -1 for row in gains]
    taken = [column for column in best if column >= 0]
    # mostly no two rows want the same one
    return best if len({*taken}) == len(taken) else _Pairing(gains).columns


class _Pairing:
    """The Hungarian method with potentials (Kuhn 1955, Munkres 1957) over the pairs that count.

    Each row brings in its column by the cheapest path of exchanges (Dijkstra's, over costs that
    the potentials keep at or above zero); a path may end in a row that gives its column up.
    """

    def __init__(self, gains: Sequence[Sequence[float]]) -> None:
        # the others hold one column fewer than there are rows: one of a row's best is left to it
        self.costs = [_costs(row, len(gains)) for row in gains]
        self.columns = [-1] * len(gains)
        self.owner: dict[int, int] = {}
        self.of_row = [0.0] * len(gains)
        self.of_column: dict[int, float] = {}
        for row in range(len(gains)):
            self._bring_in(row)

    def _bring_in(self, start: int) -> None:
        reached = {start: 0.0}
        """Rows that a path of exchanges leads to, and its cost."""
        settled: dict[int, float] = {}
        """The same of columns."""
        came: dict[int, int] = {}
        least: dict[int, float] = {}
        open_: list[tuple[float, int]] = []
        row, end, free = start, inf, -1
        while True:
            here = reached[row]
            if here - self.of_row[row] < end:
                end, last = here - self.of_row[row], row
            for column, cost in self.costs[row]:
                there = here + cost - self.of_row[row] - self.of_column.get(column, 0.0)
                if column not in settled and there < least.get(column, inf):
                    least[column], came[column] = there, row
                    heappush(open_, (there, column))
            while open_ and open_[0][1] in settled:
                heappop(open_)
            if not open_ or open_[0][0] >= end:
                break
            cost, column = heappop(open_)
            if column not in self.owner:
                end, free, last = cost, column, came[column]
                break
            row = self.owner[column]
            settled[column] = reached[row] = cost
        for row, cost in reached.items():
            self.of_row[row] += end - cost
        for column, cost in settled.items():
            self.of_column[column] = self.of_column.get(column, 0.0) - (end - cost)
        self._exchange(start, last, free, came)

    def _exchange(self, start: int, row: int, column: int, came: dict[int, int]) -> None:
        """Give ``row`` its new column, -1 for none, and each row on the way the one before."""
        while True:
            given, self.columns[row] = self.columns[row], column
            if column >= 0:
                self.owner[column] = row
            if row == start:
                return
            row, column = came[given], given


def _costs(gains: Sequence[float], most: int) -> list[tuple[int, float]]:
    able = [j for j, gain in enumerate(gains) if gain > 0]
    if len(able) > most:
        able = sorted(nlargest(most, able, gains.__getitem__))
    return [(j, -gains[j]) for j in able]
