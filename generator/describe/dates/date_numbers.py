"""Numerals of dates, and whether the calendar has what they say."""

from __future__ import annotations

from calendar import monthrange

from generator.describe.dates.date_words import Point

__all__ = ["CN_DIGITS", "decade_of", "exists", "number", "runs_forwards", "year_of"]

CN_DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
"""Chinese digits as years print them (GB/T 15835: 二〇二四)."""


def number(text: str | None) -> int | None:
    """Return the value of one or two digits, Arabic or Chinese.

    >>> [number(t) for t in ("18", "十", "二十", "十八", "三十一", "六", "廿九", "两")]
    [18, 10, 20, 18, 31, 6, 29, 2]
    """
    if text is None:
        return None
    if text.isdigit():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十").replace("两", "二")
    tens, ten, ones = text.partition("十")
    if not ten:
        return CN_DIGITS[text]
    return (CN_DIGITS[tens] if tens else 1) * 10 + (CN_DIGITS[ones] if ones else 0)


def year_of(text: str | None) -> int | None:
    """Return a year of four digits, Arabic or Chinese (二〇二四)."""
    if text is None:
        return None
    if text.isdigit():
        return int(text)
    value = 0
    for char in text:
        value = value * 10 + CN_DIGITS[char]
    return value if 1000 <= value <= 2099 else None


def exists(year: int | None, month: int | None, day: int | None) -> bool:
    """Return whether the calendar has such a day: 2月30日 is no date, 2月29日 may be one.

    >>> exists(None, 2, 29), exists(2023, 2, 29), exists(None, 2, 30), exists(2024, 13, None)
    (True, False, False, False)
    """
    if month is not None and 21 <= month <= 24:  # a season
        return day is None
    if month is not None and not 1 <= month <= 12:
        return False
    if day is None:
        return True
    if not 1 <= day <= 31:
        return False
    # Without a year February has 29 days: 2000 is a leap year.
    return month is None or day <= monthrange(year or 2000, month)[1]


def runs_forwards(near: Point, far: Point) -> bool:
    """Return whether a range runs forwards as far as its numbers tell."""
    year, month, day = near
    far = (far[0] or year, far[1] or month, far[2])
    if year is not None and far[0] is not None and far[0] != year:
        return far[0] > year
    if month is not None and far[1] is not None and far[1] != month:
        return far[1] > month
    return day is None or far[2] is None or far[2] > day


def decade_of(year: int | None, tens: int) -> int | None:
    """Return the decade that 80年代 is in ``year``; ``None`` where two could be meant.

    >>> [decade_of(1998, tens) for tens in (80, 90)], decade_of(2024, 80)
    ([1980, 1990], 1980)
    >>> decade_of(2024, 20), decade_of(2024, 30)
    (None, None)
    """
    if year is None:
        return None
    own = year % 100 // 10 * 10
    if tens <= own:  # in 1924 or 2024 a decade of the last century is as near as one of this
        return year // 100 * 100 + tens if own >= _MIDDLE else None
    return year // 100 * 100 - 100 + tens if tens - own >= _AHEAD else None


_MIDDLE = 50
"""From its middle on, a century's decades are its own."""
_AHEAD = 30
"""Years ahead that plans reach: 30年代 may be to come in 2024, 80年代 is not."""
