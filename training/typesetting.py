"""Texts to lines in columns, beside pictures and under headlines.

Closing marks are never first on a line, nor opening ones last, unless marks hang out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from training.sheets import Box, Sheet, Type

__all__ = ["Column", "Item", "balanced", "rows_of_columns", "wrap"]

_CLOSE = frozenset("，。、；：！？）》」』”’】,.;:!?)%…—·")
_OPEN = frozenset("（《「『“‘【(")
_RISE = 0.95
"""Ems from the top of a line to its baseline."""
_CLEAR = 2.5
"""Ems of a column that must be left beside a picture: less is no line."""


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph (``p``), subhead (``h``) or credit (``c``)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """Where lines may stand."""

    left: float
    top: float
    width: float
    bottom: float = 0.0
    """Lower edge, known when the columns are balanced."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """Room for a line."""

    left: float
    top: float
    width: float


def wrap(sheet: Sheet, text: str, width: float, kind: Type) -> list[str]:
    """Return the lines of a text."""
    lines = []
    while text:
        line, text = _take(sheet, text, width, kind)
        lines.append(line)
    return lines


def _take(sheet: Sheet, text: str, width: float, kind: Type) -> tuple[str, str]:
    """Return what fits in a line, and the rest."""
    step = kind.spacing * kind.size
    used, at = -step, 0
    while at < len(text):
        used += sheet.advance(text[at], kind.face, kind.size) + step
        if used > width + 1e-6:
            break
        at += 1
    if at == len(text):
        return text, ""
    at = max(_cut_before(text, at, hangs=kind.hangs), 1)
    return text[:at], text[at:].lstrip(" ")


def _cut_before(text: str, at: int, *, hangs: bool) -> int:
    """Return where a line that has room up to a character may end."""
    if hangs and text[at] in _CLOSE:
        return at + 1
    end = at
    while end > 1 and (text[end] in _CLOSE or text[end - 1] in _OPEN):
        end -= 1
    while end > 1 and _in_word(text, end):
        end -= 1
    return end if end > 1 else at


def _in_word(text: str, at: int) -> bool:
    return all(char.isascii() and char.isalnum() for char in text[at - 1 : at + 1])


def balanced(
    sheet: Sheet,
    items: Sequence[Item],
    columns: Sequence[Column],
    kind: Type,
    heading: Type,
    obstacles: Sequence[Box] = (),
) -> float:
    """Set items in columns as low as needed, all alike, and return the lower edge of the last line.

    Columns that have a lower edge of their own keep it.
    """
    low = max(column.top for column in columns)
    high = low + 30_000
    while high - low > kind.pitch / 2:
        middle = (low + high) / 2
        fits = _set(None, sheet, items, _ending(columns, middle), kind, heading, obstacles)
        low, high = (low, middle) if fits is not None else (middle, high)
    bottom = _set(sheet, sheet, items, _ending(columns, high), kind, heading, obstacles)
    assert bottom is not None
    return bottom


def rows_of_columns(
    columns: Sequence[Column], lines: int, gap: float, pitch: float
) -> list[Column]:
    """Return columns that end after some lines, and go on under a gap."""
    top = max(column.top for column in columns)
    end = top + lines * pitch
    first = [replace(column, top=top, bottom=end) for column in columns]
    return [*first, *(replace(column, top=end + gap) for column in columns)]


def _ending(columns: Sequence[Column], bottom: float) -> list[Column]:
    return [c if c.bottom else replace(c, bottom=bottom) for c in columns]


def _slots(columns: Sequence[Column], kind: Type, obstacles: Sequence[Box]) -> Iterator[_Slot]:
    """Yield the places of lines, from column to column, beside and below what stands there."""
    for column in columns:
        top = column.top
        while top + kind.pitch <= column.bottom + 1e-6:
            slot = _Slot(column.left, top, column.width)
            for box in obstacles:
                slot = _beside(slot, box, kind) if slot.width else slot
            if slot.width:
                yield slot
            top += kind.pitch


def _beside(slot: _Slot, box: Box, kind: Type) -> _Slot:
    """Return what a box leaves of a line's place: the wider side in whole ems, or nothing."""
    left, top, right, bottom = box
    end = slot.left + slot.width
    if bottom <= slot.top or top >= slot.top + kind.pitch or left >= end or right <= slot.left:
        return slot
    before, after = left - slot.left, end - right
    wide = max(before, after) // kind.size * kind.size
    if wide < _CLEAR * kind.size:
        return _Slot(slot.left, slot.top, 0.0)
    return _Slot(slot.left if before >= after else end - wide, slot.top, wide)


def _set(
    drawn: Sheet | None,
    sheet: Sheet,
    items: Sequence[Item],
    columns: Sequence[Column],
    kind: Type,
    heading: Type,
    obstacles: Sequence[Box],
) -> float | None:
    """Set items; ``None`` where they don't fit. Nothing is drawn without a sheet ``drawn`` on."""
    slots = _slots(columns, kind, obstacles)
    bottom = 0.0
    for before, item in pairwise((None, *items)):
        assert item is not None
        if before and _is_apart(before, item, kind, heading):
            next(slots, None)
        for line in _lines(sheet, item, slots, kind, heading, first=before is None):
            if line is None:
                return None
            slot, glyphs = line
            bottom = max(bottom, slot.top + kind.pitch)
            if drawn is not None:
                glyphs(drawn)
    return bottom


def _is_apart(before: Item, item: Item, kind: Type, heading: Type) -> bool:
    """Return whether a line is left free between two items."""
    if item.kind == "h":
        return bool(heading.apart)
    return bool(kind.apart) and item.kind == before.kind == "p"


_Draw: TypeAlias = Callable[[Sheet], None]


def _lines(
    sheet: Sheet, item: Item, slots: Iterator[_Slot], kind: Type, heading: Type, *, first: bool
) -> Iterator[tuple[_Slot, _Draw] | None]:
    """Yield each line of an item with what draws it, ``None`` where there is no room left."""
    own = heading if item.kind == "h" else kind
    cap = kind.cap if first and item.kind == "p" and item.text[0] not in _OPEN else 0
    text = item.text[1:] if cap else item.text
    number = 0
    while text:
        slot = next(slots, None)
        if slot is None:
            yield None
            return
        inset = _inset(kind, cap, number) if item.kind == "p" else 0.0
        width = min(slot.width - inset, own.most * own.size or slot.width)
        line, text = _take(sheet, text, width, own)
        if cap and not number:
            yield slot, _cap(item.text[0], slot, kind)
        yield slot, _line(line, slot, own, inset, _place(item, heading), full=bool(text))
        number += 1


def _inset(kind: Type, cap: int, number: int) -> float:
    if not cap:
        return kind.indent * kind.size if not number else 0.0
    return (_cap_size(kind) // kind.size + 1) * kind.size if number < cap else 0.0


def _cap_size(kind: Type) -> float:
    return kind.pitch * (kind.cap - 1) + kind.size


def _cap(char: str, slot: _Slot, kind: Type) -> _Draw:
    size = _cap_size(kind)
    y = slot.top + kind.pitch * (kind.cap - 1) + _RISE * kind.size
    return lambda sheet: sheet.put(slot.left, y, char, kind.face, size)


def _place(item: Item, heading: Type) -> float | None:
    """Return which share of the room that is left stands before a line, ``None`` for text."""
    if item.kind == "p":
        return None
    return 1.0 if item.kind == "c" else (0.5 if heading.indent else 0.0)


def _line(
    text: str, slot: _Slot, kind: Type, inset: float, share: float | None, *, full: bool
) -> _Draw:
    def draw(sheet: Sheet) -> None:
        room = slot.width - inset
        left = slot.left + inset
        if share is not None:
            left += share * max(room - sheet.width(text, kind.face, kind.size), 0.0)
        filled = room if share is None and full and kind.justified else None
        sheet.put_spread(left, slot.top + _RISE * kind.size, text, kind, filled)

    return draw
