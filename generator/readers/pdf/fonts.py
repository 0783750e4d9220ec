"""What the fonts of a PDF page tell of themselves."""

from __future__ import annotations

import ctypes
import re
from typing import NamedTuple

import pypdfium2.raw as pdfium

__all__ = ["STROKED", "Font", "Fonts"]

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
