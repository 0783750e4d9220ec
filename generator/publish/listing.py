"""One list of articles as Markdown, page by page, with what leads on from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.publish.combine import Ways
from generator.publish.escape import Safe
from generator.publish.feeds import feed_of
from generator.publish.lists import Group, header, link_to_part, paged
from generator.publish.paths import facet_of, link_between
from generator.publish.render import render_template
from generator.publish.shelves import MENTIONED, Shelf
from generator.publish.view import Card, card_of

__all__ = ["crumbs_of", "list_pages", "row_of", "sort_keys"]


def row_of(shelf: Shelf, source: str) -> dict[str, Any]:
    """Return what an index shows of a list: its name, and each number as a link."""
    return {
        "name": shelf.name,
        "link": link_between(source, shelf.path),
        "own": shelf.own,
        "also": shelf.also,
        "mentioned": link_to_part(source, shelf, MENTIONED) if shelf.also else None,
    }


def sort_keys(*numbers: int) -> Safe:
    """Return what a list's items are put in order by (``assets/sort.js``), the smallest first."""
    return Safe(f'<span data-ranks="{" ".join(map(str, numbers))}"></span>')


def list_pages(
    shelf: Shelf,
    kind: str,
    crumbs: Sequence[tuple[str, str]],
    *,
    ways: Sequence[Ways] = (),
    below: Sequence[Shelf] = (),
    note: str = "",
    rows: Sequence[tuple[str, Sequence[tuple[str, str | None]]]] = (),
    feed: str | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield the pages of one list; what leads further stands on the first alone.

    ``feed`` is that of another list, for one that has none of its own.
    """
    placed = [(part, entry) for part in shelf.parts for entry in part.entries]
    for page, shown in paged(shelf.path, placed):
        cards: dict[tuple[str, str], list[Card]] = {}
        for part, entry in shown:
            cards.setdefault((part.title, part.anchor), []).append(card_of(entry, page.path))
        first = page.number == 1
        yield (
            page.path,
            render_template(
                "listing",
                front_matter=header(
                    shelf.title,
                    _description(shelf, kind),
                    feed or feed_of(shelf.path),
                    facet_of(shelf.path),
                ),
                crumbs=crumbs_of(crumbs, page.path),
                title=shelf.title,
                note=note if first else "",
                own=shelf.own,
                also=shelf.also,
                mentioned=link_to_part(page.path, shelf, MENTIONED),
                rows=_linked_rows(rows, page.path) if first else (),
                below=[row_of(region, page.path) for region in below] if first else (),
                ways=_linked_ways(ways, page.path) if first else (),
                groups=[
                    Group(title=title, cards=tuple(found), anchor=anchor)
                    for (title, anchor), found in cards.items()
                ],
                page=page,
            ),
        )


def _description(shelf: Shelf, kind: str) -> str:
    words = f"{shelf.own} 篇" if shelf.own else f"{shelf.also} 篇提到"
    if shelf.own and shelf.also:
        words += f"，另有 {shelf.also} 篇提到"
    return f"按{kind}归档的报纸文章：{shelf.title.removeprefix(f'{kind}：')}，{words}。"


def crumbs_of(crumbs: Sequence[tuple[str, str]], source: str) -> list[tuple[str, Safe]]:
    """Return the line above a list: what it is a part of, with links from the file ``source``."""
    return [(name, link_between(source, path)) for name, path in crumbs]


def _linked_rows(
    rows: Sequence[tuple[str, Sequence[tuple[str, str | None]]]], source: str
) -> list[tuple[str, list[tuple[str, Safe | None]]]]:
    return [
        (name, [(text, link_between(source, path) if path else None) for text, path in values])
        for name, values in rows
    ]


def _linked_ways(ways: Sequence[Ways], source: str) -> list[dict[str, Any]]:
    """Return the narrowings as links; one that leaves the whole list is no link to itself."""
    return [
        {
            "kind": way.kind,
            "narrowings": [
                {
                    "name": n.name,
                    "number": n.number,
                    "link": link_between(source, n.path) if n.path != source else None,
                }
                for n in way.narrowings
            ],
        }
        for way in ways
    ]
