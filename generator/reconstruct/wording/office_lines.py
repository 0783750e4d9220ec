"""Who makes a paper, how it is reached, and what it says of itself to its readers: editors' lines,
contact lines, publishers, its imprint, how to follow or to write to it."""

from __future__ import annotations

import re

from generator.reconstruct.wording.person_names import PERSON
from generator.text.characters import BULLETS
from generator.text.head_lines import HAN
from generator.text.newspaper_words import any_of

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
    rf"|^{_B}?[ \u3000]*{CREW}[ \u3000]+{NAMES}"
    rf"(?:[ \u3000|丨/]*{CREW}[ \u3000:：/／]*{NAMES})*$"
    rf"|^[（(【\[]{CREW}[ \u3000]*[:：丨|/／ ][ \u3000]*{NAMES}[ \u3000]*[)）】\]]$"
)
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
_PUBLISHER = re.compile(rf"^(?:{OWNER})(?:[ \u3000]+(?:{OWNER}))*$")

_SAYS, _REACHES = re.compile("[:： ]"), re.compile(r"[:：@.\d]")
"""What stands in every contact, and in all else by which a paper is reached: most lines are told
by them."""


def is_editors_line(line: str) -> bool:
    """Return whether a line names who edited the page: offices and names, nothing else.

    >>> is_editors_line("责编 王小明 美编 李红"), is_editors_line("责编王小明说，")
    (True, False)
    """
    return bool(_EDITORS.match(line) or CREW_ALONE.match(line))


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
_BETWEEN = re.compile(r"[ \t\u3000;；|丨]+(?=[^ \t\u3000:：]+[:：])")
"""What stands between two parts of an imprint: the next one's label follows."""
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
