"""Pages of a PDF as pictures, drawn by pdfium: for readers, and for who reads characters off."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterator
from mmap import mmap

import numpy as np
import pypdfium2.raw as pdfium
from PIL import Image

from generator.errors import SeedError
from generator.readers import Unread
from generator.readers.ocr.engine import Engine
from generator.readers.ocr.scans import Scanned, read_scan
from generator.readers.pdf import Numbered, PageCount, numbered_pages, put_upright

__all__ = ["DrawnPage", "opened_page", "scanned_pages"]

_FINEST = 300 / 72
"""Pixels a point: newspapers are printed from pictures of 300 dots per inch or fewer."""
_CANNOT = "cannot be drawn"


class DrawnPage:
    """A page of an open document (:class:`generator.readers.page_pictures.Sheet`)."""

    finest = _FINEST

    def __init__(self, page: pdfium.FPDF_PAGE, size: tuple[float, float]) -> None:
        self._page, self.size = page, size

    def drawn(self, scale: float) -> Image.Image:
        """Return it with that many pixels a point."""
        width, height = (max(1, round(side * scale)) for side in self.size)
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, None, 0)
        if not bitmap:
            raise SeedError(_CANNOT)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, self._page, 0, 0, width, height, 0, 0)
            row = pdfium.FPDFBitmap_GetStride(bitmap)
            pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), row * height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX", row, 1)


@contextlib.contextmanager
def opened_page(data: bytes | mmap, number: int) -> Iterator[DrawnPage]:
    """Yield a page of a PDF by its number from 1, upright as it is read.

    Raises :class:`SeedError`, in the middle of a sentence, when it cannot be opened.
    """
    whole = (
        ctypes.c_char_p(data)
        if isinstance(data, bytes)
        else (ctypes.c_char * len(data)).from_buffer(data)
    )
    document = pdfium.FPDF_LoadMemDocument64(whole, len(data), None)
    if not document:
        raise SeedError(_CANNOT)
    try:
        page = pdfium.FPDF_LoadPage(document, number - 1)
        if not page:
            raise SeedError(_CANNOT)
        try:
            found = put_upright(page)
            if found is None:
                raise SeedError(_CANNOT)
            yield DrawnPage(page, found[0].size)
        finally:
            pdfium.FPDF_ClosePage(page)
    finally:
        pdfium.FPDF_CloseDocument(document)


_DOTS = 300.0
"""To the inch: scans of pages are rarely finer, and letters are large enough."""
_LONGEST = 6500
"""Points of the longer side at most: a broadsheet at 300 to the inch."""
_INCH = 72.0


def scanned_pages(
    data: bytes | mmap, name: str, engine: Engine, *, sha256: str, first: int = 1
) -> Iterator[PageCount | Numbered]:
    """Yield how many pages a PDF has, and then each; those with a text of their own as ``None``."""
    for found in numbered_pages(data, name, sha256=sha256, first=first):
        if isinstance(found, PageCount):
            yield found
        elif not isinstance(found.read, Unread) or not found.read.picture:
            yield Numbered(found.number, None)
        else:
            scan = _rendered(data, found.number)
            page = found.read.page
            read = read_scan(scan, page, engine, sha256=sha256) if scan else found.read
            yield Numbered(found.number, read)


def _rendered(data: bytes | mmap, number: int) -> Scanned | None:
    """Return a page as a picture; ``None`` where it cannot be drawn."""
    try:
        with opened_page(data, number) as page:
            scale = min(_DOTS / _INCH, _LONGEST / max(page.size))
            return Scanned(np.asarray(page.drawn(scale)), 1 / scale)
    except SeedError:
        return None
