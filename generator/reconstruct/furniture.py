"""Lines that belong to the page and to no article: mastheads, folios, editors, contact, contents.

A line is furniture only if all of it is: it is taken apart into the things that head lines and foot
lines are made of, and a rest that says something else makes it text. The forms are those of GB/T
7714's 报纸 and of the trade's custom (报头, 报眉, 版序, 导读).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.reconstruct.vocabulary import ISSUE_LINE, JUMP_LINE, PERSON
from generator.text.characters import BULLETS
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

__all__ = ["CREW_ALONE", "HEAD_LINES", "WEAK", "furniture_rule", "is_contact", "is_contents_entry"]

_B = rf"[{BULLETS}\ue000-\uf8ff]"
_ENGLISH_DAY = re.compile("^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$", re.I)
_RIGHTS = re.compile(
    r"^技术支持[:：].{2,24}$|^.{0,20}(?:版权所有|版权归.{2,20}所有|ICP备)|^.{0,24}未经(?:授权|许可|书面).{0,10}(?:不得|严禁|禁止)(?:转载|复制)"
)
"""What stands at the foot of each page of a digital edition."""
_ADDRESS = re.compile(
    r"^(?:(?:URL|网页|原文|来源|文章|本文|页面)?(?:链接|地址|网址|连接|URL)?[:：] ?)?https?://[^\s㐀-鿿]{8,}$",
    re.IGNORECASE,
)
"""Where a page of a digital edition stood, as programs that fetch it keep it."""
_SITE = r"(?:https?://|www\.)[\w./-]+|[\w.-]+\.(?:com|cn|net|org)(?:\.cn)?"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_PHONE = r"[（(]?0\d{2,3}[）)]? ?[-—－]? ?\d{7,8}(?:[-—－转]\d{1,5})?|1[3-9]\d{9}|400-?\d{3}-?\d{4}"
_OWNER = (
    rf"(?:中共)?{HAN}{{2,16}}(?:主管主办|主管|主办|机关报|出版社出版|报社出版|编辑部编辑)"
    rf"|(?:主管|主办|主管主办|出版|协办)(?:单位)?[:：] ?{HAN}{{2,20}}"
)
_ENGLISH = r"[A-Z][A-Za-z&'.]{2,}(?: [A-Z&][A-Za-z&'.]*){0,4}"
_CREW = (
    r"(?:本版|本期|值班|执行|责任|实习|新媒体|图片|文字|美术|版面|首席|见习|副刊|总)?"
    r"(?:责编|编辑|主编|责校|校对|美编|编审|审校|检校|编校|总编辑?|版式设计|版式|组版|排版|视觉设计|视觉|"
    r"终审|监制|统筹|制图|值班主任|值班总编|值班编委|美术设计|版面设计)"
)
_NAMES = rf"{PERSON}(?:[ \u3000、,，/]+(?!{_CREW}){PERSON}){{0,3}}"

# -- what digital editions print beside their texts, and programs that fetch them keep -------------

_SIGNS = r"[-=*_~#+—─━═＝＊－]"
_SEPARATOR = re.compile(
    rf"^({_SIGNS})(?: ?\1){{2,}}$|^([.·•☆★◇◆○●※])(?: ?\2){{4,}}$"
    rf"|^({_SIGNS})(?: ?\3){{2,}}[ \u3000]*第? ?{N}{{1,3}} ?[篇条则版页]?(?:[:：] ?{HAN}{{2,8}})?"
    r"[ \u3000]*\3(?: ?\3){2,}$"
)
"""A rule of signs that parts one text from the next, with its number in it or not."""
_TRAIL = re.compile(r"^[^。，；！？>＞»›]{1,24}(?:[>＞»›][^。，；！？>＞»›]{1,31}){2,}$")
"""Where a page of a digital edition stands: 首页 > 某报 > 第3版."""
_HOUR = r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
_PUT = "(?:发布|发表|更新|刊发|出版|采集)"
_WHEN = rf"(?:{_PUT}?(?:时间|日期)[:：] ?)?{DATE}[ \u3000T]*(?:{_HOUR})?"
_FROM = r"来源[:：] ?[^ \t\u3000。！？，；:：|丨]{2,20}"
_STAMP_PART = (
    rf"{_WHEN}|(?:稿件|文章|信息)?{_FROM}|版[次面号名][:：] ?[^ \t\u3000。，；]{{1,12}}"
    r"|(?:浏览|阅读|点击|评论|访问)(?:量|数|次数)?[:：]? ?\d*次?"
    r"|字[号体][:：]?(?:[ \u3000]?[大中小])*"
    rf"|(?:分享|打印|收藏|纠错|【?{_CREW}】?[:：] ?{_NAMES})[:：]?"
)
_STAMP = re.compile(rf"^(?=.*{_WHEN})(?:(?>{_STAMP_PART})[ \t\u3000|丨/·]*+){{2,}}$")
"""When and from where a text was put on the web, in one line under its headline. Its parts are
atomic: what one has taken, no other tries."""
_STAMP_ALONE = re.compile(
    rf"^(?:{_PUT}(?:时间|日期)[:：] ?{DATE}[ \u3000T]*(?:{_HOUR})?|{DATE}[ \u3000T]*{_HOUR}"
    rf"|(?:本文|稿件|文章|信息){_FROM})$"
)
"""The same, one part of it. 时间：… alone is a notice's, and 来源：… alone a credit."""

_TOKEN = re.compile(
    rf"(?P<date>{DATE})|(?P<lunar>{LUNAR})|(?P<weekday>{WEEKDAY})|(?P<numbers>{NUMBERS})"
    rf"|(?P<mail>(?:E-?mail|邮箱|电子邮箱|信箱)?[:：]? ?(?:{_MAIL}))"
    rf"|(?P<phone>(?:(?:新闻|编辑|采编|发行|广告)?(?:电话|热线))?[:：]? ?(?:{_PHONE}))"
    rf"|(?P<site>(?:网址|官网)?[:：]? ?(?:{_SITE}))"
    rf"|(?P<owner>{_OWNER})"
    rf"|(?P<crew>{_CREW} ?[:：丨|/／ \u3000] ?{_NAMES})"
    rf"|(?P<page>{PAGE})(?![0-9年月日号])|(?P<paper>《{PAPER}》|{PAPER})|(?P<section>(?:{SECTION})(?!{HAN}))"
    rf"|(?P<day>{DAY})|(?P<english>{_ENGLISH})|(?P<number>\d{{1,3}})(?!\d)"
    rf"|(?P<word>{HAN}{{2,8}})(?![《0-9])|(?P<mark>[ \t\u3000·•|丨/／\-—－:：.■◆●◎]+)",
    re.IGNORECASE,
)
_TELLING = re.compile("[^㐀-鿿，、。“”《》 \u3000]|[年月周星礼号期元广统编校审版视监制任美面报刊]")
"""Without one of these a line is none of a head line's: not a date, a page, a paper, an office."""
_PAUSE, _OFFICES = re.compile("[，、]"), re.compile("[编校审版视监统制任美]")
"""Marks that stand between names only, and what each name of an office has one of."""
_SENTENCE = re.compile("[。！？；]")
_NEVER = re.compile(r"记者|通讯员|摄|电$|讯$")
_LONGEST = 100
"""Characters of a masthead in one line."""


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


# -- other lines --------------------------------------------------------------------------------

CREW_ALONE = re.compile(rf"^{_B}?[ \u3000]*{_CREW}[ \u3000]*[:：/／]?$")
"""An office whose holder's name stands on the next line."""
_EDITORS = re.compile(
    rf"^{_B}?[ \u3000]*{_CREW}[ \u3000]*[:：丨|/／][^。！？；]{{0,80}}$"
    rf"|^{_B}?[ \u3000]*{_CREW}[ \u3000]+{_NAMES}"
    rf"(?:[ \u3000|丨/]*{_CREW}[ \u3000:：/／]*{_NAMES})*$"
    rf"|^[（(【\[]{_CREW}[ \u3000]*[:：丨|/／ ][ \u3000]*{_NAMES}[ \u3000]*[)）】\]]$"
)
_CONTACT = re.compile(
    r"^(?:本报|本版|本刊|编辑部|总编室|新闻|采编|采访|投稿|来稿|广告|发行|订报|订阅|投诉|监督|读者|爆料|值班|报社)"
    r"(?:社?地?址"
    r"|[^。！？；，:： ]{0,8}(?:电话|热线|邮箱|信箱|E-?mail|邮编|传真|网址|微信号?|微博))"
    r"[:： ]\s*[\w@.\-—/:（）()、 ]{4,60}$"
    r"|^[^。，）)]{0,14}(?:邮箱|信箱|E-?mail|投稿|来信)[^。，@]{0,10}[:：] ?[\w.+-]+@[\w.-]+$"
    r"|^(?:社址|传真|邮政编码|邮编|E-?mail)[:： ]\s*[\w@.\-—/:（）()、 ]{4,60}$",
    re.IGNORECASE,
)
_ANY_CONTACT = re.compile(
    r"^[^。）)]{0,14}(?:电话|热线|邮箱|E-?mail|邮编|网址|地址|传真|微信|投稿)"
    r"[^。]{0,10}[:：]\s*[\w@.\-/:（）() 、,，]+$"
    rf"|^(?:{_MAIL}|{_SITE}|{_PHONE})$",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(rf"^(?:{_OWNER})(?:[ \u3000]+(?:{_OWNER}))*$")
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
_BUTTON = (
    r"[上下]一[版期篇条]|字[号体][:：]?[ 大中小]*|打印(?:本[文页])?|关闭(?:窗口)?|返回[^】\]]{2,6}"
)
_NAVIGATION = re.compile(
    rf"^(?=.*{HAN})(?:{DATE}|版面导航|标题导航|版面目录|本版导读|今日导读|导读|版面概览|本版目录|往期回顾|返回目录|返回首页|返回版面|"
    r"按日期检索|数字报(?:首页)?|电子版|PDF版?|版面PDF|下载PDF|放大|缩小|默认|朗读|打印|收藏|分享到?|纠错|"
    r"字[号体][:：]?|复制链接|关闭(?:窗口)?|返回顶部|本版新闻|"
    r"上一[版期篇]|下一[版期篇]|(?<=[体号:： ])[大中小]|"
    r"[ \t\u3000|丨/·\d<>＜＞《》‹›]){2,}$"
    rf"|^(?:[【\[](?:{_BUTTON})[】\]][ \t\u3000]*)+$"
    r"|^(?:版面导航|标题导航|版面目录|本版导读|本版新闻|今日导读|往期回顾|返回(?:目录|首页|版面|顶部)|按日期检索|"
    r"[上下]一[版期篇条](?:[:：].{2,40})?|分享到?[:：]?|分享让更多人看到|打印本[文页]|关闭窗口|打开APP|扫码阅读.{0,10})$"
    rf"|^(?P<open>【)?第 ?[A-Z]?\d{{1,3}} ?版 ?[:：] ?{HAN}{{2,8}}(?(open)】)$"
    r"|^[+＋\-－−]$"
)
_ENTRY = re.compile(
    r"^[^。；]{4,40}?(?:[…·.\-—─]{2,}|[▶►>→]+|[ \t\u3000]*(?:详见|见|刊于|刊)) ?"
    rf"(?:第? ?[A-Z]?{N}{{1,3}} ?版|[A-Z]\d{{1,2}})(?:[·•]{HAN}{{2,4}})?[▶►>→]*$"
)
_LOOSE_ENTRY = re.compile(
    rf"^[^。；]{{4,40}}?[ \t\u3000/|丨]+(?:第? ?[A-Z]?{N}{{1,3}} ?版|[A-Z]\d{{1,2}})$"
    rf"|^(?:第? ?[A-Z]?{N}{{1,3}} ?版|[A-Z]\d{{1,2}})[ \t\u3000/|丨▶►]+[^。；]{{6,40}}$"
)

_SAYS, _REACHES, _PAGED = re.compile("[:： ]"), re.compile(r"[:：@.\d]"), re.compile(r"[版\d]")
"""What stands in every contact, in all else by which a paper is reached, and in every entry of a
table of contents: most lines are told by them."""

HEAD_LINES = frozenset(
    f"furniture/{name}"
    for name in ("date", "editors", "folio", "masthead", "name", "page-head", "page-number")
)
"""Rules of lines in which blanks part one thing from the next, and are kept where they are seen."""
WEAK = frozenset({"furniture/page-number", "furniture/name", "furniture/date", "furniture/reach"})
"""Rules of lines that also stand in articles: they hold only for a line that stands alone."""


def furniture_rule(line: str) -> str | None:
    """Return the name of the rule that makes a line part of the page's furniture, if one does.

    >>> furniture_rule("山水日报　2024年4月18日　星期四　第12版")
    'furniture/folio'
    >>> furniture_rule("责编 王小明 美编 李红"), furniture_rule("责编王小明说，")
    ('furniture/editors', None)
    """
    return _first_rule(_WIDE.sub("  ", line.strip()))


_WIDE = re.compile(r"[ \t\u3000]{3,}")
"""Blanks by which a dump keeps the parts of a head line as far apart as they were printed."""


@lru_cache(maxsize=4096)
def _first_rule(text: str) -> str | None:
    return next(_rules(text), None)


def _rules(text: str) -> Iterator[str]:
    if _SEPARATOR.match(text):
        yield "furniture/separator"
    if len(text) > _LONGEST or _SENTENCE.search(text):
        return
    if _EDITORS.match(text) or CREW_ALONE.match(text):
        yield "furniture/editors"
    if _RIGHTS.match(text):
        yield "furniture/rights"
    if _ADDRESS.match(text):
        yield "furniture/address"
    if _ENGLISH_DAY.match(text):
        yield "furniture/folio"
    if ISSUE_LINE.match(text) or _STAMP.match(text) or _STAMP_ALONE.match(text):
        yield "furniture/stamp"
    if JUMP_LINE.match(text):
        yield "furniture/jump"
    if (
        _NAVIGATION.match(text)
        or _TRAIL.match(text)
        or (_PAGED.search(text) and _ENTRY.match(text))
    ):
        yield "furniture/contents"
    if _SAYS.search(text) and _CONTACT.match(text):
        yield "furniture/contact"
    if _PAGE_NUMBER.match(text):
        yield "furniture/page-number"
    if _BANNER.match(text):
        yield "furniture/folio"
    if not _NEVER.search(text):
        yield from _by_tokens(text)
    if _REACHES.search(text) and _ANY_CONTACT.match(text):
        yield "furniture/reach"
    if _PUBLISHER.match(text):
        yield "furniture/name"


def _by_tokens(text: str) -> Iterator[str]:
    telling = _TELLING.search(text) and (not _PAUSE.search(text) or _OFFICES.search(text))
    kinds = _tokens(text) if telling else None
    if not kinds:
        return
    found = set(kinds)
    if found == {"date"}:
        yield "furniture/date"
    elif found & {"crew"} and found <= {"crew", "mail", "phone", "site", "page"}:
        yield "furniture/editors"
    elif "numbers" in found and kinds.count("word") <= 2:
        # 第11期 alone may be said of anything
        yield "furniture/masthead" if len(kinds) > 1 or "号" in text else "furniture/name"
    elif _is_folio(kinds, gapped=bool(re.search(r"[ \t\u3000]{3}", text))):
        yield "furniture/folio"
    elif found <= {"mail", "phone", "site"}:
        yield "furniture/reach"
    elif kinds in (["paper"], ["weekday"], ["page", "word"], ["word", "page"]) or (
        len(kinds) == 2 and found in ({"section", "number"}, {"section", "page"})
    ):
        yield "furniture/name"


def is_contact(line: str) -> bool:
    """Return whether a line says how to reach the paper.

    >>> is_contact("新闻热线：010-12345678"), is_contact("他拨打了热线。")
    (True, False)
    """
    return bool(_SAYS.search(line) and _CONTACT.match(line.strip()))


def is_contents_entry(line: str) -> bool:
    """Return whether a line may be a headline with its page; only beside others it is one.

    >>> is_contents_entry("老年食堂开到家门口 3版"), is_contents_entry("老年食堂开到家门口")
    (True, False)
    """
    if not _PAGED.search(line):
        return False
    return bool(_LOOSE_ENTRY.match(line.strip()) or _ENTRY.match(line.strip()))
