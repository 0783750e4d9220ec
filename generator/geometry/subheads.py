"""Subheads set bigger than their text: what the page shows of display lines inside a column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from generator.geometry.headlines import Headline
from generator.geometry.layout_records import Inner, Says, SetLine, Tell, overlap
from generator.geometry.page_metrics import PageMetrics
from generator.geometry.text_blocks import TextBlock
from generator.text.characters import ends_sentence

__all__ = ["INNER", "InnerHead", "Judge", "inner_heads", "inner_rows", "put_inside"]

Matrix = npt.NDArray[np.float32]
Judge = Callable[[Sequence["InnerHead"], Sequence[Headline], PageMetrics, Tell], Sequence[bool]]
"""Which of the headlines that may be subheads are."""

_ABOVE, _BELOW = 4.0, 2.5
"""Pitches from a text to a subhead under it, and from that to the text it stands over, at most."""
_ALIKE = 0.04
"""Share by which sizes of one kind of subhead differ."""
_MOST = 9.0

INNER = (
    *("size", "lines", "filled", "off_centre", "left", "length", "above", "below"),
    *("headless", "stopped", "tail", "credit", "lines_above", "indent", "lines_below"),
    *("own_font", "bold", "alike", "over", "biggest", "ruled", "signed", "framed"),
)
"""What is seen of a display line inside a column: ems across, pitches down."""


@dataclass(frozen=True, slots=True)
class InnerHead:
    """A headline that stands in the column of a text, and the texts above and below it."""

    head: int
    """Its number among the headlines."""
    above: TextBlock | None
    below: TextBlock


def inner_heads(
    heads: Sequence[Headline], texts: Sequence[TextBlock], sheet: PageMetrics
) -> tuple[InnerHead, ...]:
    """Return the headlines that stand within the column of a text right below."""
    found = []
    for n, head in enumerate(heads):
        if head.vertical:
            continue
        inside = [block for block in texts if _is_inside(head, block)]
        below = min(
            (b for b in inside if -0.5 < (b.top - head.bottom) / sheet.pitch(b.em) < _BELOW),
            key=lambda block: block.top,
            default=None,
        )
        if below is None:
            continue
        above = max(
            (b for b in inside if -0.5 < (head.top - b.bottom) / sheet.pitch(b.em) < _ABOVE),
            key=lambda block: block.bottom,
            default=None,
        )
        if above is below or (above and abs(above.em - below.em) > _ALIKE * below.em):
            above = None
        found.append(InnerHead(n, above, below))
    return tuple(found)


def _is_inside(head: Headline, block: TextBlock) -> bool:
    em = block.em
    return (
        head.frame == block.frame
        and head.left > block.left - em
        and head.right < block.right + em
        and head.em > em
    )


def inner_rows(
    found: Sequence[InnerHead], heads: Sequence[Headline], sheet: PageMetrics, tell: Tell
) -> Matrix:
    """Return what is seen of headlines inside columns, a row each."""
    rows = [_row(inner, heads, sheet, tell) for inner in found]
    return np.array(rows, dtype=np.float32).reshape(-1, len(INNER))


def _row(
    inner: InnerHead, heads: Sequence[Headline], sheet: PageMetrics, tell: Tell
) -> tuple[float, ...]:
    head, above, below = heads[inner.head], inner.above, inner.below
    em, pitch, nan = below.em, sheet.pitch(below.em), float("nan")
    line, first = head.lines[0], below.lines[0]
    last = above.lines[-1] if above else None
    said = tell(last.words) if last else None
    opens = tell(first.words)
    bigger = [
        other.em
        for other in heads
        if other.top < head.top
        and other.em > head.em
        and overlap(other.left, other.right, below.left, below.right) > -em
    ]
    return (
        head.em / em,
        float(len(head.lines)),
        (head.right - head.left) / max(below.width, em),
        abs(head.left + head.right - below.left - below.right) / 2 / em,
        (line.left - below.left) / em,
        float(sum(len(own.text) for own in head.lines)),
        (head.top - above.bottom) / pitch if above else nan,
        (below.top - head.bottom) / pitch,
        float(above is None),
        float(ends_sentence(last.text)) if last else nan,
        (above.right - last.right) / em if above and last else nan,
        float(said is not None and said[0] is Says.CREDIT),
        float(len(above.lines)) if above else nan,
        (first.left - below.left) / em,
        float(len(below.lines)),
        float(line.font == first.font),
        float(bool(line.bold)),
        float(sum(abs(other.em - head.em) < _ALIKE * head.em for other in heads)),
        min(bigger[-1] / head.em, _MOST) if bigger else 0.0,
        min(max(other.em for other in heads) / head.em, _MOST),
        float(_ruled(head, above, below, sheet)),
        float(opens is not None and opens[0] in (Says.BYLINE, Says.NAMES)),
        float(head.frame >= 0),
    )


def _ruled(head: Headline, above: TextBlock | None, below: TextBlock, sheet: PageMetrics) -> bool:
    """Return whether a rule parts a headline from the text above."""
    top = above.bottom - below.em if above else head.top - 2 * below.em
    return any(
        top < rule[1] < head.top + 0.3 * head.em
        and overlap(rule[0], rule[2], below.left, below.right) > below.em
        for rule in sheet.levels
    )


def put_inside(
    found: Sequence[InnerHead], heads: Sequence[Headline], texts: Sequence[TextBlock]
) -> tuple[list[Headline], list[TextBlock]]:
    """Return the headlines without those found to be subheads, and the texts with these in them."""
    place = {id(block): n for n, block in enumerate(texts)}
    owner = {n: n for n in range(len(texts))}
    whole = dict(enumerate(texts))
    for inner in sorted(found, key=lambda inner: -heads[inner.head].top):
        at = _owner_of(owner, place[id(inner.below)])
        text = _put_over(whole[at], heads[inner.head], inner.below.em)
        above = None if inner.above is None else _owner_of(owner, place[id(inner.above)])
        if above is not None and above != at:
            del whole[at]
            text = _put_under(whole[above], text)
            owner[at] = at = above
        whole[at] = text
    taken = {inner.head for inner in found}
    return [head for n, head in enumerate(heads) if n not in taken], [*whole.values()]


def _owner_of(owner: dict[int, int], at: int) -> int:
    """Return the number of the text that the one of number ``at`` has become part of."""
    while owner[at] != at:
        owner[at] = at = owner[owner[at]]
    return at


def _put_over(text: TextBlock, head: Headline, em: float) -> TextBlock:
    return replace(text, lines=(*_inside(head, em), *text.lines))


def _put_under(above: TextBlock, text: TextBlock) -> TextBlock:
    left, right = min(above.left, text.left), max(above.right, text.right)
    return replace(above, lines=(*above.lines, *text.lines), left=left, right=right)


def _inside(head: Headline, em: float) -> list[SetLine]:
    """Return the lines of a headline as those of a subhead, in the size of its text."""
    kinds = [Inner.FIRST, *[Inner.NEXT] * (len(head.lines) - 1)]
    return [replace(line, em=em, inner=own) for line, own in zip(head.lines, kinds, strict=True)]
