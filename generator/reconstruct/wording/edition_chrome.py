"""What digital editions print beside their texts, and programs that fetch them keep."""

from __future__ import annotations

import re

from generator.reconstruct.wording.office_lines import CREW, NAMES
from generator.text.head_lines import DATE, HAN, N
from generator.text.newspaper_words import any_of

__all__ = [
    "is_address",
    "is_contents",
    "is_contents_entry",
    "is_rights_line",
    "is_separator",
    "is_stamp",
]
_RIGHTS = re.compile(
    r"^技术支持[:：].{2,24}$|^.{0,20}(?:版权所有|版权归.{2,20}所有|ICP备)|^.{0,24}未经(?:授权|许可|书面).{0,10}(?:不得|严禁|禁止)(?:转载|复制)"
)
"""What stands at the foot of each page of a digital edition."""
_ADDRESS = re.compile(
    r"^(?:(?:URL|网页|原文|来源|文章|本文|页面)?(?:链接|地址|网址|连接|URL)?[:：] ?)?https?://[^\s㐀-鿿]{8,}$",
    re.IGNORECASE,
)
"""Where a page of a digital edition stood, as programs that fetch it keep it."""


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
    rf"|(?:分享|打印|收藏|纠错|【?{CREW}】?[:：] ?{NAMES})[:：]?"
)
_STAMP = re.compile(rf"^(?=.*{_WHEN})(?:(?>{_STAMP_PART})[ \t\u3000|丨/·]*+){{2,}}$")
"""When and from where a text was put on the web, in one line under its headline. Its parts are
atomic: what one has taken, no other tries."""
_STAMP_ALONE = re.compile(
    rf"^(?:{_PUT}(?:时间|日期)[:：] ?{DATE}[ \u3000T]*(?:{_HOUR})?|{DATE}[ \u3000T]*{_HOUR}"
    rf"|(?:本文|稿件|文章|信息){_FROM})$"
)
"""The same, one part of it. 时间：… alone is a notice's, and 来源：… alone a credit."""
_BUTTON = (
    r"[上下]一[版期篇条]|字[号体][:：]?[ 大中小]*|打印(?:本[文页])?|关闭(?:窗口)?|返回[^】\]]{2,6}"
)
_NAVIGATION = re.compile(
    rf"^(?=.*{HAN})(?:{DATE}|{any_of('navigation')}|"
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

_PAGED = re.compile(r"[版\d]")
"""What stands in every entry of a table of contents: most lines are told by it."""


def is_separator(line: str) -> bool:
    """Return whether a line is a rule of signs between two texts.

    >>> is_separator("------"), is_separator("——完")
    (True, False)
    """
    return _SEPARATOR.match(line) is not None


def is_rights_line(line: str) -> bool:
    """Return whether a line says whose the rights are (版权所有).

    >>> is_rights_line("新村日报 版权所有"), is_rights_line("版权归作者")
    (True, False)
    """
    return _RIGHTS.match(line) is not None


def is_address(line: str) -> bool:
    """Return whether a line is the address that a text was fetched from.

    >>> is_address("原文链接：https://example.org/2024/1.html"), is_address("链接：没有")
    (True, False)
    """
    return _ADDRESS.match(line) is not None


def is_stamp(line: str) -> bool:
    """Return whether a line says when, and from where, a text was put on the web.

    >>> is_stamp("2024-05-06 08:00 来源：新村日报"), is_stamp("来源：新村日报")
    (True, False)
    """
    return bool(_STAMP.match(line) or _STAMP_ALONE.match(line))


def is_contents(line: str) -> bool:
    """Return whether a line is navigation, or a headline with the page that it stands on.

    >>> is_contents("首页 > 新村日报 > 第3版"), is_contents("第3版说")
    (True, False)
    """
    return bool(
        _NAVIGATION.match(line)
        or _TRAIL.match(line)
        or (_PAGED.search(line) and _ENTRY.match(line))
    )


def is_contents_entry(line: str) -> bool:
    """Return whether a line may be a headline with its page; only beside others it is one.

    >>> is_contents_entry("老年食堂开到家门口 3版"), is_contents_entry("老年食堂开到家门口")
    (True, False)
    """
    if not _PAGED.search(line):
        return False
    return bool(_LOOSE_ENTRY.match(line.strip()) or _ENTRY.match(line.strip()))
