"""What the fonts of a PDF page tell of themselves, and which characters its numbers stand for."""

from __future__ import annotations

import ctypes
import re
from typing import NamedTuple

import numpy as np
import pypdfium2.raw as pdfium

from generator.readers.pdf.bulk_calls import Numbers

__all__ = ["HALVES", "NO_UNICODE", "STROKED", "Font", "Fonts", "characters_of"]

_FORCE_BOLD = 1 << 18
"""Flag of a font's descriptor (ISO 32000-1, table 123)."""
_BOLD = re.compile("bold|black|heavy|demi", re.I)
"""Names of OpenType's weights from 600 on."""
_BOLD_WEIGHT = 700
STROKED = frozenset(
    (pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)
)
"""Letters that are filled and stroked: so programs make bold what has no bold face."""
_SUBSET = re.compile(r"\A[A-Z]{6}\+")
_LONGEST_NAME = 256


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
