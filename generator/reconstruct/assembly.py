"""Stories to articles: every piece of the page gets its role and its place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.model import Article, Block, Evidence, Page, Reconstruction, Role
from generator.reconstruct.headlines import is_label, split_headline
from generator.reconstruct.joins import Paragraph
from generator.reconstruct.pieces import Kind, Piece
from generator.reconstruct.stories import Story
from generator.reconstruct.vocabulary import credit_source, names_in
from generator.text.traced import join_traced

__all__ = ["assemble_articles"]

_SHORT_ITEM = 1500
"""Characters. What stands under a label (栏目) is a short item."""


@dataclass(slots=True)
class _Draft:
    """An article while its pieces are gathered."""

    story: Story
    body: list[tuple[int, Block]] = field(default_factory=list)
    label: int | None = None
    shares: int | None = None
    headline: tuple[int, ...] = ()
    byline: int | None = None
    credit: int | None = None


def assemble_articles(
    page: Page,
    pieces: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    stories: Sequence[Story],
) -> Reconstruction:
    """Return the articles of ``page`` in the order of their bodies, and what is set aside."""
    drafts = [_Draft(story=story) for story in stories]
    placed: set[int] = set()
    for draft, story in zip(drafts, stories, strict=True):
        for role, chosen in ((Role.LEAD, story.leads), (Role.PARAGRAPH, story.paragraphs)):
            for k in chosen:
                paragraph = paragraphs[k]
                position = paragraph.first if role is Role.PARAGRAPH else k - len(pieces)
                block = Block(role=role, text=paragraph.text, evidence=paragraph.evidence)
                draft.body.append((position, block))
                placed.update(paragraph.parts)
        draft.headline = draft.story.headline
        draft.byline = draft.story.byline
        placed.update(draft.headline)
        if draft.byline is not None:
            placed.add(draft.byline)
    _take_labels(drafts, pieces, paragraphs)
    for i, piece in enumerate(pieces):
        if i not in placed and _place_between(i, piece, pieces, paragraphs, drafts):
            placed.add(i)
    leftovers = tuple(
        Block(
            role=Role.FURNITURE if piece.kind is Kind.FURNITURE else Role.UNPLACED,
            text=piece.text,
            evidence=piece.evidence,
        )
        for i, piece in enumerate(pieces)
        if i not in placed
    )
    return Reconstruction(
        page=page,
        articles=tuple(_article(page, draft, pieces) for draft in drafts),
        leftovers=leftovers,
    )


def _take_labels(
    drafts: Sequence[_Draft], pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]
) -> None:
    """Give a label to the short items that follow it without a byline of their own."""
    current: int | None = None
    for n, draft in enumerate(drafts):
        size = sum(len(paragraphs[k].text) for k in draft.story.paragraphs)
        short = size <= _SHORT_ITEM and draft.byline is None and bool(draft.headline)
        if short and len(draft.headline) > 1 and is_label(
            pieces[draft.headline[0]], pieces[draft.headline[1]]
        ):
            follower = drafts[n + 1] if n + 1 < len(drafts) else None
            if follower is not None and follower.headline and follower.byline is None:
                draft.label = current = draft.headline[0]
                draft.headline = draft.headline[1:]
                continue
        if short and current is not None:
            draft.shares = current
        else:
            current = None


def _place_between(
    i: int,
    piece: Piece,
    pieces: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    drafts: Sequence[_Draft],
) -> bool:
    """Give a credit, a byline or a subhead to the article in whose body it stands."""
    if piece.kind is Kind.FURNITURE:
        return False
    before = after = None
    for draft in drafts:
        own = [paragraphs[k] for k in draft.story.paragraphs]
        if any(p.first < i for p in own):
            last = max(p.last for p in own if p.first < i)
            if before is None or last > before[0]:
                before = (last, draft)
        if any(p.last > i for p in own):
            first = min(p.first for p in own if p.last > i)
            if after is None or first < after[0]:
                after = (first, draft)
    if piece.kind is Kind.CREDIT and before is not None and before[1].credit is None:
        before[1].credit = i
        return True
    if piece.kind is Kind.BYLINE:
        for found in (before, after):
            if found is not None and found[1].byline is None and found[1].headline:
                found[1].byline = i
                return True
        return False
    if piece.kind is Kind.HEAD and after is not None:
        draft = after[1]
        if before is None or before[1] is not draft:
            # before the first paragraph: a subhead only if the headline is already over it
            if not draft.headline or max(draft.headline) > i:
                return False
        joined = draft.body[-1] if draft.body else None
        for k, (position, block) in enumerate(draft.body):
            if position == i - 1 and block.role is Role.SUBHEAD and not piece.gap:
                draft.body[k] = (
                    i,
                    Block(
                        role=Role.SUBHEAD,
                        text=join_traced((block.text, piece.text)),
                        evidence=(*block.evidence, *piece.evidence),
                    ),
                )
                return True
        del joined
        draft.body.append(
            (i, Block(role=Role.SUBHEAD, text=piece.text, evidence=(Evidence(rule="subhead/inside-body", spans=piece.text.spans),)))
        )
        return True
    return False


def _article(page: Page, draft: _Draft, pieces: Sequence[Piece]) -> Article:
    kicker, title, subtitle = split_headline([pieces[i] for i in draft.headline])
    label = draft.label if draft.label is not None else draft.shares
    byline = _block(draft.byline, Role.BYLINE, pieces)
    credit = _block(draft.credit, Role.CREDIT, pieces)
    return Article(
        page=page.name,
        body=tuple(block for _, block in sorted(draft.body, key=lambda item: item[0])),
        title=title,
        kicker=kicker,
        subtitle=subtitle,
        label=_block(label, Role.LABEL, pieces),
        byline=byline,
        credit=credit,
        authors=names_in(byline.text.text) if byline else (),
        source=(credit_source(credit.text.text) or None) if credit else None,
        confidence=_confidence(draft.story),
        evidence=draft.story.evidence,
    )


def _block(index: int | None, role: Role, pieces: Sequence[Piece]) -> Block | None:
    if index is None:
        return None
    return Block(role=role, text=pieces[index].text, evidence=pieces[index].evidence)


def _confidence(story: Story) -> float:
    """Return how sure the choice of headline and bounds is, from its margin in nats."""
    return round(1 / (1 + math.exp(-story.margin / 2)), 3)
