"""What no article has and no mark tells: advertisements, and captions that say it in other words.

Of each frame that a page seems to have is asked whether it belongs to any article, before it is
asked to which. What is set aside takes no headline from a text, and cuts none.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.reconstruct.articles.headlines import is_label
from generator.reconstruct.pieces import Kind, LineMark
from generator.reconstruct.reading.article_lines import TextLines
from generator.reconstruct.reading.frames import Frame, FrameKind, frames_of
from generator.reconstruct.reading.line_decoding import (
    Beliefs,
    Gap,
    LineRole,
    Reading,
    likeliest_reading,
)
from generator.reconstruct.reading.line_features import OF_LINE
from generator.reconstruct.reading.page_features import FEATURES
from generator.scores.trees import Forest

__all__ = ["ASIDE_FEATURES", "aside_features", "blocks_apart", "find_asides", "with_asides"]

Matrix = npt.NDArray[np.float32]

_SURE = 0.9
"""Belief from which a block is set aside: an article that loses its headline is worse than one
advertisement more. At .5 pages in columns that print none lost one headline in a hundred, from .7
on no headline of 577 (validation); a page of another paper has one at .66."""
_AROUND = (-1, 0, 1)
"""Frames whose lines are told of: the one above, its own, the one below."""
_OF_PAGE = tuple(name for name in FEATURES if "@" not in name and "|" not in name)
_MEAN = (*OF_LINE, *(f"is_{role.name.lower()}" for role in LineRole))
ASIDE_FEATURES = (
    *(f"{name}@{at}" for at in _AROUND for name in (*_MEAN, "lines", "chars", "kind")),
    *(f"{gap.name.lower()}_{side}" for side in ("above", "below") for gap in Gap),
    *_OF_PAGE,
)
"""Of a frame: means of its lines and of those around it, and what parts it from these."""

_COLUMNS = [FEATURES.index(f"{name}@0") for name in OF_LINE]
_PAGE_COLUMNS = [FEATURES.index(name) for name in _OF_PAGE]
_LENGTH = FEATURES.index("length@0")


def find_asides(text: TextLines, rows: Matrix, beliefs: Beliefs, forest: Forest) -> list[Frame]:
    """Return the blocks of the likeliest reading that surely belong to no article.

    ``rows`` are the features of the page's lines, ``beliefs`` those of the first pass. What a mark
    tells of is left, and so is a label (栏目), which belongs to the articles under it.
    """
    blocks = blocks_apart(likeliest_reading(*beliefs))
    sure = forest.beliefs(aside_features(blocks, rows, beliefs))[:, 0] > _SURE
    return [
        block
        for n, block in enumerate(blocks)
        if sure[n]
        and not any(text.marks[block.start : block.stop])
        and not (
            n + 1 < len(blocks)
            and not sure[n + 1]
            and block.kind is blocks[n + 1].kind is FrameKind.DISPLAY
            and is_label(text.lines[block.start], text.lines[block.stop])
        )
    ]


def with_asides(
    marks: Sequence[LineMark | None], text: TextLines, asides: Sequence[Frame]
) -> list[LineMark | None]:
    """Return the marks of a page's lines with those of the frames that are set aside.

    The lines of a block are set aside as one.
    """
    found = [*marks]
    for frame in asides:
        for block in frame.blocks:
            for k in block.lines:
                at = text.numbers[k]
                goes_on = k > block.lines.start and text.numbers[k - 1] == at - 1
                found[at] = LineMark(Kind.FURNITURE, "furniture/read", goes_on=goes_on)
    return found


def blocks_apart(reading: Reading) -> list[Frame]:
    """Return the blocks of a reading, each as a frame of its own.

    An advertisement in a column looks like one more subhead or paragraph.
    """
    return [Frame(frame.kind, (block,)) for frame in frames_of(reading) for block in frame.blocks]


def aside_features(frames: Sequence[Frame], rows: Matrix, beliefs: Beliefs) -> Matrix:
    """Return the features of each frame, frames × :data:`ASIDE_FEATURES`."""
    roles, gaps = beliefs
    starts = np.array([frame.start for frame in frames])
    stops = np.array([frame.stop for frame in frames])
    sizes = (stops - starts)[:, None]
    kinds = np.array([[frame.kind] for frame in frames], dtype=np.float32)
    lines = np.hstack([np.nan_to_num(rows[:, _COLUMNS]), roles])
    # frames hold all lines of a page, one after the other
    own = np.hstack(
        [
            np.add.reduceat(lines, starts, axis=0) / sizes,
            sizes,
            np.add.reduceat(rows[:, [_LENGTH]], starts, axis=0),
            kinds,
        ]
    )
    outside = np.full((1, own.shape[1]), np.nan, dtype=np.float32)
    padded = np.vstack([outside, own, outside])
    parted = np.zeros((1, len(Gap)), dtype=np.float32)
    parted[0, Gap.ARTICLE] = 1
    ends = np.vstack([parted, gaps[stops[:-1] - 1], parted])
    found: Matrix = np.hstack(
        [
            *(padded[1 + at : len(own) + 1 + at] for at in _AROUND),
            ends[:-1],
            ends[1:],
            rows[starts][:, _PAGE_COLUMNS],
        ]
    ).astype(np.float32)
    return found
