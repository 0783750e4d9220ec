"""Columns of short news (简讯栏): a name over items, each a story with or without a headline."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from generator.model import Evidence
from generator.reconstruct.pieces import Kind, Paragraph, Piece, Story
from generator.reconstruct.wording.article_ends import opens_as_report
from generator.reconstruct.wording.headings import LONGEST_COLUMN, column_name, is_brief_column
from generator.text.characters import BULLETS
from generator.text.newspaper_words import any_of

__all__ = ["part_briefs"]

_MARKED_COLUMN = re.compile(rf"^[㐀-鿿]{{0,4}}{any_of('item_columns')}$")
"""A name that heads other text, too."""
_ITEM = re.compile(rf"^(?:[{BULLETS}]|【[^【】]{{2,30}}】|[①-⑳]|\d{{1,2}}[.．、](?!\d))")
"""What an item begins with: a bullet, its headline in brackets, its number."""


def part_briefs(
    pieces: Sequence[Piece], paragraphs: Sequence[Paragraph], stories: Sequence[Story]
) -> tuple[tuple[Story, ...], dict[int, int]]:
    """Return the stories of a page, those under a mere name of a column parted into its items.

    Of these, by their numbers, also the piece that names the column. An item begins where a text
    opens as a report does, with its mark, or behind the credit of the one above it; one that was
    read as a text of its own goes on with the column by its mark.
    """
    parted: list[Story] = []
    columns: dict[int, int] = {}
    taken = {head for story in stories for head in story.headline}
    whole = [part for story in stories for part in _at_credits(story, pieces, paragraphs, taken)]
    label, mark = -1, ""
    for story in whole:
        items = _items(story, pieces, paragraphs)
        begins = paragraphs[story.paragraphs[0]].text.text[:1] if story.paragraphs else ""
        if len(items) < 2:
            further = label >= 0 and not story.headline and begins == mark and mark in BULLETS
            label = label if further else -1
            if further:
                columns[len(parted)] = label
                story = _brief(story, story.paragraphs, paragraphs, first=True)
            parted.append(story)
            continue
        (label,), mark = story.headline, begins
        for n, item in enumerate(items):
            columns[len(parted)] = label
            parted.append(_brief(story, item, paragraphs, first=n == 0))
    return tuple(parted), columns


def _at_credits(
    story: Story,
    pieces: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    taken: Collection[int],
) -> list[Story]:
    """Return a story in its parts: a credit closes one, display text behind it heads the next.

    What heads a story (``taken``) heads no other.
    """
    parts: list[tuple[tuple[int, ...], list[int]]] = [(story.headline, [])]
    for k in story.paragraphs:
        first = paragraphs[k].first
        head = first
        while head > 0 and pieces[head - 1].kind is Kind.HEAD:
            head -= 1
        closed = head > 0 and pieces[head - 1].kind is Kind.CREDIT
        free = not any(i in taken for i in range(head, first))
        if parts[-1][1] and head < first and closed and free:
            parts.append((tuple(range(head, first)), []))
        parts[-1][1].append(k)
    if len(parts) == 1:
        return [story]
    return [
        replace(
            story,
            headline=headline,
            byline=story.byline if n == 0 else None,
            leads=story.leads if n == 0 else (),
            paragraphs=tuple(own),
            captions=story.captions if n == 0 else (),
            evidence=story.evidence if n == 0 else _begins(own, paragraphs, "story/after-credit"),
        )
        for n, (headline, own) in enumerate(parts)
    ]


def _begins(
    item: Sequence[int], paragraphs: Sequence[Paragraph], rule: str
) -> tuple[Evidence, ...]:
    return (Evidence(rule=rule, spans=paragraphs[item[0]].text.spans[:1]),)


def _items(
    story: Story, pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]
) -> list[list[int]]:
    """Return the paragraphs of each item under a column's name; none where it is a headline."""
    if len(story.headline) != 1 or story.leads or story.byline is not None:
        return []
    name = pieces[story.headline[0]].text.text
    marked = all(_ITEM.match(paragraphs[k].text.text) for k in story.paragraphs)
    named = (
        is_brief_column(name)
        or _are_signed(story, name, pieces, paragraphs)
        or (marked and _MARKED_COLUMN.match(column_name(name)))
    )
    if not named:
        return []
    items: list[list[int]] = []
    for k in story.paragraphs:
        first = paragraphs[k].first
        credited = first > 0 and pieces[first - 1].kind is Kind.CREDIT
        text = paragraphs[k].text.text
        if not items or credited or opens_as_report(text) or _ITEM.match(text):
            items.append([])
        items[-1].append(k)
    return items


def _are_signed(
    story: Story, name: str, pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]
) -> bool:
    """Return whether each paragraph under a short name opens as a report and closes with a credit:
    so columns of briefs show what they are, whatever they are called."""
    own = [paragraphs[k] for k in story.paragraphs]
    return (
        len(own) > 1
        and len(column_name(name)) <= LONGEST_COLUMN
        and all(opens_as_report(paragraph.text.text) for paragraph in own)
        and all(_is_credited(paragraph.parts[-1], pieces) for paragraph in own)
    )


def _is_credited(piece: int, pieces: Sequence[Piece]) -> bool:
    return piece + 1 < len(pieces) and pieces[piece + 1].kind is Kind.CREDIT


def _brief(
    story: Story, item: Sequence[int], paragraphs: Sequence[Paragraph], *, first: bool
) -> Story:
    begins = _begins(item, paragraphs, "story/brief")
    return replace(
        story,
        headline=(),
        paragraphs=tuple(item),
        captions=story.captions if first else (),
        evidence=(*begins, *story.evidence) if first else begins,
    )
