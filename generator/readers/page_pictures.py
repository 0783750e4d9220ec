"""Pictures of pages for readers: WebP of a page at two sizes, and of its articles one by one.

Scans come from strangers, and what decodes them is C: whoever calls this does so in a process that
may end (``generator.corpus.seeds.pdf_process``).
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from typing import Protocol

from PIL import Image, ImageDraw

from generator.model import Loop
from generator.readers.picture_files import open_picture, page_frames_of, page_picture

__all__ = ["PictureSheet", "Scan", "Webp", "page_pictures"]

Webp = tuple[tuple[int, int], bytes]
"""Size in pixels, and the bytes of the file."""

_READING = 2_500_000
"""Pixels of a page as it is read: of a broadsheet, characters of nine points are legible on it, and
it stays below :data:`_LIGHT`."""
_LIGHT, _HEAVY, _CLIPPING = 400_000, 1_600_000, 250_000
"""Bytes at most: of a page as it is read (the budget of the page view), of one at double size, four
times as many, and of an article by itself."""
_LONGEST = 16_000
"""Pixels of a side at most: WebP has room for 16,383."""
_QUALITIES = (60, 45, 30, 20)
"""Tried in turn until a picture fits; at 20 text is still clean. Then it is made smaller."""
_SMALLER = 0.8
_FADED = 51
"""Of 255, what is left of what is none of the article's in its clipping."""
_MARGIN = 0.004
"""Of the page's width, what a clipping shows around the article: less than half a gutter."""


class PictureSheet(Protocol):
    """A page that can be drawn at any size."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in units of its own; points where it shows places."""

    @property
    def finest(self) -> float:
        """The scale beyond which it shows no more."""

    def drawn(self, scale: float) -> Image.Image:
        """Return it with that many pixels for a unit."""


class Scan:
    """A picture of a page, as a scanner has made it."""

    def __init__(self, data: bytes, number: int = 1) -> None:
        """Decode a picture, of several in a file that of a number.

        Raises :class:`SeedError`, in the middle of a sentence, for what is none and for one that
        would fill the memory.
        """
        image = open_picture(data)
        self._image: Image.Image = page_picture(image, page_frames_of(image)[number - 1])
        self.size: tuple[float, float] = self._image.size
        self.finest = 1.0

    def drawn(self, scale: float) -> Image.Image:
        """Return it at a scale of at most 1."""
        return self._image if scale >= 1 else _scaled(self._image, scale)


def page_pictures(
    sheet: PictureSheet,
    articles: Sequence[Sequence[Loop]],
    places: tuple[float, float],
    slope: float = 0.0,
) -> Iterator[Webp | None]:
    """Yield a page at reading size, at double size, and each article by itself.

    ``articles`` are the outlines of the articles on a page of the size ``places``, whatever the
    sheet's units are; of one without, there is no clipping. A sheet whose lines fall by ``slope``
    is turned level.
    """
    width, height = sheet.size
    usual = math.sqrt(_READING / (width * height))
    double = min(2 * usual, sheet.finest, _LONGEST / max(width, height))
    large = _level(sheet.drawn(double), slope)
    small = min(usual, double)
    yield _fitting(_scaled(large, small / double) if slope else sheet.drawn(small), _LIGHT)
    yield _fitting(large, _HEAVY)
    scale = (large.width / places[0], large.height / places[1])
    for loops in articles:
        yield _clipping(large, scale, loops) if loops else None


def _clipping(large: Image.Image, scale: tuple[float, float], loops: Sequence[Loop]) -> Webp | None:
    """Return the part of a page within an outline; what else stands there is faded."""
    lines = [[(x * scale[0], y * scale[1]) for x, y in loop] for loop in loops]
    margin = _MARGIN * large.width
    xs, ys = [x for line in lines for x, _ in line], [y for line in lines for _, y in line]
    left, top = max(0, int(min(xs) - margin)), max(0, int(min(ys) - margin))
    right = min(large.width, math.ceil(max(xs) + margin))
    bottom = min(large.height, math.ceil(max(ys) + margin))
    if right <= left or bottom <= top:
        return None
    part = large.crop((left, top, right, bottom))
    own = Image.new("L", part.size, _FADED)
    draw = ImageDraw.Draw(own)
    for line, loop in zip(lines, loops, strict=True):
        shade = 255 if _runs_clockwise(loop) else _FADED
        inside = [(x - left, y - top) for x, y in line]
        draw.polygon(inside, fill=shade, outline=shade, width=max(1, round(2 * margin)))
    shown = Image.composite(part, Image.new("RGB", part.size, "white"), own)
    return _fitting(_scaled(shown, math.sqrt(_READING / (part.width * part.height))), _CLIPPING)


def _level(image: Image.Image, slope: float) -> Image.Image:
    """Return a picture turned about its middle until lines that fall by ``slope`` are level."""
    if not slope:
        return image
    shrunk = 1 / (1 + slope**2)
    x, y = image.width / 2, image.height / 2
    turn, aside = shrunk, slope * shrunk
    places = (turn, -aside, x - turn * x + aside * y, aside, turn, y - aside * x - turn * y)
    return image.transform(
        image.size,
        Image.Transform.AFFINE,
        places,
        resample=Image.Resampling.BICUBIC,
        fillcolor="white",
    )


def _runs_clockwise(loop: Loop) -> bool:
    pairs = zip(loop, (*loop[1:], loop[0]), strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) > 0


def _fitting(image: Image.Image, most: int) -> Webp:
    """Return a picture in no more than ``most`` bytes."""
    while True:
        for quality in _QUALITIES:
            made = io.BytesIO()
            image.save(made, "WEBP", quality=quality, method=2)
            if made.tell() <= most:
                return image.size, made.getvalue()
        image = _scaled(image, _SMALLER)


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
