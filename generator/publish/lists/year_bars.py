"""Bars of the years that articles are of, and of the months of a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from generator.model import Entry
from generator.publish.escape import Safe
from generator.publish.lists.bars import Bar, time_bars
from generator.publish.lists.cross_lists import Ways
from generator.publish.lists.groupings import Grouping, month_anchor
from generator.publish.lists.pagination import PAGE_LENGTH
from generator.publish.paths import facet_of, page_of_list, web_link

__all__ = ["is_year", "month_bars", "narrowed_bars", "searched_bars", "year_bars"]

_TITLE = "各年的文章"
_SPAN = 20
"""Years that stand side by side in half a desktop's width; of more, the empty ones are left out."""


def year_bars(groupings: Sequence[Grouping], source: str) -> Safe:
    """Return the bars of the years, the oldest first, for the file ``source``.

    Empty where there are not two: one bar says nothing. ``groupings`` are those of the years.
    """
    return _bars(
        {
            int(grouping.name.removesuffix("年")): (grouping.own, web_link(source, grouping.path))
            for grouping in groupings
            if is_year(grouping)
        }
    )


def month_bars(year: Grouping, source: str) -> Safe:
    """Return the bars of the months of a year, for the file ``source``.

    Empty for what is no year, and where no month is known.
    """
    numbers = {part.anchor: len(part.entries) for part in year.parts}
    months = [(month, numbers.get(month_anchor(month), 0)) for month in range(1, 13)]
    if not is_year(year) or not any(number for _, number in months):
        return Safe("")
    bars = [
        Bar(
            name=str(month),
            said=f"{year.name}{month}月",
            number=number,
            link=_to_part(year, month_anchor(month), source),
        )
        for month, number in months
    ]
    return time_bars(bars, f"{year.name}各月的文章")


def narrowed_bars(ways: Sequence[Ways], source: str) -> tuple[Safe, tuple[Ways, ...]]:
    """Return the years among the ways to narrow the list ``source`` as bars, and the other ways.

    A single year stays among these.
    """
    years = next((way.narrowings for way in ways if way.kind == "年份"), ())
    if len(years) < 2:
        return Safe(""), tuple(ways)
    bars = _bars(
        {
            int(year.name.removesuffix("年")): (year.number, web_link(source, year.path))
            for year in years
        }
    )
    return bars, tuple(way for way in ways if way.kind != "年份")


def searched_bars(grouping: Grouping, entries: Iterable[Entry]) -> Safe:
    """Return the years of ``entries`` as bars that lead to the search of each.

    They are what the search finds by the facet of the list. Empty where there are not two.
    """
    numbers = Counter(entry.facts.year for entry in entries if entry.facts.year is not None)
    facet = urlencode(facet_of(grouping.path))
    if not facet:
        return Safe("")
    search = web_link(grouping.path, "search.md")
    return _bars(
        {
            year: (number, Safe(f"{search}?{facet}&amp;year={year}"))
            for year, number in numbers.items()
        }
    )


def _bars(years: Mapping[int, tuple[int, Safe]]) -> Safe:
    """Return the bars of years by their numbers and addresses, with the empty years between.

    Empty where there are not two: one bar says nothing.
    """
    if len(years) < 2:
        return Safe("")
    first, last = min(years), max(years)
    shown = range(first, last + 1) if last - first < _SPAN else sorted(years)
    return time_bars(
        [
            Bar(
                name=str(year),
                said=f"{year}年",
                number=years[year][0] if year in years else 0,
                link=years[year][1] if year in years else None,
            )
            for year in shown
        ],
        _TITLE,
    )


def is_year(grouping: Grouping) -> bool:
    """Tell whether a list is of a year that is known."""
    return bool(grouping.parts and grouping.parts[0].anchor)


def _to_part(grouping: Grouping, anchor: str, source: str) -> Safe:
    """Return the address of where a part of a list begins, which may be on a later page of it."""
    before = 0
    for part in grouping.parts:
        if part.anchor == anchor:
            break
        before += len(part.entries)
    path = page_of_list(grouping.path, before // PAGE_LENGTH + 1)
    way = "" if path == source else web_link(source, path)
    return Safe(f"{way}#{anchor}")
