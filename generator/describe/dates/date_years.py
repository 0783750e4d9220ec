"""Gives date expressions the year (and 昨日 the day) that the page proves; the rest stays open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from generator.describe.agencies.reporting_verbs import DONE, FUTURE, clause_around
from generator.describe.article_text import ArticleText, Section, SectionKind
from generator.describe.dates.date_function import use_of
from generator.describe.dates.date_numbers import decade_of, exists
from generator.describe.dates.date_spans import join_spans
from generator.describe.dates.date_words import DateWord, Point, Step
from generator.model import DateKind

__all__ = ["fits_year", "is_dispatch", "resolve_dates"]


def resolve_dates(
    reading: ArticleText, words: Iterable[DateWord], year: int | None, issue: date | None = None
) -> tuple[DateWord, ...]:
    """Return the words with the years that the article's own ``year`` gives them.

    A month and day without a year is of the article's year (a paper writes out every other year),
    unless its paragraph has told of another year before it: then it may belong to that one, and
    stays open. So does one that the calendar of that year does not have (2月29日 in 2023), and one
    that contradicts the day of ``issue``: what is reported as done lies before it. 今日, 昨日, 上月
    count from the day of dispatch, else from the day of issue.
    """
    words = tuple(words)
    told = _Told()
    anchor = _anchor(reading, words, year, issue)
    resolved: list[DateWord] = []
    years: dict[int, int | None] = {}
    end: int | None = None
    for word in words:
        told.enter(reading.section_at(word.start))
        found = _resolve(reading, word, year, issue, told, anchor, years)
        word = found if _is_in_calendar(found) else word
        told.see(word, year)
        years[word.start] = word.year
        resolved.append(replace(word, use=use_of(reading, word, year, end)))
        end = word.end
    return tuple(join_spans(reading, resolved))


def _is_in_calendar(word: DateWord) -> bool:
    """Return whether a word's years have four digits: 明年 has none in a paper of 9999."""
    years = (word.year, word.to[0] if word.to else None)
    return all(year is None or MINYEAR <= year <= MAXYEAR for year in years)


class _Told:
    """The years that a paragraph has told of so far."""

    def __init__(self) -> None:
        self.years: set[int] = set()
        self.last: int | None = None
        self.day: Point | None = None
        self._section: Section | None = None
        self._carried: int | None = None

    def enter(self, section: Section | None) -> None:
        """Begin a paragraph anew: a story told by month and day goes on in the next one."""
        if section is not self._section:
            self._section = section
            self.years = {self._carried} if self._carried is not None else set()
            self.last = self.day = None

    def see(self, word: DateWord, year: int | None) -> None:
        """Note what a word tells."""
        if word.states_year and word.kind not in (DateKind.DECADE, DateKind.CENTURY):
            assert word.year is not None
            if word.year == year:
                self.years.clear()
            self.years.add(word.year)
            self.last = (word.to[0] if word.to else None) or word.year
            other = word.month is not None and word.year != year
            self._carried = word.year if other else None
        elif word.shift is not None and word.shift != 0 and word.month and year is not None:
            # 去年10月开工，12月封顶: the month after it is hardly the page's own.
            self.years.add(year + word.shift)
        elif word.kind is DateKind.RECENT or word.filled:
            self._carried = None
            if word.shift == 0 and word.kind is not DateKind.RECENT and word.partner is None:
                self.years.clear()
        if word.day is not None and word.month is not None:
            self.day = (word.year, word.month, word.day)


def _resolve(
    reading: ArticleText,
    word: DateWord,
    year: int | None,
    issue: date | None,
    told: _Told,
    anchor: Point | None,
    years: dict[int, int | None],
) -> DateWord:
    """Return one word with what is proven of it."""
    if word.year is not None or word.kind is DateKind.RECENT:
        return word
    if word.step is not None:
        return _step(word, year, told, anchor)
    if word.shift is not None:
        # 今冬 lies in two years, and January's is not December's.
        if year is None or not fits_year(word, year) or _is_winter(word):
            return word
        return replace(word, year=year + word.shift, filled=True)
    if word.day is not None and word.month is None:
        if issue is None or year is None or word.day > issue.day or word.to is not None:
            return word
        if _is_ahead(reading, word):
            return word
        return replace(word, year=issue.year, month=issue.month, filled=True)
    if word.partner in years and word.partner is not None:
        own = years[word.partner]
        return word if own is None else replace(word, year=own, filled=True)
    if word.kind in (DateKind.DECADE, DateKind.CENTURY) or year is None:
        return word
    if told.years - {year} and not is_dispatch(reading, word):
        return word
    if _HABIT.search(reading.text[max(0, word.start - _FAR) : word.start]):
        return word
    own = year if issue is None else _by_issue(reading, word, issue)
    if own is None or not fits_year(word, own):
        return word
    return replace(word, year=own, filled=True)


def _is_ahead(reading: ArticleText, word: DateWord) -> bool:
    """Return whether the clause of a day alone announces: 28日将开馆, 定于28日."""
    start, end = clause_around(reading, word.start, word.end)
    comma = reading.text.find("，", word.end + 1, end)
    clause = (max(start, word.start - 4), end if comma < 0 else comma)
    return FUTURE.search(reading.text, *clause) is not None or reading.text.endswith(
        ("定于", "拟于"), start, word.start
    )


# 每年5月送去，10月接回: what happens every year has none of its own.
_HABIT = re.compile(r"(?:每年|每逢|年年|往年|常年|历年)[^。；！？\n]*$")
_FAR = 80


def _is_winter(word: DateWord) -> bool:
    return word.kind is DateKind.SEASON and word.month == 24 and word.end - word.start < 3


def _by_issue(reading: ArticleText, word: DateWord, issue: date) -> int | None:
    """Return the year of a month (and day) in a paper of a known day; ``None`` if in doubt.

    In January the paper reports of last December; in December it looks forward to January. What
    is later than the paper itself can only be announced.
    """
    month, day = word.month or 1, word.day or 1
    last = word.to[1] if word.to and word.to[1] else month
    sentence = clause_around(reading, word.start, word.end)
    done = is_dispatch(reading, word) or (
        DONE.search(reading.text, *sentence) is not None
        and FUTURE.search(reading.text, *sentence) is None
    )
    if issue.month <= 2 and month >= 11:
        return issue.year - 1 if done else None
    if issue.month >= 11 and month <= 2 and last <= 2:
        return None
    later = (month, day) > (issue.month, issue.day)
    return None if later and done else issue.year


def _anchor(
    reading: ArticleText, words: Sequence[DateWord], year: int | None, issue: date | None
) -> Point | None:
    """Return the day from which 昨日 counts: that of the dispatch line, else of the paper."""
    for word in words:
        if is_dispatch(reading, word):
            own = word.year or year
            if word.year is None and issue is not None:
                own = _by_issue(reading, word, issue)
            return (own if own and exists(own, word.month, word.day) else None, *_day_of(word))
        if word.day is not None and word.month is not None:
            break
    return (issue.year, issue.month, issue.day) if issue else None


def _day_of(word: DateWord) -> tuple[int | None, int | None]:
    return word.month, word.day


def is_dispatch(reading: ArticleText, word: DateWord) -> bool:
    """Return whether a day is that of a dispatch line: 本报西宁3月2日电."""
    if word.kind is not DateKind.DAY or word.month is None:
        return False
    section = reading.section_at(word.start)
    if (
        section is None
        or section.part is not SectionKind.BODY
        or word.start - section.start > _LINE
    ):
        return False
    text = reading.text
    return text.startswith(("电", "讯"), word.end) and (
        word.end + 1 >= len(text) or text[word.end + 1] not in _ELECTRIC
    )


_LINE = 40
"""Characters that a paper's and a place's name take before the day of dispatch."""
_ELECTRIC = "力网价动器视影话脑商子费量站池"


def _step(word: DateWord, year: int | None, told: _Told, anchor: Point | None) -> DateWord:
    """Return a word that counts from another day or year, as far as that one is known."""
    assert word.step is not None
    step, by = word.step
    if step is Step.TWO_YEARS and year is not None:
        return replace(word, year=year, to=(year + by, None, None), filled=True)
    if step is Step.PLAN and year is not None:
        return replace(word, year=by, to=(by + 4, None, None), filled=True)
    if step is Step.CENTURY and year is not None:
        return replace(word, year=year // 100 * 100 + by, filled=True)
    if step is Step.DECADE and (decade := decade_of(year, by)) is not None:
        return replace(word, year=decade, filled=True)
    if step is Step.TOLD_YEAR and told.last is not None and fits_year(word, told.last + by):
        return replace(word, year=told.last + by, filled=True)
    base = told.day if step is Step.TOLD_DAY else anchor
    if base is None:
        return word
    if step is Step.MONTH:
        own, month = _month_after(base[0], base[1] or 1, by)
        if not exists(own, month, word.day):
            return word
        return replace(word, year=own, month=month, filled=True)
    if step in (Step.DAY, Step.TOLD_DAY):
        found = _day_after(base, by)
        return word if found is None else _on(word, found)
    return word


def _on(word: DateWord, day: Point) -> DateWord:
    return replace(word, year=day[0], month=day[1], day=day[2], filled=True)


def _month_after(year: int | None, month: int, by: int) -> tuple[int | None, int]:
    """Return a month counted from another.

    >>> _month_after(2024, 1, -1), _month_after(None, 4, -1)
    ((2023, 12), (None, 3))
    """
    ordinal = (year or 0) * 12 + month - 1 + by
    return (ordinal // 12 if year else None), ordinal % 12 + 1


def _day_after(day: Point, by: int) -> Point | None:
    """Return a day counted from another.

    ``None`` where it hangs on a year that is not proven, or is before or after all years.

    >>> _day_after((2024, 3, 1), -1), _day_after((None, 3, 1), -1), _day_after((None, 3, 2), -1)
    ((2024, 2, 29), None, (None, 3, 1))
    """
    year, month, number = day
    if month is None or number is None:
        return None
    leap, common = (date(y, month, number) if exists(y, month, number) else None
                    for y in ((year, year) if year else (2000, 2001)))  # fmt: skip
    if leap is None:
        return None
    try:
        found = leap + timedelta(days=by)
        other = common + timedelta(days=by) if common else None
    except OverflowError:
        return None
    if other is None or (found.month, found.day) != (other.month, other.day):
        return None
    return (found.year if year else None, found.month, found.day)


def fits_year(word: DateWord, year: int) -> bool:
    """Return whether the calendar has the word's days if the article is of ``year``.

    Only words without a year of their own ask: one with a year was looked up when it was read.

    >>> leap = DateWord(start=0, end=5, kind=DateKind.DAY, month=2, day=29)
    >>> fits_year(leap, 2024), fits_year(leap, 2023)
    (True, False)
    """
    own = year + (word.shift or 0)
    if not exists(own, word.month, word.day):
        return False
    if word.to is None:
        return True
    to_year, to_month, to_day = word.to
    return exists(to_year or own, to_month or word.month, to_day)
