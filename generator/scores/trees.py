"""Trees of decisions, walked by numpy: what trained scores are made of.

A model gives each class a sum over its trees; each tree asks one feature after another whether it
is below a bound, and ends in a number. ``training/boosting.py`` makes them (gradient boosting,
Friedman 2001, by LightGBM).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["MISSING", "Forest"]

MISSING = -1e9
"""What stands for a feature that a page doesn't show: below every bound."""
_AT_ONCE = 128
"""Trees walked together: what they need stays in a processor's cache."""
_EARLY = 3
"""Steps below the root after which the walks that have ended are left out."""
_REASONS = 3
"""Features that are named for a decision."""

Matrix = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


class Forest:
    """Trees for each class, all of one depth at most.

    >>> forest = Forest(
    ...     {
    ...         "features": ["width"], "classes": 1, "depth": 1, "roots": np.array([0]),
    ...         "feature": np.array([0, 0, 0]), "bound": np.array([5, np.inf, np.inf]),
    ...         "below": np.array([1, 1, 2]), "value": np.array([0.5, -1.0, 2.0]),
    ...     }
    ... )
    >>> forest.scores(np.array([[4.0], [6.0]], dtype=np.float32)).tolist()
    [[-1.0], [2.0]]
    >>> forest.reasons(np.array([6.0], dtype=np.float32), 0)
    ('width=6:+1.5',)
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.features: Sequence[str] = tables["features"]
        self.classes: int = tables["classes"]
        self._depth: int = tables["depth"]
        self._roots = tables["roots"].astype(np.int64)
        self._feature = tables["feature"].astype(np.int64)
        self._bound = tables["bound"].astype(np.float32)
        self._below = tables["below"].astype(np.int64)
        """The node to go to below the bound; the other one stands right after it."""
        self._value = tables["value"].astype(np.float32)
        """Of a leaf what it adds; of an inner node the mean of the leaves below it."""

    def scores(self, rows: Matrix) -> Matrix:
        """Return the sums of each class for each row of features, rows × classes."""
        n = len(rows)
        if not n:
            return np.zeros((0, self.classes), dtype=np.float32)
        columns = np.ascontiguousarray(_shown(rows).T)
        seen, places = columns.ravel(), self._feature * n
        row = np.arange(n)
        total = np.zeros((self.classes, n), dtype=np.float32)
        step = max(_AT_ONCE // self.classes, 1) * self.classes
        for first in range(0, len(self._roots), step):
            root = self._roots[first : first + step]
            above = columns[self._feature[root]] > self._bound[root, None]
            node = self._walked(self._below[root, None] + above, seen, places, row, _EARLY)
            ends = node.ravel()
            # most walks are over before the deepest one
            left = np.flatnonzero(self._bound.take(ends) < np.inf)
            rest = self._depth - 1 - _EARLY
            ends[left] = self._walked(ends[left], seen, places, left % n, rest)
            leaves = self._value.take(ends).reshape(-1, self.classes, n)
            total += leaves.sum(axis=0, dtype=np.float32)
        return total.T

    def _walked(self, node: Ids, seen: Matrix, places: Ids, row: Ids, steps: int) -> Ids:
        """Return where so many steps lead from each node; leaves lead to themselves.

        ``seen`` are the numbers of all rows, of each feature from its place in ``places`` on.
        """
        for _ in range(steps):
            at = places.take(node)
            at += row
            above = seen.take(at) > self._bound.take(node)
            node = self._below.take(node)
            node += above
        return node

    def beliefs(self, rows: Matrix) -> Matrix:
        """Return the probability of each class for each row; of one class, that it holds."""
        scores = self.scores(rows)
        if self.classes == 1:
            alone: Matrix = np.reciprocal(1 + np.exp(-scores))
            return alone
        shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
        result: Matrix = shifted / shifted.sum(axis=1, keepdims=True)
        return result

    def reasons(self, row: Matrix, wanted: int) -> tuple[str, ...]:
        """Return the features of a row that weighed most for a class, or against it.

        Each as ``name=value:nats``, weightiest first: what the questions about it changed in the
        expected score on the way from the roots to the leaves (Saabas 2014).
        """
        row = _shown(row)
        steps: list[tuple[Ids, Matrix]] = []
        node = self._roots[wanted :: self.classes]
        for _ in range(self._depth):
            asked = self._feature[node]
            below = self._below[node] + (row[asked] > self._bound[node])
            steps.append((asked, self._value[below] - self._value[node]))
            node = below
        asked, change = map(np.concatenate, zip(*steps, strict=True))
        weight = np.bincount(asked, weights=change, minlength=len(self.features))
        order = np.argsort(-np.abs(weight), kind="stable")[:_REASONS]
        return tuple(
            f"{self.features[k]}={row[k]:.3g}:{weight[k]:+.1f}" for k in order if weight[k]
        )


def _shown(rows: Matrix) -> Matrix:
    return np.where(np.isnan(rows), np.float32(MISSING), rows)
