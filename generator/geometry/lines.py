"""Atoms to lines: stretched justification is bridged, gutters stay open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise

from generator.geometry.atoms import BLANK, CUT, atoms_of, blanks_in
from generator.geometry.layout_records import Atom, SetLine
from generator.geometry.line_edges import (
    HALF,
    NEXT,
    SAME_ROW,
    SAME_SIZE,
    WINDOW,
    WORDS,
    Edges,
    Neighbours,
)
from generator.geometry.page_metrics import PageMetrics, page_metrics
from generator.geometry.vertical_headlines import UprightColumn, take_verticals
from generator.model.geometry import Geometry

__all__ = ["set_lines"]

_MOST = 9.0
"""Ems of white that a stretched line may open: a word of Latin letters went to the next line."""
_ALONE, _NAMES, _SOON = 1.1, 2.3, 4.0
"""Ems of white inside a line beside which no other line tells, and inside one, as of names, over or
under which one runs within so many pitches."""
_DISPLAY = 0.8
"""Ems of white inside a line of display text: phrases are set half an em apart or more."""
_BIG = 1.12
"""Times the body size from which on text is display text for what white means inside it."""
_EVEN = 0.1
"""Ems by which the whites differ that one line was stretched by."""


def set_lines(geometry: Geometry, text: str) -> tuple[PageMetrics, tuple[SetLine, ...]]:
    """Return what the page shows as a whole, and its lines from top to bottom."""
    atoms = atoms_of(geometry.runs, text)
    sheet = page_metrics(geometry, atoms)
    atoms, columns = take_verticals(atoms, geometry.runs, sheet.body)
    parts: list[list[Atom] | UprightColumn] = [*_joined(atoms, sheet), *columns]
    parts.sort(key=lambda part: (_first(part).top, _first(part).left, _first(part).offsets))
    return sheet, tuple(_line(n, part, text, sheet) for n, part in enumerate(parts))


def _first(part: list[Atom] | UprightColumn) -> Atom:
    return part[0] if isinstance(part, list) else part.atoms[0]


def _joined(atoms: Sequence[Atom], sheet: PageMetrics) -> Iterator[list[Atom]]:
    """Yield the atoms of each horizontal line.

    First what is set close together, unless many lines show a column's edge there; then what a
    line opened that was stretched to fill its column.
    """
    rows = [*_rows(atoms)]
    edges = Edges(rows, sheet.body)
    close = [part for row in rows for part in _split(row, lambda a, b: _close(a, b, sheet, edges))]
    near = Neighbours(close)
    for row in _rows_of(close):
        whites = [_white(one[-1], other[0], sheet, edges) for one, other in pairwise(row)]
        bridged = [
            white is not None and _stretched(one[-1], other[0], white, sheet, near)
            for white, (one, other) in zip(whites, pairwise(row), strict=True)
        ]
        parts = [row[0]]
        for n, other in enumerate(row[1:]):
            if bridged[n] or _is_even(n, whites, bridged):
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
            abs(part[0].base - row[-1][-1].base) < SAME_ROW * part[0].em
            and abs(part[0].em - row[-1][-1].em) < SAME_SIZE * part[0].em
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
                abs(last.base - atom.base) < SAME_ROW * atom.em
                and abs(last.em - atom.em) < SAME_SIZE * atom.em
            ):
                row.append(atom)
                break
        else:
            open_.append([atom])
    for row in open_:
        yield sorted(row, key=lambda a: a.place)


def _close(one: Atom, other: Atom, sheet: PageMetrics, edges: Edges) -> bool:
    """Return whether two atoms of a row are set as one, blanks between words counted."""
    em = max(one.em, other.em)
    white = other.left - one.right
    if white <= CUT * em:
        return True
    if white > (WORDS + (HALF if one.closes else 0)) * em or _parted(one, other, sheet):
        return False
    if em > _BIG * sheet.body:
        return True
    return not edges.between(one, other, WINDOW * sheet.pitch(em))


def _white(one: Atom, other: Atom, sheet: PageMetrics, edges: Edges) -> float | None:
    """Return the ems of white between two atoms that justification may have opened, or ``None``."""
    em = max(one.em, other.em)
    white = other.left - one.right
    if not 0 < white <= _MOST * em or _parted(one, other, sheet):
        return None
    if em > _BIG * sheet.body:
        return white / em if white < _DISPLAY * em else None
    return None if edges.between(one, other, WINDOW * sheet.pitch(em)) else white / em


def _stretched(one: Atom, other: Atom, white: float, sheet: PageMetrics, near: Neighbours) -> bool:
    """Return whether ems of white that justification may have opened are no gutter."""
    em = max(one.em, other.em)
    if em > _BIG * sheet.body:
        return True
    pitch = sheet.pitch(em)
    covered, opened = near.tell(one, other, NEXT * pitch)
    if covered or opened:
        return covered
    if white > _ALONE:
        covered, opened = near.tell(one, other, _SOON * pitch)
    return not opened and white < (_NAMES if covered else _ALONE)


def _is_even(n: int, whites: Sequence[float | None], bridged: Sequence[bool]) -> bool:
    """Return whether some white of a row is as wide as one beside it that justification opened."""
    white = whites[n]
    return white is not None and any(
        bridged[k] and abs(white - (whites[k] or 0.0)) < _EVEN
        for k in (n - 1, n + 1)
        if 0 <= k < len(whites)
    )


def _parted(one: Atom, other: Atom, sheet: PageMetrics) -> bool:
    """Return whether a rule or a frame's edge stands between two atoms."""
    middle = (one.top + one.bottom) / 2
    low, high = one.right - 0.2 * one.em, other.left + 0.2 * one.em
    if any(rule[1] < middle < rule[3] for rule in sheet.uprights_amid(low, high)):
        return True
    if not sheet.frames:
        return False
    frames = [sheet.frame_of((a.left + a.right) / 2, middle) for a in (one, other)]
    return frames[0] != frames[1]


def _line(number: int, part: list[Atom] | UprightColumn, text: str, sheet: PageMetrics) -> SetLine:
    atoms = part if isinstance(part, list) else part.atoms
    vertical = not isinstance(part, list)
    offsets = tuple(chain.from_iterable([atom.offsets for atom in atoms]))
    left, right = atoms[0].left, max(atoms[0].right, atoms[0].end)
    top, bottom = atoms[0].top, atoms[0].bottom
    for atom in atoms[1:]:
        left, right = min(left, atom.left), max(right, atom.right, atom.end)
        top, bottom = min(top, atom.top), max(bottom, atom.bottom)
    if not isinstance(part, list):
        left, right = part.left, part.right
    bolds = {atom.bold for atom in atoms}
    return SetLine(
        number=number,
        text="".join(map(text.__getitem__, offsets)),
        offsets=offsets,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        base=atoms[-1].base,
        em=atoms[0].em,
        font=_font(atoms),
        bold=None if None in bolds else False not in bolds,
        vertical=vertical,
        frame=sheet.frame_of((left + right) / 2, (top + bottom) / 2),
        blanks=() if vertical else tuple(_blanks(atoms, offsets, text)),
    )


def _font(atoms: Sequence[Atom]) -> str | None:
    """Return the font that most of a line is set in."""
    if len(atoms) == 1:
        return atoms[0].font
    fonts: Counter[str | None] = Counter()
    for atom in atoms:
        fonts[atom.font] += len(atom.offsets)
    return max(fonts, key=lambda f: (fonts[f], f or ""))


def _blanks(atoms: Sequence[Atom], offsets: Sequence[int], text: str) -> Iterator[int]:
    """Yield before which characters of a line a blank stands: one that is seen, or in the text."""
    if len(atoms) == 1 and not atoms[0].pens and offsets[-1] - offsets[0] == len(offsets) - 1:
        return  # and none is in the text
    at = 0
    seen = set()
    for n, one in enumerate(atoms):
        if n and one.left - atoms[n - 1].right > BLANK * one.em:
            seen.add(at)
        seen.update(at + k for k in blanks_in(one, text))
        at += len(one.offsets)
    for k, (before, after) in enumerate(pairwise(offsets), start=1):
        if k in seen or (after > before + 1 and text[before + 1 : after].isspace()):
            yield k
