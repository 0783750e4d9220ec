"""Finds the namings of public bodies in a text; whose 省 or 市 is meant is left open here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.describe.agencies.agency_central import PERSON, branch_of, find_central
from generator.describe.agencies.agency_grammar import OrganGrammar, organ_grammar
from generator.describe.article_text import ArticleText
from generator.describe.candidates import Naming, Place
from generator.describe.regions.divisions import Division, Level
from generator.text.characters import is_han

__all__ = ["NameScan"]


_RELATIVE = re.compile(r"自治区|[省市区县州盟旗]")
_PLURAL = tuple("各全两三多每个级属省市县区州地乡镇街城社小辖园新")
"""Before 市民政局 these make it no single body (各市民政局) or another word (城市管理局)."""
_MAY_PRECEDE = frozenset(
    "与和及或同跟从由自向到在于对给为被把将让令使据按照依经受以是即系至往赴进入加合请报送交托达悉告知呈致当任原兼选来去过回后前日时年月天下上内中里"
    "的了着并且又也还则而但等因实绕彻循守访查察督助帮求商接联应获得明称说示趟家名位个约派调驻找问见听随除离距围共全本我该团市省县区州盟旗"
)
"""Characters before which a relative name may begin although no mark parts them: prepositions,
conjunctions, particles, and the ends of verbs that take an office (联合, 落实, 围绕, 依托). After
any other 县 closes the name of a place that the table does not have (青禾县民政局), and whose
office it is, the page does not tell."""
_LEAGUE = re.compile("(?:共青)?团(?:[一-鿿]{2,3}省)?$")
_LEAGUE_LENGTH = 7
_PARTY = ("中共", "中国共产党")
_CLAUSE = "，。；：！？\n“”（）…— 》"
_LIST = re.compile("[、 ]|和|与|及|以及")
_SESSION = re.compile(r"第?[一二三四五六七八九十\d]{1,4}届(?=人大|政协|人民代表大会)")
"""山西省十四届人大常委会: the number of the term stands inside the body's name."""
_MIDDLE_COURT = re.compile("第?([一二三四五六七])中(?:(?<=第.中)级(?:人民)?法)?院(?![内子里落校])")
"""北京市第一中院, 北京一中院: municipalities have several, numbered."""
_CONGRESS = ("人大", "政协", "人民代表大会", "人大常委会", "人民代表大会常务委员会")
_COMMITTEE_OF = re.compile("(?:中国人民政治协商会议|政协|中国共产党|中共)$")
_COMMITTEE = re.compile(r"(?:第?[一二三四五六七八九十\d]{1,4}届)?委员会(?!议)(?:常务委员会)?")
_BESIDE_COMMITTEE = re.compile("人大常委会|人大|政协|人民政府|政府")
"""What 省委 is named with, without the division: 广西壮族自治区党委、政府."""
_NO_BODY = ("门", "员", "署", "采购", "债", "部门")
_LONGEST_FRONT = 10
_NOT_LISTED_ON = ("部门", "系统", "干部")


class NameScan:
    """The namings in one article of some ``year``, found once wherever it turns out to be of."""

    def __init__(self, reading: ArticleText, places: Sequence[Place], year: int | None) -> None:
        self.reading = reading
        self.text = reading.text
        self.places = places
        self.year = year
        self.starts = [p.start for p in places]
        self.grammar: OrganGrammar = organ_grammar()
        self._of_divisions = tuple(self._with_listed())
        self._others = (*self._central(), *self._held())

    def namings(self, here: Division | None) -> tuple[Naming, ...]:
        """Return the namings in the order of the text, none overlapping another.

        ``here`` is the article's own division, for towns named without their county.

        >>> from generator.describe.article_text import read_text
        >>> from generator.describe.regions.named_divisions import find_places
        >>> text = read_text("湖南省民政厅、财政厅和省委组织部印发通知。")
        >>> scan = NameScan(text, find_places(text), None)
        >>> [(n.sign, n.organ, n.division and n.division.name) for n in scan.namings(None)]
        [('', '民政厅', '湖南省'), ('', '财政厅', '湖南省'), ('省', '委组织部', None)]
        """
        found = (*self._of_divisions, *self._towns(here), *self._others)
        kept: list[Naming] = []
        for naming in sorted(found, key=lambda n: (n.start, -n.end)):
            if kept and naming.start < kept[-1].end:
                if naming.end > kept[-1].end and not naming.sign and kept[-1].sign:
                    kept[-1] = naming
                continue
            kept.append(naming)
        return tuple(kept)

    def _with_listed(self) -> Iterator[Naming]:
        for naming in (*self._local(), *self._relative()):
            yield naming
            yield from self._listed(naming)

    # -- bodies of a division ---------------------------------------------------------------

    def _local(self) -> Iterator[Naming]:
        """Yield the bodies that stand right after a division's name."""
        for place in self.places:
            division = place.division
            if place.is_parent or division is None or place.end - place.start == 1:
                continue  # 闽宁协作联席会议: a sign has no bodies
            if conference := self._conference(place):
                yield conference
            elif court := self._special(place):
                yield court
            elif found := self._organ(place.end, division):
                end, organ = found
                yield self._with_front(
                    Naming(start=place.start, end=end, organ=organ, division=division)
                )
            elif zone_end := self.grammar.zone_end(self.text, place.end):
                yield self._as_printed(place, zone_end)
            elif (
                place.division
                and place.division.level is Level.COUNTY
                and (town := self.grammar.town.match(self.text, place.end))
            ):
                yield Naming(
                    start=place.start, end=town.end(), organ=town.group(), division=division
                )

    def _conference(self, place: Place) -> Naming | None:
        """Return 湖南省政协 for 政协湖南省第八届委员会, 湖南省委 for 中国共产党湖南省委员会."""
        front = _COMMITTEE_OF.search(self.text, max(0, place.start - _LONGEST_FRONT), place.start)
        term = _COMMITTEE.match(self.text, place.end) if front else None
        if front is None or term is None:
            return None
        organ = "政协" if front.group().endswith(("政协", "会议")) else "委"
        return Naming(start=front.start(), end=term.end(), organ=organ, division=place.division)

    def _special(self, place: Place) -> Naming | None:
        """Return a court, customs or maritime office that bears its city's short name."""
        division = place.division
        if division is None or self.text[place.start : place.end] == division.name:
            return None
        office = self.grammar.special_court.match(self.text, place.end)
        if office is None:
            return None
        return self._as_printed(place, self.grammar.part_end(self.text, office.end()))

    def _as_printed(self, place: Place, end: int) -> Naming:
        """Return the body from a place to ``end``, whose name is what is printed."""
        organ, division = self.text[place.start : end], place.division
        return Naming(start=place.start, end=end, organ=organ, division=division, whole=True)

    def _central(self) -> Iterator[Naming]:
        """Yield the central bodies; one's office in a division bears its name as printed.

        国家税务总局深圳市税务局 is of 深圳市.
        """
        for naming in find_central(self.text, self.year):
            at = bisect_left(self.starts, naming.start)
            place = self.places[at] if at < len(self.places) else None
            if branch := branch_of(self.text, naming, self.places):
                yield branch
            elif place is None or place.division is None or place.end >= naming.end:
                yield naming
            else:
                name = self.text[naming.start : naming.end]
                yield replace(naming, organ=name, division=place.division)

    def _relative(self) -> Iterator[Naming]:
        """Yield 省民政厅, 市委宣传部, 自治区水利厅: the division is filled in later."""
        inside = {at for p in self.places for at in range(p.start, p.end)}
        for match in _RELATIVE.finditer(self.text):
            start, end = match.span()
            before = self.text[start - 1 : start]
            if start in inside or (before and before in _PLURAL):
                continue
            if before and is_han(before) and start - 1 not in inside and before not in _MAY_PRECEDE:
                continue
            if found := self._organ(end, None):
                yield self._with_front(
                    Naming(start=start, end=found[0], organ=found[1], sign=match.group())
                )

    def _listed(self, naming: Naming) -> Iterator[Naming]:
        """Yield what a list goes on with without saying the division again: 省民政厅、财政厅."""
        text, grammar = self.text, self.grammar
        if naming.whole or naming.front:
            return
        while match := _LIST.match(text, naming.end):
            at = match.end()
            if found := grammar.departments.longest_at(text, at):
                organ = found[1]
            elif naming.organ.startswith("委") and (found := grammar.party.longest_at(text, at)):
                organ = "委" + found[1]
            elif naming.organ in ("委", "党委") and (beside := _BESIDE_COMMITTEE.match(text, at)):
                organ = beside.group()
                found = organ, organ
            else:
                return
            end = at + len(found[0])
            if text.startswith(("门", "员", "署", *_NOT_LISTED_ON), end) or PERSON.match(text, end):
                return
            end_part = grammar.part_end(text, end)
            naming = Naming(
                start=at,
                end=end_part,
                organ=organ + text[end:end_part],
                sign=naming.sign,
                division=naming.division,
            )
            yield naming

    def _organ(self, at: int, division: Division | None) -> tuple[int, str] | None:
        """Return where the organ that starts at ``at`` ends, and its official name."""
        text, grammar = self.text, self.grammar
        if session := _SESSION.match(text, at):
            at = session.end()
        if (
            division
            and division.name.endswith("自治区")
            and text.startswith(("区委", "区党委"), at)
        ):
            at += 1  # 西藏区委 is the committee of the autonomous region
        word = text[at : at + 1]
        if word == "委" or text.startswith("党委", at):
            return self._committee(at, at + (1 if word == "委" else 2))
        if court := _MIDDLE_COURT.match(text, at):
            return court.end(), f"第{court[1]}中级人民法院"
        if found := grammar.local.longest_at(text, at):
            end = at + len(found[0])
            if text.startswith(_NO_BODY, end) or PERSON.match(text, end):
                return None
            if found[0] == "法院" and division and division.level is Level.PROVINCE:
                return None  # 辽宁法院: all of its courts
            congress = found[0] in _CONGRESS
            end_part = (grammar.congress_end if congress else grammar.part_end)(text, end)
            return end_part, found[1] + text[end:end_part]
        if match := grammar.council.match(text, at):
            return match.end(), match.group()
        if division is None or not text.endswith(division.name[-2:], 0, at):
            return None
        if match := grammar.open_organ.match(text, at):
            end = self.grammar.part_end(self.text, match.end())
            return end, text[at:end]
        return None

    def _committee(self, at: int, end: int) -> tuple[int, str] | None:
        """Return the party's committee at ``at``, or the department of it that follows."""
        text = self.text
        if party := self.grammar.party.longest_at(text, end):
            end += len(party[0])
            end_part = self.grammar.part_end(self.text, end)
            return end_part, text[at : end - len(party[0])] + party[1] + text[end:end_part]
        if text.startswith(("书记", "副书记"), end):
            return end, text[at:end]
        if group := self.grammar.council.match(text, end):
            return group.end(), text[at : group.end()]
        if text.startswith(("员", "托", "派", "副", "屈", "婉"), end):
            return None  # 委员 is a person, 委托 another word
        return end, text[at:end]

    def _with_front(self, naming: Naming) -> Naming:
        """团省委 is the Youth League's committee; 中共 before 省委 belongs to its name's span."""
        if not naming.organ.startswith("委"):
            return naming
        for front in _PARTY:
            if self.text.endswith(front, 0, naming.start):
                return replace(naming, start=naming.start - len(front))
        if naming.organ != "委":
            return naming
        league = _LEAGUE.search(self.text, max(0, naming.start - _LEAGUE_LENGTH), naming.start)
        if league is None:
            return naming
        return replace(naming, start=league.start(), front="共青团")

    def _towns(self, here: Division | None) -> Iterator[Naming]:
        """Yield the offices of towns that open a clause, in an article about one county."""
        if here is None or here.level is not Level.COUNTY:
            return
        for match in self.grammar.town.finditer(self.text):
            before = self.text[match.start() - 1 : match.start()]
            if before in _CLAUSE or not before:
                start, end = match.span()
                yield Naming(start=start, end=end, organ=match.group(), division=here)

    def _held(self) -> Iterator[Naming]:
        """Yield a joint conference that a division held: 江苏日前召开…工作联席会议."""
        sure = [place for place in self.places if place.division is not None]
        for match in self.grammar.held_council.finditer(self.text):
            start, end = match.span(1)
            first = self.reading.sentence_at(start)[0]
            at = bisect_left(sure, start, key=_start) - 1
            if at >= 0 and sure[at].start >= first:
                holder = sure[at].division
                yield Naming(start=start, end=end, organ=match[1], division=holder, held=True)


def _start(place: Place) -> int:
    return place.start
