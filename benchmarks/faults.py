"""What is wrong with an article, by class: for ``--verbose`` and for the table of faults.

A gold article whose body was matched by none is ``missing``, a made one that stands for none is
``extra``. For the rest each part that differs is one fault; a body that differs in its text says
nothing more of its paragraphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.scoring import Record, body, body_text, essence, folded, headline, match_bodies

__all__ = ["CLASSES", "Fault", "count_faults", "list_faults"]

CLASSES = {
    "missing": "no article was made of it",
    "extra": "an article that is none",
    "body/order": "its own text, in another order",
    "body/foreign": "text of something else in it",
    "body/incomplete": "text of it elsewhere",
    "body/mixed": "text of something else in it, and text of it elsewhere",
    "paragraphs": "the right text, cut into other paragraphs",
    "kinds": "the right paragraphs, a lead or subhead taken for something else",
    "title/missing": "no headline",
    "title/partial": "a part of its headline",
    "title/more": "its headline and something else",
    "title/foreign": "another headline",
    "byline/missing": "no byline",
    "byline/wrong": "another byline, or more or less of it",
    "byline/foreign": "a byline, and it has none",
    "credit/missing": "no credit",
    "credit/wrong": "another credit, or more or less of it",
    "credit/foreign": "a credit, and it has none",
}
"""Each class of fault and what it says of the article."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong."""

    page: str
    """Where."""
    article: str
    """Headline of the gold article; of the made one for ``extra``."""
    kind: str
    """One of :data:`CLASSES`."""
    detail: str = ""
    """What stands there instead, or how many characters."""

    def __str__(self) -> str:
        """Return it as one line."""
        detail = f": {self.detail}" if self.detail else ""
        return f"{self.page}\t{self.kind}\t{self.article[:24]}{detail}"


def list_faults(page: str, gold: Sequence[Record], made: Sequence[Record]) -> Iterator[Fault]:
    """Yield what is wrong with the articles ``made`` of a page, in the order of its gold."""
    matches = match_bodies(gold, made)
    for i, wanted in enumerate(gold):
        name = headline(wanted)
        if i not in matches:
            yield Fault(page, name, "missing")
            continue
        for kind, detail in _faults(wanted, made[matches[i]]):
            yield Fault(page, name, kind, detail)
    for j in sorted(set(range(len(made))) - set(matches.values())):
        yield Fault(page, headline(made[j]) or body_text(made[j]), "extra")


def _faults(wanted: Record, made: Record) -> Iterator[tuple[str, str]]:
    yield from _body_faults(wanted, made)
    want, have = headline(wanted), headline(made)
    if want != have:
        yield f"title/{_title_fault(want, have)}", have
    for part in ("byline", "credit"):
        want, have = essence(wanted.get(part)), essence(made.get(part))
        if want != have:
            kind = "missing" if not have else "wrong" if want else "foreign"
            yield f"{part}/{kind}", folded(made.get(part))


def _body_faults(wanted: Record, made: Record) -> Iterator[tuple[str, str]]:
    want, have = body_text(wanted), body_text(made)
    if want != have:
        # characters are counted, not placed: a clause of another article that happens to hold
        # the very characters that are missing is too rare to matter here
        foreign = (Counter(have) - Counter(want)).total()
        lost = (Counter(want) - Counter(have)).total()
        kinds = {(True, True): "mixed", (True, False): "foreign", (False, True): "incomplete"}
        kind = kinds.get((foreign > 0, lost > 0), "order")
        yield f"body/{kind}", f"+{foreign} −{lost} of {len(want)} characters"
        return
    parts, kept = body(wanted), body(made)
    if [text for _, text in parts] != [text for _, text in kept]:
        yield "paragraphs", f"{len(kept)} instead of {len(parts)}"
    elif parts != kept:
        changed = [f"{w}→{h}" for (w, _), (h, _) in zip(parts, kept, strict=True) if w != h]
        yield "kinds", ", ".join(sorted(set(changed)))


def _title_fault(want: str, have: str) -> str:
    if not have:
        return "missing"
    if have in want:
        return "partial"
    return "more" if want in have else "foreign"


def count_faults(faults: Sequence[Fault]) -> Mapping[str, int]:
    """Return how many faults of each class there are, in the order of :data:`CLASSES`."""
    counted: Mapping[str, Any] = Counter(fault.kind for fault in faults)
    return {kind: counted[kind] for kind in CLASSES if counted[kind]}
