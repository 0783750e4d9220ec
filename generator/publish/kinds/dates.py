"""Dates: the article's own, every date expression, and what only looks like one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from generator.model import DateBasis, DateKind, Facts
from generator.publish.csv_cells import Value
from generator.publish.escape import Safe, one_line
from generator.publish.kinds.fact_kind import (
    FactKind,
    Filing,
    Mention,
    mention_field,
    mention_table,
    span_lists,
)
from generator.publish.labels.article_labels import date_basis_words
from generator.publish.labels.article_summary import date_of
from generator.publish.labels.date_labels import date_words
from generator.publish.labels.panel import Panel, PanelRow
from generator.publish.later import Text
from generator.publish.lists.groupings import Grouping, month_anchor
from generator.publish.lists.list_page import list_pages, row_of
from generator.publish.lists.pagination import header, link_to_part, paged
from generator.publish.lists.region_map import shade_of
from generator.publish.lists.year_bars import month_bars
from generator.publish.paths import year_path
from generator.publish.render import render_template
from generator.publish.table_schema import EDTF
from generator.publish.yaml_header import Quoted

__all__ = ["DATES", "NO_DATES"]

_INDEX = "dates/index.md"


def _record(facts: Facts) -> dict[str, Any]:
    """Return the article's own date and year, and all expressions, each with its ``kind``."""
    date = facts.date
    return {
        "date": None
        if date is None
        else {"edtf": date.edtf, "basis": date.basis.value, "spans": span_lists(date.spans)},
        "year": facts.year,
        "dates": [
            {
                "text": mention.text,
                "edtf": mention.edtf,
                "kind": mention.kind.value,
                "spans": span_lists(mention.spans),
            }
            for mention in facts.dates
        ],
    }


def _no_dates_record(facts: Facts) -> dict[str, Any]:
    """Return what the article prints as a date and the calendar does not have, if anything."""
    found = [
        {"text": none.text, "reason": none.reason, "spans": span_lists(none.spans)}
        for none in facts.no_dates
    ]
    return {"no_dates": found} if found else {}


def _front_matter(facts: Facts) -> dict[str, Any]:
    date = Quoted(one_line(facts.date.edtf)) if facts.date else None
    return {"date": date, "year": facts.year}


def _panel(panel: Panel) -> Iterator[PanelRow]:
    facts = panel.facts
    date = panel.link(date_of(facts), year_path(facts.year))
    # Day and year may stand apart from one another: then each is shown.
    parts = ((span,) for span in facts.date.spans) if facts.date else ()
    yield PanelRow("日期", (date, panel.proved(date_basis_words(facts), *parts)), Safe("，"))


def _mentions(facts: Facts) -> Iterator[Mention]:
    if facts.date is not None:
        basis = facts.date.basis.value
        own: dict[str, Value] = {"edtf": facts.date.edtf, "own": True, "basis": basis}
        yield {**own, "text": None, "kind": None}, facts.date.spans
    for date in facts.dates:
        said: dict[str, Value] = {"edtf": date.edtf, "own": False, "basis": None}
        yield {**said, "text": date.text, "kind": date.kind.value}, date.spans


def _sheet(facts: Facts) -> dict[str, Value]:
    return {
        "date": facts.date.edtf if facts.date else None,
        "date_basis": facts.date.basis.value if facts.date else None,
        "year": facts.year,
    }


def _searched(facts: Facts) -> dict[str, Any]:
    words = date_words(one_line(facts.date.edtf)) if facts.date else ""
    return {"date": words, "year": facts.year}


def _lists(facts: Facts) -> Iterator[str]:
    yield year_path(facts.year)


def _index(filing: Filing) -> Iterator[tuple[str, Text]]:
    """Yield the timeline, and the list of each year."""
    yield from _timeline(filing)
    for grouping in filing.years:
        ways = filing.combined.ways.get(grouping.path, ())
        chart = month_bars(grouping, grouping.path)
        yield from list_pages(grouping, "日期", (("日期", _INDEX),), ways=ways, chart=chart)


def _timeline(filing: Filing) -> Iterator[tuple[str, str]]:
    """Yield a row of months for each year; what has no year comes after the last."""
    dated = [grouping for grouping in filing.years if grouping.parts[0].anchor]
    lost = [grouping for grouping in filing.years if not grouping.parts[0].anchor]
    most = max((len(part.entries) for grouping in dated for part in grouping.parts), default=0)
    older = {newer.path: grouping for newer, grouping in pairwise(dated)}
    for page, shown in paged(_INDEX, dated):
        last = page.number == page.pages
        text = render_template(
            "dates",
            front_matter=header("日期", "按日期归档的报纸文章。"),
            years=[
                row_of(grouping, page.path)
                | {
                    "months": _months(grouping, page.path, most),
                    "gap": _years_between(grouping, older.get(grouping.path)),
                }
                for grouping in shown
            ],
            lost=[row_of(grouping, page.path) for grouping in lost] if last else [],
            page=page,
        )
        yield page.path, text


def _years_between(newer: Grouping, older: Grouping | None) -> str:
    """Return the years between two that follow one another in the list: they have no articles."""
    if older is None:
        return ""
    last, first = _year_of(newer) - 1, _year_of(older) + 1
    if first > last:
        return ""
    return f"{first}年" if first == last else f"{first}年至{last}年"


def _year_of(grouping: Grouping) -> int:
    return int(grouping.title.removesuffix("年"))


def _months(grouping: Grouping, source: str, most: int) -> list[dict[str, Any]]:
    """Return the months of a year, shaded by their part of the fullest month of all."""
    numbers = {part.anchor: len(part.entries) for part in grouping.parts}
    return [
        {
            "name": f"{month}月" if month else "月份不详",
            "number": numbers.get(month_anchor(month), 0),
            "shade": shade_of(numbers.get(month_anchor(month), 0), most),
            "link": link_to_part(source, grouping, month_anchor(month)),
        }
        for month in (*range(1, 13), 0)
        if month or month_anchor(0) in numbers
    ]


DATES = FactKind(
    name="dates",
    record=_record,
    front_matter=_front_matter,
    panel=_panel,
    table=mention_table(
        "dates",
        "日期",
        "The article's own date, where there is one, and a row for each date it names.",
        _mentions,
        mention_field(
            "edtf", "日期", "EDTF level 1; XXXX where the year is unproven.", pattern=EDTF
        ),
        mention_field("own", "文章日期", "Whether it is the article's own date.", "boolean"),
        mention_field(
            "basis", "依据", "What proves the article's own date; empty for others.",
            required=False, enum=tuple(basis.value for basis in DateBasis),
        ),
        mention_field(
            "text", "原文写法", "The expression; empty for the own date.", required=False
        ),
        mention_field(
            "kind", "种类", "What the expression names; target: set for what is to come.",
            required=False, enum=tuple(kind.value for kind in DateKind),
        ),
    ),
    sheet=_sheet,
    index=_index,
    lists=_lists,
    searched=_searched,
)  # fmt: skip
"""When it was, and what days it names."""

NO_DATES = FactKind(name="no_dates", record=_no_dates_record)
"""What is printed as a date and cannot be one."""
