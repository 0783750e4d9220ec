"""What the elements of a digital edition's page say of its lines (HTML): docs/pages.md."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.text.traced import Span

__all__ = ["Element", "Part"]


class Part(StrEnum):
    """What the element that a line stands in calls it."""

    TEXT = "text"
    """Nothing by name: running text, or what stands beside it."""
    KICKER = "kicker"
    HEADLINE = "headline"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    """A heading (``h1`` to ``h6``); which part of a headline its place tells."""
    BYLINE = "byline"
    STAMP = "stamp"
    """When, and from where, the text was put on the web."""
    CAPTION = "caption"
    """Beside a picture."""
    NAVIGATION = "navigation"
    """Links to other pages, and what stands among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A line of the page and what its element says of it."""

    span: Span
    """The line's offsets on the page."""
    part: Part = Part.TEXT
    """What it is called."""
    rank: int = 0
    """Of a heading, its level, 1 to 6; 0 for one that only its class makes one."""
    block: int = 0
    """Number of the paragraph or heading: lines that ``br`` parts have the same."""
    body: int | None = None
    """Number of the running text in which it stands; ``None`` outside of any."""
    item: int = 0
    """Number of the article or the entry of a list that it stands in; 0 outside of any."""
    strong: bool = False
    """Whether the whole line is set bold."""
