"""Learns which headline, and which lead, belongs to which body, and which body goes on in which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.continuation_features import (
    CONTINUATION_FEATURES,
    continuation_features,
)
from generator.reconstruct.reading.frames import Frame, FrameKind, frames_of
from generator.reconstruct.reading.framings import PageTexts
from generator.reconstruct.reading.line_decoding import Gap, LineRole, Reading
from generator.reconstruct.reading.pair_features import PAIR_FEATURES, Pairs, pair_features
from generator.scores.character_model import CharacterModel
from training.boosting import boost
from training.labels import FOLDED, LabelledPage, Models

__all__ = ["learn_pairs"]

Matrix = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

ROUNDS, LEAVES, DEPTH = 80, 15, 6
_NAMES = ("heads", "leads", "bylines", "continuations")


def learn_pairs(
    pages: Sequence[LabelledPage],
    gaps: Sequence[Matrix],
    models: Models,
) -> dict[str, Any]:
    """Return the tables of :class:`generator.reconstruct.reading.headline_assignment.PairScores`.

    ``gaps`` are the beliefs of the first pass in what ends with each line, page by page, learned
    from other pages; ``models`` gives the character models that read the pages of a group.
    """
    rows: dict[str, list[Matrix]] = {name: [] for name in _NAMES}
    wanted: dict[str, list[Numbers]] = {name: [] for name in _NAMES}
    for page, beliefs in zip(pages, gaps, strict=True):
        found = _pairs(page, beliefs, models(page.group)[0])
        for name, (own_rows, own_wanted) in zip(_NAMES, found, strict=True):
            rows[name].append(own_rows)
            wanted[name].append(own_wanted)
    return {
        name: boost(
            np.vstack(rows[name]),
            np.concatenate(wanted[name]),
            1,
            CONTINUATION_FEATURES if name == "continuations" else PAIR_FEATURES,
            rounds=ROUNDS,
            leaves=LEAVES,
            depth=DEPTH,
        )
        for name in _NAMES
    }


def _pairs(page: LabelledPage, gaps: Matrix, model: CharacterModel) -> list[tuple[Matrix, Numbers]]:
    """Return the features of the pairs of a page as gold frames it, and whether each belongs."""
    roles = np.where(page.roles < 0, LineRole.BODY, page.roles)
    reading = Reading(tuple(map(LineRole, roles)), tuple(map(Gap, page.gaps)), 0.0)
    frames = frames_of(reading)
    texts = PageTexts(page.texts, page.rows, model)
    owner = [_article(page, frame) for frame in frames]
    found = []
    for kind in (FrameKind.DISPLAY, FrameKind.LEAD, FrameKind.BYLINE):
        pairs = pair_features(frames, kind, texts, gaps)
        belongs = [owner[i] == owner[j] >= 0 for i in pairs.heads for j in pairs.bodies]
        found.append((_flat(pairs), np.array(belongs, dtype=np.int64)))
    runs = continuation_features(frames, texts, gaps)
    below = np.triu_indices(len(runs.bodies), 1)
    bodies = [frames[i] for i in runs.bodies]
    goes_on = [_goes_on(page, above, body) for above, body in combinations(bodies, 2)]
    found.append((runs.features[below], np.array(goes_on, dtype=np.int64)))
    return found


def _goes_on(page: LabelledPage, above: Frame, below: Frame) -> bool:
    """Return whether a body begins where another one stops."""
    last, first = above.stop - 1, below.start
    end, start = page.bounds[last, 1], page.bounds[first, 0]
    same = page.articles[last] == page.articles[first] >= 0
    return bool(same and end >= 0 and 0 < start - end <= FOLDED)


def _flat(pairs: Pairs) -> Matrix:
    return pairs.features.reshape(-1, pairs.features.shape[2])


def _article(page: LabelledPage, frame: Frame) -> int:
    articles: list[int] = page.articles[frame.start : frame.stop].tolist()
    return Counter(articles).most_common(1)[0][0]
