"""Scans (PNG, JPEG, TIFF, WebP) to pages with places: an engine reads their characters, and rules
are seen beside them."""

from __future__ import annotations

from collections.abc import Iterator
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
from generator.readers.ocr.ruled_lines import page_frames, page_rules
from generator.readers.ocr.straight_lines import page_slope
from generator.readers.picture_files import open_picture, page_frames_of, page_picture

__all__ = ["NOTHING", "Scanned", "picture_count", "picture_pages", "read_pictures", "read_scan"]

_INCH = 72.0
_LEAST_DOTS, _MOST_DOTS = 60.0, 2400.0
"""To the inch, of what is a scan; other numbers are left over from programs, and mean nothing."""


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


NOTHING = "shows nothing that OCR can read. Is it the right page, and the right way up?"
_LINE = 0.75
"""Ems to a line's height, as engines draw boxes around it."""


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
    return page if page is not None else Unread(page=name, why=NOTHING.rstrip("?"))


def _drawn(scan: Scanned, lines: tuple[OcrLine, ...], slope: float) -> tuple[list[Box], list[Box]]:
    if not lines:
        return [], []
    em = _LINE * median(line.thickness for line in lines)
    rules = page_rules(scan.picture, em, slope)
    return rules, page_frames(rules, em)


def _askew(box: Box, slope: float, size: tuple[float, float]) -> Box:
    """Return a box of the level page where it lies on the page as it was scanned."""
    left, top, right, bottom = box
    aside = -slope * ((top + bottom) / 2 - size[1] / 2)
    down = slope * ((left + right) / 2 - size[0] / 2)
    return left + aside, top + down, right + aside, bottom + down
