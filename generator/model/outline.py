"""Where the articles of a page lie on its picture, and the pictures that were made of it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ArticleOutline", "Facsimile", "Loop", "PageOutlines", "PagePictures", "Picture", "Rect"]

Rect = tuple[int, int, int, int]
"""Left, top, right and bottom in whole points from the page's top left corner."""

Loop = tuple[tuple[int, int], ...]
"""The corners of a closed line of level and upright strokes; what it holds lies on its right."""


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
