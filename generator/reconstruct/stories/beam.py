"""The search: running text into stretches, each with a headline, no headline twice.

What counts is what the trade knows (DESIGN section 3): a headline stands over its body, or after
it, or far away; it shares rare words with its body; a credit ends an article; a dateline opens one;
a subhead stands inside.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import TypeAlias

from generator.reconstruct.pieces import Kind, Paragraph, Piece
from generator.reconstruct.stories import weights as w
from generator.reconstruct.stories.boundaries import worth_of_bare_text, worth_of_going_on
from generator.reconstruct.stories.headings import Heading, list_headings, list_slots
from generator.text.similarity import GramIndex

__all__ = ["Solution", "Stretch", "search_stretches"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Consecutive paragraphs that make one body, and the headline chosen for them."""

    start: int
    """First paragraph."""
    end: int
    """One past the last."""
    heading: Heading | None
    """Its headline."""
    runner_up: Heading | None
    """The headline that would do second best."""
    margin: float
    """What the whole page would lose by it, in nats; below zero where boundaries decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The best division of a page's text that was found."""

    score: float
    """Sum of all evidence in nats."""
    stretches: tuple[Stretch, ...]
    """In the order of the text."""


@dataclass(slots=True)
class _State:
    """The beam's partial solution: everything before the current stretch, and that stretch."""

    score: float
    heading: int
    start: int
    used: int
    covered: frozenset[str]
    weight: float
    before: _State | None


_Body: TypeAlias = tuple[int, int, Heading | None]
"""First paragraph, one past the last, headline."""


def search_stretches(pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> Solution:
    """Return the best-scored division of ``paragraphs`` (at least one) into stretches."""
    return _Search(pieces, paragraphs).solve()


class _Search:
    def __init__(self, pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> None:
        self.pieces = pieces
        self.paragraphs = paragraphs
        self.index = GramIndex([p.text.text for p in paragraphs])
        self.slots = list_slots(pieces, paragraphs)
        self.headings = list_headings(pieces, paragraphs, self.slots, self.index)
        self.by_slot: dict[int, list[int]] = {}
        self.by_gram: dict[str, list[int]] = {}
        for k, heading in enumerate(self.headings):
            self.by_slot.setdefault(heading.slot, []).append(k)
            for gram in heading.weights:
                self.by_gram.setdefault(gram, []).append(k)
        self.subheads = [
            any(pieces[i].kind is Kind.HEAD for i in members) for members in self.slots
        ]
        self.bare = worth_of_bare_text(pieces, paragraphs)
        self.texts: dict[tuple[int, int], frozenset[str]] = {}
        self.shared: dict[tuple[int, int], tuple[frozenset[str], float]] = {}
        self.subheads_before = [0, *accumulate(self.subheads)]
        self.go_on = worth_of_going_on(pieces, paragraphs, self.slots, self.index)

    def solve(self) -> Solution:
        n = len(self.paragraphs)
        beam = [self._opened(0, -1, 0, None, self.bare[0])]
        beam += [self._opened(0, k, 0, None, 0.0) for k in self._candidates(0)]
        for i in range(1, n):
            # (promise, what it is the promise of): only the states that are kept are made
            found: list[tuple[float, _State | tuple[int, int, float, _State]]] = []
            closed: dict[int, tuple[float, _State]] = {}
            for state in beam:
                extended = self._extend(state, i)
                found.append((self._promise(extended, i + 1), extended))
                score = state.score + self._close(state, i) + w.NEW
                if state.used not in closed or score > closed[state.used][0]:
                    closed[state.used] = (score, state)
            bare = self.bare[i]
            worths = [self._first_worth(k, i) for k in self._candidates(i)]
            for used, (score, state) in closed.items():
                found.append((score + bare + w.HEADLESS, (-1, used, score + bare, state)))
                found += [
                    (score + worth + bonus, (k, used, score, state))
                    for k, mask, worth, bonus in worths
                    if not used & mask
                ]
            beam = [
                what
                if isinstance(what, _State)
                else self._opened(i, what[0], what[1], what[3], what[2])
                for _, what in heapq.nlargest(w.BEAM, found, key=itemgetter(0))
            ]
        finals = [(s.score + self._close(s, n) + self._left_over(s.used), s) for s in beam]
        score, state = max(finals, key=lambda pair: pair[0])
        return Solution(score=score, stretches=self._stretches(state))

    def _opened(self, i: int, k: int, used: int, before: _State | None, score: float) -> _State:
        """Return a stretch that begins at paragraph ``i`` under heading ``k``, -1 for none."""
        if k < 0:
            return _State(score, -1, i, used, frozenset(), 0.0, before)
        covered, weight = self._shared(k, i)
        return _State(score, k, i, used | self.headings[k].mask, covered, weight, before)

    def _first_worth(self, k: int, i: int) -> tuple[int, int, float, float]:
        """Return ``k``, its mask, its worth to paragraph ``i`` alone, and what that may become."""
        heading = self.headings[k]
        worth = self._worth(heading, i, i + 1, self._shared(k, i)[1])
        return k, heading.mask, worth, self._subheads_to_come(heading, i, i + 1)

    def _shared(self, k: int, i: int) -> tuple[frozenset[str], float]:
        """Return the pairs that heading ``k`` and paragraph ``i`` share, and their weight."""
        found = self.shared.get((k, i))
        if found is None:
            weights = self.headings[k].weights
            grams = self.index.passages[i] & weights.keys()
            found = self.shared[k, i] = grams, sum([weights[g] for g in grams])
        return found

    def _extend(self, state: _State, i: int) -> _State:
        covered, weight = state.covered, state.weight
        if state.heading >= 0 and (new := self._shared(state.heading, i)[0] - covered):
            weights = self.headings[state.heading].weights
            covered, weight = covered | new, weight + sum([weights[g] for g in new])
        return _State(
            state.score + self.go_on[i], state.heading, state.start, state.used, covered, weight,
            state.before,
        )  # fmt: skip

    def _candidates(self, i: int) -> list[int]:
        """Return the headings worth trying for a body that begins at paragraph ``i``."""
        beside = [
            k
            for slot in range(i, min(i + 4, len(self.slots)))
            for k in self.by_slot.get(slot, [])[-w.BESIDE :]
        ]
        near = frozenset().union(*self.index.passages[i : i + 8])
        shared: dict[int, float] = {}
        for gram in near:
            for k in self.by_gram.get(gram, ()):
                shared[k] = shared.get(k, 0.0) + self.headings[k].weights[gram]
        ranked = sorted(
            shared, key=lambda k: (-shared[k] / (self.headings[k].total + w.COVER_PRIOR), k)
        )
        return list(dict.fromkeys([*beside, *ranked[: w.NEAREST]]))

    def _promise(self, state: _State, end: int) -> float:
        """Return what a stretch may come to: subheads that it has not reached yet may follow."""
        score = state.score + self._close(state, end)
        if state.heading >= 0:
            score += self._subheads_to_come(self.headings[state.heading], state.start, end)
        return score

    def _subheads_to_come(self, heading: Heading, start: int, end: int) -> float:
        if heading.slot != start or not heading.rest_fits or self._any_subhead(start + 1, end):
            return 0.0
        return w.ABOVE + w.FIRST_SUBHEAD - w.ABOVE_SUBHEAD

    def _close(self, state: _State, end: int) -> float:
        """Return what a stretch's headline is worth once the stretch ends before ``end``."""
        if state.heading < 0:
            return w.HEADLESS
        heading = self.headings[state.heading]
        return self._worth(heading, state.start, end, state.weight)

    def _any_subhead(self, start: int, end: int) -> bool:
        return self.subheads_before[end] > self.subheads_before[min(start, end)]

    def _worth(self, heading: Heading, start: int, end: int, weight: float) -> float:
        return (
            w.COVER * weight / (heading.total + w.COVER_PRIOR)
            + self._place(heading, start, end)
            + w.MERGE * heading.merged
            + w.TORN * heading.torn
            + (w.BYLINE if heading.byline is not None else 0.0)
            + (0.0 if heading.no_subhead else w.BARE)
        )

    def _place(self, heading: Heading, start: int, end: int) -> float:
        """Return what the place of ``heading`` says of a body from ``start`` up to ``end``."""
        if heading.slot == start:
            if heading.last:
                return w.ABOVE
            if heading.rest_fits and self._any_subhead(start + 1, end):
                return w.ABOVE + w.FIRST_SUBHEAD
            return w.ABOVE_SUBHEAD
        if heading.slot == end or (heading.slot == start + 1 and heading.byline is not None):
            return w.BELOW
        if start < heading.slot < end or heading.slot in (0, len(self.paragraphs)):
            return w.AWAY
        return w.AWAY - 0.5

    def _left_over(self, used: int) -> float:
        return sum(
            w.UNUSED
            for heading in self.headings
            if heading.unit and heading.no_subhead and not used & heading.mask
        )

    def _stretches(self, state: _State) -> tuple[Stretch, ...]:
        states = [state]
        while (before := states[-1].before) is not None:
            states.append(before)
        states.reverse()
        ends = [*(s.start for s in states[1:]), len(self.paragraphs)]
        bodies = [
            (s.start, end, self.headings[s.heading] if s.heading >= 0 else None)
            for s, end in zip(states, ends, strict=True)
        ]
        return tuple(self._stretch(body, bodies) for body in bodies)

    def _stretch(self, body: _Body, bodies: Sequence[_Body]) -> Stretch:
        """Return the stretch with the headline that would do second best for the whole page.

        A headline that another body has could only be had in exchange.
        """
        start, end, mine = body
        second, margin = None, self._fit(mine, body) - w.HEADLESS
        for heading in self.headings:
            if mine is not None and heading.mask & mine.mask:
                continue
            holders = [b for b in bodies if b[2] is not None and b[2].mask & heading.mask]
            lost = self._fit(mine, body) - self._fit(heading, body)
            for holder in holders:
                lost += self._fit(holder[2], holder) - self._fit(mine, holder)
            if lost < margin:
                second, margin = heading, lost
        return Stretch(start=start, end=end, heading=mine, runner_up=second, margin=margin)

    def _fit(self, heading: Heading | None, body: _Body) -> float:
        """Return what ``heading`` is worth to a body, whoever has it."""
        if heading is None:
            return w.HEADLESS
        start, end, _ = body
        here = self._text(start, end)
        weights = heading.weights
        return self._worth(heading, start, end, sum([weights[g] for g in weights if g in here]))

    def _text(self, start: int, end: int) -> frozenset[str]:
        found = self.texts.get((start, end))
        if found is None:
            found = self.texts[start, end] = frozenset().union(*self.index.passages[start:end])
        return found
