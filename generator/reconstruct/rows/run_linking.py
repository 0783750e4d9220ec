"""Runs to chains: which run's text goes on in which, over the whole page, and which other ways are
the next likeliest: the links with one of them turned over."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generator.reconstruct.rows.link_scores import LinkScores
from generator.scores.matching import best_pairs

__all__ = ["Link", "cheapest_turns", "link_runs"]

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


Matrix = npt.NDArray[np.float64]


def cheapest_turns(ties: LinkScores, links: Sequence[Link], most: int) -> list[list[Link]]:
    """Return the links with one run going on elsewhere, or nowhere: the ``most`` likeliest ways.

    What the run went on in may then follow the run whose place it lost.
    """
    if not ties.prose:
        return []
    number = {run: n for n, run in enumerate(ties.prose)}
    after = {number[link.before]: number[link.after] for link in links}
    costs = _costs(np.array(ties.gains, dtype=np.float64), after)
    likeliest = np.argsort(costs, axis=None, kind="stable")[:most]
    found = []
    for a, b in zip(*np.unravel_index(likeliest, costs.shape), strict=True):
        if not np.isfinite(costs[a, b]):
            break
        turned = _turned(ties, links, after, int(a), int(b))
        if not _goes_round(turned):
            found.append(turned)
    return found


def _costs(gains: Matrix, after: Mapping[int, int]) -> Matrix:
    """Return the nats lost if each run goes on in each other one; in the last column, in none."""
    size = len(gains)
    befores, afters = [*after], [*after.values()]
    gives, held = np.zeros(size), np.zeros(size)
    gives[befores] = held[afters] = gains[befores, afters]
    costs = np.full((size, size + 1), np.inf)
    costs[befores, size] = gives[befores]
    costs[:, :size] = gives[:, None] + held - gains
    # the two that lose their partners may take one another
    costs[np.ix_(befores, afters)] -= np.maximum(0.0, gains[np.ix_(befores, afters)]).T
    costs[befores, afters] = np.inf
    np.fill_diagonal(costs[:, :size], np.inf)
    return costs


def _turned(
    ties: LinkScores, links: Sequence[Link], after: Mapping[int, int], a: int, b: int
) -> list[Link]:
    """Return the links with run ``b`` after run ``a``; none if it is beyond the last."""
    size, freed = len(ties.prose), after.get(a)
    left = next((k for k, n in after.items() if n == b), None)
    pairs = [(a, b)] if b < size else []
    if left is not None and freed is not None and ties.gains[left][freed] > 0:
        pairs.append((left, freed))
    gone = {ties.prose[k] for k in (a, left) if k is not None}
    return [
        *(link for link in links if link.before not in gone),
        *(
            Link(
                before=ties.prose[x],
                after=ties.prose[y],
                gain=ties.gains[x][y],
                margin=0.0,  # by themselves others did better
                runner_up=ties.prose[after[x]] if x in after else None,
            )
            for x, y in pairs
        ),
    ]


def _goes_round(links: Sequence[Link]) -> bool:
    """Return whether some run goes on in itself in the end."""
    after = {link.before: link.after for link in links}
    starts = after.keys() - set(after.values())
    seen = 0
    for start in starts:
        while start in after:
            start, seen = after[start], seen + 1
    return seen < len(after)
