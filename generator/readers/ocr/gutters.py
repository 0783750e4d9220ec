"""Lines that a tool joined over a gutter, where the places of their words don't tell.

Where several lines over and under one end, and several begin a little farther on, a gutter runs
through it: it is cut there, if it is wider than its characters by just that, and if those before
fill the one column and those after the other. A headline is cut only where nothing
stands in the gutter but a mark at the head of a word: specks of dirt are read as such.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from generator.readers.ocr.straight_lines import StraightLine, Strip, advances, leading_marks

__all__ = ["cut_at_gutters"]

_LEAST = 12
"""Characters of a line that may run over a gutter: two columns' shortest."""
_COLUMN = 4.0
"""Ems that a column is wide at least."""
_NARROW, _WIDE = 0.4, 4.0
"""Ems of a gutter."""
_NEAR = 12.0
"""Ems above and below in which lines tell: some eight of them."""
_MOST = 400
"""Lines that are looked at: across a broadsheet there are a hundred."""
_LINED = 0.35
"""Ems by which edges of a column stray."""
_SHOWN = 3
"""Lines that show an edge: what two have in common is chance."""
_SIZE = 0.2
"""Share by which its characters are wider or narrower than usual at most, the gutter counted."""
_OFF = 0.4
"""Ems by which the characters before a gutter may miss its edge."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where lines of a column begin, or end."""

    at: float
    count: int


def cut_at_gutters(lines: Sequence[StraightLine], em: float) -> list[StraightLine]:
    """Return the lines of a page whose letters are usually ``em`` large, cut at gutters."""
    level = sorted((line for line in lines if not line.vertical), key=lambda line: line.across)
    heights = [line.across for line in level]
    cut = []
    for line in lines:
        is_text = _is_text(line, em)
        if line.vertical or (is_text and len(line.strips) > 1):
            cut.append(line)
            continue
        first = bisect_left(heights, line.across - _NEAR * em)
        last = min(bisect_right(heights, line.across + _NEAR * em), first + _MOST)
        beside = [other for other in level[first:last] if other is not line]
        way = _cut if is_text else _parted
        cut.append(way(line, beside, em))
    return cut


def _is_text(line: StraightLine, em: float) -> bool:
    """Tell whether a line may be one of two columns: headlines run over gutters, and rightly so."""
    return len(line.text) >= _LEAST and abs(line.wide - em) <= _SIZE * em


def _cut(line: StraightLine, beside: Sequence[StraightLine], em: float) -> StraightLine:
    """Return a line cut at the gutter that the lines beside it show best, if any does."""
    (strip,) = line.strips
    best: tuple[float, tuple[Strip, Strip]] | None = None
    for right, left in _gutters(strip, beside, em):
        found = _halves(strip, right, left, em)
        if found is not None and (best is None or found[0] < best[0]):
            best = found
    return line if best is None else replace(line, strips=best[1])


def _parted(line: StraightLine, beside: Sequence[StraightLine], em: float) -> StraightLine:
    """Return a line of display text cut at gutters that its words leave free."""
    strips = [part for strip in line.strips for part in _free_parts(strip, line, beside, em)]
    return replace(line, strips=tuple(strips))


def _free_parts(
    strip: Strip, line: StraightLine, beside: Sequence[StraightLine], em: float
) -> tuple[Strip, ...]:
    words = [word for word in line.words if strip.start <= word.start and word.end <= strip.end]
    for right, left in _gutters(strip, beside, em):
        after = next((n for n, word in enumerate(words) if word.end > left), 0)
        before, rest = words[:after], words[after:]
        if not before or before[-1].end > right + _LINED * em or not _fits(rest[0], left, line):
            continue
        first = Strip("".join(word.text for word in before).rstrip(), strip.start, before[-1].end)
        begin = max(rest[0].start, left)
        second = Strip("".join(word.text for word in rest).rstrip(), begin, strip.end)
        if "".join((first.text + second.text).split()) == "".join(strip.text.split()):
            return first, second
    return (strip,)


def _fits(word: Strip, left: float, line: StraightLine) -> bool:
    """Tell whether a word of a line has room beyond a gutter, but for marks in there that it begins
    with. Without one, white between characters is all there is: headlines run over gutters so.
    """
    marks = leading_marks(word.text)
    own = word.text[marks:]
    if not marks or not own or word.start >= left:
        return False
    return word.end - left >= (1 - _SIZE) * line.wide * sum(advances(own))


def _gutters(
    strip: Strip, beside: Sequence[StraightLine], em: float
) -> Iterator[tuple[float, float]]:
    """Yield where columns end and the next ones begin, within a strip; no line runs across."""
    inside = (strip.start + _COLUMN * em, strip.end - _COLUMN * em)
    ends = _edges([line.end for line in beside], inside, em)
    begins = _edges([line.start for line in beside], inside, em)
    for right in ends:
        for left in begins:
            if not _NARROW * em <= left.at - right.at <= _WIDE * em:
                continue
            across = sum(line.start < right.at - em and line.end > left.at + em for line in beside)
            if across < min(right.count, left.count):
                yield right.at, left.at


def _edges(places: Sequence[float], inside: tuple[float, float], em: float) -> list[_Edge]:
    """Return the places at which several lines begin, or end."""
    own = sorted(place for place in places if inside[0] <= place <= inside[1])
    found: list[_Edge] = []
    group: list[float] = []
    for place in [*own, float("inf")]:
        if group and place - group[0] > 2 * _LINED * em:
            if len(group) >= _SHOWN:
                found.append(_Edge(group[len(group) // 2], len(group)))
            group = []
        group.append(place)
    return found


def _halves(
    strip: Strip, right: float, left: float, em: float
) -> tuple[float, tuple[Strip, Strip]] | None:
    """Return the parts of a strip before and after a gutter, and by how much they miss it, in ems.

    ``None`` where the gutter would part a character, and where the strip is no wider than its
    characters alone: such a line runs over the gutter, as a lead does that is set in two columns.
    """
    own = advances(strip.text)
    whole = (strip.end - strip.start) / sum(own)
    without = (strip.end - strip.start - (left - right)) / sum(own)
    if without <= 0 or abs(without - em) >= abs(whole - em):
        return None
    before = [*accumulate(own)]
    wanted = (right - strip.start) / without
    cut = min(range(1, len(own)), key=lambda n: abs(before[n - 1] - wanted))
    off = abs(before[cut - 1] - wanted)
    if off > _OFF:
        return None
    first = Strip(strip.text[:cut].rstrip(), strip.start, right)
    return off, (first, Strip(strip.text[cut:].lstrip(), left, strip.end))
