"""Papers that an article names, and which of them another title of it may mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.describe.document_titles import MOST_DROPPED, shortens
from generator.describe.regions.divisions import COUNTRY, Division
from generator.model import Document, Region
from generator.text.traced import Span

__all__ = ["NamedPaper", "ending_like", "longer_titles"]


@dataclass(frozen=True, slots=True)
class NamedPaper:
    """A paper while its namings are gathered."""

    title: str
    key: str
    core: str
    short: dict[str, None] = field(default_factory=dict)
    issuers: dict[str, Division] = field(default_factory=dict)
    spans: dict[Span, None] = field(default_factory=dict)
    short_spans: dict[Span, None] = field(default_factory=dict)
    places: list[Division] = field(default_factory=list)
    """What its titles begin with, or who issued it as such: the first counts."""
    rows: set[int] = field(default_factory=set)
    """The lists that name it: what one of them names with it are others."""

    def document(self) -> Document:
        """Return what is told of it."""
        owners = list(self.issuers.values())
        division = _region(owners) if owners else next(iter(self.places), None)
        return Document(
            title=self.title,
            key=self.key,
            short=tuple(self.short),
            issuers=tuple(self.issuers),
            region=Region(code=division.code, name=division.name) if division else None,
            spans=tuple(self.spans),
            short_spans=tuple(self.short_spans),
        )


def _region(divisions: Sequence[Division]) -> Division | None:
    """Return the division that holds all the issuers' divisions, if it is one of them."""
    for division in divisions:
        if division == COUNTRY or all(division == d or division.contains(d) for d in divisions):
            return division
    return None


def ending_like(
    papers: Iterable[NamedPaper], cores: Collection[str]
) -> dict[str, list[NamedPaper]]:
    """Return for each of the titles without their marks the papers that end like it."""
    lengths = {len(core) for core in cores}
    found: dict[str, list[NamedPaper]] = {core: [] for core in cores}
    for paper in papers:
        for length in lengths:
            if length <= len(paper.core) and (tail := paper.core[-length:]) in found:
                found[tail].append(paper)
    return found


def longer_titles(papers: Mapping[str, NamedPaper]) -> dict[str, dict[str, NamedPaper]]:
    """Return for each title without its marks the papers that it shortens, by their keys."""
    cores = {paper.core for paper in papers.values()}
    found: dict[str, dict[str, NamedPaper]] = defaultdict(dict)
    for key, paper in papers.items():
        for dropped in range(1, MOST_DROPPED + 1):
            tail = paper.core[dropped:]
            if tail in cores and shortens(tail, paper.core):
                found[tail][key] = paper
    return found
