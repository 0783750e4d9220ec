"""The characters of a PDF page as pdfium lists them: pen, size, font; each glyph once."""

from __future__ import annotations

import ctypes
import math
import re
from typing import NamedTuple

import pypdfium2.raw as pdfium

from generator.readers.pdf.view import View

__all__ = ["MOST_CHARACTERS", "NO_UNICODE", "Char", "page_characters"]

NO_UNICODE = "\ufffd"
"""Stands for a character that the PDF draws without saying which it is."""
MOST_CHARACTERS = 200_000
"""On one page. A broadsheet of agate type has 20,000; pdfium takes seconds for each million."""

_HYPHEN = 2
"""What pdfium makes of a hyphen at the end of a line, after a letter."""
_SEPARATORS = frozenset((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F, 0x85, 0x2028, 0x2029))
"""They end lines, which a character of a PDF does not: what is printed is a blank."""
_SYMBOLS = 0xF0
"""The private characters U+F000 to U+F0FF are those of symbol fonts, known by their place there."""
_BREAKS = frozenset(map(ord, "\r\n"))
"""Line ends are pdfium's own: a PDF has none."""
_FULL_WIDTH = 0x2E80
"""From the radicals of CJK on, nearly all characters are a full em wide."""
_BLANK = 32
_EM_WIDE = frozenset(map(ord, "—…―⸺"))
"""Marks below U+2E80 that Chinese sets a full em wide."""
_DASHES = frozenset(map(chr, _EM_WIDE))
_SMALLEST = 0.5
"""Points: what is set smaller cannot be seen."""
_DOUBLE = 0.15
"""Share of the em: the same glyph nearer than this is one glyph, made bold by drawing it twice.
The narrowest letters (i, l, the full stop) take a quarter of an em each."""

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

_ACROSS = (1.0, 0.0)


class Font(NamedTuple):
    """What a font tells of itself."""

    name: str | None
    bold: bool | None


class Char(NamedTuple):
    """A character and where it is seen."""

    text: str
    x: float
    """The pen, in points from the top left corner."""
    y: float
    em: float
    """Size across the line."""
    wide: float
    """Size along the line: a condensed face has less than ``em``."""
    advance: float
    """How far it takes the pen, as far as that is known."""
    way: tuple[float, float]
    """Where the line goes, to the right and down: a unit vector."""
    font: Font
    made: bool
    """Whether pdfium has put it there, a blank between words."""


class _Glyphs:
    """One page of pdfium's text, asked for one character after the other."""

    def __init__(self, text: pdfium.FPDF_TEXTPAGE, view: View) -> None:
        self._text, self._view = text, view
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix, self._rect = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
        self._flags = ctypes.c_int()
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._fonts: dict[tuple[bytes, bool], Font] = {}
        self._shapes: dict[tuple[float, ...], tuple[float, float, tuple[float, float]]] = {}

    def read(self) -> list[Char]:
        """Return the characters that are seen."""
        text, view = self._text, self._view
        x, y, m = self._x, self._y, self._matrix
        to_x, to_y, to_m = map(ctypes.byref, (x, y, m))
        unicode, is_made = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_IsGenerated
        pen, matrix, size_of = (  # each is asked for thousands of times
            pdfium.FPDFText_GetCharOrigin,
            pdfium.FPDFText_GetMatrix,
            pdfium.FPDFText_GetFontSize,
        )
        is_unknown, shape, font = pdfium.FPDFText_HasUnicodeMapError, self._shape, self._font
        a, b, c, d, e, f = view.matrix
        width, height = view.size
        largest = max(width, height)
        chars: list[Char] = []
        before = ""
        for i in range(pdfium.FPDFText_CountChars(text)):
            code = unicode(text, i)
            if code in _BREAKS:
                continue
            pen(text, i, to_x, to_y)
            right, up = x.value, y.value
            px, py = a * right + c * up + e, b * right + d * up + f
            if code == _BLANK and is_made(text, i):
                if chars:  # it has no font or size of its own
                    chars.append(chars[-1]._replace(text=" ", x=px, y=py, made=True))
                continue
            matrix(text, i, to_m)
            em, wide, way = shape((m.a, m.b, m.c, m.d, size_of(text, i)))
            if not (_SMALLEST < em <= largest and wide <= largest):
                continue  # which NaN is too
            if not (-em <= px <= width + em and -em <= py <= height + em):
                continue
            narrow = code < _FULL_WIDTH and code not in _EM_WIDE
            advance = self._advance(i, way, wide) if narrow else wide
            before = _character(0 if is_unknown(text, i) else code, before)
            chars.append(Char(before, px, py, em, wide, advance, way, font(i), False))
        return chars

    def _advance(self, index: int, way: tuple[float, float], wide: float) -> float:
        """Return how far a narrow character takes the pen: to where its box ends, if that is known.

        pdfium's boxes are right only for text that runs across a page that is not turned.
        """
        known = pdfium.FPDFText_GetLooseCharBox(self._text, index, ctypes.byref(self._rect))
        if not known or way != _ACROSS or self._view.is_turned:
            return wide / 2
        return float(self._rect.right - self._x.value)

    def _shape(self, now: tuple[float, ...]) -> tuple[float, float, tuple[float, float]]:
        """Return size across and along the line, and the line's way, of a glyph's matrix."""
        known = self._shapes.get(now)
        if known is None:
            known = self._shapes[now] = _measure(now, self._view)
        return known

    def _font(self, index: int) -> Font:
        name, flags = self._name, self._flags
        length = pdfium.FPDFText_GetFontInfo(
            self._text, index, name, _LONGEST_NAME, ctypes.byref(flags)
        )
        item = pdfium.FPDFText_GetTextObject(self._text, index)
        stroked = pdfium.FPDFTextObj_GetTextRenderMode(item) in _STROKED
        key = name.value if 0 < length <= _LONGEST_NAME else b""
        font = self._fonts.get((key, stroked))
        if font is None:
            weight = pdfium.FPDFText_GetFontWeight(self._text, index) if key else 0
            font = _font(key, flags.value, weight)
            font = self._fonts[key, stroked] = font._replace(bold=True) if stroked else font
        return font


def page_characters(page: pdfium.FPDF_PAGE, view: View) -> list[Char] | None:
    """Return the characters of a page in pdfium's order, blanks among them.

    ``None`` where there are more than :data:`MOST_CHARACTERS`.

    What cannot be seen is left out: what is set off the page, in no size, or larger than the page.
    Text that is set to be invisible is what OCR lays over a scan, and belongs to the page.
    """
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return []
    try:
        if pdfium.FPDFText_CountChars(text) > MOST_CHARACTERS:
            return None
        return _without_doubles(_spread(_join_halves(_Glyphs(text, view).read())))
    finally:
        pdfium.FPDFText_ClosePage(text)


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


def _measure(now: tuple[float, ...], view: View) -> tuple[float, float, tuple[float, float]]:
    a, b, c, d, size = now
    right, down = view.matrix[0] * a + view.matrix[2] * b, view.matrix[1] * a + view.matrix[3] * b
    length = math.hypot(right, down)
    if not (0 < length < math.inf):
        return 0.0, 0.0, _ACROSS
    way = (round(right / length, 2), round(down / length, 2))
    return abs(size) * math.hypot(c, d), abs(size) * length, way


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


def _join_halves(chars: list[Char]) -> list[Char]:
    """Return the characters, those beyond U+FFFF whole: some systems have them in two halves."""
    if not any("\ud800" <= char.text < "\ue000" for char in chars):
        return chars
    whole: list[Char] = []
    for char in chars:
        if "\udc00" <= char.text < "\ue000" and whole and "\ud800" <= whole[-1].text < "\udc00":
            pair = (whole[-1].text + char.text).encode("utf-16", "surrogatepass").decode("utf-16")
            whole[-1] = whole[-1]._replace(text=pair)
        else:
            whole.append(char)
    return [c._replace(text=NO_UNICODE) if "\ud800" <= c.text < "\ue000" else c for c in whole]


def _spread(chars: list[Char]) -> list[Char]:
    """Return the characters, those of one glyph beside one another: a dash of two em is two.

    pdfium has the pen of the glyph for each.
    """
    for place in range(1, len(chars)):
        last, char = chars[place - 1], chars[place]
        if char.x == last.x and char.y == last.y and char.text in _DASHES and not char.made:
            right, down = char.way
            x, y = last.x + right * last.wide, last.y + down * last.wide
            chars[place] = char._replace(x=x, y=y)
    return chars


def _without_doubles(chars: list[Char]) -> list[Char]:
    """Return the characters without those drawn once more on top of themselves, which makes bold.

    A shadow is such a glyph too.
    """
    # by character and cell of the page, each an em wide: the places in the list
    places: dict[tuple[str, int, int], list[int]] = {}
    single: list[Char] = []
    x = y = math.nan
    for char in chars:
        text, em = char.text, char.em
        is_piece = char.x == x and char.y == y and text.isascii()  # ff is one glyph, with one pen
        x, y = char.x, char.y
        if char.made or is_piece or text.isspace():
            single.append(char)
            continue
        columns, rows = _cells(x / em), _cells(y / em)
        twin = None
        for column in columns:
            for row in rows:
                for place in places.get((text, column, row), ()):
                    other = single[place]
                    if abs(other.x - x) < _DOUBLE * em and abs(other.y - y) < _DOUBLE * em:
                        twin = place
        if twin is None:
            places.setdefault((text, columns[0], rows[0]), []).append(len(single))
            single.append(char)
        else:
            first = single[twin]
            single[twin] = first._replace(font=first.font._replace(bold=True))
    return single


def _cells(place: float) -> tuple[int, ...]:
    """Return the cell that a place lies in, and the next one where its twin may lie there."""
    cell = round(place)
    beyond = place - cell
    if beyond > 0.5 - _DOUBLE:
        return cell, cell + 1
    return (cell, cell - 1) if beyond < _DOUBLE - 0.5 else (cell,)
