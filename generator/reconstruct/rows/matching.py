"""The best pairing of ends with beginnings."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["best_pairs"]


def best_pairs(gains: Sequence[Sequence[float]]) -> list[int]:
    """Return for each row the column it is paired with, -1 for none, so that the sum is greatest.

    Only pairs that gain something are made. The Hungarian method with potentials (Kuhn 1955,
    Munkres 1957), time cubic in the number of rows.

    >>> best_pairs([[2.0, 3.0], [0.0, 2.5], [1.0, -1.0]])
    [0, 1, -1]
    """
    n = len(gains)
    width = max((len(row) for row in gains), default=0)
    size = n + width
    if not width:
        return [-1] * n
    # columns beyond the width stand for "no partner"
    cost = [[-max(0.0, g) for g in row] + [0.0] * n for row in gains]
    u, v = [0.0] * (n + 1), [0.0] * (size + 1)
    owner = [0] * (size + 1)
    for i in range(1, n + 1):
        owner[0] = i
        at = 0
        least = [float("inf")] * (size + 1)
        way = [0] * (size + 1)
        seen = [False] * (size + 1)
        while True:
            seen[at] = True
            row, delta, nxt = owner[at], float("inf"), 0
            for j in range(1, size + 1):
                if seen[j]:
                    continue
                here = cost[row - 1][j - 1] - u[row] - v[j]
                if here < least[j]:
                    least[j], way[j] = here, at
                if least[j] < delta:
                    delta, nxt = least[j], j
            for j in range(size + 1):
                if seen[j]:
                    u[owner[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            at = nxt
            if owner[at] == 0:
                break
        while at:
            owner[at] = owner[way[at]]
            at = way[at]
    pairs = [-1] * n
    for j in range(1, width + 1):
        if owner[j] and gains[owner[j] - 1][j - 1] > 0:
            pairs[owner[j] - 1] = j - 1
    return pairs
