"""The links of a page with one of them turned over, cheapest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from generator.reconstruct.rows.link_scores import LinkScores
from generator.reconstruct.rows.run_linking import Link

__all__ = ["cheapest_turns"]

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
