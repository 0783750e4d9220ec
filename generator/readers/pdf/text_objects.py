"""What all characters of a piece of text share: their size, the way of their line, their font.

Of fonts also which characters their numbers stand for.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

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
from generator.readers.pdf.page_space import View

__all__ = [
    "ACROSS",
    "HALVES",
    "NO_UNICODE",
    "Font",
    "Fonts",
    "Pieces",
    "characters_of",
    "distinct",
    "set_in",
    "shapes_of",
]

_FORCE_BOLD = 1 << 18
"""Flag of a font's descriptor (ISO 32000-1, table 123)."""
_BOLD = re.compile("bold|black|heavy|demi", re.I)
"""Names of OpenType's weights from 600 on."""
_BOLD_WEIGHT = 700
_STROKED = frozenset(
    (pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)
)
"""Letters that are filled and stroked: so programs make bold what has no bold face."""
_SUBSET = re.compile(r"\A[A-Z]{6}\+")
_LONGEST_NAME = 256
NO_UNICODE = "\ufffd"
"""Stands for a character that the PDF draws without saying which it is."""
HALVES = "surrogatepass"
"""How halves of characters beyond U+FFFF are put up with, until they are whole."""
_HYPHEN = 2
"""What pdfium makes of a hyphen at the end of a line, after a letter."""
_SEPARATORS = frozenset((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F, 0x85, 0x2028, 0x2029))
"""They end lines, which a character of a PDF does not: what is printed is a blank."""
_SYMBOLS = 0xF0
"""The private characters U+F000 to U+F0FF are those of symbol fonts, known by their place there."""
_Way: TypeAlias = tuple[float, float]
ACROSS = (1.0, 0.0)
"""The way of a line that runs across the page."""
_OFF = 2.0
"""Ems from where a piece of text is set to its first pen at most: upright characters of vertical
lines hang an em from theirs."""


class Font(NamedTuple):
    """What a font tells of itself."""

    name: str | None
    bold: bool | None


class Fonts:
    """The fonts of a page, each asked once: by name, and whether its letters are stroked."""

    def __init__(self, text: pdfium.FPDF_TEXTPAGE) -> None:
        self._text = text
        self._flags = ctypes.c_int()
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._known: dict[tuple[bytes, bool], Font] = {}

    def of(self, index: int, *, stroked: bool) -> Font:
        """Return the font of a character."""
        name, flags = self._name, self._flags
        length = pdfium.FPDFText_GetFontInfo(
            self._text, index, name, _LONGEST_NAME, ctypes.byref(flags)
        )
        key = name.value if 0 < length <= _LONGEST_NAME else b""
        font = self._known.get((key, stroked))
        if font is None:
            weight = pdfium.FPDFText_GetFontWeight(self._text, index) if key else 0
            font = _font(key, flags.value, weight)
            font = self._known[key, stroked] = font._replace(bold=True) if stroked else font
        return font


def _font(name: bytes, flags: int, weight: int) -> Font:
    """Return what a font tells of itself: nothing where it has no name.

    >>> _font(b"ABCDEF+NotoSerifCJKsc-Bold", 4, 400)
    Font(name='NotoSerifCJKsc-Bold', bold=True)
    """
    bare = _SUBSET.sub("", name.decode("utf-8", "replace")).strip()
    if not bare:
        return Font(None, True if flags & _FORCE_BOLD else None)
    bold = bool(_BOLD.search(bare) or flags & _FORCE_BOLD or weight >= _BOLD_WEIGHT)
    return Font(bare, bold)


def characters_of(codes: Numbers) -> str:
    """Return the characters that pdfium gives numbers for; halves of one stay apart.

    >>> characters_of(np.array([0x65B0, 0x6E, 2, 0xE001, 0xF06C, 0x2028]))
    '新n\xad\ufffd\uf06c '
    """
    plain = (codes >= 32) & (codes < 0xE000) & ((codes < 0x7F) | (codes >= 0xA0))
    plain &= (codes != 0x2028) & (codes != 0x2029)
    found = [*np.where(plain, codes, 32).astype("<u4").tobytes().decode("utf-32-le", HALVES)]
    for place in np.flatnonzero(~plain).tolist():
        found[place] = _character(int(codes[place]), found[place - 1] if place else "")
    return "".join(found)


def _character(code: int, before: str) -> str:
    """Return the character that pdfium gives a number for, after the character ``before``.

    >>> [_character(code, "n") for code in (0x65B0, 2, 0xE001, 0xF06C, 0x2028)]
    ['新', '\\xad', '\ufffd', '\uf06c', ' ']
    """
    if code == _HYPHEN:  # between ideographs it is a dash that happens to end a line
        return "\xad" if before.isascii() and before.isalpha() else "-"
    if code in _SEPARATORS:
        return " "
    if (code < 32 and code != 9) or 0x7F <= code < 0xA0 or code > 0x10FFFF:
        return NO_UNICODE
    private = (0xE000 <= code < 0xF900 and code >> 8 != _SYMBOLS) or code >= 0xF0000
    return NO_UNICODE if private or code & 0xFFFE == 0xFFFE else chr(code)


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
    stroked = np.isin(modes_of(handles), [*_STROKED])
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
