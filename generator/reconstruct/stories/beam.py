"""The search: running text into stretches, each with a headline, no headline twice.

What counts is what the trade knows (DESIGN section 3): a headline stands over its body, or after
it, or far away; it shares rare words with its body; a credit ends an article; a dateline opens one;
a subhead stands inside.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import TypeAlias

from generator.reconstruct.jumps import continuations
from generator.reconstruct.pieces import Kind, Paragraph, Piece
from generator.reconstruct.stories import weights as w
from generator.reconstruct.stories.boundaries import worth_of_bare_text, worth_of_going_on
from generator.reconstruct.stories.headings import Heading, list_headings, list_slots
from generator.reconstruct.stories.nearest import nearest_headings
from generator.reconstruct.stories.plain import stories_in_order
from generator.text.similarity import GramIndex

__all__ = ["Solution", "Stretch", "search_stretches"]

_PROMISE = itemgetter(0)
_ROUNDING = 1e-6
"""Nats by which sums taken in another order may differ, and many times more."""


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


class _Open:
    """The stretch that partial solutions are at: those of one beginning and headline share it."""

    __slots__ = ("bonus", "covered", "end", "heading", "start", "value", "weight")

    def __init__(self, heading: int, start: int, covered: frozenset[str], weight: float) -> None:
        self.heading = heading
        self.start = start
        self.covered = covered
        self.weight = weight
        self.end = start
        """Up to where ``covered``, ``weight``, ``value`` and ``bonus`` are true."""
        self.value = 0.0
        """What its headline is worth if it ends there."""
        self.bonus = 0.0
        """What that may become by subheads to come."""


class _State:
    """The beam's partial solution: everything before the current stretch, and that stretch."""

    __slots__ = ("before", "score", "stretch", "used")

    def __init__(self, score: float, stretch: _Open, used: int, before: _State | None) -> None:
        self.score = score
        self.stretch = stretch
        self.used = used
        self.before = before


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
        for k, heading in enumerate(self.headings):
            self.by_slot.setdefault(heading.slot, []).append(k)
        self.nearest = nearest_headings(self.headings, self.index.passages)
        self.subheads = [
            any(pieces[i].kind is Kind.HEAD for i in members) for members in self.slots
        ]
        self.bare = worth_of_bare_text(paragraphs)
        self.open: dict[tuple[int, int], _Open] = {}
        self.texts: dict[tuple[int, int], frozenset[str]] = {}
        self.fits: dict[tuple[tuple[int, ...], int, int], float] = {}
        self.shared: list[dict[int, tuple[frozenset[str], float]]] = [{} for _ in self.headings]
        self.subheads_before = [0, *accumulate(self.subheads)]
        self.go_on = worth_of_going_on(pieces, paragraphs, self.slots, self.index)
        self.continued = {
            i: [k for k, heading in enumerate(self.headings) if heading.pieces == own]
            for i, own in continuations(pieces, paragraphs).items()
        }
        """For each paragraph that comes from another page, the headline repeated there, if any."""
        for i, own in self.continued.items():
            self.go_on[i] = w.NEVER
            self.bare[i] = w.NEVER if own else w.CONTINUED

    def solve(self) -> Solution:
        plain = stories_in_order(self.pieces, self.paragraphs, self.slots, self.index)
        if plain is not None and (bodies := self._bodies(plain)) is not None:
            return Solution(score=math.inf, stretches=self._with_runners_up(bodies))
        n = len(self.paragraphs)
        beam = [self._opened(0, -1, 0, None, self.bare[0])]
        beam += [self._opened(0, k, 0, None, 0.0) for k in self._candidates(0)]
        for i in range(1, n):
            closed = self._closed(beam)
            go_on = self.go_on[i]
            # (promise, what it is the promise of): only the states that are kept are made
            found: list[tuple[float, _State | tuple[int, int, float, _State]]] = []
            for state in beam:
                stretch = state.stretch
                if stretch.end <= i:
                    self._extend(stretch, i + 1)
                state.score += go_on
                found.append((state.score + stretch.value + stretch.bonus, state))
            # what promises less than every state of a full beam cannot get into the next one
            least = min(found, key=_PROMISE)[0] if len(found) >= w.BEAM else -math.inf
            self._begin(found, closed, i, least)
            beam = [
                what
                if isinstance(what, _State)
                else self._opened(i, what[0], what[1], what[3], what[2])
                for _, what in sorted(found, key=_PROMISE, reverse=True)[: w.BEAM]
            ]
        finals = [(s.score + s.stretch.value + self._left_over(s.used), s) for s in beam]
        score, state = max(finals, key=_PROMISE)
        return Solution(score=score, stretches=self._stretches(state))

    def _bodies(self, plain: Sequence[tuple[int, tuple[int, ...]]]) -> list[_Body] | None:
        """Return the bodies of a page that reads in order; ``None`` where no run of display lines
        that may be a headline is the one over a body."""
        known = {heading.pieces: heading for heading in self.headings}
        ends = [*(start for start, _ in plain[1:]), len(self.paragraphs)]
        if any(display not in known for _, display in plain):
            return None
        return [
            (start, end, known[display]) for (start, display), end in zip(plain, ends, strict=True)
        ]

    def _closed(self, beam: Sequence[_State]) -> dict[int, tuple[float, _State]]:
        """Return for each set of headlines used the best solution, its stretch ended."""
        closed: dict[int, tuple[float, _State]] = {}
        for state in beam:
            score = state.score + state.stretch.value + w.NEW
            if state.used not in closed or score > closed[state.used][0]:
                closed[state.used] = (score, state)
        return closed

    def _begin(
        self,
        found: list[tuple[float, _State | tuple[int, int, float, _State]]],
        closed: dict[int, tuple[float, _State]],
        i: int,
        least: float,
    ) -> None:
        """Add to ``found`` what may begin at ``i`` and promises ``least`` or more."""
        bare = self.bare[i]
        hopes = [self._first_hope(k, i) for k in self._candidates(i)]
        most = max((hope for _, _, hope, _ in hopes), default=-math.inf)
        for used, (score, state) in closed.items():
            found.append((score + bare + w.HEADLESS, (-1, used, score + bare, state)))
            if score + most < least - _ROUNDING:
                continue
            # in a body with subheads one display line more is one, too
            alike = w.ALIKE if self._any_subhead(state.stretch.start + 1, i) else 0.0
            found += [
                (promise, (k, used, score + alike * bare, state))
                for k, mask, hope, bare in hopes
                if not used & mask and (promise := score + hope + alike * bare) >= least
            ]

    def _opened(self, i: int, k: int, used: int, before: _State | None, score: float) -> _State:
        """Return a stretch that begins at paragraph ``i`` under heading ``k``, -1 for none."""
        stretch = self.open.get((k, i))
        if stretch is None:
            covered, weight = (frozenset(), 0.0) if k < 0 else self._shared(k, i)
            stretch = self.open[k, i] = _Open(k, i, covered, weight)
            self._extend(stretch, i + 1)
        return _State(score, stretch, used if k < 0 else used | self.headings[k].mask, before)

    def _first_hope(self, k: int, i: int) -> tuple[int, int, float, bool]:
        """Return ``k``, its mask, its worth to a body from ``i`` on as it may become, and whether
        it stands right above and could be a subhead."""
        heading = self.headings[k]
        worth = self._worth(heading, i, i + 1, self._shared(k, i)[1])
        bare = not heading.no_subhead and heading.slot == i
        return k, heading.mask, worth + self._subheads_to_come(heading, i, i + 1), bare

    def _shared(self, k: int, i: int) -> tuple[frozenset[str], float]:
        """Return the pairs that heading ``k`` and paragraph ``i`` share, and their weight."""
        found = self.shared[k].get(i)
        if found is None:
            weights = self.headings[k].weights
            grams = self.index.passages[i].intersection(weights)
            found = self.shared[k][i] = grams, sum(map(weights.__getitem__, grams))
        return found

    def _extend(self, stretch: _Open, end: int) -> None:
        """Let ``stretch`` end before ``end``, one paragraph further on."""
        stretch.end = end
        if stretch.heading < 0:
            stretch.value = w.HEADLESS
            return
        heading = self.headings[stretch.heading]
        new = self._shared(stretch.heading, end - 1)[0]
        if new and (new := new - stretch.covered):
            weights = heading.weights
            stretch.covered |= new
            stretch.weight += sum(map(weights.__getitem__, new))
        stretch.value = self._worth(heading, stretch.start, end, stretch.weight)
        stretch.bonus = self._subheads_to_come(heading, stretch.start, end)

    def _candidates(self, i: int) -> list[int]:
        """Return the headings worth trying for a body that begins at paragraph ``i``."""
        beside = [
            k
            for slot in range(i, min(i + 4, len(self.slots)))
            for k in self.by_slot.get(slot, [])[-w.BESIDE :]
        ]
        candidates = list(dict.fromkeys([*beside, *next(self.nearest)]))
        return self.continued.get(i, candidates)

    def _subheads_to_come(self, heading: Heading, start: int, end: int) -> float:
        if heading.slot != start or not heading.rest_fits or self._any_subhead(start + 1, end):
            return 0.0
        return w.ABOVE + w.FIRST_SUBHEAD - w.ABOVE_SUBHEAD

    def _any_subhead(self, start: int, end: int) -> bool:
        return self.subheads_before[end] > self.subheads_before[min(start, end)]

    def _worth(self, heading: Heading, start: int, end: int, weight: float) -> float:
        return weight * heading.scale + heading.by_itself + self._place(heading, start, end)

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
        opened = [state.stretch for state in states]
        ends = [*(o.start for o in opened[1:]), len(self.paragraphs)]
        bodies = [
            (o.start, end, self.headings[o.heading] if o.heading >= 0 else None)
            for o, end in zip(opened, ends, strict=True)
        ]
        return self._with_runners_up(bodies)

    def _with_runners_up(self, bodies: Sequence[_Body]) -> tuple[Stretch, ...]:
        headed = [(body, body[2].mask) for body in bodies if body[2] is not None]
        # for each headline, the bodies that have some of its lines: asked once, not by each body
        holders = [
            [body for body, mask in headed if mask & heading.mask] for heading in self.headings
        ]
        return tuple(self._stretch(body, holders) for body in bodies)

    def _stretch(self, body: _Body, holders: Sequence[Sequence[_Body]]) -> Stretch:
        """Return the stretch with the headline that would do second best for the whole page.

        A headline that another body has could only be had in exchange.
        """
        start, end, mine = body
        own = self._fit(mine, body)
        second, margin = None, own - w.HEADLESS
        for heading, having in zip(self.headings, holders, strict=True):
            if mine is not None and heading.mask & mine.mask:
                continue
            lost = own - self._fit(heading, body)
            for holder in having:
                lost += self._fit(holder[2], holder) - self._fit(mine, holder)
            if lost < margin:
                second, margin = heading, lost
        return Stretch(start=start, end=end, heading=mine, runner_up=second, margin=margin)

    def _fit(self, heading: Heading | None, body: _Body) -> float:
        """Return what ``heading`` is worth to a body, whoever has it."""
        if heading is None:
            return w.HEADLESS
        start, end, _ = body
        key = (heading.pieces, start, end)
        if key not in self.fits:
            here = self._text(start, end)
            shared = sum([weight for g, weight in heading.weights.items() if g in here])
            self.fits[key] = self._worth(heading, start, end, shared)
        return self.fits[key]

    def _text(self, start: int, end: int) -> frozenset[str]:
        found = self.texts.get((start, end))
        if found is None:
            found = self.texts[start, end] = frozenset().union(*self.index.passages[start:end])
        return found
