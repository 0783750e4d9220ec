"""Words by which a sentence reports what was done, and those that speak of what is to come.

The verbs are those by which the trade reports an event (召开, 印发, 获悉); the words of the future
are those of plans and notices (将于, 力争, 预计). Both are general words of administration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.describe.article_text import ArticleText

__all__ = ["DONE", "FUTURE", "GOAL", "PAST", "Deeds", "clause_around", "comes_out"]

DONE = re.compile(
    r"召开|举行|举办|印发|发布|公布|启动|出台|下发|开幕|闭幕|落幕|开班|会见|会谈|签[订署]|揭牌|成立|通过|"
    r"获悉|了解到|开展|组织|表示|指出|强调|发生|开通|投[用产]|考察|调研|出席|致电|抵达|作出|实施|开放|开工"
)
"""A deed that is reported."""
FUTURE = re.compile(
    r"将于|将在|将|力争|预计|计划|拟于|目标|规划|届时|前(?:基本|全面|实现|建成|完成)"
)
"""What is still to come."""
GOAL = re.compile(
    r"力争|争取|确保|目标|计划|规划|预计|将|基本|全面|达到|达|建成|实现|形成|完善|提高到|提升|不低于|"
    r"超过|保持|降低|控制在|覆盖|完成|健全|建立|迈上|进入"
)
"""What a day is set for."""
PAST = re.compile(r"了|已|曾|过(?=[，。])|累计|同比|目前|如今|现有")
"""What has come to pass."""

_FAR = 200
"""Characters of a sentence without end that may still speak of a date."""


def clause_around(reading: ArticleText, start: int, end: int) -> tuple[int, int]:
    """Return the sentence around an expression, no more than 200 characters to either side.

    >>> from generator.describe.article_text import read_text
    >>> reading = read_text("甲" * 500 + "5月8日")
    >>> clause_around(reading, 500, 504)
    (300, 504)
    """
    first, last = reading.sentence_at(start)
    return max(first, start - _FAR), min(last, end + _FAR)


_NEAR = 16
_COMES_OUT = re.compile(
    "(?:公布|印发|转发|批转|发布|出台|颁布|宣读|签发)(?:了|的)?(?:[^，。《》的]{0,6}的)?$"
)
_CAME_OUT = re.compile(  # brackets may hold titles, behind each of which all were read
    r"(?:（[^）]{0,30}）){0,5}(?:已|近日|日前|正式|对外|全文){0,5}(?:印发|发布|公布|出台|施行|实施|如下|宣读)"
)


def comes_out(text: str, start: int, end: int) -> bool:
    """Return whether a paper whose title stands from ``start`` to ``end`` is the news.

    >>> told = "转发了《办法》。贯彻《意见》，《方案》近日发布"
    >>> [comes_out(told, at, told.index("》", at) + 1) for at in (3, 10, 15)]
    [True, False, True]
    """
    if _COMES_OUT.search(text, max(0, start - _NEAR), start):
        return True
    return _CAME_OUT.match(text, end) is not None


_MOST_STEPS = 6
_FILLER = re.compile(r"(?!在(?![职校岗线建])|就(?![业医诊学读近餐])|针对|围绕)[^，。；]")
"""A character of what 在… and 就… hold: no other such word."""
_HOLDING = (("在", 1, 12), ("就", 2, 30), ("针对", 2, 30), ("围绕", 2, 30))
"""These words, and how many characters each holds."""
_TEAM = re.compile("(?:执法检查组|工作组|督查组|督察组|调研组)(?![长员])")
_BEFORE_TEAM = re.compile("[^，。；：“”《》]*")
_TEAM_NAME = 2, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """What says that the body before it did something: a few steps, and an act behind them.

    A clause can be parted into steps in ever more ways (就业就业…), so each place is reached once.
    """

    others: re.Pattern[str]
    """How a list of bodies is cut short before the first step."""
    step: re.Pattern[str]
    """What stands between a body and its act; it looks at nothing behind it."""
    act: re.Pattern[str]
    """What it did."""

    def match(self, text: str) -> bool:
        """Return whether a deed stands at the beginning of a text."""
        cut = self.others.match(text)
        reached = {0, *_ends(self.others, text, 0, cut.end() if cut else 0)}
        seen = set(reached)
        for _ in range(_MOST_STEPS + 1):
            if any(self.act.match(text, at) for at in reached):
                return True
            reached = {end for at in reached for end in self._after(text, at)} - seen
            seen |= reached
        return False

    def _after(self, text: str, at: int) -> Iterator[int]:
        """Yield where steps may end that begin at ``at``, commas around them included."""
        for start in (at, at + 1) if text.startswith("，", at) else (at,):
            for end in self._steps(text, start):
                yield end
                if text.startswith("，", end):
                    yield end + 1

    def _steps(self, text: str, at: int) -> Iterator[int]:
        if self.step.match(text, at):
            yield from _ends(self.step, text, at, len(text))
        for word, least, most in _HOLDING:
            if text.startswith(word, at):
                first = at + len(word)
                for end in range(first, first + most):
                    if not _FILLER.match(text, end):
                        break
                    if end + 1 >= first + least:
                        yield end + 1
        least, most = _TEAM_NAME
        last = min(_BEFORE_TEAM.match(text, at).end(), at + most)  # type: ignore[union-attr]
        yield from (team.end() for team in _TEAM.finditer(text, at + least) if team.start() <= last)


def _ends(pattern: re.Pattern[str], text: str, at: int, last: int) -> Iterator[int]:
    """Yield every place up to ``last`` where what a pattern matches at ``at`` may end."""
    return (end for end in range(at + 1, last + 1) if pattern.fullmatch(text, at, end))
