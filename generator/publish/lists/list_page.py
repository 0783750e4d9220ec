"""One list of articles as Markdown, page by page, with what leads on from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeAlias

from generator.model import Entry
from generator.publish.escape import Safe, one_line
from generator.publish.labels.article_summary import ArticleCard, card_of
from generator.publish.later import Later, Text, key_of, mark_of
from generator.publish.lists.cross_lists import Ways
from generator.publish.lists.feeds import feed_of
from generator.publish.lists.groupings import MENTIONED, Grouping, GroupingPart
from generator.publish.lists.pagination import Group, PageOfList, header, link_to_part, paged
from generator.publish.paths import facet_of, link_between
from generator.publish.render import render_template

__all__ = ["crumbs_of", "list_pages", "row_of", "sort_keys"]

Rows: TypeAlias = Sequence[tuple[str, Sequence[tuple[str, str | None]]]]
"""Lines over a list: what each says, and the names in it with the files that they lead to."""

_NO_CHART = Safe("")
Coverage: TypeAlias = Sequence[tuple[str, int, str, str]]
"""How far a paper is reported: a place, its articles, the dates of the oldest and the newest."""

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
    rows: Rows = (),
    chart: Safe = _NO_CHART,
    coverage: Coverage = (),
    feed: str | None = None,
    brief: bool = False,
) -> Iterator[tuple[str, Text]]:
    """Yield the pages of one list; what leads further stands on the first alone.

    ``chart`` shows the articles as bars; ``feed`` is that of another list, for one that has none of
    its own; a ``brief`` list says no first sentences.
    """
    placed = [(part, entry) for part in grouping.parts for entry in part.entries]
    about = _About(
        path=grouping.path,
        title=grouping.title,
        description=_description(grouping, kind),
        own=grouping.own,
        also=grouping.also,
        crumbs=tuple(crumbs),
        feed=feed or feed_of(grouping.path),
        below=_BELOW.get(kind, ""),
        brief=brief,
    )
    first = _Leading(tuple(ways), tuple(rows), note, chart, tuple(coverage))
    parts = [row_of(part, grouping.path) for part in below]
    for page, shown in paged(grouping.path, placed):
        leading = first if page.number == 1 else _Leading()
        mentioned = link_to_part(page.path, grouping, MENTIONED)
        named = parts if page.number == 1 else []
        marks = [(part.title, part.anchor, mark_of(entry)) for part, entry in shown]
        key = key_of(about, leading, named, mentioned, page.number, page.pages, marks)
        make = partial(_list_page, about, leading, named, mentioned, page, tuple(shown))
        yield page.path, Later(key, make, one_line(grouping.title))


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What each page of a list says of it."""

    path: str
    title: str
    description: str
    own: int
    also: int
    crumbs: tuple[tuple[str, str], ...]
    feed: str | None
    below: str
    """What the lists below it are called."""
    brief: bool
    """Whether its articles stand without their first sentences."""


@dataclass(frozen=True, slots=True)
class _Leading:
    """What leads on from a list's first page."""

    ways: tuple[Ways, ...] = ()
    rows: Rows = ()
    note: str = ""
    chart: Safe = _NO_CHART
    coverage: Coverage = ()


def _list_page(
    about: _About,
    leading: _Leading,
    below: list[dict[str, Any]],
    mentioned: Safe,
    page: PageOfList,
    shown: Sequence[tuple[GroupingPart, Entry]],
) -> str:
    cards: dict[tuple[str, str], list[ArticleCard]] = {}
    for part, entry in shown:
        card = card_of(entry, page.path)
        told = replace(card, sentence="") if about.brief else card
        cards.setdefault((part.title, part.anchor), []).append(told)
    return render_template(
        "listing",
        front_matter=header(about.title, about.description, about.feed, _facet(about)),
        crumbs=crumbs_of(about.crumbs, page.path),
        title=about.title,
        note=leading.note,
        own=about.own,
        also=about.also,
        mentioned=mentioned,
        rows=_linked_rows(leading.rows, page.path),
        coverage=leading.coverage,
        below=below,
        below_name=about.below,
        ways=_linked_ways(leading.ways, page.path),
        chart=leading.chart,
        groups=[
            Group(title=title, cards=tuple(found), anchor=anchor)
            for (title, anchor), found in cards.items()
        ],
        page=page,
    )


def _facet(about: _About) -> dict[str, str]:
    """Return what of the search a list is; in one article there is nothing to search for."""
    return facet_of(about.path) if about.own + about.also > 1 else {}


def _description(grouping: Grouping, kind: str) -> str:
    words = f"{grouping.own} 篇" if grouping.own else f"{grouping.also} 篇提到"
    if grouping.own and grouping.also:
        words += f"，另有 {grouping.also} 篇提到"
    return f"按{kind}归档的报纸文章：{grouping.title.removeprefix(f'{kind}：')}，{words}。"


def crumbs_of(crumbs: Sequence[tuple[str, str]], source: str) -> list[tuple[str, Safe]]:
    """Return the line above a list: what it is a part of, with links from the file ``source``."""
    return [(name, link_between(source, path)) for name, path in crumbs]


def _linked_rows(rows: Rows, source: str) -> list[tuple[str, list[tuple[str, Safe | None]]]]:
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
