"""The newspaper day by day: which pages are of one issue, and what lies beside each.

Pages whose day nobody knows are in no issue; the list of all pages (``pages/``) has them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.model import Entry, Imprint, Reconstruction
from generator.publish.escape import one_line
from generator.publish.labels.date_labels import date_words
from generator.publish.paths import issue_path, link_between, printed_path
from generator.publish.printed.page_names import page_order, page_words, place_words

__all__ = [
    "ISSUES",
    "Issue",
    "PageTurn",
    "articles_by_issue",
    "day_of",
    "issues_of",
    "newspaper_of",
    "page_turns_of",
    "turn_links",
]

ISSUES = "issues/index.md"
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
        Issue(day, tuple(sorted(by_day[day], key=lambda r: (newspaper_of(r), page_order(r)))))
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
            before=_named(pages[n - 1]) if n else None,
            after=_named(pages[n + 1]) if n + 1 < len(pages) else None,
        )
        for issue in issues
        for _, group in groupby(issue.pages, key=newspaper_of)  # several papers may have one day
        for pages in [[*group]]
        for n, page in enumerate(pages)
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


def newspaper_of(result: Reconstruction) -> str:
    """Return the newspaper that a page is of; empty where nothing says so."""
    return one_line(result.imprint.publication or "")


def turn_links(turn: PageTurn | None, path: str) -> dict[str, dict[str, str] | None] | None:
    """Return the ways from a page to its issue and to the pages beside it."""
    if turn is None:
        return None
    ways = {"issue": turn.issue, "before": turn.before, "after": turn.after}
    return {
        name: {"words": way[0], "link": link_between(path, way[1])} if way else None
        for name, way in ways.items()
    }
