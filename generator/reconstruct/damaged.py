"""Articles whose characters the tool that made the page left damaged: they are never sure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.model import Article, Block, Evidence, Reconstruction
from generator.reconstruct.confidence import BROKEN
from generator.text.damage import find_damage
from generator.text.traced import Span

__all__ = ["tell_damage"]


def tell_damage(result: Reconstruction) -> Reconstruction:
    """Return ``result`` with evidence of each damage where it stands, and less confidence there.

    An article with a character that nobody can read is not exactly right, however sure its bounds:
    as with a sentence that breaks off, it is at most half as sure. One that its editor has checked
    stays as it is.
    """
    damage = find_damage(result.page.text)
    if not damage:
        return result
    return replace(
        result,
        articles=tuple(_article(article, damage) for article in result.articles),
        leftovers=tuple(
            replace(block, evidence=(*block.evidence, *_evidence([block], damage)))
            for block in result.leftovers
        ),
    )


def _article(article: Article, damage: dict[str, tuple[Span, ...]]) -> Article:
    evidence = _evidence(article.blocks, damage) if article.confidence < 1.0 else ()
    if not evidence:
        return article
    confidence = round(article.confidence * BROKEN, 3)
    return replace(article, confidence=confidence, evidence=(*article.evidence, *evidence))


def _evidence(blocks: Iterable[Block], damage: dict[str, tuple[Span, ...]]) -> tuple[Evidence, ...]:
    """Return one entry for each kind of damage that touches the blocks."""
    own = {origin for block in blocks for origin in block.text.origins}
    found = (
        (rule, tuple(span for span in spans if not own.isdisjoint(range(*span))))
        for rule, spans in damage.items()
    )
    return tuple(Evidence(rule=rule, spans=spans) for rule, spans in found if spans)
