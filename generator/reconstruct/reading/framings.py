"""The ways in which a page may be framed, side by side: what they share is looked at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.frames import Frame, FrameKind
from generator.reconstruct.reading.page_texts import Bodies, PageTexts

__all__ = ["Framings", "Pairs", "Places", "best_other", "clipped", "rank"]

Matrix = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Ids = npt.NDArray[np.int64]


class Pairs:
    """Display frames or leads of a page, its bodies, and what each shows with each."""

    __slots__ = ("bodies", "features", "heads")

    def __init__(self, heads: Sequence[int], bodies: Sequence[int], features: Matrix) -> None:
        self.heads = heads
        """Numbers of the frames."""
        self.bodies = bodies
        self.features = features
        """Heads × bodies × features."""


class Places:
    """Where frames of one kind stand in each framing, framings × as many as one has at most."""

    __slots__ = ("at", "counts", "own", "used", "which")

    def __init__(self, frames: Sequence[Frame], numbers: Ids, kind: FrameKind) -> None:
        """``numbers`` are those of the frames of each framing, -1 beyond its last one."""
        self.own = [frame for frame in frames if frame.kind is kind]
        """Each of them that some framing has, once."""
        wanted = np.array([*(frame.kind is kind for frame in frames), False])
        rows = np.cumsum(wanted) - wanted
        of_kind = wanted[numbers]
        self.counts: Ids = of_kind.sum(axis=1)
        width = int(self.counts.max(initial=0))
        self.at: Ids = np.argsort(~of_kind, axis=1, kind="stable")[:, :width]
        """Their numbers in the framing, in order; what fills up a row stands for nothing."""
        self.used: Flags = np.arange(width) < self.counts[:, None]
        """Which of the numbers mean one."""
        each = np.arange(len(numbers))[:, None]
        self.which: Ids = np.where(self.used, rows[numbers[each, self.at]], 0)
        """Which of the frames they are."""

    def numbers(self, framing: int) -> list[int]:
        """Return the numbers of one framing's frames."""
        found: list[int] = self.at[framing, : self.counts[framing]].tolist()
        return found


class Framings:
    """Ways in which a page may be framed: most frames of one are those of another, too."""

    def __init__(self, framings: Sequence[Sequence[Frame]], page: PageTexts) -> None:
        """``framings`` hold a frame that they share as the same object."""
        self.page = page
        seen = {id(frame): frame for frames in framings for frame in frames}
        self.frames = [*seen.values()]
        """Each frame that some framing has, once."""
        number = dict(zip(seen, range(len(seen)), strict=True))
        width = max(map(len, framings), default=0)
        padded = [
            [number[id(frame)] for frame in frames] + [-1] * (width - len(frames))
            for frames in framings
        ]
        self._numbers = np.array(padded, dtype=np.int64).reshape(len(framings), width)
        kinds = np.array([*(frame.kind for frame in self.frames), -1], dtype=np.int64)
        self.kinds: Ids = kinds[self._numbers]
        """Framings × frames; -1 beyond the last one."""
        self.places = self.of_kind(FrameKind.BODY)
        """Of the bodies."""
        self.bodies = Bodies(self.places.own, page)
        """What is told of each body that some framing has."""

    def __len__(self) -> int:
        return len(self.kinds)

    def of_kind(self, kind: FrameKind) -> Places:
        """Return where the frames of ``kind`` stand."""
        return Places(self.frames, self._numbers, kind)


def rank(values: Matrix) -> Ids:
    """Return how many values beside each one, along the last axis, are greater.

    >>> rank(np.array([[3.0, 1.0, 2.0]], dtype=np.float32)).tolist()
    [[0, 2, 1]]
    """
    greater: Ids = np.count_nonzero(values[..., None, :] > values[..., None], axis=-1)
    return greater


def best_other(values: Matrix) -> Matrix:
    """Return for each value the greatest other one along the last axis, 0 where there is none.

    Minus infinity stands for no value.
    """
    if values.shape[-1] < 2:
        return np.zeros_like(values)
    order = np.sort(values, axis=-1)
    best, second = order[..., -1:], order[..., -2:-1]
    second = np.where(np.isneginf(second), np.float32(0), second)
    return np.where(values == best, second, best)


def clipped(values: Ids, most: int) -> Ids:
    """Return whole numbers that stray from 0 by no more than ``most``."""
    return np.minimum(np.maximum(values, -most), most)
