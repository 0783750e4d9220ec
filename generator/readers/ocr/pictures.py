"""Files of scans to pictures, for who reads characters off them: PNG, JPEG, TIFF, WebP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from generator.errors import SeedError
from generator.readers.common import Unread, page_name
from generator.readers.picture_files import open_picture, page_frames_of, page_picture

__all__ = ["Scanned", "picture_count", "picture_pages"]

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
