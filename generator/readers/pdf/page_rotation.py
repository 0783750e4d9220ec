"""A page whose text lies on its side or stands on its head, turned upright.

Whoever reads a page and whoever draws it must turn it the same way: what is read says where on the
picture an article stands.
"""

from __future__ import annotations

import numpy as np
import pypdfium2.raw as pdfium

from generator.readers.pdf.characters import Characters, page_characters
from generator.readers.pdf.page_space import View, page_view

__all__ = ["put_upright"]


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
