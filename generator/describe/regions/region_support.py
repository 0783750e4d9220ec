"""Takes the names that need help: counties without their class, and names that are words too.

What the article names elsewhere helps (the division itself, or what holds it), and so does what
stands beside a name: a list of divisions of one province (仙桃、潜江、天门), a town
(丹徒辛丰镇), a zone (昆山开发区), or what a place is quoted for (“晋江经验”).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from generator.describe.candidates import Place
from generator.describe.data_files import data_lines
from generator.describe.regions.divisions import Division, Gazetteer, Level
from generator.describe.regions.region_context import FUNCTION
from generator.describe.regions.region_disambiguation import youngest
from generator.text.characters import is_han

__all__ = ["opens_word", "supported"]

_COMMON = frozenset(data_lines("common_words.txt"))
_ITS_OWN = re.compile(
    r"(?:(?![镇乡村省市县区副])[一-鿿]){2,3}(?:镇|乡)(?![村亲土情镇])|(?:经济技术|高新技术产业|经济)?开发区|高新区|经开区|海关(?!总署)"
)
"""What only a county has behind its bare name: a town, a zone, a customs house."""
_COINED = re.compile(r"(?:经验|模式|现象|做法|样本)[”’]")
"""What a place is quoted for."""


def supported(
    text: str, found: Sequence[Place], doubtful: Iterable[Place], gazetteer: Gazetteer
) -> list[Place]:
    """Return the doubtful names that the article or what stands beside them makes sure."""
    doubtful = sorted(doubtful, key=lambda p: (p.start, -p.end))
    taken = [False] * (len(text) + 1)
    for place in found:
        _take(taken, place)
    help_of = _Support(text, found)
    listed = {p.start: p for p in _of_one_province(text, doubtful, gazetteer)}
    kept: list[Place] = []
    for place in sorted({*doubtful, *listed.values()}, key=lambda p: (p.start, -p.end)):
        if any(taken[place.start : place.end]):
            continue
        sure = listed.get(place.start) or help_of.decided(place)
        if sure is not None:
            kept.append(sure)
            _take(taken, sure)
    return kept


def _take(taken: list[bool], place: Place) -> None:
    taken[place.start : place.end] = [True] * (place.end - place.start)


class _Support:
    """What the sure names of an article say of the doubtful ones."""

    def __init__(self, text: str, found: Sequence[Place]) -> None:
        self.text = text
        self.established = {p.division for p in found if p.division}
        self.above = {
            d.code for d in self.established if d.level in (Level.PROVINCE, Level.PREFECTURE)
        }
        self.provinces = {d.province for d in self.established}
        self.by_end = {p.end: p.division for p in found}
        self.by_start = {p.start: p.division for p in found}

    def decided(self, place: Place) -> Place | None:
        """Return a doubtful place with the one division that it must be."""
        text = self.text
        word = text[place.start : place.end]
        opens = opens_word(text, place.start)
        beside = self._beside(place) if opens else set()
        if word in _COMMON:
            # 辽宁朝阳 does not make a place of every 朝阳产业; 东莞、中山 are two cities.
            cities = {d for d in beside if d.level is Level.PREFECTURE}
            return replace(place, candidates=tuple(cities)) if len(cities) == 1 else None
        held = tuple(d for d in place.candidates if d in self.established)
        if not held and len(word) == 2 and word[-1] == "县" and opens:
            # 洋县, 容县: two characters that open a phrase, where the province is named.
            held = tuple(
                d
                for d in place.candidates
                if d.name == word and (d.province in self.above or d.prefecture in self.above)
            )
        if not held:
            held = youngest(beside) if beside else ()
        if not held and self._has_its_own(place, opens=opens):
            held = place.candidates
        return replace(place, candidates=held) if len(held) == 1 else None

    def _has_its_own(self, place: Place, *, opens: bool) -> bool:
        """Return whether a town or a zone follows, or what the place is quoted for."""
        text = self.text
        if text[place.start - 1 : place.start] in ("“", "‘") and place.start:
            return _COINED.match(text, place.end) is not None
        near = self.provinces  # 新疆的兴平团结镇 is not of 陕西
        may_be = not near or any(d.province in near for d in place.candidates)
        return opens and may_be and _ITS_OWN.match(text, place.end) is not None

    def _beside(self, place: Place) -> set[Division]:
        """Return the candidates that a list names with another division of their province.

        定州、辛集市: what stands beside a division in a list is one too.
        """
        text = self.text
        beside = [self.by_end.get(place.start - 1)] if text[place.start - 1] == "、" else []
        if text[place.end : place.end + 1] == "、":
            beside.append(self.by_start.get(place.end + 1))
        return {
            d
            for d in place.candidates
            for other in beside
            if other and other.province == d.province and other.level > Level.PROVINCE
        }


def _of_one_province(text: str, doubtful: Sequence[Place], gazetteer: Gazetteer) -> Iterator[Place]:
    """Yield the names of a list that have one province in common, two at least no words.

    仙桃、潜江、天门: each alone would be in doubt.
    """
    rows: list[list[Place]] = []
    for place in doubtful:
        last = rows[-1][-1] if rows else None
        if last is not None:
            rows[-1] += takewhile(
                lambda known, place=place: known.end < place.start,  # type: ignore[misc]
                _going_on(text, last.end, gazetteer),
            )
            last = rows[-1][-1]
        if last and place.start == last.end + 1 and text[last.end] in "、和":
            rows[-1].append(place)
        elif last is None or place.start >= last.end:
            rows.append([place])
    for row in rows:
        words = {text[p.start : p.end] for p in row} - _COMMON
        if len(words) < 2 or not opens_word(text, row[0].start):
            continue
        provinces = set.intersection(*({d.province for d in p.candidates} for p in row))
        if len(provinces) == 1:
            for place in (*row, *_going_on(text, row[-1].end, gazetteer)):
                inside = tuple(d for d in place.candidates if d.province in provinces)
                if len(inside) == 1:
                    yield replace(place, candidates=inside)


def _going_on(text: str, end: int, gazetteer: Gazetteer) -> Iterator[Place]:
    """Yield the counties whose stem is a word with which a list goes on at ``end``: 、天门."""
    while text[end : end + 1] in ("、", "和") and (
        words := gazetteer.words.get(text[end + 1 : end + 3])
    ):
        yield Place(start=end + 1, end=end + 3, candidates=youngest(words))
        end += 3


def opens_word(text: str, at: int) -> bool:
    """Return whether a word may begin at ``at`` for all that stands before it."""
    left = text[at - 1 : at] if at else ""
    return not left or not is_han(left) or left in FUNCTION
