"""Places that only say where somebody comes from: 台湾大学生广州实习, 来自山东的游客."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.describe.candidates import Place

__all__ = ["STRAIT", "guests_in"]

STRAIT = ("710000", "810000", "820000")
"""Taiwan, Hong Kong and Macau."""
_GUESTS = re.compile(
    r"(?:[、和]?(?:香港|澳门|台湾)){0,6}[一-鿿]{0,4}?(?:同胞|青年|青少年|学生|学子|师生|教师|客商|台商|嘉宾|代表|游客|乡亲|艺人|业者|人士|记者)"
)
"""Who comes from across the strait and from Hong Kong and Macau to a place that is named too."""
_WITH_MAINLAND = re.compile("(?:内地|大陆|祖国大陆|两岸)(?:[与和同、暨]|及其?)港?$")
_FROM = re.compile("来自[^，。；：！？的]{0,60}$")
_WHO = re.compile(
    "[^，。；：！？的]{0,60}的[^，。；：！？的]{0,10}?"
    "(?:球队|代表队|代表团|参赛队|队伍|队员|选手|运动员|健儿|代表|游客|嘉宾|客商|考察团|志愿者)"
)
"""来自北京、天津等10个省份的球队: who came, and no source (来自县农业局的消息) or native."""
_LONGEST = 64


def guests_in(text: str, places: Sequence[Place], *, hosted: bool) -> frozenset[Place]:
    """Return the places that say who came, where another one says what to.

    ``hosted``: the headline names the place of dispatch, where the people across the strait came.

    >>> from generator.describe.article_text import read_text
    >>> from generator.describe.regions.named_divisions import find_places
    >>> text = read_text("来自北京、天津的球队齐聚宝清县。")
    >>> came = guests_in(text.text, find_places(text), hosted=False)
    >>> sorted(place.division.name for place in came if place.division)
    ['北京市', '天津市']
    """
    origins = {
        place
        for place in places
        if _FROM.search(text, max(0, place.start - _LONGEST), place.start)
        and _WHO.match(text, place.end)
    }
    home = any(p.division and p.division.code not in STRAIT and p not in origins for p in places)
    strait = (p for p in places if p.division and p.division.code in STRAIT)
    came = frozenset(p for p in strait if hosted or (home and _are_guests(text, p)))
    return came | origins if home else came


def _are_guests(text: str, place: Place) -> bool:
    """Return whether a place across the strait says who came: 台湾青年, 内地与港澳法律研讨会."""
    before = text[max(0, place.start - 8) : place.start]
    return bool(_GUESTS.match(text, place.end) or _WITH_MAINLAND.search(before))
