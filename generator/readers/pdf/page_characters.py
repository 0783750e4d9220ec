"""The characters of a PDF page as pdfium lists them: pen, size, font; each glyph once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2.raw as pdfium

from generator.readers.pdf.bulk_calls import (
    Floats,
    Mask,
    Numbers,
    are_made,
    boxes_of,
    handle_of,
    has_no_unicode,
    objects_of,
    pens_of,
    unicodes_of,
)
from generator.readers.pdf.fake_bold import find_doubles
from generator.readers.pdf.page_space import View
from generator.readers.pdf.text_objects import (
    ACROSS,
    HALVES,
    NO_UNICODE,
    Font,
    Pieces,
    characters_of,
    distinct,
    set_in,
    shapes_of,
)

__all__ = ["MOST_CHARACTERS", "Characters", "page_characters"]

MOST_CHARACTERS = 200_000
"""On one page. A broadsheet of agate type has 20,000; pdfium takes seconds for each million."""

_BREAKS = (13, 10)
"""Line ends are pdfium's own: a PDF has none."""
_FULL_WIDTH = 0x2E80
"""From the radicals of CJK on, nearly all characters are a full em wide."""
_BLANK = 32
_EM_WIDE = [*map(ord, "—…―⸺")]
"""Marks below U+2E80 that Chinese sets a full em wide."""
_DASHES = "".join(map(chr, _EM_WIDE))
_PAIR = re.compile(f"[{_DASHES}](?=[{_DASHES}])")
_HALF = re.compile("[\ud800-\udfff]")
_SMALLEST = 0.5
"""Points: what is set smaller cannot be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """Characters and where they are seen, one place in each list for each."""

    text: str
    x: Floats
    """The pen, in points from the top left corner."""
    y: Floats
    em: Floats
    """Size across the line."""
    wide: Floats
    """Size along the line: a condensed face has less than ``em``."""
    advance: Floats
    """How far it takes the pen, as far as that is known."""
    way: Numbers
    """Which of ``ways`` the line goes."""
    font: Numbers
    """Which of ``fonts`` it is set in."""
    made: Mask
    """Whether pdfium has put it there, a blank between words."""
    ways: tuple[tuple[float, float], ...]
    """To the right and down: unit vectors."""
    fonts: tuple[Font, ...]
    """Each once."""
    pieces: frozenset[int]
    """The pieces of text that pdfium lists characters of, seen or not."""


def page_characters(page: pdfium.FPDF_PAGE, view: View) -> Characters | None:
    """Return the characters of a page in pdfium's order, blanks among them.

    ``None`` where there are more than :data:`MOST_CHARACTERS`.

    What cannot be seen is left out: what is set off the page, in no size, or larger than the page.
    Text that is set to be invisible is what OCR lays over a scan, and belongs to the page.
    """
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return _NONE
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > MOST_CHARACTERS:
            return None
        return _without_doubles(_spread(_join_halves(_listed(text, count, view))))
    finally:
        pdfium.FPDFText_ClosePage(text)


def _listed(text: pdfium.FPDF_TEXTPAGE, count: int, view: View) -> Characters:
    """Return the characters that are seen."""
    handle = handle_of(text)
    codes = unicodes_of(handle, count)
    pieces = objects_of(handle, count)
    listed = frozenset(pieces.tolist())
    places = np.flatnonzero((codes != _BREAKS[0]) & (codes != _BREAKS[1]))
    codes, pieces = codes[places], pieces[places]
    blanks = np.flatnonzero(codes == _BLANK)
    made = np.zeros(len(places), dtype=bool)
    made[blanks] = are_made(handle, places[blanks].tolist())
    a, b, c, d, e, f = view.matrix
    piece = Pieces(handle, places, pieces)
    shape, shapes = shapes_of(piece, view)
    em, wide = shapes[shape, 0], shapes[shape, 1]
    with np.errstate(all="ignore"):
        right, up = piece.pens(*pens_of(handle, places.tolist()))
        x, y = a * right + c * up + e, b * right + d * up + f
        seen = ~made & _are_seen(x, y, em, wide, view)
    # a blank of pdfium's has no font or size of its own: it has those of the character before
    origin = np.maximum.accumulate(np.where(seen, np.arange(len(places)), -1))
    kept = np.flatnonzero(seen | (made & (origin >= 0)))
    origin = origin[kept]
    advance = _advances(handle, places, codes, right, shapes[shape], seen, view)
    ways, way = distinct(shapes[:, 2:])
    fonts, font = set_in(text, places, piece, seen)
    unknown = has_no_unicode(handle, places[kept].tolist()) & ~made[kept]
    return Characters(
        text=characters_of(np.where(unknown, 0, codes[kept])),
        x=x[kept],
        y=y[kept],
        em=em[origin],
        wide=wide[origin],
        advance=advance[origin],
        way=way[shape[origin]],
        font=font[origin],
        made=made[kept],
        ways=tuple((right, down) for right, down in ways),
        fonts=fonts,
        pieces=listed,
    )


def _are_seen(x: Floats, y: Floats, em: Floats, wide: Floats, view: View) -> Mask:
    """Return which characters have a size and stand on the page; what is NaN doesn't."""
    width, height = view.size
    largest = max(width, height)
    sized = (em > _SMALLEST) & (em <= largest) & (wide <= largest)
    inside: Mask = (-em <= x) & (x <= width + em) & (-em <= y) & (y <= height + em)
    return sized & inside


def _advances(
    text: int,
    places: Numbers,
    codes: Numbers,
    right: Floats,
    shapes: Floats,
    seen: Mask,
    view: View,
) -> Floats:
    """Return how far characters take the pen: a narrow one to where its box ends, if that is known.

    pdfium's boxes are right only for text that runs across a page that is not turned.
    """
    wide = shapes[:, 1]
    narrow = seen & (codes < _FULL_WIDTH) & ~np.isin(codes, _EM_WIDE)
    found = np.where(narrow, wide / 2, wide)
    if view.is_turned:
        return found
    across = (shapes[:, 2] == ACROSS[0]) & (shapes[:, 3] == ACROSS[1])
    asked = np.flatnonzero(narrow & across)
    boxes, known = boxes_of(text, places[asked].tolist())
    found[asked] = np.where(known, boxes[:, 2] - right[asked], found[asked])
    return found


def _join_halves(chars: Characters) -> Characters:
    """Return the characters, those beyond U+FFFF whole: some systems have them in two halves."""
    if not _HALF.search(chars.text):
        return chars
    whole: list[str] = []
    kept: list[int] = []
    for place, char in enumerate(chars.text):
        if "\udc00" <= char < "\ue000" and whole and "\ud800" <= whole[-1] < "\udc00":
            whole[-1] = (whole[-1] + char).encode("utf-16", HALVES).decode("utf-16")
        else:
            whole.append(char)
            kept.append(place)
    text = "".join(NO_UNICODE if "\ud800" <= char < "\ue000" else char for char in whole)
    return replace(_taken(chars, np.array(kept, dtype=np.int64)), text=text)


def _taken(chars: Characters, places: Numbers) -> Characters:
    """Return some of the characters."""
    rows = {
        name: getattr(chars, name)[places]
        for name in ("x", "y", "em", "wide", "advance", "way", "font", "made")
    }
    return replace(chars, text="".join([chars.text[place] for place in places.tolist()]), **rows)


def _spread(chars: Characters) -> Characters:
    """Return the characters, those of one glyph beside one another: a dash of two em is two.

    pdfium has the pen of the glyph for each.
    """
    pairs = [found.end() for found in _PAIR.finditer(chars.text)]
    if not pairs:
        return chars
    x, y = chars.x.copy(), chars.y.copy()
    for place in pairs:
        last = place - 1
        if x[place] == x[last] and y[place] == y[last]:
            right, down = chars.ways[chars.way[place]]
            x[place] = x[last] + right * chars.wide[last]
            y[place] = y[last] + down * chars.wide[last]
    return replace(chars, x=x, y=y)


def _without_doubles(chars: Characters) -> Characters:
    """Return the characters without those drawn once more on top of themselves, which makes bold.

    A shadow is such a glyph too.
    """
    text = chars.text
    same = (chars.x[1:] == chars.x[:-1]) & (chars.y[1:] == chars.y[:-1])
    piece = np.concatenate(([False], same)) & np.fromiter(map(str.isascii, text), bool, len(text))
    blank = np.fromiter(map(str.isspace, text), bool, len(text))
    asked = np.flatnonzero(~(chars.made | blank | piece))  # ff is one glyph, with one pen
    doubles = find_doubles(text, chars.x, chars.y, chars.em, asked)
    if not doubles:
        return chars
    bold, font = _bolder(chars, sorted({*doubles.values()}))
    kept = np.delete(np.arange(len(text)), [*doubles])
    return _taken(replace(chars, fonts=bold, font=font), kept)


def _bolder(chars: Characters, places: Sequence[int]) -> tuple[tuple[Font, ...], Numbers]:
    """Return the fonts, and each character's, with some characters in bold ones."""
    font = chars.font.copy()
    numbers = {own: number for number, own in enumerate(chars.fonts)}
    for place in places:
        own = chars.fonts[font[place]]._replace(bold=True)
        font[place] = numbers.setdefault(own, len(numbers))
    return tuple(numbers), font


_NO_FLOATS, _NO_NUMBERS = np.zeros(0), np.zeros(0, dtype=np.int64)
_NONE = Characters(
    text="",
    x=_NO_FLOATS,
    y=_NO_FLOATS,
    em=_NO_FLOATS,
    wide=_NO_FLOATS,
    advance=_NO_FLOATS,
    way=_NO_NUMBERS,
    font=_NO_NUMBERS,
    made=np.zeros(0, dtype=bool),
    ways=(),
    fonts=(),
    pieces=frozenset(),
)
