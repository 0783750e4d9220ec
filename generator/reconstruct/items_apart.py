"""Articles without running text: a caption that tells a story, a table under its headline."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import Article, Block, Evidence, Page, Role
from generator.reconstruct.confidence import CAPTION
from generator.reconstruct.headlines import split_headline
from generator.reconstruct.pieces import Piece

__all__ = ["caption_item", "table_item"]


def caption_item(page: Page, piece: Piece) -> Article:
    """Return a caption that tells a story as an article without a headline."""
    body = Block(role=Role.CAPTION, text=piece.text, evidence=piece.evidence)
    evidence = (Evidence(rule="story/caption", spans=piece.text.spans),)
    return Article(page=page.name, body=(body,), confidence=CAPTION, evidence=evidence)


def table_item(page: Page, head: Sequence[Piece], table: Piece) -> Article:
    """Return a table without a text as an article under the headline that stands over it."""
    kicker, title, subtitle = split_headline(head)
    body = Block(role=Role.TABLE, text=table.text, evidence=table.evidence)
    evidence = (Evidence(rule="story/table", spans=table.text.spans[:1]),)
    return Article(
        page=page.name,
        body=(body,),
        kicker=kicker,
        title=title,
        subtitle=subtitle,
        confidence=CAPTION,
        evidence=evidence,
    )
