"""Finds the namings of central bodies, and tells them from words and institutions like them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.describe.mentions import Naming
from generator.describe.organ_grammar import OrganGrammar, organ_grammar
from generator.describe.tables import data_lines

__all__ = ["PERSON", "find_central"]

PERSON = re.compile("委员(?![会长])|代表(?!大会|团)")
"""全国政协委员, 省人大代表: a person, not the body."""
_COUNTRIES = tuple(data_lines("countries.txt"))
_FOREIGN = (*_COUNTRIES, "成员国", "各国", "多国", "两国", "该国", "外国", "国家和地区")
_NAMED_AFTER = ("大学", "出版社", "医院", "附属")
"""After a body these are another institution that bears its name (中国科学院大学)."""
_CLAUSE = "，。；：！？\n“”（）…— 》、和与及从由据"
_CONGRESS = ("全国人大", "全国人大常委会", "全国政协")
_LONGEST_FRONT = 3
"""Characters of the longest word that begins a council's name (国务院)."""


def find_central(text: str) -> Iterator[Naming]:
    """Yield the central bodies that a text names; where two overlap, both.

    >>> [n.organ for n in find_central("国家卫健委与国务院助餐工作领导小组；成员国国防部长")]
    ['国家卫生健康委', '国务院', '国务院助餐工作领导小组']
    """
    grammar = organ_grammar()
    for start, word, official in grammar.central.find(text):
        end = start + len(word)
        if _is_other_word(text, start, end, word, grammar):
            continue
        part = grammar.congress_end if word in _CONGRESS else grammar.part_end
        part_end = part(text, end)
        yield Naming(start=start, end=part_end, organ=official + text[end:part_end], whole=True)
    # The bodies of the centre that no list can keep up with.
    at = 0
    while match := grammar.central_council.search(text, at):
        start, at = match.span()
        named = grammar.central.longest_at(text, start)
        if named and len(named[0]) > _LONGEST_FRONT:
            at = start + len(named[0])  # 国家监委…委员会: a body of the list, and another after it
            continue
        if not text.endswith(_FOREIGN, 0, start):
            yield Naming(start=start, end=match.end(), organ=match.group(), whole=True)


def _is_other_word(text: str, start: int, end: int, word: str, grammar: OrganGrammar) -> bool:
    """Return whether a central body's name is part of something else here."""
    if text.startswith(grammar.central_not_before, end) and word[-1] == "部":
        return True
    if text.endswith(_FOREIGN, 0, start) or text.startswith(_NAMED_AFTER, end):
        return True
    if word == "党中央" and text.endswith(grammar.central_not_after, 0, start):
        return True
    if start and text[start - 1] in "省市区县州驻":
        return True
    if (
        word in grammar.central_at_start
        and start
        and text[start - 1] not in _CLAUSE
        and not text.endswith("中办", 0, start)
    ):
        return True
    return word[-1] not in "部局委署办" and PERSON.match(text, end) is not None
