"""The reading of a page whose frames stand in any order: lines and what belongs together at once.

What lines look like tells most; what is doubtful is turned over, one decision at a time, where the
whole page gets likelier by it: a headline that no text sums up may be a subhead, and two texts with
one headline between them may be one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.assignments import Assignment, joined
from generator.reconstruct.reading.fixed_roles import NOTHING_FIXED, FixedRoles
from generator.reconstruct.reading.frames import KIND_OF, Frame, FrameKind, frames_of, reframed
from generator.reconstruct.reading.framings import PageTexts
from generator.reconstruct.reading.headline_assignment import PairScores
from generator.reconstruct.reading.line_decoding import (
    ANYWHERE,
    Beliefs,
    Gap,
    LineRole,
    Reading,
    likeliest_reading,
    nats_of,
)
from generator.scores.character_model import character_model

__all__ = ["Solution", "search_reading"]

Matrix = npt.NDArray[np.float32]

_STEPS, _WIDTH = 8, 12
"""Rounds, and doubtful decisions that are looked at in each."""
_DOUBTFUL = 0.01
"""Belief below which a decision is not turned over."""
_LONGEST, _SHORTEST = 800, 50
"""Lines of a page that is read as one: the broadest printed one has fewer; and of one that is not
cut any more."""
_MOST_CHARS = 100_000
"""Characters of one that is not cut: the words of more would fill the memory."""
_MOST_PAIRS = 4_000
"""Pairs of frames beyond which a page is cut: forty articles have half as many."""
_EFFORT = 40_000
"""Pairs that are looked at in all: most pages ask about a quarter of them."""
_ROUNDED = 1e-3
"""Nats that sums in another order may differ by."""
_FEW = 4
"""Lines that a headline or subhead has at most."""
_TURNED = {
    LineRole.HEADLINE: LineRole.SUBHEAD,
    LineRole.SUBHEAD: LineRole.HEADLINE,
    LineRole.LEAD: LineRole.BODY,
    LineRole.BODY: LineRole.LEAD,
}
_DISPLAY = (LineRole.HEADLINE, LineRole.SUBHEAD)


@dataclass(frozen=True, slots=True)
class Solution:
    """A reading of a page, and which headline and lead each body has."""

    reading: Reading
    frames: Sequence[Frame]
    assignment: Assignment
    nats: float
    """Of lines and of pairs."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A decision turned over."""

    belief: float
    roles: Mapping[int, LineRole]
    gaps: Mapping[int, Gap]

    @property
    def key(self) -> tuple[object, ...]:
        return (*self.roles.items(), *self.gaps.items())

    def carried_out(
        self, solution: Solution, nats: tuple[Matrix, Matrix]
    ) -> tuple[Reading, list[Frame]]:
        """Return the reading that differs by it from the one of a solution, and its frames."""
        reading = solution.reading
        roles, gaps = list(reading.roles), list(reading.gaps)
        total = reading.nats
        # the lines of a block are one decision: what is said of one is said of all
        changes = [float(nats[0][k, role] - nats[0][k, roles[k]]) for k, role in self.roles.items()]
        total += sum(changes) / max(1, len(changes))
        for k, role in self.roles.items():
            roles[k] = role
        for k, gap in self.gaps.items():
            total += float(nats[1][k, gap] - nats[1][k, gaps[k]])
            gaps[k] = gap
        turned = Reading(tuple(roles), tuple(gaps), total)
        lines = (*self.roles, *self.gaps)
        return turned, reframed(solution.frames, turned, min(lines), max(lines))


def search_reading(
    beliefs: Beliefs,
    first_gaps: Matrix,
    scores: PairScores,
    texts: Sequence[str],
    rows: Matrix,
    known: FixedRoles = NOTHING_FIXED,
) -> Solution:
    """Return the likeliest reading found, given the beliefs in each line's role and gap.

    ``first_gaps`` are those of the first pass, ``texts`` the normalized lines, ``rows`` their
    features. A page that is longer than any printed one is read in parts.
    """
    roles, gaps = beliefs
    parts = []
    for part, reading in _parts(roles, gaps, [len(text) for text in texts]):
        page = PageTexts(texts[part.start : part.stop], rows[part], character_model("text"))
        pairs = _PairsOf(scores, page, first_gaps[part], known.part(part))
        start = pairs.best([(reading, frames_of(reading))])[1]
        assert start is not None  # nothing was to be beaten
        parts.append(_searched(start, (roles[part], gaps[part]), pairs))
    return parts[0] if len(parts) == 1 else _together(parts)


def _parts(roles: Matrix, gaps: Matrix, lengths: Sequence[int]) -> Iterator[tuple[slice, Reading]]:
    """Yield parts of a page, cut where articles part most surely, with their likeliest readings."""
    waiting = [slice(0, len(gaps))]
    while waiting:
        part = waiting.pop()
        length = part.stop - part.start
        reading = likeliest_reading(roles[part], gaps[part]) if length <= _LONGEST else None
        short = sum(lengths[part]) <= _MOST_CHARS
        if reading is not None and (
            length < _SHORTEST or (short and _pairs(reading) <= _MOST_PAIRS)
        ):
            yield part, reading
            continue
        quarter = part.start + length // 4
        middle = gaps[quarter : part.stop - length // 4, Gap.ARTICLE]
        cut = quarter + int(middle.argmax()) + 1
        waiting += (slice(cut, part.stop), slice(part.start, cut))


def _pairs(reading: Reading) -> int:
    """Return how many pairs of frames a reading asks about."""
    frames = frames_of(reading)
    return len(frames) * sum(frame.kind is FrameKind.BODY for frame in frames)


def _together(parts: Sequence[Solution]) -> Solution:
    """Return the parts of a page as one."""
    frames: list[Frame] = []
    assignments: list[Assignment] = []
    lines = 0
    for part in parts:
        assignments.append(part.assignment.moved(len(frames)))
        frames += [frame.moved(lines) for frame in part.frames]
        lines += len(part.reading.roles)
    reading = Reading(
        tuple(role for part in parts for role in part.reading.roles),
        tuple(gap for part in parts for gap in part.reading.gaps),
        sum(part.reading.nats for part in parts),
    )
    return Solution(reading, frames, joined(assignments), sum(part.nats for part in parts))


@dataclass(frozen=True, slots=True)
class _PairsOf:
    """What tells which frames of a page belong together."""

    scores: PairScores
    page: PageTexts
    gaps: Matrix
    known: FixedRoles

    def best(
        self, framed: Sequence[tuple[Reading, Sequence[Frame]]], beaten: float = -math.inf
    ) -> tuple[int, Solution | None]:
        """Return which of the readings, each with its frames, is likeliest, and what it makes of
        the page; nothing where none is likelier than ``beaten``."""
        framings = [frames for _, frames in framed]
        pairings = self.scores.paired(framings, self.page, self.gaps, self.known)
        own = [reading.nats for reading, _ in framed]
        most = [nats + pairing.at_most for nats, pairing in zip(own, pairings, strict=True)]
        best, chosen = beaten, -1
        for n in sorted(range(len(framed)), key=lambda n: -most[n]):
            if most[n] + _ROUNDED < best:
                break
            nats = own[n] + pairings[n].nats
            if nats > best or (nats == best and n < chosen):
                best, chosen = nats, n
        if chosen < 0:
            return chosen, None
        return chosen, Solution(*framed[chosen], pairings[chosen].assignment, best)


def _searched(best: Solution, beliefs: Beliefs, pairs: _PairsOf) -> Solution:
    roles, gaps = beliefs
    nats = nats_of(roles), nats_of(gaps)
    left = _EFFORT
    seen: set[tuple[object, ...]] = set()
    for _ in range(_STEPS):
        turns = [turn for turn in _turns(best, roles, gaps, nats[1]) if turn.key not in seen]
        each = max(1, _pairs(best.reading))
        turns = sorted(turns, key=lambda turn: -turn.belief)[: min(_WIDTH, left // each)]
        if not turns:
            break
        left -= each * len(turns)
        n, found = pairs.best([turn.carried_out(best, nats) for turn in turns], best.nats)
        if found is None:
            break
        best = found
        seen.add(turns[n].key)
    return best


def _turns(solution: Solution, roles: Matrix, gaps: Matrix, gap_nats: Matrix) -> Iterator[_Turn]:
    """Yield the decisions that may be wrong."""
    reading = solution.reading
    kinds = [KIND_OF[role] for role in reading.roles]
    for k, gap in enumerate(reading.gaps[:-1]):
        if kinds[k] is not kinds[k + 1] or kinds[k] is FrameKind.LEAD or gap is Gap.NOTHING:
            continue
        other = Gap.BLOCK if gap is Gap.ARTICLE else Gap.ARTICLE
        if ANYWHERE[other, reading.roles[k], reading.roles[k + 1]] and gaps[k, other] > _DOUBTFUL:
            yield _Turn(float(gaps[k, other]), {}, {k: other})
    for frame in solution.frames:
        for block in frame.blocks:
            role = _TURNED.get(block.role)
            if role is None or (role in _DISPLAY and len(block.lines) > _FEW):
                continue
            if role is LineRole.LEAD and len(frame.blocks) > 1:
                continue  # a lead stands by itself
            if role is LineRole.SUBHEAD and not block.lines.start:
                continue  # what opens the page is inside no text
            belief = float(roles[block.lines.start : block.lines.stop, role].mean())
            if belief <= _DOUBTFUL:
                continue
            turned = dict.fromkeys(block.lines, role)
            ends = {}
            for k in (block.lines.start - 1, block.lines.stop - 1):
                if 0 <= k < len(reading.roles) - 1:
                    above = turned.get(k, reading.roles[k])
                    below = turned.get(k + 1, reading.roles[k + 1])
                    allowed = np.where(ANYWHERE[:, above, below], gap_nats[k], -np.inf)
                    ends[k] = Gap(int(allowed.argmax()))
            yield _Turn(belief, turned, ends)
