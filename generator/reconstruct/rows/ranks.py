"""How a number stands among its rivals: those in the same row."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["lead", "rank"]

Matrix = npt.NDArray[Any]

_ALONE = 5.0
"""Lead of what has no rival."""
_LEAST = -9.0
"""What counts for a rival that can't be."""


def rank(values: Matrix) -> Matrix:
    """Return how many in its row are greater than each value; of equals, the first stands first.

    >>> rank(np.array([[1.0, 3.0, 2.0]])).tolist()
    [[2, 0, 1]]
    """
    order = np.argsort(-values, axis=1, kind="stable")
    return np.argsort(order, axis=1, kind="stable")


def lead(values: Matrix) -> Matrix:
    """Return by how much each value exceeds the greatest other one of its row.

    >>> lead(np.array([[1.0, 3.0, 2.0]])).tolist()
    [[-2.0, 1.0, -1.0]]
    """
    if values.shape[1] < 2:
        return np.full(values.shape, _ALONE)
    values = np.maximum(values, _LEAST)
    second, best = np.sort(values, axis=1)[:, -2:].T
    first = np.argmax(values, axis=1)[:, None] == np.arange(values.shape[1])
    found: Matrix = values - np.where(first, second[:, None], best[:, None])
    return found
