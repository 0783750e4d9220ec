"""The lists and their indexes as Markdown.

The text of each page depends on its own articles alone, so that a new page of a newspaper
changes only the lists that its articles belong to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model import Entry
from generator.publish.escape import Safe, one_line
from generator.publish.frontmatter import front_matter_text
from generator.publish.paths import link_between, page_of_list
from generator.publish.render import render_template
from generator.publish.shelves import (
    Shelf,
    agency_shelves,
    region_shelves,
    topic_shelves,
    year_shelves,
)
from generator.publish.view import Card, card_of

__all__ = ["PAGE_LENGTH", "Group", "header", "index_pages"]

PAGE_LENGTH = 50
"""Articles on one page of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cards under one heading."""

    title: str
    """The heading; empty for none."""
    cards: tuple[Card, ...]
    """The articles."""


def index_pages(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of every index and every list, in a fixed order."""
    for folder, title, shelves in (
        ("regions", "地区", region_shelves(entries)),
        ("agencies", "机构", agency_shelves(entries)),
        ("topics", "主题", topic_shelves(entries)),
        ("dates", "日期", year_shelves(entries)),
    ):
        yield _index(f"{folder}/index.md", title, shelves)
        for shelf in shelves:
            yield from _list(shelf, title, f"{folder}/index.md")


def header(title: str) -> Safe:
    """Return the front matter of a page that is a way to articles, not one itself.

    Such pages stay out of the search: a phrase should lead to the article that says it.
    """
    return Safe(front_matter_text({"title": one_line(title), "search": {"exclude": True}}))


def _index(path: str, title: str, shelves: tuple[Shelf, ...]) -> tuple[str, str]:
    rows = [
        {
            "depth": shelf.parent is not None,
            "name": shelf.title,
            "link": link_between(path, shelf.path),
            "count": _count_words(shelf),
        }
        for shelf in shelves
    ]
    return path, render_template("index", front_matter=header(title), title=title, rows=rows)


def _count_words(shelf: Shelf) -> str:
    if not shelf.also:
        return f"{shelf.own} 篇"
    return f"{shelf.own} 篇，另有 {shelf.also} 篇提到" if shelf.own else f"{shelf.also} 篇提到"


def _list(shelf: Shelf, kind: str, index: str) -> Iterator[tuple[str, str]]:
    placed = [(title, entry) for title, entries in shelf.groups for entry in entries]
    pages = max(1, -(-len(placed) // PAGE_LENGTH))
    for number in range(1, pages + 1):
        path = page_of_list(shelf.path, number)
        groups: dict[str, list[Card]] = {}
        for title, entry in placed[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]:
            groups.setdefault(title, []).append(card_of(entry, path))
        values: dict[str, Any] = {
            "front_matter": header(shelf.title),
            "kind": kind,
            "index": link_between(path, index),
            "title": shelf.title,
            "own": shelf.own,
            "also": shelf.also,
            "groups": [Group(title=t, cards=tuple(c)) for t, c in groups.items()],
            "number": number,
            "pages": pages,
        }
        for name, other in (("previous", number - 1), ("next", number + 1)):
            found = 1 <= other <= pages
            values[name] = link_between(path, page_of_list(shelf.path, other)) if found else None
        yield path, render_template("listing", **values)
