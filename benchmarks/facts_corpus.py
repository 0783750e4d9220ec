"""Scores the facts of any corpus in a small form, with other libraries beside ours.

    python -m benchmarks.facts corpus FILE.jsonl

Each line of ``FILE.jsonl`` is an object with ``text`` and what a reader finds in it; only what is
there is scored, as a set:

- ``issued``: the day of issue (``2024-05-08``), if the page proves one; ``title``: a headline;
- ``regions``: codes of the divisions named, ``region``: the code of the article's own;
- ``dates``: EDTF of the expressions; ``agencies``: full names; ``issuers``: those that issued;
- ``documents``: titles in 《》; ``persons``: office and name in one string;
- ``agencies_printed``, ``regions_printed``, ``dates_printed``: words of the text that name one, for
  corpora that mark words and file them under nothing (``benchmarks/facts_public.py``); a word is
  found where it overlaps one of ours;
- ``class``: what the line is a case of, for figures by class;
- ``known_failure``: whether we are known to fail.

A value may be a list of lists: then any of them is right. The libraries of
``benchmarks/facts_peers.py`` (jieba, jionlp, cpca) are set beside ours in the same run; one that is
not installed is left out, which a line says.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.facts_peers import PEERS
from generator.describe import describe_page
from generator.describe.regions.divisions import COUNTRY
from generator.model import AgencyRole, Facts, Sidecar
from generator.text.traced import Span
from tests.describe_pages import article, page

__all__ = [
    "Score",
    "by_overlap",
    "facts_of",
    "is_exact",
    "print_corpus",
    "read_corpus",
    "score_corpus",
]

Line = Mapping[str, Any]

KINDS: dict[str, Callable[[Facts], Iterable[str]]] = {
    "regions": lambda f: (r.code for r in f.regions if r.code != COUNTRY.code),
    "region": lambda f: [f.region.code] if f.region else [],
    "dates": lambda f: (d.edtf for d in f.dates),
    "agencies": lambda f: (a.name for a in f.agencies),
    "issuers": lambda f: (a.name for a in f.agencies if a.role is AgencyRole.ISSUER),
    "documents": lambda f: (d.title for d in f.documents),
    "persons": lambda f: (p.office + p.name for p in f.persons),
}
"""What is read of our facts under each key."""


PRINTED: dict[str, Callable[[Facts], Iterable[Span]]] = {
    "regions_printed": lambda f: (s for r in f.regions if r.code != COUNTRY.code for s in r.spans),
    "agencies_printed": lambda f: (s for a in f.agencies for s in a.spans),
    "dates_printed": lambda f: (s for d in f.dates for s in d.spans),
}
"""Where our facts stand, for keys that name words of the text."""


@dataclass(slots=True)
class Score:
    """How one kind of fact fares."""

    lines: int = 0
    exact: int = 0
    right: int = 0
    found: int = 0
    known: int = 0
    wrong: list[str] = field(default_factory=list)
    """Lines that are not exact, in words."""

    def add(self, text: str, got: set[str], alternatives: Sequence[set[str]]) -> None:
        """Count one line: the alternative that fits best is what was meant."""
        best = max(alternatives, key=lambda known: (known == got, len(known & got), -len(known)))
        self.lines += 1
        self.exact += best == got
        self.right += len(best & got)
        self.found += len(got)
        self.known += len(best)
        if best != got:
            more, less = sorted(got - best), sorted(best - got)
            self.wrong.append(f"{text[:40]}\t+{' '.join(more)}\t-{' '.join(less)}")

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.known if self.known else 1.0
        return f"exact {self.exact}/{self.lines}  P {precision:.3f}  R {recall:.3f}"


def read_corpus(path: Path) -> tuple[Line, ...]:
    """Return the lines of a file.

    Raises ``OSError``, or ``ValueError`` naming the line that is none.
    """
    lines = []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not text.strip():
            continue
        line = json.loads(text)
        if not isinstance(line, dict) or not isinstance(line.get("text"), str):
            raise ValueError(f"{path}:{number}: an object with “text” was expected")
        lines.append(line)
    return tuple(lines)


def facts_of(line: Line) -> Facts:
    """Return our facts of a line, described as the one article of its page."""
    return _described(line)[0]


def _described(line: Line) -> tuple[Facts, str]:
    """Return our facts of a line, and the page's text that their spans are of."""
    told = article(line.get("title") or "", *line["text"].split("\n\n"))
    sidecar = Sidecar(date=line["issued"]) if line.get("issued") else None
    made = page(told, sidecar=sidecar)
    (facts,) = describe_page(made)
    return facts, made.page.text


def _ours(line: Line) -> dict[str, set[str]]:
    facts, text = _described(line)
    found = {kind: set(read(facts)) for kind, read in KINDS.items()}
    spans = {kind: read(facts) for kind, read in PRINTED.items()}
    return found | {kind: {text[a:b] for a, b in ranges} for kind, ranges in spans.items()}


def is_exact(line: Line) -> bool:
    """Return whether our facts of a line are those that a reader finds, of every kind it names."""
    got = _ours(line)
    return all(got[kind] in _alternatives(line[kind]) for kind in got.keys() & line.keys())


def _alternatives(value: Any) -> list[set[str]]:
    if isinstance(value, str):
        return [{value}]
    if value and all(isinstance(one, list) for one in value):
        return [set(one) for one in value]
    return [set(value)]


def score_corpus(
    lines: Sequence[Line], missing: Callable[[str], None] = lambda _peer: None
) -> Iterator[tuple[str, str, Score]]:
    """Yield by library, kind and class how the lines fare.

    ``missing`` is told who is not installed.
    """
    for peer, read in {"ours": _ours, **PEERS}.items():
        scores: dict[str, Score] = defaultdict(Score)
        try:
            for line in lines:
                got = read(line)
                for kind in got.keys() & line.keys():
                    if kind in PRINTED:
                        got[kind] = by_overlap(got[kind], line[kind])
                    named = [kind, f"{kind}, class {line['class']}"] if "class" in line else [kind]
                    for name in named:
                        scores[name].add(line["text"], got[kind], _alternatives(line[kind]))
        except ImportError:
            missing(peer)
            continue
        for name in sorted(scores):
            yield peer, name, scores[name]


def by_overlap(found: Iterable[str], known: Sequence[str]) -> set[str]:
    """Return the known words that a found one holds or lies in, and the found ones beside them.

    >>> sorted(by_overlap({"青岛市民政局", "财政部"}, ["民政局", "教育部"]))
    ['民政局', '财政部']
    """
    pairs = [(word, {k for k in known if k in word or word in k}) for word in found]
    return {name for word, names in pairs for name in (names or {word})}


def print_corpus(path: Path, *, verbose: bool) -> None:
    """Print the figures of a file, and with ``verbose`` each line of ours that is not exact."""

    def missing(peer: str) -> None:
        print(f"{peer} is not installed and left out: pip install {peer}", file=sys.stderr)

    for peer, name, score in score_corpus(read_corpus(path), missing):
        print(f"{peer}\t{name}\t{score}")
        if verbose and peer == "ours" and "class" not in name:
            print(*(f"\t{line}" for line in score.wrong), sep="\n")
