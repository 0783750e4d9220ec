"""Files of pictures, for OCR and for the view of a page alike: which of their pictures are pages.

A file of some kilobytes may unpack to gigabytes: how large a picture is, is looked at before it is
unpacked.
"""

from __future__ import annotations

import io
import struct
import warnings
from typing import Any

import numpy as np

from generator.errors import SeedError

__all__ = ["MOST_PIXELS", "open_picture", "page_frames_of", "page_picture", "picture_size"]

MOST_PIXELS = 160_000_000
"""Of a page: a broadsheet at 600 dots to the inch has 120 million."""
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
"""What scanners write; decoders of everything else stay shut."""
_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    SyntaxError,
    ArithmeticError,
    TypeError,
    LookupError,
    struct.error,
)
"""What Pillow raises for damaged files, wherever it happens to stumble."""
_ORIENTATION, _ON_ITS_SIDE = 0x0112, (5, 6, 7, 8)
"""Exif's tag for the way up, and where width and height change places."""
_SUBFILE, _REDUCED = 254, 1
"""TIFF 6.0's NewSubfileType, and its bit for another picture's smaller copy."""
_NO_PICTURE = (
    "is damaged, or no picture: it cannot be opened. Read are PNG, JPEG, TIFF and WebP; save it as "
    "one of them, or scan it anew"
)
_TOO_LARGE = (
    f"has more than {MOST_PIXELS // 1_000_000} million points, as no scan of a page needs. Save it "
    "at 300 dots to the inch"
)


def open_picture(data: bytes) -> Any:
    """Return a file of pictures as Pillow opens it, nothing of it unpacked yet.

    Raises :class:`SeedError`, in the middle of a sentence, for what is none.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large pictures: their size is looked at below
            return Image.open(io.BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise SeedError(_TOO_LARGE) from None
    except _BROKEN:
        raise SeedError(_NO_PICTURE) from None


def page_frames_of(image: Any) -> list[int]:
    """Return the numbers, from 0, of the pictures of an opened file that are its pages.

    Only a TIFF has several: cameras put small copies beside a JPEG (MPO), and the pictures of an
    animation are one page. Scanners put small copies into a TIFF, too, and say so. Raises as
    :func:`open_picture` does for a damaged file.
    """
    try:
        count = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    except _BROKEN:
        raise SeedError(_NO_PICTURE) from None
    pages = [frame for frame in range(count) if count == 1 or not _is_copy(image, frame)]
    return pages or [0]


def _is_copy(image: Any, frame: int) -> bool:
    from PIL.Image import DecompressionBombError

    try:
        image.seek(frame)
        return bool(int(image.tag_v2.get(_SUBFILE, 0)) & _REDUCED)
    except (*_BROKEN, DecompressionBombError):
        return False  # reading it tells what is wrong


def picture_size(image: Any, frame: int) -> tuple[int, int]:
    """Return width and height of one of an opened file's pictures, upright, without unpacking it.

    Raises as :func:`page_picture` does.
    """
    from PIL.Image import DecompressionBombError

    try:
        image.seek(frame)
        width, height = image.size
        turned = image.format != "TIFF" and image.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
    except DecompressionBombError:
        raise SeedError(_TOO_LARGE) from None
    except _BROKEN:
        raise SeedError(_NO_PICTURE) from None
    return (height, width) if turned else (width, height)  # Pillow turns a TIFF by itself


def page_picture(image: Any, frame: int) -> Any:
    """Return one of an opened file's pictures: upright, in red, green and blue, on white paper.

    It may be the file itself, and is good until the next one is asked for. Raises
    :class:`SeedError`, in the middle of a sentence, for one that is damaged or would fill the
    memory.
    """
    from PIL import ImageOps
    from PIL.Image import DecompressionBombError

    try:
        image.seek(frame)
        if image.width * image.height > MOST_PIXELS:
            raise SeedError(_TOO_LARGE)
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        return _on_white(image)
    except DecompressionBombError:
        raise SeedError(_TOO_LARGE) from None
    except _BROKEN as error:
        why = str(error)[:80] or type(error).__name__
        raise SeedError(f"is damaged: {why}. Scan it anew, or save it anew") from None


def _on_white(image: Any) -> Any:
    """Return a picture in three colours; what can be looked through lies on white paper.

    As few copies as may be are made on the way: each takes half a gigabyte.
    """
    from PIL import Image

    if image.has_transparency_data:
        image = image if image.mode in ("RGBA", "LA") else image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    if image.mode.startswith("I") or image.mode == "F":
        return _in_shades(np.asarray(image)).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _in_shades(deep: Any) -> Any:
    """Return a picture in more than 256 shades, or in numbers, in as many as a screen has."""
    from PIL import Image

    if deep.dtype != np.uint16:
        deep = np.nan_to_num(deep).clip(0, None)
    factor = 255.0 / max(float(deep.max(initial=1)), 1.0)
    grey = np.empty(deep.shape, np.uint8)
    np.multiply(deep, factor, out=grey, casting="unsafe")
    return Image.fromarray(grey)
