"""What is drawn on a PDF page beside its letters: rules, frames and tinted areas, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice

import pypdfium2.raw as pdfium

from generator.model import Box
from generator.readers.pdf.bulk_calls import objects_in
from generator.readers.pdf.page_space import Matrix, View

__all__ = ["Shapes", "page_shapes"]

_MOST_OBJECTS = 100_000
"""Looked at on a page: an advertisement drawn in vectors may have tens of thousands."""
_MOST_SEGMENTS = 1_000
"""Of one path: what has more is a drawing."""
_DEEPEST = 8
"""Forms within forms that are followed."""
_THIN = 0.5
"""Share of the usual em: what is thinner is a line to the eye, what is thicker an area."""
_PAPER = 0.9
"""Share of the page: what covers more is the paper, or the scan behind the text."""
_STRAIGHT = 0.5
"""Points by which a line along an edge of the page may be off."""
_SIDES = 0.7
"""Share of its edges that a frame has straight at least, as one with round corners does."""
_NO_WIDTH = 0.01
"""Points: pdfium lists no characters of a piece of text that is not wider."""
_UNCHANGED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_Point = tuple[float, float]
_Corners = list[_Point]
_Drawn = tuple[pdfium.FPDF_PAGEOBJECT, int, Matrix]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Boxes in points from the top left corner, each once, from the top of the page down."""

    rules: tuple[Box, ...] = ()
    """Thin lines."""
    boxes: tuple[Box, ...] = ()
    """Frames and tinted areas."""
    pictures: tuple[Box, ...] = ()
    """Images but one that covers the page."""
    is_scan: bool = False
    """Whether an image covers the page."""
    count: int = 0
    """How many things are drawn beside text, whatever they are."""
    unseen: int = 0
    """How many pieces of text pdfium passes over, as it has no shape for their characters: their
    font is neither in the PDF nor on this machine. Blanks of such fonts count too."""


def page_shapes(
    page: pdfium.FPDF_PAGE, view: View, em: float, listed: Set[int] = frozenset()
) -> Shapes:
    """Return what is drawn on a page whose letters are usually ``em`` large.

    Pieces of text are passed over that are ``listed``: pdfium has listed their characters.
    """
    rules: set[Box] = set()
    boxes: set[Box] = set()
    pictures: set[Box] = set()
    whole = view.size[0] * view.size[1] * _PAPER
    is_scan, count, unseen = False, 0, 0
    bounds = _Bounds()
    for item, kind, matrix in islice(
        _drawn(objects_in(page, listed, form=False), _UNCHANGED, 0, listed), _MOST_OBJECTS
    ):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            unseen += _is_unseen(item, bounds)
            continue
        count += 1
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            for box, is_rule in _path_boxes(item, matrix, view, em * _THIN):
                if is_rule:
                    rules.add(box)
                elif _area(box) < whole:
                    boxes.add(box)
            continue
        sides = bounds.of(item)
        seen = _seen(sides, matrix, view) if sides is not None else None
        if seen is None or _area(seen) <= 1:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_SHADING:
            if _area(seen) < whole:
                boxes.add(seen)
        elif _area(seen) < whole:
            pictures.add(seen)
        else:
            is_scan = True
    return Shapes(
        rules=_in_order(rules),
        boxes=_in_order(boxes),
        pictures=_in_order(pictures),
        is_scan=is_scan,
        count=count,
        unseen=unseen,
    )


def _in_order(boxes: set[Box]) -> tuple[Box, ...]:
    return tuple(sorted(boxes, key=lambda box: (box[1], box[0], box[3], box[2])))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _drawn(
    items: Sequence[tuple[int, int]], outer: Matrix, depth: int, listed: Set[int]
) -> Iterator[_Drawn]:
    """Yield what is drawn, with its kind and the matrix of the forms that it lies in."""
    for handle, kind in items:
        item = ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, kind, outer
        elif depth < _DEEPEST:
            inner = objects_in(item, listed, form=True)
            yield from _drawn(inner, _times(_matrix(item), outer), depth + 1, listed)


def _matrix(item: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(m)):
        return _UNCHANGED
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    (g, h), (i, j) = _moved(outer, a, b), _moved(outer, c, d)
    k, n = _moved(outer, e, f)
    x, y = outer[4], outer[5]
    return g - x, h - y, i - x, j - y, k, n


def _moved(matrix: Matrix, x: float, y: float) -> _Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _seen(sides: tuple[float, float, float, float], matrix: Matrix, view: View) -> Box | None:
    left, bottom, right, top = sides
    corners = ((left, bottom), (left, top), (right, bottom), (right, top))
    return view.box([_moved(matrix, *corner) for corner in corners])


class _Bounds:
    """Asks pdfium for the bounds of things, thousands of times, in one place of memory."""

    def __init__(self) -> None:
        self._sides = [ctypes.c_float() for _ in range(4)]
        self._places = [ctypes.byref(side) for side in self._sides]

    def of(self, item: pdfium.FPDF_PAGEOBJECT) -> tuple[float, float, float, float] | None:
        """Return left, bottom, right and top in the coordinates of the form or page."""
        if not pdfium.FPDFPageObj_GetBounds(item, *self._places):
            return None
        left, bottom, right, top = self._sides
        return left.value, bottom.value, right.value, top.value


def _is_unseen(text: pdfium.FPDF_PAGEOBJECT, bounds: _Bounds) -> bool:
    sides = bounds.of(text)
    if sides is None or sides[2] - sides[0] > _NO_WIDTH:
        return False
    return bool(pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(text)) == 0)


def _path_boxes(
    path: pdfium.FPDF_PAGEOBJECT, outer: Matrix, view: View, thin: float
) -> Iterator[tuple[Box, bool]]:
    """Yield the boxes of a path's parts that are lines or rectangles; are they lines?"""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    filled = bool(fill.value) and _shows(pdfium.FPDFPageObj_GetFillColor, path)
    stroked = bool(stroke.value) and _shows(pdfium.FPDFPageObj_GetStrokeColor, path)
    if not filled and not stroked:
        return
    matrix = _times(_matrix(path), outer)
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(path, ctypes.byref(width))
    scale = max(abs(matrix[0]) + abs(matrix[2]), abs(matrix[1]) + abs(matrix[3]))
    line = max(width.value, 0.0) * scale if stroked else 0.0
    for points in _parts(path):
        corners = [_moved(matrix, *point) for point in points]
        box = view.box(corners)
        if box is None or not _is_upright([view.point(*corner) for corner in corners]):
            continue
        short, long = sorted((box[2] - box[0], box[3] - box[1]))
        if max(short, line if short < line else 0.0) < thin:
            if long > 2 * thin and (stroked or short > 0):
                yield box, True
        elif short >= thin:
            yield box, False


def _shows(ask: Callable[..., int], item: pdfium.FPDF_PAGEOBJECT) -> bool:
    """Tell whether a colour is seen on paper: neither white nor transparent."""
    colours = [ctypes.c_uint() for _ in range(4)]
    if not ask(item, *map(ctypes.byref, colours)):
        return True
    red, green, blue, alpha = (colour.value for colour in colours)
    return alpha > 0 and min(red, green, blue) < 255


def _parts(path: pdfium.FPDF_PAGEOBJECT) -> Iterator[_Corners]:
    """Yield the points of each part of a path that one stroke of the pen draws."""
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _MOST_SEGMENTS:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    points: _Corners = []
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        points.append((x.value, y.value))
    if len(points) > 1:
        yield points


def _is_upright(corners: _Corners) -> bool:
    """Tell whether a shape is a line or a rectangle along the page's edges, or a rounded one.

    >>> _is_upright([(0, 0), (0, 50), (90, 50), (90, 0)]), _is_upright([(0, 0), (45, 50), (90, 0)])
    (True, False)
    """
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if min(width, height) <= _STRAIGHT:
        return True
    along = 0.0
    for (x, y), (to_x, to_y) in zip(corners, [*corners[1:], corners[0]], strict=True):
        across, down = abs(to_x - x), abs(to_y - y)
        along += max(across, down) if min(across, down) <= _STRAIGHT else 0.0
    return along >= _SIDES * 2 * (width + height)
