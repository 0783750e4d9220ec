"""Which headline, and which lead, belongs to which body: the likeliest ones together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.continuations import continuation_features
from generator.reconstruct.reading.frames import Frame, FrameKind
from generator.reconstruct.reading.known import NOTHING_KNOWN, Known
from generator.reconstruct.reading.page_texts import PageTexts
from generator.reconstruct.reading.pairs import Pairs, pair_features
from generator.scores.matching import best_pairs
from generator.scores.trees import Forest

__all__ = ["Assignment", "PairScores", "assigned_in_order", "joined"]

Matrix = npt.NDArray[np.float32]
_T = TypeVar("_T")

_Scored = tuple[Pairs, Matrix]
"""Pairs and the nats of each."""

_DISPLAY, _LEAD, _BYLINE = FrameKind.DISPLAY, FrameKind.LEAD, FrameKind.BYLINE

_MOST = 8.0
"""Nats: no pair is surer, however much speaks for it."""
_ALONE, _LONE = -3.0, -2.0
"""Nats for a headline, and for a lead or byline, that no body has."""
_BARE = -3.5
"""Nats for a body that no headline has."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The headlines and leads of a reading's bodies, by the numbers of their frames."""

    heads: Mapping[int, int]
    leads: Mapping[int, int]
    nats: float
    bylines: Mapping[int, int] = field(default_factory=dict)
    """Those that stand by themselves."""
    in_order: bool = False
    """Whether each stands over its body."""
    margins: Mapping[int, float] = field(default_factory=dict)
    """Of each body with a headline, or one that it goes on with: the nats by which the pair is
    better than the best other one of either."""
    seconds: Mapping[int, int] = field(default_factory=dict)
    """Of each body the frame of the headline that fits it second best, or best where it has none.
    """
    above: Mapping[int, int] = field(default_factory=dict)
    """Of each body that goes on with the text of another one, the number of that."""
    shown: Mapping[int, Matrix] = field(default_factory=dict)
    """Of each body with a headline, what the page shows of the two."""
    lead_margins: Mapping[int, float] = field(default_factory=dict)
    """Of each body with a lead: the nats by which the pair is better than any other of either."""
    lead_seconds: Mapping[int, int] = field(default_factory=dict)
    """Of each body with a lead the body that the lead fits second best."""

    def moved(self, by: int) -> Assignment:
        """Return the assignment of a page that so many more frames stand above."""

        def both(frames: Mapping[int, int]) -> dict[int, int]:
            return {body + by: other + by for body, other in frames.items()}

        return replace(
            self,
            heads=both(self.heads),
            leads=both(self.leads),
            bylines=both(self.bylines),
            seconds=both(self.seconds),
            above=both(self.above),
            margins={body + by: margin for body, margin in self.margins.items()},
            shown={body + by: shown for body, shown in self.shown.items()},
            lead_margins={body + by: margin for body, margin in self.lead_margins.items()},
            lead_seconds=both(self.lead_seconds),
        )


class PairScores:
    """The trees that tell how likely a display frame, or a lead, belongs to a body, and how likely
    a body goes on in another one."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._heads, self._leads, self._bylines, self._runs = (
            Forest(tables[name]) for name in ("heads", "leads", "bylines", "continuations")
        )

    def assign(
        self,
        readings: Sequence[Sequence[Frame]],
        page: PageTexts,
        gaps: Matrix,
        known: Known = NOTHING_KNOWN,
    ) -> list[Assignment]:
        """Return the best assignment for each of the ways in which a page may be framed.

        ``gaps`` are the beliefs in what ends with each line.
        """
        # all of one reading together: they share what is told of its bodies
        found = [
            (
                *(pair_features(f, kind, page, gaps) for kind in (_DISPLAY, _LEAD, _BYLINE)),
                continuation_features(f, page, gaps),
            )
            for f in readings
        ]
        forests = (self._heads, self._leads, self._bylines, self._runs)
        scored = (
            _scored(forest, pairs)
            for forest, pairs in zip(forests, zip(*found, strict=True), strict=True)
        )
        return [
            _assigned(*_obeying(frames, known, *each), known.heads(frames))
            for frames, each in zip(readings, zip(*scored, strict=True), strict=True)
        ]

    def reasons(self, shown: Matrix) -> tuple[str, ...]:
        """Return the features of a headline and a body that weighed most, for or against."""
        return self._heads.reasons(shown, 0)


def _scored(forest: Forest, found: Sequence[Pairs]) -> list[tuple[Pairs, Matrix]]:
    """Return the nats for each pair of each reading, in one walk of the trees."""
    rows = np.vstack([pairs.features.reshape(-1, pairs.features.shape[2]) for pairs in found])
    scores = np.clip(forest.scores(rows)[:, 0], -_MOST, _MOST)
    ends = np.cumsum([pairs.features.shape[0] * pairs.features.shape[1] for pairs in found])
    return [
        (pairs, part.reshape(pairs.features.shape[:2]))
        for pairs, part in zip(found, np.split(scores, ends[:-1]), strict=True)
    ]


def _obeying(
    frames: Sequence[Frame],
    known: Known,
    heads: _Scored,
    leads: _Scored,
    bylines: _Scored,
    runs: _Scored,
) -> tuple[_Scored, _Scored, _Scored, _Scored]:
    """Return the scores with none left for what the page itself tells otherwise."""
    (of_heads, head_scores), (_, lead_scores), (of_runs, run_scores) = heads, leads, runs
    row = {head: i for i, head in enumerate(of_heads.heads)}
    told = known.heads(frames)
    for j, body in enumerate(of_runs.bodies):
        if body in told:
            head = told[body]
            own = None if head is None else max(0.0, float(head_scores[row[head], j]))
            head_scores[:, j] = run_scores[:, j] = -_MOST
            if head is not None:
                head_scores[row[head]] = -_MOST
                head_scores[row[head], j] = own
        if frames[body].start in known.resumed:
            lead_scores[:, j] = run_scores[:, j] = -_MOST
        if frames[body].stop - 1 in known.left:
            run_scores[j] = -_MOST
    return heads, leads, bylines, runs


def _assigned(
    heads: _Scored, leads: _Scored, bylines: _Scored, runs: _Scored, told: Mapping[int, int | None]
) -> Assignment:
    (of_heads, head_scores), (of_runs, run_scores) = heads, runs
    bodies = of_runs.bodies
    n = len(of_heads.heads)
    # a body goes on only below
    order = np.arange(len(bodies))
    lower = np.where(order[:, None] < order, run_scores + _MOST, np.float32(0)) - _MOST
    gains = (np.vstack((head_scores - _ALONE, lower)) - np.float32(_BARE)).tolist()
    columns = [*zip(*gains, strict=True)]
    chosen = {j: i for i, j in enumerate(best_pairs(gains)) if j >= 0}
    pairs = {j: i for j, i in chosen.items() if i < n}
    led, lead_nats = _given(*leads)
    signed, byline_nats = _given(*bylines)
    lead_margins, lead_seconds = _next_best(*leads, led)
    return Assignment(
        heads={bodies[j]: of_heads.heads[i] for j, i in pairs.items()},
        leads=led,
        bylines=signed,
        nats=_ALONE * n
        + _BARE * len(bodies)
        + sum(gains[i][j] for j, i in chosen.items())
        + lead_nats
        + byline_nats,
        margins={bodies[j]: _margin(gains[i], columns[j], i, j) for j, i in chosen.items()},
        seconds={
            body: second
            for body, second in _seconds(of_heads, head_scores, pairs).items()
            if body not in told
        },
        above={bodies[j]: bodies[i - n] for j, i in chosen.items() if i >= n},
        shown={bodies[j]: of_heads.features[i, j] for j, i in pairs.items()},
        lead_margins=lead_margins,
        lead_seconds=lead_seconds,
    )


def _given(pairs: Pairs, scores: Matrix) -> tuple[dict[int, int], float]:
    """Return the lead, or byline, of each body, and what they are worth."""
    found = {j: i for i, j in enumerate(best_pairs((scores - _LONE).tolist())) if j >= 0}
    nats = sum((float(scores[i, j]) - _LONE for j, i in found.items()), _LONE * len(pairs.heads))
    return {pairs.bodies[j]: pairs.heads[i] for j, i in found.items()}, nats


def _next_best(
    pairs: Pairs, scores: Matrix, led: Mapping[int, int]
) -> tuple[dict[int, float], dict[int, int]]:
    """Return by how much each body's lead is its own, and the body that it fits second best."""
    gains = (scores - _LONE).tolist()
    columns = [*zip(*gains, strict=True)]
    margins, seconds = {}, {}
    for body, lead in led.items():
        i, j = pairs.heads.index(lead), pairs.bodies.index(body)
        margins[body] = _margin(gains[i], columns[j], i, j)
        others = [n for n in range(len(pairs.bodies)) if n != j]
        if others:
            seconds[body] = pairs.bodies[max(others, key=lambda n: scores[i, n])]
    return margins, seconds


def _seconds(of_heads: Pairs, scores: Matrix, pairs: Mapping[int, int]) -> dict[int, int]:
    found = {}
    for j, body in enumerate(of_heads.bodies):
        others = [i for i in range(len(of_heads.heads)) if i != pairs.get(j, -1)]
        if others:
            found[body] = of_heads.heads[max(others, key=lambda i: scores[i, j])]
    return found


def _margin(row: Sequence[float], column: Sequence[float], i: int, j: int) -> float:
    """Return by how much the pair of a row's ``j`` and a column's ``i`` is the best of either."""
    return row[j] - max((0.0, *row[:j], *row[j + 1 :], *column[:i], *column[i + 1 :]))


def assigned_in_order(frames: Sequence[Frame]) -> Assignment:
    """Return each body with the headline and the lead that stand over it."""
    heads: dict[int, int] = {}
    leads: dict[int, int] = {}
    for n, frame in enumerate(frames):
        if frame.kind is not FrameKind.BODY:
            continue
        above = n - 1
        if above >= 0 and frames[above].kind is FrameKind.LEAD:
            leads[n] = above
            above -= 1
        if above >= 0 and frames[above].kind is FrameKind.DISPLAY:
            heads[n] = above
    return Assignment(heads, leads, 0.0, in_order=True)


def joined(assignments: Sequence[Assignment]) -> Assignment:
    """Return the assignments of parts of a page as one."""
    return Assignment(
        heads=_union(a.heads for a in assignments),
        leads=_union(a.leads for a in assignments),
        bylines=_union(a.bylines for a in assignments),
        nats=sum(a.nats for a in assignments),
        margins=_union(a.margins for a in assignments),
        seconds=_union(a.seconds for a in assignments),
        above=_union(a.above for a in assignments),
        shown=_union(a.shown for a in assignments),
        lead_margins=_union(a.lead_margins for a in assignments),
        lead_seconds=_union(a.lead_seconds for a in assignments),
    )


def _union(parts: Iterable[Mapping[int, _T]]) -> dict[int, _T]:
    return {key: value for part in parts for key, value in part.items()}
