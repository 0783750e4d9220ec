"""Amounts of money, as printed and as numbers: 1.46亿元 is 146000000 CNY.

The forms are those of GB/T 15835 (Arabic numerals before 万 and 亿, Chinese numerals throughout,
ranges) and of accounts (人民币壹万元). 万元户, 千元机 and 亿元村 name a class of things and no sum;
数万元 and 几百元 say no number. Both are left out: prefer silence to invention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.describe.amount_things import thing_of
from generator.describe.amount_values import (
    DIGITS,
    FIGURES,
    LARGE,
    SMALL,
    cents_of,
    plain,
    scale_of,
    value_of,
)
from generator.describe.article_text import ArticleText, SectionKind
from generator.model import Amount, AmountBound
from generator.model.currencies import CURRENCIES

__all__ = ["find_amounts"]

_CODES = {name: code for code, names in CURRENCIES.items() for name in names.split("|")}

_HAN = "".join(DIGITS) + "".join(SMALL) + "".join(LARGE)
_NUMBER = rf"(?:{FIGURES}|[{_HAN}])+"
_NAMES = "|".join(sorted(_CODES, key=len, reverse=True))
_MONEY = re.compile(_NAMES)
"""Nine paragraphs in ten name no currency."""
_WORDS = (
    "旦|宵|年|素|代|月|首|老|件|气|勋|帅|宇宙|朝|曲|认知|数据|方程|论|区|"  # another word with 元
    "户|级|村|镇|县|店|机(?!构)"  # a class of things: 万元户, 千元机
)
_AMOUNT = re.compile(
    rf"(?<![0-9.A-Za-z第{_HAN}几数])(?<![0-9],)"
    r"(?P<sign>[￥¥]|人民币)?"
    rf"(?:(?P<low>{_NUMBER})(?P<low_name>{_NAMES})?(?:[-—～~–]+|至|到))?"
    rf"(?P<high>{_NUMBER})(?:(?P<more>[多余])(?P<scale>[万亿]*))?"
    rf"(?P<name>{_NAMES})(?!{_WORDS})"
    rf"(?:(?P<cents>[0-9{''.join(DIGITS)}](?:角|毛)(?:[0-9{''.join(DIGITS)}]分)?))?"
)
_TWO_GUESSES = re.compile("[一二三四五六七八九]{2}[十百千万亿]")
"""三五百元, 七八万元: two numbers, and none is meant."""

_BEFORE = {
    AmountBound.ABOUT: ("约", "大约", "大概", "合"),
    AmountBound.OVER: (
        "超", "超过", "逾", "突破", "破", "不低于", "不少于", "至少", "最低", "高于", "过", "多于",
    ),
    AmountBound.UNDER: (
        "近", "将近", "接近", "不足", "不到", "不超过", "不过", "低于", "最高", "至多", "最多",
        "少于",
    ),
}  # fmt: skip
_AFTER = {
    AmountBound.ABOUT: ("左右", "上下"),
    AmountBound.OVER: ("以上", "起"),
    AmountBound.UNDER: ("以下", "以内"),
}


def _longest_first(table: Mapping[AmountBound, Sequence[str]]) -> list[tuple[str, AmountBound]]:
    pairs = [(word, bound) for bound, words in table.items() for word in words]
    return sorted(pairs, key=lambda pair: -len(pair[0]))  # 不超过 before 超过


_LEADS, _TAILS = _longest_first(_BEFORE), _longest_first(_AFTER)
_STATED = re.compile("(?:达|达到|高达|为|至)$")
"""After these, too, 百万元 is a sum; elsewhere it may be a class (打造千亿元产业)."""
_LEAD = re.compile(f"(?:{'|'.join(word for word, _ in _LEADS)})$")


@dataclass(frozen=True, slots=True)
class _Found:
    """An amount in the reading's text."""

    start: int
    end: int
    low: Decimal | None
    value: Decimal
    unit: str
    bound: AmountBound


def find_amounts(reading: ArticleText) -> tuple[Amount, ...]:
    """Return the amounts of money of an article, in the order in which they stand.

    >>> from generator.describe.article_text import read_text
    >>> text = read_text("投入资金1.46亿元，补贴2万至3万元。")
    >>> [(a.text, a.value, a.to, a.of) for a in find_amounts(text)]
    [('1.46亿元', 146000000, None, '资金'), ('2万至3万元', 20000, 30000, '补贴')]
    """
    return tuple(
        Amount(
            text=reading.printed(found.start, found.end),
            value=plain(found.value if found.low is None else found.low),
            to=None if found.low is None else plain(found.value),
            unit=found.unit,
            bound=found.bound,
            of=thing_of(reading.text, found.start, found.end, _LEAD),
            spans=reading.spans(found.start, found.end),
        )
        for section in reading.sections
        if section.part in (SectionKind.HEAD, SectionKind.BODY, SectionKind.SUBHEAD)
        for found in _amounts_in(reading.text, section.start, section.end)
    )


def _amounts_in(text: str, start: int, end: int) -> Iterator[_Found]:
    if not _MONEY.search(text, start, end):
        return
    for match in _AMOUNT.finditer(text, start, end):
        if match["name"] == "日元" and text.endswith("月", 0, match.start()):
            continue  # 5月3日元…
        value = value_of(_upper(match))
        bound = _bound_of(text, match)
        if value is None or not _is_sum(text, match, bound):
            continue
        low = _low_end(match, value)
        if match["low"] and low is None:
            continue
        yield _Found(
            start=match.start(),
            end=match.end(),
            low=low,
            value=value + cents_of(match["cents"]),
            unit=_CODES[match["name"]],
            bound=bound,
        )


def _upper(match: re.Match[str]) -> str:
    """Return the number before the currency's name: of 300余万元, 300万."""
    return match["high"] + (match["scale"] or "")


def _low_end(match: re.Match[str], high: Decimal) -> Decimal | None:
    """Return the lower end of a range; what it does not repeat it shares (2至3万元)."""
    if not match["low"]:
        return None
    low = value_of(match["low"])
    if low is None or (match["low_name"] and _CODES[match["low_name"]] != _CODES[match["name"]]):
        return None
    scale = scale_of(_upper(match))
    shared = low * scale
    is_shared = not match["low_name"] and scale_of(match["low"]) == 1 and shared < high
    low = shared if is_shared else low
    return low if low < high else None


def _is_sum(text: str, match: re.Match[str], bound: AmountBound) -> bool:
    """Tell whether a number of money is a sum, and no class of things or a word."""
    number = match["high"]
    if match["sign"] or match["low"] or number[0] in "0123456789":
        return True
    if _TWO_GUESSES.search(number):
        return False
    if number[0] in DIGITS:
        # 二元 and 三元 begin many words; 两元 none
        return len(number) > 1 or number == "两" or bool(match["scale"])
    if number[0] in "十拾":
        return True
    stated = _STATED.search(text, max(0, match.start() - 2), match.start()) is not None
    return stated or bound is not AmountBound.EXACT


def _bound_of(text: str, match: re.Match[str]) -> AmountBound:
    """Return how the words around a number limit it."""
    start, end = match.span()
    if match["more"]:
        return AmountBound.OVER
    for lead, bound in _LEADS:
        if text.endswith(lead, 0, start):
            return bound
    for tail, bound in _TAILS:
        if text.startswith(tail, end):
            return bound
    return AmountBound.EXACT
