"""Pairs of what may follow one another, and what the page shows of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from generator.geometry.surroundings import MOST

__all__ = ["Matrix", "Pair", "capped", "rows_of"]

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pair:
    """A block that may follow a headline or a block, by their numbers, and what shows it."""

    before: int
    after: int
    shown: tuple[float, ...]


def rows_of(pairs: Sequence[Pair], width: int) -> Matrix:
    """Return what is shown of pairs, a row each."""
    flat = np.fromiter(chain.from_iterable(pair.shown for pair in pairs), np.float32)
    return flat.reshape(len(pairs), width)


def capped(value: float) -> float:
    """Return a distance, or the greatest that is told apart."""
    return max(-MOST, min(MOST, value))
