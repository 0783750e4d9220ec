"""Topics: the fields of work that an article belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.model import Facts
from generator.publish.cross_lists import shared_lists
from generator.publish.csv_cells import Value
from generator.publish.escape import one_line
from generator.publish.groupings import Grouping
from generator.publish.kinds.fact_kind import (
    FactKind,
    Filing,
    Mention,
    mention_field,
    mention_table,
    span_lists,
)
from generator.publish.later import Text
from generator.publish.list_page import list_pages, row_of
from generator.publish.pagination import header
from generator.publish.panel import Panel, PanelRow
from generator.publish.paths import link_between, topic_path
from generator.publish.render import render_template
from generator.publish.yaml_header import Quoted

__all__ = ["TOPICS"]

_INDEX = "topics/index.md"


def _record(facts: Facts) -> dict[str, Any]:
    return {
        "topics": [
            {
                "id": topic.id,
                "name": topic.name,
                "score": topic.score,
                "terms": list(topic.terms),
                "spans": span_lists(topic.spans),
            }
            for topic in facts.topics
        ]
    }


def _front_matter(facts: Facts) -> dict[str, Any]:
    return {
        "topics": [Quoted(topic.id) for topic in facts.topics],
        "topic_names": [one_line(topic.name) for topic in facts.topics],
    }


def _panel(panel: Panel) -> Iterator[PanelRow]:
    if panel.facts.topics:
        topics = ((panel.link(t.name, topic_path(t.id)), t.spans) for t in panel.facts.topics)
        yield PanelRow("主题", tuple(panel.proved(*topic) for topic in topics))


def _mentions(facts: Facts) -> Iterator[Mention]:
    for topic in facts.topics:
        said: dict[str, Value] = {
            "topic": topic.id,
            "name": topic.name,
            "score": topic.score,
            "terms": topic.terms,
        }
        yield said, topic.spans


def _sheet(facts: Facts) -> dict[str, Value]:
    return {"topics": "\n".join(topic.name for topic in facts.topics)}


def _searched(facts: Facts) -> dict[str, Any]:
    return {
        "topics": tuple((topic.id, one_line(topic.name)) for topic in facts.topics),
        "other": next((topic.id for topic in facts.topics if topic.is_other), None),
    }


def _lists(facts: Facts) -> Iterator[str]:
    """Yield the lists of the topics, and what these share with regions and years."""
    if not facts.topics:
        yield topic_path(None)
    for topic in facts.topics:
        yield topic_path(topic.id)
    for _topic, _other, shared in shared_lists(facts):
        yield shared


def _index(filing: Filing) -> Iterator[tuple[str, Text]]:
    """Yield the index, the list of each topic, and what topics share with regions and years."""
    notes = {
        grouping.path: filing.about.get(_last(grouping.path), "") for grouping in filing.topics
    }
    yield _overview(filing.topics, notes)
    for grouping in filing.topics:
        ways = filing.combined.ways.get(grouping.path, ())
        crumbs = (("主题", _INDEX),)
        yield from list_pages(grouping, "主题", crumbs, ways=ways, note=notes[grouping.path])
    for grouping, both in filing.combined.groupings:
        above = tuple((whole.title, whole.path) for whole in both)
        yield from list_pages(grouping, "主题", (("主题", _INDEX), *above))


def _overview(groupings: Sequence[Grouping], notes: Mapping[str, str]) -> tuple[str, str]:
    text = render_template(
        "topics",
        front_matter=header("主题", "按主题归档的报纸文章。"),
        rows=[row_of(grouping, _INDEX) | {"about": notes[grouping.path]} for grouping in groupings],
        tags=link_between(_INDEX, "tags/index.md"),
    )
    return _INDEX, text


def _last(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


TOPICS = FactKind(
    name="topics",
    record=_record,
    front_matter=_front_matter,
    panel=_panel,
    table=mention_table(
        "topics",
        "主题",
        "One row a field of work that an article belongs to, strongest first.",
        _mentions,
        mention_field("topic", "主题标识", "Identifier.", pattern="[a-z0-9]+(?:-[a-z0-9]+)*"),
        mention_field("name", "名称", "Chinese name."),
        mention_field("score", "分值", "Strength.", "number", minimum=0, maximum=1),
        mention_field("terms", "依据词语", "The words that speak for it.", "array"),
    ),
    sheet=_sheet,
    index=_index,
    lists=_lists,
    searched=_searched,
)
"""What an article is about."""
