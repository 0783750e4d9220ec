"""Gives each naming of a body its division: whose 省民政厅 it is."""

from __future__ import annotations

from collections.abc import Sequence

from generator.describe.article_text import ArticleText
from generator.describe.candidates import Naming, Organ, Place
from generator.describe.regions.divisions import COUNTRY, Division, Gazetteer, Level

__all__ = ["name_organs"]


def name_organs(
    reading: ArticleText,
    namings: Sequence[Naming],
    places: Sequence[Place],
    here: Division | None,
    gazetteer: Gazetteer,
) -> list[Organ]:
    """Return the bodies with their full names; a relative name that nothing completes is left out.

    省 stands for the province of the body named before it in the same sentence, else of the
    sentence's own place, else of the article (``here``), else of what the section named last.
    """
    owners = _Owners(reading, places, here, gazetteer)
    return [organ for naming in namings if (organ := owners.organ(naming)) is not None]


def full_division_name(division: Division, gazetteer: Gazetteer) -> str:
    """Return a division's name as it begins a body's: districts bear their city's before it.

    >>> gazetteer = Gazetteer.of_year(2022)
    >>> [full_division_name(gazetteer.get(code), gazetteer) for code in ("500105", "330521")]
    ['重庆市江北区', '德清县']
    """
    if division.level is Level.COUNTY and division.name.endswith("区"):
        parent = gazetteer.parent(division)
        if parent != COUNTRY:
            return parent.name + division.name
    return division.name


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


_ANYWHERE = ("委", "党委", "委书记", "委副书记", "政府", "人民政府", "人大", "政协", "纪委", "法院")
"""Bodies that any 县 has: 县委要当好总指挥 may be of none that the article names."""


class _Owners:
    """One pass over one article's namings, in order. Holds state only while it runs."""

    def __init__(
        self,
        reading: ArticleText,
        places: Sequence[Place],
        here: Division | None,
        gazetteer: Gazetteer,
    ) -> None:
        self.reading = reading
        self.places = places
        self.here = here
        self.gazetteer = gazetteer
        # What 省, 市 or 县 last stood for, and where: one pass, however many names there are.
        self.by_place: dict[str, tuple[int, Division]] = {}
        self.by_organ: dict[str, tuple[int, Division]] = {}
        self.signs: dict[Division, list[tuple[str, Division]]] = {}
        """What each sign stands for where a division is spoken of. One that was renamed is another,
        though its code is the same."""
        self.at = 0
        self.named = {p.division for p in places} | {here}
        self.only: dict[str, Division | None] = {}
        self.before: tuple[int, Division | None] = (-1, None)
        """Where the body before ends, and its division."""
        self.parents = {p.end: p.start for p in places if p.is_parent}

    def organ(self, naming: Naming) -> Organ | None:
        while self.at < len(self.places) and self.places[self.at].start < naming.start:
            place = self.places[self.at]
            self._note(self.by_place, place.start, place.division)
            self.at += 1
        division = naming.division
        if naming.sign:
            division = self._listed(naming) or self._owner(naming)
            if division is None:
                return None
        name = naming.organ
        if not naming.whole and division is not None:
            organ = naming.organ
            if organ == "法院" and division.level is Level.COUNTY:
                organ = "人民法院"  # a city's may be of either level, and stays as printed
            name = naming.front + full_division_name(division, self.gazetteer) + organ
        self._note(self.by_organ, naming.start, division)
        self.before = naming.end, division
        reach = naming.start
        while reach in self.parents:
            reach = self.parents[reach]
        return Organ(
            start=naming.start,
            end=naming.end,
            name=name,
            reach=reach,
            division=division,
            issues=naming.held,
        )

    def _listed(self, naming: Naming) -> Division | None:
        """Return the division of the body that a list names before: 青禾市委、市政府."""
        end, division = self.before
        joined = self.reading.text[end : naming.start] in ("、", "和")
        return division if joined and division and division.name.endswith(naming.sign) else None

    def _owner(self, naming: Naming) -> Division | None:
        section = self.reading.section_at(naming.start)
        sentence = self.reading.sentence_at(naming.start)[0]
        known = [
            near[naming.sign] for near in (self.by_organ, self.by_place) if naming.sign in near
        ]
        for first, own in ((sentence, None), (None, self.here), (section, None)):
            if first is None:
                if owner := self._stands_for(naming.sign, own):
                    return owner
                continue
            begin = first if isinstance(first, int) else first.start
            if near := next((d for start, d in known if start >= begin), None):
                return near
        return None if naming.organ in _ANYWHERE else self._only(naming.sign)

    def _only(self, sign: str) -> Division | None:
        """Return the one division that a sign can stand for, of all that the article names."""
        if sign not in self.only:
            owners = {self._stands_for(sign, place.division) for place in self.places} - {None}
            self.only[sign] = owners.pop() if len(owners) == 1 else None
        return self.only[sign]

    def _note(
        self, known: dict[str, tuple[int, Division]], start: int, division: Division | None
    ) -> None:
        if division is None:
            return
        if division not in self.signs:
            owners = ((sign, self._stands_for(sign, division)) for sign in _LEVELS)
            self.signs[division] = [(sign, above) for sign, above in owners if above]
        for sign, above in self.signs[division]:
            known[sign] = start, above

    def _stands_for(self, sign: str, division: Division | None) -> Division | None:
        """Return the division that 省, 市 or 县 stands for where ``division`` is spoken of."""
        if division is None or division == COUNTRY:
            return None
        for level in _LEVELS[sign]:
            above = self.gazetteer.ancestor(division, level)
            if above is None or above == COUNTRY or not above.name.endswith(sign):
                continue
            if division.name.endswith(sign) and above != division and above not in self.named:
                return division  # 市 of a county's city, where the city above it is not named
            if sign != "区" or level is not Level.PROVINCE:
                return above
        return None
