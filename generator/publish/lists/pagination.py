"""Long lists in pages: how many items one page has, and where in them a part begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.publish.escape import Safe, one_line
from generator.publish.labels.article_summary import ArticleCard
from generator.publish.lists.groupings import Grouping
from generator.publish.paths import link_between, page_of_list
from generator.publish.yaml_header import front_matter_text

__all__ = ["PAGE_LENGTH", "Group", "PageOfList", "header", "link_to_part", "paged"]

PAGE_LENGTH = 100
"""Articles, agencies, documents or years on one page of a list."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cards under one heading."""

    title: str
    """The heading; empty for none."""
    cards: tuple[ArticleCard, ...]
    """The articles."""
    anchor: str = ""
    """What the heading can be linked to by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOfList:
    """Where a reader of a long list is, and the ways to its other pages."""

    path: str
    """The file of this page."""
    number: int
    """Its number, from 1."""
    pages: int
    """How many there are."""
    previous: Safe | None
    """Link to the page before."""
    next: Safe | None
    """Link to the page after."""
    links: tuple[tuple[int, Safe | None], ...]
    """The first page, the last and those around, with their links; ``None`` is a gap."""


def header(
    title: str,
    description: str | None = None,
    feed: str | None = None,
    facet: Mapping[str, str] | None = None,
) -> Safe:
    """Return the front matter of a page that is a way to articles, not one itself.

    ``facet`` tells the templates what of the search the page's articles are.
    """
    fields: dict[str, object] = {"title": one_line(title)}
    if description:
        fields["description"] = one_line(description)
    if feed:
        fields["feed"] = feed
    if facet:
        fields["facet"] = dict(facet)
    return Safe(front_matter_text(fields))


def paged(
    path: str, items: Sequence[T], length: int = PAGE_LENGTH
) -> Iterator[tuple[PageOfList, Sequence[T]]]:
    """Yield pages of ``length`` items; an empty list has one page.

    >>> [(page.path, items) for page, items in paged("dates/index.md", "甲乙丙", 2)]
    [('dates/index.md', '甲乙'), ('dates/index-2.md', '丙')]
    """
    pages = max(1, -(-len(items) // length))
    for number in range(1, pages + 1):
        here = page_of_list(path, number)

        def link(other: int, here: str = here) -> Safe | None:
            return link_between(here, page_of_list(path, other)) if 1 <= other <= pages else None

        page = PageOfList(
            path=here,
            number=number,
            pages=pages,
            previous=link(number - 1),
            next=link(number + 1),
            links=tuple((n, link(n) if n else None) for n in _numbers(number, pages)),
        )
        yield page, items[(number - 1) * length : number * length]


def _numbers(here: int, pages: int) -> Iterator[int]:
    """Yield the numbers of a pager, 0 for a gap: sixty pages are four steps away at most."""
    last = 0
    shown = {1, pages, *range(here - 1, here + 2), (1 + here) // 2, (here + pages) // 2}
    for number in sorted(n for n in shown if 1 <= n <= pages):
        if number > last + 1:
            yield 0
        yield number
        last = number


def link_to_part(source: str, grouping: Grouping, anchor: str = "") -> Safe:
    """Return the link to where a part of a grouping begins, which may be on a later page of it."""
    before = 0
    for part in grouping.parts:
        if part.anchor == anchor and anchor:
            page = page_of_list(grouping.path, before // PAGE_LENGTH + 1)
            return Safe(f"{link_between(source, page)}#{anchor}")
        before += len(part.entries)
    return link_between(source, grouping.path)
