"""Tells 昨天, 今天 and 明天 of a report from those that mean our time (今天的中国, 美好的明天).

Grammar decides: a time word before a part of the day, at the head of its clause, or between who did
something and what was done is a day; after 的 or 到, before 的 and a noun that is no event, and in
quotation marks, where the day is the speaker's, it is none. The words are ``data/this_day.yml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from generator.describe.data_files import data_table
from generator.text.characters import is_han

__all__ = ["is_this_day"]

_QUOTED = 80
"""Characters that a quotation may have begun before the word."""
_CLAUSE = 40
"""Characters of a sentence that may still tell what was done on the day at its head."""
_COMPOUND = ("晚", "晨", "夜", "早", "午")
_COMPARED = ("今天和", "今天与", "今天跟", "的", "没有", "比", "像", "如", "从", "别", "每个")
_PAIRED = 14
"""Characters within which 今天 and 明天 make a pair, and tell our time: 对得起昨天、抓得住明天."""
_GATHERED = re.compile("，(?:我们)?(?:隆重|在这里|在此|欢聚|相聚|齐聚|聚首)")
"""Behind 今天 this is said on the day: 今天，我们在这里集会."""
_COMPARED_WITH = ("”", "》", "今天", "、今天", "和今天", "与今天", "到今天")
_STOP = re.compile("[。；！？\n]")
_COUNTING = ("截至", "截止", "截止到", "截止至", "截至到")


@dataclass(frozen=True, slots=True)
class _Grammar:
    """``data/this_day.yml``, compiled."""

    moment: re.Pattern[str]
    """A part of the day, or an hour."""
    event: re.Pattern[str]
    """的 and what is held on a day."""
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]
    remembered: tuple[str, ...]
    links: tuple[str, ...]
    prepositions: tuple[str, ...]
    deed: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    table = data_table("this_day.yml")

    def any_of(key: str) -> str:
        return "|".join(sorted(map(re.escape, table[key]), key=len, reverse=True))

    return _Grammar(
        moment=re.compile(
            rf"(?:（[^（）\n]{{1,8}}）)?(?:{any_of('moments')}|[\d一二两三四五六七八九十]{{1,3}}[时点:：])"
        ),
        event=re.compile(
            rf"的[^，。；！？、“”\n]{{0,10}}?(?:{any_of('events')})(?![^，。；\n]{{0,2}}的)"
        ),
        not_after=tuple(table["not_after"]),
        not_before=tuple(table["not_before"]),
        remembered=(*_COMPARED, *table["remembered"]),
        links=(*table["links"], *table["deeds"]),
        prepositions=tuple(table["prepositions"]),
        deed=re.compile(any_of("deeds")),
    )


def is_this_day(text: str, start: int, end: int) -> bool:
    """Return whether a word for a day, read at ``start``, is the day of a report.

    >>> told = "昨天，两车相撞。从昨天的小渔村到今天的大都市。总理今天在这里说。"
    >>> [is_this_day(told, at, at + 2) for at in (0, 9, 16, 25)]
    [True, False, False, True]
    """
    opened = text.rfind("“", max(0, start - _QUOTED), start)
    if opened >= 0 and "”" not in text[opened:start]:
        return False
    if _is_in_title(text, start):
        return False
    grammar = _grammar()
    word = text[start:end]
    if word.endswith(_COMPOUND) or len(word) == 1 or grammar.moment.match(text, end):
        return True
    if text.startswith("的", end):
        return grammar.event.match(text, end) is not None
    if text.endswith(_COUNTING, 0, start):
        return True
    return _STANDS[word[0]](grammar, text, start, end)


def _is_in_title(text: str, start: int) -> bool:
    """Return whether 《 is open at ``start``: a film may be called 昨天."""
    opened = text.rfind("《", max(0, start - _QUOTED), start)
    return opened >= 0 and "》" not in text[opened:start]


def _is_past_day(grammar: _Grammar, text: str, start: int, end: int) -> bool:
    """昨天 and 前天 are days but beside 今天 (今天比昨天好, 昨天的, “昨天”) and as the time gone by
    (铭记昨天, 昨天是历史)."""
    if text.endswith(grammar.remembered, 0, start) or text.startswith((*_COMPARED_WITH, "之"), end):
        return False
    if "明天" in text[end : end + _PAIRED]:
        return False
    return not text.startswith("是", end) or _is_named_day(text, end)


def _is_named_day(text: str, end: int) -> bool:
    """Return whether 是 and a day that has a name follow: 今天是护士节."""
    return _NAMED_DAY.match(text, end, end + 24) is not None


_NAMED_DAY = re.compile("是[^，。；]{0,16}(?:节|日|周年|第[^，。]{1,4}天|星期.)[，。]")


def _is_today(grammar: _Grammar, text: str, start: int, end: int) -> bool:
    """今天 at the head of a clause is our time, unless a deed follows; behind a subject it is a day
    before what links it to a verb (市长今天到学校), and at the head before that too."""
    if text.endswith(grammar.not_after, 0, start) or text.startswith(grammar.not_before, end):
        return False
    if _GATHERED.match(text, end):
        return True
    if text.startswith("是", end):
        return _is_named_day(text, end)
    if text.startswith(grammar.links, end):
        return True
    at_head = _is_open(text, start)
    if text.startswith(grammar.prepositions, end) and not at_head:
        return not text.startswith("就是", end)
    return (
        at_head
        and text.startswith(("，", *grammar.prepositions), end)
        and _is_done(grammar, text, end)
    )


def _is_done(grammar: _Grammar, text: str, end: int) -> bool:
    """Return whether the sentence reports a deed, and not what our time is (今天，我们)."""
    if text.startswith((*grammar.not_before, "当"), end + 1):
        return False
    stop = _STOP.search(text, end, end + _CLAUSE)
    last = stop.start() if stop else end + _CLAUSE
    return grammar.deed.search(text, end, last) is not None


def _is_tomorrow(grammar: _Grammar, text: str, start: int, end: int) -> bool:
    """明天 is a day at the head of its clause or before what links it to a verb."""
    if text.endswith(grammar.not_after, 0, start) or text.startswith(grammar.not_before, end):
        return False
    if "今天" in text[max(0, start - _PAIRED) : start]:
        return False  # 今天急着开工，明天被迫停工
    if _is_open(text, start):
        return text.startswith(("，", "起", *grammar.links, *grammar.prepositions), end)
    return text.startswith(grammar.links, end)


def _is_after_tomorrow(_grammar: _Grammar, text: str, start: int, end: int) -> bool:
    """后天 is also what is acquired in life: only at the head of a clause, or in 明后天."""
    return _is_open(text, start) and text.startswith(("，", "起", "将"), end)


def _is_open(text: str, start: int) -> bool:
    """Return whether a clause begins at ``start``."""
    return start == 0 or not is_han(text[start - 1])


_STANDS = {
    "昨": _is_past_day,
    "前": _is_past_day,
    "今": _is_today,
    "明": _is_tomorrow,
    "后": _is_after_tomorrow,
}
"""Where each word must stand to be a day."""
