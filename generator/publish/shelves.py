"""Which article stands in which list: by region, agency, topic and year.

Each function takes the articles in the order in which lists show them (``view.in_order``) and
keeps it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from generator.model import AgencyRole, Entry, Facts, Region
from generator.publish.edtf import NO_DATE, NO_YEAR, date_words
from generator.publish.paths import agency_path, region_path, topic_path, year_path
from generator.publish.view import (
    date_of,
    full_region_name,
    name_in_province,
    province_names,
    province_of,
)
from generator.publish.wording import NO_REGION, NO_TOPIC

__all__ = ["Shelf", "agency_shelves", "region_shelves", "topic_shelves", "year_shelves"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One list: the articles filed under one region, agency, topic or year."""

    path: str
    """Its first page."""
    title: str
    """What they are filed under."""
    name: str
    """What the index calls it, where its place there says the rest."""
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    """Title of each part (empty where none is needed) and its articles in order."""
    own: int
    """How many articles belong here."""
    also: int = 0
    """How many only mention it."""
    parent: str | None = None
    """Path of the shelf that the index shows it under."""


def region_shelves(entries: Sequence[Entry]) -> tuple[Shelf, ...]:
    """Return a shelf for each division that an article is about or names, in order of code.

    An article about a city or county belongs to its province's shelf too; a province that
    only its cities are in has a shelf all the same. Articles without a region come last.
    """
    own: dict[str, list[Entry]] = defaultdict(list)
    named: dict[str, list[Entry]] = defaultdict(list)
    regions = {code: Region(code=code, name=name) for code, name in province_names().items()}
    for entry in entries:  # the newest first: where names differ, its name is taken
        facts = entry.facts
        mine = _with_province(facts.region.code) if facts.region else ()
        for code in mine:
            own[code].append(entry)
        others = (code for region in facts.regions for code in _with_province(region.code))
        for code in dict.fromkeys(others):
            if code not in mine:
                named[code].append(entry)
        for region in (*facts.regions, *((facts.region,) if facts.region else ())):
            regions.setdefault(region.code, region)
    shelves = []
    for code in sorted(own.keys() | named.keys()):
        name, province = regions[code].name, _with_province(code)[0]
        shelf = _shelf(
            region_path(code),
            full_region_name(regions[code]),
            (f"以{name}为主的文章", own[code]),
            (f"提到{name}的文章", named[code]),
        )
        parent = None if province == code else region_path(province)
        shelves.append(replace(shelf, name=name_in_province(regions[code]), parent=parent))
    lost = [entry for entry in entries if entry.facts.region is None]
    if lost:
        shelves.append(_shelf(region_path(None), NO_REGION, ("", lost)))
    return tuple(shelves)


def agency_shelves(entries: Sequence[Entry]) -> tuple[Shelf, ...]:
    """Return a shelf for each agency, those that issued most first."""
    issued: dict[str, list[Entry]] = defaultdict(list)
    named: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        roles: dict[str, bool] = {}
        for agency in entry.facts.agencies:
            roles[agency.name] = roles.get(agency.name, False) or agency.role == AgencyRole.ISSUER
        for name, is_issuer in roles.items():
            (issued if is_issuer else named)[name].append(entry)
    shelves = [
        _shelf(agency_path(name), name, ("发布、召开或印发", issued[name]), ("提到", named[name]))
        for name in issued.keys() | named.keys()
    ]
    return tuple(sorted(shelves, key=lambda shelf: (-shelf.own, -shelf.also, shelf.title)))


def topic_shelves(entries: Sequence[Entry]) -> tuple[Shelf, ...]:
    """Return a shelf for each topic, the fullest first; articles without a topic come last."""
    filed: dict[str, list[Entry]] = defaultdict(list)
    names: dict[str, str] = {}
    for entry in entries:
        for topic in entry.facts.topics:
            names.setdefault(topic.id, topic.name)
        for key in dict.fromkeys(topic.id for topic in entry.facts.topics):
            filed[key].append(entry)
    shelves = [_shelf(topic_path(key), names[key], ("", found)) for key, found in filed.items()]
    shelves.sort(key=lambda shelf: (-shelf.own, shelf.path))
    lost = [entry for entry in entries if not entry.facts.topics]
    if lost:
        shelves.append(_shelf(topic_path(None), NO_TOPIC, ("", lost)))
    return tuple(shelves)


def year_shelves(entries: Sequence[Entry]) -> tuple[Shelf, ...]:
    """Return a shelf for each year, newest first and by month, then that of unknown years."""
    filed: dict[int | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        filed[entry.facts.year].append(entry)
    shelves = []
    for year in sorted((y for y in filed if y is not None), reverse=True):
        months = groupby(filed[year], key=lambda entry: _month(entry.facts))
        groups = tuple((title, tuple(found)) for title, found in months)
        shelves.append(
            Shelf(
                path=year_path(year),
                title=f"{year}年",
                name=f"{year}年",
                groups=groups,
                own=len(filed[year]),
            )
        )
    lost = filed[None]
    if lost:
        dated = tuple(entry for entry in lost if date_of(entry.facts) != NO_DATE)
        undated = tuple(entry for entry in lost if date_of(entry.facts) == NO_DATE)
        if dated and undated:
            title, groups = "年份或日期不详", ((NO_YEAR, dated), (NO_DATE, undated))
        else:
            title, groups = NO_YEAR if dated else NO_DATE, (("", tuple(lost)),)
        path = year_path(None)
        shelves.append(Shelf(path=path, title=title, name=title, groups=groups, own=len(lost)))
    return tuple(shelves)


def _month(facts: Facts) -> str:
    """Return the heading of the article's month; a range counts for its beginning."""
    edtf = facts.date.edtf if facts.date else ""
    month = edtf[:7]
    known = len(month) == 7 and month[4] == "-" and month[5:].isdigit()
    return date_words(month) if known else "月份不详"


def _with_province(code: str) -> tuple[str, ...]:
    """Return the code of the province, if it is one of the 34, and the code itself."""
    province = province_of(code)
    return (province, code) if province in province_names() and province != code else (code,)


def _shelf(
    path: str,
    title: str,
    own: tuple[str, Iterable[Entry]],
    also: tuple[str, Iterable[Entry]] = ("", ()),
) -> Shelf:
    first, second = tuple(own[1]), tuple(also[1])
    groups = ((own[0] if second else "", first), (also[0], second))
    return Shelf(
        path=path,
        title=title,
        name=title,
        groups=tuple((title, found) for title, found in groups if found),
        own=len(first),
        also=len(second),
    )
