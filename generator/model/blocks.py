"""A piece of a page with its role (what a piece can be), and why it has it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.text.traced import Span, Traced

__all__ = ["Block", "Evidence", "Role"]


class Role(StrEnum):
    """What a block is on the page."""

    LABEL = "label"
    """栏目: heads several short articles and belongs to all of them."""
    KICKER = "kicker"
    """引题、眉题: the line above the headline."""
    HEADLINE = "headline"
    """主题: the headline itself."""
    SUBTITLE = "subtitle"
    """副题: the line below the headline."""
    BYLINE = "byline"
    """署名: who wrote it."""
    LEAD = "lead"
    """导语 set apart from the body in a frame of its own."""
    PARAGRAPH = "paragraph"
    """One paragraph of the body."""
    SUBHEAD = "subhead"
    """小标题: a heading inside the body."""
    CAPTION = "caption"
    """图片说明: of a photograph in its article, or a report of its own; others are furniture."""
    TABLE = "table"
    """表格: its rows parted by line ends, its cells by tabs."""
    CREDIT = "credit"
    """来源: the closing （据…）."""
    FURNITURE = "furniture"
    """Masthead, folio, editors' line, jump line: set aside by rule."""
    NOTICE = "notice"
    """启事、公告、广告: set aside; its heading, if it has one, stands on a line of its own."""
    UNPLACED = "unplaced"
    """Text that no rule could place; set aside, never dropped."""
    SILENT = "silent"
    """Characters without a shape (soft hyphens, zero-width blanks): left out of every text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why something was decided."""

    rule: str
    """The rule's identifier, ``stage/name``."""
    spans: tuple[Span, ...] = ()
    """The page ranges that the rule looked at."""
    runner_up: str | None = None
    """What would have been chosen otherwise, where something was ranked."""
    margin: float | None = None
    """Score of the choice minus score of the runner-up."""
    note: str = ""
    """A few words of data for the explanation (not prose)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of the page with one role."""

    role: Role
    """What the piece is."""
    text: Traced
    """Its characters, in published typography once the last stage has run."""
    evidence: tuple[Evidence, ...] = ()
    """Why it has this role and stands here."""
