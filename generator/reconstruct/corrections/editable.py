"""An article while it is being put right, and where its characters lie."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from generator.model import Article, Block, Evidence, Role

__all__ = ["HEADS", "EditableArticle", "EditedPlace", "SetAsideText"]

HEADS = (Role.LABEL, Role.KICKER, Role.HEADLINE, Role.SUBTITLE, Role.BYLINE, Role.CREDIT)
"""Roles of which an article has at most one block."""


class SetAsideText(Enum):
    """What becomes of a block from whose middle words are taken."""

    CLOSES = 1
    """Its two ends are one block again."""
    PARTS = 2
    """They are two blocks."""
    READS = 3
    """One block where the first end leaves a sentence open, else two."""


@dataclass(slots=True, kw_only=True, eq=False)
class EditableArticle:
    """An article on the desk."""

    base: Article
    """As it came."""
    heads: dict[Role, Block]
    """Its headline and the like."""
    body: list[Block]
    """Its lead, paragraphs and subheads."""
    captions: list[Block] = field(default_factory=list)
    """What its photographs show."""
    evidence: list[Evidence] = field(default_factory=list)
    """What was decided here."""
    decided: dict[str, str] = field(default_factory=dict)
    """Facts that were stated here."""
    settled: bool = False
    """Whether its editor has said which headline it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedPlace:
    """Where a character lies."""

    draft: EditableArticle | None
    """Its article; ``None`` for what is set aside."""
    head: Role | None
    """The role of its block in the head, caption for one beside the body; ``None`` in a body or
    aside."""
    index: int
    """Number of its block in the body, among the captions, or among what is set aside."""
    at: int
    """Its position in that block."""
