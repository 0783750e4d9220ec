"""What was spent, granted or set as a goal in an article, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeVar

from generator.model import Amount, DateKind, Entry, Facts
from generator.publish.csv_cells import Value
from generator.publish.escape import one_line
from generator.publish.labels.sentence_anchors import split_sentences
from generator.publish.paths import goals_path
from generator.text.traced import Span

__all__ = ["Goal", "amount_values", "goal_row", "goals_in", "has_goals"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """An amount of money, or a day that is set for something, with what its sentence says."""

    said: dict[str, Value]
    """``kind`` and ``text`` and, of an amount, its value, unit, bound and what it is said of."""
    by: str | None
    """The day set in the same sentence, EDTF."""
    documents: tuple[str, ...]
    """Papers of the sentence, else the first that the article names."""
    sentence: str
    """The sentence."""
    spans: tuple[Span, ...]
    """The characters of the page that prove it."""


_LONGEST = 1_000
"""Characters of a sentence that are said with an amount: all of any that was written. A column of
figures without a full stop would be said as a whole with each of them."""
_AROUND = 120
"""Characters that are said of such a column with each of its figures: a page may have 100,000."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of an article and the offsets in the page that it was read from."""

    text: str
    offsets: tuple[int | None, ...]
    places: Mapping[int | None, int]
    """Of one without end, which of its characters was read from an offset."""

    def around(self, spans: Sequence[Span]) -> str:
        """Return the sentence in one line; of one without end, what stands around its proof."""
        if len(self.text) <= _LONGEST:
            return one_line(self.text)
        at = next((self.places[start] for start, _end in spans if start in self.places), 0)
        start = min(max(0, at - _AROUND // 2), len(self.text) - _AROUND)
        return one_line(self.text[start : start + _AROUND])


def has_goals(facts: Facts) -> bool:
    """Tell whether an article has any."""
    return bool(facts.amounts) or any(date.kind is DateKind.TARGET for date in facts.dates)


def goal_row(
    path: str, entries: Iterable[Entry]
) -> tuple[tuple[str, tuple[tuple[str, str | None], ...]], ...]:
    """Return the line over a list that leads to the table of its articles' goals, if it has one.

    ``path`` is the list's. One article's goals stand in that article: of a table there are two.
    """
    number = sum(has_goals(entry.facts) for entry in entries)
    return (("金额与目标", ((f"{number} 篇的表格", goals_path(path)),)),) if number > 1 else ()


def goals_in(entry: Entry) -> Iterator[Goal]:
    """Yield the amounts and targets of an article, which has all its text, in their order."""
    facts = entry.facts
    if not has_goals(facts):
        return
    targets = [date for date in facts.dates if date.kind is DateKind.TARGET]
    days = _Proved(targets, lambda date: date.spans)
    sums = _Proved(facts.amounts, lambda amount: amount.spans)
    named = _Proved(facts.documents, lambda paper: (*paper.spans, *paper.short_spans))
    first = tuple(d.title for d in facts.documents[:1])
    for sentence in _sentences(entry, days.begins.keys() | sums.begins.keys()):
        dates, amounts = days.within(sentence), sums.within(sentence)
        documents = tuple(paper.title for paper in named.within(sentence)) or first
        by = dates[0].edtf if dates else None
        told: list[tuple[dict[str, Value], str | None, tuple[Span, ...]]] = [
            ({"kind": "amount", **amount_values(amount)}, by, amount.spans) for amount in amounts
        ]
        if not amounts:
            told += [({"kind": "target", "text": d.text}, d.edtf, d.spans) for d in dates]
        for said, day, spans in told:
            words = sentence.around(spans)
            yield Goal(said=said, by=day, documents=documents, sentence=words, spans=spans)


_Fact = TypeVar("_Fact")


class _Proved(Generic[_Fact]):
    """Facts by where their proofs begin: a sentence is not held against each of them."""

    def __init__(
        self, facts: Sequence[_Fact], spans_of: Callable[[_Fact], tuple[Span, ...]]
    ) -> None:
        self._facts = facts
        self.begins: dict[int | None, list[int]] = {}
        for number, fact in enumerate(facts):
            for start, _end in spans_of(fact):
                self.begins.setdefault(start, []).append(number)

    def within(self, sentence: _Sentence) -> list[_Fact]:
        """Return those that a sentence proves, in their order."""
        held = (self.begins[at] for at in sentence.offsets if at in self.begins)
        return [self._facts[number] for number in sorted({*chain.from_iterable(held)})]


def _sentences(entry: Entry, begins: Set[int | None]) -> Iterator[_Sentence]:
    """Yield the sentences that have one of some characters of the page."""
    for block in entry.article.blocks:
        if begins.isdisjoint(block.text.origins):
            continue
        start = 0
        for sentence in split_sentences(block.text.text):
            end = start + len(sentence)
            origins = block.text.origins[start:end]
            if not begins.isdisjoint(origins):
                long = len(sentence) > _LONGEST
                places = {origin: n for n, origin in enumerate(origins)} if long else {}
                yield _Sentence(sentence, origins, places)
            start = end


def amount_values(amount: Amount) -> dict[str, Value]:
    """Return what records and tables say of an amount of money."""
    return {
        "text": amount.text,
        "value": amount.value,
        "to": amount.to,
        "unit": amount.unit,
        "bound": amount.bound.value,
        "of": amount.of,
    }
