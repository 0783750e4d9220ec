"""Stories to articles: every piece of the page gets its role and its place."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.model import Article, Block, Evidence, Page, Reconstruction, Role
from generator.reconstruct.captions import CAPTION_STORY
from generator.reconstruct.headlines import is_box_label, is_label, split_headline
from generator.reconstruct.jumps import Jump, find_jumps
from generator.reconstruct.measures import LEAD, WIDER
from generator.reconstruct.pieces import Edge, Kind, Paragraph, Piece, Story
from generator.reconstruct.vocabulary import credit_source, names_in
from generator.text.characters import ends_sentence
from generator.text.traced import join_traced

__all__ = ["assemble_articles"]

_BROKEN = 0.5
"""Highest confidence of an article with a sentence whose end was not found."""
_LIST_ENDS = ("：", ":", "；", ";", "——", "”")
"""Besides a sentence's end, how a paragraph may close: before or inside a list."""
_SPOKEN = ("”", "？", "?", "！", "!", "…", "—", "：", ":")
"""A subhead (小标题) bears no closing mark: what stands alone in quotation marks or as a question
is somebody's word, and what ends in a dash or a colon leads over to the text below."""
_CAPTION = 0.75
"""Confidence of a caption kept as an item: its bounds are printed, and it has no headline."""
_SHORT_ITEM = 1500
"""Characters. What stands under a label (栏目) is a short item."""


_Owned: TypeAlias = tuple[int, int]
"""A prose piece and the number of the article that has it."""


@dataclass(slots=True)
class _Draft:
    """An article while its pieces are gathered."""

    story: Story
    size: int
    """Characters of its body."""
    headline: tuple[int, ...]
    byline: int | None
    credit: int | None = None
    label: int | None = None
    subheads: list[list[int]] = field(default_factory=list)
    """Pieces of each subhead."""
    origin: list[Jump] = field(default_factory=list)
    """Jump lines that say where it comes from …"""
    onward: list[Jump] = field(default_factory=list)
    """… and where it goes on."""


def assemble_articles(
    page: Page,
    pieces: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    stories: Sequence[Story],
) -> Reconstruction:
    """Return the articles of ``page`` in the order of their bodies, and what is set aside."""
    drafts = [_draft(story, paragraphs) for story in stories]
    placed = {part for paragraph in paragraphs for part in paragraph.parts}
    for draft in drafts:
        placed.update(draft.headline)
        placed.update(() if draft.byline is None else (draft.byline,))
    _share_labels(drafts, pieces)
    prose = sorted(
        (part, n)
        for n, story in enumerate(stories)
        for k in story.paragraphs
        for part in paragraphs[k].parts
    )
    for i in range(len(pieces)):
        if i not in placed and _place(i, pieces, drafts, prose):
            placed.add(i)
    for jump in find_jumps(pieces, prose):
        (drafts[jump.article].onward if jump.away else drafts[jump.article].origin).append(jump)
    told = [i for i, piece in enumerate(pieces) if piece.evidence[0].rule == CAPTION_STORY]
    placed.update(told)
    leftovers = tuple(_leftover(piece) for i, piece in enumerate(pieces) if i not in placed)
    rest = any(block.role is Role.UNPLACED for block in leftovers)
    least = min((story.margin for story in stories), default=0.0)
    articles = [
        _article(
            page,
            draft,
            pieces,
            paragraphs,
            _confidence(draft.story, least, rest, _mixed(draft, paragraphs)),
        )
        for draft in drafts
    ]
    for i in told:
        _insert(articles, _caption(page, pieces[i]))
    return Reconstruction(page=page, articles=tuple(articles), leftovers=leftovers)


def _caption(page: Page, piece: Piece) -> Article:
    """Return a caption that tells a story as an article without a headline."""
    body = Block(role=Role.CAPTION, text=piece.text, evidence=piece.evidence)
    evidence = (Evidence(rule="story/caption", spans=piece.text.spans),)
    return Article(page=page.name, body=(body,), confidence=_CAPTION, evidence=evidence)


def _insert(articles: list[Article], caption: Article) -> None:
    """Put a caption before the first article whose body begins after it."""
    at = _begins(caption)
    place = next((n for n, a in enumerate(articles) if _begins(a) > at), len(articles))
    articles.insert(place, caption)


def _begins(article: Article) -> int:
    flow = [block for block in article.body if block.role is not Role.LEAD] or article.body
    return next((o for block in flow for o in block.text.origins if o is not None), 0)


def _draft(story: Story, paragraphs: Sequence[Paragraph]) -> _Draft:
    body = [paragraphs[k] for k in story.paragraphs]
    return _Draft(
        story=story,
        size=sum(len(paragraph.text) for paragraph in body),
        headline=story.headline,
        byline=story.byline,
    )


def _leftover(piece: Piece) -> Block:
    furniture = piece.kind is Kind.FURNITURE
    evidence = () if furniture else (Evidence(rule="unplaced/no-story", spans=piece.text.spans),)
    return Block(
        role=Role.FURNITURE if furniture else Role.UNPLACED,
        text=piece.text,
        evidence=(*piece.evidence, *evidence),
    )


def _share_labels(drafts: Sequence[_Draft], pieces: Sequence[Piece]) -> None:
    """Give a label (栏目) to the short items that follow it without bylines of their own."""
    label: int | None = None
    for n, draft in enumerate(drafts):
        following = drafts[n + 1] if n + 1 < len(drafts) else None
        if not (draft.headline and draft.byline is None and draft.size <= _SHORT_ITEM):
            label = None
            continue
        if (
            len(draft.headline) > 1
            and is_label(pieces[draft.headline[0]], pieces[draft.headline[1]])
            and following is not None
            and following.headline
            and following.byline is None
        ):
            label, *rest = draft.headline
            draft.headline = tuple(rest)
        draft.label = label


def _place(
    i: int, pieces: Sequence[Piece], drafts: Sequence[_Draft], prose: Sequence[_Owned]
) -> bool:
    """Give a credit, a byline or a subhead to the article in whose body it stands."""
    piece = pieces[i]
    at = bisect_left(prose, i, key=lambda owned: owned[0])
    above = drafts[prose[at - 1][1]] if at else None
    below = drafts[prose[at][1]] if at < len(prose) else None
    if piece.kind is Kind.CREDIT and above is not None and above.credit is None:
        above.credit = i
        return True
    if piece.kind is Kind.BYLINE:
        for draft in (above, below):
            if draft is not None and draft.byline is None and draft.headline:
                draft.byline = i
                return True
    if piece.kind is not Kind.HEAD or below is None:
        return False
    under = bool(below.headline) and max(below.headline) < i
    if above is not below and not (under or is_box_label(piece)):
        return False  # over the first paragraph it is a subhead only below the headline
    if below.subheads and below.subheads[-1][-1] == i - 1 and _same_subhead(pieces, i):
        below.subheads[-1].append(i)
    else:
        below.subheads.append([i])
    return True


def _same_subhead(pieces: Sequence[Piece], i: int) -> bool:
    """Return whether display piece ``i`` goes on with the subhead that the one before it began.

    Not after a dash, which leads over; after a blank line only where the line above is full.
    """
    before, piece = pieces[i - 1], pieces[i]
    if before.text.text.endswith("—"):
        return False
    return not piece.gap or (before.end is Edge.FLUSH and piece.width < before.width)


def _article(
    page: Page,
    draft: _Draft,
    pieces: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    confidence: float,
) -> Article:
    kicker, title, subtitle = split_headline([pieces[i] for i in draft.headline])
    body = _body(draft, pieces, paragraphs)
    broken = _broken(draft, paragraphs)
    byline = _block(draft.byline, Role.BYLINE, pieces)
    credit = _block(draft.credit, Role.CREDIT, pieces)
    return Article(
        page=page.name,
        body=body,
        title=title,
        kicker=kicker,
        subtitle=subtitle,
        label=_block(draft.label, Role.LABEL, pieces),
        byline=byline,
        credit=credit,
        authors=names_in(byline.text.text) if byline else (),
        source=(credit_source(credit.text.text) or None) if credit else None,
        confidence=min(confidence, _BROKEN if broken else 1.0),
        continued_from=draft.origin[0].page if draft.origin else None,
        continues=draft.onward[-1].page if draft.onward else None,
        evidence=(
            *draft.story.evidence,
            *(jump.evidence for jump in (*draft.origin[:1], *draft.onward[-1:])),
            *broken,
        ),
    )


def _broken(draft: _Draft, paragraphs: Sequence[Paragraph]) -> tuple[Evidence, ...]:
    """Return the paragraphs that stop in mid-sentence: their rest was not found.

    The last one of a text that goes on on another page may well stop there.
    """
    last = draft.story.paragraphs[-1] if draft.onward else None
    return tuple(
        Evidence(rule="story/sentence-left-open", spans=paragraphs[k].text.spans[-1:])
        for k in (*draft.story.leads, *draft.story.paragraphs)
        if k != last and not paragraphs[k].signature and not _closed(paragraphs[k].text.text)
    )


def _closed(text: str) -> bool:
    return ends_sentence(text) or text.rstrip().endswith(_LIST_ENDS)


def _body(
    draft: _Draft, pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]
) -> tuple[Block, ...]:
    """Return lead, paragraphs and subheads in reading order."""
    leads = [
        Block(role=Role.LEAD, text=paragraphs[k].text, evidence=paragraphs[k].evidence)
        for k in draft.story.leads
    ]
    first = -1 if leads else _lead_above(draft.story, pieces, paragraphs)
    flow = [
        (
            paragraphs[k].first,
            Role.LEAD if k == first else Role.PARAGRAPH,
            paragraphs[k].text,
            paragraphs[k].evidence,
        )
        for k in draft.story.paragraphs
    ]
    for parts in draft.subheads:
        text = join_traced(pieces[i].text for i in parts)
        spoken = text.text.endswith(_SPOKEN)
        rule = "paragraph/closing-mark" if spoken else "subhead/inside-body"
        role = Role.PARAGRAPH if spoken else Role.SUBHEAD
        flow.append((parts[0], role, text, (Evidence(rule=rule, spans=text.spans),)))
    flow.sort(key=lambda item: item[0])
    return (*leads, *(Block(role=role, text=t, evidence=e) for _, role, t, e in flow))


def _lead_above(story: Story, pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> int:
    """Return the paragraph that stands as a lead between headline and columns, -1 if none does.

    It is set in a frame visibly wider than the columns below it, right under the headline.
    """
    first, *rest = story.paragraphs
    lead = paragraphs[first]
    above = pieces[lead.first - 1].kind if lead.first else None
    columns = [paragraphs[k] for k in rest]
    if len(columns) < 2 or above not in (Kind.HEAD, Kind.BYLINE) or len(lead.text) > LEAD:
        return -1
    measured = all(column.measure for column in columns)
    wider = all(lead.width > column.width * WIDER for column in columns)
    return first if measured and wider else -1


def _block(index: int | None, role: Role, pieces: Sequence[Piece]) -> Block | None:
    if index is None:
        return None
    return Block(role=role, text=pieces[index].text, evidence=pieces[index].evidence)


def _mixed(draft: _Draft, paragraphs: Sequence[Paragraph]) -> float:
    """Return the nats off an article's confidence because it stood side by side with others.

    Fitted to 30 such pages: columns in doubt count most, then the least sure of its cuts.
    """
    margins = {"rows/goes-on": 5.0, "rows/cell-column": 10.0, "rows/story-begins": 0.0}
    seen = False
    for k in (*draft.story.leads, *draft.story.paragraphs):
        for evidence in paragraphs[k].evidence:
            if evidence.rule in margins:
                seen = True
                margin = evidence.margin or 0.0
                margins[evidence.rule] = min(margins[evidence.rule], margin)
    if not seen:
        return 0.0
    doubtful = margins["rows/cell-column"] < 10.0
    return 0.7 + 1.8 * doubtful - 0.05 * max(-4.0, margins["rows/goes-on"])


def _confidence(story: Story, least: float, rest: bool, mixed: float) -> float:
    """Return how sure headline and bounds of a story are: the share of such that are right.

    A logistic curve through its margin, the ``least`` margin on its page, and whether display text
    of the page found no place (``rest``), less what ``mixed`` takes off. Fitted to 300 articles of
    60 pages (see ``benchmarks/reliability.py``): of those given 0.8 to 0.9, 87 in 100 are exactly
    right.
    """
    x = -1.3 + 0.17 * min(story.margin, 20) + 0.04 * min(least, 15) - 0.8 * rest - mixed
    return round(1 / (1 + math.exp(-x)), 3)
