"""Atoms to lines: stretched justification is bridged, gutters stay open."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
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
_ALONE = 1.0
"""Ems of white inside a line of text beside which no other line tells."""
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
    atoms, columns = take_verticals(atoms, geometry.runs, text, sheet.body)
    parts = [*_joined(atoms, sheet), *columns]
    parts.sort(key=lambda part: (_first(part).top, _first(part).left, _first(part).offsets))
    return sheet, tuple(_line(n, part, text, sheet) for n, part in enumerate(parts))


def _first(part: list[Atom] | Column) -> Atom:
    return part[0] if isinstance(part, list) else part.atoms[0]


def _joined(atoms: Sequence[Atom], sheet: Sheet) -> Iterator[list[Atom]]:
    """Yield the atoms of each horizontal line."""
    neighbours = _Neighbours(atoms)
    for row in _rows(atoms):
        line = [row[0]]
        for one, other in pairwise(row):
            if not _together(one, other, sheet, neighbours):
                yield line
                line = []
            line.append(other)
        yield line


def _rows(atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Yield the atoms of one size that share a baseline, from left to right."""
    open_: list[list[Atom]] = []
    for atom in atoms:
        still = []
        for row in open_:
            if atom.base - row[-1].base <= row[-1].em:
                still.append(row)
            else:
                yield sorted(row, key=lambda a: a.left)
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
        yield sorted(row, key=lambda a: a.left)


def _together(one: Atom, other: Atom, sheet: Sheet, near: _Neighbours) -> bool:
    """Return whether the white between two atoms of a row is inside one line."""
    em = max(one.em, other.em)
    white = other.left - one.right
    if white > _MOST * em or _parted(one, other, sheet):
        return False
    if white <= CUT * em:
        return True
    if em > _BIG * sheet.body:
        return white < _DISPLAY * em
    covered, opened = near.tell(one, other, _NEXT * sheet.pitch(em))
    if covered and not opened:
        return True
    return not opened and white < _ALONE * em


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


class _Neighbours:
    """The lines above and below: whether text runs across some white, or columns part there."""

    def __init__(self, atoms: Sequence[Atom]) -> None:
        self._atoms = atoms
        self._bases = [atom.base for atom in atoms]

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
            elif any(
                one.right - 2 * slack <= a.left <= other.left + _INDENT * one.em for a in row
            ):
                opened = True
        return covered, opened

    def _row(self, one: Atom, other: Atom, low: float, high: float, side: int) -> list[Atom]:
        """Return the atoms of the nearest line on a side that stands where the white does."""
        first, last = bisect_left(self._bases, low), bisect_right(self._bases, high)
        found = [
            atom
            for atom in self._atoms[first:last]
            if abs(atom.em - one.em) < _SAME_SIZE * one.em
            and overlap(
                atom.left, atom.right, one.right - one.em, other.left + _INDENT * one.em
            ) > 0
        ]
        if not found:
            return []
        nearest = min(side * atom.base for atom in found)
        return [atom for atom in found if side * atom.base - nearest < _SAME_ROW * one.em]


def _line(number: int, part: list[Atom] | Column, text: str, sheet: Sheet) -> SetLine:
    atoms = part if isinstance(part, list) else part.atoms
    vertical = not isinstance(part, list)
    offsets = tuple(offset for atom in atoms for offset in atom.offsets)
    left, right = min(a.left for a in atoms), max(a.right for a in atoms)
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
        blanks=() if vertical else tuple(_blanks(atoms)),
    )


def _blanks(atoms: Sequence[Atom]) -> Iterator[int]:
    """Yield before which characters of a line a visible blank stands."""
    at = 0
    for one, other in pairwise(atoms):
        at += len(one.offsets)
        if other.left - one.right > _BLANK * one.em:
            yield at
