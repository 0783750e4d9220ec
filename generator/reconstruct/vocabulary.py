"""What newspapers call things: patterns of bylines, credits, furniture and datelines.

Every pattern is a rule of the trade, not of any page. Stages share this module
and never import one another.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from generator.text.characters import BULLETS
from generator.text.continuity import parts_a_word
from generator.text.credits import (
    CREDIT,
    CREDIT_AFTER_NOTE,
    CREDIT_AT_END,
    OUTLET_CREDIT,
    TORN_CREDIT,
)
from generator.text.head_lines import SECTION

__all__ = [
    "BYLINE_AT_END",
    "CREDIT",
    "CREDIT_AFTER_NOTE",
    "CREDIT_AT_END",
    "DASH_ITEM",
    "DATELINE",
    "FOOT_AT_START",
    "ISSUE_AT_END",
    "ISSUE_LINE",
    "JUMP",
    "JUMP_AT_END",
    "JUMP_AT_START",
    "JUMP_INSIDE",
    "JUMP_LINE",
    "JUMP_TARGET",
    "OUTLET_CREDIT",
    "PEOPLE",
    "PERSON",
    "REPORTER",
    "REPORTER_ALONE",
    "RUN_ON",
    "SIGNATURE",
    "SIGNATURE_AT_START",
    "SPEAKER",
    "STORY_OPENING",
    "TOPIC",
    "TOPIC_INSIDE",
    "TORN_CREDIT",
    "WORK_CREDIT",
    "credit_source",
    "is_author_line",
    "is_byline",
    "is_name_line",
    "is_reader_line",
    "is_run_of_names",
    "is_short_name",
    "names_in",
    "opens_as_report",
    "opens_with_time",
]

_B = f"[{BULLETS}\ue000-\uf8ff]"
"""A bullet, or a glyph that only its font knows: before a byline that is one, too."""
_BLANK = r"[ \t\u3000]"
_OF_PAPER = r"(?:本报|本刊|本网|本社|[㐀-鿿]{2,8}?(?:报|网|社|刊|台|在线|客户端))"
_WORN = r"(?:本[㐀-鿿]记者|[㐀-鿿]报记者|(?:本报[㐀-鿿]者|本报记[㐀-鿿])(?=[ \t\u3000]))"
"""本报记者 with one character that OCR misread."""
_OFFICE = "(?:记者|通讯员|实习生|评论员|特约撰稿人|撰稿人|观察员|编译|主笔)"
REPORTER = (
    rf"(?:{_OF_PAPER}?(?:首席|特约|特派|特邀|见习|实习|驻[㐀-鿿]{{1,6}}|融媒体|全媒体)?"
    rf"{_OFFICE}|{_WORN})"
)
PERSON = r"(?:[㐀-鿿][ \t\u3000]{1,2}[㐀-鿿](?![㐀-鿿])|[㐀-鿿]{2,4}(?:·[㐀-鿿]{1,8})*)"
PEOPLE = rf"{PERSON}(?:[ \t\u3000、,，/]+{PERSON})*"

_NAMES_OFFICE = re.compile(rf"{_OFFICE}|本报|报记者")
"""Without one of these no line is a byline: lines of running text are told quickly."""
_BYLINE = re.compile(
    rf"^{_B}?{_BLANK}*(?:{REPORTER}{_BLANK}*[:：]?{_BLANK}*(?P<people>{PEOPLE}|[㐀-鿿]{{2,12}}){_BLANK}*)+"
    rf"(?:{_BLANK}*(?:文/?图|文|图|报道|综合报道|整理))?$"
)
"""署名: a bullet, a paper, 记者 or 通讯员, and names; nothing else on the line."""

BYLINE_AT_END = re.compile(
    rf"{_BLANK}({_B}{_BLANK}*{REPORTER}{_BLANK}*{PEOPLE}|{REPORTER}{_BLANK}+{PEOPLE}){_BLANK}*$"
)
"""A byline at the end of the headline's last line, set off by a blank."""

_AUTHOR = re.compile(rf"^(?:作{_BLANK}?者|撰{_BLANK}?文){_BLANK}*[:：/]{_BLANK}*")
"""What some set before the writers' names."""

SPEAKER = re.compile(
    rf"^(?:主讲人|讲述人|口述人?|受访人|采写|撰稿)[:：]{_BLANK}*[^。！？]{{0,60}}?(?P<name>{PERSON})$"
)
"""Who tells the story, with office and place before the name."""

REPORTER_ALONE = re.compile(rf"^{_B}?{_BLANK}*(?:本报|新华社){_BLANK}*(?:记者|通讯员)$")
"""A byline whose names stand on the next line."""

_OPEN, _CLOSE = "[（(【〔［\\[]", "[）)】〕］\\]]"
DATELINE = re.compile(
    rf"^(?P<bracket>{_OPEN})?"
    rf"(?:本报|本刊|本网|本社|据?新华社|中新社|中新网|人民网|[㐀-鿿]{{2,6}}(?:报|网|社)){_BLANK}*"
    r"(?:[㐀-鿿·]{2,16}?)?[ 0-9０-９年月日]{0,16}(?:专?电|讯)"
    rf"(?(bracket){_CLOSE}(?={_BLANK}*[^ \t\u3000])|(?=[ \t\u3000（(0-9]|$|[㐀-鿿]))"
)
"""电头: 本报北京3月5日电, 本报讯; in brackets, too: 【本报讯】, 〔合众社柏林十三日电〕."""

_REPORTED = re.compile(
    rf"^(?:[（(]{REPORTER}{_BLANK}*{PEOPLE}[）)](?={_BLANK}*[㐀-鿿“‘])"
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


def opens_with_time(text: str) -> bool:
    """Return whether a text opens with the time of what it tells, as reports and others do.

    >>> [opens_with_time(t) for t in ("近日，县里", "昨天上午，县里", "县里昨天")]
    [True, True, False]
    """
    return bool(STORY_OPENING.match(text) or _TODAY.match(text))


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

FOOT_AT_START = re.compile(
    r"^(?:[^。，,：:]{0,14}(?:邮箱|电话|热线)[:：][ \t]*[A-Za-z0-9@._\-]+"
    rf"|{PERSON}{_BLANK}*摄{_BLANK}*[（(][^（()）]{{2,10}}[）)])([㐀-鿿])"
)
"""An address or a photographer's name with the next headline run on to it."""
DASH_ITEM = re.compile(rf"[。！？][”’）]?{_BLANK}*(——)")
"""A dash after a stop: the next item of a list, or who said it, begins a line of its own."""
_TOPIC = "[^，,。！？、：:；;“”]{5,14}。(?=.{8})"
TOPIC = re.compile(_TOPIC)
"""A short sentence without a pause at a paragraph's head, which names what it is about …"""
TOPIC_INSIDE = re.compile(f"(?<=。){_TOPIC}")
"""… and one further on."""
RUN_ON = re.compile(
    r"^(?:——(?:编[ \t\u3000]*者"
    r"|摘自[^，,。；;]{2,30}?(?:纲要|规划(?!纲要)|讲话|报告|意见|决定|公报|文章|致辞|》))"
    r"|问[:：][^。]{2,80}？(?=答[:：])|[^，,。“”；;]{4,16}——(?=“))(.)"
)
"""Paragraphs of one line that dumps run on to the next: who speaks in an epigraph, a question, what
leads over to a quotation."""

WORK_CREDIT = re.compile(r"^(?:版式设计|制图|图表|插画|漫画|数据整理)[:：/][㐀-鿿、 \u3000]{2,16}$")
"""Who drew or set what stands beside a text: printed under it, or at the page's foot."""

_ISSUED = (
    r"(?:19|20)\d\d ?[年./-][^（()）。，；]{3,20}?[版面]"
    rf"(?:{_BLANK}*[:：]?{_BLANK}*[㐀-鿿]{{2,6}})?"
)
_ISSUE = (
    rf"(?:《[^《》。，；]{{2,16}}》{_BLANK}*[（(]{_BLANK}*{_ISSUED}{_BLANK}*[)）]"
    rf"|[（(]{_BLANK}*[㐀-鿿]{{1,10}}报{_BLANK}*{_ISSUED}{_BLANK}*[)）])"
)
ISSUE_LINE = re.compile(f"^{_ISSUE}$")
"""The paper, its day and its page, as digital editions print them over each text:
《某报》（2024年05月06日 第 03 版）."""
ISSUE_AT_END = re.compile(rf"^[^。！？，；]{{1,40}}?(?<![自载据见于]){_BLANK}*({_ISSUE})$")
"""The same after the writers' names, on one line."""

_PAGE = r"(?:第?[ \t]*[A-Z]?[0-9〇零一二三四五六七八九十]{1,4}[ \t]*[版面]|头版)"
_TO = "[▲△▼▽◀◄◆■●▶►→←>]"
"""What stands around a jump line, in brackets or not: some of these point to the other page."""
_COMES, _GOES = "(?:上接|紧接|接|緊接)", "(?:下转|转|下轉|轉)"
_REST = "[^。，,（）()【】〔〕]{0,12}"
JUMP = rf"(?:{_COMES}|{_GOES})[ \t]*{_PAGE}{_REST}"
"""转版: where a story comes from another page, or goes on there; nothing else."""
_COMES_FROM = rf"{_TO}*{_COMES}[ \t]*{_PAGE}"
JUMP_AT_START = re.compile(
    rf"^(?:{_OPEN}{_TO}*{JUMP}{_TO}*{_CLOSE}{_BLANK}*|{_COMES_FROM}(?:{_BLANK}+|[:：]))([^:：\s])"
)
JUMP_AT_END = re.compile(
    rf"(?<=[^ \t\u3000]){_BLANK}*({_OPEN}{JUMP}{_CLOSE}|{_TO}*(?:下转|下轉)[ \t]*{_PAGE}{_TO}*)$"
)
JUMP_INSIDE = re.compile(
    rf"(?<=[。！？”）]){_BLANK}*({_OPEN}{_COMES_FROM}{_REST}{_CLOSE}{_BLANK}*.)"
)
"""The text from another page run on to the end of a story."""
JUMP_LINE = re.compile(rf"^{_OPEN}?{_TO}*{JUMP}{_TO}*{_CLOSE}?[:：]?$")
JUMP_TARGET = re.compile(rf"(?P<from>{_COMES})?{_GOES}?[ \t]*(?P<page>{_PAGE})")
"""Which way it goes, and the page."""


def credit_source(credit: str) -> str:
    """Return the body that a credit names.

    >>> credit_source("（据湖南省民政厅）"), credit_source("(来源：央视网)")
    ('湖南省民政厅', '央视网')
    """
    match = CREDIT.match(credit.strip()) or TORN_CREDIT.match(credit.strip())
    return re.sub(r"\s+", "", match.group(1) or match.group(2)) if match else ""


def is_byline(text: str) -> bool:
    """Return whether a line names its writers and says nothing else.

    Names run together must begin with surnames; set off by a bullet or a blank, they need not.

    >>> [is_byline(t) for t in ("■ 本报记者 李庆", "本报记者李庆张三", "本报记者走进新村")]
    [True, True, False]
    """
    match = _BYLINE.match(text.strip()) if _NAMES_OFFICE.search(text) else None
    if match is None:
        return False
    people = match.group("people")
    before = text.strip()[: match.start("people")]
    if not re.search(_OFFICE, before):
        return _splits_into_names(people)  # 本报汜者, 本报记录
    set_off = before[-1:].isspace() or re.match(_B, before) is not None
    return set_off or _splits_into_names(people)


def _splits_into_names(text: str) -> bool:
    """Return whether ``text`` is a run of names, each a surname and one or two characters."""
    text = re.sub(r"[ \t\u3000、,，/]", "", text)
    reached = {0}
    for i in range(len(text)):
        if i in reached and text[i] in _surnames():
            reached |= {i + 2, i + 3}
        if i in reached and text[i : i + 2] in _surnames():
            reached |= {i + 3, i + 4}
    return len(text) in reached


def is_author_line(text: str) -> bool:
    """Return whether a line names its writers after the word for them: a text's, or a book's.

    >>> [is_author_line(t) for t in ("作者：李 庆", "作者：本报记者 李庆", "作者：一名教师，")]
    [True, True, False]
    """
    label = _AUTHOR.match(text)
    return label is not None and (
        is_name_line(text[label.end() :]) or is_byline(text[label.end() :])
    )


def names_in(byline: str) -> tuple[str, ...]:
    """Return the people named in a byline, their inner blanks closed.

    >>> names_in("■ 本报记者 李庆 张 三")
    ('李庆', '张三')
    """
    byline = _AUTHOR.sub("", byline.strip())
    if speaker := SPEAKER.match(byline.strip()):
        return (re.sub(r"\s+", "", speaker["name"]),)
    rest = re.sub(REPORTER, " ", re.sub(_B, " ", byline))
    return tuple(re.sub(r"\s+", "", name) for name in re.findall(PERSON, rest.strip()))


@cache
def _surnames() -> frozenset[str]:
    text = resources.files("generator.reconstruct").joinpath("surnames.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if line[:1] != "#" for word in line.split())


_SECTION_LINE = re.compile(f"^(?:{SECTION}|简讯|文苑|社论|短评|快讯)$")
_FROM_PLACE = re.compile(r"^[㐀-鿿]{2,9}[省市区县州旗][ \u3000]+")
"""Where a reader who wrote lives: 浙江省杭州市 某某."""
_READER = re.compile(
    r"^[㐀-鿿]{2,12}[省市区县州旗镇乡村][ \u3000]+(?P<name>[㐀-鿿]{2,4}|[㐀-鿿][ \u3000]+[㐀-鿿])$"
)
_MOST_NAMED = 14
"""Characters of three names of four, with the marks between."""
_ONLY_NAMES = re.compile(rf"^(?:[㐀-鿿·][ \t\u3000、]*){{1,{_MOST_NAMED}}}$")
_PARTED = re.compile(r"[ \t\u3000、]")
_NO_NAMES = re.compile("[，。]")
_SPACED_NAME = re.compile(r"^[㐀-鿿][ \u3000]+[㐀-鿿]$")
_PLAIN_NAME = re.compile(r"^[㐀-鿿]{2,4}$")
_FOREIGN_NAME = re.compile(r"^(?=.{3,12}$)[㐀-鿿]{1,6}(?:·[㐀-鿿]{1,6})+$")


def is_name_line(text: str) -> bool:
    """Return whether a line holds nothing but one to three people's names.

    A two-character name is set with a blank between, a foreign one with a raised dot; other names
    must begin with a surname (the list holds the commonest of the ministry's yearly reports), and
    be neither a section's name nor, if two characters, a word.

    >>> [is_name_line(t) for t in ("李 明", "王小禾", "安娜·贝克", "张 三 李 四", "地方动态")]
    [True, True, True, True, False]
    """
    return _is_name_line(text.strip().lstrip(BULLETS).strip())


@lru_cache(maxsize=4096)
def _is_name_line(text: str) -> bool:
    if _NO_NAMES.search(text) or (len(text) > _MOST_NAMED and not _PARTED.search(text)):
        return False  # most lines are told here
    text = _FROM_PLACE.sub("", text)
    if not _ONLY_NAMES.match(text):
        return False
    if _SPACED_NAME.match(text):
        return True
    if _FOREIGN_NAME.match(text):
        return True
    if _SECTION_LINE.match(text) or (len(text) == 2 and parts_a_word(text[0], text[1])):
        return False
    if _PLAIN_NAME.match(text):
        surname = text[:2] if text[:2] in _surnames() and len(text) > 2 else text[:1]
        return surname in _surnames() and len(text) - len(surname) in (1, 2)
    parts = re.findall(r"[㐀-鿿][ \u3000]+[㐀-鿿](?![㐀-鿿])|[㐀-鿿]{2,4}", text)
    joined = re.sub(r"[ \u3000、]", "", text)
    if 2 <= len(parts) <= 3 and sum(len(re.sub(r"\s", "", p)) for p in parts) == len(joined):
        return all(map(is_name_line, parts))
    return False


def is_reader_line(text: str) -> bool:
    """Return whether a line says where a reader lives, and then the name: so letters are signed.

    >>> [is_reader_line(t) for t in ("山水省江口市　李　庆", "江口市 新村", "江口市李庆")]
    [True, False, False]
    """
    match = _READER.match(text.strip())
    return match is not None and is_name_line(match["name"])


def is_run_of_names(text: str) -> bool:
    """Return whether single characters are names of two characters, each set with a blank.

    >>> [is_run_of_names(t) for t in ("张 三 李 四", "机 械 工 业")]
    [True, False]
    """
    chars = text.split()
    return len(chars) % 2 == 0 and all(char in _surnames() for char in chars[::2])


def is_short_name(text: str) -> bool:
    """Return whether a line is two or three characters that begin with a surname, blanks or not.

    Weaker than :func:`is_name_line`: the name of a box may read like one.

    >>> [is_short_name(t) for t in ("李明", "李 小明", "看点")]
    [True, True, False]
    """
    core = "".join(text.split())
    return 2 <= len(core) <= 3 and core[0] in _surnames() and _PLAIN_NAME.match(core) is not None
