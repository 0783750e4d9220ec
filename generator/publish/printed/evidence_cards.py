"""Why each block of a page stands where it does, for the page as printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.model import Article, Block, Entry, Evidence, Reconstruction, Role
from generator.model.languages import rule_in_chinese
from generator.publish.escape import Safe, one_line
from generator.publish.labels.article_labels import certainty_words, headline_words, no_title
from generator.publish.labels.article_summary import opening_of
from generator.publish.labels.review import fragment
from generator.publish.labels.review_labels import ROLES, margin_words
from generator.publish.page_segments import BlockPlace
from generator.publish.paths import article_path, web_link

__all__ = ["EvidenceCard", "EvidenceCards", "reasons_of", "shortened", "tag_of", "title_of"]

_SHOWN = 40
"""Characters of a text that are shown where it is only named."""
_TAGS = {Role.PARAGRAPH: "段", Role.CAPTION: "图", Role.LEAD: "导语", Role.SUBHEAD: "小题"}
_ASIDE = {Role.FURNITURE: "附", Role.UNPLACED: "疑"}
_WHOLE = {
    Role.HEADLINE: ("story/headline", "story/in-order", "story/in-edition", "story/set-under"),
    Role.LEAD: ("story/lead-drawn-apart", "lead/read"),
}
"""Decisions about the article as a whole that are about one of its blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCard:
    """The evidence of one block."""

    number: int
    """Its number on the page, from 1."""
    shown: int
    """The number of the first block of the page with the same evidence: the two share a card."""
    tag: str
    """What marks the block's pieces: the article's number and what it is there."""
    role: str
    """The block's role."""
    reasons: tuple[str, ...]
    """The rules that decided, in words, with their names."""
    runners_up: tuple[str, ...]
    """What would have been chosen otherwise."""
    confidence: str
    """How sure the article is; empty for what was set aside."""
    back: Safe | None
    """The link to the block in its article, which the block's mark has."""
    also: tuple[tuple[str, Safe], ...] = ()
    """The other articles that a label heads."""

    @property
    def said(self) -> tuple[object, ...]:
        """All that is the same of two blocks with the same evidence."""
        return self.role, self.reasons, self.runners_up, self.confidence, self.also


class EvidenceCards:
    """The cards of a page, numbered as they are asked for."""

    def __init__(self, path: str, result: Reconstruction, entries: Sequence[Entry | None]) -> None:
        self._path, self._result, self._entries = path, result, entries
        self._of: dict[int, EvidenceCard] = {}
        self._first: dict[tuple[object, ...], int] = {}

    @property
    def distinct(self) -> tuple[EvidenceCard, ...]:
        """Those asked for so far, of blocks with the same evidence the first."""
        return tuple(card for card in self._of.values() if card.shown == card.number)

    def of(self, place: BlockPlace) -> EvidenceCard:
        """Return the card of a block, a new one for a new block."""
        card = self._of.get(id(place.block))
        if card is None:
            card = self._of[id(place.block)] = self._new_card(place, len(self._of) + 1)
        return card

    @property
    def numbers(self) -> dict[int, int]:
        """The numbers of those asked for so far, by the ``id()`` of their blocks."""
        return {block: card.number for block, card in self._of.items()}

    def number_of(self, block: Block) -> int:
        """Return the number of a block's card; 0 if nobody has asked for it."""
        card = self._of.get(id(block))
        return card.number if card else 0

    def fragment(self, article: int | None, anchor: str) -> str:
        """Return the fragment of an article's block; what was set aside has its own."""
        if article is None:
            return anchor
        entry = self._entries[article] if article < len(self._entries) else None
        return fragment(entry.id if entry else f"a{article + 1}", anchor)

    def _new_card(self, place: BlockPlace, number: int) -> EvidenceCard:
        block = place.block
        evidence = block.evidence
        confidence, back, tag = "", None, tag_of(place)
        if place.article is not None:
            article = self._result.articles[place.article]
            whole = _WHOLE.get(block.role, ())
            evidence += tuple(e for e in article.evidence if e.rule in whole)
            confidence = certainty_words(article)
            back = self._back(place.article, place.anchor)
            tag = f"{place.article + 1}·{tag}"
        card = EvidenceCard(
            number=number,
            shown=number,
            tag=tag,
            role=ROLES[block.role],
            reasons=reasons_of(evidence),
            runners_up=tuple(
                dict.fromkeys(shortened(e.runner_up) for e in evidence if e.runner_up)
            ),
            confidence=confidence,
            back=back,
            also=tuple(
                (f"第 {n + 1} 篇", link) for n in place.shared if (link := self._back(n, ""))
            ),
        )
        return replace(card, shown=self._first.setdefault(card.said, number))

    def _back(self, n: int, anchor: str) -> Safe | None:
        entry = self._entries[n]
        if entry is None:
            return None
        link = web_link(self._path, article_path(entry.id))
        # Only the parts of the body have fragments there; the rest stands at the top.
        return Safe(f"{link}#{anchor}") if anchor[1:].isdigit() else link


def tag_of(place: BlockPlace) -> str:
    """Return what a block is within its article, or among what was set aside, in few words.

    >>> from generator.text.traced import Traced
    >>> block = Block(role=Role.PARAGRAPH, text=Traced.from_page("好。"))
    >>> tag_of(BlockPlace(block=block, anchor="p3"))
    '段3'
    """
    role, number = place.block.role, place.anchor[1:]
    if place.article is None and role in _ASIDE:
        return f"{_ASIDE[role]}{number}"
    word = _TAGS.get(role)
    return ROLES[role] if word is None else word if role is Role.LEAD else f"{word}{number}"


def reasons_of(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Return each rule once, in words with its name and the margin by which it won."""
    found: dict[str, float | None] = {}
    for item in evidence:
        known = found.get(item.rule)
        both = [m for m in (known, item.margin) if m is not None]
        found[item.rule] = min(both, default=None)
    return tuple(
        f"{rule_in_chinese(rule)}（{rule}{'' if margin is None else margin_words(margin)}）"
        for rule, margin in found.items()
    )


def title_of(article: Article, entry: Entry | None) -> str:
    """Return the headline in one line; without one, that there is none and how the text begins."""
    words = no_title(article) if entry is None else headline_words(entry)
    if article.title is not None:
        return one_line(article.title.text.text)
    if entry is not None and entry.article.title is not None:  # which stands on another page
        return words
    return words + shortened(opening_of(entry) if entry else "")


def shortened(text: str, most: int = _SHOWN) -> str:
    """Return a text in one line of ``most`` characters.

    >>> shortened("山水县办起老年食堂", 6)
    '山水县办起…'
    """
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1] + "…"
