"""Amounts of money and targets of one region, or around one policy paper, as a table.

Each row has its sentence and the article that it stands in. A page holds the rows of 25 articles;
of a region that has more, what its parts have in tables of their own stands there alone,
and ``assets/sort.js`` makes a file for spreadsheets of them; the whole corpus is in the Data
Package (``goals.csv``).
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from generator.model import Entry
from generator.model.currencies import YUAN, currency_name
from generator.publish.escape import Safe, escape_kept
from generator.publish.kinds.documents import main_paper
from generator.publish.labels.article_labels import headline_words
from generator.publish.labels.article_summary import date_of, region_words
from generator.publish.labels.date_labels import date_words
from generator.publish.labels.sentence_anchors import ProofPlaces, index_places, proof_of
from generator.publish.later import Later, Text, key_of, mark_of
from generator.publish.lists.goals import Goal, goals_in, has_goals
from generator.publish.lists.groupings import Grouping
from generator.publish.lists.pagination import PageOfList, header, paged
from generator.publish.paths import article_path, goals_path, link_between, web_link
from generator.publish.render import render_template

__all__ = ["GoalList", "GoalReader", "Goals", "goal_lists", "goal_pages", "goals_of"]

_ARTICLES = 25
"""Articles on one page: each has five rows, as a rule."""
_PARAGRAPH = re.compile("[pcs][0-9]+")

Goals: TypeAlias = tuple[tuple[Goal, str], ...]
"""The goals of an article in their order, each with the address of its paragraph."""
_AT_HAND = 256
"""Pages whose goals are held at a time, 20 KB each: an article stands in the tables
of its county, its prefecture, its province and its paper."""


@dataclass(slots=True)
class GoalReader:
    """Gives the goals of articles. A page that is asked for again soon is not read again."""

    of_page: Callable[[str], Sequence[Goals]]
    """Returns those of each article of the page that was put away with a mark."""
    _at_hand: OrderedDict[str, Sequence[Goals]] = field(default_factory=OrderedDict)

    def __call__(self, entry: Entry) -> Goals:
        """Return the goals of an article."""
        if entry.gist is None:
            return goals_of(entry)
        mark = entry.gist.mark
        told = self._at_hand.pop(mark, None) or self.of_page(mark)
        self._at_hand[mark] = told
        if len(self._at_hand) > _AT_HAND:
            self._at_hand.popitem(last=False)
        return told[entry.gist.number]


def goals_of(entry: Entry) -> Goals:
    """Return the goals of an article that has all its text."""
    if not has_goals(entry.facts):
        return ()
    places = index_places(entry.article, sentences=False)
    return tuple((goal, _anchor(places, goal)) for goal in goals_in(entry))


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalList:
    """The articles of one list that tell of money or of targets."""

    path: str
    """First page of the table."""
    above: str
    """The list."""
    title: str
    """What the list is of."""
    entries: tuple[Entry, ...]
    """The articles whose rows it has, in order."""
    parts: tuple[tuple[str, str, int], ...] = ()
    """The tables that have the others: what they are of, where, and of how many articles."""


def goal_lists(regions: Sequence[Grouping], papers: Sequence[Grouping]) -> Iterator[GoalList]:
    """Yield the tables of regions and of policy papers, where two articles and more have goals.

    A region's are those of articles about it, a paper's those of articles whose first paper it is.
    """
    told = {g.path: _with_goals(g.parts[0].entries if g.own else ()) for g in regions}
    below: dict[str | None, list[Grouping]] = {}
    for grouping in regions:
        if _has_table(told[grouping.path]):
            below.setdefault(grouping.parent, []).append(grouping)
    for grouping in regions:
        found = told[grouping.path]
        parts = below.get(grouping.path, []) if len(found) > _ARTICLES else []
        yield from _list_of(grouping, found, [(part, told[part.path]) for part in parts])
    for grouping in papers:
        entries = (e for e in grouping.entries if main_paper(e.facts) == grouping.path)
        yield from _list_of(grouping, _with_goals(entries))


def _with_goals(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if has_goals(entry.facts))


def _has_table(found: Sequence[Entry]) -> bool:
    return len(found) > 1  # as goals.goal_row has it


def _list_of(
    grouping: Grouping,
    found: tuple[Entry, ...],
    parts: Sequence[tuple[Grouping, tuple[Entry, ...]]] = (),
) -> Iterator[GoalList]:
    if _has_table(found):
        elsewhere = {entry.id for _part, entries in parts for entry in entries}
        yield GoalList(
            path=goals_path(grouping.path),
            above=grouping.path,
            title=grouping.title,
            entries=tuple(entry for entry in found if entry.id not in elsewhere),
            parts=tuple((part.name, goals_path(part.path), len(has)) for part, has in parts),
        )


def goal_pages(lists: Sequence[GoalList], read: GoalReader) -> Iterator[tuple[str, Text]]:
    """Yield path and Markdown of each page of each table."""
    for table in lists:
        for page, shown in paged(table.path, table.entries, _ARTICLES):
            key = _key(table, page, shown)
            make = partial(_page, table, page, shown, read)
            yield page.path, Later(key, make, _title(table))


def _key(table: GoalList, page: PageOfList, shown: Sequence[Entry]) -> str:
    if any(entry.gist is None for entry in shown):
        return ""
    told = (table.title, table.parts, len(table.entries), page.number, page.pages)
    return key_of(*told, [mark_of(entry) for entry in shown])


def _title(table: GoalList) -> str:
    return f"金额与目标：{table.title}"


def _page(table: GoalList, page: PageOfList, shown: Sequence[Entry], read: GoalReader) -> str:
    goals = [(entry, *told) for entry in shown for told in read(entry)]
    return render_template(
        "goals",
        front_matter=header(_title(table), f"{table.title}的报道里的金额和目标，每行附原句。"),
        title=_title(table),
        above=table.title,
        back=link_between(page.path, table.above),
        articles=len(table.entries),
        parts=[(name, link_between(page.path, path), number) for name, path, number in table.parts],
        rows=[_row(entry, goal, anchor, page.path) for entry, goal, anchor in goals],
        # A column that says the same of every row says nothing.
        currencies=len({goal.said.get("unit") for _entry, goal, _anchor in goals} - {None}) > 1,
        days=any(goal.by for _entry, goal, _anchor in goals),
        regions=len({region_words(entry.facts) for entry, _goal, _anchor in goals}) > 1,
        page=page,
    )


def _rank(edtf: str) -> str:
    """Return the last day of a time as a number: what ends within 2024 stands before 2025.

    >>> _rank("2021/2025"), _rank("2024-06"), _rank("202X")
    ('20259999', '20240699', '20299999')
    """
    ends = (re.sub("[^0-9]", "", part.replace("X", "9")) for part in reversed(edtf.split("/")))
    return next(filter(None, ends), "").ljust(8, "9")[:8]


def _row(entry: Entry, goal: Goal, anchor: str, source: str) -> dict[str, Safe]:
    link = web_link(source, article_path(entry.id)) + (f"#{anchor}" if anchor else "")
    value, unit = goal.said.get("value"), str(goal.said.get("unit") or "")
    return {
        "text": escape_kept(_told(goal)),
        "value": Safe(str(value) if isinstance(value, int | float) else "-1"),
        "currency": escape_kept(currency_name(unit)),
        "group": escape_kept(_group(unit)),
        "of": escape_kept(str(goal.said.get("of") or "")),
        "by": escape_kept(date_words(goal.by) if goal.by else ""),
        "by_rank": Safe(_rank(goal.by) if goal.by else ""),
        "region": escape_kept(region_words(entry.facts)),
        "date": escape_kept(date_of(entry.facts)),
        "sentence": escape_kept(goal.sentence),
        "article": escape_kept(entry.id),
        "title": escape_kept(headline_words(entry)),
        "link": Safe(link),
    }


def _told(goal: Goal) -> str:
    """Return an amount as printed, or what is to be done by a day, which has its own column."""
    text = str(goal.said["text"])
    return text if goal.said["kind"] == "amount" else _deed(goal.sentence, text)


_DEED = re.compile(r"(?:[年底末初前，、：]|之前|以前|左右)*([^，。；：！？]{2,})")
_LONGEST_DEED = 28


def _deed(sentence: str, day: str) -> str:
    """Return what a sentence sets a day for, or the day if that says nothing.

    >>> _deed("到2030年，森林覆盖率达到30%。", "2030年"), _deed("确保6月30日前完成。", "6月30日")
    ('森林覆盖率达到30%', '完成')
    """
    deed = _DEED.match(sentence, sentence.find(day) + len(day))
    if deed is None:
        return day
    return deed[1] if len(deed[1]) <= _LONGEST_DEED else deed[1][: _LONGEST_DEED - 1] + "…"


def _group(unit: str) -> str:
    """Return among what an amount is put in order: yuan, then each currency, then targets.

    >>> sorted(["", "USD", "CNY"], key=_group)
    ['CNY', 'USD', '']
    """
    return "" if unit == YUAN else unit or "~"


def _anchor(places: ProofPlaces, goal: Goal) -> str:
    """Return the address of the paragraph that holds a goal, within its article."""
    place = proof_of(places, goal.spans)
    return place.anchor if place is not None and _PARAGRAPH.fullmatch(place.anchor) else ""
