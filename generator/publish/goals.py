"""What was spent, granted or set as a goal in an article, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.model import Amount, DateKind, Entry, Facts
from generator.publish.csv_cells import Value
from generator.publish.escape import one_line
from generator.publish.paths import goals_path
from generator.publish.sentence_anchors import split_sentences
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


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of an article and the offsets in the page that it was read from."""

    text: str
    offsets: frozenset[int | None]


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
    proofs = chain((date.spans for date in targets), (amount.spans for amount in facts.amounts))
    begins = frozenset(start for spans in proofs for start, _end in spans)
    for sentence in _sentences(entry, begins):
        dates = [date for date in targets if _holds(sentence, date.spans)]
        amounts = [amount for amount in facts.amounts if _holds(sentence, amount.spans)]
        papers = [d.title for d in facts.documents if _holds(sentence, (*d.spans, *d.short_spans))]
        documents = tuple(papers or [d.title for d in facts.documents[:1]])
        by = dates[0].edtf if dates else None
        told: list[tuple[dict[str, Value], str | None, tuple[Span, ...]]] = [
            ({"kind": "amount", **amount_values(amount)}, by, amount.spans) for amount in amounts
        ]
        if not amounts:
            told += [({"kind": "target", "text": d.text}, d.edtf, d.spans) for d in dates]
        for said, day, spans in told:
            yield Goal(said=said, by=day, documents=documents, sentence=sentence.text, spans=spans)


def _sentences(entry: Entry, begins: frozenset[int]) -> Iterator[_Sentence]:
    """Yield the sentences that have one of some characters of the page."""
    for block in entry.article.blocks:
        if begins.isdisjoint(block.text.origins):
            continue
        start = 0
        for sentence in split_sentences(block.text.text):
            end = start + len(sentence)
            origins = block.text.origins[start:end]
            if not begins.isdisjoint(origins):
                yield _Sentence(one_line(sentence), frozenset(origins))
            start = end


def _holds(sentence: _Sentence, spans: Sequence[Span]) -> bool:
    return any(start in sentence.offsets for start, _end in spans)


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
