"""How likely each line has each role, and each gap each meaning: trained scores, in two passes.

The second pass sees what the first one believes of the lines around.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.assignment import PairScores
from generator.reconstruct.reading.features import FEATURES, shifted
from generator.reconstruct.reading.readings import Gap, LineRole
from generator.scores.tables import read_tables
from generator.scores.trees import Forest

__all__ = [
    "WITH_BELIEFS",
    "Beliefs",
    "LineScores",
    "TrainedReasons",
    "believed_around",
    "line_scores",
    "pair_scores",
]

Matrix = npt.NDArray[np.float32]

_AROUND = (-2, -1, 0, 1, 2)
WITH_BELIEFS = (
    *FEATURES,
    *(f"{kind.name.lower()}@{at}" for at in _AROUND for kinds in (LineRole, Gap) for kind in kinds),
)
"""Names of the numbers in a row of the second pass."""

Beliefs = tuple[Matrix, Matrix]
"""Of each line, how likely each role is, and each meaning of the gap below it."""


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

    def second(self, rows: Matrix) -> Beliefs:
        """Return the beliefs of the second pass in lines of ``rows``, first beliefs beside them."""
        roles, gaps = self._second
        return roles.beliefs(rows), gaps.beliefs(rows)

    def in_order(self, rows: Matrix) -> Beliefs:
        """Return the beliefs of the second pass in lines of a page that is read in order."""
        roles, gaps = self._in_order
        return roles.beliefs(rows), gaps.beliefs(rows)

    def reasons(self, row: Matrix, gap: Gap) -> tuple[str, ...]:
        """Return the features of a line that weighed most for or against what ends with it."""
        return self._in_order[1].reasons(row, int(gap))


def believed_around(beliefs: Beliefs) -> Matrix:
    """Return the beliefs in each line and in those around it, side by side."""
    both = np.hstack(beliefs)
    return np.hstack([shifted(both, at) for at in _AROUND])


@cache
def line_scores() -> LineScores:
    """Return the trained scores of lines."""
    return LineScores(read_tables("lines"))


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
