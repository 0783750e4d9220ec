"""Months as tables of days, each day with something a link."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.publish.escape import Safe
from generator.publish.paths import web_link

__all__ = ["Day", "calendar_html"]

_HEAD = "".join(f'<th scope="col">{name}</th>' for name in "一二三四五六日")


@dataclass(frozen=True, slots=True)
class Day:
    """A day with something."""

    day: str
    """``2024-05-16``."""
    path: str
    """The file that it leads to."""
    note: str
    """How much there is."""
    shade: int
    """From 1 to the number of shades."""


def calendar_html(days: Sequence[Day], source: str) -> Safe:
    """Return the months that have such days, for the file ``source``, in the order of the year.

    >>> '<a href="../issues/2024-05-16/"' in calendar_html(
    ...     [Day("2024-05-16", "issues/2024-05-16.md", "1 版", 2)], "pages/index.md"
    ... )
    True
    """
    months = groupby(sorted(days, key=lambda d: d.day), key=lambda d: d.day[:7])
    tables = (_month(month, {int(d.day[8:]): d for d in found}, source) for month, found in months)
    return Safe(f'<div class="bm-calendar">{"".join(tables)}</div>')


def _month(month: str, days: dict[int, Day], source: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    weeks = calendar.Calendar(calendar.MONDAY).monthdayscalendar(year, number)
    rows = "".join(f"<tr>{''.join(_cells(week, days, number, source))}</tr>" for week in weeks)
    return (
        f"<table><caption>{number}月</caption><thead><tr>{_HEAD}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _cells(week: Sequence[int], days: dict[int, Day], month: int, source: str) -> Iterator[str]:
    for number in week:
        day = days.get(number)
        if day is None:
            yield f"<td>{number or ''}</td>"
            continue
        said = f"{month}月{number}日，{day.note}"
        link = web_link(source, day.path)
        yield (
            f'<td class="bm-shade-{day.shade}"><a href="{link}" aria-label="{said}" title="{said}">'
            f"{number}</a></td>"
        )
