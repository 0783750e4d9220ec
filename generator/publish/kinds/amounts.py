"""Amounts of money: what was spent, granted, earned, and of what it is said.

Articles are not filed under sums: there is no index of them, and no choice in the search.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.model import AmountBound, Facts
from generator.publish.csv_cells import Value
from generator.publish.escape import Safe, one_line
from generator.publish.kinds.fact_kind import (
    FactKind,
    Mention,
    mention_field,
    mention_table,
    span_lists,
)
from generator.publish.labels.panel import Panel, PanelRow
from generator.publish.lists.goals import amount_values

__all__ = ["AMOUNTS"]

_ALL_SHOWN = 2
"""So many amounts are all in the panel. Of more, the first (headline and lead name what matters)
and how many there are: each weighs a link, and a report of an aid programme has dozens."""


def _record(facts: Facts) -> dict[str, Any]:
    return {
        "amounts": [
            {**amount_values(amount), "spans": span_lists(amount.spans)} for amount in facts.amounts
        ]
    }


def _front_matter(facts: Facts) -> dict[str, Any]:
    return {"amounts": list(_printed(facts))}


def _panel(panel: Panel) -> Iterator[PanelRow]:
    proofs = {one_line(a.text): a.spans for a in reversed(panel.facts.amounts)}
    printed = _printed(panel.facts)
    if printed:
        few = len(printed) <= _ALL_SHOWN
        shown = tuple(panel.proved(a, proofs[a]) for a in (printed if few else printed[:1]))
        if few:
            yield PanelRow("金额", shown)
        else:
            yield PanelRow("金额", (*shown, f"等 {len(printed)} 个"), Safe(" "))


def _printed(facts: Facts) -> tuple[str, ...]:
    """Return the amounts as printed, each once."""
    return tuple(dict.fromkeys(one_line(amount.text) for amount in facts.amounts))


def _mentions(facts: Facts) -> Iterator[Mention]:
    for amount in facts.amounts:
        yield amount_values(amount), amount.spans


def _sheet(facts: Facts) -> dict[str, Value]:
    return {"amounts": "\n".join(_printed(facts))}


AMOUNTS = FactKind(
    name="amounts",
    record=_record,
    front_matter=_front_matter,
    panel=_panel,
    table=mention_table(
        "amounts",
        "金额",
        "One row an amount of money.",
        _mentions,
        mention_field("text", "原文写法", "As printed, in published typography."),
        mention_field(
            "value", "数值", "In units of its currency; of a range, the lower end.", "number"
        ),
        mention_field("to", "至", "Upper end of a range.", "number", required=False),
        mention_field("unit", "币种", "Code of ISO 4217.", pattern="[A-Z]{3}"),
        mention_field(
            "bound", "约数", "over: that much or more; under: that much or less.",
            enum=tuple(bound.value for bound in AmountBound),
        ),
        mention_field("of", "所指", "Words of its clause that say of what.", required=False),
    ),
    sheet=_sheet,
)  # fmt: skip
"""What money an article speaks of."""
