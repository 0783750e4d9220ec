"""Pairs of what may follow one another, and what stands around each text of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from generator.geometry.headlines import Headline
from generator.geometry.layout_records import Says, Tell, overlap
from generator.geometry.page_metrics import PageMetrics
from generator.geometry.text_blocks import TextBlock
from generator.scores.continuity import CutSigns

__all__ = ["MOST", "Matrix", "Neighbourhood", "Pair", "capped", "rows_of"]

MOST = 60.0
"""Ems or pitches beyond which farther is no different."""


class Neighbourhood:
    """The parts of a page, and what stands right above and below each."""

    def __init__(
        self, heads: Sequence[Headline], texts: Sequence[TextBlock], sheet: PageMetrics, tell: Tell
    ) -> None:
        self.heads, self.texts, self.sheet = heads, texts, sheet
        self.all: list[Headline | TextBlock] = [*heads, *texts]
        self.said = CutSigns(line.text for block in texts for line in block.lines)
        self.over = [self._head_over(block) for block in texts]
        self.reports = [_opens_as_report(block, tell) for block in texts]
        """Whether each text opens as nothing but a report does."""
        self.pitches = {id(block): self._pitch(block) for block in texts}

    def _head_over(self, block: TextBlock) -> int:
        """Return the lowest headline above a block over its column, -1 if none is."""
        return max(
            (
                n
                for n, head in enumerate(self.heads)
                if head.frame == block.frame
                and head.top < block.top
                and overlap(head.left, head.right, block.left, block.right) > -block.em
            ),
            key=lambda n: self.heads[n].bottom,
            default=-1,
        )

    def pitch(self, block: TextBlock) -> float:
        """Return the distance of baselines of a block."""
        return self.pitches[id(block)]

    def _pitch(self, block: TextBlock) -> float:
        n = len(block.lines) - 1
        if n < 1:
            return self.sheet.pitch(block.em)
        return (block.lines[-1].base - block.lines[0].base) / n

    def above(self, block: TextBlock) -> tuple[float, Headline | TextBlock | None]:
        """Return how far above a block the next thing in its column stands, and that."""
        return self._nearest(
            block, [(block.top - o.bottom, o) for o in self.all if o.top < block.top]
        )

    def below(self, block: TextBlock) -> tuple[float, Headline | TextBlock | None]:
        """Return how far below a block the next thing in its column stands, and that."""
        return self._nearest(
            block, [(o.top - block.bottom, o) for o in self.all if o.top > block.top]
        )

    def _nearest(
        self, block: TextBlock, others: Sequence[tuple[float, Headline | TextBlock]]
    ) -> tuple[float, Headline | TextBlock | None]:
        best: tuple[float, Headline | TextBlock | None] = (MOST * block.em, None)
        for gap, other in others:
            beside = overlap(block.left, block.right, other.left, other.right) <= block.em
            if not beside and -block.em < gap < best[0]:
                best = (gap, other)
        return best


def _opens_as_report(block: TextBlock, tell: Tell) -> bool:
    """Return whether a text says so: a dateline that a narrow column breaks goes over two lines."""
    said = tell("".join(line.words for line in block.lines[:2]))
    return said is not None and said[0] is Says.REPORT


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
