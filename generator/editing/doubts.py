"""What is doubtful on a page, in words, and the sidecar lines that would settle it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.editing.explain import plain, shortened
from generator.editing.jump_doubts import jump_reasons, jump_remedies
from generator.editing.page_findings import damaged_words, is_damage
from generator.editing.quotable_places import after_credit, start_of
from generator.editing.remedies import Adviser
from generator.editing.words import Reason
from generator.model import (
    Article,
    ArticleNotes,
    Block,
    Doubtful,
    DoubtKind,
    Evidence,
    PageNotes,
    Reconstruction,
    Remedy,
    Role,
)

__all__ = ["Doubt", "Reason", "Remedy", "find_doubts", "page_notes"]

_SMALL = 6.0
"""Margin (in nats) below which a headline won by little."""
_SMALL_FOR_LEAD = 3.0
"""The same of a lead drawn apart: of 35 on 200 printed pages (validation, and those of another
paper) 18 of the 19 above it went to the right article, of the 16 below it 11."""
_SMALL_FOR_SET_UNDER = 3.0
"""The same of a headline by its place: another one is a twentieth as likely. On 56 printed pages
of days that places were not learned from, 11 of 278 won by less, all 11 rightly: it is no proof."""
_DECIDED_BY_LITTLE = {
    "story/headline": (DoubtKind.HEADLINE, _SMALL),
    "story/set-under": (DoubtKind.HEADLINE, _SMALL_FOR_SET_UNDER),
    "story/lead-drawn-apart": (DoubtKind.LEAD, _SMALL_FOR_LEAD),
}
"""Decisions about an article as a whole that may have won by little, and by how much."""
_NARROW = 3.0
"""Margin (in nats) below which text went on with other text by little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something on a page that an editor should look at."""

    page: str
    """The page."""
    headline: str | None
    """The article's headline; for text that no article has, the text."""
    opening: str
    """How the article's text begins."""
    confidence: float
    """How sure the article is; for text without a place, the least sure article of its page."""
    reasons: tuple[Reason, ...]
    """What is doubtful."""
    runner_up: str | None
    """The headline that would have been chosen otherwise."""
    remedies: tuple[Remedy, ...]
    """Sidecar lines, of which one settles it."""

    def record(self) -> dict[str, Any]:
        """Return it as an object for JSON."""
        return {
            "page": self.page,
            "headline": self.headline,
            "opening": self.opening,
            "confidence": self.confidence,
            "reasons": [reason.told("en") for reason in self.reasons],
            "runner_up": self.runner_up,
            "remedies": [{"if": r.condition, "yaml": r.yaml} for r in self.remedies],
        }


def find_doubts(result: Reconstruction, *, below: float) -> tuple[Doubt, ...]:
    """Return what is doubtful on a page, in the order of its articles, text without a place last.

    An article is doubtful whose confidence is less than ``below``, or that shows a fault: no
    headline, a sentence left open. One that its editor has checked is not.
    """
    adviser = Adviser(result)
    doubts = [
        _doubt(article, reasons, adviser)
        for article in result.articles
        if (reasons := tuple(_reasons(article, result, below)))
    ]
    least = min((article.confidence for article in result.articles), default=0.0)
    doubts += [
        _unplaced(block, result, least, adviser)
        for block in result.leftovers
        if block.role is Role.UNPLACED
    ]
    return tuple(doubts)


def page_notes(result: Reconstruction) -> PageNotes:
    """Return what the site tells of a page: of each article its doubtful places and remedies.

    An article that its editor has checked has none: nobody need look at it again.
    """
    adviser = Adviser(result)
    return PageNotes(
        articles=tuple(
            ArticleNotes()
            if article.confidence == 1.0
            else ArticleNotes(
                doubts=tuple(_doubtful_places(article, result.page.text)),
                remedies=tuple(dict.fromkeys(_remedies(article, adviser))),
            )
            for article in result.articles
        ),
        unplaced=tuple(
            tuple(adviser.if_unplaced_is(block))
            for block in result.leftovers
            if block.role is Role.UNPLACED
        ),
    )


def _doubtful_places(article: Article, text: str) -> Iterator[Doubtful]:
    for evidence in article.evidence:
        if not evidence.spans:
            continue
        if is_damage(evidence):
            start, end = evidence.spans[0]
            words = damaged_words(text, evidence)
            yield Doubtful(kind=DoubtKind.DAMAGE, offset=start, before=words, rule=evidence.rule)
        elif evidence.rule == "story/sentence-left-open":
            end = evidence.spans[-1][1]
            yield Doubtful(kind=DoubtKind.OPEN_SENTENCE, offset=end - 1, before=_end(text, end))
        elif _won_by_little(evidence):
            kind, _ = _DECIDED_BY_LITTLE[evidence.rule]
            start = evidence.spans[0][0]
            yield Doubtful(kind=kind, offset=start, otherwise=plain(evidence.runner_up))
    for evidence in _doubtful_joins(article):
        (_, cut), (start, end) = evidence.spans
        yield Doubtful(
            kind=DoubtKind.JOIN,
            offset=start,
            before=_end(text, cut),
            after=plain(text[start : min(end, start + 10)]),
            otherwise=plain(evidence.runner_up),
        )
    block = after_credit(article)
    if block is not None:
        words = plain(block.text.text[:10])
        yield Doubtful(kind=DoubtKind.AFTER_CREDIT, offset=start_of(block), after=words)


def _reasons(article: Article, result: Reconstruction, below: float) -> Iterator[Reason]:
    if article.confidence == 1.0:
        return
    if article.is_caption:  # which never has a headline
        if article.body[0].evidence[0].rule != "editor/caption":
            yield Reason("caption")
    elif article.title is None and article.continued_from is None and not article.is_brief:
        yield Reason("no-headline")
    yield from jump_reasons(article)
    yield from _damages(article.evidence, result.page.text)
    for evidence in article.evidence:
        if evidence.rule == "story/sentence-left-open":
            end = evidence.spans[-1][1] if evidence.spans else 0
            yield Reason("open-sentence", (_end(result.page.text, end),))
    if after_credit(article) is not None:
        yield Reason("after-credit")
    if article.confidence >= below:
        return
    for evidence in article.evidence:
        if not _won_by_little(evidence):
            continue
        if evidence.rule == "story/lead-drawn-apart":
            yield Reason("lead")
        elif article.title is not None:
            other = plain(evidence.runner_up)
            yield Reason("headline", (other,)) if other else Reason("headline-close")
    for evidence in _doubtful_joins(article):
        (_, cut), (start, end) = evidence.spans
        before = _end(result.page.text, cut)
        after = plain(result.page.text[start : min(end, start + 10)])
        other = plain(evidence.runner_up)
        said = (before, after)
        yield Reason("join-or", (*said, other)) if other else Reason("join", said)
    if any(block.role is Role.UNPLACED for block in result.leftovers):
        yield Reason("unplaced")
    yield Reason("bounds")


def _won_by_little(evidence: Evidence) -> bool:
    """Return whether a decision about an article as a whole is doubtful."""
    _, least = _DECIDED_BY_LITTLE.get(evidence.rule, (None, 0.0))
    return evidence.margin is not None and evidence.margin < least


def _damages(found: Sequence[Evidence], text: str) -> Iterator[Reason]:
    for evidence in filter(is_damage, found):
        yield Reason("damage", (evidence.rule, damaged_words(text, evidence)))


def _doubtful_joins(article: Article) -> Iterator[Evidence]:
    """Yield what joined the ends of a cut and was not sure: its first span is before the cut."""
    for block in article.body:
        for evidence in block.evidence:
            sure = evidence.margin is None or evidence.margin >= _NARROW
            if not sure and len(evidence.spans) == 2:
                yield evidence


def _end(text: str, end: int) -> str:
    return "".join(text[max(0, end - 16) : end].split())[-10:]


def _doubt(article: Article, reasons: tuple[Reason, ...], adviser: Adviser) -> Doubt:
    title = plain(article.title.text.text) if article.title else None
    return Doubt(
        page=article.page,
        headline=title,
        opening=shortened(article.body[0].text.text),
        confidence=article.confidence,
        reasons=reasons,
        runner_up=next((e.runner_up for e in _headline_evidence(article)), None),
        remedies=tuple(_remedies(article, adviser)),
    )


def _headline_evidence(article: Article) -> Iterator[Evidence]:
    yield from (e for e in article.evidence if e.rule.startswith("story/") and e.runner_up)


def _remedies(article: Article, adviser: Adviser) -> Iterator[Remedy]:
    yield from jump_remedies(article, adviser)
    yield from adviser.if_credit_closes(article)
    yield from adviser.if_sentence_goes_on(article)
    for evidence in _doubtful_joins(article):
        yield from adviser.if_goes_on_otherwise(evidence)
    for evidence in _headline_evidence(article):
        assert evidence.runner_up is not None
        if evidence.rule == "story/lead-drawn-apart":
            yield from adviser.if_lead_is_of(article, evidence)
        else:
            yield from adviser.if_headline_is(article, evidence.runner_up)
    if article.title is None:
        yield from adviser.if_goes_on_from_before(article)
        yield from adviser.if_headline_lies_aside(article)
    yield from adviser.if_subhead_is_headline(article)
    yield from adviser.if_right(article)


def _unplaced(block: Block, result: Reconstruction, least: float, adviser: Adviser) -> Doubt:
    return Doubt(
        page=result.page.name,
        headline=None,
        opening=shortened(block.text.text),
        confidence=least,
        reasons=(
            Reason("text-unplaced"),
            *_damages(block.evidence, result.page.text),
        ),
        runner_up=None,
        remedies=tuple(adviser.if_unplaced_is(block)),
    )
