"""The newspaper day by day: all pages of a day with their articles, and a calendar of the days.

Pages whose day nobody knows are in no issue; the list of all pages (``pages/``) has them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from generator.model import Entry, Facsimile, Imprint, Reconstruction
from generator.publish.article_labels import is_pending, jump_words, newspaper_words
from generator.publish.calendar import Day, calendar_html
from generator.publish.date_labels import date_words
from generator.publish.escape import Safe, escape_text, one_line
from generator.publish.evidence_cards import title_of
from generator.publish.facsimile import miniature_of
from generator.publish.later import Later, Text, key_of, mark_of
from generator.publish.page_names import page_order, page_words, place_words
from generator.publish.pagination import header, paged
from generator.publish.paths import (
    article_path,
    issue_path,
    link_between,
    page_of_list,
    printed_path,
)
from generator.publish.region_map import shade_of
from generator.publish.render import render_template

__all__ = [
    "ISSUES",
    "Issue",
    "PageTurn",
    "articles_by_issue",
    "day_of",
    "issue_card",
    "issue_pages",
    "issues_of",
    "page_turns_of",
]

ISSUES = "issues/index.md"
_PAGES, _DOUBTS, _LOG, _NOTICES = (
    "pages/index.md",
    "corrections/doubts.md",
    "corrections/index.md",
    "notices/index.md",
)
_YEARS = 3
"""Years of the calendar on one page: a daily has three hundred links in each."""
_NEWEST = 6
"""Issues that are named over the calendar."""
_NAMED = 3
"""Headlines that tell an issue from others."""
_WEEKDAYS = "一二三四五六日"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Issue:
    """All that was printed on a day."""

    day: str
    """``2024-05-16``."""
    pages: tuple[Reconstruction, ...]
    """By newspaper, each in the order of its numbers."""

    @property
    def path(self) -> str:
        """Its file."""
        return issue_path(self.day)

    @property
    def words(self) -> str:
        """The day in words, with the day of the week."""
        weekday = _WEEKDAYS[date.fromisoformat(self.day).weekday()]
        return f"{date_words(self.day)}（星期{weekday}）"

    @property
    def newspapers(self) -> tuple[str, ...]:
        """The names of its newspapers, those that are known."""
        names = (page.imprint.publication for page in self.pages)
        return tuple(dict.fromkeys(one_line(name) for name in names if name))

    @property
    def articles(self) -> int:
        """How many articles its pages have."""
        return sum(len(page.articles) for page in self.pages)

    @property
    def size(self) -> str:
        """How much it holds, in words."""
        return f"{len(self.pages)} 版，{self.articles} 篇"


def day_of(imprint: Imprint | None) -> str | None:
    """Return the day of issue as the calendar has it; ``None`` where it is not known to the day.

    >>> day_of(Imprint(date="2024-05-16")), day_of(Imprint(date="2024-05")), day_of(None)
    ('2024-05-16', None, None)
    """
    day = (imprint.date or "") if imprint is not None else ""
    if not _DAY.fullmatch(day):
        return None
    try:
        date.fromisoformat(day)
    except ValueError:
        return None
    return day


def issues_of(reconstructions: Sequence[Reconstruction]) -> tuple[Issue, ...]:
    """Return the issues, the newest first."""
    by_day: dict[str, list[Reconstruction]] = defaultdict(list)
    for result in reconstructions:
        if (day := day_of(result.imprint)) is not None:
            by_day[day].append(result)
    return tuple(
        Issue(day, tuple(sorted(by_day[day], key=lambda r: (_newspaper(r), page_order(r)))))
        for day in sorted(by_day, reverse=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTurn:
    """Where a page stands in its issue: names and files of the issue and of the pages beside it."""

    issue: tuple[str, str]
    before: tuple[str, str] | None
    after: tuple[str, str] | None


def page_turns_of(issues: Sequence[Issue]) -> dict[str, PageTurn]:
    """Return where each page stands, by its name; nothing for those that are in no issue."""
    return {
        page.page.name: PageTurn(
            issue=(date_words(issue.day), issue.path),
            before=_named(issue.pages[n - 1]) if n else None,
            after=_named(issue.pages[n + 1]) if n + 1 < len(issue.pages) else None,
        )
        for issue in issues
        for n, page in enumerate(issue.pages)
    }


def _named(result: Reconstruction) -> tuple[str, str]:
    name = place_words(result.imprint) or page_words(result)
    return name, printed_path(result.page.name)


def articles_by_issue(
    entries: Sequence[Entry], imprints: Mapping[str, Imprint]
) -> dict[str, tuple[str, ...]]:
    """Return the ids of the articles of each issue, by its file."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        for part in entry.parts:
            if (day := day_of(imprints.get(part.page))) is not None:
                found[issue_path(day)][entry.id] = None
    return {path: tuple(ids) for path, ids in found.items()}


def issue_pages(
    issues: Sequence[Issue],
    reconstructions: Sequence[Reconstruction],
    ids: Mapping[int, Entry],
    facsimiles: Mapping[str, Facsimile],
) -> Iterator[tuple[str, Text]]:
    """Yield path and Markdown of the calendar, and of each issue.

    >>> [path for path, text in issue_pages((), (), {}, {})]
    ['issues/index.md']
    """
    years = list(dict.fromkeys(issue.day[:4] for issue in issues))
    yield from _calendar_pages(issues, reconstructions)
    for n, issue in enumerate(issues):
        calendar = page_of_list(ISSUES, years.index(issue.day[:4]) // _YEARS + 1)
        newer = issues[n - 1] if n else None
        older = issues[n + 1] if n + 1 < len(issues) else None
        around = [(i.words, i.path) if i else None for i in (older, newer)]
        held = [ids.get(id(article)) for page in issue.pages for article in page.articles]
        known = all(page.gist is not None for page in issue.pages)
        marks = [mark_of(entry) if entry else "" for entry in held]
        looks = [facsimiles.get(page.page.name) for page in issue.pages]
        told = [(page.page.name, page.imprint) for page in issue.pages]
        key = key_of(issue.day, calendar, around, marks, told, looks) if known else ""
        make = partial(_issue_page, issue, calendar, around, ids, facsimiles)
        yield issue.path, Later(key, make, issue.words)


def _issue_page(
    issue: Issue,
    calendar: str,
    around: Sequence[tuple[str, str] | None],
    ids: Mapping[int, Entry],
    facsimiles: Mapping[str, Facsimile],
) -> str:
    path = issue.path
    older, newer = (
        other and {"words": other[0], "link": link_between(path, other[1])} for other in around
    )
    several = len(set(map(_newspaper, issue.pages))) > 1
    one = issue.newspapers[0] if issue.newspapers and not several else None
    title = newspaper_words(Imprint(publication=one, date=issue.day)).rpartition("，")[2]
    return render_template(
        "issue",
        front_matter=header(title, f"{title}的全部版面和文章：{issue.size}。"),
        index=link_between(path, ISSUES),
        calendar=Safe(f"{link_between(path, calendar)}#y{issue.day[:4]}"),
        year=issue.day[:4],
        title=title,
        weekday=issue.words.partition("（")[2].rstrip("）"),
        size=issue.size,
        doubtful=sum(is_pending(a) for page in issue.pages for a in page.articles),
        older=older,
        newer=newer,
        leaves=[
            _leaf(page, path, ids, facsimiles.get(page.page.name), named=several)
            for page in issue.pages
        ],
    )


def _leaf(
    result: Reconstruction,
    source: str,
    ids: Mapping[int, Entry],
    look: Facsimile | None,
    *,
    named: bool,
) -> dict[str, Any]:
    """Return what an issue shows of one of its pages, ``named`` with its newspaper."""
    imprint = replace(result.imprint, date=None) if named else Imprint()
    place = place_words(result.imprint)
    return {
        "name": newspaper_words(imprint) if imprint.publication else place or page_words(result),
        "link": link_between(source, printed_path(result.page.name)),
        "mini": miniature_of(look, result, source) if look is not None else Safe(""),
        "rows": [
            {
                "title": title_of(article, entry),
                "link": link_between(source, article_path(entry.id)) if entry else None,
                "pending": is_pending(article),
                "note": "，".join(jump_words(article)),
            }
            for article in result.articles
            for entry in [ids.get(id(article))]
        ],
    }


def _calendar_pages(
    issues: Sequence[Issue], reconstructions: Sequence[Reconstruction]
) -> Iterator[tuple[str, str]]:
    """Yield the calendar, some years to a page."""
    years = [(year, list(found)) for year, found in groupby(issues, key=lambda i: i.day[:4])]
    most = max((issue.articles for issue in issues), default=0)
    dated = sum(len(issue.pages) for issue in issues)
    pages = list(paged(ISSUES, years, _YEARS))
    places = {year: page.path for page, shown in pages for year, _ in shown}
    for page, shown in pages:
        text = render_template(
            "issues",
            front_matter=header("原版", "报纸的各期各版，按日期排列。"),
            number=len(issues),
            pages=len(reconstructions),
            undated=len(reconstructions) - dated,
            ways=[
                {"name": name, "link": link_between(page.path, target)}
                for name, target in (
                    ("逐版目录", _PAGES),
                    ("存疑之处", _DOUBTS),
                    ("更正记录", _LOG),
                    ("启事公告", _NOTICES),
                )
            ],
            list=link_between(page.path, _PAGES),
            newest=[issue_card(i, page.path) for i in issues[:_NEWEST]] if page.number == 1 else [],
            all_years=[
                {
                    "name": f"{year}年",
                    "number": len(found),
                    "link": Safe(f"{link_between(page.path, places[year])}#y{year}"),
                }
                for year, found in years
            ],
            years=[_year(year, found, page.path, most) for year, found in shown],
            page=page,
        )
        yield page.path, text


def _year(year: str, issues: Sequence[Issue], source: str, most: int) -> dict[str, Any]:
    days = [
        Day(issue.day, issue.path, issue.size, shade_of(issue.articles, most)) for issue in issues
    ]
    return {"name": year, "calendar": calendar_html(days, source)}


def issue_card(issue: Issue, source: str) -> dict[str, Any]:
    """Return what a list shows of an issue: its day, its size, and some of its headlines."""
    titles = (a.title for page in issue.pages for a in page.articles if not is_pending(a))
    named = [one_line(title.text.text) for title in titles if title is not None][:_NAMED]
    papers = "".join(newspaper_words(Imprint(publication=name)) for name in issue.newspapers)
    return {
        "words": issue.words,
        "link": link_between(source, issue.path),
        "size": f"{papers} / {issue.size}" if papers else issue.size,
        "named": Safe("；".join(escape_text(name) for name in named)),
    }


def _newspaper(result: Reconstruction) -> str:
    return one_line(result.imprint.publication or "")
