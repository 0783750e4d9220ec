"""What was spent, granted or set as a goal: amounts of money and targets in one table.

Each row has its sentence, the article's region and the papers that the sentence or the headline
names, so that a spreadsheet can sort and group it: what was promised where, until when, by which
paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.model import AmountBound, Entry, Reconstruction
from generator.publish.csv_cells import quoted_spans
from generator.publish.lists.goals import goals_in
from generator.publish.table_schema import ARTICLE, NUMBER, SPANS, WORDS, Field, Row, Table

__all__ = ["GOALS"]


def _rows(made: Reconstruction, entries: Sequence[Entry]) -> Iterator[Row]:
    for entry in entries:
        region = entry.facts.region.code if entry.facts.region else None
        for number, goal in enumerate(goals_in(entry), start=1):
            here: Row = {
                "article": entry.id,
                "number": number,
                "by": goal.by,
                "region": region,
                "documents": [*goal.documents],
                "sentence": goal.sentence,
                "spans": goal.spans,
                "words": quoted_spans(made.page.text, goal.spans),
            }
            yield {**_EMPTY, **goal.said, **here}


_EMPTY: Row = dict.fromkeys(("value", "to", "unit", "bound", "of"))
"""What a target has none of."""


def _field(name: str, title: str, description: str, type_: Any = "string", **rules: Any) -> Field:
    return Field(
        name=name, title=title, description=description, type=type_,
        constraints=tuple(rules.items()),
    )  # fmt: skip


GOALS = Table(
    name="goals",
    title="金额与目标",
    description="One row an amount of money, or a day set for a goal, with its sentence.",
    fields=(
        ARTICLE,
        NUMBER,
        _field("kind", "类别", "amount or target.", enum=("amount", "target"), required=True),
        _field("text", "原文写法", "As printed.", required=True),
        _field("value", "数值", "In units of its currency.", "number"),
        _field("to", "至", "Upper end of a range.", "number"),
        _field("unit", "币种", "Code of ISO 4217.", pattern="[A-Z]{3}"),
        _field(
            "bound", "约数", "over: that much or more; under: that much or less.",
            enum=tuple(bound.value for bound in AmountBound),
        ),
        _field("of", "所指", "Words of its clause that say of what."),
        _field("by", "期限", "The day set in the same sentence, EDTF."),
        _field("region", "地区代码", "The article's own region.", pattern="[0-9]{6}"),
        _field(
            "documents", "文件",
            "Papers of the sentence, else the first that the article names.", "array",
        ),
        _field("sentence", "原句", "The sentence.", required=True),
        SPANS,
        WORDS,
    ),
    key=("article", "number"),
    refers=(("article", "articles", "id"),),
    rows=_rows,
)  # fmt: skip
"""Amounts and targets in one table."""
