"""What lists show of an article, and the order in which they show it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from generator.model import Entry, Facts, Region, Role
from generator.publish.escape import Safe, one_line
from generator.publish.labels.article_labels import (
    LONGEST_SENTENCE,
    NO_REGION,
    first_sentence,
    headline_words,
    is_pending,
)
from generator.publish.labels.date_labels import NO_DATE, date_words
from generator.publish.paths import article_path, link_between

__all__ = [
    "ArticleCard",
    "card_of",
    "date_of",
    "first_offset",
    "full_region_name",
    "in_order",
    "name_in_province",
    "newness",
    "opening_of",
    "prefecture_names",
    "province_names",
    "province_of",
    "region_words",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCard:
    """One article in a list."""

    title: str
    """Headline, or the words that say there is none."""
    link: Safe
    """Relative link from the list's file."""
    date: str
    """Date in words."""
    region: str
    """The article's own region with its province."""
    sentence: str
    """First sentence of the text; empty when there is no text."""
    pending: bool
    """Whether readers should hold the article against its page first."""


def card_of(entry: Entry, source: str) -> ArticleCard:
    """Return what a list in the file ``source`` shows of the article."""
    return ArticleCard(
        title=headline_words(entry),
        link=link_between(source, article_path(entry.id)),
        date=date_of(entry.facts),
        region=region_words(entry.facts),
        sentence=opening_of(entry),
        pending=is_pending(entry.article),
    )


def opening_of(entry: Entry) -> str:
    """Return the first sentence of the article's text; empty when there is no text."""
    body = entry.article.body
    text = next((b.text.text for b in body if b.role not in (Role.SUBHEAD, Role.TABLE)), "")
    line = one_line(text[:_READ])  # each list asks for it
    return first_sentence(line if len(line) > LONGEST_SENTENCE else one_line(text))


_READ = 500
"""Characters of a text that hold its first sentence, unless there are more blanks than words."""


def date_of(facts: Facts) -> str:
    """Return the article's date in words, as far as the page proves it."""
    if facts.date is not None:
        return date_words(facts.date.edtf)
    return f"{facts.year}年" if facts.year is not None else NO_DATE


def region_words(facts: Facts) -> str:
    """Return the article's own region, led by the divisions that it is a part of."""
    return full_region_name(facts.region) if facts.region else NO_REGION


def full_region_name(region: Region) -> str:
    """Return a region's name, led by province and prefecture: there are six 鼓楼区.

    >>> full_region_name(Region(code="320106", name="鼓楼区"))
    '江苏省南京市鼓楼区'
    >>> full_region_name(Region(code="500105", name="江北区"))  # no prefectures there
    '重庆市江北区'
    """
    province = province_names().get(province_of(region.code), "")
    if region.name.startswith(province):
        return region.name
    return province + name_in_province(region)


def name_in_province(region: Region) -> str:
    """Return a county's name led by its prefecture, any other region's name as it is.

    >>> name_in_province(Region(code="621102", name="安定区"))
    '定西市安定区'
    """
    prefecture = "" if region.code.endswith("00") else prefecture_names().get(region.code[:4], "")
    return region.name if region.name.startswith(prefecture) else prefecture + region.name


def province_of(code: str) -> str:
    """Return the code of the province that a GB/T 2260 code belongs to."""
    return code[:2] + "0000"


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the articles newest first, those without a year last, then as they stood on pages.

    The order depends on the articles alone, not on the order in which they came.
    """
    placed = sorted(entries, key=lambda e: (e.article.page, first_offset(e), e.id))
    return tuple(sorted(placed, key=lambda e: newness(e.facts), reverse=True))


def newness(facts: Facts) -> tuple[bool, str]:
    """Return what is greater the newer an article is; one without a year is the least."""
    if facts.year is None:
        return (False, facts.date.edtf if facts.date else "")
    return (True, facts.date.edtf if facts.date else f"{facts.year:04d}")


def first_offset(entry: Entry) -> int:
    """Return where on its page the article's body begins, as a code point; 0 without a body."""
    if entry.gist is not None:
        return entry.gist.begins
    origins = (origin for block in entry.article.body for origin in block.text.origins)
    return next((origin for origin in origins if origin is not None), 0)


@cache
def province_names() -> dict[str, str]:
    """Return the 34 provincial divisions by code, in the order of GB/T 2260."""
    return _names("provinces.csv")


@cache
def prefecture_names() -> dict[str, str]:
    """Return the prefectures by the first four digits of their code.

    The table holds every code of GB/T 2260 since 1980 that has had one name only: with it, a
    county's chain of names is right whatever the article's year. Where a name or its code was
    changed (襄樊市, now 襄阳市), the chain leaves the prefecture out. Municipalities have none.
    """
    return {code[:4]: name for code, name in _names("prefectures.csv").items()}


def _names(table: str) -> dict[str, str]:
    file = resources.files("generator.publish") / "data" / table
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return {row["code"]: row["name"] for row in rows}
