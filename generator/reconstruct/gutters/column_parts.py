"""Parts of a page of columns: some rows of some columns, and how they come apart."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from generator.reconstruct.gutters.column_edges import ColumnEdge

__all__ = ["PagePart", "Strip", "clean_cuts", "part_across", "part_of"]

Strip: TypeAlias = tuple[int | None, int | None]
"""Where a column begins and the next one does; ``None`` at the page's edges."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """Part of the page: some rows of some columns."""

    top: int
    bottom: int
    strip: Strip
    rails: tuple[ColumnEdge, ...]
    """Those that may part it."""
    fresh: bool
    """Whether something else begins with it; the next column of one text is not."""


def part_of(frame: PagePart, top: int, bottom: int, strip: Strip, fresh: bool) -> PagePart:
    """Return a part of a frame with the rails inside it."""
    left, right = strip
    rails = tuple(
        rail
        for rail in frame.rails
        if (left is None or left < rail.at) and (right is None or rail.at < right)
        if rail.top < bottom and top < rail.bottom
    )
    return PagePart(top, bottom, strip, rails, fresh=fresh)


def part_across(frame: PagePart, cuts: Sequence[int]) -> list[PagePart]:
    """Return what stands between the rows ``cuts``, each part with its rails."""
    bounds = [frame.top, *cuts, frame.bottom]
    rails: list[list[ColumnEdge]] = [[] for _ in range(len(bounds) - 1)]
    for rail in frame.rails:
        first = bisect_right(cuts, max(rail.top, frame.top))
        last = bisect_left(cuts, min(rail.bottom, frame.bottom))
        for n in range(first, last + 1):
            rails[n].append(rail)
    return [
        PagePart(a, b, frame.strip, tuple(found), fresh=frame.fresh or n > 0)
        for n, ((a, b), found) in enumerate(zip(pairwise(bounds), rails, strict=True))
    ]


def clean_cuts(frame: PagePart) -> list[int]:
    """Return the rows at which no rail of a frame is cut in two; where there are none, those
    between which the longest runs."""
    cuts = sorted({c for r in frame.rails for c in (r.top, r.bottom)})
    tops = Counter(rail.top for rail in frame.rails)
    bottoms = Counter(rail.bottom for rail in frame.rails)
    clean: list[int] = []
    running = 0
    for cut in cuts:
        running -= bottoms[cut]
        if running == 0 and frame.top < cut < frame.bottom:
            clean.append(cut)
        running += tops[cut]
    if clean:
        return clean
    longest = max(frame.rails, key=lambda r: min(r.bottom, frame.bottom) - max(r.top, frame.top))
    return [c for c in (longest.top, longest.bottom) if frame.top < c < frame.bottom]
