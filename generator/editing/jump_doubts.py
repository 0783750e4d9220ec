"""What is doubtful of texts that go on on another page, once all pages are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.editing.quotable_places import start_of
from generator.editing.remedies import Adviser
from generator.editing.words import Reason
from generator.model import (
    Article,
    ArticleNotes,
    Doubtful,
    DoubtKind,
    Evidence,
    PageNotes,
    Reconstruction,
    Remedy,
)

__all__ = ["jump_reasons", "jump_remedies", "with_jumps"]

_JOINED, _UNDECIDED = "jump/joined", "jump/undecided"
_NARROW = 3.0
"""Margin (in nats) below which two texts were joined by little: another way is a twentieth as
likely."""


def with_jumps(notes: PageNotes, result: Reconstruction) -> PageNotes:
    """Return what the site tells of a page, with what is doubtful about its jumps.

    An article that its editor has checked has none.
    """
    if not any(_doubtful(article) for article in result.articles):
        return notes
    adviser = Adviser(result)
    told = (*notes.articles, *[ArticleNotes()] * (len(result.articles) - len(notes.articles)))
    return replace(
        notes,
        articles=tuple(
            _told(article, of_article, adviser)
            for article, of_article in zip(result.articles, told, strict=True)
        ),
    )


def _told(article: Article, notes: ArticleNotes, adviser: Adviser) -> ArticleNotes:
    if not _doubtful(article):
        return notes
    remedies = dict.fromkeys((*jump_remedies(article, adviser), *notes.remedies))
    return replace(notes, doubts=(*notes.doubts, *_places(article)), remedies=tuple(remedies))


def _doubtful(article: Article) -> bool:
    return article.confidence < 1.0 and bool([*_by_little(article), *_undecided(article)])


def _places(article: Article) -> Iterator[Doubtful]:
    """Yield the doubtful places: where the text begins, or where it stops to go on elsewhere."""
    for evidence in _by_little(article):
        yield Doubtful(
            kind=DoubtKind.JUMP,
            offset=evidence.spans[0][0] if evidence.spans else 0,
            before=evidence.note,
            otherwise=evidence.runner_up or "",
        )
    names = [evidence.runner_up or evidence.note for evidence in _undecided(article)]
    if names:
        yield Doubtful(
            kind=DoubtKind.OPEN_JUMP,
            offset=start_of(article.body[0]) if article.body else 0,
            before="上接" + article.continued_from
            if article.continued_from is not None
            else f"下转{article.continues}",
            otherwise="”、“".join(names),
        )


def jump_reasons(article: Article) -> Iterator[Reason]:
    """Yield what is doubtful about an article's jumps, for ``review``."""
    for evidence in _by_little(article):
        other, place = evidence.runner_up, evidence.note
        yield Reason("jump-or", (place, other)) if other else Reason("jump", (place,))
    found = tuple((item.runner_up or "", item.note) for item in _undecided(article))
    if found:
        yield Reason("open-jump", pairs=found)


def jump_remedies(article: Article, adviser: Adviser) -> Iterator[Remedy]:
    """Yield the lines that say which article a continuation continues, or that it does none."""
    if article.continued_from is None:
        return
    for evidence in _undecided(article):
        yield from adviser.if_continues(article, evidence.note, evidence.runner_up or "")
    if any(_by_little(article)):
        yield from adviser.if_continues_none(article)


def _by_little(article: Article) -> Iterator[Evidence]:
    for evidence in article.evidence:
        narrow = evidence.margin is not None and evidence.margin < _NARROW
        if evidence.rule == _JOINED and narrow:
            yield evidence


def _undecided(article: Article) -> Iterator[Evidence]:
    yield from (evidence for evidence in article.evidence if evidence.rule == _UNDECIDED)
