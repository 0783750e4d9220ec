"""Finds date expressions and says in EDTF what they prove, no more.

``XXXX`` stands for a year that nothing on the page proves; a year is never taken from a clock.
近日 and its like are dates of no day: ``XXXX-XX-XX``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.describe.reading import Reading
from generator.model import DateMention

__all__ = ["DateWord", "Kind", "edtf", "find_dates", "fits_year", "list_dates", "resolve_dates"]


class Kind(StrEnum):
    """What a date expression names."""

    DAY = "day"
    """6月13日, 7日."""
    MONTH = "month"
    """2024年5月, 8月底."""
    YEAR = "year"
    """2021年底, 去年."""
    DECADE = "decade"
    """1990年代."""
    RANGE = "range"
    """From one day, month or year to another."""
    RECENT = "recent"
    """近日: no day at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWord:
    """A date expression as read, before a missing year is looked for."""

    start: int
    """First character in the reading's text."""
    end: int
    """One past the last."""
    kind: Kind
    """What it names."""
    year: int | None = None
    """The year it states."""
    shift: int | None = None
    """今年 0, 去年 -1, 明年 1: years from the article's own."""
    month: int | None = None
    """Month; ``None`` for a day alone (7日) that nothing completes."""
    day: int | None = None
    """Day."""
    to: tuple[int | None, int | None, int | None] | None = None
    """Year, month and day of the far end of a range."""

    filled: bool = False
    """Whether the year was filled in from the article's own."""

    @property
    def states_year(self) -> bool:
        """Whether the year is written out."""
        return self.year is not None and not self.filled


_CN = "〇零一二三四五六七八九"
_CN_DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_NUM = r"(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = rf"(?:(?:1[89]|20)\d\d|[一二][{_CN}]{{3}})"
_TO = r"(?:至|到|—{1,2}|~)"
_EDGE = r"(?:底|末|初|年底|年末|年初|年中|中|上半年|下半年|前三季度|第?[一二三四1-4]季度)?"
_TENTH = r"(?:上旬|中旬|下旬|月?底|末|初|份)?"

# One alternative for each way to print a date, the longest first. Groups: y, m, d and y2, m2, d2.
_PATTERN = re.compile(
    rf"""
    (?<![\d.])(?P<y>{_YEAR})年(?:
        (?P<m>{_NUM})月(?:
            (?P<d>{_NUM})(?:日|(?={_TO}{_NUM}日))
              (?:{_TO}(?:(?P<y2>{_YEAR})年)?(?:(?P<m2>{_NUM})月)?(?P<d2>{_NUM})日)?
          | {_TO}(?:(?P<y3>{_YEAR})年)?(?P<m3>{_NUM})月
          | {_TENTH}
        )
      | {_TO}(?P<y4>{_YEAR})年(?:(?P<m4>{_NUM})月{_TENTH}|{_EDGE})
      | 代                                                  # 1990年代
      | {_EDGE}
    )
    | (?<![\d.])(?P<y5>{_YEAR}){_TO}(?P<y6>{_YEAR})年
    | (?P<rel>今年|去年|明年|前年|后年|本年)(?:
        (?P<rm>{_NUM})月(?:(?P<rd>{_NUM})日(?:{_TO}(?:(?P<rm2>{_NUM})月)?(?P<rd2>{_NUM})日)?
          | {_TO}(?P<rm3>{_NUM})月 | {_TENTH})
      | (?P<rm4>\d{{1,2}}){_TO}(?P<rm5>\d{{1,2}})月
      | {_EDGE})
    | (?<![\d.第])(?P<bm>{_NUM})月(?!度)(?:
          (?P<bd>{_NUM})(?:日|(?={_TO}{_NUM}日))
            (?:{_TO}(?:(?P<bm2>{_NUM})月)?(?P<bd2>{_NUM})日)?
        | {_TO}(?P<bm3>{_NUM})月
        | {_TENTH}
      )
    | (?<![\d.第])(?P<bm4>\d{{1,2}}){_TO}(?P<bm5>\d{{1,2}})月
    | (?<![\d.])(?P<od>\d{{1,2}})日(?:{_TO}(?P<od2>\d{{1,2}})日)?(?![内均游龄间元耳])
    | (?P<recent>近日|日前|近期|不久前|前不久)
    """,
    re.VERBOSE,
)
_SHIFT = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}


def find_dates(reading: Reading) -> tuple[DateWord, ...]:
    """Return the date expressions of an article in the order of the text.

    >>> from generator.describe.reading import read_text
    >>> reading = read_text("日前，2024年4月18日会议，今年5月，9月24日—25日。")
    >>> [w.kind.value for w in find_dates(reading)]
    ['recent', 'day', 'month', 'range']
    """
    words: list[DateWord] = []
    last: DateWord | None = None  # the last day of a month
    for match in _PATTERN.finditer(reading.text):
        word = _read(match)
        if word is None or not _is_date(reading.text, match):
            continue
        if word.kind in (Kind.DAY, Kind.RANGE):
            if word.month is None and last is not None:
                word = _complete(word, last)
            if word.month is not None:
                last = word
        words.append(word)
    return tuple(words)


def resolve_dates(
    reading: Reading, words: Iterable[DateWord], year: int | None
) -> tuple[DateWord, ...]:
    """Return the words with the years that the article's own ``year`` gives them.

    A month and day without a year is of the article's year, unless its paragraph has told of
    another year before it: then it may belong to that one, and stays open. So does one that the
    calendar of that year does not have (2月29日 in 2023).
    """
    resolved: list[DateWord] = []
    told: set[int] = set()
    section = None
    for word in words:
        here = reading.section_at(word.start)
        if here is not section:
            section, told = here, set()
        if word.year is not None:
            told.add(word.year)
        elif word.kind is Kind.RECENT or year is None:
            pass
        elif (word.shift is not None or not told - {year}) and fits_year(word, year):
            word = replace(word, year=year + (word.shift or 0), filled=True)
        resolved.append(word)
    return tuple(resolved)


def fits_year(word: DateWord, year: int) -> bool:
    """Return whether the calendar has the word's days if the article is of ``year``.

    Only words without a year of their own ask: one with a year was looked up when it was read.

    >>> leap = DateWord(start=0, end=5, kind=Kind.DAY, month=2, day=29)
    >>> fits_year(leap, 2024), fits_year(leap, 2023)
    (True, False)
    """
    own = year + (word.shift or 0)
    if not _exists(own, word.month, word.day):
        return False
    if word.to is None:
        return True
    to_year, to_month, to_day = word.to
    return _exists(to_year or own, to_month or word.month, to_day)


def list_dates(reading: Reading, words: Iterable[DateWord]) -> tuple[DateMention, ...]:
    """Return the facts: each expression as printed, its EDTF and its spans."""
    return tuple(
        DateMention(
            text=reading.printed(word.start, word.end),
            edtf=edtf(word),
            spans=reading.spans(word.start, word.end),
        )
        for word in words
    )


def edtf(word: DateWord) -> str:
    """Return the expression in EDTF level 1, ``X`` for every digit that nothing proves.

    >>> edtf(DateWord(start=0, end=5, kind=Kind.DAY, month=6, day=13))
    'XXXX-06-13'
    >>> to = (None, None, 25)
    >>> days = DateWord(start=0, end=9, kind=Kind.RANGE, month=9, day=24, to=to)
    >>> edtf(replace(days, year=2020))
    '2020-09-24/2020-09-25'
    """
    if word.kind is Kind.RECENT:
        return "XXXX-XX-XX"
    if word.kind is Kind.DECADE and word.year:
        return f"{word.year // 10}X"
    first = _point(word.year, word.month, word.day)
    if word.to is None:
        return first
    year, month, day = word.to
    return f"{first}/{_point(year or word.year, month or word.month, day)}"


def _point(year: int | None, month: int | None, day: int | None) -> str:
    text = "XXXX" if year is None else f"{year:04d}"
    if month is None and day is None:
        return text
    text += "-XX" if month is None else f"-{month:02d}"
    return text if day is None else f"{text}-{day:02d}"


_FAR_MONTHS = ("m2", "m3", "m4", "rm2", "rm3", "rm5", "bm2", "bm3", "bm5")


def _read(match: re.Match[str]) -> DateWord | None:
    """Return the word for a match, or nothing for a date that does not exist."""
    g = match.groupdict()
    start, end = match.span()
    if g["recent"]:
        return DateWord(start=start, end=end, kind=Kind.RECENT)
    shift = _SHIFT.get(g["rel"] or "")
    year = _year(g["y"] or g["y5"])
    month = _number(g["m"] or g["rm"] or g["rm4"] or g["bm"] or g["bm4"])
    day = _number(g["d"] or g["rd"] or g["bd"] or g["od"])
    to_year = _year(g["y2"] or g["y3"] or g["y4"] or g["y6"])
    to_month = _number(next((g[n] for n in _FAR_MONTHS if g[n]), None))
    to_day = _number(g["d2"] or g["rd2"] or g["bd2"] or g["od2"])
    far = (to_year, to_month, to_day)
    to = far if any(v is not None for v in far) else None
    if not _exists(year, month, day):
        return None
    if to and not _exists(to_year or year, to_month or month, to_day):
        return None
    if to and not _in_order((year, month, day), far):
        near_end = _first_end(match)
        if near_end is None:
            return None
        to, end = None, near_end
    if match.group().endswith("代"):
        if year is None or year % 10:
            return None
        return DateWord(start=start, end=end, kind=Kind.DECADE, year=year)
    kind = Kind.RANGE if to else Kind.DAY if day else Kind.MONTH if month else Kind.YEAR
    return DateWord(
        start=start, end=end, kind=kind, year=year, shift=shift, month=month, day=day, to=to
    )


def _first_end(match: re.Match[str]) -> int | None:
    """Return where the first date of a range ends, for a range that runs backwards."""
    text = match.group()
    cut = re.search(rf"(?<=[年月日]){_TO}", text)
    return match.start() + cut.start() if cut else None


def _exists(year: int | None, month: int | None, day: int | None) -> bool:
    """Return whether the calendar has such a day: 2月30日 is no date, 2月29日 may be one."""
    if month is not None and not 1 <= month <= 12:
        return False
    if day is None:
        return True
    if not 1 <= day <= 31:
        return False
    return month is None or day <= monthrange(year or 2000, month)[1]


def _in_order(
    near: tuple[int | None, int | None, int | None], far: tuple[int | None, int | None, int | None]
) -> bool:
    """Return whether a range runs forwards as far as its numbers tell."""
    year, month, day = near
    far = (far[0] or year, far[1] or month, far[2])
    if year is not None and far[0] is not None and far[0] != year:
        return far[0] > year
    if month is not None and far[1] is not None and far[1] != month:
        return far[1] > month
    return day is None or far[2] is None or far[2] > day


def _number(text: str | None) -> int | None:
    """Return the value of one or two digits, Arabic or Chinese.

    >>> [_number(t) for t in ("18", "十", "二十", "十八", "三十一", "六")]
    [18, 10, 20, 18, 31, 6]
    """
    if text is None:
        return None
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _CN_DIGITS[text]
    return (_CN_DIGITS[tens] if tens else 1) * 10 + (_CN_DIGITS[ones] if ones else 0)


def _year(text: str | None) -> int | None:
    """Return a year of four digits, Arabic or Chinese (二〇二四)."""
    if text is None:
        return None
    if text.isdigit():
        return int(text)
    value = 0
    for char in text:
        value = value * 10 + _CN_DIGITS[char]
    return value if 1800 <= value <= 2099 else None


_NOT_DATES_BEFORE = (
    "个",
    "每",
    "满",
    "历",
    "农历",
    "阴历",
    "正",
    "闰",
    "近",
    "第",
    "每年",
    "历年",
    "往年",
)
_NOT_DATES_AFTER = ("级", "期", "制", "租", "薪", "嫂", "饼", "球", "牙", "光", "亮", "龄")


def _is_date(text: str, match: re.Match[str]) -> bool:
    """Return whether the words around leave it a date: 6月龄, 三月街, 农历五月 are none."""
    start, end = match.span()
    shown = match.group()
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    if match["recent"]:
        # 日前 is also the end of a date (6月30日前) and of 生日前, 节日前.
        if shown == "日前":
            return not before or before[-1] not in "0123456789今昨明生节假末近工休期某即当次同吉"
        return True
    if match["od"]:
        # A day alone: not a duration (15日内) nor a festival in digits.
        return not before.endswith(("个", "每", "满", "第"))
    if match["y"] or match["y5"]:
        return match["m"] is not None or after != "级"
    if match["rel"]:
        return True
    if before.endswith(_NOT_DATES_BEFORE):
        return False
    chinese = re.match(r"[一二三四五六七八九十]", shown) is not None
    if chinese and match["bd"] is None:
        # 三月 alone is as often a festival, a song, a duration: only digits are taken.
        return False
    return after not in _NOT_DATES_AFTER


def _complete(word: DateWord, other: DateWord) -> DateWord:
    """Return a day alone (记者7日获悉) with the month of the day before it.

    The dispatch line has set the month; a later day of it than the dispatch's is no day of that
    month any more, and stays without one. A range's month is that of its far end.
    """
    to_year, to_month, to_day = other.to or (None, None, None)
    year, month = to_year or other.year, to_month or other.month
    days = [word.day, word.to[2] if word.to else None]
    latest = to_day or other.day or 0
    if word.day is None or word.day > latest:
        return word
    if not all(_exists(year, month, day) for day in days if day is not None):
        return word
    return replace(word, month=month, year=year, shift=other.shift)
