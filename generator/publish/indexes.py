"""The lists and their indexes as Markdown.

The text of each page depends on its own articles alone, so that a new page of a newspaper
changes only the lists that its articles belong to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.model import COUNTRY_CODE, Entry
from generator.publish.agencies import MOST_ISSUERS, AgencyLevel, AgencyShelf, agency_shelves
from generator.publish.combine import combine
from generator.publish.documents import Paper, paper_shelves
from generator.publish.edtf import NO_DATE
from generator.publish.escape import Safe
from generator.publish.listing import crumbs_of, list_pages, row_of
from generator.publish.lists import PAGE_LENGTH, header, link_to_part, paged
from generator.publish.paths import agency_path, level_path, link_between, region_path
from generator.publish.render import render_template
from generator.publish.shelves import (
    Shelf,
    month_anchor,
    region_shelves,
    topic_shelves,
    year_shelves,
)
from generator.publish.tags_index import tag_pages
from generator.publish.tiles import shade_of, tile_map
from generator.publish.view import province_names

__all__ = ["index_pages", "rows_outside"]

_LEVELS = {
    AgencyLevel.CENTRAL: ("中央和全国性机构", "名称里没有地名的机构。"),
    AgencyLevel.PROVINCE: ("省级机构", "名称以省、自治区、直辖市或特别行政区开头的机构。"),
    AgencyLevel.CITY: ("市县级机构", "名称里有市、州、县、区的机构。"),
}

_COUNTRY = "事关全国的文章，以及看不出以哪个省为主或者不提任何地方的文章。"
_WAYS = "文章数 提到 名称"
"""By what the lists of agencies can be put in order."""


def index_pages(entries: Sequence[Entry], about: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of every index and every list, in a fixed order.

    The lists keep the order of ``entries``; ``about`` says of topics, by id, what they are.
    """
    regions, topics, years = region_shelves(entries), topic_shelves(entries), year_shelves(entries)
    agencies, papers = agency_shelves(entries), paper_shelves(entries)
    combined = combine(entries, regions, topics, years)
    yield _regions_index(regions)
    below: dict[str | None, list[Shelf]] = {}
    for shelf in regions:
        below.setdefault(shelf.parent, []).append(shelf)
    above = {shelf.path: shelf for shelf in regions}
    for shelf in regions:
        crumbs = (("地区", "regions/index.md"), *_parents(shelf, above))
        yield from list_pages(
            shelf,
            "地区",
            crumbs,
            ways=combined.ways.get(shelf.path, ()),
            below=tuple(below.get(shelf.path, ())),
            note=_COUNTRY if shelf.path == region_path(COUNTRY_CODE) else "",
        )
    yield from _agency_indexes(agencies)
    for agency in agencies:
        level = (_LEVELS[agency.level][0], level_path(agency.level))
        names = tuple((name, None) for name in agency.names)
        yield from list_pages(
            agency.shelf,
            "机构",
            (("机构", "agencies/index.md"), level),
            rows=(("版面上也作", names),) if names else (),
        )
    notes = {shelf.path: about.get(_last(shelf.path), "") for shelf in topics}
    yield _topics_index(topics, notes)
    for shelf in topics:
        yield from list_pages(
            shelf,
            "主题",
            (("主题", "topics/index.md"),),
            ways=combined.ways.get(shelf.path, ()),
            note=notes[shelf.path],
        )
    for shelf, both in combined.shelves:
        crumbs = tuple((whole.title, whole.path) for whole in both)
        yield from list_pages(shelf, "主题", (("主题", "topics/index.md"), *crumbs))
    yield from _documents_index(papers)
    known = {agency.shelf.path for agency in agencies}
    for paper in papers:
        yield from list_pages(
            paper.shelf,
            "文件",
            (("文件", "documents/index.md"),),
            rows=tuple(_paper_rows(paper, known)),
        )
    yield from _dates_index(years)
    for shelf in years:
        yield from list_pages(
            shelf,
            "日期",
            (("日期", "dates/index.md"),),
            ways=combined.ways.get(shelf.path, ()),
        )
    yield from tag_pages(entries)


# ---- indexes


def _regions_index(shelves: Sequence[Shelf]) -> tuple[str, str]:
    path = "regions/index.md"
    named = {shelf.path: shelf for shelf in shelves}
    tiles = tile_map(named, path)
    text = render_template(
        "regions",
        front_matter=header("地区", "按地区归档的报纸文章。"),
        number=sum(shelf.path != region_path(None) for shelf in shelves),
        tiles=tiles,
        table=sorted(tiles, key=lambda tile: (-tile.own, -tile.also)),
        outside=rows_outside(shelves, path),
    )
    return path, text


def rows_outside(shelves: Iterable[Shelf], source: str) -> list[dict[str, Any]]:
    """Return rows for what no tile leads to: the whole country, no region, no known province."""
    inside = {region_path(code) for code in province_names()}
    return [
        row_of(shelf, source)
        for shelf in shelves
        if shelf.parent is None and shelf.path not in inside
    ]


def _agency_indexes(shelves: Sequence[AgencyShelf]) -> Iterator[tuple[str, str]]:
    """Yield the index, which shows the first of each level, and the whole list of each level."""
    by_level = {
        level: found for level in AgencyLevel if (found := [s for s in shelves if s.level == level])
    }
    path = "agencies/index.md"
    levels = [
        {
            "title": _LEVELS[level][0],
            "note": _LEVELS[level][1],
            "number": len(found),
            "link": link_between(path, level_path(level)),
            "rows": [_agency_row(agency, path) for agency in found[:PAGE_LENGTH]],
        }
        for level, found in by_level.items()
    ]
    yield (
        path,
        render_template(
            "groups",
            front_matter=header("机构", "按机构归档的报纸文章。"),
            title="机构",
            note=f"共 {len(shelves)} 个机构。“N 篇”是由它发布、召开或印发的文章；“N 篇提到”是"
            "只提到它的文章。括号里是版面上的其他写法。",
            empty="还没有文章。",
            ways=_WAYS,
            layout=Safe(""),
            levels=levels,
            whole=all(len(found) <= PAGE_LENGTH for found in by_level.values()),
        ),
    )
    for level, found in by_level.items():
        title, note = _LEVELS[level]
        for page, shown in paged(level_path(level), found):
            yield (
                page.path,
                render_template(
                    "index",
                    front_matter=header(title, f"{title}：按机构归档的报纸文章。"),
                    crumbs=crumbs_of((("机构", path),), page.path),
                    title=title,
                    note=f"{note}共 {len(found)} 个，文章多的在前。",
                    ways=_WAYS,
                    layout=Safe(""),
                    rows=[_agency_row(agency, page.path) for agency in shown],
                    page=page,
                ),
            )


def _topics_index(shelves: Sequence[Shelf], notes: Mapping[str, str]) -> tuple[str, str]:
    path = "topics/index.md"
    text = render_template(
        "topics",
        front_matter=header("主题", "按主题归档的报纸文章。"),
        rows=[row_of(shelf, path) | {"about": notes[shelf.path]} for shelf in shelves],
        tags=link_between(path, "tags/index.md"),
    )
    return path, text


def _documents_index(papers: Sequence[Paper]) -> Iterator[tuple[str, str]]:
    for page, shown in paged("documents/index.md", papers):
        rows = [
            row_of(paper.shelf, page.path)
            | {"note": _paper_note(paper), "ranks": _ranks(-paper.regions, paper.rank)}
            for paper in shown
        ]
        yield (
            page.path,
            render_template(
                "documents",
                front_matter=header("文件", "报道里提到的政策文件。"),
                number=len(papers),
                rows=rows,
                page=page,
            ),
        )


def _paper_note(paper: Paper) -> str:
    """Return who issued a paper and how far it is known, in a line of an index."""
    issuers = "、".join(paper.issuers[:MOST_ISSUERS])
    if len(paper.issuers) > MOST_ISSUERS:
        issuers += f"等 {len(paper.issuers)} 个机构"
    regions = f"{paper.regions} 个省级行政区有报道" if paper.regions > 1 else ""
    newest = f"最新报道 {paper.newest}" if paper.newest != NO_DATE else ""
    return "，".join(filter(None, (issuers, regions, newest)))


def _ranks(*numbers: int) -> Safe:
    """Return what a list's items are put in order by (``assets/sort.js``), the smallest first."""
    return Safe(f'<span data-ranks="{" ".join(map(str, numbers))}"></span>')


def _dates_index(shelves: Sequence[Shelf]) -> Iterator[tuple[str, str]]:
    """Yield the timeline: a row of months for each year; what has no year comes after the last."""
    dated = [shelf for shelf in shelves if shelf.parts[0].anchor]
    lost = [shelf for shelf in shelves if not shelf.parts[0].anchor]
    most = max((len(part.entries) for shelf in dated for part in shelf.parts), default=0)
    for page, shown in paged("dates/index.md", dated):
        years = []
        for shelf in shown:
            numbers = {part.anchor: len(part.entries) for part in shelf.parts}
            months = [
                {
                    "name": f"{month}月" if month else "月份不详",
                    "number": numbers.get(month_anchor(month), 0),
                    "shade": shade_of(numbers.get(month_anchor(month), 0), most),
                    "link": link_to_part(page.path, shelf, month_anchor(month)),
                }
                for month in (*range(1, 13), 0)
                if month or month_anchor(0) in numbers
            ]
            years.append(row_of(shelf, page.path) | {"months": months})
        last = page.number == page.pages
        yield (
            page.path,
            render_template(
                "dates",
                front_matter=header("日期", "按日期归档的报纸文章。"),
                years=years,
                lost=[row_of(shelf, page.path) for shelf in lost] if last else [],
                page=page,
            ),
        )


def _agency_row(agency: AgencyShelf, source: str) -> dict[str, Any]:
    names, ranks = "、".join(agency.names), _ranks(-agency.shelf.also)
    return row_of(agency.shelf, source) | {"names": names, "ranks": ranks}


# ---- what a list says of itself


def _parents(shelf: Shelf, above: Mapping[str, Shelf]) -> tuple[tuple[str, str], ...]:
    if shelf.parent is None:
        return ()
    parent = above[shelf.parent]
    return (*_parents(parent, above), (parent.name, parent.path))


def _paper_rows(
    paper: Paper, known: set[str]
) -> Iterator[tuple[str, tuple[tuple[str, str | None], ...]]]:
    if paper.issuers:
        paths = (agency_path(name) for name in paper.issuers)
        links = (path if path in known else None for path in paths)
        yield "印发机构", tuple(zip(paper.issuers, links, strict=True))
    if paper.short:
        yield "简称", tuple((name, None) for name in paper.short)


def _last(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")
