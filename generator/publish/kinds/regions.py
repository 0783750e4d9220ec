"""Regions: the article's own place, and every division of China that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.model import COUNTRY_CODE, Facts, Region
from generator.publish.csv_cells import Value
from generator.publish.escape import Safe, one_line
from generator.publish.kinds.fact_kind import (
    FactKind,
    Filing,
    Mention,
    mention_field,
    mention_table,
    span_lists,
)
from generator.publish.labels.article_labels import NO_REGION
from generator.publish.labels.article_summary import (
    full_region_name,
    name_in_province,
    province_names,
    province_of,
)
from generator.publish.labels.panel import Panel, PanelRow, region_links
from generator.publish.later import Text
from generator.publish.lists.bars import Bar, rank_bars
from generator.publish.lists.goals import goal_row
from generator.publish.lists.groupings import Grouping, with_parents
from generator.publish.lists.list_page import list_pages, row_of
from generator.publish.lists.pagination import header
from generator.publish.lists.region_map import tile_map
from generator.publish.lists.year_bars import searched_bars
from generator.publish.paths import region_path, web_link
from generator.publish.render import render_template
from generator.publish.yaml_header import Quoted

__all__ = ["REGIONS", "rows_outside"]

_INDEX = "regions/index.md"
_CITIES = 20
"""Cities and counties that have a bar."""
_COUNTRY = "事关全国的文章，以及看不出以哪个省为主或者不提任何地方的文章。"


def _record(facts: Facts) -> dict[str, Any]:
    return {
        "region": None if facts.region is None else _region_record(facts.region),
        "regions": [_region_record(region) for region in facts.regions],
    }


def _region_record(region: Region) -> dict[str, Any]:
    record: dict[str, Any] = {
        "code": region.code,
        "name": region.name,
        "spans": span_lists(region.spans),
    }
    if region.candidates:
        record["candidates"] = list(region.candidates)
    return record


def _front_matter(facts: Facts) -> dict[str, Any]:
    return {
        "region": Quoted(facts.region.code) if facts.region else None,
        "region_name": one_line(facts.region.name) if facts.region else None,
        "regions": [Quoted(region.code) for region in facts.regions],
    }


def _panel(panel: Panel) -> Iterator[PanelRow]:
    own = panel.facts.region
    if own is None:
        yield PanelRow("地区", (NO_REGION,))
    else:
        *above, name = region_links(own, panel.path)
        yield PanelRow("地区", (*above, panel.proved(name, own.spans)), Safe(" › "))
    others = (r for r in panel.facts.regions if own is None or r.code != own.code)
    also = tuple(
        panel.proved(panel.link(name, region_path(region.code)), region.spans)
        for name, region in _told_apart(others, own)
    )
    if also:
        yield PanelRow("涉及地区", also)


def _told_apart(regions: Iterable[Region], own: Region | None) -> Iterator[tuple[str, Region]]:
    """Yield regions by their provinces, each with its name without what was said before it.

    The article's own province needs not be said.
    """
    by_province: dict[str, list[Region]] = {}
    for region in regions:
        by_province.setdefault(province_of(region.code), []).append(region)
    said = set(with_parents(own.code)) if own is not None else set()
    # its own first: after another province's, a bare name would be taken for one of that
    for province, found in sorted(by_province.items(), key=lambda item: item[0] not in said):
        for region in found:
            above = with_parents(region.code)[:-1]
            name = region.name if {*above} <= said else name_in_province(region)
            yield (
                name if province in said or province == region.code else full_region_name(region),
                region,
            )
            said.update((*above, region.code))


def _mentions(facts: Facts) -> Iterator[Mention]:
    own = facts.region
    regions = facts.regions
    if own is not None and own.code not in {region.code for region in regions}:
        regions = (own, *regions)
    for region in regions:
        is_own = own is not None and region.code == own.code
        said: dict[str, Value] = {
            "code": region.code,
            "name": region.name,
            "own": is_own,
            "candidates": region.candidates,
        }
        yield said, region.spans


def _sheet(facts: Facts) -> dict[str, Value]:
    return {
        "region_code": facts.region.code if facts.region else None,
        "region": facts.region.name if facts.region else None,
        "regions": "\n".join(region.name for region in facts.regions),
    }


def _searched(facts: Facts) -> dict[str, Any]:
    region = facts.region
    return {
        "region": region.code if region else None,
        "region_name": one_line(region.name) if region else "",
    }


def _lists(facts: Facts) -> Iterator[str]:
    if facts.region is None:
        yield region_path(None)
    for region in (*((facts.region,) if facts.region else ()), *facts.regions):
        yield from map(region_path, with_parents(region.code))


def _index(filing: Filing) -> Iterator[tuple[str, Text]]:
    """Yield the map of regions, and the list of each with those of its parts below it."""
    groupings = filing.regions
    yield _map(groupings)
    below: dict[str | None, list[Grouping]] = {}
    for grouping in groupings:
        below.setdefault(grouping.parent, []).append(grouping)
    above = {grouping.path: grouping for grouping in groupings}
    for grouping in groupings:
        yield from list_pages(
            grouping,
            "地区",
            (("地区", _INDEX), *_parents(grouping, above)),
            ways=filing.combined.ways.get(grouping.path, ()),
            below=tuple(below.get(grouping.path, ())),
            chart=searched_bars(grouping, grouping.parts[0].entries if grouping.own else ()),
            rows=goal_row(grouping.path, grouping.parts[0].entries if grouping.own else ()),
            note=_COUNTRY if grouping.path == region_path(COUNTRY_CODE) else "",
        )


def _map(groupings: Sequence[Grouping]) -> tuple[str, str]:
    tiles = tile_map({grouping.path: grouping for grouping in groupings}, _INDEX)
    text = render_template(
        "regions",
        front_matter=header("地区", "按地区归档的报纸文章。"),
        number=sum(grouping.path != region_path(None) for grouping in groupings),
        tiles=tiles,
        table=sorted(tiles, key=lambda tile: (-tile.own, -tile.also)),
        outside=rows_outside(groupings, _INDEX),
        chart=_fullest_cities(groupings),
    )
    return _INDEX, text


def _fullest_cities(groupings: Sequence[Grouping]) -> Safe:
    """Return the bars of the places within provinces that most articles are about."""
    inside = [grouping for grouping in groupings if grouping.parent is not None and grouping.own]
    inside.sort(key=lambda grouping: (-grouping.own, grouping.path))
    bars = [
        Bar(
            name=grouping.name,
            said=grouping.title,
            number=grouping.own,
            link=web_link(_INDEX, grouping.path),
        )
        for grouping in inside[:_CITIES]
    ]
    return rank_bars(bars, "文章最多的市县")


def rows_outside(groupings: Iterable[Grouping], source: str) -> list[dict[str, Any]]:
    """Return rows for what no tile leads to: the whole country, no region, no known province."""
    inside = {region_path(code) for code in province_names()}
    return [
        row_of(grouping, source)
        for grouping in groupings
        if grouping.parent is None and grouping.path not in inside
    ]


def _parents(grouping: Grouping, above: Mapping[str, Grouping]) -> tuple[tuple[str, str], ...]:
    if grouping.parent is None:
        return ()
    parent = above[grouping.parent]
    return (*_parents(parent, above), (parent.name, parent.path))


REGIONS = FactKind(
    name="regions",
    record=_record,
    front_matter=_front_matter,
    panel=_panel,
    table=mention_table(
        "regions",
        "地区",
        "One row a division of China that an article names.",
        _mentions,
        mention_field(
            "code", "地区代码", "GB/T 2260 as in force at the article's date; 100000: all China.",
            pattern="[0-9]{6}",
        ),
        mention_field("name", "名称", "Full official name."),
        mention_field("own", "本地", "Whether it is the article's own region.", "boolean"),
        mention_field(
            "candidates", "其他可能", "Codes it could also be, where the page doesn't decide.",
            "array",
        ),
    ),
    sheet=_sheet,
    index=_index,
    lists=_lists,
    searched=_searched,
)  # fmt: skip
"""Where an article is, and what places it names."""
