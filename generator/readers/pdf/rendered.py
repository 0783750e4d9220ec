"""Pages of a PDF that are only pictures, drawn for who reads characters off pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from mmap import mmap

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from generator.readers.common import Unread
from generator.readers.ocr.engine import Engine
from generator.readers.ocr.pictures import Scanned
from generator.readers.ocr.scans import read_scan
from generator.readers.pdf.document import Numbered, PageCount, numbered_pages
from generator.readers.pdf.view import page_view

__all__ = ["scanned_pages"]

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
    whole = (
        ctypes.c_char_p(data)
        if isinstance(data, bytes)
        else (ctypes.c_char * len(data)).from_buffer(data)
    )
    document = pdfium.FPDF_LoadMemDocument64(whole, len(data), None)
    if not document:
        return None
    page = pdfium.FPDF_LoadPage(document, number - 1)
    try:
        view = page_view(page) if page else None
        if view is None:
            return None
        scale = min(_DOTS / _INCH, _LONGEST / max(view.size))
        width, height = (max(1, round(side * scale)) for side in view.size)
        return Scanned(_drawn(page, width, height), 1 / scale)
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)
        pdfium.FPDF_CloseDocument(document)


def _drawn(page: pdfium.FPDF_PAGE, width: int, height: int) -> npt.NDArray[np.uint8]:
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
        row = pdfium.FPDFBitmap_GetStride(bitmap)
        points = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), row * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    rows = np.frombuffer(points, np.uint8).reshape(height, row)
    return rows[:, : 4 * width].reshape(height, width, 4)[..., 2::-1]
