"""Where the lines of a page end and begin, and whether text runs across some white."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from generator.geometry.layout_records import Atom, Spans

__all__ = ["HALF", "NEXT", "SAME_ROW", "SAME_SIZE", "WINDOW", "WORDS", "Edges", "Neighbours"]

SAME_ROW, SAME_SIZE = 0.25, 0.1
"""Ems between two baselines, and share between two sizes, of one line's characters."""
NEXT = 1.4
"""Pitches to the next line: one, and what is put between paragraphs."""
WINDOW, _EDGES = 6, 3
"""Pitches above, or below, in which lines show a column's edge, and how many are enough: where two
stretched lines open in one place, that is chance."""
_FAR = 8
"""Windows up and down the page in which more lines tell where columns part."""
_ALIGNED, _HANGING = 0.2, 0.6
"""Ems by which left edges in line stray, and right ones, into which marks hang."""
_CELL = 0.1
"""Times the body size: edges nearer than this are kept together, and so are baselines."""
_SURE = 1.5
"""Ems of white from which on edges in line are a column's, not chance: no line runs across."""
WORDS, HALF = 0.75, 0.25
"""Ems of white that stand for a blank between words, and as many more after a mark that may be
wider than it is counted."""
_LOOKED = 2000
"""Parts of lines that are looked at beside a white: no page has as many side by side."""
_INDENT = 2.3
"""Ems of a paragraph's indent, and what lines stray."""


class _Span(NamedTuple):
    """A part of a row as the stretch that it fills."""

    base: float
    left: float
    right: float
    em: float


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as the stretches that it fills."""

    base: float
    lefts: list[float]
    rights: list[float]

    def crosses(self, left: float, right: float) -> bool:
        """Return whether it runs across a stretch."""
        at = bisect_right(self.lefts, left) - 1
        return at >= 0 and self.rights[at] > right


def _whole(row: Sequence[Atom]) -> _Row:
    lefts, rights = [row[0].left], [row[0].right]
    for one, other in pairwise(row):
        if other.left - one.right > (WORDS + (HALF if one.closes else 0)) * one.em:
            lefts.append(other.left)
            rights.append(other.right)
        else:
            rights[-1] = other.right
    return _Row(row[0].base, lefts, rights)


class Edges:
    """Where the lines of a page begin and end."""

    def __init__(self, rows: Sequence[Sequence[Atom]], body: float) -> None:
        self._cell = _CELL * body
        self._lefts: dict[int, list[float]] = {}
        self._rights: dict[int, list[float]] = {}
        for row in rows:
            self._add(self._lefts, row[0].left, row[0].base)
            self._add(self._rights, row[-1].right, row[-1].base)
            for one, other in pairwise(row):
                if other.left - one.right > WORDS * one.em:
                    self._add(self._lefts, other.left, other.base)
                    self._add(self._rights, one.right, one.base)
        for bases in (*self._lefts.values(), *self._rights.values()):
            bases.sort()
        self._rows = sorted((_whole(row) for row in rows), key=lambda row: row.base)
        self._bases = [row.base for row in self._rows]

    def _add(self, edges: dict[int, list[float]], x: float, base: float) -> None:
        edges.setdefault(round(x / self._cell), []).append(base)

    def between(self, one: Atom, other: Atom, window: float) -> bool:
        """Return whether the lines above, or those below, part at the white between two atoms.

        They end where ``one`` does and begin where ``other`` does; where one is the short last line
        of a paragraph, one of the two is enough."""
        white = (other.left - one.right) / one.em
        starts = [other.left]
        if white > WORDS:
            starts.append(other.left + 2 * one.em)
        if white > WORDS + 2:
            starts.append(other.left - 2 * one.em)
        row = _CELL * one.em
        for low, high in ((one.base - window, one.base - row), (one.base + row, one.base + window)):
            begun = sum([self._count(self._lefts, x, _ALIGNED * one.em, low, high) for x in starts])
            if begun < _EDGES and white <= _SURE:
                continue
            if begun >= _EDGES and white > _SURE:
                return True
            hanging = _HANGING * one.em
            if self._count(self._rights, one.right, hanging, low, high) < _EDGES:
                continue
            if white > _SURE or begun > 2 * self._across(one, other, low, high):
                return True
        return white <= _SURE and self._far(one, other, window)

    def _far(self, one: Atom, other: Atom, window: float) -> bool:
        """Return whether columns farther up and down the page part there, and no line nearby runs
        across: the last lines of columns, under a picture or in a row of their own."""
        low, high = one.base - _FAR * window, one.base + _FAR * window
        near = window / WINDOW * NEXT
        return (
            self._count(self._lefts, other.left, _ALIGNED * one.em, low, high) > 2 * _EDGES
            and self._count(self._rights, one.right, _HANGING * one.em, low, high) > 2 * _EDGES
            and not self._across(one, other, one.base - near, one.base + near)
        )

    def _count(
        self, edges: dict[int, list[float]], x: float, slack: float, low: float, high: float
    ) -> int:
        """Return how many lines between two heights have an edge at ``x``."""
        cell = self._cell
        slack = max(slack, cell / 2)
        found = 0
        for number in range(round((x - slack) / cell), round((x + slack) / cell) + 1):
            bases = edges.get(number)
            if bases is not None:
                found += bisect_right(bases, high) - bisect_left(bases, low)
        return found

    def _across(self, one: Atom, other: Atom, low: float, high: float) -> int:
        """Return how many rows run across the white between two atoms."""
        first, last = bisect_left(self._bases, low), bisect_right(self._bases, high)
        slack = 0.1 * one.em
        return sum(
            row.crosses(one.right + slack, other.left - slack) for row in self._rows[first:last]
        )


class Neighbours:
    """The lines above and below: whether text runs across some white, or columns part there."""

    def __init__(self, parts: Sequence[Sequence[Atom]]) -> None:
        self._parts = sorted(map(_span, parts))
        self._bases = [part.base for part in self._parts]
        self._spans = Spans((part.left, part.right, part.em, 0) for part in self._parts)

    def tell(self, one: Atom, other: Atom, reach: float) -> tuple[bool, bool]:
        """Return whether a line next to two atoms runs across their white, and whether one opens
        there, too."""
        covered = opened = False
        for low, high, nearest in (
            (one.base - reach, one.base - 0.5 * one.em, -1),
            (one.base + 0.5 * one.em, one.base + reach, 1),
        ):
            row = self._row(one, other, low, high, nearest)
            if not row:
                continue
            slack = 0.1 * one.em
            if any(a.left < one.right - slack and a.right > other.left + slack for a in row):
                covered = True
            elif any(one.right - 2 * slack <= a.left <= other.left + _INDENT * one.em for a in row):
                opened = True
        return covered, opened

    def _row(self, one: Atom, other: Atom, low: float, high: float, side: int) -> list[_Span]:
        """Return the parts of the nearest line on a side that stands where the white does."""
        first = bisect_left(self._bases, low)
        last = min(bisect_right(self._bases, high), first + _LOOKED)
        white = one.right - one.em, other.left + _INDENT * one.em, one.em, 0
        found = [self._parts[n] for n in self._spans.over(range(first, last), white, SAME_SIZE)]
        if not found:
            return []
        nearest = min(side * part.base for part in found)
        return [part for part in found if side * part.base - nearest < SAME_ROW * one.em]


def _span(part: Sequence[Atom]) -> _Span:
    """Return a part of a row as the stretch that it fills."""
    first = part[0]
    return _Span(first.base, first.left, part[-1].right, first.em)
