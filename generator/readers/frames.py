"""Which pictures in a file are its pages, for OCR and for the view of a page alike."""

from __future__ import annotations

import struct
from typing import Any

__all__ = ["BROKEN", "FORMATS", "page_frames_of"]

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
"""What scanners write; decoders of everything else stay shut."""
BROKEN = (
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
_SUBFILE, _REDUCED = 254, 1
"""TIFF 6.0's NewSubfileType, and its bit for another picture's smaller copy."""


def page_frames_of(image: Any) -> list[int]:
    """Return the numbers, from 0, of the pictures of an opened file that are its pages.

    Only a TIFF has several: cameras put small copies beside a JPEG (MPO), and the pictures of an
    animation are one page. Scanners put small copies into a TIFF, too, and say so. Raises one of
    :data:`BROKEN` for a damaged file.
    """
    count = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    pages = [frame for frame in range(count) if count == 1 or not _is_copy(image, frame)]
    return pages or [0]


def _is_copy(image: Any, frame: int) -> bool:
    from PIL.Image import DecompressionBombError

    try:
        image.seek(frame)
        return bool(int(image.tag_v2.get(_SUBFILE, 0)) & _REDUCED)
    except (*BROKEN, DecompressionBombError):
        return False  # reading it tells what is wrong
