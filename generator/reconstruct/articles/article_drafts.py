"""Stories to drafts: credits, bylines, subheads and labels go to the article they stand in.

A caption that tells a story and a table under its headline are articles without running text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.model import Article, Block, Evidence, Page, Role
from generator.reconstruct.articles.confidence import CAPTION
from generator.reconstruct.articles.headlines import (
    is_box_label,
    is_label,
    is_series,
    split_headline,
)
from generator.reconstruct.jumps.ends import Jump
from generator.reconstruct.pieces import Kind, Paragraph, Piece, Story
from generator.reconstruct.wording.headings import is_brief_column, is_picture_column

__all__ = [
    "ArticleDraft",
    "caption_item",
    "draft_of",
    "label_briefs",
    "opening_tables",
    "place_piece",
    "share_labels",
    "table_item",
    "tables_alone",
    "take_series",
]

_SHORT_ITEM = 1500
"""Characters. What stands under a label (栏目) is a short item."""
Owned: TypeAlias = tuple[int, int]
"""A prose piece and the number of the article that has it."""


@dataclass(slots=True)
class ArticleDraft:
    """An article while its pieces are gathered."""

    story: Story
    size: int
    """Characters of its body."""
    headline: tuple[int, ...]
    byline: int | None
    credit: int | None = None
    label: int | None = None
    captions: tuple[int, ...] = ()
    """Pieces that say what its photographs show."""
    tables: list[int] = field(default_factory=list)
    """Tables that stand in it."""
    subheads: list[list[int]] = field(default_factory=list)
    """Pieces of each subhead."""
    origin: list[Jump] = field(default_factory=list)
    """Jump lines that say where it comes from …"""
    onward: list[Jump] = field(default_factory=list)
    """… and where it goes on."""


def draft_of(
    story: Story, paragraphs: Sequence[Paragraph], label: int | None = None
) -> ArticleDraft:
    """Return a draft with what the story itself says: its headline and its byline.

    ``label`` names the column that it is a brief of.
    """
    body = [paragraphs[k] for k in story.paragraphs]
    return ArticleDraft(
        story=story,
        size=sum(len(paragraph.text) for paragraph in body),
        headline=story.headline,
        byline=story.byline,
        label=label,
        captions=story.captions,
    )


def share_labels(drafts: Sequence[ArticleDraft], pieces: Sequence[Piece]) -> None:
    """Give a label (栏目) to the short items that follow it without bylines of their own."""
    label: int | None = None
    for n, draft in enumerate(drafts):
        if draft.label is not None:
            continue
        following = drafts[n + 1] if n + 1 < len(drafts) else None
        if not (draft.headline and draft.byline is None and draft.size <= _SHORT_ITEM):
            label = None
            continue
        pictures = len(draft.headline) > 1 and is_picture_column(
            pieces[draft.headline[0]].text.text
        )
        if pictures or (
            len(draft.headline) > 1
            and (
                is_label(pieces[draft.headline[0]], pieces[draft.headline[1]])
                or is_brief_column(pieces[draft.headline[0]].text.text)
            )
            and following is not None
            and following.headline
            and following.byline is None
        ):
            label, *rest = draft.headline
            draft.headline = tuple(rest)
        draft.label = label
        if pictures:
            label = None  # it names one picture story, not those that follow


def label_briefs(
    drafts: Sequence[ArticleDraft], pieces: Sequence[Piece], placed: Collection[int]
) -> set[int]:
    """Give the name of a column that no story has to its briefs, which end with who wrote them.

    Returns the piece that was given, if one was.
    """
    names = [
        i
        for i, piece in enumerate(pieces)
        if i not in placed and piece.kind is Kind.HEAD and is_brief_column(piece.text.text)
    ]
    briefs = [draft for draft in drafts if _is_signed(draft, pieces) and draft.label is None]
    if len(names) != 1 or len(briefs) < 2:
        return set()
    for draft in briefs:
        draft.label = names[0]
    return set(names)


def _is_signed(draft: ArticleDraft, pieces: Sequence[Piece]) -> bool:
    return draft.credit is not None and pieces[draft.credit].evidence[0].rule == "credit/name"


def take_series(drafts: Sequence[ArticleDraft], pieces: Sequence[Piece]) -> None:
    """Make a label of the line over a headline that names a series (今日谈), and nothing else."""
    for draft in drafts:
        if draft.label is None and len(draft.headline) > 1:
            first, *rest = draft.headline
            if is_series(pieces[first].text.text):
                draft.label, draft.headline = first, tuple(rest)


def opening_tables(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the tables that stand between a headline and its text."""
    found: set[int] = set()
    above: Kind | None = None
    for i, piece in enumerate(pieces):
        if piece.kind is Kind.TABLE and above in (Kind.HEAD, Kind.BYLINE):
            found.add(i)
        above = above if piece.kind.is_aside else piece.kind
    return frozenset(found)


def place_piece(
    i: int,
    pieces: Sequence[Piece],
    drafts: Sequence[ArticleDraft],
    prose: Sequence[Owned],
    opening: Collection[int],
) -> bool:
    """Give a credit, byline, subhead or table to the article in whose body it stands.

    ``opening`` are the page's :func:`opening_tables`.
    """
    piece = pieces[i]
    at = bisect_left(prose, i, key=lambda owned: owned[0])
    above = drafts[prose[at - 1][1]] if at else None
    below = drafts[prose[at][1]] if at < len(prose) else None
    if piece.kind is Kind.CREDIT and above is not None and above.credit is None:
        above.credit = i
        return True
    if piece.kind is Kind.TABLE:
        owner = below if i in opening else above or below
        if owner is not None:
            owner.tables.append(i)
        return owner is not None
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
    if below.subheads and below.subheads[-1][-1] == i - 1 and piece.tight:
        below.subheads[-1].append(i)
    else:
        below.subheads.append([i])
    return True


def tables_alone(
    drafts: Sequence[ArticleDraft],
    pieces: Sequence[Piece],
    placed: Collection[int],
    opening: Collection[int],
) -> list[tuple[tuple[int, ...], list[int]]]:
    """Return the tables (行情, 榜单) that no text belongs to with their headlines.

    They are taken from the drafts. Display text stands right over such a table, or over one that it
    stands right under; below it another headline follows, which that of the table was taken for a
    part of, or nothing.
    """
    found: list[tuple[tuple[int, ...], list[int]]] = []
    owners = {i: draft for draft in reversed(drafts) for i in draft.tables}
    for i in sorted(opening):
        owner = owners.get(i)
        over = _display_over(i, pieces)
        if not over and found and found[-1][1][-1] == i - 1:
            found[-1][1].append(i)
        elif over and owner is None and not any(k in placed for k in (*over, i)):
            found.append((over, [i]))
        elif over and owner and set(over) < set(owner.headline) and i < max(owner.headline):
            owner.headline = tuple(h for h in owner.headline if h not in over)
            found.append((over, [i]))
        else:
            continue
        if owner is not None:
            owner.tables.remove(i)
    return found


def _display_over(i: int, pieces: Sequence[Piece]) -> tuple[int, ...]:
    """Return the pieces of display text right over a piece."""
    start = i
    while start > 0 and pieces[start - 1].kind is Kind.HEAD:
        start -= 1
    return tuple(range(start, i))


def caption_item(page: Page, piece: Piece) -> Article:
    """Return a caption that tells a story as an article without a headline."""
    body = Block(role=Role.CAPTION, text=piece.text, evidence=piece.evidence)
    evidence = (Evidence(rule="story/caption", spans=piece.text.spans),)
    return Article(page=page.name, body=(body,), confidence=CAPTION, evidence=evidence)


def table_item(page: Page, head: Sequence[Piece], tables: Sequence[Piece]) -> Article:
    """Return tables without a text as an article under the headline that stands over them."""
    kicker, title, subtitle = split_headline(head)
    evidence = (Evidence(rule="story/table", spans=tables[0].text.spans[:1]),)
    return Article(
        page=page.name,
        body=tuple(Block(role=Role.TABLE, text=t.text, evidence=t.evidence) for t in tables),
        kicker=kicker,
        title=title,
        subtitle=subtitle,
        confidence=CAPTION,
        evidence=evidence,
    )
