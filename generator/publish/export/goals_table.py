"""What was spent, granted or set as a goal: amounts of money and targets in one table.

Each row has its sentence, the article's region and the papers that the sentence or the headline
names, so that a spreadsheet can sort and group it: what was promised where, until when, by which
paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model import Amount, AmountBound, DateKind, Entry, Reconstruction
from generator.publish.csv_cells import Value, quoted_spans
from generator.publish.escape import one_line
from generator.publish.kinds.fact_kind import Mention
from generator.publish.sentence_anchors import split_sentences
from generator.publish.table_schema import ARTICLE, NUMBER, SPANS, WORDS, Field, Row, Table
from generator.text.traced import Span

__all__ = ["GOALS"]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of an article and the offsets in the page that it was read from."""

    text: str
    offsets: frozenset[int]


def _sentences(entry: Entry) -> Iterator[_Sentence]:
    for block in entry.article.blocks:
        start = 0
        for sentence in split_sentences(block.text.text):
            end = start + len(sentence)
            origins = block.text.origins[start:end]
            yield _Sentence(one_line(sentence), frozenset(o for o in origins if o is not None))
            start = end


def _holds(sentence: _Sentence, spans: Sequence[Span]) -> bool:
    return any(start in sentence.offsets for start, _end in spans)


def _rows(made: Reconstruction, entries: Sequence[Entry]) -> Iterator[Row]:
    for entry in entries:
        for number, (row, spans) in enumerate(_told(entry), start=1):
            words = quoted_spans(made.page.text, spans)
            here: Row = {"article": entry.id, "number": number}
            yield {**_EMPTY, **here, **row, "spans": spans, "words": words}


_EMPTY: Row = dict.fromkeys(("value", "to", "unit", "bound", "of", "by"))
"""What a target has none of, or an amount without a day."""


def _told(entry: Entry) -> Iterator[Mention]:
    """Yield the amounts and targets of an article, sentence by sentence."""
    facts = entry.facts
    targets = [date for date in facts.dates if date.kind is DateKind.TARGET]
    if not facts.amounts and not targets:
        return
    region = facts.region.code if facts.region else None
    for sentence in _sentences(entry):
        dates = [date for date in targets if _holds(sentence, date.spans)]
        amounts = [amount for amount in facts.amounts if _holds(sentence, amount.spans)]
        papers = [d.title for d in facts.documents if _holds(sentence, (*d.spans, *d.short_spans))]
        shared: dict[str, Value] = {
            "region": region,
            "documents": papers or [d.title for d in facts.documents[:1]],
            "sentence": sentence.text,
        }
        for amount in amounts:
            by = {"by": dates[0].edtf if dates else None}
            yield _amount(amount) | by | shared, amount.spans
        for date in dates if not amounts else ():
            said: dict[str, Value] = {"kind": "target", "text": date.text, "by": date.edtf}
            yield said | shared, date.spans


def _amount(amount: Amount) -> dict[str, Value]:
    return {
        "kind": "amount",
        "text": amount.text,
        "value": amount.value,
        "to": amount.to,
        "unit": amount.unit,
        "bound": amount.bound.value,
        "of": amount.of,
    }


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
