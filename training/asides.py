"""Learns which parts of a page belong to no article: advertisements, captions without a mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from generator.reconstruct.reading.line_decoding import Beliefs, likeliest_reading
from generator.reconstruct.reading.set_aside_blocks import (
    ASIDE_FEATURES,
    aside_features,
    blocks_apart,
)
from training.boosting import boost
from training.labels import LabelledPage
from training.pages import FURNITURE

__all__ = ["learn_asides"]

ROUNDS, LEAVES, DEPTH = 80, 15, 6


def learn_asides(pages: Sequence[LabelledPage], believed: Sequence[Beliefs]) -> dict[str, Any]:
    """Return the trees that tell how likely a block is none of an article's.

    ``believed`` are the beliefs of the first pass, page by page, learned from other pages: blocks
    are taken as a page that is read has them, not as gold has them.
    """
    rows, wanted = [], []
    for page, beliefs in zip(pages, believed, strict=True):
        blocks = blocks_apart(likeliest_reading(*beliefs))
        rows.append(aside_features(blocks, page.rows, beliefs))
        aside = page.articles == FURNITURE
        wanted += [2 * aside[b.start : b.stop].sum() > b.stop - b.start for b in blocks]
    return boost(
        np.vstack(rows),
        np.array(wanted, dtype=np.int64),
        1,
        ASIDE_FEATURES,
        rounds=ROUNDS,
        leaves=LEAVES,
        depth=DEPTH,
    )
