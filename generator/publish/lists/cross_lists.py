"""Region with topic, topic with year: the lists narrowed by one another, without a server.

A pair that no article has has no page. A pair of one article leads to that article, and a pair
that holds a whole list leads to that list; only what lies between is a page of its own. So a
corpus of N articles with three topics each has at most 3 N such pages (every page holds two
articles, every article is in at most six pairs), and never more than topics times provinces and
years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Entry, Facts
from generator.publish.labels.article_summary import province_of
from generator.publish.lists.groupings import Grouping, make_grouping
from generator.publish.paths import (
    article_path,
    region_path,
    topic_path,
    topic_region_path,
    topic_year_path,
    year_path,
)

__all__ = ["Combined", "Narrowing", "Ways", "cross_lists", "shared_lists"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What is left of a list when it is narrowed by one thing more."""

    name: str
    """The other thing: 养老服务."""
    number: int
    """How many articles are left."""
    path: str
    """Where they are listed."""
    rest: bool = False
    """Whether the other thing is what fits none of its kind (其他)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """All narrowings of one list by one kind of thing."""

    kind: str
    """主题, 地区 or 年份."""
    narrowings: tuple[Narrowing, ...]
    """The fullest first, 其他 last; years from the newest on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """The pairs of a corpus."""

    groupings: tuple[tuple[Grouping, tuple[Grouping, Grouping]], ...]
    """Those with a page of their own, each with the two lists that it is the common part of."""
    ways: Mapping[str, tuple[Ways, ...]]
    """The narrowings of each list, by its path."""


def cross_lists(
    entries: Sequence[Entry],
    regions: Sequence[Grouping],
    topics: Sequence[Grouping],
    years: Sequence[Grouping],
) -> Combined:
    """Return the pairs of topics with provinces and with years that articles have.

    An article counts for the region that it is about, and not for those it mentions.
    """
    lists = {grouping.path: grouping for grouping in (*regions, *topics, *years)}
    pairs: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in shared_lists(entry.facts):
            pairs[key].append(entry)
    found: dict[str, dict[str, list[Narrowing]]] = defaultdict(lambda: defaultdict(list))
    groupings = []
    for (topic, other, own_path), held in sorted(pairs.items(), key=lambda pair: pair[0]):
        both = (lists[topic], lists[other])
        path = own_path
        if len(held) == 1:
            path = article_path(held[0].id)
        elif whole := [s for s in both[::-1] if s.own + s.also == len(held)]:
            path = whole[0].path
        else:
            title = f"{both[1].title}：{both[0].title}"
            groupings.append((make_grouping(path, title, ("", held)), both))
        kind = "地区" if other.startswith("regions/") else "年份"
        for here, there, what in ((topic, other, kind), (other, topic, "主题")):
            beside = lists[there]
            found[here][what].append(
                Narrowing(name=beside.title, number=len(held), path=path, rest=beside.rest)
            )
    ways = {
        path: tuple(
            Ways(kind=kind, narrowings=tuple(sorted(kinds[kind], key=_ORDER[kind])))
            for kind in _ORDER
            if kind in kinds
        )
        for path, kinds in found.items()
    }
    return Combined(groupings=tuple(groupings), ways=ways)


def shared_lists(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield the path of a topic, of a province or year, and of what they have in common."""
    for topic in dict.fromkeys(topic.id for topic in facts.topics):
        if facts.region is not None:
            code = province_of(facts.region.code)
            yield topic_path(topic), region_path(code), topic_region_path(topic, code)
        if facts.year is not None:
            yield topic_path(topic), year_path(facts.year), topic_year_path(topic, facts.year)


def _by_number(narrowing: Narrowing) -> tuple[bool, int, str]:
    return (narrowing.rest, -narrowing.number, narrowing.name)


def _by_year(narrowing: Narrowing) -> tuple[int, str]:
    return (-int(narrowing.name.removesuffix("年")), "")


_ORDER = {"主题": _by_number, "地区": _by_number, "年份": _by_year}
