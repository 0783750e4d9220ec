"""Finds the namings of central bodies, and tells them from words and institutions like them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from generator.describe.agencies.agency_grammar import OrganGrammar, organ_grammar
from generator.describe.candidates import Naming, Place
from generator.describe.data_files import data_lines
from generator.model.central_bodies import central_bodies
from generator.text.characters import is_han

__all__ = ["PERSON", "branch_of", "find_central"]

PERSON = re.compile("委员(?![会长])|代表(?!大会|团)")
"""全国政协委员, 省人大代表: a person, not the body."""
_COUNTRIES = tuple(data_lines("countries.txt"))
# Names that Chinese sentences form by chance (沿海地区, 江苏联合), but not right before a ministry.
_ONLY_HERE = (
    "海地", "加纳", "黑山", "马里", "多哥", "也门", "乍得", "不丹", "蒙古", "刚果", "苏联",
    "苏俄", "中非",
)  # fmt: skip
_FOREIGN = (
    *_COUNTRIES, *_ONLY_HERE, "成员国", "各国", "多国", "两国", "该国", "外国", "国家和地区",
    "联邦", "王国", "酋长国", "公国",
)  # fmt: skip
_REPUBLIC = re.compile("(?<!中华人民)共和国$|(?<!中华)民国$")
# 伊拉克已派遣外交部…, 法国政府外交部: the country is the clause's subject, or has the body.
_OF_COUNTRY = re.compile(
    f"(?:{'|'.join(map(re.escape, (*_COUNTRIES, *_ONLY_HERE)))})"
    "(?:政府|当局|内阁|的|已经?|将|也|还|新任|前任?|现任|宣布|决定|派遣|派出|派|责成|指示|授权){1,4}$"
)
_LISTED_ABROAD = re.compile(
    f"(?:{'|'.join(map(re.escape, (*_COUNTRIES, *_ONLY_HERE)))})"
    "[^，。；：、\\n]{1,12}[部局署委][、和与及]$"
)
"""老挝技术部、外交部: what a list goes on with is the same country's."""
# Countries in one character, as headlines print them (ISO 3166 in the usage of news agencies). 新
# and 老 are left out: a new or a former minister is meant by them as often.
_SIGNS = "美英法德俄日韩朝越印澳加意西葡荷瑞挪芬丹波匈希土埃以伊叙巴沙乌哈泰缅柬菲马蒙欧苏古智阿"
_ALSO_WORDS = "以加意西土波马古印阿"
"""Of these, what is a word too: the body must speak, as governments do (以国防部称)."""
_SPEAKS = re.compile(
    "长(?![沙春治期远足])|称|说|表示|宣布|证实|声明|发言人|否认|官员|发表|拒绝|警告|谴责|公布|回应"
)
_SIGN_BEFORE = "、和与及对由从称据向访驻在前"
_NAMED_AFTER = ("大学", "出版社", "医院", "附属")
"""After a body these are another institution that bears its name (中国科学院大学)."""
_CLAUSE = "，。；：！？\n“”（）…— 》、和与及从由据"
_GIVES = "据向被称的得到对在经给是前日说受获报请于按照归以将把让原"
"""After these a body's short name may begin in the midst of a clause: 得到银监会批准, 原建设部."""
_MAY_PRECEDE = ("中办", "中国", "月", "年底", "年初", "日电", "经过", "通过", "此次")
"""Before a short name at no clause's head: 中国交通部, 今年4月发改委建议, 通过建设部."""
_CONGRESS = ("全国人大", "全国人大常委会", "全国政协")
_CONFERENCE = re.compile(
    r"政协第[一二三四五六七八九十]+届全国委员会(?:常务委员会)?(?!(?:常务)?委员(?!会))"
)
_LONGEST_FRONT = 3
"""Characters of the longest word that begins a council's name (国务院)."""


def find_central(text: str, year: int | None = None) -> Iterator[Naming]:
    """Yield the central bodies that a text names; where two overlap, both.

    ``year`` is the text's own, if it is known: a body that had ended then needs 原 before a name
    that is another word, too (原林业部, but 矿业与能源部 abroad).

    >>> [n.organ for n in find_central("国家卫健委与国务院助餐工作领导小组；成员国国防部长")]
    ['国家卫生健康委', '国务院', '国务院助餐工作领导小组']
    """
    grammar = organ_grammar()
    for start, word, official in grammar.central.find(text):
        end = start + len(word)
        if _is_other_word(text, start, end, word, official, grammar):
            continue
        is_former = text.endswith(_FORMER, 0, start)
        if word in grammar.central_at_start and not is_former and _had_ended(official, year):
            continue
        part = grammar.congress_end if word in _CONGRESS else grammar.part_end
        part_end = part(text, end)
        yield Naming(start=start, end=part_end, organ=official + text[end:part_end], whole=True)
        while part_end > end and (other := _NEXT_PART.match(text, part_end)):
            if any(grammar.central.longest_at(text, at) for at in range(*other.span(1))):
                break  # 民政部甲司、民政部乙司: another body, with its own list
            at, part_end = other.span(1)
            yield Naming(start=at, end=part_end, organ=official + other[1], whole=True)
        yield from _bureaus_behind(text, part_end, year)
    for named in _CONFERENCE.finditer(text):
        yield Naming(start=named.start(), end=named.end(), organ="全国政协", whole=True)
    # The bodies of the centre that no list can keep up with.
    at = 0
    while match := grammar.central_council.search(text, at):
        start, at = match.span()
        front = grammar.central.longest_at(text, start)
        if front and len(front[0]) > _LONGEST_FRONT:
            at = start + len(front[0])  # 国家监委…委员会: a body of the list, and another after it
            continue
        if not _is_foreign(text, start, match.end()):
            yield Naming(start=start, end=match.end(), organ=match.group(), whole=True)


_NEXT_PART = re.compile(r"[、和]([一-鿿]{2,12}?司)(?=[、和与联发印近日有负，。]|\d)(?!法)")
"""What a list of a body's departments goes on with: 民政部办公厅、养老服务司、规划财务司."""
_LONGEST_NAME = 12
"""Characters within which a list goes on with a body's name."""


def _bureaus_behind(text: str, end: int, year: int | None) -> Iterator[Naming]:
    """Yield bureaux between two central bodies in a list, without 国家: 审计署、林业局、银监会.

    One at either end of a list may be the county's: 水利部、粮食局联合调研组.
    """
    found = []
    while match := _bureaus().match(text, end):
        end = match.end()
        found.append(match)
    if found and any(organ_grammar().central.find(text[end + 1 : end + 1 + _LONGEST_NAME])):
        for match in found:  # the list goes on with a body that is no county's
            if not _had_ended(f"国家{match[1]}", year):
                yield Naming(
                    start=match.start(1), end=match.end(), organ=f"国家{match[1]}", whole=True
                )


@cache
def _bureaus() -> re.Pattern[str]:
    """Return what finds the bureaux called 国家…局, without 国家, behind a body in a list."""
    names = [n for body in central_bodies().values() for n in (body.name, *body.also)]
    short = [
        n[2:] for n in names if n.startswith("国家") and n.endswith("局") and n in central_bodies()
    ]
    one = f"({'|'.join(sorted(short, key=len, reverse=True))})"
    return re.compile(rf"[、和与]{one}(?=[、和与及])")


def _had_ended(name: str, year: int | None) -> bool:
    """Return whether the body so filed had ended before a year."""
    body = central_bodies().get(name)
    if year is None or body is None or body.until is None:
        return False
    return year > body.until


def branch_of(text: str, naming: Naming, places: Sequence[Place]) -> Naming | None:
    """Return the office of a central body that stands behind it: 国家统计局成都调查队."""
    end = naming.end
    if text[end - 1] not in _HAS_BRANCHES:
        return None
    end += text.startswith("驻", end)
    at, division = bisect_left(places, end, key=_start), None
    while at < len(places) and places[at].start == end:
        division, end, at = places[at].division, places[at].end, at + 1
    grammar = organ_grammar()
    tail = (grammar.branch if division else grammar.quarter).match(text, end)
    if tail is None:
        return None
    organ = text[naming.start : tail.end()]
    return replace(naming, end=tail.end(), organ=organ, division=division)


def _start(place: Place) -> int:
    return place.start


_HAS_BRANCHES = "局署会部行"
"""What the names of central bodies with offices in the divisions end in."""
_FORMER = ("原", "前", "时任", "当时的", "时")


def _is_foreign(text: str, start: int, end: int) -> bool:
    """Return whether a body from ``start`` to ``end`` is another country's.

    >>> [_is_foreign(text, text.index("国防部"), text.index("国防部") + 3)
    ...  for text in ("美国防部长", "8日国防部说", "中国国防部", "美、英国防部", "法国政府国防部")]
    [True, False, False, True, True]
    """
    if text.startswith(_OURS, start):
        return False
    if _LISTED_ABROAD.search(text, max(0, start - _SUBJECT), start):
        return True
    if text.endswith(_FOREIGN, 0, start) or _REPUBLIC.search(text, max(0, start - 6), start):
        return True
    if _OF_COUNTRY.search(text, max(0, start - _SUBJECT), start):
        return True
    sign, before = text[start - 1 : start], text[start - 2 : start - 1] if start > 1 else ""
    if not sign or sign not in _SIGNS or before.isdigit():
        return False
    if before and is_han(before) and before not in _SIGN_BEFORE and before not in _SIGNS:
        return False
    return sign not in _ALSO_WORDS or _SPEAKS.match(text, end) is not None


_OURS = ("中国", "中共", "中华", "全国")
_SUBJECT = 20
"""Characters of a country's name and of the words that make it the subject."""


def _is_other_word(
    text: str, start: int, end: int, word: str, official: str, grammar: OrganGrammar
) -> bool:
    """Return whether a central body's name is part of something else here."""
    if text.startswith(grammar.central_not_before, end) and word[-1] == "部":
        return True
    if _is_foreign(text, start, end) or text.startswith(_NAMED_AFTER, end):
        return True
    if word == "党中央" and text.endswith(grammar.central_not_after, 0, start):
        return True
    if start and text[start - 1] in "省市区县州驻":
        return True
    if official in grammar.leading and grammar.title.match(text, end):
        return True  # somebody's title
    if (
        word in grammar.central_at_start
        and start
        and text[start - 1] not in _CLAUSE
        and text[start - 1] not in _GIVES
        and not text.endswith(_MAY_PRECEDE, 0, start)
    ):
        return True
    return word[-1] not in "部局委署办" and PERSON.match(text, end) is not None
