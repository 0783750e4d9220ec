"""Finds date expressions: what is printed, before any missing year is looked for.

``XXXX`` stands for a year that nothing on the page proves; a year is never taken from a clock.
近日 and its like are dates of no day: ``XXXX-XX-XX``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generator.describe.article_text import ArticleText
from generator.describe.dates.calendars import republic_year
from generator.describe.dates.date_checks import is_date
from generator.describe.dates.date_numbers import exists, number, runs_forwards, year_of
from generator.describe.dates.date_patterns import GROUPS, PLANS, SHIFTS, printed_dates
from generator.describe.dates.date_words import DateWord, Point, Step
from generator.model import DateKind, NoDate

__all__ = ["scan_dates"]


def scan_dates(reading: ArticleText) -> tuple[tuple[DateWord, ...], tuple[NoDate, ...]]:
    """Return the date expressions, and what is printed as a date that the calendar has not.

    >>> from generator.describe.article_text import read_text
    >>> words, none = scan_dates(read_text("2月30日到期，13月1日再说。"))
    >>> words, [(n.text, n.reason) for n in none]
    ((), [('2月30日', 'no such day'), ('13月1日', 'no such month')])
    >>> [w.kind.value for w in scan_dates(read_text("日前，今年5月，9月24日—25日。"))[0]]
    ['recent', 'month', 'range']
    """
    words: list[DateWord] = []
    refused: list[NoDate] = []
    last: DateWord | None = None  # the last day of a month
    for match in printed_dates(reading.text):
        word = _read(match)
        if word is None or not is_date(reading.text, match):
            continue
        start, end = match.span()
        if isinstance(word, str):
            text = reading.printed(start, end)
            refused.append(NoDate(text=text, reason=word, spans=reading.spans(start, end)))
            continue
        if match.group().startswith(_NEEDS_TOLD) and not _is_told(reading, words, word):
            continue
        if words and reading.text[words[-1].end : word.start] in _AND:
            word = _share_list(word, words[-1])
        if word.kind in (DateKind.DAY, DateKind.RANGE) and word.step is None:
            if word.day and word.month is None and last is not None:
                word = _complete(reading.text, word, last)
            if match.group().isdigit() and word.month is None:
                continue  # 3、4日: of no date's list
            if word.day is not None and word.month is not None:
                last = word
        words.append(word)
    return tuple(words), tuple(refused)


_AND = ("、", "和", "及", "与")


def _share_list(word: DateWord, before: DateWord) -> DateWord:
    """Return what a list says once: the year of 2022年3月、5月和9月, the month of 本月16、17日."""
    if before.step is not None and before.step[0] is Step.MONTH and before.day:
        alone = word.day is not None and word.month is None and word.step is None
        return replace(word, step=before.step) if alone else word
    stated = word.year is not None or word.shift is not None or word.step is not None
    if stated or word.month is None or before.month is None or word.month < before.month:
        return word
    if before.year is None and before.shift is None:
        return word
    partner = before.start if before.partner is None else before.partner
    return replace(word, year=before.year, shift=before.shift, partner=partner)


_NEEDS_TOLD = ("当年", "同日", "次日", "翌日")


def _is_told(reading: ArticleText, words: list[DateWord], word: DateWord) -> bool:
    """Return whether the year (or day) is told shortly before 当年 (or 次日).

    Else 当年 means the old days and 次日 the morning after whatever was told.
    """
    by_day = word.step is not None and word.step[0] is Step.TOLD_DAY
    near = None
    for near in reversed(words):
        if word.start - near.end > _SHORTLY:
            return False
        if (near.day if by_day else near.year) is not None or (by_day and near.step is not None):
            break
    else:
        return False
    if word.start == near.end:
        return False
    return reading.section_at(near.start) is reading.section_at(word.start)


_SHORTLY = 120
"""Characters over which 当年 still means the year just told: two sentences or so."""
_SEASONS = {"春": 21, "夏": 22, "秋": 23, "冬": 24}
_DAYS = {"今": 0, "昨": -1, "明": 1, "前": -2, "后": 2}
_TOLD = {"同": 0, "次": 1, "翌": 1, "第": 1, "当": 0}
_MONTHS = {"本": 0, "上": -1, "下": 1}
_KINDS_BY_DEPTH = (DateKind.YEAR, DateKind.MONTH, DateKind.DAY)


def _read(match: re.Match[str]) -> DateWord | str | None:
    """Return the word for a match; a reason for a date that cannot be; nothing for no date."""
    g = {GROUPS[name]: value for name, value in match.groupdict().items() if value is not None}
    start, end = match.span()
    if "none" in g:
        return None
    plain = _read_plain(g, start, end)
    if plain is not None:
        return plain
    year, month, day = year_of(g.get("y")), number(g.get("m")), number(g.get("d"))
    far: Point = (year_of(g.get("Y")), number(g.get("M")), number(g.get("D")))
    if "r" in g:
        year, far = republic_year(g["r"]), (republic_year(g.get("R")) or far[0], *far[1:])
        if year is None:
            return None
    if "q" in g:
        month, far = _months_of(g["q"])
    elif "s" in g:
        month = _SEASONS[g["s"]]
    if not (exists(None, month, None) and exists(None, far[1], None)):
        return "no such month" if "d" in g or "y" in g else None
    if "s" not in g and max(month or 0, far[1] or 0) > 12:
        return "no such month" if "d" in g or "y" in g else None
    if not (exists(year, month, day) and exists(far[0] or year, far[1] or month, far[2])):
        return "no such day" if "m" in g else None
    to = far if any(v is not None for v in far) else None
    if to and not runs_forwards((year, month, day), far):
        near_end = _first_end(match)
        if near_end is None:
            return None
        to, end = None, near_end
    step, shift, rel = None, SHIFTS.get(g.get("rel", "")), g.get("rel", "")
    if rel and shift is None:
        step = (Step.TOLD_YEAR, _TOLD[rel[0]])
    kind = _KINDS_BY_DEPTH[2 if day else 1 if month else 0]
    if to:
        kind = DateKind.RANGE
    elif "s" in g:
        kind = DateKind.SEASON
    return DateWord(
        start=start, end=end, kind=kind, year=year, shift=shift, month=month, day=day, to=to,
        step=step,
    )  # fmt: skip


def _read_plain(g: dict[str, str], start: int, end: int) -> DateWord | str | None:
    """Return the word for an expression that has no numbers of the calendar."""
    if "recent" in g:
        return DateWord(start=start, end=end, kind=DateKind.RECENT)
    if "now" in g:
        return DateWord(start=start, end=end, kind=DateKind.RANGE, step=(Step.TWO_YEARS, 1))
    if "today" in g:
        step = (Step.DAY, _DAYS[g["today"][0]])
        return DateWord(start=start, end=end, kind=DateKind.DAY, step=step)
    if "told" in g:
        step = (Step.TOLD_DAY, _TOLD[g["told"][0]])
        return DateWord(start=start, end=end, kind=DateKind.DAY, step=step)
    if "month" in g:
        day = number(g.get("d"))
        if not exists(None, None, day):
            return "no such day"
        step = (Step.MONTH, _MONTHS[g["month"][0]])
        kind = DateKind.DAY if day else DateKind.MONTH
        return DateWord(start=start, end=end, kind=kind, day=day, step=step)
    if "edge" in g:
        return DateWord(start=start, end=end, kind=DateKind.YEAR, shift=0)
    if "p" in g:
        step = (Step.PLAN, PLANS[g["p"]])
        return DateWord(start=start, end=end, kind=DateKind.RANGE, step=step)
    return _read_century(g, start, end)


def _read_century(g: dict[str, str], start: int, end: int) -> DateWord | str | None:
    """Return the word for a decade or a century."""
    kind = DateKind.DECADE if "e" in g else DateKind.CENTURY
    if "y" in g and "e" in g:  # 1990年代
        year = year_of(g["y"])
        if year is None or year % 10:
            return "no such decade"
        return DateWord(start=start, end=end, kind=kind, year=year)
    if "c" not in g and "e" not in g:
        return None
    tens = number(g["e"]) if "e" in g else 0
    assert tens is not None
    century = g.get("c")
    if century is None:  # 80年代: of which century, the page has to say
        return DateWord(start=start, end=end, kind=kind, step=(Step.DECADE, tens))
    if century in "上本":
        step = (Step.CENTURY, (-100 if century == "上" else 0) + tens)
        return DateWord(start=start, end=end, kind=kind, step=step)
    return DateWord(start=start, end=end, kind=kind, year=(number(century) or 1) * 100 - 100 + tens)


def _months_of(quarter: str) -> tuple[int, Point]:
    """Return the first and the last month of a part of the year.

    >>> _months_of("前三季度"), _months_of("下半年"), _months_of("第二季度"), _months_of("前4个月")
    ((1, (None, 9, None)), (7, (None, 12, None)), (4, (None, 6, None)), (1, (None, 4, None)))
    """
    if quarter.endswith("半年"):
        first, last = (1, 6) if quarter[0] == "上" else (7, 12)
    elif quarter.endswith("月"):
        first, last = 1, number(re.sub("个?月$", "", quarter[1:])) or 1
    elif quarter.startswith("前"):
        first, last = 1, 9
    else:
        last = 3 * (number(quarter.lstrip("第")[0]) or 1)
        first = last - 2
    return first, (None, last, None)


def _first_end(match: re.Match[str]) -> int | None:
    """Return where the first date of a range ends, for a range that runs backwards."""
    cut = re.search(r"(?<=[年月日号])(?:至|到|—{1,2}|~)", match.group())
    return match.start() + cut.start() if cut else None


def _complete(text: str, word: DateWord, other: DateWord) -> DateWord:
    """Return a day alone (记者7日获悉) with the month of the day before it.

    The dispatch line has set the month; a later day of it than the dispatch's is no day of that
    month any more, and stays without one, unless it is the far end of a span of time
    (19日夜间至20日) or the next of a list (8日、9日). A range's month is that of its far end.
    """
    to_year, to_month, to_day = other.to or (None, None, None)
    year, month = to_year or other.year, to_month or other.month
    days = [word.day, word.to[2] if word.to else None]
    between = text[other.end : word.start] if word.start - other.end <= 6 else ""
    spanning = between.endswith(("至", "到")) or between in _AND
    latest = 31 if spanning else to_day or other.day or 0
    if word.day is None or word.day > latest:
        return word
    if not all(exists(year, month, day) for day in days if day is not None):
        return word
    partner = other.start if other.partner is None else other.partner
    return replace(word, month=month, year=year, shift=other.shift, partner=partner)
