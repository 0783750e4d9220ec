"""Agencies: the public bodies that issued what is reported, or that are named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from generator.model import Agency, AgencyRole, Entry, Facts
from generator.publish.csv_cells import Value
from generator.publish.escape import Safe, one_line
from generator.publish.kinds.agency_history import history_rows
from generator.publish.kinds.fact_kind import (
    FactKind,
    Filing,
    Mention,
    mention_field,
    mention_table,
    span_lists,
)
from generator.publish.labels.article_summary import prefecture_names, province_names
from generator.publish.labels.panel import Panel, PanelRow
from generator.publish.later import Text
from generator.publish.lists.grouped_index import IndexGroup, grouped_index
from generator.publish.lists.groupings import Grouping, make_grouping
from generator.publish.lists.list_page import list_pages, row_of, sort_keys
from generator.publish.lists.pagination import header
from generator.publish.lists.year_bars import searched_bars
from generator.publish.paths import agency_path, agency_slug, level_path

__all__ = [
    "AGENCIES",
    "MOST_ISSUERS",
    "AgencyGrouping",
    "AgencyLevel",
    "agency_groupings",
    "level_of",
    "printed_forms",
]

MOST_ISSUERS = 3
"""Issuers that stand for a paper or an article where there is room for few words; those of a joint
paper are named in their order, the one in charge first (《党政机关公文处理工作条例》)."""
_MOST_NAMES = 3
"""Other names shown of an agency, the commonest first."""


class AgencyLevel(StrEnum):
    """How far an agency's word reaches, read from the place in its name."""

    CENTRAL = "central"
    """No place in its name: the centre, and what calls itself by no place."""
    PROVINCE = "province"
    """A province, an autonomous region, a municipality or a special region."""
    CITY = "city"
    """A prefecture, a county, or a district of one of them."""


_INDEX = "agencies/index.md"
_LEVELS = {
    AgencyLevel.CENTRAL: ("中央和全国性机构", "名称里没有地名的机构。"),
    AgencyLevel.PROVINCE: ("省级机构", "名称以省、自治区、直辖市或特别行政区开头的机构。"),
    AgencyLevel.CITY: ("市县级机构", "名称里有市、州、县、区的机构。"),
}
_WAYS = "文章数 提到 名称"
"""By what the lists of agencies can be put in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyGrouping:
    """The list of one agency."""

    grouping: Grouping
    """Its articles."""
    level: AgencyLevel
    """Its level."""
    names: tuple[str, ...]
    """What the pages also call it; only what is printed on one of them."""


def agency_groupings(entries: Sequence[Entry]) -> tuple[AgencyGrouping, ...]:
    """Return a grouping for each agency, those that issued most first."""
    issued: dict[str, list[Entry]] = defaultdict(list)
    named: dict[str, list[Entry]] = defaultdict(list)
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    places = set(prefecture_names().values())
    for entry in entries:
        roles: dict[str, bool] = {}
        for agency in entry.facts.agencies:
            roles[agency.name] = roles.get(agency.name, False) or agency.role == AgencyRole.ISSUER
        for name, is_issuer in roles.items():
            (issued if is_issuer else named)[name].append(entry)
        gist = entry.gist
        for name, form in printed_forms(entry) if gist is None else gist.agency_forms:
            printed[name][form] += 1
        facts = entry.facts
        places.update(r.name for r in (*facts.regions, *((facts.region,) if facts.region else ())))
    places -= {"全国", *province_names().values()}
    groupings = [
        AgencyGrouping(
            grouping=make_grouping(
                agency_path(name), name, ("发布、召开或印发", issued[name]), ("提到", named[name])
            ),
            level=level_of(name, places),
            names=_commonest(printed.get(name, {})),
        )
        for name in issued.keys() | named.keys()
    ]
    key = lambda a: (-a.grouping.own, -a.grouping.also, a.grouping.title)  # noqa: E731
    return tuple(sorted(groupings, key=key))


def level_of(name: str, places: set[str]) -> AgencyLevel:
    """Return the level that an agency's full name shows; ``places`` are cities and counties.

    A body's full name begins with the division that it is a body of, under its full name
    (《国务院关于行政区划管理的规定》: an office is named by its division).

    >>> level_of("湖南省民政厅", {"长沙市"}), level_of("湖南省长沙市民政局", {"长沙市"})
    (<AgencyLevel.PROVINCE: 'province'>, <AgencyLevel.CITY: 'city'>)
    >>> level_of("民政部", {"长沙市"})
    <AgencyLevel.CENTRAL: 'central'>
    """
    found = AgencyLevel.CENTRAL
    rest = name
    for province in province_names().values():
        if name.startswith(province):
            found, rest = AgencyLevel.PROVINCE, name.removeprefix(province)
    # No division's name is longer than 15 characters (积石山保安族东乡族撒拉族自治县 has 15).
    if any(rest[:length] in places for length in range(2, 16)):
        return AgencyLevel.CITY
    return found


def printed_forms(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield full name and printed form of each naming that is not the full name itself.

    Read from the article and not from the page: a name that a line's or a column's end parts is
    one word there.
    """
    named = [a for a in entry.facts.agencies if any(e - s != len(a.name) for s, e in a.spans)]
    wanted = {offset for agency in named for offset in _offsets(agency)}
    texts = [block.text for block in entry.article.blocks] if wanted else []
    places: dict[int | None, list[tuple[int, int]]] = defaultdict(list)
    for number, text in enumerate(texts):
        for index, origin in enumerate(text.origins):
            if origin in wanted:
                places[origin].append((number, index))
    for agency in named:
        found = sorted({place for offset in _offsets(agency) for place in places.get(offset, ())})
        for _, run in groupby(enumerate(found), lambda one: (one[1][0], one[1][1] - one[0])):
            form = one_line("".join(texts[number].text[index] for _, (number, index) in run))
            if form != agency.name and len(form) > 1:
                yield agency.name, form


def _offsets(agency: Agency) -> Iterator[int]:
    return (offset for start, end in agency.spans for offset in range(start, end))


def _commonest(forms: Mapping[str, int]) -> tuple[str, ...]:
    ranked = sorted(forms, key=lambda form: (-forms[form], form))
    return tuple(ranked[:_MOST_NAMES])


# ---- what the site makes of them


def _record(facts: Facts) -> dict[str, Any]:
    return {
        "agencies": [
            {"name": agency.name, "role": agency.role.value, "spans": span_lists(agency.spans)}
            for agency in facts.agencies
        ]
    }


def _front_matter(facts: Facts) -> dict[str, Any]:
    issuers_first = sorted(facts.agencies, key=lambda a: a.role != AgencyRole.ISSUER)
    return {"agencies": [one_line(agency.name) for agency in issuers_first]}


def _panel(panel: Panel) -> Iterator[PanelRow]:
    for name, role in (("发布机构", AgencyRole.ISSUER), ("提到机构", AgencyRole.MENTIONED)):
        agencies = tuple(
            panel.proved(panel.link(agency.name, agency_path(agency.name)), agency.spans)
            for agency in panel.facts.agencies
            if agency.role == role
        )
        if agencies:
            yield PanelRow(name, agencies)


def _mentions(facts: Facts) -> Iterator[Mention]:
    for agency in facts.agencies:
        yield {"name": agency.name, "role": agency.role.value}, agency.spans


def _sheet(facts: Facts) -> dict[str, Value]:
    issuers = (a.name for a in facts.agencies if a.role is AgencyRole.ISSUER)
    return {
        "issuers": "\n".join(issuers),
        "agencies": "\n".join(agency.name for agency in facts.agencies),
    }


def _searched(facts: Facts) -> dict[str, Any]:
    named = ((agency_slug(a.name), one_line(a.name)) for a in facts.agencies)
    return {"agencies": tuple(dict.fromkeys(named))}


def _lists(facts: Facts) -> Iterator[str]:
    """Yield the lists of the agencies; which of the levels they are on, only all articles tell."""
    for agency in facts.agencies:
        yield agency_path(agency.name)
    if facts.agencies:
        yield from map(level_path, AgencyLevel)


def _index(filing: Filing) -> Iterator[tuple[str, Text]]:
    """Yield the index with the list of each level, and the list of each agency."""
    groupings = agency_groupings(filing.entries)
    yield from _overview(groupings)
    known = frozenset(agency.grouping.path for agency in groupings)
    for agency in groupings:
        level = (_LEVELS[agency.level][0], level_path(agency.level))
        names = tuple((name, None) for name in agency.names)
        printed = (("版面上也作", names),) if names else ()
        yield from list_pages(
            agency.grouping,
            "机构",
            (("机构", _INDEX), level),
            rows=(*printed, *history_rows(agency.grouping.title, known)),
            chart=searched_bars(agency.grouping, agency.grouping.entries),
        )


def _overview(agencies: Sequence[AgencyGrouping]) -> Iterator[tuple[str, str]]:
    """Yield the index, which shows the first of each level, and the whole list of each level."""
    groups = [
        IndexGroup(
            title=title,
            note=note,
            path=level_path(level),
            header=header(title, f"{title}：按机构归档的报纸文章。"),
            items=found,
        )
        for level, (title, note) in _LEVELS.items()
        if (found := [agency for agency in agencies if agency.level == level])
    ]
    return grouped_index(
        _INDEX,
        groups,
        _agency_row,
        title="机构",
        note=f"共 {len(agencies)} 个机构。“N 篇”是由它发布、召开或印发的文章；“N 篇提到”是"
        "只提到它的文章。括号里是版面上的其他写法。",
        header=header("机构", "按机构归档的报纸文章。"),
        empty="还没有文章。",
        ways=_WAYS,
        layout=Safe(""),
    )


def _agency_row(agency: AgencyGrouping, source: str) -> dict[str, Any]:
    names, ranks = "、".join(agency.names), sort_keys(-agency.grouping.also)
    return row_of(agency.grouping, source) | {"names": names, "ranks": ranks}


AGENCIES = FactKind(
    name="agencies",
    record=_record,
    front_matter=_front_matter,
    panel=_panel,
    table=mention_table(
        "agencies",
        "机构",
        "One row a public body that an article names, issuers first.",
        _mentions,
        mention_field(
            "name", "全称", "Full name (省民政厅 in an article about 湖南 is 湖南省民政厅)."
        ),
        mention_field(
            "role", "角色", "issuer: it issued, held or announced what is reported.",
            enum=tuple(role.value for role in AgencyRole),
        ),
    ),
    sheet=_sheet,
    index=_index,
    lists=_lists,
    searched=_searched,
)  # fmt: skip
"""Who issued it, and whom it names."""
