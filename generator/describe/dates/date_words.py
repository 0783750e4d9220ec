"""A date expression between being read and being a fact, and its EDTF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.describe.article_text import ArticleText
from generator.model import DateKind, DateMention

__all__ = ["DateWord", "Point", "Step", "edtf", "list_dates"]

Point = tuple[int | None, int | None, int | None]
"""Year, month and day as far as they are known."""


class Step(StrEnum):
    """What an expression without a year of its own counts from."""

    DAY = "day"
    """昨日: from the day of dispatch, else of issue."""
    MONTH = "month"
    """上月: from that day's month."""
    TOLD_DAY = "told-day"
    """次日: from the day that was told before it."""
    TOLD_YEAR = "told-year"
    """同年: from the year that was told before it."""
    CENTURY = "century"
    """上世纪90年代: from the century of the article's year."""
    DECADE = "decade"
    """80年代: from the article's own decade."""
    TWO_YEARS = "two-years"
    """今明两年: the article's year and the next."""
    PLAN = "plan"
    """“十四五”时期: the five years of a plan, once the page proves any year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWord:
    """A date expression as read, before a missing year is looked for."""

    start: int
    """First character in the reading's text."""
    end: int
    """One past the last."""
    kind: DateKind
    """What it names."""
    year: int | None = None
    """The year it states; the first one of a decade or century."""
    shift: int | None = None
    """今年 0, 去年 -1, 明年 1: years from the article's own."""
    month: int | None = None
    """Month, or season as EDTF counts it (21 to 24); ``None`` for a day alone (7日)."""
    day: int | None = None
    """Day."""
    to: Point | None = None
    """Year, month and day of the far end of a range."""
    step: tuple[Step, int] | None = None
    """What it counts from, and how far."""
    partner: int | None = None
    """Start of the expression that gave a day alone its month, and gives it its year."""
    use: DateKind | None = None
    """:attr:`DateKind.TARGET` or :attr:`DateKind.AS_OF`, when the sentence says so."""
    filled: bool = False
    """Whether the year was filled in from the article's own."""

    @property
    def states_year(self) -> bool:
        """Whether the year is written out."""
        return self.year is not None and not self.filled


def list_dates(reading: ArticleText, words: Iterable[DateWord]) -> tuple[DateMention, ...]:
    """Return the facts: each expression as printed, its EDTF, its kind and its spans."""
    return tuple(
        DateMention(
            text=reading.printed(word.start, word.end),
            edtf=edtf(word),
            kind=word.use or word.kind,
            spans=reading.spans(word.start, word.end),
        )
        for word in words
    )


def edtf(word: DateWord) -> str:
    """Return the expression in EDTF level 1, ``X`` for every digit that nothing proves.

    >>> edtf(DateWord(start=0, end=5, kind=DateKind.DAY, month=6, day=13))
    'XXXX-06-13'
    >>> to = (None, None, 25)
    >>> edtf(DateWord(start=0, end=9, kind=DateKind.RANGE, year=2020, month=9, day=24, to=to))
    '2020-09-24/2020-09-25'
    >>> edtf(DateWord(start=0, end=8, kind=DateKind.DECADE, year=1980))
    '198X'
    """
    if word.kind in (DateKind.DECADE, DateKind.CENTURY):
        if word.year is None:
            return "XXXX"
        decade = word.kind is DateKind.DECADE
        return f"{word.year // 10:03d}X" if decade else f"{word.year // 100:02d}XX"
    if word.kind is DateKind.RECENT or (word.kind is DateKind.DAY and word.day is None):
        return "XXXX-XX-XX"
    if word.kind is DateKind.MONTH and word.month is None:
        return "XXXX-XX"
    if word.kind is DateKind.RANGE and word.to is None:
        return "XXXX"
    first = _point(word.year, word.month, word.day)
    if word.to is None:
        return first
    year, month, day = word.to
    if year is not None and month is None and day is None:
        return f"{first}/{_point(year, None, None)}"
    return f"{first}/{_point(year or word.year, month or word.month, day)}"


def _point(year: int | None, month: int | None, day: int | None) -> str:
    text = "XXXX" if year is None else f"{year:04d}"
    if month is None and day is None:
        return text
    text += "-XX" if month is None else f"-{month:02d}"
    return text if day is None else f"{text}-{day:02d}"
