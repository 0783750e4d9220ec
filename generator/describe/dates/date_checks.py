"""Tells dates from the words around them that make no date of what is printed like one."""

from __future__ import annotations

import re

from generator.describe.dates.date_patterns import COMMON_CALENDAR, GROUPS, REFUSED_BEFORE
from generator.describe.dates.this_day import is_this_day

__all__ = ["is_date"]

# 6月龄, 三月租: words in 月; but 6月光伏, 3月亮相, 4月期间 begin another one.
_IN_MONTH = re.compile(
    "级(?!别)|[嫂饼牙龄]|期(?![间末中待刊货盼望])|制(?![定造作订成发止约播售])|租(?![赁房住用借])"
    "|薪(?![资酬])|球(?![赛队员迷场])|光(?![临荣伏明顾纤复缆])|亮(?![相灯点丽化出剑])"
)
_IN_LIST = re.compile("(?:[、和][一二三四五六七八九十]{1,2})*月?间")  # 五、六月间
_LISTED_BEFORE = re.compile(r"(?:\d{1,2}[、和])+$")
_LIST = 12
"""Characters of a list of days that may stand before one of them."""
_DURATION = (
    "个", "每", "满", "第", "时", "续", "为", "期", "共", "达", "逾", "超", "过", "近", "约", "需",
    "用", "假", "足", "仅", "经", "整", "作", "隔", "留", "少",
)  # fmt: skip
"""历时15日, 连续3日, 休假5日, 逾期10日: a day alone after these is a number of days."""
_HABIT = re.compile(r"[按每逐]月|倘若|假如|如果")
# 1300年历史, 近1500年前: a number of years, below the years that papers tell of most.
_LONG_AGO = re.compile(r"[的前来间历以多余]|之[前后久]|左右")
# Above them a round number may still be one, if a word of duration says so: 延续1800年, 近2000年前.
_OLD = re.compile(
    r"的?(?:悠久|漫长|灿烂|辉煌)?的?(?:文[明化])?(?:历史|[建发城校村]史)"
    r"(?=[的了悠沉，。、；：！？”）\n]|底蕴|文化|积淀|沉淀|文脉|$)"
    r"|的?(?:文化|历史)?(?:底蕴|积淀|沧桑|风雨|文脉|传承史)|[多余]年?|之久|左右|来[，的]|的(?:时间|岁月|时光|光阴)"
    r"|[不未](?:曾|再)?[断绝变衰改息]|树龄|[老的]?古[树城镇村刹寺道街井桥木迹都茶]"
)
_LASTING = re.compile(
    "(?:延续|绵延|历经|历时|跨越|穿越|传承|沿用|距今|持续|存续|长达|流传|走过|沉睡|尘封|深埋|已有|有着|树龄|将近|至少|不止|整整"
    "|[近约逾])(?:[了着约近逾超]|超过)?$"
)
_HAVING = ("有", "达", "近", "逾", "超", "约", "过", "着", "了")


def is_date(text: str, match: re.Match[str]) -> bool:
    """Return whether the words around leave it a date: 6月龄, 三月街, 农历五月 are none."""
    g = {GROUPS[name] for name, value in match.groupdict().items() if value is not None}
    start, end = match.span()
    shown = match.group()
    before = text[max(0, start - 2) : start]
    if "recent" in g:
        # 日前 is also the end of a date (6月30日前) and of 生日前, 节日前.
        return shown != "日前" or not before or before[-1] not in _NOT_LATELY
    if "today" in g:
        return is_this_day(text, start, end)
    if "month" in g:
        return not _HABIT.search(text, max(0, start - 12), start)
    if "y" in g:
        return _is_year(text, match, g, before)
    if "rel" in g:
        return True
    if "m" not in g:
        if g != {"d"} and g != {"d", "D"}:
            return True
        first = _LISTED_BEFORE.search(text, max(0, start - _LIST), start)  # 连续3、4日
        return not text.endswith(_DURATION, 0, first.start() if first else start)
    if before.endswith(REFUSED_BEFORE) and before not in COMMON_CALENDAR:
        return False
    if re.match(r"[一二三四五六七八九十廿]", shown) and "d" not in g:
        # 三月 alone is as often a festival, a song, a duration: digits are taken, and 三月中旬.
        return shown.endswith(("旬", "份", "底", "初")) or _IN_LIST.match(text, end) is not None
    return shown[-1] != "月" or not _IN_MONTH.match(text, end)


_NOT_LATELY = "0123456789今昨明生节假末近工休期某即当次同吉一二三四五六七八九十"


def _is_year(text: str, match: re.Match[str], g: set[str], before: str) -> bool:
    """Return whether a year is one: neither 2020年级 nor 公元前1200年 nor 1300年历史."""
    start, end = match.span()
    if before.endswith("前") and text.endswith("公元前", 0, start):
        return False
    if g != {"y"}:
        return True
    year = next(value for name, value in match.groupdict().items() if value is not None)
    if year.isdigit() and int(year) < 1800:
        counted = before.endswith(("近", "有", "约", "过", "逾", "达", "今", "超"))
        lasted = _LASTING.search(text, max(0, start - 6), start)
        return not (counted or lasted or _LONG_AGO.match(text, end) or _OLD.match(text, end))
    if text.startswith(("级", "历"), end) and not text.startswith(("历史", "历来", "历经"), end):
        return False
    return not (year.isdigit() and _is_number_of_years(text, start, end, int(year)))


def _is_number_of_years(text: str, start: int, end: int, year: int) -> bool:
    """Return whether 2000年 or 1800年 counts years: 近2000年前, 延续1800年, 有2000年历史.

    Long times are told in round numbers, so any other is the year itself unless it is called a
    history that something has.
    """
    if _OLD.match(text, end) and (year % 50 == 0 or text.endswith(_HAVING, 0, start)):
        return True
    if year % 50:
        return False
    lasting = _LASTING.search(text, max(0, start - 6), start) is not None
    return lasting or (year % 100 == 0 and text.startswith("间", end))
