"""Topics: the fields of work that an article belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.model import Facts, Topic
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
from generator.publish.labels.panel import Panel, PanelRow
from generator.publish.later import Text
from generator.publish.lists.bars import inline_bar
from generator.publish.lists.cross_lists import shared_lists
from generator.publish.lists.groupings import Grouping
from generator.publish.lists.list_page import list_pages, row_of
from generator.publish.lists.pagination import header
from generator.publish.lists.year_bars import narrowed_bars
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
                "within": topic.within or None,
                "terms": list(topic.terms),
                "spans": span_lists(topic.spans),
                "runner_up": topic.runner_up or None,
                "margin": topic.margin,
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
    """Yield the narrowest topics, behind the wide one that they are in: it is said once of those
    that stand together."""
    topics = {topic.id: topic for topic in panel.facts.topics}
    holding = {topic.within for topic in topics.values()}
    narrow = [topic for topic in topics.values() if topic.id not in holding]
    above = ["", *(topic.within for topic in narrow)]
    items = tuple(
        panel.proved(
            _chain(panel, topic, topics.get(topic.within) if topic.within != said else None),
            topic.spans,
        )
        for topic, said in zip(narrow, above, strict=False)
    )
    if items:
        yield PanelRow("主题", items)


def _chain(panel: Panel, topic: Topic, wide: Topic | None) -> Safe:
    links = [panel.link(t.name, topic_path(t.id)) for t in (wide, topic) if t is not None]
    return Safe(" › ".join(links))


def _mentions(facts: Facts) -> Iterator[Mention]:
    for topic in facts.topics:
        said: dict[str, Value] = {
            "topic": topic.id,
            "name": topic.name,
            "within": topic.within or None,
            "iptc": topic.iptc or None,
            "score": topic.score,
            "terms": topic.terms,
            "runner_up": topic.runner_up or None,
            "margin": topic.margin,
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
    below: dict[str | None, list[Grouping]] = {}
    for grouping in filing.topics:
        below.setdefault(grouping.parent, []).append(grouping)
    titles = {grouping.path: grouping.title for grouping in filing.topics}
    for grouping in filing.topics:
        path, parent = grouping.path, grouping.parent
        chart, ways = narrowed_bars(filing.combined.ways.get(path, ()), path)
        yield from list_pages(
            grouping,
            "主题",
            (("主题", _INDEX), *(((titles[parent], parent),) if parent else ())),
            ways=ways,
            below=tuple(below.get(path, ())),
            chart=chart,
            note=notes[path],
        )
    for grouping, both in filing.combined.groupings:
        above = tuple((whole.title, whole.path) for whole in both)
        yield from list_pages(grouping, "主题", (("主题", _INDEX), *above), brief=True)


def _overview(groupings: Sequence[Grouping], notes: Mapping[str, str]) -> tuple[str, str]:
    most = max((g.own for g in groupings if g.parent is None and not g.rest), default=0)
    text = render_template(
        "topics",
        front_matter=header("主题", "按主题归档的报纸文章。"),
        rows=[
            row_of(grouping, _INDEX)
            | {
                "about": notes[grouping.path],
                "bar": inline_bar(0 if grouping.rest else grouping.own, most),
                "below": [row_of(g, _INDEX) for g in groupings if g.parent == grouping.path],
            }
            for grouping in groupings
            if grouping.parent is None
        ],
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
        mention_field("within", "上级主题", "The wider field that holds it.", required=False),
        mention_field(
            "iptc",
            "IPTC 媒体主题",
            "Code of the IPTC Media Topic that holds it (medtop).",
            pattern="[0-9]{8}",
            required=False,
        ),
        mention_field("score", "分值", "Strength.", "number", minimum=0, maximum=1),
        mention_field("terms", "依据词语", "The words that speak for it.", "array"),
        mention_field(
            "runner_up", "次选主题", "The likeliest one it was preferred to.", required=False
        ),
        mention_field("margin", "领先", "By how much of its strength.", "number"),
    ),
    sheet=_sheet,
    index=_index,
    lists=_lists,
    searched=_searched,
)
"""What an article is about."""
