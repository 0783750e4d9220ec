"""Which article stands in which list: by region, topic and year (agencies and documents apart).

Each function takes the articles in the order in which lists show them
(:func:`generator.publish.labels.article_summary.in_order`) and keeps it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from generator.model import Entry, Facts, Region
from generator.publish.labels.article_labels import NO_REGION, NO_TOPIC
from generator.publish.labels.article_summary import (
    date_of,
    full_region_name,
    name_in_province,
    prefecture_names,
    province_names,
    province_of,
)
from generator.publish.labels.date_labels import NO_DATE, NO_YEAR, date_words
from generator.publish.paths import region_path, topic_path, year_path

__all__ = [
    "MENTIONED",
    "Grouping",
    "GroupingPart",
    "Groupings",
    "groupings_of",
    "make_grouping",
    "month_anchor",
    "region_groupings",
    "topic_groupings",
    "with_parents",
    "year_groupings",
]

MENTIONED = "mentioned"
"""Anchor of the articles that only mention what a list is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupingPart:
    """Articles of a grouping that stand under one heading."""

    title: str
    """The heading; empty where none is needed."""
    entries: tuple[Entry, ...]
    """The articles in order."""
    anchor: str = ""
    """What the heading can be linked to by; empty where nothing does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """One list: the articles filed under one region, agency, topic or year."""

    path: str
    """Its first page."""
    title: str
    """What they are filed under."""
    name: str
    """What the index calls it, where its place there says the rest."""
    parts: tuple[GroupingPart, ...]
    """The articles, part by part."""
    own: int
    """How many articles belong here."""
    also: int = 0
    """How many only mention it."""
    parent: str | None = None
    """Path of the grouping that the index shows it under."""
    rest: bool = False
    """Whether it holds what fits none of its kind, so that it stands last."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All its articles, in the order of its parts."""
        return tuple(entry for part in self.parts for entry in part.entries)


@dataclass(frozen=True, slots=True)
class Groupings:
    """All lists of these three kinds: made once, as many pages ask for them."""

    regions: tuple[Grouping, ...]
    topics: tuple[Grouping, ...]
    years: tuple[Grouping, ...]


def groupings_of(entries: Sequence[Entry]) -> Groupings:
    """Return the lists of regions, topics and years; ``entries`` come in the order of lists."""
    return Groupings(region_groupings(entries), topic_groupings(entries), year_groupings(entries))


def region_groupings(entries: Sequence[Entry]) -> tuple[Grouping, ...]:
    """Return a grouping for each division that an article is about or names, in order of code.

    An article about a county belongs to the groupings of its prefecture and its province too; a
    province that only its cities are in has a grouping all the same, so that each county can be
    reached from above. Articles without a region come last.
    """
    own: dict[str, list[Entry]] = defaultdict(list)
    named: dict[str, list[Entry]] = defaultdict(list)
    regions = {code: Region(code=code, name=name) for code, name in province_names().items()}
    for entry in entries:  # the newest first: where names differ, its name is taken
        facts = entry.facts
        mine = with_parents(facts.region.code) if facts.region else ()
        for code in mine:
            own[code].append(entry)
        others = (code for region in facts.regions for code in with_parents(region.code))
        for code in dict.fromkeys(others):
            if code not in mine:
                named[code].append(entry)
        for region in (*facts.regions, *((facts.region,) if facts.region else ())):
            regions.setdefault(region.code, region)
    groupings = []
    for code in sorted(own.keys() | named.keys()):
        if code not in regions:
            regions[code] = Region(code=code, name=prefecture_names()[code[:4]])
        region, parents = regions[code], with_parents(code)[:-1]
        grouping = make_grouping(
            region_path(code),
            full_region_name(region),
            (f"以{region.name}为主的文章", own[code]),
            (f"提到{region.name}的文章", named[code]),
        )
        below = len(parents) > 1  # on the grouping of its prefecture, whose name is no news
        name = region.name if below else name_in_province(region)
        parent = region_path(parents[-1]) if parents else None
        groupings.append(replace(grouping, name=name, parent=parent))
    lost = [entry for entry in entries if entry.facts.region is None]
    if lost:
        groupings.append(make_grouping(region_path(None), NO_REGION, ("", lost)))
    return tuple(groupings)


def topic_groupings(entries: Sequence[Entry]) -> tuple[Grouping, ...]:
    """Return a grouping for each topic, the fullest first; what fits none (其他) comes last.

    So do articles without a topic. A narrow topic has that of its wide field as its parent.
    """
    filed: dict[str, list[Entry]] = defaultdict(list)
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    others = set()
    for entry in entries:
        for topic in entry.facts.topics:
            names.setdefault(topic.id, topic.name)
            if topic.within in {wide.id for wide in entry.facts.topics}:
                parents[topic.id] = topic_path(topic.within)
            if topic.is_other:
                others.add(topic.id)
        for key in dict.fromkeys(topic.id for topic in entry.facts.topics):
            filed[key].append(entry)
    groupings = [
        replace(
            make_grouping(topic_path(key), names[key], ("", found)),
            rest=key in others,
            parent=parents.get(key),
        )
        for key, found in filed.items()
    ]
    groupings.sort(key=lambda grouping: (grouping.rest, -grouping.own, grouping.path))
    lost = [entry for entry in entries if not entry.facts.topics]
    if lost:
        groupings.append(replace(make_grouping(topic_path(None), NO_TOPIC, ("", lost)), rest=True))
    return tuple(groupings)


def year_groupings(entries: Sequence[Entry]) -> tuple[Grouping, ...]:
    """Return a grouping for each year, newest first and by month, then that of unknown years."""
    filed: dict[int | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        filed[entry.facts.year].append(entry)
    groupings = []
    for year in sorted((y for y in filed if y is not None), reverse=True):
        months = groupby(filed[year], key=lambda entry: _month(entry.facts))
        groupings.append(
            Grouping(
                path=year_path(year),
                title=f"{year}年",
                name=f"{year}年",
                parts=tuple(
                    GroupingPart(
                        title=date_words(f"{year:04d}-{month:02d}") if month else "月份不详",
                        entries=tuple(found),
                        anchor=month_anchor(month),
                    )
                    for month, found in months
                ),
                own=len(filed[year]),
            )
        )
    lost = filed[None]
    if lost:
        dated = [entry for entry in lost if date_of(entry.facts) != NO_DATE]
        undated = [entry for entry in lost if date_of(entry.facts) == NO_DATE]
        if dated and undated:
            title = "年份或日期不详"
            parts = (*_by_month(dated), GroupingPart(title=NO_DATE, entries=tuple(undated)))
        elif dated:
            title, parts = NO_YEAR, tuple(_by_month(dated))
        else:
            title, parts = NO_DATE, (GroupingPart(title="", entries=tuple(undated)),)
        path = year_path(None)
        groupings.append(Grouping(path=path, title=title, name=title, parts=parts, own=len(lost)))
    return tuple(groupings)


def _by_month(entries: Sequence[Entry]) -> Iterator[GroupingPart]:
    """Yield articles without a year by what is known of their date: the month as a rule."""
    for month, found in groupby(entries, key=lambda entry: _month(entry.facts)):
        title = f"{month}月，{NO_YEAR}" if month else NO_YEAR
        yield GroupingPart(title=title, entries=tuple(found))


def month_anchor(month: int) -> str:
    """Return what a month of a year's list can be linked to by; 0 is the unknown month.

    >>> month_anchor(4)
    'm04'
    """
    return f"m{month:02d}"


def _month(facts: Facts) -> int:
    """Return the article's month, 0 where none is proven; a range counts for its beginning."""
    edtf = facts.date.edtf if facts.date else ""
    return int(edtf[5:7]) if edtf[4:5] == "-" and edtf[5:7].isdigit() else 0


@cache
def with_parents(code: str) -> tuple[str, ...]:
    """Return the codes of a region's province and prefecture, as far as known, and its own."""
    chain = []
    if province_of(code) in province_names():
        chain.append(province_of(code))
    if code[:4] in prefecture_names():
        chain.append(f"{code[:4]}00")
    return tuple(dict.fromkeys((*chain, code)))


def make_grouping(
    path: str,
    title: str,
    own: tuple[str, Iterable[Entry]],
    also: tuple[str, Iterable[Entry]] = ("", ()),
) -> Grouping:
    """Return a list of articles: those that belong here, then those that only mention it."""
    first, second = tuple(own[1]), tuple(also[1])
    parts = (
        GroupingPart(title=own[0] if second else "", entries=first),
        GroupingPart(title=also[0], entries=second, anchor=MENTIONED),
    )
    return Grouping(
        path=path,
        title=title,
        name=title,
        parts=tuple(part for part in parts if part.entries),
        own=len(first),
        also=len(second),
    )
