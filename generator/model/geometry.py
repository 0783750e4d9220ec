"""Where the characters of a page stand, for pages that show it (PDF, OCR): docs/pages.md."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.text.traced import Span

__all__ = ["Box", "Direction", "Geometry", "Run"]

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points, from the page's top left corner."""


class Direction(StrEnum):
    """Which way a run is set."""

    HORIZONTAL = "h"
    VERTICAL = "v"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters that were set one after the other on one line, in one size and one font."""

    span: Span
    """Their offsets on the page."""
    base: tuple[float, float]
    """The pen's place (left end of the baseline) at the first of them, in points."""
    em: float
    """Size of the letters in points."""
    direction: Direction = Direction.HORIZONTAL
    xs: tuple[float, ...] = ()
    """The pen's place at each character along the line (``y`` in a vertical run); empty where only
    both ends are known, as from OCR."""
    end: float = 0.0
    """Where the last one ends along the line."""
    font: str | None = None
    """Name of the font without its subset's prefix; ``None`` where none is given."""
    bold: bool | None = None
    """Whether the font is a bold one; ``None`` where nothing tells."""
    conf: float | None = None
    """How sure an OCR tool is of the characters, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """A page's size, its runs of characters, and what is drawn beside them."""

    size: tuple[float, float]
    """Width and height in points."""
    made_by: str
    """The library that told it, and its version."""
    sha256: str
    """Of the file that it was read from."""
    runs: tuple[Run, ...]
    """In the order of the text; each character that is no blank stands in exactly one."""
    rules: tuple[Box, ...] = ()
    """Thin lines: between columns, over and under stories."""
    boxes: tuple[Box, ...] = ()
    """Frames and tinted areas."""
    pictures: tuple[Box, ...] = ()
    guessed: bool = False
    """Whether the size is only what the page's lines take up, as nothing tells it."""
    slope: float = 0.0
    """How far lines fall for each step to the right in the picture that was read: all places here
    are those of the page turned level about its middle."""
