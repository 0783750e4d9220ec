"""Damaged text of a page, told to whoever looks after the pages."""

from __future__ import annotations

from collections.abc import Iterator

from generator.editing.explain import plain
from generator.model import Evidence, Reconstruction
from generator.model.rule_words import rule_in_english

__all__ = ["damage_lines", "damaged_words", "is_damage"]

_QUOTED = 16
"""Characters of the damage that are quoted."""
_HINTS = {
    "damage/misread": "Save the file again from its source, in the encoding that it was written in",
    "damage/escaped": "Save the text of the page, not what a program writes of it",
    "damage/reversed": "Take the text out of its source with another tool",
}
_HINT = "Take the text out of its source with another tool, or by OCR"
"""What to do where the characters themselves are lost."""


def is_damage(evidence: Evidence) -> bool:
    """Return whether evidence tells of damaged text."""
    return evidence.rule.startswith("damage/")


def damaged_words(text: str, evidence: Evidence) -> str:
    """Return the first damaged words of a page's ``text``, as they stand there."""
    start, end = evidence.spans[0]
    words = plain(text[start : min(end, start + _QUOTED)])
    return words if end - start <= _QUOTED else f"{words}…"


def damage_lines(result: Reconstruction) -> Iterator[str]:
    """Yield a line for each kind of damage on a page: what is wrong, where, and what to do.

    Articles that their editor has checked are passed over.
    """
    found: dict[str, dict[tuple[int, int], str]] = {}
    for article in result.articles:
        if article.confidence < 1.0:
            title = f" in “{plain(article.title.text.text)}”" if article.title else ""
            for evidence in filter(is_damage, article.evidence):
                for span in evidence.spans:
                    found.setdefault(evidence.rule, {}).setdefault(span, title)
    for block in result.leftovers:
        for evidence in filter(is_damage, block.evidence):
            for span in evidence.spans:
                found.setdefault(evidence.rule, {}).setdefault(span, " in text that was set aside")
    for rule, places in found.items():
        first = min(places)
        words = damaged_words(result.page.text, Evidence(rule=rule, spans=(first,)))
        more = f" and {len(places) - 1} more places" if len(places) > 1 else ""
        yield (
            f"{result.page.name}: its text is damaged. {rule_in_english(rule)} “{words}”"
            f"{places[first]}, offset {first[0]}{more}. {_HINTS.get(rule, _HINT)}."
        )
