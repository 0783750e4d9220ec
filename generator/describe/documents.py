"""Finds the policy papers that an article names, with their short names and issuers.

A title in 《》 is a policy paper by its last word (意见, 办法, 条例, …法); books, films and
newspapers end otherwise. 《意见》 alone is a short name: it belongs to the paper that 以下简称
gives it to, or to the last paper before it that ends like it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from generator.describe.mentions import Organ
from generator.describe.reading import Reading
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
    for start, end in _titles(reading.text):
        title = reading.text[start:end]
        core = _core(title)
        if not _is_paper(core):
            continue
        if _is_short(core):
            owner = next((p for p in reversed(papers.values()) if title in p.short), None)
            owner = owner or next(
                (p for p in reversed(papers.values()) if p.core.endswith(core)), None
            )
            if owner is not None and title not in owner.short:
                owner.short.append(title)
            continue
        paper = papers.setdefault(title, _Paper(title=reading.printed(start, end), core=core))
        paper.spans += [s for s in reading.spans(start, end) if s not in paper.spans]
        paper.short += [s for s in _defined(reading.text, end) if s not in paper.short]
        for name in _issuers(reading.text, start, end, organs):
            if name not in paper.issuers:
                paper.issuers.append(name)
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
    core: str
    short: list[str] = field(default_factory=list)
    issuers: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def _titles(text: str) -> list[tuple[int, int]]:
    """Return the ranges in 《》, the outermost of nested ones; an unclosed mark makes none.

    >>> _titles("《甲《乙》丙》和《丁")
    [(0, 7)]
    """
    found, depth, start = [], 0, 0
    for match in re.finditer("[《》\n]", text):
        if match.group() == "《":
            start = start if depth else match.start()
            depth += 1
        elif match.group() == "\n":
            depth = 0
        elif depth:
            depth -= 1
            if not depth:
                found.append((start, match.end()))
    return found


_TAIL = re.compile(r"[（(][^（）()]*[）)]$|[\d—年版]+$")


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
