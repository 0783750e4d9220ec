"""Persons: who holds a public office in an article.

Published only where a project asks for it (``extra: persons: true``). There is no page for a
person, and nobody without an office is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.model import Facts, Person
from generator.publish.csv_cells import Value
from generator.publish.escape import one_line
from generator.publish.kinds.fact_kind import (
    FactKind,
    Mention,
    mention_field,
    mention_table,
    span_lists,
)
from generator.publish.labels.panel import Panel, PanelRow

__all__ = ["PERSONS"]


def _record(facts: Facts) -> dict[str, Any]:
    if not facts.persons:
        return {}
    return {
        "persons": [
            {"name": p.name, "office": p.office, "body": p.body, "spans": span_lists(p.spans)}
            for p in facts.persons
        ]
    }


def _told(person: Person) -> str:
    return one_line(person.office + person.name)


def _front_matter(facts: Facts) -> dict[str, Any]:
    return {"persons": list(map(_told, facts.persons))} if facts.persons else {}


def _panel(panel: Panel) -> Iterator[PanelRow]:
    if panel.facts.persons:
        yield PanelRow("人物", tuple(panel.proved(_told(p), p.spans) for p in panel.facts.persons))


def _mentions(facts: Facts) -> Iterator[Mention]:
    for person in facts.persons:
        said: dict[str, Value] = {
            "name": person.name,
            "office": person.office,
            "body": person.body,
        }
        yield said, person.spans


PERSONS = FactKind(
    name="persons",
    record=_record,
    front_matter=_front_matter,
    panel=_panel,
    table=mention_table(
        "persons",
        "人物",
        "One row an office that somebody holds; empty unless the project asks for it.",
        _mentions,
        mention_field("name", "姓名", "As printed."),
        mention_field("office", "职务", "As printed, with the body."),
        mention_field("body", "所在机构", "Full name, where the article tells it.", required=False),
    ),
    sheet=lambda facts: {"persons": "\n".join(map(_told, facts.persons))},
)
"""Who holds a public office."""
