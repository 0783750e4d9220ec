"""Atoms to lines: stretched justification is bridged, gutters stay open."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.geometry.atoms import CUT, atoms_of
from generator.geometry.records import Atom, SetLine, overlap
from generator.geometry.sheet import Sheet, sheet_of
from generator.geometry.verticals import Column, take_verticals
from generator.model.geometry import Geometry

__all__ = ["set_lines"]

_SAME_ROW, _SAME_SIZE = 0.25, 0.1
"""Ems between two baselines, and share between two sizes, of one line's characters."""
_MOST = 9.0
"""Ems of white that a stretched line may open: a word of Latin letters went to the next line."""
_NEXT = 1.4
"""Pitches to the next line: one, and what is put between paragraphs."""
_WINDOW, _EDGES = 6, 3
"""Pitches above, or below, in which lines show a column's edge, and how many are enough: where two
stretched lines open in one place, that is chance."""
_FAR = 8
"""Windows up and down the page in which more lines tell where columns part."""
_ALIGNED, _HANGING = 0.2, 0.6
"""Ems by which left edges in line stray, and right ones, into which marks hang."""
_ALONE, _NAMES, _SOON = 1.1, 2.3, 4.0
"""Ems of white inside a line beside which no other line tells, and inside one, as of names, over or
under which one runs within so many pitches."""
_SURE = 1.5
"""Ems of white from which on edges in line are a column's, not chance: no line runs across."""
_WORDS, _HALF = 0.75, 0.25
"""Ems of white that stand for a blank between words, and as many more after a mark that may be
wider than it is counted."""
_DISPLAY = 0.8
"""Ems of white inside a line of display text: phrases are set half an em apart or more."""
_BIG = 1.12
"""Times the body size from which on text is display text for what white means inside it."""
_INDENT = 2.3
"""Ems of a paragraph's indent, and what lines stray."""
_BLANK = 0.2
"""Ems of white, beyond the line's own spacing, that are seen as a blank."""


def set_lines(geometry: Geometry, text: str) -> tuple[Sheet, tuple[SetLine, ...]]:
    """Return what the page shows as a whole, and its lines from top to bottom."""
    atoms = atoms_of(geometry.runs, text)
    sheet = sheet_of(geometry, atoms)
    atoms, columns = take_verticals(atoms, geometry.runs, sheet.body)
    parts: list[list[Atom] | Column] = [*_joined(atoms, sheet), *columns]
    parts.sort(key=lambda part: (_first(part).top, _first(part).left, _first(part).offsets))
    return sheet, tuple(_line(n, part, text, sheet) for n, part in enumerate(parts))


def _first(part: list[Atom] | Column) -> Atom:
    return part[0] if isinstance(part, list) else part.atoms[0]


def _joined(atoms: Sequence[Atom], sheet: Sheet) -> Iterator[list[Atom]]:
    """Yield the atoms of each horizontal line.

    First what is set close together, unless many lines show a column's edge there; then what a
    line opened that was stretched to fill its column.
    """
    rows = [*_rows(atoms)]
    edges = _Edges(rows)
    close = [part for row in rows for part in _split(row, lambda a, b: _close(a, b, sheet, edges))]
    near = _Neighbours(close)
    for row in _rows_of(close):
        parts = [row[0]]
        for one, other in pairwise(row):
            if _stretched(one[-1], other[0], sheet, edges, near):
                parts[-1] = [*parts[-1], *other]
            else:
                parts.append(other)
        yield from parts


def _split(row: Sequence[Atom], together: Callable[[Atom, Atom], bool]) -> Iterator[list[Atom]]:
    part = [row[0]]
    for one, other in pairwise(row):
        if not together(one, other):
            yield part
            part = []
        part.append(other)
    yield part


def _rows_of(parts: Sequence[list[Atom]]) -> Iterator[list[list[Atom]]]:
    """Yield the parts that were made of one row, from left to right."""
    row: list[list[Atom]] = []
    for part in parts:
        if row and not (
            abs(part[0].base - row[-1][-1].base) < _SAME_ROW * part[0].em
            and abs(part[0].em - row[-1][-1].em) < _SAME_SIZE * part[0].em
            and part[0].place > row[-1][-1].place
        ):
            yield row
            row = []
        row.append(part)
    if row:
        yield row


def _rows(atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Yield the atoms of one size that share a baseline, from left to right."""
    open_: list[list[Atom]] = []
    for atom in atoms:
        still = []
        for row in open_:
            if atom.base - row[-1].base <= row[-1].em:
                still.append(row)
            else:
                yield sorted(row, key=lambda a: a.place)
        open_ = still
        for row in open_:
            last = row[-1]
            if (
                abs(last.base - atom.base) < _SAME_ROW * atom.em
                and abs(last.em - atom.em) < _SAME_SIZE * atom.em
            ):
                row.append(atom)
                break
        else:
            open_.append([atom])
    for row in open_:
        yield sorted(row, key=lambda a: a.place)


def _close(one: Atom, other: Atom, sheet: Sheet, edges: _Edges) -> bool:
    """Return whether two atoms of a row are set as one, blanks between words counted."""
    em = max(one.em, other.em)
    white = other.left - one.right
    if white <= CUT * em:
        return True
    if white > (_WORDS + (_HALF if one.closes else 0)) * em or _parted(one, other, sheet):
        return False
    if em > _BIG * sheet.body:
        return True
    return not edges.between(one, other, _WINDOW * sheet.pitch(em))


def _stretched(one: Atom, other: Atom, sheet: Sheet, edges: _Edges, near: _Neighbours) -> bool:
    """Return whether the white between two atoms of a row was opened by justification."""
    em = max(one.em, other.em)
    white = other.left - one.right
    if not 0 < white <= _MOST * em or _parted(one, other, sheet):
        return False
    if em > _BIG * sheet.body:
        return white < _DISPLAY * em
    pitch = sheet.pitch(em)
    if edges.between(one, other, _WINDOW * pitch):
        return False
    covered, opened = near.tell(one, other, _NEXT * pitch)
    if covered or opened:
        return covered
    if white > _ALONE * em:
        covered, opened = near.tell(one, other, _SOON * pitch)
    return not opened and white < (_NAMES if covered else _ALONE) * em


def _parted(one: Atom, other: Atom, sheet: Sheet) -> bool:
    """Return whether a rule or a frame's edge stands between two atoms."""
    slack = 0.2 * one.em
    middle = (one.top + one.bottom) / 2
    if any(
        one.right - slack <= (r[0] + r[2]) / 2 <= other.left + slack and r[1] < middle < r[3]
        for r in sheet.uprights
    ):
        return True
    frames = [sheet.frame_of((a.left + a.right) / 2, middle) for a in (one, other)]
    return frames[0] != frames[1]


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
        if other.left - one.right > (_WORDS + (_HALF if one.closes else 0)) * one.em:
            lefts.append(other.left)
            rights.append(other.right)
        else:
            rights[-1] = other.right
    return _Row(row[0].base, lefts, rights)


class _Edges:
    """Where the lines of a page begin and end."""

    def __init__(self, rows: Sequence[Sequence[Atom]]) -> None:
        self._lefts: dict[int, list[float]] = {}
        self._rights: dict[int, list[float]] = {}
        for row in rows:
            self._add(self._lefts, row[0].left, row[0].base)
            self._add(self._rights, row[-1].right, row[-1].base)
            for one, other in pairwise(row):
                if other.left - one.right > _WORDS * one.em:
                    self._add(self._lefts, other.left, other.base)
                    self._add(self._rights, one.right, one.base)
        for bases in (*self._lefts.values(), *self._rights.values()):
            bases.sort()
        self._rows = sorted((_whole(row) for row in rows), key=lambda row: row.base)
        self._bases = [row.base for row in self._rows]

    @staticmethod
    def _add(edges: dict[int, list[float]], x: float, base: float) -> None:
        edges.setdefault(_cell(x), []).append(base)

    def between(self, one: Atom, other: Atom, window: float) -> bool:
        """Return whether the lines above, or those below, part at the white between two atoms.

        They end where ``one`` does and begin where ``other`` does; where one is the short last line
        of a paragraph, one of the two is enough."""
        white = (other.left - one.right) / one.em
        starts = [other.left]
        if white > _WORDS:
            starts.append(other.left + 2 * one.em)
        if white > _WORDS + 2:
            starts.append(other.left - 2 * one.em)
        for low, high in ((one.base - window, one.base - 1), (one.base + 1, one.base + window)):
            begun = sum(_count(self._lefts, x, one.em, _ALIGNED, low, high) for x in starts)
            ended = _count(self._rights, one.right, one.em, _HANGING, low, high)
            if white > _SURE:
                if max(begun, ended) >= _EDGES:
                    return True
            elif min(begun, ended) >= _EDGES and begun > 2 * self._across(one, other, low, high):
                return True
        return white <= _SURE and self._far(one, other, window)

    def _far(self, one: Atom, other: Atom, window: float) -> bool:
        """Return whether columns farther up and down the page part there, and no line nearby runs
        across: the last lines of columns, under a picture or in a row of their own."""
        low, high = one.base - _FAR * window, one.base + _FAR * window
        near = window / _WINDOW * _NEXT
        return (
            _count(self._lefts, other.left, one.em, _ALIGNED, low, high) > 2 * _EDGES
            and _count(self._rights, one.right, one.em, _HANGING, low, high) > 2 * _EDGES
            and not self._across(one, other, one.base - near, one.base + near)
        )

    def _across(self, one: Atom, other: Atom, low: float, high: float) -> int:
        """Return how many rows run across the white between two atoms."""
        first, last = bisect_left(self._bases, low), bisect_right(self._bases, high)
        slack = 0.1 * one.em
        return sum(
            row.crosses(one.right + slack, other.left - slack) for row in self._rows[first:last]
        )


class _Neighbours:
    """The lines above and below: whether text runs across some white, or columns part there."""

    def __init__(self, parts: Sequence[Sequence[Atom]]) -> None:
        self._atoms = sorted(map(_span, parts), key=lambda atom: (atom.base, atom.left))
        self._bases = [atom.base for atom in self._atoms]

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

    def _row(self, one: Atom, other: Atom, low: float, high: float, side: int) -> list[Atom]:
        """Return the atoms of the nearest line on a side that stands where the white does."""
        first, last = bisect_left(self._bases, low), bisect_right(self._bases, high)
        found = [
            atom
            for atom in self._atoms[first:last]
            if abs(atom.em - one.em) < _SAME_SIZE * one.em
            and overlap(atom.left, atom.right, one.right - one.em, other.left + _INDENT * one.em)
            > 0
        ]
        if not found:
            return []
        nearest = min(side * atom.base for atom in found)
        return [atom for atom in found if side * atom.base - nearest < _SAME_ROW * one.em]


def _span(part: Sequence[Atom]) -> Atom:
    """Return a part of a row as one atom."""
    return replace(part[0], right=part[-1].right) if len(part) > 1 else part[0]


def _cell(x: float) -> int:
    return round(x)


def _count(
    edges: dict[int, list[float]], x: float, em: float, stray: float, low: float, high: float
) -> int:
    """Return how many lines between two heights have an edge at ``x``."""
    slack = max(stray * em, 0.5)
    found = 0
    for cell in range(_cell(x - slack), _cell(x + slack) + 1):
        bases = edges.get(cell, ())
        found += bisect_right(bases, high) - bisect_left(bases, low)
    return found


def _line(number: int, part: list[Atom] | Column, text: str, sheet: Sheet) -> SetLine:
    atoms = part if isinstance(part, list) else part.atoms
    vertical = not isinstance(part, list)
    offsets = tuple(offset for atom in atoms for offset in atom.offsets)
    left, right = min(a.left for a in atoms), max(max(a.right, a.end) for a in atoms)
    top, bottom = min(a.top for a in atoms), max(a.bottom for a in atoms)
    if not isinstance(part, list):
        left, right = part.left, part.right
    fonts: Counter[str | None] = Counter()
    for atom in atoms:
        fonts[atom.font] += len(atom.offsets)
    bold = None if any(a.bold is None for a in atoms) else all(a.bold for a in atoms)
    return SetLine(
        number=number,
        text="".join(text[offset] for offset in offsets),
        offsets=offsets,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        base=atoms[-1].base,
        em=atoms[0].em,
        font=max(fonts, key=lambda f: (fonts[f], f or "")),
        bold=bold,
        vertical=vertical,
        frame=sheet.frame_of((left + right) / 2, (top + bottom) / 2),
        blanks=() if vertical else tuple(_blanks(atoms, offsets, text)),
    )


def _blanks(atoms: Sequence[Atom], offsets: Sequence[int], text: str) -> Iterator[int]:
    """Yield before which characters of a line a blank stands: one that is seen, or in the text."""
    at = 0
    seen = set()
    for one, other in pairwise(atoms):
        at += len(one.offsets)
        if other.left - one.right > _BLANK * one.em:
            seen.add(at)
    for k, (before, after) in enumerate(pairwise(offsets), start=1):
        if k in seen or (after > before + 1 and text[before + 1 : after].isspace()):
            yield k
