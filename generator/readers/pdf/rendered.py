"""Pages of a PDF that are only pictures, drawn for who reads characters off pictures."""

from __future__ import annotations

from collections.abc import Iterator
from mmap import mmap

import numpy as np

from generator.errors import SeedError
from generator.readers.common import Unread
from generator.readers.ocr.engine import Engine
from generator.readers.ocr.pictures import Scanned
from generator.readers.ocr.scans import read_scan
from generator.readers.pdf.document import Numbered, PageCount, numbered_pages
from generator.readers.pdf.picture import opened_page

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
    try:
        with opened_page(data, number) as page:
            scale = min(_DOTS / _INCH, _LONGEST / max(page.size))
            return Scanned(np.asarray(page.drawn(scale)), 1 / scale)
    except SeedError:
        return None
