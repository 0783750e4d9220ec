"""How a PDF page is looked at: from its own coordinates to points from the top left corner."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from generator.model import Box

__all__ = ["Matrix", "View", "page_view"]

Matrix = tuple[float, float, float, float, float, float]
"""``a b c d e f`` as PDF writes it: x' = ax + cy + e, y' = bx + dy + f."""

_LARGEST = 20_000.0
"""Points: seven metres. PDF's own limit is 14,400 (ISO 32000-1, annex C)."""


@dataclass(frozen=True, slots=True)
class View:
    """The visible part of a page (its crop box), turned as the page says."""

    size: tuple[float, float]
    """Width and height in points, as the page is looked at."""
    matrix: Matrix
    """From the page's coordinates to points from the top left corner."""

    @property
    def is_turned(self) -> bool:
        """Whether the page is looked at otherwise than it is written."""
        return self.matrix[:4] != (1, 0, 0, -1)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page is seen."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def box(self, corners: list[tuple[float, float]]) -> Box | None:
        """Return the box around points of the page, cut at its edges.

        ``None`` where nothing of it is seen.
        """
        seen = [self.point(x, y) for x, y in corners]
        left, right = min(x for x, _ in seen), max(x for x, _ in seen)
        top, bottom = min(y for _, y in seen), max(y for _, y in seen)
        width, height = self.size
        if not (right >= 0 and left <= width and bottom >= 0 and top <= height):
            return None  # which NaN is too
        cut = (max(left, 0.0), max(top, 0.0), min(right, width), min(bottom, height))
        return (round(cut[0], 2), round(cut[1], 2), round(cut[2], 2), round(cut[3], 2))


def page_view(page: pdfium.FPDF_PAGE) -> View | None:
    """Return how a page is looked at; ``None`` where it has no size."""
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect)):
        return None
    left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
    width, height = right - left, top - bottom
    if not (1 <= width <= _LARGEST and 1 <= height <= _LARGEST and math.isfinite(left + top)):
        return None
    upright = (round(width, 2), round(height, 2))
    turned = (round(height, 2), round(width, 2))
    views = (
        View(upright, (1, 0, 0, -1, -left, top)),
        View(turned, (0, 1, 1, 0, -bottom, -left)),
        View(upright, (-1, 0, 0, 1, right, -bottom)),
        View(turned, (0, -1, -1, 0, top, right)),
    )
    return views[pdfium.FPDFPage_GetRotation(page) % 4]
