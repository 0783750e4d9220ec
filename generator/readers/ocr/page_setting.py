"""Lines of OCR to a page with places: straight, cut at gutters, each with its size.

Where the places of words don't tell a gutter, lines do: where several over and under one end, and
several begin a little farther on, a gutter runs through it. It is cut there, if it is wider than
its characters by just that, and if those before fill the one column and those after the other. A
headline is cut only where nothing stands in the gutter but a mark at the head of a word: specks of
dirt are read as such.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from generator.model import Direction, Geometry, Page, Run
from generator.model.geometry import Box
from generator.readers.ocr.character_sizes import LONGEST, line_sizes, usual_size, without_margins
from generator.readers.ocr.ocr_records import OcrPage, Point
from generator.readers.ocr.straight_lines import (
    StraightLine,
    Strip,
    advances,
    leading_marks,
    opens,
    page_slope,
    straighten,
)

__all__ = ["set_page"]

_BASELINE = 0.38
"""Ems from the middle of a line down to its baseline (the em box of Chinese fonts)."""
_USUAL = 10.0
"""Points that the page's usual size is taken for where nothing tells a better one."""
_FARTHEST, _SMALLEST = 50_000.0, 0.5
"""Points within which all places lie, and the least size of letters (``readers.boxes``)."""
_LEAST, _MOST = 4.0, 24.0
"""Points within which the usual size of a newspaper lies: what makes it another is no unit."""
_SHORTEST = 12
"""Characters of a line that may run over a gutter: two columns' shortest."""
_COLUMN = 4.0
"""Ems that a column is wide at least."""
_NARROW, _WIDE = 0.4, 4.0
"""Ems of a gutter."""
_NEAR = 12.0
"""Ems above and below in which lines tell: some eight of them."""
_LOOKED = 400
"""Lines that are looked at: across a broadsheet there are a hundred."""
_LINED = 0.35
"""Ems by which edges of a column stray."""
_SHOWN = 3
"""Lines that show an edge: what two have in common is chance."""
_SIZE = 0.2
"""Share by which its characters are wider or narrower than usual at most, the gutter counted."""
_OFF = 0.4
"""Ems by which the characters before a gutter may miss its edge."""


def set_page(found: OcrPage, name: str, *, made_by: str, sha256: str) -> Page | None:
    """Return the page that a tool for OCR has read; ``None`` where it has found no text.

    A page of no size is as large as its lines take.
    """
    slope = page_slope(found.lines)
    told = min(found.size) > 0
    size = found.size if told else found.extent
    pivot = (size[0] / 2, size[1] / 2)
    lines = without_margins(straighten(found.lines, slope, pivot))
    if not lines:
        return None
    lines = _cut_at_gutters(lines, usual_size(lines))
    sizes = line_sizes(lines)
    unit = _unit(found.unit, sizes, lines)
    text: list[str] = []
    runs: list[Run] = []
    at = 0
    for line, em in zip(lines, sizes, strict=True):
        for strip in line.strips:
            runs.append(_run(strip, line, em, unit, at))
            text.append(strip.text)
            at += len(strip.text) + 1
    geometry = Geometry(
        size=(max(_near(size[0] * unit), 1.0), max(_near(size[1] * unit), 1.0)),
        made_by=made_by,
        sha256=sha256,
        runs=tuple(runs),
        rules=tuple(_moved(found.rules, slope, pivot, unit)),
        boxes=tuple(_moved(found.boxes, slope, pivot, unit)),
        pictures=tuple(_moved(found.pictures, slope, pivot, unit)),
        guessed=not told,
        slope=slope,
    )
    return Page(name=name, text="\n".join(text), geometry=geometry)


def _near(place: float) -> float:
    """Return a place in points, no farther off than a page may have it."""
    return round(min(max(place, -_FARTHEST), _FARTHEST), 2)


def _unit(told: float | None, sizes: Sequence[float], lines: Sequence[StraightLine]) -> float:
    """Return the points that the page's unit makes: as told, if letters have a usual size then."""
    known = any(line.has_place for line in lines)
    weighed = sorted(
        size
        for size, line in zip(sizes, lines, strict=True)
        if line.has_place or not known
        for _ in line.text[:LONGEST]
    )
    usual = weighed[len(weighed) // 2]
    if told is not None and _LEAST <= usual * told <= _MOST:
        return told
    return _USUAL / usual


def _run(strip: Strip, line: StraightLine, em: float, unit: float, at: int) -> Run:
    pens, end = _pens(strip, em)
    if line.vertical:
        base = (line.across - em / 2, pens[0] + (0.5 + _BASELINE) * em)
        pens = [pen + (0.5 + _BASELINE) * em for pen in pens]
    else:
        base = (pens[0], line.across + _BASELINE * em)
    return Run(
        span=(at, at + len(strip.text)),
        base=(_near(base[0] * unit), _near(base[1] * unit)),
        em=max(_near(em * unit), _SMALLEST),
        direction=Direction.VERTICAL if line.vertical else Direction.HORIZONTAL,
        xs=tuple(_near(pen * unit) for pen in pens),
        end=_near(end * unit),
        conf=None if line.conf is None else round(line.conf, 4),
    )


def _pens(strip: Strip, em: float) -> tuple[list[float], float]:
    """Return the pen's place at each character, and where the last one ends.

    Between both ends characters stand as their widths are. An opening mark's pen stands half an em
    before its ink.
    """
    own = advances(strip.text)
    stretch = (strip.end - strip.start) / sum(own)
    pens = [strip.start + stretch * before for before in accumulate(own[:-1], initial=0.0)]
    if opens(strip.text):
        pens[0] -= em / 2
    return pens, strip.end


def _moved(boxes: Sequence[Box], slope: float, pivot: Point, unit: float) -> Iterator[Box]:
    """Yield boxes as they stand on the page that was set straight, in points."""
    for left, top, right, bottom in boxes:
        aside = slope * ((top + bottom) / 2 - pivot[1])
        down = -slope * ((left + right) / 2 - pivot[0])
        yield (
            _near((left + aside) * unit),
            _near((top + down) * unit),
            _near((right + aside) * unit),
            _near((bottom + down) * unit),
        )


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where lines of a column begin, or end."""

    at: float
    count: int


def _cut_at_gutters(lines: Sequence[StraightLine], em: float) -> list[StraightLine]:
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
        last = min(bisect_right(heights, line.across + _NEAR * em), first + _LOOKED)
        beside = [other for other in level[first:last] if other is not line]
        way = _cut if is_text else _parted
        cut.append(way(line, beside, em))
    return cut


def _is_text(line: StraightLine, em: float) -> bool:
    """Tell whether a line may be one of two columns: headlines run over gutters, and rightly so."""
    return len(line.text) >= _SHORTEST and abs(line.wide - em) <= _SIZE * em


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
    words: list[Strip] | None = None
    for right, left in _gutters(strip, beside, em):
        if words is None:  # most strips have no gutter, and a line may have many of both
            words = [w for w in line.words if strip.start <= w.start and w.end <= strip.end]
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
    if inside[0] > inside[1]:
        return
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
