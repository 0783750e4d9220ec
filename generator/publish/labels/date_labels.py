"""EDTF dates (ISO 8601-2, level 1) in Chinese words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.text.edtf import DATE, OPEN_END, SEASONS, is_edtf

__all__ = ["NO_DATE", "NO_YEAR", "date_words"]

NO_DATE = "日期不详"
"""Stands where the page proves no date."""
NO_YEAR = "年份不详"
"""Stands where the page proves a month or a day but not their year."""

_MARKS = {"": "", "~": "约", "?": "存疑", "%": "约，存疑"}
_OPEN = ("", OPEN_END)


@lru_cache(maxsize=1 << 12)  # the days of ten years
def date_words(edtf: str) -> str:
    """Return an EDTF date or interval in words; what this cannot read comes back as it is.

    >>> date_words("2024-04-18"), date_words("XXXX-06-13"), date_words("2024-04")
    ('2024年4月18日', '6月13日（年份不详）', '2024年4月')
    >>> date_words("2020-09-24/2020-09-25")
    '2020年9月24日至25日'
    """
    start, slash, end = edtf.partition("/")
    first, last = _read(start), _read(end)
    if not slash:
        return _words(first) if first else edtf
    if first and last:
        return _interval(first, last)
    if first and end in _OPEN:
        return f"{_words(first)}以后"
    if last and start in _OPEN:
        return f"{_words(last)}以前"
    return edtf


def _read(text: str) -> re.Match[str] | None:
    """Return the parts of one date; a day that the calendar does not have is none."""
    return DATE.fullmatch(text) if is_edtf(text, day_alone=True) else None


def _words(date: re.Match[str]) -> str:
    return "".join(_known(date)) + _in_brackets(_unknown(date)) if any(_known(date)) else NO_DATE


def _interval(first: re.Match[str], last: re.Match[str]) -> str:
    """Return both ends, the second without the year and month that they share."""
    before, after = tuple(_known(first)), tuple(_known(last))
    if not any(before) or not any(after):
        return f"{_words(first)}至{_words(last)}"
    shared = 0
    while shared < len(after) - 1 and before[shared : shared + 1] == after[shared : shared + 1]:
        shared += 1
    notes = dict.fromkeys((*_unknown(first), *_unknown(last)))
    return f"{''.join(before)}至{''.join(after[shared:])}{_in_brackets(notes)}"


def _known(date: re.Match[str]) -> Iterator[str]:
    """Yield year, month and day, as far as the date goes; an empty string for an unknown one."""
    year, month, day = date["year"], date["month"], date["day"]
    digits = year.rstrip("X")
    if len(digits) == 2:
        yield f"{int(digits) + 1}世纪"
    else:
        yield {4: f"{year}年", 3: f"{digits}0年代", 0: ""}[len(digits)].lstrip("0")
    if month is not None:
        no_month = "某月" if day not in (None, "XX") else ""
        season = SEASONS.get(int(month)) if month != "XX" else None
        yield season or (no_month if month == "XX" else f"{int(month)}月")
    if day is not None:
        yield "" if day == "XX" else f"{int(day)}日"


def _unknown(date: re.Match[str]) -> Iterator[str]:
    """Yield what a reader should know of the parts that the words leave out."""
    if date["year"] == "XXXX":
        yield NO_YEAR
    if date["month"] == "XX" and date["day"] in (None, "XX"):
        yield "月份不详"
    elif date["day"] == "XX":
        yield "日不详"
    if date["mark"]:
        yield _MARKS[date["mark"]]


def _in_brackets(notes: Iterator[str] | dict[str, None]) -> str:
    text = "，".join(notes)
    return f"（{text}）" if text else ""
