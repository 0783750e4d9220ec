"""The one notion of an EDTF date that the whole program has: what is written, read and refused.

EDTF is ISO 8601-2:2019 (Library of Congress, *Extended Date/Time Format Specification*). Used are
level 0 and level 1 (seasons 21 to 24, unspecified digits from the right, ``?~%``, open intervals)
and, as the contract of the facts has it, a known month and day of a year of which no
digit is known: ``XXXX-06-13``.
"""

from __future__ import annotations

import datetime
import re

__all__ = ["DATE", "OPEN_END", "SEASONS", "is_edtf"]

# Not \d, which takes the digits of every script.
DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<mark>[?~%]?)"
)
"""The form of one date: groups ``year``, ``month`` (or season), ``day`` and ``mark``."""
OPEN_END = ".."
"""An end of an interval that lies open."""
SEASONS = {21: "春", 22: "夏", 23: "秋", 24: "冬"}
"""Level 1: seasons independent of the hemisphere stand where the month stands."""
_LAST_MONTH = {"21": "05", "22": "08", "23": "11", "24": "12"}
_FIRST_MONTH = {"21": "03", "22": "06", "23": "09", "24": "01"}


def is_edtf(text: str, *, day_alone: bool = False) -> bool:
    """Tell whether ``text`` is a date of EDTF level 1 that exists in the calendar.

    With ``day_alone`` the 24日 of no known month is a date as well: an expression of an article
    may be that (``XXXX-XX-24``), the date of an article never.

    >>> [is_edtf(d) for d in ("2024-04-18", "2024-04", "XXXX-06-13", "2020-09-24/2020-09-25")]
    [True, True, True, True]
    >>> [is_edtf(d) for d in ("18.4.2024", "2024-02-30", "2024-13", "2024年", "2024/2023")]
    [False, False, False, False, False]
    >>> is_edtf("2024-21"), is_edtf("XXXX-XX-24"), is_edtf("XXXX-XX-24", day_alone=True)
    (True, False, True)
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _is_day(text, day_alone)
    ends = [part for part in (start, end) if part != OPEN_END]
    # An end of which no digit is known says no more than an open one.
    if not all(_is_day(part, day_alone) for part in ends):
        return False
    if not any(c.isdigit() for part in ends for c in part):
        return False
    return len(ends) < 2 or _bound(start, first=True) <= _bound(end, first=False)


def _parts_of(text: str) -> tuple[str, str, str] | None:
    """Return year, month (or season) and day of one date, empty where it goes no further.

    ``None`` for what has not the form of one date; the calendar is not asked.

    >>> _parts_of("XXXX-06-13"), _parts_of("2024-04~"), _parts_of("去年")
    (('XXXX', '06', '13'), ('2024', '04', ''), None)
    """
    found = DATE.fullmatch(text)
    return (found["year"], found["month"] or "", found["day"] or "") if found else None


def _is_day(text: str, day_alone: bool) -> bool:
    """Tell whether ``text`` is one date, of a day, month, season or year that exists."""
    parts = _parts_of(text)
    if parts is None:
        return False
    year, month, day = parts
    if year == "0000":
        return False
    if month.isdigit() and int(month) in SEASONS:
        return not day
    if month.isdigit() and not 1 <= int(month) <= 12:
        return False
    if not day.isdigit():
        return True
    if day_alone and month == "XX":
        return 1 <= int(day) <= 31
    # A day has a month, and a year that is known or wholly unknown (XXXX-06-13).
    if not month.isdigit() or not (year.isdigit() or year == "XXXX"):
        return False
    try:
        # 2000 stands in for an unknown year: a leap year, so that no day is refused wrongly.
        datetime.date(int(year) if year.isdigit() else 2000, int(month), int(day))
    except ValueError:
        return False
    return True


def _bound(text: str, *, first: bool) -> str:
    """Return the first or last day that a date allows, as text that sorts by time.

    >>> _bound("202X-04", first=True), _bound("202X-XX?", first=False)
    ('2020-04-01', '2029-12-31')
    """
    year, month, day = (part or "XX" for part in _parts_of(text) or ("XXXX", "", ""))
    month = (_FIRST_MONTH if first else _LAST_MONTH).get(month, month)
    return "-".join(
        (
            year.replace("X", "0" if first else "9"),
            month.replace("XX", "01" if first else "12"),
            day.replace("XX", "01" if first else "31"),
        )
    )
