"""Decides which division an article is about, from where it names which.

Headline, opening sentence, the bodies that act, the place of dispatch and the paragraphs each
weigh in. One province must clearly outweigh the others and the country; inside it a prefecture or
county must hold most of the province's weight. Otherwise the article is the country's (100000).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.describe.article_text import ArticleText, SectionKind
from generator.describe.candidates import Organ, Place
from generator.describe.data_files import data_lines
from generator.describe.regions.datelines import credits_in, names_hall, names_the_source
from generator.describe.regions.divisions import COUNTRY, Division, Gazetteer, Level
from generator.describe.regions.guests import STRAIT, guests_in
from generator.describe.regions.opening_sentence import (
    NATIONAL_OPENING,
    first_sentence,
    towns_again,
)
from generator.describe.regions.school_region import find_school
from generator.model import Region
from generator.text.traced import Span

__all__ = ["choose_region"]

# Weights: what a headline names is what the story is about; the opening sentence says where; each
# further paragraph is a small vote, so that a body of ten cannot outvote a headline by chatter.
_HEAD, _SENTENCE, _OPENING, _PARAGRAPH, _ISSUER, _DISPATCH = 8.0, 4.0, 1.5, 1.0, 4.0, 3.0
_LEAST = 3.0
"""Weight below which a place is only mentioned: no headline, opening or dispatch names it."""
_ALONE = 2.0
"""The same where no other province is named and nothing speaks for the country."""
_MOST = 0.6
"""Share that one division needs of all the weight around it."""

_NATIONAL_HEAD = re.compile(
    r"全国(?!人大代表|政协委员|文明|劳模|先进)|多地|各地|多省|多部门|我国|(?<![驻新])中国(?!石|银|铁|电|移)|国家|中央|世界|全球|国际"
)
_COLUMN = re.compile(r"[（(][^（）()\n]{2,40}[）)](?=\s*(?:\n|$))")
"""The column that a headline closes with (美丽中国行): it says nothing of this story."""
_OPINION = re.compile(
    r"[（(][^（）()\n]{0,12}(?:评论|[时短快锐漫]评|社论|言论|论坛|观察|[纵之新生]观|微言|大家谈|[漫杂笔]谈|随笔)[）)]"
)
"""A column of opinion: the one place that it takes its example from is not what it is about."""
_EVENT = re.compile(
    r"(?:全国|中国|国际|世界|全球|[一-鿿]{1,3}国)(?!各地|多地)[一-鿿—·“”]{0,14}?"
    r"(?:论坛|博览会|(?<![发开进拓扩伸施])展(?=[览会出在举亮\n，、”]|$)|交易会|洽谈会|大会|研讨会|年会|峰会"
    r"|电影节|艺术节|音乐节|文化节|美食节|运动会|锦标赛|邀请赛|大赛|联赛|杯|马拉松|博物馆|纪念馆)"
)
"""An event's name. How far it reaches is not where it is held: 世界互联网大会 in 乌镇."""
_COUNTRIES = re.compile(
    "|".join(sorted(map(re.escape, data_lines("countries.txt")), key=len, reverse=True))
)


def choose_region(
    reading: ArticleText, places: Sequence[Place], organs: Sequence[Organ], year: int | None = None
) -> Region | None:
    """Return the article's own division with the spans that name it; ``None`` for an empty text.

    >>> from generator.describe.article_text import read_text
    >>> from generator.describe.regions.named_divisions import find_places
    >>> text = read_text("山东青岛出台意见\\n\\n近日，青岛市民政局印发意见。各区市要落实。")
    >>> choose_region(text, find_places(text), ()).name
    '青岛市'
    """
    if not reading.text.strip():
        return None
    gazetteer = Gazetteer.of_year(year)
    weights = _weigh(reading, places, organs)
    national = weights.pop(COUNTRY, 0.0)
    paragraphs = sum(s.part is SectionKind.BODY for s in reading.sections)
    least = max(_LEAST, paragraphs / 4)
    head = _text_of(reading, SectionKind.HEAD)
    if (
        not national
        and len({division.province for division in weights}) == 1
        and not _OPINION.search(head)
    ):
        # Nothing else is named: two paragraphs that name it are enough.
        least = max(_ALONE, paragraphs / 8)
    chosen = _descend(weights, national, least, gazetteer)
    if chosen == COUNTRY:
        chosen = _by_credit(reading, places) or chosen
    if chosen == COUNTRY and not weights and not national:
        school = find_school(reading, gazetteer)
        if school is not None:
            at, word, chosen = school
            spans = reading.spans(at, at + len(word))
            return Region(code=chosen.code, name=chosen.name, spans=spans)
    spans = _proof(reading, places, chosen)
    return Region(code=chosen.code, name=chosen.name, spans=spans)


def _text_of(reading: ArticleText, part: SectionKind) -> str:
    return "\n".join(reading.text[s.start : s.end] for s in reading.sections if s.part is part)


def _weigh(
    reading: ArticleText, places: Sequence[Place], organs: Sequence[Organ]
) -> dict[Division, float]:
    """Return how much speaks for each division, and for the country as a whole."""
    weights: dict[Division, float] = defaultdict(float)
    opening = reading.opening
    sentence_end = first_sentence(reading, places)
    counted: set[tuple[Division, int, str]] = set()
    heads = {d for p in places if _in_head(reading, p) and (d := p.division)}
    hosted = any(
        p.is_dispatch and p.division in heads and p.division.code not in STRAIT
        for p in places
        if p.division
    )
    # The towns of headline and opening sentence.
    towns = {
        d.prefecture
        for p in places
        if not p.is_dispatch and p.start < sentence_end and (d := p.division)
        if d.level > Level.PROVINCE
    }
    guests = guests_in(reading.text, places, hosted=hosted)
    for place in places:
        division = place.division
        section = reading.section_at(place.start)
        if division is None or section is None or place.is_parent:
            continue
        if place in guests:
            continue  # 台湾大学生广州实习: who came, not where
        if section.part is SectionKind.CREDIT:
            continue  # where a report was taken from; :func:`_by_credit` asks it last
        if division.code == "110000" and (place.is_dispatch or names_hall(reading.text, place)):
            continue  # 本报北京…电, 在京: the newsroom and the halls of the capital
        if place.is_dispatch:
            weight, kind = _DISPATCH, "dispatch"
            if division.prefecture not in towns and any(t[:2] == division.code[:2] for t in towns):
                continue  # 本报南京5月9日电 活动在昆山举行
        elif section.part is SectionKind.HEAD:
            weight, kind = _HEAD, "head"
        elif section is opening or section == opening:
            near = place.start < sentence_end
            weight, kind = (_SENTENCE, "sentence") if near else (_OPENING, "opening")
        else:
            weight, kind = _PARAGRAPH, "paragraph"
        key = (division, 0 if kind == "head" else section.start, kind)
        if key not in counted:
            counted.add(key)
            weights[division] += weight
    for county, start in towns_again(reading, places):
        if (county, start, "paragraph") not in counted:
            counted.add((county, start, "paragraph"))
            weights[county] += _PARAGRAPH
    national = _national(
        reading,
        sentence_end,
        # A story sent from a place outside the capital happened there, whoever took part in it.
        sent=any(p.is_dispatch and p.division and p.division.code != "110000" for p in places),
        local=any(division.code != "110000" for division in weights),
    )
    weights[COUNTRY] += national
    acted: set[str] = set()
    for organ in organs:
        section = reading.section_at(organ.start)
        if not organ.issues or section is None or organ.name in acted:
            continue
        if section.part is SectionKind.HEAD or section == opening:
            acted.add(organ.name)
            weights[organ.division or COUNTRY] += _ISSUER
    return weights


def _in_head(reading: ArticleText, place: Place) -> bool:
    section = reading.section_at(place.start)
    return section is not None and section.part is SectionKind.HEAD


def _national(reading: ArticleText, sentence_end: int, *, sent: bool, local: bool) -> float:
    """Return how much of the headline and the opening sentence speaks for the whole country.

    ``sent``: a dateline says where it happened; ``local``: a place outside the capital is named.
    """
    weight = 0.0
    head = _COLUMN.sub("", _text_of(reading, SectionKind.HEAD))
    if local:
        # What is held in the capital is the country's, as what is sent from there.
        head = _EVENT.sub("", head)
    # A foreign country is less: guests from abroad come to a town, and its goods go there. Beside
    # the town in the opening sentence it says nothing.
    share = 4 if sent else 2
    guests = 4 if local else share
    if _NATIONAL_HEAD.search(head):
        weight += _HEAD / share
    elif _COUNTRIES.search(head):
        weight += _HEAD / guests
    if reading.opening is not None and not sent:
        first = reading.text[reading.opening.start : sentence_end]
        if NATIONAL_OPENING.search(first) or (not local and _COUNTRIES.search(first)):
            weight += _SENTENCE / 2
    return weight


_WHOLE = re.compile(
    "[全我本](?:省|市|县|区|州|旗|盟)|省委|市委|县委|区委|自治区党委|(?<![各级])省民政厅"
)


def _by_credit(reading: ArticleText, places: Sequence[Place]) -> Division | None:
    """Return the credit's division for a report that only says 全省 and names no place at all."""
    named = {
        (p.division, s.part)
        for p in places
        if (s := reading.section_at(p.start)) is not None and p.division
    }
    credits = {division for division, part in named if part is SectionKind.CREDIT}
    end = min((s.start for s in reading.sections if s.part is SectionKind.CREDIT), default=0)
    if len(named) == 1 and len(credits) == 1 and _WHOLE.search(reading.text, 0, end):
        return credits.pop()
    return None


def _descend(
    weights: dict[Division, float], national: float, least: float, gazetteer: Gazetteer
) -> Division:
    """Return the deepest division that holds most of what its parent holds."""
    here, total = COUNTRY, sum(weights.values()) + national
    for level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY):
        sums: dict[Division, float] = defaultdict(float)
        for division, weight in weights.items():
            above = gazetteer.ancestor(division, level)
            if above is not None and (here is COUNTRY or here.contains(above)):
                sums[above] += weight
        if not sums:
            continue
        best = max(sums, key=lambda d: (sums[d], d.code))
        ties = [d for d in sums if sums[d] == sums[best]]
        if len(ties) > 1 or sums[best] < max(_MOST * total, least):
            if level is Level.PREFECTURE and here.code[:2] in _NO_PREFECTURES:
                continue
            break
        here, total = best, sums[best]
    return here


_NO_PREFECTURES = ("11", "12", "31", "50")
"""直辖市: their districts stand right under the province."""


def _proof(reading: ArticleText, places: Sequence[Place], chosen: Division) -> tuple[Span, ...]:
    """Return where the chosen division is named, or what lies in it when it is not."""
    if chosen == COUNTRY:
        return ()
    named = [p for p in places if p.division == chosen]
    inside = named or [p for p in places if p.division and chosen.contains(p.division)]
    return tuple(dict.fromkeys(s for p in inside for s in reading.spans(p.start, p.end)))


def list_regions(reading: ArticleText, places: Iterable[Place]) -> tuple[Region, ...]:
    """Return the divisions named, each once with all its spans, in order of first naming.

    One that stays undecided, or whose name others once had where the page has no date, is listed
    with all its candidates, its code first. Datelines and credits name nothing that is reported on.
    """
    spans: dict[tuple[Division, ...], dict[Span, None]] = {}
    credits = credits_in(reading.text)
    for place in places:
        before = bisect_right(credits, place.start, key=_first) - 1
        if before >= 0 and place.start < credits[before][1]:
            continue
        if place.is_dispatch or names_the_source(reading, reading.section_at(place.start)):
            continue
        known = spans.setdefault((*place.candidates, *place.others), {})
        known.update(dict.fromkeys(reading.spans(place.start, place.end)))
    return tuple(
        Region(
            code=divisions[0].code,
            name=divisions[0].name,
            spans=tuple(found),
            candidates=tuple(d.code for d in divisions) if len(divisions) > 1 else (),
        )
        for divisions, found in spans.items()
    )


def _first(span: Span) -> int:
    return span[0]
