"""Scans (PNG, JPEG, TIFF, WebP) to pages with places: an engine reads their characters, and rules
are seen beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from generator.errors import SeedError
from generator.model import Page
from generator.model.geometry import Box
from generator.readers import Unread, page_name
from generator.readers.ocr.engine import Engine
from generator.readers.ocr.ocr_records import OcrLine, OcrPage
from generator.readers.ocr.page_setting import set_page
from generator.readers.ocr.straight_lines import page_slope
from generator.readers.picture_files import open_picture, page_frames_of, page_picture

__all__ = ["Scanned", "picture_count", "picture_pages", "read_pictures", "read_scan"]

_INCH = 72.0
_LEAST_DOTS, _MOST_DOTS = 60.0, 2400.0
"""To the inch, of what is a scan; other numbers are left over from programs, and mean nothing."""
_NOTHING = "shows nothing that OCR can read. Is it the right page, and the right way up?"
_LINE = 0.75
"""Ems to a line's height, as engines draw boxes around it."""
_Picture = npt.NDArray[np.uint8]
_Ink = npt.NDArray[np.bool_]
_LONG, _THIN = 5.0, 0.5
"""Ems that a rule is long at least, and thick at most: no stroke of a letter is one."""
_DARKER = 25
"""Of 255, by which ink is darker than the paper around it at least."""
_MEET = 0.8
"""Ems within which the ends of two rules meet."""
_LEAST = 2.0
"""Ems that a frame is high at least."""


class Scanned(NamedTuple):
    """A page as a picture."""

    picture: npt.NDArray[np.uint8]
    unit: float | None
    """Points that a pixel makes, where the file tells."""


def picture_count(data: bytes, name: str) -> int:
    """Return how many pages a file has. Raises :class:`SeedError` for what is no picture."""
    return len(_opened(data, name)[1])


def picture_pages(data: bytes, name: str, first: int = 1) -> Iterator[Scanned | Unread]:
    """Yield the pages of a file of pictures, from number ``first`` on."""
    image, frames = _opened(data, name)
    for number, frame in enumerate(frames[first - 1 :], start=first):
        try:
            picture = np.asarray(page_picture(image, frame))
        except SeedError as error:
            yield Unread(page=page_name(name, number), why=str(error))
        else:
            yield Scanned(picture, _unit(image))


def _opened(data: bytes, name: str) -> tuple[Any, list[int]]:
    """Return a file as Pillow opens it, and which of its pictures are pages."""
    try:
        image = open_picture(data)
        return image, page_frames_of(image)
    except SeedError as error:
        raise SeedError(f"{name}: {error}.") from None


def _unit(image: Any) -> float | None:
    dots = image.info.get("dpi")
    across = float(dots[0]) if isinstance(dots, tuple) and dots and dots[0] else 0.0
    return _INCH / across if _LEAST_DOTS <= across <= _MOST_DOTS else None


def read_pictures(
    data: bytes, name: str, engine: Engine, *, sha256: str, first: int = 1
) -> Iterator[Page | Unread]:
    """Yield the pages of a file of pictures, from number ``first`` on."""
    for number, found in enumerate(picture_pages(data, name, first), start=first):
        if isinstance(found, Unread):
            yield found
        else:
            yield read_scan(found, page_name(name, number), engine, sha256=sha256)


def read_scan(scan: Scanned, name: str, engine: Engine, *, sha256: str) -> Page | Unread:
    """Return what an engine has read of a picture."""
    height, width = scan.picture.shape[:2]
    lines = tuple(engine.read(scan.picture))
    slope = page_slope(lines)
    rules, frames = _drawn(scan, lines, slope)
    size = (float(width), float(height))
    found = OcrPage(
        size=size,
        lines=lines,
        unit=scan.unit,
        rules=tuple(_askew(box, slope, size) for box in rules),
        boxes=tuple(_askew(box, slope, size) for box in frames),
    )
    page = set_page(found, name, made_by=engine.made_by, sha256=sha256)
    return page if page is not None else Unread(page=name, why=_NOTHING.rstrip("?"))


def _drawn(scan: Scanned, lines: tuple[OcrLine, ...], slope: float) -> tuple[list[Box], list[Box]]:
    if not lines:
        return [], []
    em = _LINE * median(line.thickness for line in lines)
    rules = _page_rules(scan.picture, em, slope)
    return rules, _page_frames(rules, em)


def _askew(box: Box, slope: float, size: tuple[float, float]) -> Box:
    """Return a box of the level page where it lies on the page as it was scanned."""
    left, top, right, bottom = box
    aside = -slope * ((top + bottom) / 2 - size[1] / 2)
    down = slope * ((left + right) / 2 - size[0] / 2)
    return left + aside, top + down, right + aside, bottom + down


def _page_rules(picture: _Picture, em: float, slope: float) -> list[Box]:
    """Return the rules of a page whose letters are ``em`` large, as they lie once it is level."""
    ink = _ink(picture, em, slope)
    long = max(int(_LONG * em), 3)
    found = [box for box in _bars(ink, long) if box[3] - box[1] <= _THIN * em + 2]
    turned = [box for box in _bars(ink.T, long) if box[3] - box[1] <= _THIN * em + 2]
    return found + [(top, left, low, right) for left, top, right, low in turned]


def _ink(picture: _Picture, em: float, slope: float) -> _Ink:
    """Return where a page that was set level is darker than the paper around: no scan is evenly
    lit. It is a point wider than it was, as a line that is drawn askew has steps."""
    from PIL import Image, ImageFilter

    height, width = picture.shape[:2]
    grey = Image.fromarray(picture).convert("L")
    turn = (1.0, -slope, slope * height / 2, slope, 1.0, -slope * width / 2)
    level = grey.transform(
        grey.size, Image.Transform.AFFINE, turn, Image.Resampling.BILINEAR, fillcolor=255
    )
    paper = np.asarray(level.filter(ImageFilter.BoxBlur(int(2 * em)))).astype(np.int16)
    ink = np.asarray(level).astype(np.int16) < paper - _DARKER
    for axis in (0, 1):
        ink = ink | _shifted(ink, 1, axis) | _shifted(ink, -1, axis)
    return ink


def _shifted(ink: _Ink, by: int, axis: int) -> _Ink:
    moved = np.roll(ink, by, axis)
    edge = [slice(None), slice(None)]
    edge[axis] = slice(0, by) if by > 0 else slice(by, None)
    moved[tuple(edge)] = False
    return moved


def _bars(ink: _Ink, long: int) -> list[Box]:
    """Return the boxes of what is ink for so many points in a row, row under row."""
    if ink.shape[1] <= long:
        return []
    sums = np.cumsum(ink, axis=1, dtype=np.int32)
    full = sums[:, long:] - sums[:, :-long] == long
    open_: list[list[int]] = []
    found: list[list[int]] = []
    for row in np.flatnonzero(full.any(axis=1)):
        edges = np.flatnonzero(np.diff(full[row].astype(np.int8), prepend=0, append=0))
        found += [bar for bar in open_ if bar[3] < row]
        open_ = [bar for bar in open_ if bar[3] >= row]
        for left, right in zip(edges[::2] + 1, edges[1::2] + long, strict=True):
            _extend(open_, int(left), int(right), int(row))
    return [(float(b[0]), float(b[1]), float(b[2]), float(b[3])) for b in found + open_]


def _extend(bars: list[list[int]], left: int, right: int, row: int) -> None:
    """Put a stretch of a row to the bars that it touches, which are one with it."""
    own = [left, row, right, row + 1]
    for bar in [bar for bar in bars if bar[0] <= right and left <= bar[2]]:
        bars.remove(bar)
        own = [min(own[0], bar[0]), min(own[1], bar[1]), max(own[2], bar[2]), row + 1]
    bars.append(own)


def _page_frames(rules: Sequence[Box], em: float) -> list[Box]:
    """Return the frames that rules make: two level ones, and two upright ones at their ends.

    >>> _page_frames([(0, 0, 90, 1), (0, 60, 90, 61), (0, 0, 1, 61), (89, 0, 90, 61)], 10)
    [(0, 0, 90, 61)]
    """
    level = [rule for rule in rules if rule[2] - rule[0] > rule[3] - rule[1]]
    upright = [rule for rule in rules if rule[2] - rule[0] <= rule[3] - rule[1]]
    return [*_frames(sorted(level, key=lambda rule: rule[1]), upright, _MEET * em, _LEAST * em)]


def _frames(
    level: Sequence[Box], upright: Sequence[Box], slack: float, least: float
) -> Iterator[Box]:
    for n, top in enumerate(level):
        for low in level[n + 1 :]:
            if low[1] - top[1] < least:
                continue
            if abs(low[0] - top[0]) > slack or abs(low[2] - top[2]) > slack:
                continue
            sides = [
                rule
                for rule in upright
                if abs(rule[1] - top[1]) < slack and abs(rule[3] - low[3]) < slack
            ]
            left = any(abs(rule[0] - top[0]) < slack for rule in sides)
            if left and any(abs(rule[2] - top[2]) < slack for rule in sides):
                yield top[0], top[1], top[2], low[3]
                break
