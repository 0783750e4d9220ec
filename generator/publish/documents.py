"""The lists of policy papers: each with its issuers, its short names, and who reports on it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import COUNTRY_CODE, Document, Entry, Facts
from generator.publish.escape import one_line
from generator.publish.paths import document_path
from generator.publish.shelves import Part, Shelf
from generator.publish.view import date_of, province_names, province_of
from generator.publish.wording import NO_REGION

__all__ = ["Paper", "document_identity", "paper_shelves"]

_LONG_ENOUGH = 8
"""Characters from which a title tells by itself which paper it is. Shorter ones (社区服务条例) are
given by more than one province."""
_LAW = re.compile("(?:法|法典|宪法)$")
"""Laws have short names, and one legislature gives them (《立法法》, article 10)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One policy paper and every article that names it."""

    shelf: Shelf
    """The articles, by province."""
    issuers: tuple[str, ...]
    """Who issued it, as far as an article says so; those that most say first."""
    short: tuple[str, ...]
    """The short names that articles give it."""
    regions: int
    """How many provinces report on it; the whole country is none."""
    newest: str
    """The date of the newest article, in words."""
    rank: int
    """How many papers were reported on later: their newest article is newer."""


def document_identity(document: Document, facts: Facts) -> str:
    """Return what tells a paper from all others.

    That is the normal form of its title; a short title that is no law's is joined by the province
    that issued it, or that the article is about, so that two provinces' papers of one name stay
    two.

    >>> document_identity(Document(title="《慈善法》", key="慈善法"), Facts())
    '慈善法'
    """
    key = document.key or document.title.strip("《》")
    if len(key) >= _LONG_ENOUGH or _LAW.search(key):
        return key
    region = document.region or facts.region
    return f"{key} {province_of(region.code) if region else ''}"


def paper_shelves(entries: Sequence[Entry]) -> tuple[Paper, ...]:
    """Return a shelf for each policy paper, those with most articles first.

    ``entries`` come newest first (``view.in_order``). An article stands under the province that it
    is about; the whole country comes first and what has no region last.
    """
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    titles: dict[str, Counter[str]] = defaultdict(Counter)
    issuers: dict[str, Counter[str]] = defaultdict(Counter)
    short: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        for document in entry.facts.documents:
            identity = document_identity(document, entry.facts)
            found[identity][entry.id] = entry
            titles[identity][one_line(document.title)] += 1
            issuers[identity].update(map(one_line, document.issuers))
            short[identity].update(map(one_line, document.short))
    papers = []
    for rank, (identity, articles) in enumerate(found.items()):
        by_province: dict[str, list[Entry]] = defaultdict(list)
        for entry in articles.values():
            region = entry.facts.region
            by_province[province_of(region.code) if region else "~"].append(entry)
        (title,) = _ranked(titles[identity])[:1]
        shelf = Shelf(
            path=document_path(identity),
            title=title,
            name=title,
            parts=tuple(
                Part(title=_name(code), entries=tuple(by_province[code]))
                for code in sorted(by_province)
            ),
            own=len(articles),
        )
        papers.append(
            Paper(
                shelf=shelf,
                issuers=_ranked(issuers[identity]),
                short=_ranked(short[identity]),
                regions=len(by_province.keys() & province_names().keys()),
                newest=date_of(next(iter(articles.values())).facts),
                rank=rank,
            )
        )
    return tuple(sorted(papers, key=lambda p: (-p.shelf.own, -p.regions, p.shelf.title)))


def _name(code: str) -> str:
    return "全国" if code == COUNTRY_CODE else province_names().get(code, NO_REGION)


def _ranked(names: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (-names[name], name)))
