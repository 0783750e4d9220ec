"""Who makes a paper, how it is reached, and what it says of itself to its readers: editors' lines,
contact lines, publishers, its imprint, how to follow or to write to it."""

from __future__ import annotations

import re
from functools import cache

from generator.reconstruct.wording.person_names import PERSON
from generator.text.characters import BULLETS
from generator.text.head_lines import HAN
from generator.text.newspaper_words import any_of, words_for

__all__ = [
    "CREW",
    "CREW_ALONE",
    "MAIL",
    "NAMES",
    "OWNER",
    "PHONE",
    "SITE",
    "is_contact",
    "is_editors_line",
    "is_imprint_line",
    "is_invitation",
    "is_publisher",
    "is_reach",
    "is_reach_line",
]

_B = rf"[{BULLETS}\ue000-\uf8ff]"
SITE = r"(?:https?://|www\.)[\w./-]+|[\w.-]+\.(?:com|cn|net|org)(?:\.cn)?"
MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
PHONE = r"[（(]?0\d{2,3}[）)]? ?[-—－]? ?\d{7,8}(?:[-—－转]\d{1,5})?|1[3-9]\d{9}|400-?\d{3}-?\d{4}"
OWNER = (
    rf"(?:中共)?{HAN}{{2,16}}(?:主管主办|主管|主办|机关报|出版社出版|报社出版|编辑部编辑)"
    rf"|(?:主管|主办|主管主办|出版|协办)(?:单位)?[:：] ?{HAN}{{2,20}}"
)
CREW = f"(?:{any_of('crew_ranks')}?{any_of('crew')})"
NAMES = rf"{PERSON}(?:[ \u3000、,，/]+(?!{CREW}){PERSON}){{0,3}}"


CREW_ALONE = re.compile(rf"^{_B}?[ \u3000]*{CREW}[ \u3000]*[:：/／]?$")
"""An office whose holder's name stands on the next line."""
_EDITORS = re.compile(
    rf"^{_B}?[ \u3000]*{CREW}[ \u3000]*[:：丨|/／][^。！？；]{{0,80}}$"
    rf"|^[（(【\[]{CREW}[ \u3000]*[:：丨|/／ ][ \u3000]*{NAMES}[ \u3000]*[)）】\]]$"
)
_OFFICE, _OFFICE_FIRST = re.compile(CREW), re.compile(rf"^{_B}?[ \u3000]*(?={CREW}[ \u3000])")
_BLANKS = re.compile(r"[ \u3000]+")
_BEFORE_OFFICE, _AFTER_OFFICE = re.compile(r"[ \u3000|丨/]*"), re.compile(r"[ \u3000:：/／]*")
_BETWEEN_NAMES = re.compile(r"[ \u3000、,，/]+")
_SPACED_NAME = re.compile(rf"{HAN}[ \t\u3000]{{1,2}}{HAN}{{1,2}}(?!{HAN})")
_HAN_RUN = re.compile(f"{HAN}{{0,8}}")
_NAME_LENGTHS, _MOST_NAMES = (2, 3, 4), 4
"""Characters of a name, and names that one office has."""
_CONTACT = re.compile(
    rf"^(?:24小时|二十四小时)?{any_of('contact_of')}"
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
    rf"|^(?:{MAIL}|{SITE}|{PHONE})$",
    re.IGNORECASE,
)
_AN_OWNER = rf"(?>(?:{OWNER})(?=[ \u3000]|$))"
"""To the next blank. What is read of it in two ways, 主管主办, would be so of each of a row."""
_PUBLISHER = re.compile(rf"^{_AN_OWNER}(?:[ \u3000]++{_AN_OWNER})*+$")

_SAYS, _REACHES = re.compile("[:： ]"), re.compile(r"[:：@.\d]")
"""What stands in every contact, and in all else by which a paper is reached: most lines are told
by them."""


def is_editors_line(line: str) -> bool:
    """Return whether a line names who edited the page: offices and names, nothing else.

    >>> is_editors_line("责编 王小明 美编 李红"), is_editors_line("责编王小明说，")
    (True, False)
    """
    return bool(_EDITORS.match(line) or CREW_ALONE.match(line) or _are_offices(line))


def _are_offices(line: str) -> bool:
    """Return whether a line names offices with their holders, one after the other.

    Each place where an office's names may end is gone on from once. As one pattern, a row of words
    that are offices or names, 编辑编辑, would be read in all the ways there are.
    """
    opening = _OFFICE_FIRST.match(line)
    ends = _holders(line, opening.end(), _BLANKS) if opening is not None else set()
    seen: set[int] = set()
    while ends:
        seen |= ends
        starts = {_past(_BEFORE_OFFICE, line, end) for end in ends}
        ends = {end for at in starts for end in _holders(line, at, _AFTER_OFFICE)} - seen
    return len(line) in seen


def _holders(line: str, at: int, mark: re.Pattern[str]) -> set[int]:
    """Return where the names after an office at a place, and a mark, may end."""
    found: set[int] = set()
    for office in _offices() if _OFFICE.match(line, at) else ():
        if line.startswith(office, at):
            names = mark.match(line, at + len(office))
            found |= _names(line, names.end()) if names is not None else set()
    return found


@cache
def _offices() -> tuple[str, ...]:
    ranks = ("", *words_for("crew_ranks"))
    return tuple(rank + office for rank in ranks for office in words_for("crew"))


def _names(line: str, at: int) -> set[int]:
    """Return where one to four names (:data:`NAMES`) may end."""
    found = ends = _name(line, at)
    for _ in range(_MOST_NAMES - 1):
        marks = (_BETWEEN_NAMES.match(line, end) for end in ends)
        starts = {mark.end() for mark in marks if mark is not None}
        ends = {end for at in starts if not _OFFICE.match(line, at) for end in _name(line, at)}
        found = found | ends
    return found


def _name(line: str, at: int) -> set[int]:
    """Return where a name (:data:`PERSON`) may end."""
    spaced = _SPACED_NAME.match(line, at)
    found = {spaced.end()} if spaced is not None else set()
    run = _past(_HAN_RUN, line, at)
    ends = {at + length for length in _NAME_LENGTHS if at + length <= run}
    while ends:  # 安娜·贝克
        found |= ends
        dots = [end + 1 for end in ends if line.startswith("·", end)]
        ends = {end for dot in dots for end in range(dot + 1, _past(_HAN_RUN, line, dot) + 1)}
    return found


def _past(some: re.Pattern[str], line: str, at: int) -> int:
    """Return where characters that may be none end."""
    match = some.match(line, at)
    return at if match is None else match.end()


def is_contact(line: str) -> bool:
    """Return whether a line says how to reach the paper.

    >>> is_contact("新闻热线：010-12345678"), is_contact("他拨打了热线。")
    (True, False)
    """
    return bool(_SAYS.search(line) and _CONTACT.match(line.strip()))


def is_reach(line: str) -> bool:
    """Return whether a line is an address, a telephone number or a site: a paper's only if alone.

    >>> is_reach("电话：010-12345678"), is_reach("电话响了。")
    (True, False)
    """
    return bool(_REACHES.search(line) and _ANY_CONTACT.match(line))


def is_publisher(line: str) -> bool:
    """Return whether a line only says who publishes the paper (主管, 主办).

    >>> is_publisher("新村日报社主办"), is_publisher("新村主办了比赛")
    (True, False)
    """
    return _PUBLISHER.match(line) is not None


_PART = re.compile(
    rf"^(?:本报|本刊|编辑部|24小时)?(?:常年|联系|咨询)?"
    rf"(?:(?P<own>{any_of('imprint')})|{any_of('imprint_beside')})[:：][^。，；：:！？]{{1,30}}$"
)
_APART = r"[ \t\u3000;；|丨]"
_BETWEEN = re.compile(
    rf"(?<!{_APART})(?:{_APART}++(?=[^ \t\u3000:：]++[:：])|{_APART}+(?=[;；|丨][:：]))"
)
"""What stands between two parts of an imprint: the next one's label follows. A row of such marks is
looked at once."""
_AFTER_LABEL = re.compile(r"[ \t\u3000]*[:：][ \t\u3000]*")
_SCAN = re.compile(
    r"^(?:请|欢迎)?(?:(?:微信|手机)?(?:扫一?扫|扫码|扫描|识别|长按)|(?:敬请)?(?:关注|下载))"
    r"(?=[^。，！？]{0,30}$)"
)
_MEDIA = re.compile(
    "二维码|公众号|视频号|客户端|小程序|APP|官方(?:微信|微博)|抖音号?"
    "|(?:看|读|阅读|了解|观看)(?:更多|全文|视频|直播|详情)",
    re.IGNORECASE,
)
_TIPS = re.compile(
    r"^(?:本[报版刊])?(?:欢迎|诚邀|如有)(?:广大|您|各位)?(?:读者|市民|网友)?[^。，！？]{0,6}"
    r"(?:新闻线索|爆料|来稿|投稿|来信|来电)[^。，！？]{0,40}$"
)


def is_imprint_line(line: str) -> bool:
    """Return whether a line is of a paper's imprint (版本记录): what it costs, who prints it.

    >>> is_imprint_line("地址：新村路1号 零售价：1.00元"), is_imprint_line("定价：38元")
    (True, False)
    """
    parts = _parts(line)
    return all(parts) and any(part["own"] for part in parts if part is not None)


def is_reach_line(line: str) -> bool:
    """Return whether a line says in more ways than one how to reach somebody.

    >>> is_reach_line("联系电话：0000-1234567 邮箱：a@example.org"), is_reach_line("电话：一部")
    (True, False)
    """
    parts = _parts(line)
    return len(parts) > 1 and all(parts)


def _parts(line: str) -> list[re.Match[str] | None]:
    return [_PART.match(_AFTER_LABEL.sub(":", part.strip())) for part in _BETWEEN.split(line)]


def is_invitation(line: str) -> bool:
    """Return whether a line asks readers to follow the paper, or to tell it something.

    >>> [is_invitation(t) for t in ("扫码关注新村日报公众号", "欢迎提供新闻线索 拨打12345")]
    [True, True]
    >>> is_invitation("扫码看病更方便"), is_invitation("欢迎您来新村做客")
    (False, False)
    """
    scan = _SCAN.match(line)
    return bool((scan and _MEDIA.search(line)) or _TIPS.match(line))
