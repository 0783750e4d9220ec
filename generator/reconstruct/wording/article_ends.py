"""What stands at the two ends of an article: datelines (电头), signatures, credits."""

from __future__ import annotations

import re

from generator.reconstruct.wording.bylines import REPORTER, is_byline
from generator.reconstruct.wording.person_names import PEOPLE, is_name_line, is_surnamed
from generator.text.newspaper_words import any_of, words_for
from generator.text.source_credits import CREDIT, TORN_CREDIT

__all__ = [
    "DATELINE",
    "OF_COLUMN",
    "SIGNATURE",
    "SIGNATURE_AT_START",
    "STORY_OPENING",
    "WORK_CREDIT",
    "credit_source",
    "is_salutation",
    "names_at_end",
    "opens_as_report",
    "opens_with_time",
    "writers_of",
]

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
_SALUTATION = re.compile(r"^(?:尊敬的)?(?:编辑|记者|总编|主编)(?:部|同志|老师|先生|女士)?[:：]$")
_BRACKETED_NOTE = (
    r"[（(](?:作者|本文作者|摘编自|原载|原题|转载自|作者单位"
    r"|.{0,20}(?:参与采写|采访整理|整理|供稿|采写|化名)|完|(?:本报|新华社|人民网).{0,20}电"
    r"|(?:本报|本社|新华社)(?:记者|通讯员)|.{0,16}见第.{1,3}版)[^。（()）]{0,60}[）)]"
)
SIGNATURE = re.compile(
    r"^(?:新华社(?:记者)?[㐀-鿿、 \t\u3000]{2,16}(?:摄|摄影报道|摄影)"
    rf"|制图[:：].{{2,12}}|数据来源[:：].{{4,40}}|{_BRACKETED_NOTE})$"
)
"""Who wrote it, took the photograph or drew the chart, or where it was filed from: under the last
paragraph, most often in brackets."""
SIGNATURE_AT_START = re.compile(rf"^{_BRACKETED_NOTE}{_BLANK}*([^ \t\u3000])")
"""The same, with the next headline run on to it."""
_NAMES_AT_END = re.compile(
    r"(?:^|(?<=[。！？”’]))[ \t\u3000]*(?P<credit>[（(](?P<names>[^（()）。，]{2,16})[)）])$"
)
_AGENCY = re.compile(rf"^(?:{any_of('agencies')})(?:供稿|综合|消息|专电|电)?")
"""Who sent a brief, before or instead of the name of who wrote it."""
_COMPILED = re.compile("^(?:本报|本刊)?综合(?:消息|报道|外电)?$")
OF_COLUMN = re.compile("^(?:本期(?:统筹|策划|主持)|本?栏目)")
"""Of a column (栏目), and so of the story that stands in it: 本版 and 本期责编 are of the page."""
WORK_CREDIT = re.compile(rf"^{any_of('work_credits')}[:：/][㐀-鿿、 \u3000]{{2,16}}$")
"""Who drew or set what stands beside a text: printed under it, or at the page's foot."""


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


def is_salutation(text: str) -> bool:
    """Return whether a line only greets the paper: so readers' letters open.

    >>> is_salutation("编辑同志："), is_salutation("编辑同志：村口的路灯坏了")
    (True, False)
    """
    return _SALUTATION.match(text.strip()) is not None


def credit_source(credit: str) -> str:
    """Return the body that a credit names.

    >>> credit_source("（据湖南省民政厅）"), credit_source("(来源：央视网)")
    ('湖南省民政厅', '央视网')
    """
    match = CREDIT.match(credit.strip()) or TORN_CREDIT.match(credit.strip())
    return re.sub(r"\s+", "", match.group(1) or match.group(2)) if match else ""


def names_at_end(text: str) -> re.Match[str] | None:
    """Return who wrote or sent a brief where its end says so: in brackets, after a sentence.

    The group ``credit`` holds them with their brackets.

    >>> names_at_end("桥修好了。（李庆 王小明）")["credit"], names_at_end("桥修好了（李庆）")
    ('（李庆 王小明）', None)
    >>> [bool(names_at_end(f"桥修好了。（{t}）")) for t in ("新华社 李庆", "记者 李庆", "新华社")]
    [True, True, True]
    """
    match = _NAMES_AT_END.search(text)
    if match is None or match["names"] in words_for("closing_remarks"):
        return None
    return match if _are_writers(match["names"].strip()) else None


def writers_of(credit: str) -> str:
    """Return the people of a credit in brackets, without who sent it.

    >>> writers_of("新华社 李庆"), writers_of("新华社")
    ('李庆', '')
    """
    people = _AGENCY.sub("", credit).strip() if not _COMPILED.match(credit) else ""
    return re.sub(rf"{_BLANK}*编译$", "", people)


def _are_writers(said: str) -> bool:
    people = writers_of(said)
    if not people:
        return True
    names = re.split(rf"{_BLANK}+|[、/]", people)
    if all(map(is_surnamed, names)) or is_name_line(people):
        return True
    # a note on a reporter (本报记者 李庆 整理) is a line of the text
    return is_byline(people) and not SIGNATURE.match(f"（{people}）")
