"""Which ends of texts may be one text's, and what speaks for it: pages, issue, language, words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import log
from operator import itemgetter

from generator.model import ALONE, ArticleRef, differs, same_value, seed_stem
from generator.reconstruct.jumps.ends import JumpEnd, JumpPage, PageNumber
from generator.scores.continuity import jump_nats, jump_signs
from generator.text.quotations import fold_quotation
from generator.text.similarity import GramIndex

__all__ = ["MOST_ENDS", "PRINTED", "JumpPages", "JumpPair"]

_FITS = log(16)
"""Nats of a sign that fits by chance where it fits: newspapers have up to sixteen pages a day."""
PRINTED = 1000.0
"""Nats of two pages that name one another and are both there: nothing outweighs that."""
MOST_ENDS = 12
"""Ends that are compared with one: where more fit it, nothing tells which."""
_LONGEST = 40
"""Characters of what an article is called where it is only named."""
_COLON = re.compile("[:：]")
"""Between a page's name and words of an article on it."""
_WHOLE_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""A day that can be no other one."""


@dataclass(frozen=True, slots=True)
class JumpPair:
    """Two ends that may be one text."""

    above: JumpEnd
    below: JumpEnd
    nats: float
    printed: bool
    """Whether each page is the one that the other names, in one issue."""

    @property
    def gain(self) -> float:
        """What the pair counts among others."""
        return self.nats + PRINTED if self.printed else self.nats


class JumpPages:
    """The pages of a folder that have ends."""

    def __init__(self, pages: Sequence[JumpPage]) -> None:
        self.pages = {page.name: page for page in pages}
        self._indexes: dict[tuple[str, str], GramIndex] = {}
        self._folded: dict[ArticleRef, str] = {}

    @cached_property
    def names(self) -> dict[ArticleRef, str]:
        """What each article is called where it is only named."""
        return {
            ArticleRef(page.name, number): name
            if len(name) <= _LONGEST
            else f"{name[: _LONGEST - 1]}…"
            for page in self.pages.values()
            for number, name in enumerate(page.names)
        }

    def stated(self) -> tuple[list[JumpPair], list[str]]:
        """Return the pairs that editors state, and a line for each that cannot be made."""
        pairs: list[JumpPair] = []
        findings: list[str] = []
        for page in self.pages.values():
            for end in page.ends:
                if end.wanted is None or end.wanted == ALONE:
                    continue
                above = self._named(*self._parted(end.wanted), end)
                if isinstance(above, str):
                    findings.append(f"{page.name}: continued_from: {above}")
                else:
                    pairs.append(JumpPair(above, end, PRINTED, printed=True))
        return pairs, findings

    def _parted(self, wanted: str) -> tuple[str, str]:
        """Return the page that an editor names, and the words; a page's name may have a colon."""
        cuts = [len(wanted), *(colon.start() for colon in _COLON.finditer(wanted))]
        known = (cut for cut in (cuts[0], *cuts[:0:-1]) if wanted[:cut].strip() in self._called)
        cut = next(known, cuts[1] if len(cuts) > 1 else cuts[0])
        return wanted[:cut].strip(), wanted[cut + 1 :].strip()

    @cached_property
    def _called(self) -> dict[str, list[JumpPage]]:
        """The pages by their names, with and without their endings."""
        called: dict[str, list[JumpPage]] = defaultdict(list)
        for page in self.pages.values():
            for name in {page.name, seed_stem(page.name)}:
                called[name].append(page)
        return called

    def _named(self, name: str, words: str, end: JumpEnd) -> JumpEnd | str:
        """Return the end that an editor names, or what is wrong with the name."""
        quoted = fold_quotation(words)
        ends = [
            away
            for page in self._called.get(name, ())
            for away in page.ends
            if away.away and page.name != end.article.page and quoted in self._said(away)
        ]
        if not ends:
            rest = f" that has the words “{words}”" if words else ""
            return f"no article of “{name}”{rest} says that it goes on elsewhere (下转)."
        if len(ends) > 1:
            return f"{len(ends)} articles of “{name}” go on elsewhere. Add words: “{name}: …”."
        return ends[0]

    def _said(self, end: JumpEnd) -> str:
        if end.article not in self._folded:
            page, number = self.pages[end.article.page], end.article.number
            said = fold_quotation(f"{page.names[number]}{page.texts[number]}")
            self._folded[end.article] = said
        return self._folded[end.article]

    def pairs(self) -> Iterator[JumpPair]:
        """Yield each two ends that may be one text, with what speaks for it."""
        waiting = _Waiting(self.pages)
        for page in self.pages.values():
            self._indexes.clear()  # each is of two pages, and as large
            for below in page.ends:
                if below.away or below.wanted is not None:
                    continue
                able = [*islice(waiting.able(page, below), MOST_ENDS + 1)]
                if len(able) <= MOST_ENDS:
                    yield from (self._pair(above, below, alone=len(able) == 1) for above in able)

    def _pair(self, above: JumpEnd, below: JumpEnd, *, alone: bool) -> JumpPair:
        """Return two ends with what speaks for them.

        That pages name one another, and that no others do, tells only where their issue is known
        to be one: each day has a page 1 that goes on on page 3.
        """
        one, other = self.pages[above.article.page], self.pages[below.article.page]
        fits = [_fit(above.number, other), _fit(below.number, one)]
        dated = one.file == other.file or (_day(one) is not None and _day(one) == _day(other))
        signs = sum(fits) + (1 + alone if dated else 0)
        nats = self._language(above, below) + _FITS * signs
        return JumpPair(above, below, round(nats, 3), dated and fits == [1, 1])

    def _language(self, above: JumpEnd, below: JumpEnd) -> float:
        one, other = self.pages[above.article.page], self.pages[below.article.page]
        key = (one.name, other.name)
        if key not in self._indexes:
            self._indexes[key] = GramIndex([*one.texts, *other.texts])
        numbers = (above.article.number, len(one.texts) + below.article.number)
        texts = (self._text(above), self._text(below))
        return jump_nats(jump_signs(*texts, self._indexes[key], numbers))

    def _text(self, end: JumpEnd) -> str:
        return self.pages[end.article.page].texts[end.article.number]


def _day(page: JumpPage) -> str | None:
    return page.day or page.day_named


_Told = tuple[str | None, PageNumber | None, PageNumber | None]
"""The newspaper, the number of a page, and that of the other page as an end on it says."""


class _Waiting:
    """The ends that go on elsewhere: those that tell the same together, by their days.

    A folder may hold twenty years of pages, with or without their days, and each continuation is
    held only against those that it may continue.
    """

    def __init__(self, pages: Mapping[str, JumpPage]) -> None:
        self._by_day: dict[_Told, dict[str | None, list[JumpEnd]]] = {}
        for page in pages.values():
            for end in page.ends:
                if end.away:
                    by_day = self._by_day.setdefault(_told(page, end), {})
                    by_day.setdefault(_day(page), []).append(end)
        self._vague = {
            told: [day for day in by_day if day is not None and not _WHOLE_DAY.fullmatch(day)]
            for told, by_day in self._by_day.items()
        }
        self._fitting: dict[_Told, list[_Told]] = {}
        self._saying: dict[int | None, list[tuple[int, _Told]]] = defaultdict(list)
        """The same by the one page that they name, each with its place among all."""
        for n, told in enumerate(self._by_day):
            said = told[2]
            one = said.first if said is not None and said.first == said.last else None
            self._saying[one].append((n, told))

    def able(self, page: JumpPage, below: JumpEnd) -> Iterator[JumpEnd]:
        """Yield the ends of other pages that nothing parts from one of ``page``."""
        told = _told(page, below)
        if told not in self._fitting:
            self._fitting[told] = [o for o in self._naming(page.number) if _may_fit(o, told)]
        for other in self._fitting[told]:
            for day in self._days(other, _day(page)):
                ends = self._by_day[other].get(day, ())
                yield from (end for end in ends if end.article.page != page.name)

    def _naming(self, number: PageNumber | None) -> Iterable[_Told]:
        """Return what ends tell that may name a page of this number, in the order of the pages."""
        if number is None:
            return self._by_day
        own: Iterable[int] = range(number.first, number.last + 1)
        if number.last - number.first > len(self._saying):
            own = [n for n in self._saying if n is not None and n in own]
        found = [each for n in (None, *own) for each in self._saying.get(n, ())]
        return [told for _, told in sorted(found, key=itemgetter(0))]

    def _days(self, told: _Told, day: str | None) -> Iterator[str | None]:
        """Yield the days of ends that may be ``day``; that some tell less (2024-05) parts none."""
        if day is None:
            yield from self._by_day[told]
            return
        yield from (day, None)
        others = self._vague[told] if _WHOLE_DAY.fullmatch(day) else self._by_day[told]
        for other in others:
            if other is not None and other != day and not differs(other, day):
                yield other


def _told(page: JumpPage, end: JumpEnd) -> _Told:
    return page.publication, page.number, end.number


def _may_fit(above: _Told, below: _Told) -> bool:
    """Return whether neither the newspaper's name nor the numbers of pages part two ends."""
    (one, number, said), (other, below_number, below_said) = above, below
    same = not one or not other or same_value(one, other)
    return same and _may_be(said, below_number) and _may_be(below_said, number)


def _may_be(said: PageNumber | None, printed: PageNumber | None) -> bool:
    return said is None or printed is None or said.fits(printed)


def _fit(said: PageNumber | None, page: JumpPage) -> int:
    """Return 1 where a page is the one that is said, 0 where nobody knows.

    Its file's name may count otherwise than the newspaper does: it speaks against, no more.
    """
    number = page.number or page.number_named
    if said is None or number is None:
        return 0
    return 1 if said.fits(number) else -1
