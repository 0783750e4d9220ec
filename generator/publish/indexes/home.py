"""The home page: what this is, how much there is of it, and the ways in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.model import Entry, Reconstruction
from generator.publish.escape import Safe, escape_text
from generator.publish.export.downloads import DOWNLOADS, Download, size_words
from generator.publish.indexes.about import ABOUT
from generator.publish.kinds.regions import rows_outside
from generator.publish.labels.article_labels import is_pending
from generator.publish.labels.article_summary import card_of
from generator.publish.lists.bars import Bar, rank_bars
from generator.publish.lists.groupings import Grouping, Groupings, groupings_of
from generator.publish.lists.pagination import Group, header
from generator.publish.lists.region_map import tile_map
from generator.publish.lists.year_bars import is_year, month_bars, year_bars
from generator.publish.paths import link_between, region_path, web_link
from generator.publish.printed.issue_pages import issue_card
from generator.publish.printed.issues import Issue
from generator.publish.render import render_template

__all__ = ["Home", "home_of", "home_page", "home_text", "placed_on", "rank_at_home"]

_PATH = "index.md"
_SHOWN = 8
"""Articles in each of the two lists."""
_ISSUES = 4
"""Issues that are named."""
_Rank: TypeAlias = tuple[int, float] | None
_TOPICS = 8
"""Topics that have a bar."""
_WAYS = (
    ("地区", "regions/index.md", "按省、市、县"),
    ("机构", "agencies/index.md", "按发布和提到的部门"),
    ("主题", "topics/index.md", "按业务领域"),
    ("文件", "documents/index.md", "同一文件在各地的报道"),
    ("日期", "dates/index.md", "按年月，含日期不详"),
    ("标签", "tags/index.md", "各类标签与篇数"),
    ("原版", "issues/index.md", "各期各版，逐段对照"),
)


def home_page(
    entries: Sequence[Entry],
    reconstructions: Sequence[Reconstruction],
    downloads: Sequence[Download] = (),
    name: str = "版面",
    issues: Sequence[Issue] = (),
    *,
    subtitle: str = "",
) -> tuple[str, str]:
    """Return path and Markdown of the home page, with the site's name and subtitle above it.

    ``entries`` are in the order of lists, ``issues`` the newest first.
    """
    lists = groupings_of(entries)
    home = home_of(entries, reconstructions, lists, name, issues, subtitle=subtitle)
    return _PATH, home_text(home, downloads)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What the home page shows but for what there is to take along."""

    told: dict[str, Any]
    figures: tuple[tuple[str, str, str], ...]
    """Numbers, each with its unit and the list that it counts."""
    placed: int
    """Characters that stand in articles."""
    best: dict[str, tuple[int, float]]
    """The ids of the articles that are most complete, each with how complete it is."""

    def stays(self, id_: str, before: _Rank, now: _Rank) -> bool:
        """Tell whether the page shows the same articles when one is as complete as it is ``now``.

        What else it shows of it must be as ``before``.
        """
        if before == now or now is None:
            return before == now
        full = len(self.best) == _SHOWN and now < min(self.best.values())
        return full and id_ not in self.best


def rank_at_home(entry: Entry) -> _Rank:
    """Return how complete an article is to the home page; ``None`` where it never stands there."""
    return _completeness(entry) if _is_presentable(entry) else None


def home_of(
    entries: Sequence[Entry],
    reconstructions: Sequence[Reconstruction],
    lists: Groupings,
    name: str,
    issues: Sequence[Issue],
    *,
    subtitle: str = "",
) -> Home:
    """Return what the home page shows of all articles."""
    sure = [entry for entry in entries if _is_presentable(entry)]
    newest = sure[:_SHOWN]
    shown = {entry.id for entry in newest}
    # The sort is stable: among the equally complete, the newest come first.
    best = sorted((e for e in sure if e.id not in shown), key=_completeness, reverse=True)[:_SHOWN]
    groupings = {grouping.path: grouping for grouping in lists.regions}
    told = {
        "site_name": escape_text(name),
        "subtitle": escape_text(subtitle),
        "entries": len(entries),
        "tiles": tile_map(groupings, _PATH),
        "charts": _charts(lists),
        "issues": [issue_card(issue, _PATH) for issue in issues[:_ISSUES]],
        "outside": rows_outside(groupings.values(), _PATH),
        "groups": [
            Group(title=title, cards=tuple(card_of(entry, _PATH) for entry in found))
            for title, found in (("最新的文章", newest), ("整理得最完整的文章", best))
            if found
        ],
    }
    regions = len(groupings.keys() - {region_path(None)})
    return Home(
        told=told,
        figures=tuple(_figures(entries, reconstructions, regions)),
        placed=sum(map(placed_on, reconstructions)),
        best={entry.id: _completeness(entry) for entry in best},
    )


def home_text(home: Home, downloads: Sequence[Download] = ()) -> str:
    """Return the Markdown of the home page."""
    placed = [(f"{home.placed:,}", "字已归入文章", "")] if home.placed else []
    return render_template(
        "home",
        front_matter=header("首页"),
        **home.told,
        figures=[
            {
                "number": number,
                "unit": unit,
                "link": link_between(_PATH, path) if path else Safe(""),
            }
            for number, unit, path in (*home.figures, *placed)
        ],
        ways=[
            {"name": name, "link": link_between(_PATH, path), "note": note}
            for name, path, note in _WAYS
        ],
        all_issues=link_between(_PATH, "issues/index.md"),
        about=link_between(_PATH, ABOUT),
        dates=link_between(_PATH, "dates/index.md"),
        downloads=[
            {
                "name": DOWNLOADS[found.path][0],
                "note": DOWNLOADS[found.path][1],
                "link": link_between(_PATH, found.path),
                "size": size_words(found.bytes),
            }
            for found in downloads
        ],
    )


def _charts(lists: Groupings) -> list[Safe]:
    """Return bars of the years, of the months of the fullest year, and of the topics."""
    years = lists.years
    topics = [grouping for grouping in lists.topics if grouping.parent is None]
    fullest = sorted(years, key=lambda year: -year.own if is_year(year) else 0)[:1]
    charts = [year_bars(years, _PATH), *(month_bars(year, _PATH) for year in fullest)]
    return [chart for chart in (*charts, rank_bars(_topic_bars(topics), "各主题")) if chart]


def _topic_bars(topics: Sequence[Grouping]) -> list[Bar]:
    return [
        Bar(name=t.title, number=t.own, link=web_link(_PATH, t.path), rest=t.rest)
        for t in (*[t for t in topics if not t.rest][:_TOPICS], *[t for t in topics if t.rest])
    ]


def _is_presentable(entry: Entry) -> bool:
    """Tell whether an article stands for the site: nothing doubtful, and under its headline."""
    return entry.article.title is not None and not is_pending(entry.article)


def _completeness(entry: Entry) -> tuple[int, float]:
    """Return how whole an article is: by its parts, then how sure."""
    article, facts = entry.article, entry.facts
    parts = (article.title, article.byline or article.credit, facts.region, facts.date)
    known = (
        sum(part is not None for part in parts) + bool(facts.documents) + (len(article.body) > 2)
    )
    return (known, article.confidence)


def _figures(
    entries: Sequence[Entry], reconstructions: Sequence[Reconstruction], regions: int
) -> list[tuple[str, str, str]]:
    """Return the numbers, each with its unit and the list that it counts."""
    years = sorted({e.facts.year for e in entries if e.facts.year is not None})
    figures: list[tuple[str, str, str]] = [
        (f"{len(reconstructions):,}", "个版面", ""),
        (f"{len(entries):,}", "篇文章", "dates/index.md"),
        (f"{regions:,}", "个地区", "regions/index.md"),
    ]
    if years:
        span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        figures.append((span, "年", "dates/index.md"))
    return figures


def placed_on(result: Reconstruction) -> int:
    """Return how many characters of a page stand in articles, blanks not counted.

    All that are not set aside: the reconstruction proves that each is in one place exactly.
    """
    if result.gist is not None:
        return result.gist.placed
    aside = sum(
        _length(result.page.text[start:end])
        for block in result.leftovers
        for start, end in block.text.spans
    )
    return _length(result.page.text) - aside


def _length(text: str) -> int:
    return sum(map(len, text.split()))
