"""The lists and their indexes as Markdown.

The text of each page depends on its own articles alone, so that a new page of a newspaper
changes only the lists that its articles belong to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.model import Entry
from generator.publish.escape import Safe, one_line
from generator.publish.feeds import feed_of
from generator.publish.frontmatter import front_matter_text
from generator.publish.paths import link_between, page_of_list, region_path
from generator.publish.render import render_template
from generator.publish.shelves import (
    Shelf,
    agency_shelves,
    region_shelves,
    topic_shelves,
    year_shelves,
)
from generator.publish.view import Card, card_of

__all__ = ["PAGE_LENGTH", "Group", "PageOfList", "header", "index_pages", "paged"]

PAGE_LENGTH = 50
"""Articles on one page of a list."""
INDEX_LENGTH = 500
"""Rows on one page of an index: all counties of a few provinces, or a year's agencies."""

# What the numbers behind the rows mean.
_REGION_NOTE = (
    "共 {number} 个地区。“N 篇”是以这个地区为主的文章，省级的数目包括所属市县；"
    "“N 篇提到”是提到它、但不以它为主的文章。"
)
_AGENCY_NOTE = (
    "共 {number} 个机构。“N 篇”是由它发布、召开或印发的文章；“N 篇提到”是只提到它的文章。"
)
_TOPIC_NOTE = "“N 篇”是属于这个主题的文章；一篇文章可以属于几个主题。"
_DATE_NOTE = "“N 篇”是日期在这一年的文章；版面证明不了年份的，列在最后。"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cards under one heading."""

    title: str
    """The heading; empty for none."""
    cards: tuple[Card, ...]
    """The articles."""


def index_pages(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of every index and every list, in a fixed order.

    The lists keep the order of ``entries``.
    """
    for folder, title, note, shelves in (
        ("regions", "地区", _REGION_NOTE, region_shelves(entries)),
        ("agencies", "机构", _AGENCY_NOTE, agency_shelves(entries)),
        ("topics", "主题", _TOPIC_NOTE, topic_shelves(entries)),
        ("dates", "日期", _DATE_NOTE, year_shelves(entries)),
    ):
        yield from _index(f"{folder}/index.md", title, note, shelves)
        for shelf in shelves:
            yield from _list(shelf, title, f"{folder}/index.md")


def header(title: str, description: str | None = None, feed: str | None = None) -> Safe:
    """Return the front matter of a page that is a way to articles, not one itself.

    Such pages stay out of the search: a phrase should lead to the article that says it.
    """
    fields: dict[str, object] = {"title": one_line(title)}
    if description:
        fields["description"] = one_line(description)
    if feed:
        fields["feed"] = feed
    return Safe(front_matter_text(fields | {"search": {"exclude": True}}))


def _index(
    path: str, title: str, note: str, shelves: tuple[Shelf, ...]
) -> Iterator[tuple[str, str]]:
    for page, shown in paged(path, shelves, INDEX_LENGTH):
        rows = [
            {
                "depth": shelf.parent is not None,
                "name": shelf.name,
                "link": link_between(page.path, shelf.path),
                "count": _count_words(shelf),
            }
            for shelf in shown
        ]
        # A list cannot begin with an indented row: that would be code.
        rows[:1] = [row | {"depth": False} for row in rows[:1]]
        yield (
            page.path,
            render_template(
                "index",
                front_matter=header(title, f"按{title}归档的报纸文章。"),
                title=title,
                note=note.format(number=sum(s.path != region_path(None) for s in shelves)),
                rows=rows,
                page=page,
            ),
        )


def _count_words(shelf: Shelf) -> str:
    if not shelf.also:
        return f"{shelf.own} 篇"
    return f"{shelf.own} 篇，另有 {shelf.also} 篇提到" if shelf.own else f"{shelf.also} 篇提到"


def _list_description(shelf: Shelf, kind: str) -> str:
    return f"按{kind}归档的报纸文章：{shelf.title}，{_count_words(shelf)}。"


def _list(shelf: Shelf, kind: str, index: str) -> Iterator[tuple[str, str]]:
    placed = [(title, entry) for title, entries in shelf.groups for entry in entries]
    for page, shown in paged(shelf.path, placed, PAGE_LENGTH):
        groups: dict[str, list[Card]] = {}
        for title, entry in shown:
            groups.setdefault(title, []).append(card_of(entry, page.path))
        yield (
            page.path,
            render_template(
                "listing",
                front_matter=header(shelf.title, _list_description(shelf, kind), feed_of(shelf)),
                kind=kind,
                index=link_between(page.path, index),
                title=shelf.title,
                own=shelf.own,
                also=shelf.also,
                groups=[Group(title=t, cards=tuple(cards)) for t, cards in groups.items()],
                page=page,
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOfList:
    """Where a reader of a long list is, and the links to the pages before and after."""

    path: str
    number: int
    pages: int
    previous: Safe | None
    next: Safe | None


def paged(path: str, items: Sequence[T], length: int) -> Iterator[tuple[PageOfList, Sequence[T]]]:
    """Yield pages of ``length`` items; an empty list has one page."""
    pages = max(1, -(-len(items) // length))
    for number in range(1, pages + 1):
        here = page_of_list(path, number)
        around = [
            link_between(here, page_of_list(path, other)) if 1 <= other <= pages else None
            for other in (number - 1, number + 1)
        ]
        page = PageOfList(path=here, number=number, pages=pages, previous=around[0], next=around[1])
        yield page, items[(number - 1) * length : number * length]
