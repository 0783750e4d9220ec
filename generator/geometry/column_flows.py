"""Columns that may go on in others: what the page shows of two texts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.geometry.headlines import Headline
from generator.geometry.layout_records import overlap
from generator.geometry.page_metrics import PageMetrics
from generator.geometry.reading_pairs import MOST, Neighbourhood, Pair, capped
from generator.geometry.text_blocks import TextBlock
from generator.scores.continuity import continuity
from generator.text.characters import ends_sentence, leads_on

__all__ = ["FLOWS", "flow_pairs"]

_SIZE = 0.12
"""Share by which the sizes of one story's text differ at most."""
_ASIDE = 40.0
"""Pitches by which a text may lie above or below the column that it goes on from."""
_GUTTER = 8.0
"""Ems between neighbouring columns at most, apart from a column's width."""
_BELOW, _ROWS = 40.0, 30.0
"""Pitches from a text to where it goes on below: under a picture, in another row of columns."""
_NEAREST = 3
"""Blocks under a text, and in the next row of columns, that are looked at."""

FLOWS = (
    *("gutter", "shift", "top", "bottom", "below", "wider", "right", "down"),
    *("slack", "last_indent", "stopped", "leads_on", "indent", "continuity", "between"),
    *("lines", "lines_after", "pitches", "font", "size", "upright", "level"),
    *("above_gap", "above_head", "above_is_it", "below_gap", "below_head", "below_is_it"),
    *("order", "head_over_both", "heads_between", "framed", "same_head", "head_over"),
    *("head_over_before", "said", "rank_after", "taller", "report_after"),
)
"""What is seen of two blocks of which the second may go on with the first: ems across, pitches
down the page."""


def flow_pairs(page: Neighbourhood) -> list[Pair]:
    """Return the pairs of blocks of which the second may go on with the first."""
    texts = page.texts
    above = [page.above(block) for block in texts]
    below = [page.below(block) for block in texts]
    found = []
    for i in range(len(texts)):
        for order, j in _followers(page, i):
            shown = _flow(page, (i, j), above[j], below[i], order)
            found.append(Pair(i, j, shown))
    return found


def _followers(page: Neighbourhood, i: int) -> Iterator[tuple[int, int]]:
    """Yield the blocks that may go on with block ``i``, and where they stand among their like."""
    block, em, pitch = page.texts[i], page.texts[i].em, page.pitch(page.texts[i])
    right, down, rows = [], [], []
    for j, other in enumerate(page.texts):
        if j == i or other.frame != block.frame or not _goes_with(em, other.em, page.sheet):
            continue
        gutter, under = other.left - block.right, other.top - block.bottom
        apart = max(under, block.top - other.bottom)
        if -em < gutter < block.width + _GUTTER * em and apart < _ASIDE * pitch:
            right.append((other.left, abs(other.top - block.top), j))
        elif under > -em and overlap(block.left, block.right, other.left, other.right) > em:
            if under < _BELOW * pitch:
                down.append((under, other.left, j))
        elif under > -em and other.right < block.left + em and under < _ROWS * pitch:
            rows.append((other.left, under, j))
    for found in (right, sorted(down)[:_NEAREST], sorted(rows)[: 2 * _NEAREST]):
        yield from ((n, item[2]) for n, item in enumerate(sorted(found)))


def _goes_with(em: float, after: float, sheet: PageMetrics) -> bool:
    """Return whether a text in a size may go on in another one: in its own, or from a lead that is
    set bigger in the body's."""
    if abs(after - em) <= _SIZE * em:
        return True
    return em > sheet.body and abs(after - sheet.body) <= _SIZE * sheet.body


def _flow(
    page: Neighbourhood,
    pair: tuple[int, int],
    above: tuple[float, Headline | TextBlock | None],
    below: tuple[float, Headline | TextBlock | None],
    order: int,
) -> tuple[float, ...]:
    block, other = (page.texts[k] for k in pair)
    over, over_other = (page.over[k] for k in pair)
    em, pitch = block.em, page.pitch(block)
    last, first = block.lines[-1], other.lines[0]
    gutter, under = other.left - block.right, other.top - block.bottom
    beside, column = gutter > -em, under > -em and gutter <= -em and other.right > block.left + em
    left, right = min(block.left, other.left), max(block.right, other.right)
    top = min(block.top, other.top)
    spanning = [
        head
        for head in page.heads
        if head.frame == block.frame
        and head.bottom < top + 2 * pitch
        and head.left < block.right
        and head.right > other.left
        and other.left > block.left + em
        and top - head.bottom < 6 * pitch
    ]
    heads = sum(
        head.left < right
        and head.right > left
        and (
            block.bottom - em < head.top < other.top
            if not beside
            else other.top - 3 * pitch < head.bottom < other.top + em
            and head.left < other.right
            and head.right > other.left
        )
        for head in page.heads
    )
    between = sum(
        _stands_between(block, other, third, beside)
        for third in page.texts
        if third is not block and third is not other
    )
    return (
        capped(gutter / em),
        capped((other.left - block.left) / em),
        capped((other.top - block.top) / pitch),
        capped((other.bottom - block.bottom) / pitch),
        capped(under / pitch),
        capped((other.width - block.width) / em),
        float(beside),
        float(column),
        capped((block.right - last.right) / em),
        capped((last.left - block.left) / em),
        float(ends_sentence(last.text)),
        float(leads_on(last.text)),
        capped((first.left - other.left) / em),
        continuity(last.text, first.text),
        float(between),
        float(len(block.lines)),
        float(len(other.lines)),
        capped(page.pitch(other) / pitch),
        float(last.font == first.font),
        other.em / em,
        float(_upright_between(page.sheet, block, other)) if beside else -1.0,
        float(_level_over(page.sheet, block, other)),
        capped(above[0] / pitch),
        float(isinstance(above[1], Headline)),
        float(above[1] is block),
        capped(below[0] / pitch),
        float(isinstance(below[1], Headline)),
        float(below[1] is other),
        float(order),
        float(len(spanning)),
        float(heads),
        float(block.frame >= 0),
        float(over == over_other),
        capped((other.top - page.heads[over_other].bottom) / pitch) if over_other >= 0 else MOST,
        capped((block.top - page.heads[over].bottom) / pitch) if over >= 0 else MOST,
        continuity(last.text, first.text, page.said),
        float(_nearer(page, block, other)),
        capped(((other.bottom - other.top) - (block.bottom - block.top)) / pitch),
        float(page.reports[pair[1]]),
    )


def _nearer(page: Neighbourhood, block: TextBlock, other: TextBlock) -> int:
    """Return how many other blocks end beside the second one's left edge, level with it more."""
    return sum(
        third is not other
        and third is not block
        and -block.em < other.left - third.right < other.width + _GUTTER * block.em
        and overlap(third.top, third.bottom, other.top, other.bottom) > 0
        for third in page.texts
    )


def _stands_between(block: TextBlock, other: TextBlock, third: TextBlock, beside: bool) -> bool:
    em = block.em
    if beside:
        top, bottom = max(block.top, other.top), min(block.bottom, other.bottom)
        return (
            third.left > block.right - em
            and third.right < other.left + em
            and overlap(third.top, third.bottom, top, bottom) > 0
        )
    return (
        block.bottom - em < third.top < other.top - em
        and overlap(third.left, third.right, other.left, other.right) > em
    )


def _upright_between(sheet: PageMetrics, block: TextBlock, other: TextBlock) -> bool:
    top, bottom = max(block.top, other.top), min(block.bottom, other.bottom)
    low, high = block.right - block.em, other.left + block.em
    return any(
        low < rule[0] < high and overlap(rule[1], rule[3], top, bottom) > 0
        for rule in sheet.uprights_between(low, high)
    )


def _level_over(sheet: PageMetrics, block: TextBlock, other: TextBlock) -> bool:
    """Return whether a rule runs over the second block, below where the first one begins."""
    low, high = max(block.top, other.top - 8 * other.em), other.top + 0.5 * other.em
    return any(
        low < rule[1] < high
        and overlap(rule[0], rule[2], other.left, other.right) > 0.5 * other.width
        for rule in sheet.levels_between(low, high)
    )
