"""Who makes a paper and how it is reached: editors' lines, contact lines, publishers."""

from __future__ import annotations

import re

from generator.reconstruct.wording.names import PERSON
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
    "is_publisher",
    "is_reach",
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
