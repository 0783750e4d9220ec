"""How reports open: datelines (电头), reporters in brackets, the time."""

from __future__ import annotations

import re

from generator.reconstruct.wording.bylines import REPORTER
from generator.reconstruct.wording.person_names import PEOPLE

__all__ = ["DATELINE", "STORY_OPENING", "is_salutation", "opens_as_report", "opens_with_time"]
_BLANK = r"[ \t\u3000]"

_OPEN, _CLOSE = "[（(【〔［\\[]", "[）)】〕］\\]]"
DATELINE = re.compile(
    rf"^(?P<bracket>{_OPEN})?"
    rf"(?:本[报報刊网網社]|[据據]?新[华華]社|中新社|中新网|人民网|[㐀-鿿]{{2,6}}[报報网網社]){_BLANK}*"
    r"(?:[㐀-鿿·]{2,16}?)?[ 0-9０-９年月日]{0,16}[专專]?[电電讯訊]"
    rf"(?(bracket){_CLOSE}(?={_BLANK}*[^ \t\u3000])|(?=[ \t\u3000（(0-9]|$|[㐀-鿿]))"
)
"""电头: 本报北京3月5日电, 本报讯; in brackets, too: 【本报讯】, 〔合众社柏林十三日电〕."""

_STORY_BRACKETS = frozenset("【〔［[")
_REPORTED = re.compile(
    rf"^(?:[（(]{REPORTER}{_BLANK}*{PEOPLE}[）)](?={_BLANK}*[㐀-鿿“‘0-9０-９])"
    rf"|{REPORTER}{_BLANK}*[㐀-鿿 \u3000、]{{2,16}}?报道)"
)
"""A story that opens with who reports it: （记者 李庆）, 本报记者李庆报道."""
_TODAY = re.compile(r"^(?:(?:本|上)周|(?:本|上)(?:个)?月|去年|今年|目前|最近|近来|不久前)")
"""How reports open beside :data:`STORY_OPENING`, and others do: a longer time."""

STORY_OPENING = re.compile(
    rf"^(?:近日|日前|近期|连日来|近段时间|[昨今前][日天晚晨早]|{_BLANK}*\d{{1,2}}{_BLANK}*月{_BLANK}*\d{{1,2}}{_BLANK}*日"
    r"|记者.{0,6}从|为.{2,20}，)"
)
"""How reports open: the time, or what the event was for. Weak: paragraphs do, too."""


def opens_as_report(text: str) -> bool:
    """Return whether a text opens as nothing but a report does: with its dateline or reporter.

    >>> [opens_as_report(t) for t in ("【本报讯】县里", "（记者 李庆）县里", "近日，县里")]
    [True, True, False]
    """
    return bool(DATELINE.match(text) or _REPORTED.match(text))


def opens_in_brackets(text: str) -> bool:
    """Return whether a text opens with its dateline in brackets of its own: it begins a story.

    >>> [opens_in_brackets(t) for t in ("【本报讯】县里", "〔中央社五日電〕縣裏", "本报讯 县里")]
    [True, True, False]
    """
    return text[:1] in _STORY_BRACKETS and DATELINE.match(text) is not None


def opens_with_time(text: str) -> bool:
    """Return whether a text opens with the time of what it tells, as reports and others do.

    >>> [opens_with_time(t) for t in ("近日，县里", "昨天上午，县里", "县里昨天")]
    [True, True, False]
    """
    return bool(STORY_OPENING.match(text) or _TODAY.match(text))


_SALUTATION = re.compile(r"^(?:尊敬的)?(?:编辑|记者|总编|主编)(?:部|同志|老师|先生|女士)?[:：]$")


def is_salutation(text: str) -> bool:
    """Return whether a line only greets the paper: so readers' letters open.

    >>> is_salutation("编辑同志："), is_salutation("编辑同志：村口的路灯坏了")
    (True, False)
    """
    return _SALUTATION.match(text.strip()) is not None
