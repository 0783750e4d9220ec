"""Finds public bodies and gives each its full name.

A body is a division's name and an organ (湖南省民政厅, 青岛市委宣传部), a relative name that the
article's place completes (市委网信办, 省财政厅), or a central body (民政部, 国家卫生健康委). What a
list of words cannot hold (sub-organs, leading groups) is read by a grammar that stops at every
verb.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from generator.describe.divisions import COUNTRY, Division, Gazetteer, Level
from generator.describe.lexicon import Lexicon
from generator.describe.mentions import Organ, Place
from generator.describe.reading import Part, Reading
from generator.describe.tables import data_lines, data_table
from generator.model import Agency, AgencyRole
from generator.text.traced import Span

__all__ = ["find_organs", "list_agencies"]


def find_organs(
    reading: Reading, places: Sequence[Place], here: Division | None, year: int | None = None
) -> tuple[Organ, ...]:
    """Return every naming of a public body, in the order of the text.

    ``here`` is the article's own division: it completes 省民政厅 and 市委宣传部 where nothing
    nearer does. A relative name that nothing completes is not a fact and is left out.

    >>> from generator.describe.reading import read_text
    >>> from generator.describe.regions import find_places
    >>> text = read_text("近日，青岛市民政局、市委宣传部等20部门联合印发方案。")
    >>> [(o.name, o.issues) for o in find_organs(text, find_places(text), None)]
    [('青岛市民政局', True), ('青岛市委宣传部', True)]
    """
    finder = _Finder(reading, places, here, Gazetteer.of_year(year))
    return finder.organs()


def list_agencies(reading: Reading, organs: Iterable[Organ]) -> tuple[Agency, ...]:
    """Return the bodies named, issuers first, each once with all its spans."""
    spans: dict[str, dict[Span, None]] = {}
    issuers: set[str] = set()
    for organ in organs:
        known = spans.setdefault(organ.name, {})
        known.update(dict.fromkeys(reading.spans(organ.start, organ.end)))
        if organ.issues:
            issuers.add(organ.name)
    agencies = [
        Agency(
            name=name,
            role=AgencyRole.ISSUER if name in issuers else AgencyRole.MENTIONED,
            spans=tuple(found),
        )
        for name, found in spans.items()
    ]
    return tuple(sorted(agencies, key=lambda a: a.role is not AgencyRole.ISSUER))


@dataclass(frozen=True, slots=True)
class _Grammar:
    """``data/agencies.yml``, compiled."""

    central: Lexicon[str]
    central_not_before: tuple[str, ...]
    central_at_start: frozenset[str]
    local: Lexicon[str]
    party: Lexicon[str]
    council: re.Pattern[str]
    held_council: re.Pattern[str]
    open_organ: re.Pattern[str]
    part: re.Pattern[str]
    issue: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    table = data_table("agencies.yml")
    central = {
        name: official
        for official, names in table["central"].items()
        for name in (official, *names)
    }
    local = {f + h: f + h for f in table["fields"] for h in table["heads"]}
    local |= {body: body for body in table["bodies"] if len(body) > 1}
    word = f"(?:(?!{'|'.join(table['not_in_names'])})[一-鿿])"
    verbs = "|".join(sorted(table["verbs"], key=len, reverse=True))
    between = "|".join(sorted(table["between"], key=len, reverse=True))
    return _Grammar(
        central=Lexicon(central),
        central_not_before=tuple(table["central_not_before"]),
        central_at_start=frozenset(table["central_at_start"]),
        local=Lexicon(local),
        party=Lexicon({p: p for p in table["party"]}),
        council=re.compile(f"{word}{{2,14}}?(?:{'|'.join(table['councils'])})"),
        held_council=re.compile(f"(?<=召开)(?:了)?({word}{{2,14}}?联席会议)"),
        # Any field of work that the lists lack, if its head closes the name.
        open_organ=re.compile(
            f"{word}{{2,9}}?(?:厅|局|委员会|管理处|总队)"
            f"(?=[，。、；：（）“”《》 \\n]|获悉|了解|$|{verbs}|{between}|[党相有负副])"
        ),
        part=re.compile(
            f"{word}{{0,12}}?(?:{'|'.join(table['parts'])}|{word}{{2,10}}?司(?![机法令长徒]))"
        ),
        issue=re.compile(
            rf"(?:[（(][^）]{{0,20}}[）)])?等?(?:(?:\d+|[一二三四五六七八九十]+)个?)?(?:部门|单位|部委|家单位|机构)?"
            rf"(?:[，]?(?:{between}|于?(?:(?:\d{{4}}|今)年)?(?:\d{{1,2}}月)?\d{{1,2}}日"
            rf"(?:[至—](?:\d{{1,2}}月)?\d{{1,2}}日)?[上下]?午?|在[^，。；]{{1,12}}?)[，]?)*?"
            rf"(?:{verbs})(?!的|于|会(?!议))"
        ),
    )


_RELATIVE = re.compile(r"自治区|[省市区县州盟旗]")
_LEVELS = {
    "自治区": (Level.PROVINCE,),
    "省": (Level.PROVINCE,),
    "州": (Level.PREFECTURE,),
    "盟": (Level.PREFECTURE,),
    "市": (Level.PREFECTURE, Level.COUNTY, Level.PROVINCE),
    "区": (Level.COUNTY, Level.PROVINCE),
    "县": (Level.COUNTY,),
    "旗": (Level.COUNTY,),
}
_PLURAL = tuple("各全两三多每个级属省市县区州地乡镇街城社小辖园新")
"""Before 市民政局 these make it no single body (各市民政局) or another word (城市管理局)."""
_PERSON = re.compile("委员(?!会)|代表(?!大会|团)")
"""全国政协委员, 省人大代表: a person, not the body."""
_LEAGUE = re.compile("(?:共青)?团(?:[一-鿿]{2,3}省)?$")
_LEAGUE_LENGTH = 7
_COUNTRIES = tuple(data_lines("countries.txt"))
_NEXT = re.compile(r"(?:、|和|与|及|以及|，?(?:日前|近日)?，?(?:会同|联合))")
_CLAUSE = "，。；：！？\n“”（）…— 》"
_LEAD_IN = re.compile(
    r"(?:^|[，。；：！？\n“”（）—… 》、如]"
    r"|日|日前|近日|近期|最近|目前|由|后|当天|上午|下午|年|来|月|时|悉|间)$"
)
_TOGETHER = re.compile(
    r"(?:等(?:[\d一二三四五六七八九十]+个?)?(?:部门|单位|部委|机构)?)?"
    r"(?:日前|近日|近期|最近)?联合(?:印发|发布|出台)(?!的)"
)
"""After a list of bodies this says of all of them what they did, whatever stands before it. With
的 it only tells which paper is meant (根据…联合印发的通知)."""
_NEWS_FROM = re.compile(r"(?:从|自)$")
_NEWS_END = re.compile(r"^(?:[^，。；：]{0,16}?)(?:获悉|了解到|举行的|召开的|发布会)")


class _Finder:
    """One scan of one article. Holds state only while it runs."""

    def __init__(
        self, reading: Reading, places: Sequence[Place], here: Division | None, gazetteer: Gazetteer
    ) -> None:
        self.reading = reading
        self.text = reading.text
        self.places = places
        self.here = here
        self.gazetteer = gazetteer
        self.grammar = _grammar()
        self.starts = [p.start for p in places]
        self.parents = {p.end: p.start for p in places if p.is_parent}
        self.marks = [m.start() for m in re.finditer("[《》]", self.text)]
        self.head_end = max((s.end for s in reading.sections if s.part is Part.HEAD), default=0)

    def organs(self) -> tuple[Organ, ...]:
        found = [*self._local(), *self._relative(), *self._central(), *self._held()]
        found.sort(key=lambda o: (o.start, -o.end))
        kept: list[Organ] = []
        for organ in found:
            if kept and organ.start < kept[-1].end:
                if organ.end > kept[-1].end and organ.name and not kept[-1].name:
                    kept[-1] = organ
                continue
            kept.append(organ)
        kept = self._complete(kept)
        return tuple(self._issuing(kept))

    # -- names ------------------------------------------------------------------------------

    def _local(self) -> Iterable[Organ]:
        """Yield the bodies that stand right after a division's name."""
        for place in self.places:
            division = place.division
            if place.is_parent or division is None:
                continue
            end = self._organ_end(place.end, division)
            if end is not None:
                yield self._organ(place.start, place.end, end, division)

    def _relative(self) -> Iterable[Organ]:
        """Yield 省民政厅, 市委宣传部, 自治区水利厅: the division is filled in later."""
        inside = {at for p in self.places for at in range(p.start, p.end)}
        for match in _RELATIVE.finditer(self.text):
            start, end = match.span()
            if start in inside or (start and self.text[start - 1] in _PLURAL):
                continue
            organ_end = self._organ_end(end, None)
            if organ_end is not None:
                yield Organ(start=start, end=organ_end, name="", head=end)

    def _central(self) -> Iterable[Organ]:
        text, grammar = self.text, self.grammar
        for start, word, official in grammar.central.find(text):
            end = start + len(word)
            if text.startswith(grammar.central_not_before, end) and word[-1] == "部":
                continue
            if text.endswith(_COUNTRIES, 0, start):
                continue
            if start and text[start - 1] in "省市区县州驻":
                continue
            if (
                word in grammar.central_at_start
                and start
                and text[start - 1] not in _CLAUSE + "、和与及从由据"
                and not text.endswith("中办", 0, start)
            ):
                continue
            if word[-1] not in "部局委署办" and _PERSON.match(text, end):
                continue
            end_part = self._part_end(end)
            yield Organ(start=start, end=end_part, name=official + text[end:end_part])

    def _held(self) -> Iterable[Organ]:
        """Yield a joint conference that a division held: 江苏日前召开…工作联席会议."""
        for match in self.grammar.held_council.finditer(self.text):
            start, end = match.span(1)
            first = self.reading.sentence_at(start)[0]
            at = bisect_left(self.starts, start)
            while at and self.starts[at - 1] >= first and self.places[at - 1].division is None:
                at -= 1
            holder = self.places[at - 1].division if at and self.starts[at - 1] >= first else None
            if holder is not None:
                name = self._full(holder) + match[1]
                yield Organ(
                    start=start, end=end, name=name, head=start, division=holder, issues=True
                )

    def _organ_end(self, at: int, division: Division | None) -> int | None:
        """Return where the organ that starts at ``at`` ends."""
        text, grammar = self.text, self.grammar
        word = text[at : at + 1]
        if word == "委" or text.startswith("党委", at):
            end = at + (1 if word == "委" else 2)
            # 市委 itself, or a department of it; 委员 is a person, 党委 of a unit no organ here.
            if party := grammar.party.longest_at(text, end):
                return self._part_end(end + len(party[0]))
            if text.startswith(("员", "托", "派", "书记", "副"), end) and not text.startswith(
                "员会", end
            ):
                return end if text.startswith(("书记", "副书记"), end) else None
            if word == "委" and text.startswith("员会", end):
                return None
            return end
        if found := grammar.local.longest_at(text, at):
            end = at + len(found[0])
            if text.startswith(("门", "员", "署"), end) or _PERSON.match(text, end):
                return None
            return self._part_end(end)
        if match := grammar.council.match(text, at):
            return match.end()
        if division is None or not text.endswith(division.name[-2:], 0, at):
            return None
        match = grammar.open_organ.match(text, at)
        return self._part_end(match.end()) if match else None

    def _part_end(self, end: int) -> int:
        """Return where a part of the body at ``end`` ends, if one is named."""
        if self.grammar.central.longest_at(self.text, end):
            return end  # 中共中央办公厅国务院办公厅: the next body, not a part of this one
        match = self.grammar.part.match(self.text, end)
        return match.end() if match else end

    def _organ(self, start: int, head: int, end: int, division: Division) -> Organ:
        name = self._full(division) + self.text[head:end]
        if self.text[head:end] == "委" and (
            league := _LEAGUE.search(self.text, max(0, start - _LEAGUE_LENGTH), start)
        ):
            # 团省委 is the Youth League's committee, not the party's.
            start, name = league.start(), "共青团" + name
        return Organ(start=start, end=end, head=head, name=name, division=division)

    def _full(self, division: Division) -> str:
        """Return a division's name as it begins a body's: districts bear their city's before it.

        >>> from generator.describe.reading import read_text
        >>> gazetteer = Gazetteer.of_year(2022)
        >>> finder = _Finder(read_text(""), (), None, gazetteer)
        >>> [finder._full(gazetteer.get(code)) for code in ("500105", "330521", "430000")]
        ['重庆市江北区', '德清县', '湖南省']
        """
        if division.level is Level.COUNTY and division.name.endswith("区"):
            parent = self.gazetteer.parent(division)
            if parent != COUNTRY:
                return parent.name + division.name
        return division.name

    # -- relative names -----------------------------------------------------------------------

    def _complete(self, organs: list[Organ]) -> list[Organ]:
        """Give relative names the division that the text before them, or the article, tells."""
        done: list[Organ] = []
        # What 省, 市 or 县 last stood for, and where: one pass, however many names there are.
        by_place: dict[str, tuple[int, Division]] = {}
        by_organ: dict[str, tuple[int, Division]] = {}
        at = 0
        for organ in organs:
            while at < len(self.places) and self.starts[at] < organ.start:
                self._note(by_place, self.starts[at], self.places[at].division)
                at += 1
            if not organ.name:
                sign = self.text[organ.start : organ.head]
                section = self.reading.section_at(organ.start)
                first = section.start if section else 0
                known = (near.get(sign, (-1, None)) for near in (by_organ, by_place))
                division = next((d for start, d in known if d and start >= first), None)
                division = division or self._stands_for(sign, self.here)
                if division is None:
                    continue
                organ = self._organ(organ.start, organ.head, organ.end, division)
            done.append(organ)
            self._note(by_organ, organ.start, organ.division)
        return done

    def _note(
        self, known: dict[str, tuple[int, Division]], start: int, division: Division | None
    ) -> None:
        for sign in _LEVELS if division else ():
            if above := self._stands_for(sign, division):
                known[sign] = start, above

    def _stands_for(self, sign: str, division: Division | None) -> Division | None:
        """Return the division that 省, 市 or 县 stands for where ``division`` is spoken of."""
        if division is None or division == COUNTRY:
            return None
        for level in _LEVELS[sign]:
            above = self.gazetteer.ancestor(division, level)
            if above is None or above == COUNTRY or not above.name.endswith(sign):
                continue
            if sign != "区" or level is not Level.PROVINCE:
                return above
        return None

    # -- roles --------------------------------------------------------------------------------

    def _issuing(self, organs: list[Organ]) -> list[Organ]:
        """Mark the bodies that did what is reported; a list of bodies shares one verb."""
        groups: list[list[int]] = []
        for i, organ in enumerate(organs):
            gap = self.text[organs[i - 1].end : organ.start] if i else None
            if gap is not None and (_NEXT.fullmatch(gap) or gap == ""):
                groups[-1].append(i)
            else:
                groups.append([i])
        result = list(organs)
        for group in groups:
            start, end = organs[group[0]].start, organs[group[-1]].end
            if self._issues(start, end, several=len(group) > 1):
                for i in group:
                    result[i] = replace(organs[i], issues=True)
        return result

    def _issues(self, start: int, end: int, *, several: bool) -> bool:
        """Return whether the bodies from ``start`` to ``end`` did what is reported."""
        section = self.reading.section_at(start)
        if section is None or section.part not in (Part.HEAD, Part.BODY):
            return False
        mark = bisect_left(self.marks, start) - 1
        if mark >= 0 and self.marks[mark] >= section.start and self.text[self.marks[mark]] == "《":
            return False  # inside the title of a paper
        # 江西省赣州市民政局: the clause begins before the province.
        while start in self.parents:
            start = self.parents[start]
        before = self.text[max(section.start, start - 8) : start]
        # A kicker that names the body may leave the verb to the headline below it.
        last = section.end if section.part is Part.BODY else self.head_end
        rest = self.text[end : min(last, end + 60)].replace("\n", "")
        if _NEWS_FROM.search(before) and _NEWS_END.match(rest):
            return True  # 记者从省民政厅获悉
        if several and _TOGETHER.match(rest):
            return True
        if not _LEAD_IN.search(before) and start != section.start:
            return False
        return self.grammar.issue.match(rest) is not None
