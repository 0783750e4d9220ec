"""Finds the policy papers that an article names, with their short names and issuers.

A title in 《》 is a policy paper by its last word (意见, 办法, 条例, …法); books, films and
newspapers end otherwise. 《意见》 alone is a short name: it belongs to the paper that 以下简称
gives it to, or to the last paper before it that ends like it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from generator.describe.mentions import Organ
from generator.describe.reading import Reading, titles_in
from generator.describe.tables import data_table
from generator.model import Document
from generator.text.traced import Span

__all__ = ["find_documents"]


def find_documents(reading: Reading, organs: Sequence[Organ]) -> tuple[Document, ...]:
    """Return the policy papers in the order in which they are first named.

    >>> from generator.describe.reading import read_text
    >>> text = read_text("北京印发《养老服务指引（试行）》（以下简称《指引》），《指引》要求。")
    >>> [(d.title, d.short) for d in find_documents(text, ())]
    [('《养老服务指引（试行）》', ('《指引》',))]
    """
    papers: dict[str, _Paper] = {}
    by_short: dict[str, _Paper] = {}
    by_ending: dict[str, _Paper] = {}
    starts = [organ.start for organ in organs]
    for start, end in titles_in(reading.text):
        if end - start > _LONGEST:
            continue
        title = reading.text[start:end]
        core = _core(title)
        if not _is_paper(core):
            continue
        if _is_short(core):
            owner = by_short.get(title) or by_ending.get(core)
            if owner is not None:
                owner.short[title] = None
                by_short[title] = owner
            continue
        paper = papers.get(title)
        if paper is None:
            paper = papers[title] = _Paper(title=reading.printed(start, end))
            by_ending.update((core[-n:], paper) for n in range(1, min(len(core), _LONGEST_SHORT)))
        paper.spans.update(dict.fromkeys(reading.spans(start, end)))
        for short in _defined(reading.text, end):
            paper.short[short] = None
            by_short[short] = paper
        near = organs[max(0, bisect_left(starts, start) - _MOST_ISSUERS) : bisect_left(starts, end)]
        paper.issuers.update(dict.fromkeys(_issuers(reading.text, start, end, near)))
    return tuple(
        Document(
            title=p.title, short=tuple(p.short), issuers=tuple(p.issuers), spans=tuple(p.spans)
        )
        for p in papers.values()
    )


@dataclass(slots=True)
class _Paper:
    """A paper while its namings are gathered."""

    title: str
    short: dict[str, None] = field(default_factory=dict)
    issuers: dict[str, None] = field(default_factory=dict)
    spans: dict[Span, None] = field(default_factory=dict)


_LONGEST = 200
"""Characters of the longest title: what is set in 《》 beyond it has lost its closing mark."""
_LONGEST_SHORT = 24
"""Characters of the longest short name: a few words of kind (若干政策措施实施细则)."""
_MOST_ISSUERS = 60
"""Bodies that may issue one paper together, and stand in a list before it."""


_TAIL = re.compile(r"[（(][^（）()]*[）)]$|(?<![\d—年版])[\d—年版]+$")


def _core(title: str) -> str:
    """Return a title without its marks and what stands in brackets after it.

    >>> _core("《四川省社区慈善发展指引（试行）》")
    '四川省社区慈善发展指引'
    """
    core = title.strip("《》")
    while (shorter := _TAIL.sub("", core)) != core:
        core = shorter
    return core


@cache
def _lists() -> tuple[
    tuple[str, ...], tuple[str, ...], tuple[str, ...], re.Pattern[str], re.Pattern[str]
]:
    table = data_table("documents.yml")
    kinds = tuple(sorted(table["kinds"], key=len, reverse=True))
    short = re.compile(f"(?:{'|'.join(table['short_words'])})*(?:{'|'.join(kinds)})")
    verbs = "|".join(sorted(table["issue_verbs"], key=len, reverse=True))
    issued = re.compile(
        rf"(?:等(?:\d+|[一二三四五六七八九十]+)?个?(?:部门|单位|部委)?)?(?:会议|日前|近日|近期|最近|联合|共同|组织|专门|正式|[，])*"
        rf"(?:{verbs})了?的?(?:关于)?"
    )
    return kinds, tuple(table["not_laws"]), tuple(table["not_papers"]), short, issued


def _is_paper(core: str) -> bool:
    kinds, not_laws, not_papers, _short, _issued = _lists()
    if core.endswith(not_papers):
        return False
    if core.endswith(kinds):
        return True
    return len(core) > 2 and core.endswith("法") and not core.endswith(not_laws)


def _is_short(core: str) -> bool:
    """Return whether a title says no more than what kind of paper it is.

    >>> [_is_short(c) for c in ("实施方案", "若干措施", "慈善法", "江苏省社会组织条例")]
    [True, True, False, False]
    """
    return _lists()[3].fullmatch(core) is not None


_DEFINED = re.compile(
    r"[，]?[（(]?(?:以下|下文|下)(?:统|合)?(?:简称|称)为?[:：]?[“‘]?(《[^》]+》|[^《》“”，。）]{2,12})[”’]?"
)


def _defined(text: str, end: int) -> list[str]:
    """Return the short names given right after a title: （以下简称《意见》）."""
    match = _DEFINED.match(text, end)
    if match is None:
        return []
    name = match[1]
    return [name if name.startswith("《") else f"《{name}》"]


def _issuers(text: str, start: int, end: int, organs: Sequence[Organ]) -> list[str]:
    """Return the bodies that issued a paper: named before it with the verb, or in its title."""
    issued = _lists()[4]
    names: list[str] = []
    at = start + 1  # where the next body of the title itself would stand
    for i, organ in enumerate(organs):
        if organ.end <= start and issued.fullmatch(text, organ.end, start):
            group = [organ]
            for other in reversed(organs[:i]):
                if not _LISTED.fullmatch(text, other.end, group[-1].start):
                    break
                group.append(other)
            names += [o.name for o in reversed(group)]
        elif start < organ.start < end and _LISTED.fullmatch(text, at, organ.start):
            names.append(organ.name)
            at = organ.end
    return names


_LISTED = re.compile(r"(?:、|和|与|及|以及|，?(?:日前|近日)?，?(?:会同|联合))?")
