"""What all characters of a piece of text share: their size, the way of their line, their font."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from generator.readers.pdf.bulk_calls import (
    Floats,
    Mask,
    Numbers,
    fonts_of,
    matrices_of,
    modes_of,
    sizes_of,
)
from generator.readers.pdf.fonts import STROKED, Font, Fonts
from generator.readers.pdf.page_space import View

__all__ = ["ACROSS", "Pieces", "distinct", "set_in", "shapes_of"]

_Way: TypeAlias = tuple[float, float]
ACROSS = (1.0, 0.0)
"""The way of a line that runs across the page."""
_OFF = 2.0
"""Ems from where a piece of text is set to its first pen at most: upright characters of vertical
lines hang an em from theirs."""
_NO_FONT = Font(None, None)


class Pieces:
    """The pieces of text that characters are drawn with: all of one have one font and matrix."""

    def __init__(self, text: int, places: Numbers, pieces: Numbers) -> None:
        alone = -1 - np.arange(len(pieces))  # a character of none is asked by itself
        self.handles, self.first, self.number = np.unique(
            np.where(pieces > 0, pieces, alone), return_index=True, return_inverse=True
        )
        asked = places[self.first].tolist()
        self.matrices, self.sizes = matrices_of(text, asked), sizes_of(text, asked)

    def pens(self, right: Floats, up: Floats) -> tuple[Floats, Floats]:
        """Return where the pen stands at each character.

        A piece that the PDF gives other text for (ActualText) has one pen for all of its
        characters, and pdfium forgets the form that it lies in: its matrix tells.
        """
        x, y = self.matrices[:, 4], self.matrices[:, 5]
        em = np.abs(self.sizes) * np.hypot(self.matrices[:, 2], self.matrices[:, 3])
        off = np.hypot(right[self.first] - x, up[self.first] - y)
        wrong = ((self.handles > 0) & (off > _OFF * em))[self.number]
        return np.where(wrong, x[self.number], right), np.where(wrong, y[self.number], up)


def shapes_of(pieces: Pieces, view: View) -> tuple[Numbers, Floats]:
    """Return for each character the number of its shape, and the shapes: size across and along the
    line, and its way."""
    told = np.column_stack((pieces.matrices[:, :4], pieces.sizes))
    known, number = distinct(told)
    shapes = [(em, wide, *way) for em, wide, way in (_measure(now, view) for now in known)]
    return number[pieces.number], np.array(shapes, dtype=np.float64).reshape(-1, 4)


def set_in(
    text: pdfium.FPDF_TEXTPAGE, places: Numbers, pieces: Pieces, seen: Mask
) -> tuple[tuple[Font, ...], Numbers]:
    """Return the fonts of the characters that are seen, and for each character its number."""
    handles = np.maximum(pieces.handles, 0).tolist()
    stroked = np.isin(modes_of(handles), [*STROKED])
    kinds, kind = distinct(np.column_stack((fonts_of(handles), stroked)))
    of_char = kind[pieces.number]
    where = np.flatnonzero(seen)
    _, first = np.unique(of_char[where], return_index=True)
    asked = Fonts(text)
    fonts = [_NO_FONT] * len(kinds)
    for at in np.sort(where[first]).tolist():  # a name tells its weight once
        number = of_char[at]
        fonts[number] = asked.of(int(places[at]), stroked=bool(kinds[number][1]))
    numbers: dict[Font, int] = {}
    number_of = [numbers.setdefault(font, len(numbers)) for font in fonts]
    return tuple(numbers), np.array(number_of, dtype=np.int64)[of_char]


def distinct(rows: npt.NDArray[Any]) -> tuple[list[tuple[Any, ...]], Numbers]:
    """Return each row once, and for each row the number of the one that it is.

    Most rows are like the one before: only the others are compared with all.
    """
    changes = np.append(True, (rows[1:] != rows[:-1]).any(axis=1))[: len(rows)]
    numbers: dict[tuple[Any, ...], int] = {}
    found = [numbers.setdefault(tuple(row), len(numbers)) for row in rows[changes].tolist()]
    return [*numbers], np.array(found, dtype=np.int64)[np.cumsum(changes) - 1]


def _measure(now: Sequence[float], view: View) -> tuple[float, float, _Way]:
    a, b, c, d, size = now
    right, down = view.matrix[0] * a + view.matrix[2] * b, view.matrix[1] * a + view.matrix[3] * b
    length = math.hypot(right, down)
    if not (0 < length < math.inf):
        return 0.0, 0.0, ACROSS
    way = (round(right / length, 2), round(down / length, 2))
    return abs(size) * math.hypot(c, d), abs(size) * length, way
