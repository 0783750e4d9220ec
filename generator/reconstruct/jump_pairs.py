"""Which ends of texts may be one text's, and what speaks for it: pages, issue, language, words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from generator.model import ALONE, ArticleRef, differs, same_value, seed_stem
from generator.reconstruct.jump_ends import JumpEnd, JumpPage, PageNumber
from generator.scores.jumps import jump_nats, jump_signs
from generator.text.similarity import GramIndex

__all__ = ["PRINTED", "JumpPages", "JumpPair"]

_FITS = log(16)
"""Nats of a sign that fits by chance where it fits: newspapers have up to sixteen pages a day."""
PRINTED = 1000.0
"""Nats of two pages that name one another and are both there: nothing outweighs that."""
_MOST = 12
"""Ends that are compared with one: where more fit it, nothing tells which."""


@dataclass(frozen=True, slots=True)
class JumpPair:
    """Two ends that may be one text."""

    above: JumpEnd
    below: JumpEnd
    nats: float
    printed: bool
    """Whether each page is the one that the other names."""

    @property
    def gain(self) -> float:
        """What the pair counts among others."""
        return self.nats + PRINTED if self.printed else self.nats


class JumpPages:
    """The pages of a folder that have ends."""

    def __init__(self, pages: Sequence[JumpPage]) -> None:
        self.pages = {page.name: page for page in pages}
        self._indexes: dict[tuple[str, str], GramIndex] = {}

    @cached_property
    def names(self) -> dict[ArticleRef, str]:
        """What each article is called."""
        return {
            ArticleRef(page.name, number): name
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
                name, _, words = end.wanted.partition(":")
                above = self._named(name.strip(), words.strip(), end)
                if isinstance(above, str):
                    findings.append(f"{page.name}: continued_from: {above}")
                else:
                    pairs.append(JumpPair(above, end, PRINTED, printed=True))
        return pairs, findings

    def _named(self, name: str, words: str, end: JumpEnd) -> JumpEnd | str:
        """Return the end that an editor names, or what is wrong with the name."""
        found = [page for page in self.pages.values() if name in (page.name, seed_stem(page.name))]
        ends = [
            away
            for page in found
            for away in page.ends
            if away.away and page.name != end.article.page and words in self._said(away)
        ]
        if not ends:
            rest = f" that has the words “{words}”" if words else ""
            return f"no article of “{name}”{rest} says that it goes on elsewhere (下转)."
        if len(ends) > 1:
            return f"{len(ends)} articles of “{name}” go on elsewhere. Add words: “{name}: …”."
        return ends[0]

    def _said(self, end: JumpEnd) -> str:
        return self.names[end.article] + self._text(end)

    def pairs(self) -> Iterator[JumpPair]:
        """Yield each two ends that may be one text, with what speaks for it."""
        away = [end for page in self.pages.values() for end in page.ends if end.away]
        by_day: dict[str | None, list[JumpEnd]] = defaultdict(list)
        for end in away:
            by_day[_day(self.pages[end.article.page])].append(end)
        for page in self.pages.values():
            day = _day(page)
            near = away if day is None else [*by_day[day], *by_day[None], *_vague(by_day, day)]
            for below in page.ends:
                if below.away or below.wanted is not None:
                    continue
                able = [above for above in near if self._able(above, below)]
                if len(able) <= _MOST:
                    yield from (self._pair(above, below, alone=len(able) == 1) for above in able)

    def _able(self, above: JumpEnd, below: JumpEnd) -> bool:
        one, other = self.pages[above.article.page], self.pages[below.article.page]
        return (
            one is not other
            and _same_issue(one, other)
            and _may_be(above.number, other.number)
            and _may_be(below.number, one.number)
        )

    def _pair(self, above: JumpEnd, below: JumpEnd, *, alone: bool) -> JumpPair:
        one, other = self.pages[above.article.page], self.pages[below.article.page]
        fits = [_fit(above.number, other), _fit(below.number, one)]
        dated = one.file == other.file or (_day(one) is not None and _day(one) == _day(other))
        nats = self._language(above, below) + _FITS * (sum(fits) + dated + alone)
        return JumpPair(above, below, round(nats, 3), fits == [1, 1])

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


def _vague(by_day: Mapping[str | None, Sequence[JumpEnd]], day: str) -> Iterator[JumpEnd]:
    """Yield the ends of other days that may be the same: one of them tells less (2024-05)."""
    for other, ends in by_day.items():
        if other is not None and other != day and not differs(other, day):
            yield from ends


def _same_issue(one: JumpPage, other: JumpPage) -> bool:
    """Return whether nothing parts two pages: neither the newspaper's name nor the day."""
    if one.publication and other.publication and not same_value(one.publication, other.publication):
        return False
    days = (_day(one), _day(other))
    return days[0] is None or days[1] is None or not differs(days[0], days[1])


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
