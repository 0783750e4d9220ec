"""Pairs of what may follow one another on a page: each text's neighbours, headlines over texts."""

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

__all__ = [
    "HEADLINE_PAIRS",
    "MOST",
    "Matrix",
    "Neighbourhood",
    "Pair",
    "capped",
    "headline_pairs",
    "rows_of",
]

MOST = 60.0
"""Ems or pitches beyond which farther is no different."""
Matrix = npt.NDArray[np.float32]
_FAR = 30.0
"""Pitches from a headline to its text: a picture may stand between."""
_ASIDE_OF = 16.0
"""Ems from a headline to the text beside it: one in upright characters, or in the first column."""
_CENTRED = 48.0
"""Ems by which a text may begin to the left of a headline that is centred over several columns."""
_EVEN = 1.5
"""Pitches by which the tops of columns under one headline differ."""
HEADLINE_PAIRS = (
    *("gap", "left", "right", "middle", "inside", "vertical", "size", "indent", "wider"),
    *("nearest", "leftmost", "between", "lines", "above_is_it", "above_gap", "beside_open"),
    *("lines_head", "framed", "signed", "head_width", "order", "mirror", "report"),
)
"""What is seen of a headline and a block that it may stand over."""


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


def headline_pairs(page: Neighbourhood) -> list[Pair]:
    """Return the pairs of a headline and a block that it may stand over."""
    heads, texts = page.heads, page.texts
    above = [page.above(block) for block in texts]
    found = []
    for i, head in enumerate(heads):
        own = [j for j, block in enumerate(texts) if _may_head(page, head, block)]
        for order, j in enumerate(sorted(own, key=lambda j: _distance(head, texts[j]))):
            found.append(Pair(i, j, _shown(page, head, j, above[j], order)))
    return found


def _may_head(page: Neighbourhood, head: Headline, block: TextBlock) -> bool:
    if head.frame != block.frame or block.em > head.em:
        return False
    em, pitch = block.em, page.pitch(block)
    gap = block.top - head.bottom
    across = overlap(head.left, head.right, block.left, block.right)
    beside = head.vertical or block.left > head.right - em
    if beside and across > -_ASIDE_OF * em and abs(block.top - head.top) < 4 * pitch:
        return True
    if not -1.5 * pitch < gap < _FAR * pitch:
        return False
    return across > -2 * em or (across > -_CENTRED * em and block.right < head.left)


def _distance(head: Headline, block: TextBlock) -> tuple[float, float]:
    return (abs(block.top - (head.top if head.vertical else head.bottom)) // block.em, block.left)


def _shown(
    page: Neighbourhood,
    head: Headline,
    number: int,
    above: tuple[float, Headline | TextBlock | None],
    order: int,
) -> tuple[float, ...]:
    block = page.texts[number]
    em, pitch = block.em, page.pitch(block)
    first = block.lines[0]
    under = [
        other
        for other in page.texts
        if other.frame == head.frame
        and -pitch < other.top - head.bottom < 3 * pitch
        and overlap(other.left, other.right, head.left, head.right) > em
    ]
    between = sum(
        head.bottom - em < other.top < block.top - 0.5 * em
        and overlap(other.left, other.right, block.left, block.right) > em
        for other in page.all
        if other is not block and other is not head
    )
    beside = [
        other
        for other in page.texts
        if other is not block
        and -em < block.left - other.right < 5 * em
        and abs(other.top - block.top) < 1.2 * pitch
        and other.frame == block.frame
    ]
    opened = any(other.right - other.lines[-1].right < 1.6 * em for other in beside)
    mirrored = (head.left + head.right) - block.left
    mirror = min(
        (
            abs(other.right - mirrored)
            for other in page.texts
            if abs(other.top - block.top) < _EVEN * pitch and other.frame == head.frame
        ),
        default=MOST * em,
    )
    inside = overlap(head.left, head.right, block.left, block.right) / max(block.width, em)
    return (
        capped((block.top - head.bottom) / pitch),
        capped((block.left - head.left) / em),
        capped((block.right - head.right) / em),
        capped((block.left + block.right - head.left - head.right) / 2 / em),
        inside,
        float(head.vertical),
        head.em / em,
        capped((first.left - block.left) / em),
        capped((block.width - (head.right - head.left)) / em),
        float(block.top <= min((other.top for other in under), default=block.top) + 0.7 * pitch),
        float(block.left <= min((other.left for other in under), default=block.left) + em),
        float(between),
        float(len(block.lines)),
        float(above[1] is head),
        capped(above[0] / pitch),
        float(opened),
        float(len(head.lines)),
        float(head.frame >= 0),
        float(bool(head.bylines)),
        capped((head.right - head.left) / em),
        float(order),
        capped(mirror / em),
        float(page.reports[number]),
    )
