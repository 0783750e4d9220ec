"""Runs to chains: which run's text goes on in which, over the whole page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from generator.reconstruct.rows.link_scores import LinkScores
from generator.scores.matching import best_pairs

__all__ = ["Link", "link_runs"]

_WEAK = 0.5
"""Nats below which two runs that are whole by themselves are left apart."""
_CLEAR = 0.5
"""Nats by which a whole run's successor must beat the next best way to pair the runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One run goes on in another."""

    before: int
    """The run that is cut off."""
    after: int
    """The run that it goes on in."""
    gain: float
    """What it gains over leaving both apart, in nats."""
    margin: float
    """What it gains over the best other successor or predecessor, in nats."""
    runner_up: int | None
    """The other successor."""


def link_runs(ties: LinkScores, least: float = -math.inf) -> list[Link]:
    """Return the links between the running text of a page: each run has one successor at most.

    None where no sentence can go on elsewhere than in the next run for ``least`` nats or more.
    """
    if least > -math.inf and not ties.any_jump(least):
        return []
    prose, ends, gains = ties.prose, ties.ends, ties.gains
    size = len(prose)
    pairs = best_pairs(gains)
    _break_rings(pairs, gains)
    gives = [gains[a][b] if b >= 0 else 0.0 for a, b in enumerate(pairs)]
    held = [0.0] * size
    for a, b in enumerate(pairs):
        if b >= 0:
            held[b] = gains[a][b]
    links = []
    for a, b in enumerate(pairs):
        if b < 0:
            continue
        # what taking another would be worth, less what its own partner brings
        others = [(gains[a][k] - held[k], k) for k in range(size) if k != b]
        best, second = max(others, default=(0.0, -1))
        rivals = max((gains[k][b] - gives[k] for k in range(size) if k != a), default=0.0)
        margin = gains[a][b] - max(0.0, best, rivals)
        if ends[a] > 0 and (gains[a][b] < _WEAK or margin < _CLEAR):
            continue  # whole by itself, and others would do nearly as well
        links.append(
            Link(
                before=prose[a],
                after=prose[b],
                gain=gains[a][b],
                margin=margin,
                runner_up=prose[second] if best > 0 else None,
            )
        )
    return links


def _break_rings(pairs: list[int], gains: Sequence[Sequence[float]]) -> None:
    """Cut every ring of runs at its weakest link."""
    done: set[int] = set()
    for start in range(len(pairs)):
        path: list[int] = []
        here = start
        while here >= 0 and here not in done and here not in path:
            path.append(here)
            here = pairs[here]
        if here in path:
            ring = path[path.index(here) :]
            weakest = min(ring, key=lambda a: gains[a][pairs[a]])
            pairs[weakest] = -1
        done.update(path)
