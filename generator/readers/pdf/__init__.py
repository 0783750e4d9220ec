"""A PDF and its pages: which can be read, and why the others cannot.

pdfium reads it, which is C++ and may crash on a file from a stranger: it runs in a process of its
own (``corpus.seeds.pdf_process``). Pages are opened one after the other, so a hundred need no more
memory than one. A page whose text lies on its side is turned upright both where it is read and
where it is drawn, so that places in the text are places on the picture.
"""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterator
from mmap import mmap
from typing import NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from pypdfium2.version import PYPDFIUM_INFO

from generator.errors import SeedError
from generator.model import Geometry, Page
from generator.readers import Unread, page_name
from generator.readers.pdf.page_characters import MOST_CHARACTERS, Characters, page_characters
from generator.readers.pdf.page_space import View, page_view
from generator.readers.pdf.shapes import Shapes, page_shapes
from generator.readers.pdf.text_objects import NO_UNICODE
from generator.readers.pdf.text_runs import TextRuns, set_runs

__all__ = ["Numbered", "PageCount", "numbered_pages", "put_upright", "read_pdf"]


Source = bytes | bytearray | mmap
"""The bytes of a file; a map of it (one that may be written to) needs no memory."""

_MADE_BY = f"pypdfium2 {PYPDFIUM_INFO}"
"""What stands in the geometry of each page: another version may set the text in another order."""

_ERRORS = {
    pdfium.FPDF_ERR_PASSWORD: "is locked with a password. Save a copy without one (print it to a "
    "PDF, or: qpdf --decrypt), and put that here",
    pdfium.FPDF_ERR_SECURITY: "is protected in a way that cannot be read. Save a copy without "
    "protection, and put that here",
}
_DAMAGED = (
    "is damaged, or no PDF: it cannot be opened. Get it once more where it comes from, or have it "
    "mended (qpdf, mutool clean)"
)
_MOST_UNKNOWN = 0.1
"""Share of characters without Unicode above which a page says too little: with one in ten lost,
no sentence of the usual thirty characters is whole."""
_LEAST_UNSEEN = 20
"""Pieces of text without shapes of which nothing is said: blanks have none either."""
_DRAWN = 100
"""Shapes on a page without characters from which on they are letters drawn as outlines, or a
picture: frames and rules of an empty page are fewer."""


class PageCount(NamedTuple):
    """How many pages a file has."""

    pages: int


class Numbered(NamedTuple):
    """A page of a file."""

    number: int
    read: Page | Unread | None
    """``None`` for a blank one."""


def read_pdf(
    data: Source, name: str, *, sha256: str = "", first: int = 1
) -> Iterator[Page | Unread]:
    """Yield the pages of a PDF from number ``first`` on; blank ones are left out, but counted.

    ``sha256`` is the hash of ``data``, where it is known. Raises :class:`SeedError`, beginning with
    ``name``, for a file that cannot be opened.
    """
    for found in numbered_pages(data, name, sha256=sha256, first=first):
        if not isinstance(found, PageCount) and found.read is not None:
            yield found.read


def numbered_pages(
    data: Source, name: str, *, sha256: str = "", first: int = 1
) -> Iterator[PageCount | Numbered]:
    """Yield how many pages there are, and then each of them, the blank ones too."""
    source = sha256 or hashlib.sha256(data).hexdigest()
    buffer = ctypes.c_char_p(data) if isinstance(data, bytes) else _shared(data)
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), None)
    if not document:
        why = _ERRORS.get(pdfium.FPDF_GetLastError(), _DAMAGED)
        raise SeedError(f"{name}: {why}.")
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise SeedError(f"{name}: {_DAMAGED}.")
        yield PageCount(count)
        for number in range(first, count + 1):
            read = _read_page(document, number, page_name(name, number), source)
            yield Numbered(number, read)
    finally:
        pdfium.FPDF_CloseDocument(document)


def _shared(data: bytearray | mmap) -> ctypes.Array[ctypes.c_char]:
    return (ctypes.c_char * len(data)).from_buffer(data)


def _read_page(
    document: pdfium.FPDF_DOCUMENT, number: int, name: str, source: str
) -> Page | Unread | None:
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return Unread(page=name, why=_DAMAGED.replace("opened", "opened at this page"))
    try:
        found = put_upright(page)
        if found is None:
            return Unread(page=name, why="has no size that a page can have. Export it anew")
        view, chars = found
        if chars is None:
            return Unread(
                page=name,
                why=f"has more than {MOST_CHARACTERS} characters, as no page of a newspaper has. "
                "Export it anew",
            )
        shapes = page_shapes(page, view, _usual_em(chars), chars.pieces)
        return _page(name, source, view, chars, shapes)
    finally:
        pdfium.FPDF_ClosePage(page)


def _page(
    name: str, source: str, view: View, chars: Characters, shapes: Shapes
) -> Page | Unread | None:
    set_text = set_runs(chars)
    characters = sum(not char.isspace() for char in set_text.text)
    if shapes.unseen > _LEAST_UNSEEN and shapes.unseen > characters * _MOST_UNKNOWN:
        return Unread(
            page=name,
            why=f"{shapes.unseen} pieces of its text are set in fonts that are neither in the PDF "
            "nor on this machine. Export it anew with its fonts, or have it read by OCR (ocrmypdf "
            "--force-ocr)",
            passing=True,
        )
    if not set_text.runs:
        return _without_text(name, shapes)
    unknown = set_text.text.count(NO_UNICODE)
    if unknown > characters * _MOST_UNKNOWN:
        return Unread(
            page=name,
            why=f"has {unknown} of {characters} characters without Unicode: the PDF shows their "
            "shapes and does not say which they are. Export it anew with Unicode (ToUnicode), or "
            "have it read by OCR (ocrmypdf --force-ocr)",
        )
    return Page(name=name, text=set_text.text, geometry=_geometry(source, view, set_text, shapes))


def _geometry(source: str, view: View, set_text: TextRuns, shapes: Shapes) -> Geometry:
    return Geometry(
        size=view.size,
        made_by=_MADE_BY,
        sha256=source,
        runs=set_text.runs,
        rules=shapes.rules,
        boxes=shapes.boxes,
        pictures=shapes.pictures,
    )


def _without_text(name: str, shapes: Shapes) -> Unread | None:
    """Return what to tell of a page without characters; ``None`` where it is blank."""
    if not shapes.pictures and not shapes.is_scan and shapes.count < _DRAWN:
        return None
    return Unread(
        page=name,
        why="has no text layer, only a picture of the page",
        picture=True,
    )


def _usual_em(chars: Characters) -> float:
    """Return the size of the letters that most characters have; 10 points where there are none."""
    sizes = np.sort(chars.em)
    return float(sizes[len(sizes) // 2]) if len(sizes) else 10.0


def put_upright(page: pdfium.FPDF_PAGE) -> tuple[View, Characters | None] | None:
    """Turn an open page upright, and return how it is looked at and its characters.

    The characters are ``None`` where there are more than a page has; such a page is not turned.
    ``None`` where the page has no size.
    """
    view = page_view(page)
    if view is None:
        return None
    chars = page_characters(page, view)
    if chars is None or not (turns := _quarters(chars)):
        return view, chars
    turns += pdfium.FPDFPage_GetRotation(page)
    pdfium.FPDFPage_SetRotation(page, turns % 4)
    view = page_view(page) or view
    return view, page_characters(page, view)


def _quarters(chars: Characters) -> int:
    """Return by how many quarters to turn a page that lies on its side, or on its head.

    More than half of its characters do.
    """
    counts = np.bincount(chars.way, minlength=len(chars.ways))
    if not len(counts) or counts.max() * 2 <= len(chars.way):
        return 0
    right, down = chars.ways[int(counts.argmax())]
    if abs(down) > abs(right):
        return 3 if down > 0 else 1
    return 2 if right < 0 else 0
