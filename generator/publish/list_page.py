"""One list of articles as Markdown, page by page, with what leads on from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.publish.article_summary import ArticleCard, card_of
from generator.publish.cross_lists import Ways
from generator.publish.escape import Safe
from generator.publish.feeds import feed_of
from generator.publish.groupings import MENTIONED, Grouping
from generator.publish.pagination import Group, header, link_to_part, paged
from generator.publish.paths import facet_of, link_between
from generator.publish.render import render_template

__all__ = ["crumbs_of", "list_pages", "row_of", "sort_keys"]


_BELOW = {"地区": "市县", "主题": "下级主题"}
"""What the parts of a list are called."""


def row_of(grouping: Grouping, source: str) -> dict[str, Any]:
    """Return what an index shows of a list: its name, and each number as a link."""
    return {
        "name": grouping.name,
        "link": link_between(source, grouping.path),
        "own": grouping.own,
        "also": grouping.also,
        "mentioned": link_to_part(source, grouping, MENTIONED) if grouping.also else None,
    }


def sort_keys(*numbers: int) -> Safe:
    """Return what a list's items are put in order by (``assets/sort.js``), the smallest first."""
    return Safe(f'<span data-ranks="{" ".join(map(str, numbers))}"></span>')


def list_pages(
    grouping: Grouping,
    kind: str,
    crumbs: Sequence[tuple[str, str]],
    *,
    ways: Sequence[Ways] = (),
    below: Sequence[Grouping] = (),
    note: str = "",
    rows: Sequence[tuple[str, Sequence[tuple[str, str | None]]]] = (),
    feed: str | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield the pages of one list; what leads further stands on the first alone.

    ``feed`` is that of another list, for one that has none of its own.
    """
    placed = [(part, entry) for part in grouping.parts for entry in part.entries]
    for page, shown in paged(grouping.path, placed):
        cards: dict[tuple[str, str], list[ArticleCard]] = {}
        for part, entry in shown:
            cards.setdefault((part.title, part.anchor), []).append(card_of(entry, page.path))
        first = page.number == 1
        yield (
            page.path,
            render_template(
                "listing",
                front_matter=header(
                    grouping.title,
                    _description(grouping, kind),
                    feed or feed_of(grouping.path),
                    facet_of(grouping.path),
                ),
                crumbs=crumbs_of(crumbs, page.path),
                title=grouping.title,
                note=note if first else "",
                own=grouping.own,
                also=grouping.also,
                mentioned=link_to_part(page.path, grouping, MENTIONED),
                rows=_linked_rows(rows, page.path) if first else (),
                below=[row_of(part, page.path) for part in below] if first else (),
                below_name=_BELOW.get(kind, ""),
                ways=_linked_ways(ways, page.path) if first else (),
                groups=[
                    Group(title=title, cards=tuple(found), anchor=anchor)
                    for (title, anchor), found in cards.items()
                ],
                page=page,
            ),
        )


def _description(grouping: Grouping, kind: str) -> str:
    words = f"{grouping.own} 篇" if grouping.own else f"{grouping.also} 篇提到"
    if grouping.own and grouping.also:
        words += f"，另有 {grouping.also} 篇提到"
    return f"按{kind}归档的报纸文章：{grouping.title.removeprefix(f'{kind}：')}，{words}。"


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
