"""What the stages share: lines, pieces, units, their kinds, the widths that they go by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.model import Evidence, Role
from generator.text.traced import Traced

__all__ = [
    "FULL",
    "HEADLINE",
    "INDENT",
    "LEAD",
    "LONG_HEADLINE",
    "UNWRAPPED",
    "WIDER",
    "Kind",
    "Line",
    "LineMark",
    "Paragraph",
    "Piece",
    "Story",
]

FULL = 0.3
"""Ems of slack up to which the column, not the writer, broke the line."""
INDENT = 2.25
"""A first line has the two ems of its indent more slack; above this it is merely short."""
LEAD, WIDER = 400, 1.4
"""Characters of a lead (导语) at most: it sums up and does not report; and how much wider than its
body's columns its frame is at least."""
UNWRAPPED = 30
"""Ems. Columns of newspapers are narrower: a wider line is a paragraph of a flowing dump."""
HEADLINE = 45
"""Characters. The longest headlines of dailies run to about forty …"""
LONG_HEADLINE = 64
"""… or, as the full name of a meeting or a decision, to sixty without any comma."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the page, or the part of one that has a role of its own."""

    text: Traced
    """Without blanks at its ends."""
    width: float
    """In ems."""
    indent: float
    """Ems of blank before it, as the dump kept them."""
    gap: bool
    """Whether a blank line or the page's start stands before it."""
    measure: float = 0.0
    """Width of the column it was set in, in ems; 0 where nothing shows one."""

    slack: float = 0.0
    """Ems left free at its end although the next line's first word would have fitted; only where
    ``measure`` is known, the page's ``noise`` taken off. Below zero: the column broke the line,
    not the writer."""
    noise: float = 0.0
    """Ems by which lines of this page stray from their measures."""
    leeway: float = 0.0
    """Ems of ``noise`` that only few lines show: too few to hide an indent where one is likely."""
    bond: float | None = None
    """Nats for its being the same story's text as the line put before it, where stories stood side
    by side; below zero: a story begins. ``None`` where file order tells."""

    evidence: tuple[Evidence, ...] = ()
    """Why it stands where it stands, where rows were put into the order of columns."""
    run_on: bool = False
    """Whether it is the rest of a printed line, which something else began."""
    heading: int = 0
    """Its level where Markdown makes a heading of it, 1 to 6; 0 where nothing does."""
    caption: bool = False
    """Whether Markdown shows it to be said of a picture."""
    table: bool = False
    """Whether it is a table of Markdown: its rows parted by line ends, its cells by tabs."""


class Kind(StrEnum):
    """What a piece looks like by itself."""

    PROSE = "prose"
    HEAD = "head"
    """Unpunctuated display text: headline, kicker, subtitle, label or subhead."""
    BYLINE = "byline"
    CREDIT = "credit"
    SIGNATURE = "signature"
    """Prose that closes an article: （作者为…）."""
    FURNITURE = "furniture"
    TABLE = "table"
    """Rows of a table: none of the text that it interrupts."""

    NOTICE = "notice"
    """A notice or an advertisement: nothing of the page's news."""

    @property
    def is_aside(self) -> bool:
        """Whether running text goes on over it as if it were not there."""
        return self in (Kind.FURNITURE, Kind.TABLE, Kind.NOTICE)


@dataclass(frozen=True, slots=True)
class LineMark:
    """What a line is, known from the line itself."""

    kind: Kind
    """Byline, credit, signature, furniture, or a heading of Markdown."""
    rule: str
    """The rule's name."""
    goes_on: bool = False
    """Whether it belongs to the marked line before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An unbroken run of lines with one look."""

    kind: Kind
    """What it looks like."""
    text: Traced
    """Its lines joined; the blanks between them are gone."""
    lines: tuple[Line, ...]
    """The lines."""
    terminated: bool
    """Whether it ends as a sentence does."""
    evidence: tuple[Evidence, ...] = ()
    """Why it has this kind."""
    tight: bool = False
    """Whether it goes on with the headline or subhead that the piece before it began."""
    set_as: Role | None = None
    """The part of a headline that its size, or a digital edition's element, shows it to be."""

    @property
    def gap(self) -> bool:
        """Whether a blank line stands before it."""
        return self.lines[0].gap

    @property
    def measure(self) -> float:
        """Width of its column in ems, 0 if unknown."""
        return self.lines[0].measure

    @property
    def width(self) -> float:
        """Width of its widest line in ems."""
        return max(line.width for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of running text."""

    text: Traced
    """Its pieces joined."""
    parts: tuple[int, ...]
    """Indexes of its pieces on the page."""
    measure: float
    """Width of its first column in ems, 0 if unknown."""
    width: float
    """Width that its lines reach in ems."""
    signature: bool = False
    """Whether it closes an article: （作者为…）."""
    whole: bool = False
    """Whether its form shows that it is whole, however it ends: a paragraph of HTML, or one
    that leaves room in its column."""
    evidence: tuple[Evidence, ...] = ()
    """One entry a join."""

    @property
    def first(self) -> int:
        """Index of its first piece."""
        return self.parts[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article as indexes into a page's pieces and paragraphs."""

    headline: tuple[int, ...]
    """Pieces of the headline in printed order; empty if none was found."""
    byline: int | None
    """Piece of the byline."""
    leads: tuple[int, ...]
    """Paragraphs drawn apart from the body: its lead."""
    paragraphs: tuple[int, ...]
    """Paragraphs of the body in reading order."""
    margin: float
    """What the headline is worth to this body over the runner-up, in nats."""
    evidence: tuple[Evidence, ...]
    """Why it has this headline and these leads."""
    captions: tuple[int, ...] = ()
    """Pieces that say what its photographs show."""
    beliefs: tuple[float, ...] = ()
    """How likely each decision is that it rests on."""
