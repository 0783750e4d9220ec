"""Paragraphs and headlines to stories: where articles begin, and which headline each has.

One scored search over the whole page: the running text is cut into stretches, each is given a
headline, no headline twice. What counts is what the trade knows (DESIGN section 3): a headline
stands over its body, or after it, or far away; it shares rare words with its body; a credit ends
an article; a dateline opens one; a subhead stands inside. The weights are in nats, chosen on the
press pages and rounded; none is finer than a half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Evidence
from generator.reconstruct.joins import Paragraph
from generator.reconstruct.pieces import Kind, Piece
from generator.reconstruct.vocabulary import DATELINE, STORY_OPENING
from generator.text.similarity import GramIndex, grams

__all__ = ["Story", "assign_stories"]

_BEAM = 40
"""Partial solutions kept at each paragraph."""
_NEAREST = 6
"""Headlines tried for a body besides those that stand beside it: the ones it shares most with."""
_COVER = 12.0
"""A headline all of whose weight is found in the body."""
_ABOVE, _BELOW, _AWAY = 4.0, 2.5, 0.0
"""Where the headline stands: right above its body, right below, elsewhere."""
_NEW, _HEADLESS = -6.0, -5.0
"""An article costs something, so that subheads don't make any; one without a headline, more."""
_BARE = -4.0
"""For a headline that could as well be a subhead."""
_BYLINE = 4.0
"""For a headline that carries a byline: no subhead does."""
_CREDIT, _SIGNATURE, _DATELINE, _OPENING, _WIDTH = 6.0, 3.0, 4.0, 0.5, 1.0
"""For a boundary where these stand, and against going on there."""
_COHESION, _WINDOW = 1.5, 3
"""For going on where the paragraphs around share more than is usual on the page."""
_ACROSS_BYLINE = -4.0
"""Going on across a headline with a byline: it must have come from elsewhere."""
_UNUSED = -6.0
"""A headline that is left over and can be no subhead."""
_MERGE = -0.5
"""Each further display line taken into one headline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article as indexes into a page's pieces and paragraphs."""

    headline: tuple[int, ...]
    """Pieces of the headline in printed order; empty if none was found."""
    byline: int | None
    """Piece of the byline."""
    paragraphs: tuple[int, ...]
    """Paragraphs in reading order."""
    leads: tuple[int, ...] = ()
    """Those of them that were drawn far from the body: the lead, first in ``paragraphs``."""
    evidence: tuple[Evidence, ...]
    """Why it has this headline and these bounds."""
    margin: float
    """Score of this page's solution over the best one that decides otherwise here."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A run of display pieces that may be one headline."""

    pieces: tuple[int, ...]
    mask: int
    slot: int
    """Number of paragraphs before it in the file."""
    byline: int | None
    weights: dict[str, float]
    total: float
    last_in_slot: bool
    no_subhead: bool
    """Whether it cannot stand inside a body: it has a byline, follows a credit, or is too wide."""


@dataclass(frozen=True, slots=True)
class _State:
    score: float
    heading: int
    """Index of the current article's heading, -1 for none."""
    start: int
    used: int
    covered: frozenset[str]
    back: tuple[int, int, object] | None
    """(start, heading, older) of the articles before."""


def assign_stories(pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> tuple[Story, ...]:
    """Return the stories of a page in the order of their bodies.

    Every paragraph stands in exactly one story; display pieces that no story takes as its headline
    are subheads where they stand inside a story, and are left to the caller otherwise.
    """
    if not paragraphs:
        return ()
    search = _Search(pieces, paragraphs)
    return search.solve()


class _Search:
    def __init__(self, pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> None:
        self.pieces = pieces
        self.paragraphs = paragraphs
        self.index = GramIndex([p.text.text for p in paragraphs])
        self.slots = self._slots()
        self.headings = self._headings()
        self.cohesion = self._cohesion()
        self.go_on, self.cut = self._boundaries()

    def _slots(self) -> list[list[int]]:
        """Return for each slot (before paragraph i, and after the last) its non-prose pieces."""
        slots: list[list[int]] = [[] for _ in range(len(self.paragraphs) + 1)]
        firsts = [p.first for p in self.paragraphs]
        slot = 0
        for i, piece in enumerate(self.pieces):
            while slot < len(firsts) and firsts[slot] <= i:
                slot += 1
            if piece.kind in (Kind.HEAD, Kind.BYLINE, Kind.CREDIT):
                slots[slot].append(i)
        return slots

    def _headings(self) -> list[_Heading]:
        headings: list[_Heading] = []
        bit = 0
        for slot, members in enumerate(self.slots):
            group: list[int] = []
            for n, i in enumerate([*members, -1]):
                kind = self.pieces[i].kind if i >= 0 else None
                if kind is Kind.HEAD:
                    group.append(i)
                    continue
                byline = i if kind is Kind.BYLINE else None
                if group:
                    last = n + (byline is not None) >= len(members)
                    before = [self.pieces[k].kind for k in members[: n - len(group)]]
                    alone = Kind.CREDIT in before or self._too_wide(group, slot)
                    headings += self._ranges(group, byline, slot, bit, last, alone)
                    bit += len(group)
                group = []
        return headings

    def _too_wide(self, group: list[int], slot: int) -> bool:
        """Return whether a line of ``group`` is wider than the column of the text beside it."""
        beside = [p.measure for p in self.paragraphs[max(0, slot - 1) : slot + 1] if p.measure]
        return bool(beside) and max(self.pieces[i].width for i in group) > max(beside) + 1

    def _ranges(
        self, group: list[int], byline: int | None, slot: int, bit: int, last: bool, alone: bool
    ) -> list[_Heading]:
        """Return every run of the group's pieces that may be a headline."""
        found = []
        for a in range(len(group)):
            for b in range(a + 1, min(len(group), a + 6) + 1):
                ends = b == len(group)
                if byline is not None and not ends and b - a > 3:
                    continue
                text = "".join(self.pieces[i].text.text for i in group[a:b])
                weights = {g: self.index.weight(g) for g in grams(text)}
                weights = {g: w for g, w in weights.items() if w > 0}
                found.append(
                    _Heading(
                        pieces=tuple(group[a:b]),
                        mask=sum(1 << (bit + k) for k in range(a, b)),
                        slot=slot,
                        byline=byline if ends else None,
                        weights=weights,
                        total=max(sum(weights.values()), 1e-9),
                        last_in_slot=last and ends,
                        no_subhead=alone
                        or byline is not None
                        or slot in (0, len(self.paragraphs)),
                    )
                )
        return found

    def _cohesion(self) -> list[float]:
        """Return for each paragraph how much the text around it goes on about the same things.

        Weighted pairs shared by the few paragraphs before and after, in the deviations that are
        usual on this page (TextTiling, Hearst 1997), between -1.5 and 1.5.
        """
        n = len(self.paragraphs)
        raw = [0.0] * n
        for i in range(1, n):
            left = set().union(*self.index.passages[max(0, i - _WINDOW) : i])
            right = set().union(*self.index.passages[i : i + _WINDOW])
            shared = sum(self.index.weight(g) for g in left & right)
            sizes = min(
                sum(self.index.weight(g) for g in left), sum(self.index.weight(g) for g in right)
            )
            raw[i] = shared / sizes if sizes else 0.0
        values = raw[1:]
        if len(values) < 3:
            return [0.0] * n
        mean = sum(values) / len(values)
        deviation = (sum((v - mean) ** 2 for v in values) / len(values)) ** 0.5 or 1.0
        return [0.0, *(max(-1.5, min(1.5, (v - mean) / deviation)) for v in values)]

    def _boundaries(self) -> tuple[list[float], list[float]]:
        """Return the scores of going on and of cutting before each paragraph."""
        go_on, cut = [0.0], [0.0]
        for i in range(1, len(self.paragraphs)):
            before, here = self.paragraphs[i - 1], self.paragraphs[i]
            on = off = 0.0
            kinds = [self.pieces[k].kind for k in self.slots[i]]
            if Kind.CREDIT in kinds:
                on -= _CREDIT
                off += _CREDIT
            if before.signature:
                on -= _SIGNATURE
                off += _SIGNATURE
            if here.signature:
                off -= 2 * _SIGNATURE
            if DATELINE.match(here.text.text):
                on -= _DATELINE
                off += _DATELINE
            elif STORY_OPENING.match(here.text.text):
                off += _OPENING
            if before.measure and here.measure and abs(before.measure - here.measure) >= 1.5:
                on -= _WIDTH
                off += _WIDTH
            off -= _COHESION * self.cohesion[i]
            on += _COHESION * self.cohesion[i]
            if Kind.BYLINE in kinds:
                on += _ACROSS_BYLINE
            go_on.append(on)
            cut.append(off)
        return go_on, cut

    def _place(self, heading: _Heading, start: int, end: int) -> float:
        """Return the score of where ``heading`` stands to a body from ``start`` up to ``end``."""
        if heading.slot == start and heading.last_in_slot:
            return _ABOVE
        if heading.slot == start:
            return _ABOVE - 1.5
        if heading.slot == end:
            return _BELOW
        if start < heading.slot < end:
            return _BELOW if heading.slot == start + 1 and heading.byline is not None else _AWAY
        if heading.slot in (0, len(self.paragraphs)):
            return _AWAY
        return _AWAY - 0.5

    def _close(self, state: _State, end: int) -> float:
        """Return the score of an article's headline once its body is known."""
        if state.heading < 0:
            return _HEADLESS
        heading = self.headings[state.heading]
        covered = sum(heading.weights[g] for g in state.covered)
        return (
            _COVER * covered / (heading.total + 6.0)
            + self._place(heading, state.start, end)
            + _MERGE * (len(heading.pieces) - 1)
            + (_BYLINE if heading.byline is not None else 0.0)
            + (0.0 if heading.no_subhead else _BARE)
        )

    def solve(self) -> tuple[Story, ...]:
        n = len(self.paragraphs)
        beam = [self._begin(-1, 0, 0, None, 0.0)]
        beam += [
            self._begin(k, 0, self.headings[k].mask, None, 0.0) for k in self._candidates(0)
        ]
        for i in range(1, n):
            here: dict[tuple[int, int, int], _State] = {}
            options: list[_State] = []
            best_closed: dict[int, tuple[float, _State]] = {}
            for state in beam:
                options.append(self._extend(state, i))
                score = state.score + self._close(state, i) + self.cut[i] + _NEW
                known = best_closed.get(state.used)
                if known is None or score > known[0]:
                    best_closed[state.used] = (score, state)
            for used, (score, state) in best_closed.items():
                back = (state.start, state.heading, state.back)
                options.append(self._begin(-1, i, used, back, score))
                for k in self._candidates(i):
                    heading = self.headings[k]
                    if not used & heading.mask:
                        options.append(self._begin(k, i, used | heading.mask, back, score))
            for state in options:
                key = (state.heading, state.start, state.used)
                known_state = here.get(key)
                if known_state is None or state.score > known_state.score:
                    here[key] = state
            beam = sorted(here.values(), key=lambda s: -self._promise(s, i))[:_BEAM]
        finals = sorted(
            ((s.score + self._close(s, n) + self._leftover(s.used), s) for s in beam),
            key=lambda pair: -pair[0],
        )
        return self._stories(finals[0][1])

    def _promise(self, state: _State, i: int) -> float:
        return state.score + self._close(state, i + 1)

    def _begin(
        self, heading: int, start: int, used: int, back: tuple[int, int, object] | None, score: float
    ) -> _State:
        covered = (
            frozenset(g for g in self.headings[heading].weights if g in self.index.passages[start])
            if heading >= 0
            else frozenset()
        )
        return _State(score, heading, start, used, covered, back)

    def _extend(self, state: _State, i: int) -> _State:
        covered = state.covered
        if state.heading >= 0:
            more = self.index.passages[i]
            new = [g for g in self.headings[state.heading].weights if g in more and g not in covered]
            if new:
                covered = covered.union(new)
        return _State(
            state.score + self.go_on[i], state.heading, state.start, state.used, covered, state.back
        )

    def _leftover(self, used: int) -> float:
        return sum(
            _UNUSED
            for heading in self.headings
            if len(heading.pieces) == 1 and heading.no_subhead and not used & heading.mask
        )

    def _candidates(self, i: int) -> list[int]:
        """Return the headings worth trying for a body that begins at paragraph ``i``."""
        beside = [k for k, h in enumerate(self.headings) if i <= h.slot <= i + 3]
        near = set().union(*self.index.passages[i : i + 3])
        shared = sorted(
            ((sum(w for g, w in h.weights.items() if g in near) / (h.total + 6.0), -k)
             for k, h in enumerate(self.headings)),
            reverse=True,
        )
        best = [-k for score, k in shared[:_NEAREST] if score > 0]
        return list(dict.fromkeys([*beside, *best]))

    def _stories(self, state: _State) -> tuple[Story, ...]:
        bounds: list[tuple[int, int]] = [(state.start, state.heading)]
        back = state.back
        while back is not None:
            start, heading, older = back
            bounds.append((start, heading))
            back = older  # type: ignore[assignment]
        bounds.reverse()
        stories = []
        for (start, k), (end, _) in zip(bounds, [*bounds[1:], (len(self.paragraphs), -1)], strict=True):
            heading = self.headings[k] if k >= 0 else None
            stories.append(
                Story(
                    headline=heading.pieces if heading else (),
                    byline=heading.byline if heading else None,
                    paragraphs=tuple(range(start, end)),
                    evidence=(),
                    margin=0.0,
                )
            )
        return tuple(stories)
