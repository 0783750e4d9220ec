"""Headlines over texts: what the page shows of the two."""

from __future__ import annotations

from generator.geometry.headlines import Headline
from generator.geometry.layout_records import overlap
from generator.geometry.reading_pairs import MOST, Neighbourhood, Pair, capped
from generator.geometry.text_blocks import TextBlock

__all__ = ["HEADLINE_PAIRS", "headline_pairs"]

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
