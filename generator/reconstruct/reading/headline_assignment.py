"""Which headline, and which lead, belongs to which body: the likeliest ones together."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.assignments import Assignment
from generator.reconstruct.reading.continuation_features import continuations_shown
from generator.reconstruct.reading.fixed_roles import NOTHING_FIXED, FixedRoles
from generator.reconstruct.reading.frames import Frame, FrameKind
from generator.reconstruct.reading.framings import Framings, PageTexts, Places
from generator.reconstruct.reading.pair_features import PairsShown
from generator.scores.matching import best_pairs
from generator.scores.trees import Forest

__all__ = ["PairScores"]

Matrix = npt.NDArray[np.float32]

_DISPLAY, _LEAD, _BYLINE = FrameKind.DISPLAY, FrameKind.LEAD, FrameKind.BYLINE

_MOST = 8.0
"""Nats: no pair is surer, however much speaks for it."""
_ALONE, _LONE = -3.0, -2.0
"""Nats for a headline, and for a lead or byline, that no body has."""
_BARE = -3.5
"""Nats for a body that no headline has."""


class PairScores:
    """The trees that tell how likely a display frame, or a lead, belongs to a body, and how likely
    a body goes on in another one."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._forests = [Forest(tables[name]) for name in ("heads", "leads", "bylines")]
        self._runs = Forest(tables["continuations"])

    def paired(
        self,
        framings: Sequence[Sequence[Frame]],
        page: PageTexts,
        gaps: Matrix,
        known: FixedRoles = NOTHING_FIXED,
    ) -> list[Pairing]:
        """Return the best pairs for each of the ways in which a page may be framed.

        Frames that they share are the same objects. ``gaps`` are the beliefs in what ends with each
        line.
        """
        found = Framings(framings, page)
        pairs = PairsShown(found, gaps)
        of_kinds = (
            _scored(forest, places := found.of_kind(kind), found.places, pairs.rows(places))
            for forest, kind in zip(self._forests, (_DISPLAY, _LEAD, _BYLINE), strict=True)
        )
        below, shown = continuations_shown(found, gaps)
        runs = np.zeros(below.shape, dtype=np.float32)
        runs[below] = _nats(self._runs, shown) + _MOST
        runs -= _MOST
        pairings = []
        for n, (heads, leads, bylines) in enumerate(zip(*of_kinds, strict=True)):
            bodies = found.places.numbers(n)
            own = runs[n, : len(bodies), : len(bodies)]
            told = _obey(known, framings[n], bodies, heads, leads, own) if known.of_bodies else {}
            pairings.append(Pairing(bodies, heads, leads, bylines, own, told))
        return pairings

    def reasons(self, shown: Matrix) -> tuple[str, ...]:
        """Return the features of a headline and a body that weighed most, for or against."""
        return self._forests[0].reasons(shown, 0)


@dataclass(frozen=True, slots=True)
class _Scored:
    """Frames of one kind in a framing, and how well each fits each body."""

    frames: Sequence[int]
    nats: Matrix
    """Frames × bodies."""
    features: Matrix
    """Frames × bodies × features."""


def _scored(forest: Forest, heads: Places, bodies: Places, rows: Matrix) -> list[_Scored]:
    """Return the nats of each pair of each framing, whose features are ``rows``, in one walk of the
    trees."""
    nats = _nats(forest, rows)
    found, start = [], 0
    for n, size in enumerate(zip(heads.counts.tolist(), bodies.counts.tolist(), strict=True)):
        own = slice(start, start := start + size[0] * size[1])
        shown = rows[own].reshape(*size, rows.shape[1])
        found.append(_Scored(heads.numbers(n), nats[own].reshape(size), shown))
    return found


def _nats(forest: Forest, rows: Matrix) -> Matrix:
    return np.clip(forest.scores(rows)[:, 0], -_MOST, _MOST)


def _obey(
    known: FixedRoles,
    frames: Sequence[Frame],
    bodies: Sequence[int],
    heads: _Scored,
    leads: _Scored,
    runs: Matrix,
) -> Mapping[int, int | None]:
    """Leave no nats, in place, for what the page itself tells otherwise; return the headlines that
    it tells.

    ``runs`` are the nats of each body with each that may go on with its text.
    """
    told = known.heads(frames)
    row = {head: i for i, head in enumerate(heads.frames)}
    for j, body in enumerate(bodies):
        if body in told:
            head = told[body]
            own = None if head is None else max(0.0, float(heads.nats[row[head], j]))
            heads.nats[:, j] = runs[:, j] = -_MOST
            if head is not None:
                heads.nats[row[head]] = -_MOST
                heads.nats[row[head], j] = own
        if frames[body].start in known.resumed:
            leads.nats[:, j] = runs[:, j] = -_MOST
        if frames[body].stop - 1 in known.left:
            runs[j] = -_MOST
    return told


class Pairing:
    """The best pairs of one way in which a page may be framed."""

    def __init__(
        self,
        bodies: Sequence[int],
        heads: _Scored,
        leads: _Scored,
        bylines: _Scored,
        runs: Matrix,
        told: Container[int],
    ) -> None:
        """``runs`` are the nats of each body with each that may go on with its text, ``told`` the
        bodies whose headline the page itself tells."""
        self._bodies, self._heads, self._others = bodies, heads, (leads, bylines)
        self._told = told
        self._fits = np.vstack((heads.nats - _ALONE, runs)) - np.float32(_BARE)
        self._lone = _ALONE * len(heads.frames) + _BARE * len(bodies)

    @property
    def at_most(self) -> float:
        """What the pairs can be worth: each body with what fits it best."""
        best = [self._fits, *(other.nats - _LONE for other in self._others if other.frames)]
        most = sum(float(np.maximum(fits.max(axis=0, initial=0), 0).sum()) for fits in best)
        return self._lone + _LONE * sum(len(other.frames) for other in self._others) + most

    @cached_property
    def nats(self) -> float:
        """What the pairs are worth."""
        paired = sum(self._gains[i][j] for j, i in self._chosen.items())
        return self._lone + paired + self._led[1] + self._signed[1]

    @cached_property
    def _gains(self) -> list[list[float]]:
        gains: list[list[float]] = self._fits.tolist()
        return gains

    @cached_property
    def _chosen(self) -> dict[int, int]:
        """The row of gains of each body."""
        return {j: i for i, j in enumerate(best_pairs(self._gains)) if j >= 0}

    @cached_property
    def _led(self) -> tuple[dict[int, int], float]:
        return self._given(self._others[0])

    @cached_property
    def _signed(self) -> tuple[dict[int, int], float]:
        return self._given(self._others[1])

    def _given(self, scored: _Scored) -> tuple[dict[int, int], float]:
        """Return the lead, or byline, of each body, and what they are worth."""
        if not scored.frames:
            return {}, 0.0
        gains = scored.nats - _LONE
        found = {j: i for i, j in enumerate(best_pairs(gains.tolist())) if j >= 0}
        lone = _LONE * len(scored.frames)
        nats = sum((float(scored.nats[i, j]) - _LONE for j, i in found.items()), lone)
        return {self._bodies[j]: scored.frames[i] for j, i in found.items()}, nats

    @property
    def assignment(self) -> Assignment:
        """The pairs, and what speaks for them."""
        bodies, heads, gains, chosen = self._bodies, self._heads, self._gains, self._chosen
        n = len(heads.frames)
        columns = [*zip(*gains, strict=True)]
        pairs = {j: i for j, i in chosen.items() if i < n}
        lead_margins, lead_seconds = self._next_best()
        return Assignment(
            heads={bodies[j]: heads.frames[i] for j, i in pairs.items()},
            leads=self._led[0],
            bylines=self._signed[0],
            nats=self.nats,
            margins={bodies[j]: _margin(gains[i], columns[j], i, j) for j, i in chosen.items()},
            seconds=self._seconds(pairs),
            above={bodies[j]: bodies[i - n] for j, i in chosen.items() if i >= n},
            shown={bodies[j]: heads.features[i, j] for j, i in pairs.items()},
            lead_margins=lead_margins,
            lead_seconds=lead_seconds,
        )

    def _seconds(self, pairs: Mapping[int, int]) -> dict[int, int]:
        found = {}
        frames, nats = self._heads.frames, self._heads.nats
        for j, body in enumerate(self._bodies):
            others = [i for i in range(len(frames)) if i != pairs.get(j, -1)]
            if others and body not in self._told:
                found[body] = frames[max(others, key=lambda i: nats[i, j])]
        return found

    def _next_best(self) -> tuple[dict[int, float], dict[int, int]]:
        """Return by how much each body's lead is its own, and the body that it fits second best."""
        leads, bodies = self._others[0], self._bodies
        gains = (leads.nats - _LONE).tolist()
        columns = [*zip(*gains, strict=True)]
        margins, seconds = {}, {}
        for body, lead in self._led[0].items():
            i, j = leads.frames.index(lead), bodies.index(body)
            margins[body] = _margin(gains[i], columns[j], i, j)
            others = [n for n in range(len(bodies)) if n != j]
            if others:
                seconds[body] = bodies[max(others, key=lambda n: leads.nats[i, n])]
        return margins, seconds


def _margin(row: Sequence[float], column: Sequence[float], i: int, j: int) -> float:
    """Return by how much the pair of a row's ``j`` and a column's ``i`` is the best of either."""
    return row[j] - max((0.0, *row[:j], *row[j + 1 :], *column[:i], *column[i + 1 :]))
