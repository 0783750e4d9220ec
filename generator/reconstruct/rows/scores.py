"""The trained scores of rows: which headline heads which story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.reconstruct.rows.headings import heading_features
from generator.reconstruct.rows.heads import Head
from generator.reconstruct.rows.runs import Run
from generator.reconstruct.rows.subjects import Subjects
from generator.scores.tables import read_tables
from generator.scores.trees import Forest

__all__ = ["RowScores", "row_scores"]

Nats = npt.NDArray[np.float32]


class RowScores:
    """What trees learned of headlines and stories that the dump mixed (``training/rows.py``)."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._heads = Forest(tables["heads"])

    def heads(
        self, heads: Sequence[Head], starts: Sequence[int], runs: Sequence[Run], subjects: Subjects
    ) -> Nats:
        """Return how likely each head is each story's, heads × stories, in nats over even."""
        shown = heading_features(heads, starts, runs, subjects)
        return self._heads.scores(shown.reshape(-1, shown.shape[2]))[:, 0].reshape(shown.shape[:2])


@cache
def row_scores() -> RowScores:
    """Return the shipped scores; the first call reads the file."""
    return RowScores(read_tables("rows"))
