"""What a sentence wants with a date: a target, the end of a count, or just the date."""

from __future__ import annotations

import re

from generator.describe.agencies.reporting_verbs import GOAL, PAST, clause_around
from generator.describe.article_text import ArticleText
from generator.describe.dates.date_words import DateWord
from generator.model import DateKind

__all__ = ["use_of"]

_AS_OF = ("截至", "截止", "截止到", "截止至", "截至到")
_UP_TO = re.compile(r"(?<![降增升减跌涨回延提持续直达])[到至]$|力争在?$|争取在?$")
_SPANNING = re.compile(r"[^，。；、》）]{0,6}")
_LONG = (DateKind.YEAR, DateKind.DECADE, DateKind.CENTURY)
_NUMERALS = "0123456789一二两三四五六七八九十几"
_DUE = re.compile(
    r"，?(?:完成|实现|建成|基本|全面|全部|报|力争|提交|达|[^，。；]{0,6}?(?:需|要|应|须|必须))"
)


def use_of(
    reading: ArticleText, word: DateWord, year: int | None, before_it: int | None
) -> DateKind | None:
    """Return whether the sentence takes a day as a target or as the end of a count.

    到2035年 is a target when 2035 is not past for the page; where the page proves no year, when
    the sentence speaks of goals and of nothing done. 年底前完成 sets a day whatever the year.
    """
    if word.kind is DateKind.RECENT:
        return None
    text = reading.text
    start, end = clause_around(reading, word.start, word.end)
    if text.endswith(_AS_OF, start, word.start):
        return DateKind.AS_OF
    if text.startswith(("前", "之前", "以前"), word.end):
        at = word.end + (1 if text[word.end] == "前" else 2)
        if _DUE.match(text, at):
            return DateKind.TARGET
        ahead = word.day is None and not text.startswith(tuple(_NUMERALS), at)
    else:
        # 由甲降至2025年的乙, 5月19日夜间至20日: one end of a change or of a span.
        ahead = _UP_TO.search(text, max(start, word.start - 4), word.start) is not None
        ahead = ahead and word.day is None and not text.startswith("的", word.end)
    ahead = ahead and (word.kind in _LONG or text[word.end - 1] in "底末")
    if not ahead or (before_it is not None and _SPANNING.fullmatch(text, before_it, word.start)):
        return None
    own = (word.to[0] if word.to else None) or word.year
    past = PAST.search(text, word.end, end) is not None
    if year is not None and own is not None:
        return DateKind.TARGET if own > year or (own == year and not past) else None
    return DateKind.TARGET if GOAL.search(text, word.start, end) and not past else None
