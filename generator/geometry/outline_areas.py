"""Where blocks and articles lie on their page: areas of lines, and the outline around them."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.geometry.atoms import advance, pens
from generator.geometry.layout_records import FALL, RISE
from generator.model.geometry import Box, Direction, Loop, Rect, Run

__all__ = ["Touches", "areas_of", "line_boxes", "loops_around", "touching", "touching_among"]

Touches = Callable[[Rect], bool]
"""Tells whether an area touches what it must not."""
_MOST_AREAS = 150
"""Areas of an article, between each two of which white is looked for. An article of more, which no
newspaper prints, is taken as it reads: each with the next one."""
_MOST_TRACED = 500
"""Areas that are traced together, as their edges make a net: of thousands it would fill the memory.
Of more, each has an outline of its own."""


class _Stretch(NamedTuple):
    """Characters of one run that belong together."""

    run: Run
    first: int
    last: int


def line_boxes(runs: Sequence[Run], text: str, offsets: Iterable[int]) -> tuple[Rect, ...]:
    """Return the boxes of characters, those of one run together, in the order of the text.

    >>> run = Run(span=(0, 3), base=(10, 50), em=10, xs=(10, 20, 30), end=40)
    >>> line_boxes([run], "新村好", [1, 2])
    ((20, 41, 40, 52),)
    """
    return tuple(
        _rounded(_box(stretch, text)) for stretch in _stretches(runs, sorted(set(offsets)))
    )


def areas_of(lines: Sequence[Rect], touches: Touches) -> tuple[Rect, ...]:
    """Return lines as the areas that they fill: each goes on with the next one below it.

    A line in another column begins another area, and so does one between which and the area
    something else stands.

    >>> areas_of([(0, 0, 50, 10), (0, 15, 40, 25), (60, 0, 100, 10)], lambda box: False)
    ((0, 0, 50, 25), (60, 0, 100, 10))
    """
    areas: list[Rect] = []
    for line in lines:
        last = areas[-1] if areas else None
        if last is not None and _goes_on(last, line):
            both = _around(last, line)
            if not touches(both):
                areas[-1] = both
                continue
        areas.append(line)
    return tuple(areas)


def touching(others: Sequence[Rect]) -> Touches:
    """Return what tells whether an area touches any of ``others``."""
    if not others:
        return _touches_nothing
    left, top, right, bottom = np.array(others, dtype=np.int64).T

    def touches(box: Rect) -> bool:
        meets = (left < box[2]) & (right > box[0])
        meets &= (top < box[3]) & (bottom > box[1])
        return bool(np.count_nonzero(meets))

    return touches


def touching_among(others: Sequence[Rect], lines: Sequence[Rect], margin: int = 0) -> Touches:
    """Return what tells whether an area among some lines touches any of ``others``.

    Most of a page is elsewhere: it is looked at once, not for each area.
    """
    if not lines:
        return _touches_nothing
    left, top, right, bottom = _wider(_whole(lines), margin)
    return touching(
        [
            box
            for box in others
            if box[0] < right and box[2] > left and box[1] < bottom and box[3] > top
        ]
    )


def _touches_nothing(_: Rect) -> bool:
    return False


def loops_around(areas: Sequence[Rect], touches: Touches, margin: int = 0) -> tuple[Loop, ...]:
    """Return the outline of areas and of the white between them that nothing else stands in.

    What is left white within it is no hole where nothing else stands there either. Where there is
    room, the outline keeps a ``margin``.

    >>> loops_around([(0, 0, 50, 10), (0, 20, 20, 40)], lambda box: False)
    (((0, 0), (50, 0), (50, 10), (20, 10), (20, 40), (0, 40)),)
    """
    wide = [_wider(area, margin) for area in areas]
    areas = [area if touches(more) else more for area, more in zip(areas, wide, strict=True)]
    if len(areas) > _MOST_TRACED:
        return tuple(map(_loop, sorted(set(areas), key=lambda area: (area[1], area[0], area))))
    pairs = combinations(areas, 2) if len(areas) <= _MOST_AREAS else pairwise(areas)
    white = (gap for pair in pairs for gap in _between(*pair))
    found = [*areas, *(gap for gap in dict.fromkeys(white) if not touches(gap))]
    return tuple(
        loop for loop in _traced(_edges(found)) if not _is_hole(loop) or touches(_box_of(loop))
    )


def _stretches(runs: Sequence[Run], offsets: Sequence[int]) -> Iterator[_Stretch]:
    """Yield the offsets as stretches of runs; a run is cut where other characters stand in it."""
    at = 0
    first_run = bisect_right(runs, offsets[0], key=_end) if offsets else len(runs)
    for run in map(runs.__getitem__, range(first_run, len(runs))):  # a slice passes over the rest
        if at == len(offsets):
            return
        start, end = run.span
        while at < len(offsets) and offsets[at] < start:
            at += 1
        first = at
        while at < len(offsets) and offsets[at] < end:
            at += 1
        own = offsets[first:at]
        if own:
            yield _Stretch(run, own[0] - start, own[-1] - start)


def _end(run: Run) -> int:
    return run.span[1]


def _box(stretch: _Stretch, text: str) -> Box:
    run, places = stretch.run, pens(stretch.run)
    start = places[stretch.first]
    last = places[stretch.last]
    whole = stretch.last + 1 == len(places)
    char = text[run.span[0] + stretch.last]
    end = run.end if whole and run.end > last else last + advance(char, run.em)
    if run.direction is Direction.VERTICAL:
        x = run.base[0]
        return (x - FALL * run.em, start, x + RISE * run.em, end)
    y = run.base[1]
    return (start, y - RISE * run.em, end, y + FALL * run.em)


def _rounded(box: Box) -> Rect:
    left, top, right, bottom = box
    return (math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))


def _goes_on(area: Rect, line: Rect) -> bool:
    """Tell whether a line stands in an area's column and no higher than its last line."""
    beside = min(area[2], line[2]) > max(area[0], line[0])
    return beside and line[3] >= area[3]


def _around(one: Rect, other: Rect) -> Rect:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _wider(area: Rect, margin: int) -> Rect:
    left, top, right, bottom = area
    return (left - margin, top - margin, right + margin, bottom + margin)


def _between(one: Rect, other: Rect) -> Iterator[Rect]:
    """Yield what lies between two areas that stand side by side, or one above the other."""
    left, right = max(one[0], other[0]), min(one[2], other[2])
    top, bottom = max(one[1], other[1]), min(one[3], other[3])
    if left < right and bottom < top:
        yield (left, bottom, right, top)
    elif right < left and top < bottom:
        yield (right, top, left, bottom)


def _loop(area: Rect) -> Loop:
    left, top, right, bottom = area
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _is_hole(loop: Loop) -> bool:
    """Tell whether a closed line runs around white: then it runs against the clock."""
    pairs = zip(loop, (*loop[1:], loop[0]), strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) < 0


def _box_of(loop: Loop) -> Rect:
    xs, ys = [x for x, _ in loop], [y for _, y in loop]
    return (min(xs), min(ys), max(xs), max(ys))


def _whole(boxes: Sequence[Rect]) -> Rect:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def _edges(areas: Sequence[Rect]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Return the strokes around all areas together, each from corner to corner."""
    xs = sorted({x for area in areas for x in (area[0], area[2])})
    ys = sorted({y for area in areas for y in (area[1], area[3])})
    column = {x: n for n, x in enumerate(xs)}
    row = {y: n for n, y in enumerate(ys)}
    filled: NDArray[np.bool_] = np.zeros((len(ys) + 1, len(xs) + 1), dtype=bool)
    for left, top, right, bottom in areas:  # cells are counted from 1: around them is nothing
        filled[row[top] + 1 : row[bottom] + 1, column[left] + 1 : column[right] + 1] = True
    strokes: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for j, i in np.argwhere(filled[1:, :] != filled[:-1, :]).tolist():
        a, b = (xs[i - 1], ys[j]), (xs[i], ys[j])
        begin, end = (a, b) if filled[j + 1, i] else (b, a)
        strokes.setdefault(begin, []).append(end)
    for j, i in np.argwhere(filled[:, 1:] != filled[:, :-1]).tolist():
        a, b = (xs[i], ys[j]), (xs[i], ys[j - 1])
        begin, end = (b, a) if filled[j, i] else (a, b)
        strokes.setdefault(begin, []).append(end)
    return strokes


def _traced(strokes: dict[tuple[int, int], list[tuple[int, int]]]) -> Iterator[Loop]:
    """Yield closed lines of strokes, the topmost first."""
    while strokes:
        start = min(strokes, key=lambda corner: (corner[1], corner[0]))
        line = [start]
        while True:
            ends = strokes[line[-1]]
            end = ends.pop()
            if not ends:
                del strokes[line[-1]]
            if end == start:
                break
            line.append(end)
        yield _corners(line)


def _corners(line: Sequence[tuple[int, int]]) -> Loop:
    """Return a closed line without the points at which it goes straight on."""
    return tuple(
        at
        for before, at, after in zip((line[-1], *line), line, (*line[1:], line[0]), strict=False)
        if not (before[0] == at[0] == after[0] or before[1] == at[1] == after[1])
    )
