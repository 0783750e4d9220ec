"""The day of issue: the editor's, else the one that the head lines of a page print."""

from __future__ import annotations

import re
from datetime import date

from generator.describe.date_numbers import number, year_of
from generator.model import ArticleDate, Block, DateBasis, Reconstruction, Role
from generator.text.traced import Span

__all__ = ["issue_date"]

_MASTHEAD = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:年|[-./])\s*(?P<m>1[0-2]|0?[1-9])\s*(?:月|[-./])\s*"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?:\s*日|(?!\d))"
    r"|(?P<hy>[一二][〇○零一二三四五六七八九]{3})年(?P<hm>十[一二]?|[一二三四五六七八九])月"
    r"(?P<hd>(?:[一二三四五六七八九]|[一二三]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?))日"
)
_NO_HEAD_LINES = ("caption", "photo-credit", "contents", "jump", "navigation", "speck")
"""Furniture whose dates are not the paper's."""
_LONE_DATE = "furniture/date"
"""A date alone on its line may sign a letter: it counts only where no head line has one."""


def issue_date(reconstruction: Reconstruction) -> ArticleDate | None:
    """Return the page's day of issue: the editor's, else the one that its masthead prints.

    Only what was set aside as a head line is a masthead, and only when it tells one day: what a
    caption says is not the paper's date. The weekday is not asked; it is misprinted more often.
    """
    sidecar = reconstruction.page.sidecar
    if sidecar and sidecar.date:
        return ArticleDate(edtf=sidecar.date, basis=DateBasis.SIDECAR)
    head = [b for b in reconstruction.leftovers if b.role is Role.FURNITURE and _is_head_line(b)]
    days: dict[str, tuple[Span, ...]] = {}
    for block in sorted(head, key=_is_lone_date):
        if days and _is_lone_date(block):
            break
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


def _is_lone_date(block: Block) -> bool:
    return bool(block.evidence) and block.evidence[0].rule == _LONE_DATE


def _day_of(match: re.Match[str]) -> str | None:
    """Return a masthead's date in EDTF, ``None`` for a day that the calendar doesn't have."""
    if match["y"]:
        year, month, day = (int(match[part]) for part in "ymd")
    else:
        year = year_of(match["hy"].replace("○", "〇")) or 0
        month, day = number(match["hm"]) or 0, number(match["hd"]) or 0
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
