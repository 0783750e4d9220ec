"""What an amount of money is said of: a phrase that names a thing, or nothing.

总投资1.46亿元 is said of 总投资, 投入4000万元资金 of 资金, 30元钱的书 of 书. A clause that names no
thing of money (我们这儿才1800元) says nothing of what the amount is. The words are
``data/amounts.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from generator.describe.word_lists import word_lists
from generator.text.word_tables import parts_a_word

__all__ = ["thing_of"]

_MARK = re.compile("[，。；：、！？…—（）()“”\n]|(?<=[电讯])[ \u3000]")
_LONGEST = 30
"""Characters of what an amount is said of: a phrase, not a sentence."""
_FAR = 90
"""Characters before an amount that are looked at, linking words among them: text without marks may
have thousands."""
_COUNTED = re.compile("(?:每|人均|户均|平均|日均|年均|月均|总额|金额|共|合计|总计|累计)")
"""A phrase that begins so says how it is counted; what is counted may stand before it."""
_POINT = re.compile("^(?:[一二三四五六七八九十]+是|[0-9]+[.．])")
"""四是…: which of several things is told."""
_MODAL = re.compile("(?:可|能|会|要|需|应|拟|将|获|得|已)$")
_FROM = re.compile(
    "(?:从|由)[^从由，。；]{1,14}?(?:提高|增加|增长|上升|提升|扩大|调整|上调|下调|下降|压减|减少|增|涨|升|降|减)(?:到|至|为)$"
)
"""收入从2万元增加到…: the thing stands before its first amount."""
_DEED = re.compile(
    "^.*?(?:(?P<all>累计)|先后|总共|共|已|连续|陆续|持续|一次性|分别|又|再|[一每全去今当]年)"
    "(?P<deed>投入|投资|捐赠|捐款|资助|援助|融资|让利|纳税|减税|退税|采购)$"
)
"""某省共投入: who did it, and how often, is no part of what the money is."""
_SPARED = re.compile("节约|节省|挽回|减少|避免|降低|压减|核减|减免")
"""What is not spent or lost is told with this word, and without who spares it."""
_BARE = re.compile("(?:总|累计)?(?:规模|金额|标准|额度|总额|价格|单价|数额|余额|增量|总量)")
_DIGIT = re.compile("[0-9]|[一二三四五六七八九十百千万亿两]{1,9}元")
_AFTER = re.compile("(?:整|钱|左右|上下|以上|以下|以内|起|的)+")


@dataclass(frozen=True, slots=True)
class _Words:
    """``data/amounts.yml``, compiled."""

    thing: re.Pattern[str]
    """The end of a phrase that names money."""
    thing_inside: re.Pattern[str]
    """The same, anywhere."""
    verb: re.Pattern[str]
    """What is no part of such a phrase."""
    link: re.Pattern[str]
    """A word between the phrase and its amount."""
    head: re.Pattern[str]
    """A word before the phrase."""


@cache
def _words() -> _Words:
    keys = ("things", "not_things", "verbs", "links", "heads")
    lists = word_lists("amounts.yml", words=keys).words
    none = "".join(f"(?<!{word})" for word in lists["not_things"])
    thing = f"(?:{_any(lists['things'])}){none}"
    return _Words(
        thing=re.compile(f"{thing}$"),
        thing_inside=re.compile(thing),
        verb=re.compile(_any(lists["verbs"])),
        link=re.compile(f"(?:{_any(lists['links'])}|每[一-鿿]{{1,3}})$"),
        head=re.compile(_any(lists["heads"])),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def thing_of(text: str, start: int, end: int, leads: re.Pattern[str]) -> str:
    """Return the phrase that names what an amount is, empty for none.

    The amount stands in ``text`` from ``start`` to ``end``; ``leads`` are the words before it that
    say how exactly it is told (近, 超过).

    >>> none = re.compile("(?!)")
    >>> text = "县里投入防汛资金3万元，我们才9万元，支付5万元工资"
    >>> [thing_of(text, *m.span(), none) for m in re.finditer("[0-9]万元", text)]
    ['防汛资金', '', '工资']
    """
    begin = _clause_start(text, start)
    before = text[begin:start]
    if found := _named(before, leads):
        return found
    if _COUNTED.match(before) and begin and text[begin - 1] == "，":
        counted = _named(text[_clause_start(text, begin - 1) : begin - 1], leads)
        return counted or _named_after(text, end)
    return _named_after(text, end)


def _named(clause: str, leads: re.Pattern[str]) -> str:
    """Return the thing that a clause before an amount closes with."""
    words = _words()
    phrase = _without_links(clause, leads)
    thing = words.thing.search(phrase)
    if thing is None:
        return ""
    begin = 0
    modal = _MODAL.search(phrase, 0, thing.start())
    if modal and not parts_a_word(modal.group(), phrase[modal.end() :]):
        begin = modal.end()
    for verb in words.verb.finditer(phrase, begin):
        # 享受贴息的经营主体的贷款上限: what says which one it is stays.
        rest = phrase[verb.end() :]
        # Of 投放额 and 发行规模 nothing is cut: what is left would not say of what.
        if len(rest) > 1 and "的" not in rest and not _BARE.fullmatch(rest):
            begin = verb.end()
    if deed := _DEED.match(phrase):
        return (deed["all"] or "") + deed["deed"]
    spared = _SPARED.search(phrase, begin)
    begin = spared.start() if spared else begin
    return _without_heads(_POINT.sub("", phrase[begin:]))[-_LONGEST:].strip()


def _named_after(text: str, end: int) -> str:
    """Return the thing that stands behind its amount: 5000元罚款, 4万元的租金收益."""
    words = _words()
    links = _AFTER.match(text, end)
    begin = links.end() if links else end
    mark = _MARK.search(text, begin, begin + _LONGEST)
    phrase = text[begin : mark.start() if mark else begin + _LONGEST]
    # Nothing of 1万元以上5万元以下罚款, and 补贴 of 2万元的补贴或5500元的优惠.
    cut = min(
        (m.start() for m in (words.verb.search(phrase), _DIGIT.search(phrase)) if m), default=-1
    )
    phrase = phrase if cut < 0 else phrase[:cut]
    ends = [m.end() for m in words.thing_inside.finditer(phrase)]
    named = next((phrase[:e] for e in reversed(ends) if _closes(phrase, e)), "")
    if not named and links and links.group().endswith("的") and mark and cut < 0:
        named = "" if phrase in _VAGUE else phrase  # 30元钱的书
    return named.strip()


_VAGUE = ("事", "事情", "钱", "样子", "水平", "台阶", "大关", "程度", "东西")
"""What an amount may be the measure of, and which says nothing of what it is."""
_SUM = re.compile(
    "(?:[额值费款金价税薪息债券租票]|工资|收入|收益|支出|补贴|补助|津贴|奖励|彩礼|财产|物资)$"
)


def _closes(phrase: str, end: int) -> bool:
    """Return whether a thing ends there: 赔款很快到账, but not 产业帮扶信托."""
    named, rest = phrase[:end], phrase[end:]
    if not rest:
        return end > 1
    return end > 1 and _SUM.search(named) is not None and not parts_a_word(named, rest)


def _without_links(phrase: str, leads: re.Pattern[str]) -> str:
    """Return a clause without what links its thing to the amount."""
    while True:
        shorter = _FROM.sub("", leads.sub("", phrase))
        link = _words().link.search(shorter)
        if link and not (len(link[0]) == 1 and parts_a_word(shorter[: link.start()], link[0])):
            shorter = shorter[: link.start()]
        if shorter == phrase:
            return phrase
        phrase = shorter


def _without_heads(phrase: str) -> str:
    while (head := _words().head.match(phrase)) and head.end() < len(phrase):
        rest = phrase[head.end() :]
        if len(head[0]) == 1 and parts_a_word(head[0], rest):
            break  # 就业补助, 还款
        phrase = rest
    return phrase


def _clause_start(text: str, at: int) -> int:
    """Return where the clause before ``at`` begins, or a place in it that is far enough away."""
    far = max(0, at - _FAR)
    while at > far and not _MARK.match(text, at - 1):
        at -= 1
    return at
