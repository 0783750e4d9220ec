"""Where things stand on a page: its characters as they came, its articles as they were made.

Forms of files with places are told in docs/pages.md; the outlines lie on pictures of the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.text.traced import Span

__all__ = [
    "ArticleOutline",
    "Box",
    "Direction",
    "Facsimile",
    "Geometry",
    "Loop",
    "PageOutlines",
    "PagePictures",
    "Picture",
    "Rect",
    "Run",
]

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points, from the page's top left corner."""
Rect = tuple[int, int, int, int]
"""Left, top, right and bottom in whole points from the page's top left corner."""
Loop = tuple[tuple[int, int], ...]
"""The corners of a closed line of level and upright strokes; what it holds lies on its right."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleOutline:
    """Where one article lies."""

    loops: tuple[Loop, ...]
    """What surrounds it, and the holes in it."""
    blocks: tuple[tuple[Rect, ...], ...]
    """The areas of each of its blocks, in the order of :attr:`generator.model.Article.blocks`."""

    @property
    def box(self) -> Rect:
        """The smallest rectangle around it."""
        xs = [x for loop in self.loops for x, _ in loop]
        ys = [y for loop in self.loops for _, y in loop]
        return (min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOutlines:
    """Where everything on a page lies."""

    size: tuple[float, float]
    """Width and height of the page in points."""
    sha256: str
    """Of the file that the places were read from."""
    articles: tuple[ArticleOutline, ...]
    """In the order of the page's articles; one that no place is known of has no loops."""
    asides: tuple[tuple[Rect, ...], ...]
    """The areas of each leftover, in their order."""
    guessed: bool = False
    """Whether nothing tells the size (:attr:`Geometry.guessed`)."""
    slope: float = 0.0
    """By how much the picture that was read is to be turned (:attr:`Geometry.slope`)."""
    doubts: tuple[tuple[int, tuple[Rect, ...]], ...] = ()
    """Where the doubtful places stand, each by its offset in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that was made of a page, or of a part of it."""

    name: str
    """Its file's name where pictures are kept."""
    size: tuple[int, int]
    """Width and height in pixels."""
    weight: int
    """Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePictures:
    """The pictures of a page."""

    reading: Picture
    """The page at the size at which it is read."""
    double: Picture
    """The page at up to double that size, for whoever looks closely."""
    clippings: tuple[Picture | None, ...] = ()
    """Each article by itself; ``None`` where its place is not known."""

    @property
    def all(self) -> tuple[Picture, ...]:
        """Every picture."""
        return (self.reading, self.double, *(p for p in self.clippings if p is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facsimile:
    """A page as it looks."""

    pictures: PagePictures
    """Its pictures."""
    outlines: PageOutlines | None = None
    """Where its articles lie on them, if the page shows it."""

    def clipping(self, article: int) -> Picture | None:
        """Return the picture of an article by its number on the page, from 0."""
        own = self.pictures.clippings
        return own[article] if article < len(own) else None

    def outline(self, article: int) -> ArticleOutline | None:
        """Return where an article lies, by its number on the page, if that is known."""
        own = self.outlines.articles if self.outlines is not None else ()
        return own[article] if article < len(own) and own[article].loops else None
