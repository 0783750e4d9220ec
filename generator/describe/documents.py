"""Finds the policy papers that an article names, with short names, issuers and their region.

A short name (《意见》) belongs to the paper that 以下简称 gives it to, or to the last paper before
it that ends like it; in a headline, to the only paper of the article that does. A title without the
place or years that another begins with (《河道管理条例》 beside 《江苏省河道管理条例》) is its.
Which titles are papers is told by :mod:`~generator.describe.document_titles`, which are one paper
by :func:`~generator.describe.document_titles.document_key`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from generator.describe.agencies.reporting_verbs import comes_out
from generator.describe.article_text import ArticleText, titles_in
from generator.describe.candidates import Organ, Place
from generator.describe.document_titles import (
    MOST_DROPPED,
    core_of,
    document_key,
    is_paper,
    is_short,
    kind_of,
    needs_issuer,
    shortens,
    title_rules,
)
from generator.describe.named_papers import NamedPaper, ending_like, longer_titles
from generator.describe.regions.divisions import COUNTRY, Division
from generator.model import Document

__all__ = ["find_documents"]


def find_documents(
    reading: ArticleText, organs: Sequence[Organ], places: Sequence[Place] = ()
) -> tuple[tuple[Document, ...], frozenset[str]]:
    """Return the policy papers in the order in which they are first named, and who issued any.

    The second are named around a title, or in it where it comes out; one that only a title that is
    cited names (贯彻《国务院关于…的意见》) issued that paper, and nothing here.

    >>> from generator.describe.article_text import read_text
    >>> text = read_text("北京印发《养老服务指引（试行）》（以下简称《指引》），《指引》要求。")
    >>> [(d.title, d.short, d.key) for d in find_documents(text, ())[0]]
    [('《养老服务指引（试行）》', ('《指引》',), '养老服务指引(试行)')]
    """
    search = _PaperSearch(reading, organs, places)
    for start, end in titles_in(reading.text):
        if end - start <= _LONGEST:
            search.take(start, end)
    search.settle()
    return tuple(paper.document() for paper in search.papers.values()), frozenset(search.acted)


_LONGEST = 200
"""Characters of the longest title: what is set in 《》 beyond it has lost its closing mark."""
_LONGEST_SHORT = 24
"""Characters of the longest short name: a few words of kind (若干政策措施实施细则)."""
_MOST_ISSUERS = 60
"""Bodies that may issue one paper together, and stand in a list before it."""
_MOST_LISTED = 60
"""Papers of one list that may have one short name: a list may be endless."""
_AROUND = 16
"""Characters on either side of a title that tell a work from a paper."""
_DEFINED = re.compile(
    r"[，]?[（(]?(?:[^（）()，。]{0,12}[，；])?(?:以下|下文|下)?(?P<all>统|合)?(?:均|都)?(?:简称|称)为?[:：]?[“‘]?"
    r"(?P<name>《[^》]+》|[^《》“”，。）]{2,12})[”’]?[）)]?"
)
_ISSUED_WITH = "印发"
"""What a title after a paper of the same list is read as issued with."""
_PASSED_ON = re.compile("(?:日前|近日|近期)?(?:同意并)?(?:转发|批转)了?")
_JOINED = re.compile(
    r"(?:、|和|与|及|以及|[（(][^（）()]{0,40}[）)])?(?:新修订的|新制定的|修订后的)?"
)
_LISTED = re.compile(r"(?:、| |和|与|及|以及|，?(?:日前|近日)?，?(?:会同|联合))?")
_YEAR_FIRST = re.compile(r"《(?:\d{4}年度?)?")
_PASSIVE = re.compile(r"(?:（[^）]{0,30}）)?(?:已|近日|日前|，)*(?:由|经)")


class _PaperSearch:
    """One pass over one article's titles. Holds state only while it runs."""

    def __init__(
        self, reading: ArticleText, organs: Sequence[Organ], places: Sequence[Place]
    ) -> None:
        self.reading = reading
        self.text = reading.text
        self.organs = organs
        self.starts = [organ.start for organ in organs]
        self.places = places
        self.place_ends = [place.end for place in places]
        self.papers: dict[str, NamedPaper] = {}
        self.acted: set[str] = set()
        """Bodies that issued one, by what is told of it."""
        self.by_short: dict[str, NamedPaper] = {}
        self.by_ending: dict[str, NamedPaper] = {}
        self.by_kind: dict[str | None, list[NamedPaper]] = defaultdict(list)
        self.loose: list[tuple[int, int]] = []
        self.row: list[NamedPaper] = []
        """The last papers that one list names, the last of all at ``row_end``."""
        self.rows = 0
        self.row_end = -1
        self.work_end = -1

    def take(self, start: int, end: int) -> None:
        """Note the title from ``start`` to ``end``."""
        title = self.text[start:end]
        core = core_of(title)
        if owner := self.by_short.get(title):
            self._tie(owner, start, end)
            return
        before = self.text[max(0, start - _AROUND) : start]
        after = self.text[end : end + _AROUND]
        joined = self.row_end >= 0 and _JOINED.fullmatch(self.text, self.row_end, start)
        listed_work = self.work_end >= 0 and _LISTED.fullmatch(self.text, self.work_end, start)
        if joined:
            before = _ISSUED_WITH
        if listed_work or not is_paper(title, before, after):
            self.work_end = end if listed_work or before.endswith(title_rules().works) else -1
            return
        if is_short(core):
            if owner := self.by_ending.get(core) or self._only(core):
                self._tie(owner, start, end)
            else:
                self.loose.append((start, end))
            return
        key = document_key(title)
        paper = self.papers.get(key)
        issuers = self._issuers(start, end)
        if paper is None and not issuers and not joined and needs_issuer(title, before, after):
            return
        longer = self.by_ending.get(core)
        if paper is None and not issuers and not joined and longer and shortens(core, longer.core):
            self._tie(longer, start, end)
            return
        if paper is None:
            printed = self.reading.printed(start, end)
            paper = self.papers[key] = NamedPaper(title=printed, key=key, core=core)
            self.by_kind[kind_of(core)].append(paper)
        tails = range(1, min(len(core), _LONGEST_SHORT))
        self.by_ending.update((core[-n:], paper) for n in tails)
        paper.spans.update(dict.fromkeys(self.reading.spans(start, end)))
        self.row = [*self.row[1 - _MOST_LISTED :], paper] if joined else [paper]
        self.rows += not joined
        paper.rows.add(self.rows)
        self.row_end = end
        if joined and not issuers and len(self.row) > 1:
            issuers = dict(self.row[-2].issuers)
        paper.issuers.update(issuers)
        if place := self._place(start, title):
            paper.places.append(place)
        self._define(paper, end)

    def settle(self) -> None:
        """Tie the short names that stood before their paper, when only one can be meant."""
        loose = [(start, end, core_of(self.text[start:end])) for start, end in self.loose]
        ending = ending_like(self.papers.values(), {core for _start, _end, core in loose})
        for start, end, core in loose:
            owner = self.by_short.get(self.text[start:end])
            if owner is None and len(ending[core]) == 1:
                (owner,) = ending[core]
            if owner is not None:
                self._tie(owner, start, end)
        longer = longer_titles(self.papers)
        for paper in list(self.papers.values()):
            others = longer[paper.core].values()
            few = others if len(others) <= _MOST_LISTED else ()
            found = [*islice((p for p in few if paper.rows.isdisjoint(p.rows)), 2)]
            if len(found) == 1 and not paper.issuers:
                self._merge(paper, found[0])
                for dropped in range(1, MOST_DROPPED + 1):
                    longer[paper.core[dropped:]].pop(paper.key, None)

    def _merge(self, paper: NamedPaper, longer: NamedPaper) -> None:
        """Make of a paper the short name of another: a headline has dropped the place or years."""
        longer.short.update({paper.title: None} | paper.short)
        longer.short_spans.update(paper.spans | paper.short_spans)
        del self.papers[paper.key]

    def _tie(self, owner: NamedPaper, start: int, end: int) -> None:
        owner.short[self.reading.printed(start, end)] = None
        self.by_short.setdefault(self.text[start:end], owner)
        owner.short_spans.update(dict.fromkeys(self.reading.spans(start, end)))

    def _only(self, core: str) -> NamedPaper | None:
        """Return the article's one paper of the kind that a short name says."""
        found = self.by_kind[kind_of(core)]
        return found[0] if len(found) == 1 else None

    def _define(self, paper: NamedPaper, end: int) -> None:
        """Note the short name given right after a title: （以下简称《意见》）."""
        match = _DEFINED.match(self.text, end)
        if match is None:
            return
        name, printed = match["name"], self.reading.printed(*match.span("name"))
        if not name.startswith("《"):
            name, printed = f"《{name}》", f"《{printed}》"
        for owner in self.row if match["all"] else [paper]:
            owner.short[printed] = None
        self.by_short[name] = paper
        self.row_end = match.end()

    # -- who issued it ------------------------------------------------------------------------

    def _issuers(self, start: int, end: int) -> dict[str, Division]:
        """Return the bodies that issued a paper, each with its division.

        They are named before it with the verb, in its title, or after it (由民政部印发).
        """
        first = max(0, bisect_left(self.starts, start) - _MOST_ISSUERS)
        organs = self.organs[first : bisect_left(self.starts, end)]
        found: list[Organ] = []
        at = start + 1  # where the next body of the title itself would stand
        issued = title_rules().issued
        for i, organ in enumerate(organs):
            if organ.end <= start and issued.fullmatch(self.text, organ.end, start):
                group = [organ]
                for other in reversed(organs[:i]):
                    if not _LISTED.fullmatch(self.text, other.end, group[-1].reach):
                        break
                    group.append(other)
                found += self._passed_on(organs[: i + 1 - len(group)], group[-1].reach)
                found += reversed(group)
            elif start < organ.start < end and _LISTED.fullmatch(self.text, at, organ.reach):
                found.append(organ)
                at = organ.end
        if passive := _PASSIVE.match(self.text, end):
            found += self._passive(passive.end())
        news = comes_out(self.text, start, end)
        self.acted.update(o.name for o in found if news or not start < o.start < end)
        return {organ.name: organ.division or COUNTRY for organ in found}

    def _passed_on(self, organs: Sequence[Organ], start: int) -> list[Organ]:
        """Return the body that passed the paper on: 国务院办公厅转发民政部《…》."""
        last = organs[-1] if organs else None
        if last is not None and _PASSED_ON.fullmatch(self.text, last.end, start):
            return [last]
        return []

    def _passive(self, at: int) -> list[Organ]:
        group: list[Organ] = []
        for n in range(bisect_left(self.starts, at), len(self.organs)):
            organ = self.organs[n]
            if not _LISTED.fullmatch(self.text, at, organ.reach):
                break
            group.append(organ)
            at = organ.end
        return group if group and title_rules().passive.match(self.text, at) else []

    def _place(self, start: int, title: str) -> Division | None:
        """Return the division that a title begins with, or that issued the paper as such."""
        if title.startswith("《中华人民共和国") and document_key(title) != title.strip("《》"):
            return COUNTRY
        at = bisect_left(self.place_ends, start)
        first = start + len(_YEAR_FIRST.match(title).group())  # type: ignore[union-attr]
        for place in self.places[at : at + 2]:
            if place.start == first and place.division is not None:
                return place.division
        if at and (place := self.places[at - 1]).division is not None:
            issued = title_rules().issued
            if place.end < start and issued.fullmatch(self.text, place.end, start):
                return place.division
        return None
