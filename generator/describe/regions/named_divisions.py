"""Finds the divisions of China that an article names.

Left to right, longest name first, as a reader does: 上海南站 is 上海 and a station, never 海南.
A name may be followed by one inside it (重庆市璧山区, 山东东营垦利区, 江苏昆山), and only there is
a county's name taken without its class. Names that several divisions share are decided by the
sentence, the paragraph, the headline, then the article; what these leave open stays open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import accumulate

import numpy as np

from generator.describe.article_text import ArticleText, SectionKind
from generator.describe.candidates import Place
from generator.describe.data_files import data_lines
from generator.describe.document_titles import works_in
from generator.describe.regions.abroad import countries_at, country_end
from generator.describe.regions.datelines import datelines_in, posts_in
from generator.describe.regions.divisions import Division, Form, Gazetteer, Level, Name
from generator.describe.regions.region_context import (
    CLASSES,
    is_person,
    is_torn,
    region_rules,
    reporters_in,
    runs_on,
)
from generator.describe.regions.region_disambiguation import decide_shared, youngest
from generator.describe.regions.region_support import opens_word, supported

__all__ = ["find_places"]


def find_places(reading: ArticleText, year: int | None = None) -> tuple[Place, ...]:
    """Return every naming of a division, in the order of the text.

    ``year`` is the year the article is of, where the page proves one: names and codes are those
    then in force. Without it every division since 1980 is known and the youngest of a line is
    taken.

    >>> from generator.describe.article_text import read_text
    >>> [(p.division.code, p.division.name)
    ...  for p in find_places(read_text("重庆市江北区民政局介绍。"), 2022)]
    [('500000', '重庆市'), ('500105', '江北区')]
    >>> find_places(read_text("国际合作市场资源丰富，人民生活富裕。"), 2022)
    ()
    """
    return _Finder(reading, Gazetteer.of_year(year)).places()


_GENERIC = frozenset(data_lines("generic_names.txt"))
_WATERS = tuple("山河湖江岛峰")


class _Finder:
    """One scan of one article. Holds state only while it runs."""

    def __init__(self, reading: ArticleText, gazetteer: Gazetteer) -> None:
        self.reading = reading
        self.text = reading.text
        self.gazetteer = gazetteer
        self.rules = region_rules()
        self.found: list[Place] = []
        self.doubtful: list[Place] = []  # names that need the article's support
        dispatches = datelines_in(reading)
        self.dispatches = frozenset(dispatches)
        self.dispatch_starts = [start for start, _end in dispatches]
        self.dispatch_ends = [*accumulate((end for _start, end in dispatches), max)]
        """How far those reach that begin no later than each."""

    def places(self) -> tuple[Place, ...]:
        text, end = self.text, 0
        # in the order of the text, as `at` goes
        bylines = [(s.start, s.end) for s in self.reading.sections if s.part is SectionKind.OTHER]
        skip = iter(sorted([*bylines, *reporters_in(text), *posts_in(text), *works_in(text)]))
        inside = next(skip, None)
        for at, named, foreign in self._starts():
            if at < end:
                continue
            while inside and inside[1] <= at:
                inside = next(skip, None)
            if inside and inside[0] <= at:
                end = inside[1]
            elif foreign and (abroad := country_end(text, at, self.gazetteer)) is not None:
                end = abroad  # 乌干达州立大学 is not of 达州
            else:
                end = (named and self._chain(at)) or self._signs(at) or at + 1
        self.found = list(decide_shared(self.found, self.reading, self.gazetteer))
        self.found = [*self._without_seas()]
        self.found += supported(text, self.found, self.doubtful, self.gazetteer)
        return tuple(sorted(self.found, key=lambda p: p.start))

    def _starts(self) -> Iterator[tuple[int, bool, bool]]:
        """Yield where a name may begin, and whether it may be a division's or a country's.

        What is neither may be a sign for a division (京津冀).
        """
        text = self.text
        named, abroad = self.gazetteer.lexicon.may_start_at(text), countries_at(text)
        signs = [found.start() for found in self.rules.signs.finditer(text)]
        some = named | abroad
        some[signs] = True
        starts = np.flatnonzero(some)
        yield from zip(
            starts.tolist(), named[starts].tolist(), abroad[starts].tolist(), strict=True
        )

    # -- reading names ----------------------------------------------------------------------

    def _chain(self, at: int) -> int | None:
        """Read a name at ``at`` and those inside it; return where they end."""
        first = self._name(at, None)
        if first is None:
            return None
        chain = [first]
        while child := self._name(chain[-1].end, chain[-1].candidates):
            self._narrow(chain, child)
            chain.append(child)
        parents = [replace(p, is_parent=True) for p in chain[:-1]]
        self.found += [*parents, chain[-1]]
        end = chain[-1].end
        # 湖北宜昌、荆门: the province goes on to hold for the names in its list.
        while parents and self.text[end : end + 1] in ("、", "和"):
            more = self._name(end + 1, parents[-1].candidates)
            if more is None or self._name(end + 1, None, longer_than=more) is not None:
                break
            self.found.append(more)
            end = more.end
        return end

    @staticmethod
    def _narrow(chain: list[Place], child: Place) -> None:
        """Keep of each parent's candidates only those that hold what follows."""
        for i, parent in enumerate(chain):
            held = tuple(
                d for d in parent.candidates if any(d.contains(c) for c in child.candidates)
            )
            chain[i] = replace(parent, candidates=held or parent.candidates)

    def _name(
        self, at: int, parents: tuple[Division, ...] | None, longer_than: Place | None = None
    ) -> Place | None:
        """Return the longest name at ``at`` that may stand there."""
        for word, names in self.gazetteer.lexicon.words_at(self.text, at):
            end = at + len(word)
            if longer_than and end <= longer_than.end:
                return None
            if not self._may_stand(word, names, at):
                continue
            if parents is not None:
                names = tuple(
                    (f, d)
                    for f, d in names
                    if any(p.contains(d) and p.code != d.code for p in parents)
                )
            if parents is None and is_torn(self.text, word, at):
                continue
            dispatch = (at, end) in self.dispatches  # 本报富平5月3日电: a county without its class
            safe = [n for n in names if self._is_safe(n, word, at, chained=parents is not None)]
            if dispatch and not safe:
                safe = [n for n in names if n[0] is not Form.BARE] or list(names)
            if safe:
                return Place(
                    start=at,
                    end=end,
                    candidates=youngest(d for _form, d in safe),
                    is_dispatch=self._is_in_dispatch(at, end),
                    is_area=word in self.gazetteer.areas,
                )
            if names and parents is None:
                self.doubtful.append(
                    Place(start=at, end=end, candidates=youngest(d for _form, d in names))
                )
        return None

    def _is_in_dispatch(self, start: int, end: int) -> bool:
        before = bisect_right(self.dispatch_starts, start)
        return before > 0 and self.dispatch_ends[before - 1] >= end

    def _may_stand(self, word: str, names: Iterable[Name], at: int) -> bool:
        """Return whether neither side makes another word or somebody's name of it."""
        taken = self.found[-1].end if self.found else 0  # what an earlier name holds is no trap
        weak = all(form is Form.WEAK for form, _division in names)
        if runs_on(self.text, word, at, taken, weak=weak):
            return False
        return at == taken > 0 or not is_person(self.text, word, at)

    def _is_safe(self, name: Name, word: str, at: int, *, chained: bool) -> bool:
        form, division = name
        if form is Form.BARE and self.text[at + len(word) : at + len(word) + 1] in _WATERS:
            return False  # 吉林长白山, 湖南沅江: the mountain or river, not the county
        if chained or form is Form.FULL:
            return True
        if form is Form.SHORT:
            # 长沙市桂林路: after a division named in full, another one's short name is that of a
            # place inside it.
            before = self.found[-1] if self.found else None
            return (
                before is None
                or before.end != at
                or division.level is Level.PROVINCE
                or self.text[at - 1] not in CLASSES
            )
        if (
            form is Form.WEAK
            and word[-1] == division.name[-1]
            and word not in _GENERIC
            and len(word) > 2
        ):
            # 合作市, 公安县: the class makes the place, if the word before it has ended.
            return opens_word(self.text, at)
        return False

    def _signs(self, at: int) -> int | None:
        """Read 省市简称 at ``at``: 京津冀, 鲁渝; 在京, 赴鲁."""
        rules, text = self.rules, self.text
        if text[at] not in rules.abbreviations:
            return None
        if (m := rules.strings.match(text, at)) and not text.startswith(
            rules.string_not_before, m.end()
        ):
            signs = m.group()
            is_line = rules.lines.match(text, m.end()) is not None
            if is_line or is_person(text, signs, at):
                return m.end()
            if len(set(signs)) == len(signs):
                return self._add_signs(at, signs)
        if m := rules.single.match(text, at):
            return self._add_signs(at, m.group())
        return None

    def _add_signs(self, at: int, signs: str) -> int:
        for i, sign in enumerate(signs):
            division = self.gazetteer.get(self.rules.abbreviations[sign])
            if division:
                self.found.append(Place(start=at + i, end=at + i + 1, candidates=(division,)))
        return at + len(signs)

    def _without_seas(self) -> Iterator[Place]:
        """Yield the places, but not 南海区 whose sentence speaks of the sea, alone of its province.

        >>> from generator.describe.article_text import read_text
        >>> [len(find_places(read_text(t))) for t in ("南海区海洋生态状况", "南海区养老服务")]
        [0, 1]
        """
        text, rules = self.text, self.rules

        @cache
        def is_of_the_sea(start: int, end: int) -> bool:
            return rules.sea_words.search(text, start, end) is not None

        @cache
        def is_alone(candidates: tuple[Division, ...]) -> bool:
            provinces = {d.province for d in candidates}
            others = (p.division for p in self.found if p.candidates != candidates)
            return not any(other and other.province in provinces for other in others)

        for place in self.found:
            if not (
                text[place.start : place.end] in rules.seas
                and is_of_the_sea(*self.reading.sentence_at(place.start))
                and is_alone(place.candidates)
            ):
                yield place
