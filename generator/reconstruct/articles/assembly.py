"""Stories to articles: every piece of the page gets its role and its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from generator.model import Article, Block, Evidence, Page, Reconstruction, Role
from generator.reconstruct.articles.article_drafts import (
    ArticleDraft,
    caption_item,
    draft_of,
    label_briefs,
    opening_tables,
    place_piece,
    share_labels,
    table_item,
    tables_alone,
    take_series,
)
from generator.reconstruct.articles.briefs import part_briefs
from generator.reconstruct.articles.confidence import (
    BROKEN,
    TWOFOLD,
    Estimate,
    Legible,
    PageSigns,
    confidence_signs,
    estimate_confidence,
    legible_share,
)
from generator.reconstruct.articles.headlines import series_of, split_headline, two_in_a_row
from generator.reconstruct.articles.unpunctuated_pages import UNPUNCTUATED
from generator.reconstruct.jumps.ends import find_jumps
from generator.reconstruct.lines.captions import CAPTION_STORY
from generator.reconstruct.pieces import LEAD, WIDER, Kind, Paragraph, Piece, Story
from generator.reconstruct.wording.article_ends import credit_source, names_at_end, writers_of
from generator.reconstruct.wording.bylines import is_byline, names_in
from generator.text.characters import ends_sentence
from generator.text.traced import join_traced

__all__ = ["assemble_articles"]

_LIST_ENDS = ("：", ":", "；", ";", "——", "”")
"""Besides a sentence's end, how a paragraph may close: before or inside a list."""
_SPOKEN = ("”", "？", "?", "！", "!", "…", "—", "：", ":")
"""A subhead (小标题) bears no closing mark: what stands alone in quotation marks or as a question
is somebody's word, and what ends in a dash or a colon leads over to the text below."""


def assemble_articles(
    page: Page,
    pieces: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    stories: Sequence[Story],
    estimate: Estimate = estimate_confidence,
) -> Reconstruction:
    """Return the articles of ``page`` in the order of their bodies, and what is set aside.

    ``estimate`` tells how sure each is (see ``confidence``); where characters were recognized, that
    counts by how sure these are.
    """
    stories, columns = part_briefs(pieces, paragraphs, stories)
    drafts = [draft_of(story, paragraphs, columns.get(n)) for n, story in enumerate(stories)]
    placed = {part for paragraph in paragraphs for part in paragraph.parts}
    for draft in drafts:
        placed.update(draft.headline)
        placed.update(() if draft.label is None else (draft.label,))
        placed.update(() if draft.byline is None else (draft.byline,))
        placed.update(draft.captions)
    share_labels(drafts, pieces)
    take_series(drafts, pieces)
    prose = sorted(
        (part, n)
        for n, story in enumerate(stories)
        for k in story.paragraphs
        for part in paragraphs[k].parts
    )
    opening = opening_tables(pieces)
    for i in range(len(pieces)):
        if i not in placed and place_piece(i, pieces, drafts, prose, opening):
            placed.add(i)
    placed.update(label_briefs(drafts, pieces, placed))
    tables = tables_alone(drafts, pieces, placed, opening)
    placed.update(i for head, below in tables for i in (*head, *below))
    for jump in find_jumps(pieces, prose):
        (drafts[jump.article].onward if jump.away else drafts[jump.article].origin).append(jump)
    told = [i for i, piece in enumerate(pieces) if piece.evidence[0].rule == CAPTION_STORY]
    placed.update(told)
    leftovers = tuple(_leftover(piece) for i, piece in enumerate(pieces) if i not in placed)
    rest = any(block.role is Role.UNPLACED for block in leftovers)
    least = min((story.margin for story in stories), default=0.0)
    whole = PageSigns(len(stories), least, rest)
    legible = legible_share(page)
    articles = [
        _article(
            page,
            draft,
            pieces,
            paragraphs,
            estimate(
                confidence_signs(
                    draft.story, paragraphs, whole, needs_none=_needs_no_headline(draft)
                )
            ),
            legible,
        )
        for draft in drafts
    ]
    _insert(articles, [caption_item(page, pieces[i]) for i in told])
    own = ([[pieces[i] for i in part] for part in parts] for parts in tables)
    _insert(articles, [table_item(page, head, below) for head, below in own])
    return Reconstruction(page=page, articles=tuple(articles), leftovers=leftovers)


def _article(
    page: Page,
    draft: ArticleDraft,
    pieces: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    confidence: float,
    legible: Legible,
) -> Article:
    kicker, title, subtitle = split_headline([pieces[i] for i in draft.headline])
    body = _body(draft, pieces, paragraphs)
    broken = _broken(draft, paragraphs)
    twofold = two_in_a_row(
        [pieces[i] for i in draft.headline],
        [paragraphs[k].text.text for k in draft.story.paragraphs],
    )
    guessed = twofold or _is_guessed(draft.story)
    byline = _block(draft.byline, Role.BYLINE, pieces)
    label = _block(draft.label, Role.LABEL, pieces)
    credit = _block(draft.credit, Role.CREDIT, pieces)
    return Article(
        page=page.name,
        body=body,
        title=title,
        kicker=kicker,
        subtitle=subtitle,
        label=label,
        series=series_of(label, title),
        byline=byline,
        credit=credit,
        captions=tuple(
            Block(role=Role.CAPTION, text=pieces[i].text, evidence=pieces[i].evidence)
            for i in draft.captions
        ),
        authors=_authors(byline, credit),
        source=(credit_source(credit.text.text) or None) if credit else None,
        confidence=round(
            min(
                confidence,
                BROKEN if broken else 1.0,
                TWOFOLD if guessed else 1.0,
            )
            * legible(block.text for block in body),
            3,
        ),
        continued_from=draft.origin[0].page if draft.origin else None,
        continues=draft.onward[-1].page if draft.onward else None,
        evidence=(
            *draft.story.evidence,
            *(jump.evidence for jump in (*draft.origin[:1], *draft.onward[-1:])),
            *broken,
            *twofold,
        ),
    )


def _needs_no_headline(draft: ArticleDraft) -> bool:
    """Return whether a headline stands on another page, or over the column that has the brief."""
    return bool(draft.origin) or draft.story.evidence[0].rule == "story/brief"


def _is_guessed(story: Story) -> bool:
    return any(evidence.rule == UNPUNCTUATED for evidence in story.evidence)


def _authors(byline: Block | None, credit: Block | None) -> tuple[str, ...]:
    """Return the people that the byline names, or those in brackets at the end of a brief."""
    if byline is not None:
        return names_in(byline.text.text)
    if credit is None:
        return ()
    if is_byline(credit.text.text):
        return names_in(credit.text.text)
    named = names_at_end(credit.text.text)
    return names_in(writers_of(named["names"])) if named else ()


def _body(
    draft: ArticleDraft, pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]
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
    flow += [(i, Role.TABLE, pieces[i].text, pieces[i].evidence) for i in draft.tables]
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


def _broken(draft: ArticleDraft, paragraphs: Sequence[Paragraph]) -> tuple[Evidence, ...]:
    """Return the paragraphs that stop in mid-sentence: their rest was not found.

    The last one of a text that goes on on another page may well stop there.
    """
    last = draft.story.paragraphs[-1] if draft.onward else None
    return tuple(
        Evidence(rule="story/sentence-left-open", spans=paragraphs[k].text.spans[-1:])
        for k in (*draft.story.leads, *draft.story.paragraphs)
        if k != last and _may_break(paragraphs[k]) and not _closed(paragraphs[k].text.text)
    )


def _may_break(paragraph: Paragraph) -> bool:
    return not paragraph.signature and not paragraph.whole


def _closed(text: str) -> bool:
    return ends_sentence(text) or text.rstrip().endswith(_LIST_ENDS)


def _block(index: int | None, role: Role, pieces: Sequence[Piece]) -> Block | None:
    if index is None:
        return None
    return Block(role=role, text=pieces[index].text, evidence=pieces[index].evidence)


def _leftover(piece: Piece) -> Block:
    furniture = piece.kind.is_aside
    evidence = () if furniture else (Evidence(rule="unplaced/no-story", spans=piece.text.spans),)
    aside = Role.NOTICE if piece.kind is Kind.NOTICE else Role.FURNITURE
    return Block(
        role=aside if furniture else Role.UNPLACED,
        text=piece.text,
        evidence=(*piece.evidence, *evidence),
    )


def _insert(articles: list[Article], captions: Sequence[Article]) -> None:
    """Put each caption before the first article whose body begins after it."""
    # the last beginning so far: it grows, so that a place is found without a walk
    latest = [*accumulate(map(_begins, articles), max)]
    for caption in captions:
        at = _begins(caption)
        place = bisect_right(latest, at)
        articles.insert(place, caption)
        latest.insert(place, at)


def _begins(article: Article) -> int:
    flow = [block for block in article.body if block.role is not Role.LEAD] or article.body
    return next((o for block in flow for o in block.text.origins if o is not None), 0)
