"""Pages of the site for each issue, with its pages and articles, and a calendar of the days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any

from generator.model import Entry, Facsimile, Imprint, Reconstruction
from generator.publish.escape import Safe, escape_text, one_line
from generator.publish.labels.article_labels import is_pending, jump_words, newspaper_words
from generator.publish.later import Later, Text, key_of, mark_of
from generator.publish.lists.calendar import Day, calendar_html
from generator.publish.lists.pagination import header, paged
from generator.publish.lists.region_map import shade_of
from generator.publish.paths import (
    article_path,
    link_between,
    page_of_list,
    printed_path,
)
from generator.publish.printed.evidence_cards import title_of
from generator.publish.printed.facsimile import miniature_of
from generator.publish.printed.issues import ISSUES, Issue, newspaper_of
from generator.publish.printed.page_names import page_words, place_words
from generator.publish.render import render_template

__all__ = ["issue_card", "issue_pages"]

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
    several = len(set(map(newspaper_of, issue.pages))) > 1
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
