"""Files of scans to pictures: PNG, JPEG, TIFF with its pages, WebP, and pages of a PDF.

A file of some kilobytes may unpack to gigabytes: how large a picture is, is looked at before it is
unpacked.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from generator.errors import SeedError
from generator.readers.common import Unread, page_name
from generator.readers.frames import BROKEN, FORMATS, page_frames_of

__all__ = ["MOST_PIXELS", "Scanned", "picture_count", "picture_pages"]

MOST_PIXELS = 160_000_000
"""Of a page: a broadsheet at 600 dots to the inch has 120 million."""
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
    with _opened(data, name) as image:
        return len(_frames(image, name))


def picture_pages(data: bytes, name: str, first: int = 1) -> Iterator[Scanned | Unread]:
    """Yield the pages of a file of pictures, from number ``first`` on."""
    from PIL.Image import DecompressionBombError

    with _opened(data, name) as image:
        for number, frame in enumerate(_frames(image, name)[first - 1 :], start=first):
            try:
                image.seek(frame)
                yield _page(image, page_name(name, number))
            except DecompressionBombError:
                yield Unread(page=page_name(name, number), why=_TOO_LARGE)
            except BROKEN as error:
                why = f"is damaged: {str(error)[:80] or type(error).__name__}. Scan it anew"
                yield Unread(page=page_name(name, number), why=why)


def _frames(image: Any, name: str) -> list[int]:
    try:
        return page_frames_of(image)
    except BROKEN:
        raise SeedError(f"{name}: {_NO_PICTURE}") from None


def _opened(data: bytes, name: str) -> Any:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large pictures: their size is looked at below
            return Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise SeedError(f"{name}: {_TOO_LARGE}.") from None
    except BROKEN:
        raise SeedError(f"{name}: {_NO_PICTURE}") from None


_NO_PICTURE = (
    "is damaged, or no picture: it cannot be opened. Read are PNG, JPEG, TIFF and WebP; save it as "
    "one of them, or scan it anew."
)
_TOO_LARGE = (
    f"has more than {MOST_PIXELS // 1_000_000} million points, as no scan of a page needs. Save it "
    "at 300 dots to the inch"
)


def _page(image: Any, name: str) -> Scanned | Unread:
    from PIL import ImageOps

    width, height = image.size
    if width * height > MOST_PIXELS:
        return Unread(page=name, why=_TOO_LARGE)
    upright = ImageOps.exif_transpose(image)
    dots = image.info.get("dpi")
    across = float(dots[0]) if isinstance(dots, tuple) and dots and dots[0] else 0.0
    unit = _INCH / across if _LEAST_DOTS <= across <= _MOST_DOTS else None
    return Scanned(np.asarray(_on_white(upright)), unit)


def _on_white(image: Any) -> Any:
    """Return a picture in three colours; what can be looked through lies on white paper."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image).convert("RGB")
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        grey = np.asarray(image, dtype=np.float64)
        grey *= 255.0 / max(float(grey.max(initial=1.0)), 1.0)
        return Image.fromarray(grey.astype(np.uint8)).convert("RGB")
    return image.convert("RGB")
