"""The day of issue: the editor's, else the one that the head lines of a page print."""

from __future__ import annotations

import re
from datetime import date

from generator.describe.dates.calendars import republic_year
from generator.describe.dates.date_numbers import number, year_of
from generator.model import ArticleDate, Block, DateBasis, Reconstruction, Role, more_exact
from generator.text.head_lines import LUNAR, WEEKDAY
from generator.text.traced import Span

__all__ = ["head_lines", "issue_date", "printed_date"]

_MASTHEAD = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:年|[-./])\s*(?P<m>1[0-2]|0?[1-9])\s*(?:月|[-./])\s*"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?:\s*日|(?!\d))"
    r"|(?:(?P<hy>[一二][〇○零一二三四五六七八九]{3})"
    r"|(?:中[華华])?民[國国](?P<ry>元|[一二三四]?十?[一二三四五六七八九]?))年(?P<hm>十[一二]?|[一二三四五六七八九])月"
    r"(?P<hd>(?:[一二三四五六七八九]|[一二三]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?))日"
)
_NO_HEAD_LINES = (
    *("caption", "photo-credit", "contents", "jump", "navigation", "speck", "advertisement"),
)
"""Furniture whose dates are not the paper's."""
_ORDER = {"furniture/date": 1, "furniture/page-head": 2}
"""A date alone on its line may sign a letter: it counts only where no head line has one. So does
what only its place shows to be a head line: there papers print what is to come, too (报眼)."""
_OF_THE_DAY = re.compile(rf"{WEEKDAY}|{LUNAR}")
"""What a paper prints beside its own day, and nobody beside another."""


def issue_date(reconstruction: Reconstruction) -> ArticleDate | None:
    """Return the page's day of issue: the editor's, else the one that its masthead prints.

    The masthead's holds, too, where it only says more than the editor.

    Only what was set aside as a head line is a masthead, and only when it tells one day: what a
    caption says is not the paper's date. The weekday is not asked; it is misprinted more often.
    """
    sidecar, printed = reconstruction.page.sidecar, printed_date(reconstruction)
    stated = sidecar.date if sidecar else None
    if stated and (printed is None or more_exact(stated, printed.edtf) == stated):
        return ArticleDate(edtf=stated, basis=DateBasis.SIDECAR)
    return printed


def printed_date(reconstruction: Reconstruction) -> ArticleDate | None:
    """Return the day of issue that the head lines print, if they tell one day."""
    days: dict[str, tuple[Span, ...]] = {}
    reached = 0
    for block in sorted(head_lines(reconstruction), key=_order_of):
        if days and _order_of(block) > reached:
            break
        reached = _order_of(block)
        if reached == _ORDER["furniture/page-head"] and not _OF_THE_DAY.search(block.text.text):
            continue
        for match in _MASTHEAD.finditer(block.text.text):
            if _is_of_something_else(block.text.text, match):
                continue
            day = _day_of(match)
            if day is not None:
                days.setdefault(day, block.text.span_of(*match.span()))
    if len(days) != 1:
        return None
    ((day, spans),) = days.items()
    return ArticleDate(edtf=day, basis=DateBasis.MASTHEAD, spans=spans)


def head_lines(reconstruction: Reconstruction) -> tuple[Block, ...]:
    """Return what was set aside as a head line or foot line, in page order."""
    furniture = (b for b in reconstruction.leftovers if b.role is Role.FURNITURE)
    return tuple(block for block in furniture if _is_head_line(block))


# The day of the paper's founding, the end of an offer: head lines print them as well.
_FOUNDED = re.compile(r"\s*(?:创刊|创办|复刊|出版发行许可|注册|成立|截止|止)")
_BEFORE_OTHERS = re.compile(
    r"(?:创刊于|创办于|始于|截至|截止|有效期|至|到|自|从|成立于|下期|明日)[：:]?\s*$"
)


def _is_of_something_else(text: str, match: re.Match[str]) -> bool:
    """Return whether a day in a head line is not the paper's own."""
    before = text[max(0, match.start() - 8) : match.start()]
    return bool(_FOUNDED.match(text, match.end()) or _BEFORE_OTHERS.search(before))


def _is_head_line(block: Block) -> bool:
    rule = block.evidence[0].rule if block.evidence else ""
    return not rule.partition("/")[2].startswith(_NO_HEAD_LINES)


def _order_of(block: Block) -> int:
    return _ORDER.get(block.evidence[0].rule, 0) if block.evidence else 0


def _day_of(match: re.Match[str]) -> str | None:
    """Return a masthead's date in EDTF, ``None`` for a day that the calendar doesn't have."""
    if match["y"]:
        year, month, day = (int(match[part]) for part in "ymd")
    else:
        common = year_of((match["hy"] or "").replace("○", "〇"))
        year = republic_year(match["ry"]) or common or 0
        month, day = number(match["hm"]) or 0, number(match["hd"]) or 0
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
