"""Policy papers: each with its issuers, its short names, and who reports on it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model import COUNTRY_CODE, Document, Entry, Facts
from generator.publish.csv_cells import Value
from generator.publish.escape import one_line
from generator.publish.kinds.agencies import MOST_ISSUERS
from generator.publish.kinds.fact_kind import (
    FactKind,
    Filing,
    Mention,
    mention_field,
    mention_table,
    span_lists,
)
from generator.publish.labels.article_labels import NO_REGION
from generator.publish.labels.article_summary import date_of, province_names, province_of
from generator.publish.labels.date_labels import NO_DATE
from generator.publish.labels.panel import Panel, PanelRow
from generator.publish.later import Text
from generator.publish.lists.goals import goal_row
from generator.publish.lists.groupings import Grouping, GroupingPart
from generator.publish.lists.list_page import list_pages, row_of, sort_keys
from generator.publish.lists.pagination import header, paged
from generator.publish.paths import agency_path, agency_slug, document_path
from generator.publish.render import render_template

__all__ = ["DOCUMENTS", "Paper", "document_identity", "main_paper", "paper_groupings"]

_INDEX = "documents/index.md"
_LONG_ENOUGH = 8
"""Characters from which a title tells by itself which paper it is. Shorter ones (社区服务条例) are
given by more than one province."""
_LAW = re.compile("(?:法|法典|宪法)$")
"""Laws have short names, and one legislature gives them (《立法法》, article 10)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One policy paper and every article that names it."""

    grouping: Grouping
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


def paper_groupings(entries: Sequence[Entry]) -> tuple[Paper, ...]:
    """Return a grouping for each policy paper, those with most articles first.

    ``entries`` come newest first (``article_summary.in_order``). An article stands under the
    province that it is about; the whole country comes first and what has no region last.
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
        grouping = Grouping(
            path=document_path(identity),
            title=title,
            name=title,
            parts=tuple(
                GroupingPart(title=_name(code), entries=tuple(by_province[code]))
                for code in sorted(by_province)
            ),
            own=len(articles),
        )
        papers.append(
            Paper(
                grouping=grouping,
                issuers=_ranked(issuers[identity]),
                short=_ranked(short[identity]),
                regions=len(by_province.keys() & province_names().keys()),
                newest=date_of(next(iter(articles.values())).facts),
                rank=rank,
            )
        )
    return tuple(sorted(papers, key=lambda p: (-p.grouping.own, -p.regions, p.grouping.title)))


def _name(code: str) -> str:
    return "全国" if code == COUNTRY_CODE else province_names().get(code, NO_REGION)


def _ranked(names: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (-names[name], name)))


# ---- what the site makes of them


def _record(facts: Facts) -> dict[str, Any]:
    return {
        "documents": [
            {
                "title": document.title,
                "key": document.key,
                "short": list(document.short),
                "issuers": list(document.issuers),
                "region": None
                if document.region is None
                else {"code": document.region.code, "name": document.region.name},
                "spans": span_lists(document.spans),
                "short_spans": span_lists(document.short_spans),
            }
            for document in facts.documents
        ]
    }


def _front_matter(facts: Facts) -> dict[str, Any]:
    return {"documents": [one_line(document.title) for document in facts.documents]}


def _panel(panel: Panel) -> Iterator[PanelRow]:
    facts = panel.facts
    if facts.documents:
        papers = (
            (panel.link(d.title, document_path(document_identity(d, facts))), d.spans)
            for d in facts.documents
        )
        yield PanelRow("文件", tuple(panel.proved(*paper) for paper in papers))


def _mentions(facts: Facts) -> Iterator[Mention]:
    for document in facts.documents:
        said: dict[str, Value] = {
            "title": document.title,
            "key": document.key,
            "region": document.region.code if document.region else None,
            "short": document.short,
            "issuers": document.issuers,
        }
        yield said, document.spans


def _sheet(facts: Facts) -> dict[str, Value]:
    return {"documents": "\n".join(document.title for document in facts.documents)}


def _searched(facts: Facts) -> dict[str, Any]:
    named = ((agency_slug(document_identity(d, facts)), d.title) for d in facts.documents)
    return {"documents": tuple((slug, one_line(title)) for slug, title in dict.fromkeys(named))}


def _lists(facts: Facts) -> Iterator[str]:
    for document in facts.documents:
        yield document_path(document_identity(document, facts))


def _index(filing: Filing) -> Iterator[tuple[str, Text]]:
    """Yield the index and the list of each paper."""
    papers = paper_groupings(filing.entries)
    yield from _overview(papers)
    known = {agency_path(a.name) for entry in filing.entries for a in entry.facts.agencies}
    for paper in papers:
        rows = (*_paper_rows(paper, known), *_goal_row(paper))
        yield from list_pages(
            paper.grouping, "文件", (("文件", _INDEX),), rows=rows, coverage=_coverage(paper)
        )


def _overview(papers: Sequence[Paper]) -> Iterator[tuple[str, str]]:
    for page, shown in paged(_INDEX, papers):
        rows = [
            row_of(paper.grouping, page.path)
            | {"note": _paper_note(paper), "ranks": sort_keys(-paper.regions, paper.rank)}
            for paper in shown
        ]
        yield (
            page.path,
            render_template(
                "documents",
                front_matter=header("文件", "报道里提到的政策文件。"),
                number=len(papers),
                rows=rows,
                page=page,
            ),
        )


def _paper_note(paper: Paper) -> str:
    """Return who issued a paper and how far it is known, in a line of an index."""
    issuers = "、".join(paper.issuers[:MOST_ISSUERS])
    if len(paper.issuers) > MOST_ISSUERS:
        issuers += f"等 {len(paper.issuers)} 个机构"
    regions = f"{paper.regions} 个省级行政区有报道" if paper.regions > 1 else ""
    newest = f"最新报道 {paper.newest}" if paper.newest != NO_DATE else ""
    return "，".join(filter(None, (issuers, regions, newest)))


def _coverage(paper: Paper) -> tuple[tuple[str, int, str, str], ...]:
    """Return where a paper is reported, the fullest place first; one alone is no news."""
    parts = paper.grouping.parts if len(paper.grouping.parts) > 1 else ()
    rows = [(p.title, len(p.entries), *_first_and_last(p.entries)) for p in parts]
    return tuple(sorted(rows, key=lambda row: -row[1]))


def _first_and_last(entries: Sequence[Entry]) -> tuple[str, str]:
    """Return the dates of the oldest and the newest article; of undated ones where all are."""
    dated = [entry for entry in entries if entry.facts.year is not None] or entries
    return date_of(dated[-1].facts), date_of(dated[0].facts)


def _goal_row(paper: Paper) -> Iterator[tuple[str, tuple[tuple[str, str | None], ...]]]:
    path, entries = paper.grouping.path, paper.grouping.entries
    yield from goal_row(path, (entry for entry in entries if main_paper(entry.facts) == path))


def main_paper(facts: Facts) -> str:
    """Return the list of the paper that an article names first; empty if it names none."""
    return document_path(document_identity(facts.documents[0], facts)) if facts.documents else ""


def _paper_rows(
    paper: Paper, known: set[str]
) -> Iterator[tuple[str, tuple[tuple[str, str | None], ...]]]:
    if paper.issuers:
        paths = (agency_path(name) for name in paper.issuers)
        links = (path if path in known else None for path in paths)
        yield "印发机构", tuple(zip(paper.issuers, links, strict=True))
    if paper.short:
        yield "简称", tuple((name, None) for name in paper.short)


DOCUMENTS = FactKind(
    name="documents",
    record=_record,
    front_matter=_front_matter,
    panel=_panel,
    table=mention_table(
        "documents",
        "文件",
        "One row a policy paper that an article names.",
        _mentions,
        mention_field("title", "标题", "With its 《》."),
        mention_field("key", "归并名", "The same in every article that names this paper."),
        mention_field(
            "region", "发文地区", "GB/T 2260 of the division whose bodies issued it.",
            required=False, pattern="[0-9]{6}",
        ),
        mention_field(
            "short", "简称", "Short names that the article defines by 以下简称.", "array"
        ),
        mention_field(
            "issuers", "发文机关", "Bodies that issued it, where the article says so.", "array"
        ),
    ),
    sheet=_sheet,
    index=_index,
    lists=_lists,
    searched=_searched,
)  # fmt: skip
"""Which policy papers an article names."""
