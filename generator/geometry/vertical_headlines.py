"""Vertical headlines: columns of big upright characters, and rotated digits in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, log

from generator.geometry.atoms import pens
from generator.geometry.layout_records import Atom
from generator.model.geometry import Direction, Run

__all__ = ["UprightColumn", "take_verticals"]

_SAME = 0.1
_ASIDE, _BESIDE = 0.3, 0.16
"""Ems by which characters of a column, and of a row, stray from it."""
_STEP = 1.7
"""Ems from a character of a column to the next at most: one, and a blank."""
_OFF = 0.62
"""Ems by which marks and rotated digits stand to the side of their column."""
_SIZES = 1.2
"""Factor between two classes of sizes; those of one column are in one, or in two next to it."""
_REACH = 3.0
"""Ems below which no character of its size goes on with a column."""
_Cell = tuple[int, int]
_LOOKED = 2000
"""Display characters between which a column is looked for: no page has as many side by side."""
_FEW = 2
"""Characters that a column may have side by side: two digits."""
_BIG = 1.08
"""Times the body size: no less is set upright in horizontal papers but bylines."""


@dataclass(frozen=True, slots=True)
class UprightColumn:
    """A column of upright characters."""

    atoms: list[Atom]
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Sign:
    """A single character."""

    atom: Atom
    """The character alone."""
    owner: int
    """Number of the atom that it is from, -1 for a vertical run's."""
    turned: bool

    @property
    def x(self) -> float:
        return self.atom.left

    @property
    def y(self) -> float:
        return self.atom.base


def take_verticals(
    atoms: Sequence[Atom], runs: Sequence[Run], body: float
) -> tuple[list[Atom], list[UprightColumn]]:
    """Return the atoms of horizontal lines, and the columns of upright characters.

    A character stands in a column where the nearest one of its size is above or below it, not
    beside it. Digits that were turned stand in the column of which they are a part.
    """
    turned = [sign for run in runs if run.direction is Direction.VERTICAL for sign in _signs(run)]
    big = [
        _Sign(sign, n, False)
        for n, atom in enumerate(atoms)
        if atom.em > _BIG * body
        for sign in _apart(atom)
    ]
    lone = [sign for sign in big if len(atoms[sign.owner].offsets) <= _FEW]
    columns = _whole(_columns([*_upright(lone, [*big, *turned]), *turned]))
    taken = {sign.owner for column in columns for sign in column}
    # both characters of an atom of two stand where one of them does
    given = {offset for column in columns for sign in column for offset in sign.atom.offsets}
    rest = [atom for n, atom in enumerate(atoms) if n not in taken]
    for n in sorted(taken - {-1}):
        rest += [sign for sign in _apart(atoms[n]) if sign.offsets[0] not in given]
    rest.sort(key=lambda atom: (atom.base, atom.left))
    return rest, [_column(column) for column in columns]


def _whole(columns: Sequence[Sequence[_Sign]]) -> list[Sequence[_Sign]]:
    """Return columns of several characters, and shorter ones right beside them."""
    sure = [c for c in columns if len(c) > _FEW]
    return [
        column
        for column in columns
        if len(column) > _FEW
        or any(sign.turned for sign in column)
        or any(
            abs(other[0].atom.em - column[0].atom.em) < _SAME * column[0].atom.em
            and abs(other[0].x - column[0].x) < 2 * column[0].atom.em
            and other[0].y - column[0].atom.em < column[0].y < other[-1].y + column[0].atom.em
            for other in sure
        )
    ]


def _apart(atom: Atom) -> list[Atom]:
    """Return each character of an atom by itself."""
    n = len(atom.offsets)
    if n == 1:
        return [atom]
    step = (atom.right - atom.left) / n
    return [
        Atom(
            offsets=(offset,),
            left=atom.left + k * step,
            right=atom.left + (k + 1) * step,
            base=atom.base,
            em=atom.em,
            font=atom.font,
            bold=atom.bold,
        )
        for k, offset in enumerate(atom.offsets)
    ]


def _signs(run: Run) -> list[_Sign]:
    return [
        _Sign(
            Atom(
                offsets=(offset,),
                left=run.base[0],
                right=run.base[0] + run.em,
                base=y,
                em=run.em,
                font=run.font,
                bold=run.bold,
            ),
            -1,
            True,
        )
        for offset, y in zip(range(*run.span), pens(run), strict=True)
    ]


def _upright(lone: Sequence[_Sign], signs: Sequence[_Sign]) -> list[_Sign]:
    """Return those of ``lone`` with a nearer neighbour above or below than beside."""
    found = []
    owners = {sign.owner for sign in lone}
    by_height = sorted(signs, key=lambda sign: sign.y)
    heights = [sign.y for sign in by_height]
    for sign in lone:
        em = sign.atom.em
        first = bisect_left(heights, sign.y - _STEP * em)
        last = min(bisect_right(heights, sign.y + _STEP * em), first + _LOOKED)
        beside = above = 9.0
        for other in by_height[first:last]:
            if other is sign or abs(other.atom.em - em) > _SAME * em:
                continue
            dx, dy = abs(other.x - sign.x) / em, abs(other.y - sign.y) / em
            if dy < _BESIDE and not other.turned:
                beside = min(beside, dx)
            alone = other.turned or other.owner in owners
            if alone and dx < (_OFF if other.turned else _ASIDE) and dy > 0.3:
                above = min(above, dy)
        if above < _STEP and above < beside - 0.05:
            found.append(sign)
    return found


def _columns(signs: Sequence[_Sign]) -> list[list[_Sign]]:
    """Return signs in columns, each in the first that ends right above it.

    A page may hold thousands: those that end near are looked up by their place and size.
    """
    columns: list[list[_Sign]] = []
    ends: dict[_Cell, list[int]] = {}
    for sign in sorted(signs, key=lambda s: (s.y, s.x)):
        near = [n for cell in _cells(sign) for n in ends.get(cell, ())]
        number = min((n for n in near if _goes_on(columns[n][-1], sign)), default=len(columns))
        if number < len(columns):
            ends[_cell(columns[number][-1])].remove(number)
        else:
            columns.append([])
        columns[number].append(sign)
        last = ends.setdefault(_cell(sign), [])
        last[:] = [n for n in last if sign.y - columns[n][-1].y < _REACH * sign.atom.em]
        last.append(number)
    return columns


def _goes_on(last: _Sign, sign: _Sign) -> bool:
    em = sign.atom.em
    return (
        abs(last.atom.em - em) < _SAME * em
        and abs(last.x - sign.x) < _OFF * em
        and -0.1 * em < sign.y - last.y < (_STEP + 0.4) * em
    )


def _cell(sign: _Sign) -> _Cell:
    """Return a sign's class of sizes, and in which strip of the page as wide as these it stands."""
    size = floor(log(sign.atom.em, _SIZES))
    return size, floor(sign.x / _SIZES ** (size + 1))


def _cells(sign: _Sign) -> Iterator[_Cell]:
    """Yield the cells in which a column may end that a sign goes on with."""
    own = _cell(sign)[0]
    for size in range(own - 1, own + 2):
        strip = floor(sign.x / _SIZES ** (size + 1))
        yield from ((size, strip + n) for n in (-1, 0, 1))


def _column(signs: Sequence[_Sign]) -> UprightColumn:
    straight = sorted(s.x for s in signs if not s.turned) or [signs[0].x]
    left = straight[len(straight) // 2]
    return UprightColumn([s.atom for s in signs], left, left + signs[0].atom.em)
