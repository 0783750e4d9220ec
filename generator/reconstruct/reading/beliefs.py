"""How likely each line has each role, and each gap each meaning: trained scores, in two passes.

The second pass sees what the first one believes of the lines around.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.headline_assignment import PairScores
from generator.reconstruct.reading.line_decoding import Beliefs, Gap, LineRole
from generator.reconstruct.reading.page_features import FEATURES, shifted
from generator.scores.packed_tables import read_tables
from generator.scores.trees import Forest

__all__ = [
    "WITH_BELIEFS",
    "LineScores",
    "TrainedReasons",
    "aside_scores",
    "believed_around",
    "line_scores",
    "pair_scores",
]

Matrix = npt.NDArray[np.float32]

_SURE = 0.99
"""Belief of the first pass that the second one is not asked about: of 140 pages (validation), none
comes out otherwise by it; at .97 a few do."""
_AROUND = (-2, -1, 0, 1, 2)
WITH_BELIEFS = (
    *FEATURES,
    *(f"{kind.name.lower()}@{at}" for at in _AROUND for kinds in (LineRole, Gap) for kind in kinds),
)
"""Names of the numbers in a row of the second pass."""


class LineScores:
    """The trees of both passes: of roles and of gaps.

    Those of the second pass are of all pages, or of those that read from top to bottom.
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._first = Forest(tables["roles"]), Forest(tables["gaps"])
        self._second = Forest(tables["roles_again"]), Forest(tables["gaps_again"])
        self._in_order = Forest(tables["roles_in_order"]), Forest(tables["gaps_in_order"])

    def first(self, rows: Matrix) -> Beliefs:
        """Return the beliefs of the first pass in lines of ``rows`` (see ``features``)."""
        roles, gaps = self._first
        return roles.beliefs(rows), gaps.beliefs(rows)

    def second(self, rows: Matrix, first: Beliefs) -> Beliefs:
        """Return the beliefs of the second pass in lines of ``rows``, ``first`` ones beside them.

        Lines that the first pass was sure of are not asked about again.
        """
        return _asked_again(self._second, rows, first)

    def in_order(self, rows: Matrix, first: Beliefs) -> Beliefs:
        """Return the beliefs of the second pass in lines of a page that is read in order."""
        return _asked_again(self._in_order, rows, first)

    def reasons(self, row: Matrix, gap: Gap) -> tuple[str, ...]:
        """Return the features of a line that weighed most for or against what ends with it."""
        return self._in_order[1].reasons(row, int(gap))


def _asked_again(forests: tuple[Forest, Forest], rows: Matrix, first: Beliefs) -> Beliefs:
    roles, gaps = first[0].copy(), first[1].copy()
    doubtful = np.flatnonzero((roles.max(axis=1) < _SURE) | (gaps.max(axis=1) < _SURE))
    roles[doubtful] = forests[0].beliefs(rows[doubtful])
    gaps[doubtful] = forests[1].beliefs(rows[doubtful])
    return roles, gaps


def believed_around(beliefs: Beliefs) -> Matrix:
    """Return the beliefs in each line and in those around it, side by side."""
    both = np.hstack(beliefs)
    return np.hstack([shifted(both, at) for at in _AROUND])


@cache
def line_scores() -> LineScores:
    """Return the trained scores of lines."""
    return LineScores(read_tables("lines"))


@cache
def aside_scores() -> Forest:
    """Return the trained score of frames that belong to no article."""
    return Forest(read_tables("lines")["asides"])


@cache
def pair_scores() -> PairScores:
    """Return the trained scores of headlines and leads with bodies."""
    return PairScores(read_tables("lines"))


class TrainedReasons:
    """The features that weighed most, as notes of evidence."""

    def __init__(self, rows: Matrix) -> None:
        """``rows`` are those of the second pass."""
        self._rows = rows

    def boundary(self, line: int, gap: Gap) -> str:
        """Return why the gap below a line means ``gap``."""
        return " ".join(line_scores().reasons(self._rows[line], gap))

    def headline(self, shown: Matrix) -> str:
        """Return why a headline was given to a text, by what the page shows of the two."""
        return " ".join(pair_scores().reasons(shown))
