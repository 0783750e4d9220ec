"""Dates of EDTF level 1, as an editor writes them in a sidecar."""

from __future__ import annotations

import datetime
import re

__all__ = ["is_edtf"]

# Not \d, which takes the digits of every script.
_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?[?~%]?"
)
_OPEN = ".."


def is_edtf(text: str) -> bool:
    """Tell whether ``text`` is a date of EDTF level 1 that exists in the calendar.

    >>> [is_edtf(d) for d in ("2024-04-18", "2024-04", "XXXX-06-13", "2020-09-24/2020-09-25")]
    [True, True, True, True]
    >>> [is_edtf(d) for d in ("18.4.2024", "2024-02-30", "2024-13", "2024年", "2024/2023")]
    [False, False, False, False, False]
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _is_day(text)
    ends = [part for part in (start, end) if part != _OPEN]
    # An end of which no digit is known says no more than an open one.
    if not all(map(_is_day, ends)) or not any(c.isdigit() for part in ends for c in part):
        return False
    return len(ends) < 2 or _bound(start, "0", "01-01") <= _bound(end, "9", "12-31")


def _is_day(text: str) -> bool:
    """Tell whether ``text`` is one date, of a day, month or year that exists."""
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    year, month, day = (found[part] or "" for part in ("year", "month", "day"))
    if year == "0000" or (month.isdigit() and not 1 <= int(month) <= 12):
        return False
    if not day.isdigit():
        return True
    # A day has a month, and a year that is known or wholly unknown (XXXX-06-13): EDTF level 1.
    if not month.isdigit() or not (year.isdigit() or year == "XXXX"):
        return False
    try:
        # 2000 stands in for an unknown year: a leap year, so that no day is refused wrongly.
        datetime.date(int(year) if year.isdigit() else 2000, int(month), int(day))
    except ValueError:
        return False
    return True


def _bound(text: str, digit: str, rest: str) -> str:
    """Return the first or last day that a date allows, as text that sorts by time.

    >>> _bound("202X-04", "0", "01-01"), _bound("202X-XX?", "9", "12-31")
    ('2020-04-01', '2029-12-31')
    """
    year, month, day = (*text.rstrip("?~%").split("-"), "XX", "XX")[:3]
    last_month, last_day = rest.split("-")
    return "-".join(
        (
            year.replace("X", digit),
            month.replace("XX", last_month),
            day.replace("XX", last_day),
        )
    )
