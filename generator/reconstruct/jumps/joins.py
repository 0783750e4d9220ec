"""Texts that go on on another page (下转, 上接), joined with what continues them there.

Which end goes with which is told by what the jump lines say (numbers of pages), by the pages (their
numbers, their issue), and by language and words at the cut. All ends are paired together, so that
the whole is likeliest; where two ways are nearly alike, nothing is joined and all are named.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from generator.model import SURE, ArticleRef
from generator.reconstruct.jumps.ends import JumpEnd, JumpPage
from generator.reconstruct.jumps.pairs import MOST_ENDS, PRINTED, JumpPages, JumpPair
from generator.scores.matching import best_pairs

__all__ = ["Join", "Joins", "find_joins"]

_LEAST = log(SURE / (1 - SURE))
"""Nats by which a way to pair ends has to be ahead of the next one."""
_LARGEST = 300
"""Pairs that are weighed against one another. A page without its day fits every day of a folder,
and would make one group of twenty years."""
_TOLD, _NAMED = -3.0, 3
"""Nats, and number, of the candidates that are named where none is sure: one in twenty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """An article and what continues it on another page."""

    above: ArticleRef
    below: ArticleRef
    margin: float
    """Nats by which this way is ahead of the next one, or of none."""
    runner_up: str | None = None
    """What the other article is called that it might have been."""
    by_editor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    """What was found out about a folder's pages."""

    joined: tuple[Join, ...] = ()
    undecided: Mapping[JumpEnd, tuple[ArticleRef, ...]] = field(default_factory=dict)
    """Ends without their other end, and the articles that might be it."""
    names: Mapping[ArticleRef, str] = field(default_factory=dict)
    """What these articles are called."""
    findings: tuple[str, ...] = ()
    """What an editor has said and cannot be followed, a line each."""


def find_joins(pages: Sequence[JumpPage]) -> Joins:
    """Return which articles of ``pages`` go on in which; pages of one name are passed over."""
    count = Counter(page.name for page in pages)
    desk = JumpPages([page for page in pages if count[page.name] == 1])
    said, findings = desk.stated()
    stated = [
        Join(above=pair.above.article, below=pair.below.article, margin=PRINTED, by_editor=True)
        for pair in said
    ]
    above, below = ({getattr(join, end) for join in stated} for end in ("above", "below"))
    pairs = [
        pair
        for pair in desk.pairs()
        if pair.above.article not in above and pair.below.article not in below
    ]
    found = [joined for group in _groups(pairs) for joined in _paired(group, desk)]
    joined = tuple(_in_order([*stated, *found]))
    taken_above = {join.above for join in joined}
    taken_below = {join.below for join in joined}
    free = [
        pair
        for pair in pairs
        if pair.above.article not in taken_above and pair.below.article not in taken_below
    ]
    return Joins(
        joined=joined,
        undecided=_undecided(free),
        names=desk.names,
        findings=(*findings, *_passed_over(stated, joined)),
    )


def _passed_over(stated: Sequence[Join], joined: Sequence[Join]) -> Iterator[str]:
    """Yield a line for each join that an editor states and another one makes impossible."""
    onward = {join.above: join.below for join in joined}
    for join in stated:
        other = onward.get(join.above)
        if other == join.below:
            continue
        why = "continues this one itself" if other is None else f"goes on in “{other.page}”"
        named = f"{join.below.page}: continued_from: “{join.above.page}”"
        yield f"{named}: the article that is meant {why}. Take one of the lines out."


def _in_order(joins: Sequence[Join]) -> Iterator[Join]:
    """Yield the joins of each article one after the other; what would go round in a ring is none.

    An article that two editors' lines continue goes on in the first.
    """
    onward: dict[ArticleRef, Join] = {}
    for join in joins:
        onward.setdefault(join.above, join)
    for start in sorted(onward.keys() - {join.below for join in onward.values()}):
        at: Join | None = onward[start]
        while at is not None:
            yield at
            at = onward.get(at.below)


def _groups(pairs: Sequence[JumpPair]) -> Iterator[list[JumpPair]]:
    """Yield the pairs that hang together by their ends.

    Where these are more than any issue has, they hang together by ends that fit too many: nothing
    tells which, and what is left is weighed without them.
    """
    for group in _hanging_together(pairs):
        if len(group) <= _LARGEST:
            yield group
            continue
        count = Counter(end for pair in group for end in (pair.above, pair.below))
        few = [p for p in group if max(count[p.above], count[p.below]) <= MOST_ENDS]
        yield from (part for part in _hanging_together(few) if len(part) <= _LARGEST)


def _hanging_together(pairs: Sequence[JumpPair]) -> Iterator[list[JumpPair]]:
    having: dict[JumpEnd, list[JumpPair]] = defaultdict(list)
    for pair in pairs:
        having[pair.above].append(pair)
        having[pair.below].append(pair)
    seen: set[JumpEnd] = set()
    for pair in pairs:
        if pair.above in seen:
            continue
        group: dict[JumpPair, None] = {}
        todo = [pair.above]
        seen.add(pair.above)
        while todo:
            for near in having[todo.pop()]:
                group[near] = None
                for end in (near.above, near.below):
                    if end not in seen:
                        seen.add(end)
                        todo.append(end)
        yield [*group]


def _paired(pairs: Sequence[JumpPair], desk: JumpPages) -> Iterator[Join]:
    """Yield those pairs of a group that are sure enough."""
    best, total = _best(pairs)
    for pair in best:
        others = [other for other in pairs if other is not pair]
        otherwise, less = _best(others)
        ahead = total - less
        if ahead < _LEAST:
            continue
        rival = next((o for o in otherwise if o.below == pair.below or o.above == pair.above), None)
        # where the pages name one another and nobody else does, language may yet speak against it
        margin = max(0.0, pair.nats) if ahead > PRINTED / 2 else ahead
        yield Join(
            above=pair.above.article,
            below=pair.below.article,
            margin=round(margin, 2),
            runner_up=_other_name(rival, pair, desk) if rival else None,
        )


def _other_name(rival: JumpPair, pair: JumpPair, desk: JumpPages) -> str:
    other = rival.above if rival.below == pair.below else rival.below
    return desk.names[other.article]


def _best(pairs: Sequence[JumpPair]) -> tuple[list[JumpPair], float]:
    """Return the pairs that together gain most, and what they gain."""
    rows = {end: n for n, end in enumerate(dict.fromkeys(pair.above for pair in pairs))}
    columns = {end: n for n, end in enumerate(dict.fromkeys(pair.below for pair in pairs))}
    at = {(rows[pair.above], columns[pair.below]): pair for pair in pairs}
    gains = [
        [at[i, j].gain if (i, j) in at else 0.0 for j in range(len(columns))]
        for i in range(len(rows))
    ]
    chosen = [at[i, j] for i, j in enumerate(best_pairs(gains)) if j >= 0]
    return chosen, sum(pair.gain for pair in chosen)


def _undecided(pairs: Sequence[JumpPair]) -> dict[JumpEnd, tuple[ArticleRef, ...]]:
    found: dict[JumpEnd, list[tuple[float, ArticleRef]]] = defaultdict(list)
    for pair in pairs:
        if pair.printed or pair.nats > _TOLD:
            found[pair.above].append((-pair.gain, pair.below.article))
            found[pair.below].append((-pair.gain, pair.above.article))
    return {
        end: tuple(ref for _, ref in sorted(candidates)[:_NAMED])
        for end, candidates in found.items()
    }
