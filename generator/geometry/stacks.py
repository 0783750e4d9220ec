"""Lines under one another while a block is built of them, and their common pitch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from statistics import median

import numpy as np

from generator.geometry.layout_records import SetLine, Spans

__all__ = ["SOLID", "Measures", "Rhythm", "Stack"]

_FAR = 3.0
"""Ems from a baseline to the next one of a text at most."""
_EVEN = 0.1
"""Share by which steps differ that are one, and by which sizes do."""
_FEW, _LOOKED = 50, 100
"""Stacks that are asked one by one, and those over one place: no page prints as many."""

SOLID = 3
"""Lines that show a column's edges."""


class Stack:
    """Lines under one another, to which more may be added, and what is asked of them each time."""

    __slots__ = ("first", "last", "left", "lines", "nearly", "right", "step")

    def __init__(self, line: SetLine) -> None:
        self.lines, self.last = [line], line
        self.left = self.first = line.left
        """Edge of the line that begins leftmost, and of the one that begins rightmost."""
        self.right, self.nearly = line.right, -inf
        """Edge of the line that ends rightmost, and of the next one that ends elsewhere."""
        self.step: float | None = None
        """Usual distance of the last baselines, once there are a few."""

    def add(self, line: SetLine) -> None:
        """Put a line under the others."""
        self.lines.append(line)
        self.last = line
        self.left, self.first = min(self.left, line.left), max(self.first, line.left)
        if line.right > self.right:
            self.right, self.nearly = line.right, self.right
        elif line.right < self.right:
            self.nearly = max(self.nearly, line.right)
        if len(self.lines) >= SOLID:
            self.step = median(b.base - a.base for a, b in pairwise(self.lines[-6:]))


class Measures:
    """Where stacks stand across the page, so that a line asks the few that it may go on."""

    def __init__(self, stacks: Sequence[Stack]) -> None:
        self._all = range(len(stacks))
        edges = [(stack.left, stack.right) for stack in stacks] if len(stacks) > _FEW else []
        self._lefts, self._rights = np.array(edges, dtype=np.float64).reshape(-1, 2).T

    def over(self, line: SetLine, reach: float) -> Sequence[int]:
        """Return the numbers of the stacks that a line may stand in: those that do not end left of
        it, and begin left of its end, or within ``reach`` of its beginning."""
        if len(self._all) <= _FEW:
            return self._all
        begun = self._lefts < max(line.left + reach, line.right)
        return [int(n) for n in np.flatnonzero(begun & (self._rights > line.left))[:_LOOKED]]


class Rhythm:
    """The steps of lines, where several in a row are the same: a text set farther apart than others
    in its size."""

    def __init__(self, lines: Sequence[SetLine]) -> None:
        self._lines = sorted(lines, key=lambda line: line.base)
        self._bases = [line.base for line in self._lines]
        self._spans = Spans(map(_span, self._lines))

    def goes_on(self, above: SetLine, line: SetLine) -> bool:
        """Return whether a line is followed by as many more at the same step as show a column."""
        step = line.base - above.base
        for _ in range(SOLID - 1):
            after = self._below(line)
            if after is None or abs(after.base - line.base - step) > _EVEN * step:
                return False
            line = after
        return True

    def _below(self, line: SetLine) -> SetLine | None:
        """Return the next line of the same size in a line's column."""
        first = bisect_right(self._bases, line.base + 0.5 * line.em)
        last = bisect_right(self._bases, line.base + _FAR * line.em)
        found = self._spans.over(range(first, last), _span(line), _EVEN)
        return self._lines[found[0]] if found else None


def _span(line: SetLine) -> tuple[float, float, float, int]:
    return line.left, line.right, line.em, line.frame
