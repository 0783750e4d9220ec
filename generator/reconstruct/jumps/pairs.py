"""Which ends of texts may be one text's, and what speaks for it: pages, issue, language, words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import log

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
_NAME = 255
"""Bytes that the name of a file may have."""
_COLON = re.compile("[:：]")
"""Between a page's name and words of an article on it."""
_BLANKS = 40
"""Before such a colon; whoever writes four megabytes of colons names no page."""
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
            ArticleRef(page.name, number): _short(name)
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
        most = max(map(len, self._called), default=0) + _BLANKS
        cuts = [colon.start() for colon in _COLON.finditer(wanted, 0, most)]
        ends = (*([len(wanted)] if len(wanted) <= most else ()), *reversed(cuts))
        known = (cut for cut in ends if wanted[:cut].strip() in self._called)
        first = _COLON.search(wanted)
        cut = next(known, first.start() if first else len(wanted))
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
            rest = f" that has the words “{_short(words)}”" if words else ""
            name = _short(name, _NAME)
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
                able = waiting.able(page, below) or ()
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


def _short(name: str, most: int = _LONGEST) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _day(page: JumpPage) -> str | None:
    return page.day or page.day_named


_Group = tuple[str | None, PageNumber | None]
"""The newspaper and the number of a page."""
_MOST_HELD = 100
"""Numbers of pages for which the ends that may name them are held."""


class _Ends:
    """Ends by their days, those of each day by their pages."""

    def __init__(self) -> None:
        self.by_day: dict[str | None, dict[str, list[JumpEnd]]] = {}
        self.vague: list[str] = []
        """Days that tell less than which day it is: 2024-05."""

    def add(self, day: str | None, end: JumpEnd) -> None:
        if day not in self.by_day:
            self.by_day[day] = {}
            if day is not None and not _WHOLE_DAY.fullmatch(day):
                self.vague.append(day)
        self.by_day[day].setdefault(end.article.page, []).append(end)

    def of(self, day: str | None, other_than: str) -> Iterator[JumpEnd]:
        """Yield those that may be of a day and are of another page than one."""
        for each in self._days(day):
            for name, ends in self.by_day.get(each, {}).items():
                if name != other_than:
                    yield from ends

    def _days(self, day: str | None) -> Iterator[str | None]:
        """Yield the days that may be ``day``; that some tell less parts none."""
        if day is None:
            yield from self.by_day
            return
        yield from (day, None)
        for other in self.vague if _WHOLE_DAY.fullmatch(day) else self.by_day:
            if other is not None and other != day and not differs(other, day):
                yield other


class _Waiting:
    """The ends that go on elsewhere: those of one newspaper's pages of one number, by their days.

    A folder may hold twenty years of pages, with or without their days, and each continuation is
    held only against those that it may continue: one that fits none must not look at all, nor one
    that fits thousands of its own page.
    """

    def __init__(self, pages: Mapping[str, JumpPage]) -> None:
        self._places = {name: n for n, name in enumerate(pages)}
        self._all: list[tuple[_Group, str | None, JumpEnd]] = []
        self._saying: dict[int | None, list[int]] = defaultdict(list)
        """Where they stand in this list by the one page that they name."""
        for page in pages.values():
            for end in page.ends:
                if end.away:
                    said = end.number
                    one = said.first if said is not None and said.first == said.last else None
                    self._saying[one].append(len(self._all))
                    self._all.append(((page.publication, page.number), _day(page), end))
        self._held: dict[PageNumber | None, dict[_Group, _Ends]] = {}
        self._fitting: dict[tuple[_Group, PageNumber | None], list[_Ends]] = {}

    def able(self, page: JumpPage, below: JumpEnd) -> list[JumpEnd] | None:
        """Return the ends of other pages that nothing parts from one of ``page``, in their order;
        ``None`` where there are more than :data:`MOST_ENDS`."""
        name, day = page.name, _day(page)
        fitting = (end for ends in self._fit(page, below) for end in ends.of(day, name))
        found = [*islice(fitting, MOST_ENDS + 1)]
        if len(found) > MOST_ENDS:
            return None
        return sorted(found, key=lambda end: (self._places[end.article.page], end.article.number))

    def _fit(self, page: JumpPage, below: JumpEnd) -> list[_Ends]:
        """Return ends that neither the newspaper's name nor numbers of pages part from one."""
        naming = self._naming(page.number)
        key = (page.publication, page.number), below.number
        if key not in self._fitting:
            self._fitting[key] = [
                ends
                for (paper, number), ends in naming.items()
                if (not paper or not page.publication or same_value(paper, page.publication))
                and _may_be(below.number, number)
            ]
        return self._fitting[key]

    def _naming(self, number: PageNumber | None) -> dict[_Group, _Ends]:
        """Return the ends that may name a page of this number."""
        if number in self._held:
            return self._held[number]
        if len(self._held) >= _MOST_HELD:
            self._held.clear()
            self._fitting.clear()
        held: dict[_Group, _Ends] = {}
        self._held[number] = held
        for at in range(len(self._all)) if number is None else self._places_naming(number):
            group, day, end = self._all[at]
            if _may_be(end.number, number):
                held.setdefault(group, _Ends()).add(day, end)
        return held

    def _places_naming(self, number: PageNumber) -> list[int]:
        own: Iterable[int] = range(number.first, number.last + 1)
        if number.last - number.first > len(self._saying):
            own = [n for n in self._saying if n is not None and n in own]
        return sorted(at for n in (None, *own) for at in self._saying.get(n, ()))


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
