"""Head lines and foot lines (报头, 报眉): taken apart into the things that they are made of.

A rest that says something else makes a line text. The forms are those of GB/T 7714 (报纸) and of
the trade's custom.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.reconstruct.wording.office_lines import CREW, MAIL, NAMES, OWNER, PHONE, SITE
from generator.text.head_lines import (
    DATE,
    DAY,
    HAN,
    LUNAR,
    NUMBERS,
    PAGE,
    PAPER,
    SECTION,
    WEEKDAY,
    N,
)

__all__ = [
    "head_line_rule",
    "is_banner",
    "is_english_day",
    "is_numbered_section",
    "is_page_number",
    "is_paper",
]
_ENGLISH_DAY = re.compile("^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$", re.I)
_ENGLISH = r"[A-Z][A-Za-z&'.]{2,}(?: [A-Z&][A-Za-z&'.]*){0,4}"
_BANNER = re.compile(
    r"^(?=.*[ \t\u3000]{3}).{0,60}(?:19|20)\d{2} ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?日)?"
    r"(?:[ \t\u3000]+[^。，,]{0,24})?$"
)
"""The names, numbers and the date of a masthead, gutters between them."""
_PAGE_NUMBER = re.compile(
    rf"^(?:第? ?[A-Z]? ?{N}{{1,3}} ?[版页面]|[A-Z]?\d{{1,3}}|Page \d{{1,3}})$"
    r"|^\d{1,3} ?/ ?\d{1,3}$|^([—–\-－·•]) ?\d{1,3} ?\1$",
    re.IGNORECASE,
)

_NUMBERED = re.compile(rf"^[A-Z]?\d{{1,2}}[ \t\u3000]*(?:{SECTION})$")
_PAPER = re.compile(rf"^{PAPER}$")
_TOKEN = re.compile(
    rf"(?P<date>{DATE})|(?P<lunar>{LUNAR})|(?P<weekday>{WEEKDAY})|(?P<numbers>{NUMBERS})"
    rf"|(?P<mail>(?:E-?mail|邮箱|电子邮箱|信箱)?[:：]? ?(?:{MAIL}))"
    rf"|(?P<phone>(?:(?:新闻|编辑|采编|发行|广告)?(?:电话|热线))?[:：]? ?(?:{PHONE}))"
    rf"|(?P<site>(?:网址|官网)?[:：]? ?(?:{SITE}))"
    rf"|(?P<owner>{OWNER})"
    rf"|(?P<crew>{CREW} ?[:：丨|/／ \u3000] ?{NAMES})"
    rf"|(?P<page>{PAGE})(?![0-9年月日号])|(?P<paper>《{PAPER}》|{PAPER})|(?P<section>(?:{SECTION})(?!{HAN}))"
    rf"|(?P<day>{DAY})|(?P<english>{_ENGLISH})|(?P<number>\d{{1,3}})(?!\d)"
    rf"|(?P<word>{HAN}{{2,8}})(?![《0-9])|(?P<mark>[ \t\u3000·•|丨/／\-—－:：.■◆●◎]+)",
    re.IGNORECASE,
)
_TELLING = re.compile("[^㐀-鿿，、。“”《》 \u3000]|[年月周星礼号期元广统编校审版视监制任美面报刊]")
"""Without one of these a line is none of a head line's: not a date, a page, a paper, an office."""
_PAUSE, _OFFICES = re.compile("[，、]"), re.compile("[编校审版视监统制任美]")
"""Marks that stand between names only, and what each name of an office has one of."""
_NEVER = re.compile(r"记者|通讯员|摄|电$|讯$")


def _tokens(text: str) -> list[str] | None:
    """Return the kinds of things that make up a line, or ``None`` where something else is in it.

    >>> _tokens("A05 要闻 2024年4月18日 星期四"), _tokens("他于2024年4月18日到山水县，")
    (['page', 'section', 'date', 'weekday'], None)
    """
    kinds: list[str] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.end() == at:
            return None
        kind = str(match.lastgroup)
        if kind == "word" and at and not re.match(r"\W", text[at - 1]):
            return None  # goes on from what came before: 4月18日下午
        if kind != "mark":
            kinds.append(kind)
        at = match.end()
    return kinds


def _is_folio(kinds: list[str], gapped: bool) -> bool:
    """Return whether the things in a line make a head line (报眉), and not a text that names a day.

    A name with a date under it signs a letter: with the weekday, a page or a section it does not.
    """
    found = set(kinds)
    words = kinds.count("word") + kinds.count("english")
    if words > (2 if found & {"date", "lunar", "paper"} else 1):
        return False
    if found == {"date"} or found == {"lunar"}:
        return len(kinds) == 1
    if "date" in found:
        return gapped or not found <= {"date", "word"}
    if "lunar" in found or {"day", "weekday"} <= found:
        return True
    return "page" in found and bool(found - {"page", "word", "number", "day"})


def is_english_day(line: str) -> bool:
    """Return whether a line is a day of the week in English.

    >>> is_english_day("Thursday"), is_english_day("Day")
    (True, False)
    """
    return _ENGLISH_DAY.match(line) is not None


def is_banner(line: str) -> bool:
    """Return whether a line holds a masthead's parts and day, gutters between them.

    >>> is_banner("新村日报    2024年4月18日"), is_banner("于2024年4月18日")
    (True, False)
    """
    return _BANNER.match(line) is not None


def is_page_number(line: str) -> bool:
    """Return whether a line is a page's number.

    >>> is_page_number("第12版"), is_page_number("12人")
    (True, False)
    """
    return _PAGE_NUMBER.match(line) is not None


def is_numbered_section(line: str) -> bool:
    """Return whether a line is a page's number and its section, as beside the page's day.

    >>> is_numbered_section("12民生"), is_numbered_section("12 要闻"), is_numbered_section("12人")
    (True, True, False)
    """
    return _NUMBERED.match(line) is not None


def is_paper(line: str) -> bool:
    """Return whether a line is a newspaper's name.

    >>> is_paper("山水时报"), is_paper("山水县报告")
    (True, False)
    """
    return _PAPER.match(line) is not None


@lru_cache(maxsize=4096)
def head_line_rule(text: str) -> str | None:
    """Return the rule that what a line is made of fits, ``None`` where it says something else.

    >>> head_line_rule("山水日报　2024年4月18日　星期四　第12版"), head_line_rule("他来了")
    ('furniture/folio', None)
    """
    if _NEVER.search(text):
        return None
    telling = _TELLING.search(text) and (not _PAUSE.search(text) or _OFFICES.search(text))
    kinds = _tokens(text) if telling else None
    if not kinds:
        return None
    found = set(kinds)
    if found == {"date"}:
        return "furniture/date"
    if found & {"crew"} and found <= {"crew", "mail", "phone", "site", "page"}:
        return "furniture/editors"
    if "numbers" in found and kinds.count("word") <= 2:
        # 第11期 alone may be said of anything
        return "furniture/masthead" if len(kinds) > 1 or "号" in text else "furniture/name"
    if _is_folio(kinds, gapped=bool(re.search(r"[ \t\u3000]{3}", text))):
        return "furniture/folio"
    if found <= {"mail", "phone", "site"}:
        return "furniture/reach"
    if kinds in (["paper"], ["weekday"], ["page", "word"], ["word", "page"]) or (
        len(kinds) == 2 and found in ({"section", "number"}, {"section", "page"})
    ):
        return "furniture/name"
    return None
