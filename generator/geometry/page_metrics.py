"""What a page shows as a whole: its body size, its pitches, its frames, pictures and rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from operator import itemgetter

import numpy as np

from generator.geometry.layout_records import Atom, overlap
from generator.model.geometry import Box, Geometry

__all__ = ["PageMetrics", "boxes_between", "page_metrics"]

_STEP = 0.04
"""Share by which two sizes may differ and be one: a point more or less is another size."""
_LEAST = 1e-12
"""A size of none is none of this: pages may have any unit."""
_FAR = 3.2
"""Ems. No text is set with more than two blank lines between its lines."""
_INDENTED = 2.0
"""Ems of a paragraph's indent."""
_SAME_EDGE = 0.3
_FEW = 3
"""Characters of a line's part that may stand under another one by chance."""
_WHOLE = 0.8
"""Share of the sheet from which on a frame is the page's own."""
_LOOKED = 2000
"""Parts of lines that are looked at below one: no page has as many side by side."""
MOST_FRAMES = 1000
"""Frames that hold text: a broadsheet has dozens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetrics:
    """What lines and blocks are measured against."""

    body: float
    """Size of most characters in points."""
    pitches: dict[int, float]
    """Usual distance of baselines of each class of sizes, in points."""
    size: tuple[float, float]
    frames: tuple[Box, ...]
    """Frames and tinted areas that hold text, the smallest first."""
    pictures: tuple[Box, ...]
    uprights: tuple[Box, ...]
    """Rules between columns, from the left."""
    levels: tuple[Box, ...]
    """Rules over and under stories, from the top."""
    uprights_by_middle: tuple[Box, ...]
    levels_by_middle: tuple[Box, ...]
    """The same, which may be bars, by where their middles stand."""

    def pitch(self, em: float) -> float:
        """Return the usual distance of baselines of text in a size."""
        found = self.pitches.get(size_class(em))
        if found is None:
            found = self.pitches.get(size_class(self.body), 1.5 * self.body) * em / self.body
        return found

    def uprights_between(self, low: float, high: float) -> Sequence[Box]:
        """Return the rules between columns whose left edge lies there."""
        return boxes_between(self.uprights, 0, low, high)

    def levels_between(self, low: float, high: float) -> Sequence[Box]:
        """Return the rules over and under stories whose upper edge lies there."""
        return boxes_between(self.levels, 1, low, high)

    def uprights_amid(self, low: float, high: float) -> Sequence[Box]:
        """Return the rules between columns whose middle lies there, or at an end of it."""
        rules = self.uprights_by_middle
        first, last = bisect_left(rules, low, key=_across), bisect_right(rules, high, key=_across)
        return rules[first:last]

    def levels_amid(self, low: float, high: float) -> Sequence[Box]:
        """Return the rules over and under stories whose middle lies there, and not at its ends."""
        rules = self.levels_by_middle
        return rules[bisect_right(rules, low, key=_down) : bisect_left(rules, high, key=_down)]

    def frame_of(self, x: float, y: float, beyond: int = -1) -> int:
        """Return the innermost frame around a point, larger than another one; -1 if none is."""
        for n, (left, top, right, bottom) in enumerate(self.frames):
            if n > beyond and left <= x <= right and top <= y <= bottom:
                return n
        return -1


def _across(rule: Box) -> float:
    return (rule[0] + rule[2]) / 2


def _down(rule: Box) -> float:
    return (rule[1] + rule[3]) / 2


def boxes_between(boxes: Sequence[Box], side: int, low: float, high: float) -> Sequence[Box]:
    """Return those of which a side lies there, of boxes in the order of that side."""
    edge = itemgetter(side)
    return boxes[bisect_left(boxes, low, key=edge) : bisect_right(boxes, high, key=edge)]


def size_class(em: float) -> int:
    """Return the number of the sizes that are one with ``em``."""
    return round(log(max(em, _LEAST)) / _STEP)


def page_metrics(geometry: Geometry, atoms: Sequence[Atom]) -> PageMetrics:
    """Return what the page shows as a whole."""
    sizes: Counter[float] = Counter()
    for atom in atoms:
        # digits that tell, not places: a page may have any unit
        sizes[float(f"{atom.em:.4g}")] += len(atom.offsets)
    body = max(sizes, key=lambda em: (sizes[em], em)) if sizes else 10.0
    frames, pictures = _areas(geometry, atoms, body)
    uprights = [rule for rule in geometry.rules if rule[3] - rule[1] > rule[2] - rule[0]]
    levels = [rule for rule in geometry.rules if rule[3] - rule[1] <= rule[2] - rule[0]]
    return PageMetrics(
        body=body,
        pitches=_pitches(atoms),
        size=geometry.size,
        frames=frames,
        pictures=pictures,
        uprights=tuple(sorted(uprights, key=itemgetter(0))),
        levels=tuple(sorted(levels, key=itemgetter(1))),
        uprights_by_middle=tuple(sorted(uprights, key=_across)),
        levels_by_middle=tuple(sorted(levels, key=_down)),
    )


def _areas(
    geometry: Geometry, atoms: Sequence[Atom], body: float
) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Return the frames that hold text, equal ones once, and the areas that hold none."""
    width, height = geometry.size
    frames: list[Box] = []
    pictures = [*geometry.pictures]
    middles = np.array([_middle(atom) for atom in atoms]).reshape(-1, 2)
    across, down = middles[np.argsort(middles[:, 0], kind="stable")].T
    for box in sorted(geometry.boxes, key=_area):
        if _area(box) > _WHOLE * width * height or box[2] - box[0] < 2 * body:
            continue
        if len(frames) > MOST_FRAMES:
            break
        first, last = np.searchsorted(across, box[0]), np.searchsorted(across, box[2], "right")
        beside = down[first:last]
        if not np.any((box[1] <= beside) & (beside <= box[3])):
            if box[3] - box[1] > 2 * body:
                pictures.append(box)
            continue
        if not any(all(abs(a - b) < body for a, b in zip(box, f, strict=True)) for f in frames):
            frames.append(box)
    return tuple(frames), tuple(pictures)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _middle(atom: Atom) -> tuple[float, float]:
    return (atom.left + atom.right) / 2, (atom.top + atom.bottom) / 2


def _pitches(atoms: Sequence[Atom]) -> dict[int, float]:
    """Return the commonest distance from a line to the next one below with the same left edge."""
    by_class: dict[int, list[Atom]] = {}
    for atom in atoms:
        by_class.setdefault(size_class(atom.em), []).append(atom)
    seen = {number: Counter(_steps(own)) for number, own in by_class.items()}
    return {
        number: max(counts, key=lambda s: (counts[s] + counts[s - 1] + counts[s + 1], -s))
        / 20
        * by_class[number][0].em
        for number, counts in seen.items()
        if sum(counts.values()) > 1
    }


def _steps(atoms: Sequence[Atom]) -> Iterator[int]:
    """Yield how far below each of the atoms the next one begins at its left edge, in 1/20 em."""
    places = [(atom.base, atom.left, atom.right) for atom in atoms]
    bases = [base for base, _, _ in places]
    for i, atom in enumerate(atoms, start=1):
        if len(atom.offsets) <= _FEW:
            continue
        em, base, left, right = atom.em, atom.base, atom.left, atom.right
        near, far, stray = 0.9 * em, _FAR * em, _SAME_EDGE * em
        first = max(i, bisect_left(bases, base + 0.99 * near))
        for k in range(first, min(len(places), first + _LOOKED)):
            below, start, end = places[k]
            step = below - base
            if step > far:
                break
            if step > near and overlap(left, right, start, end) > 0:
                # a line of another indent is the next one, too, but stands in for none
                if abs(start - left) < stray or abs(abs(start - left) - _INDENTED * em) < stray:
                    yield round(step / em * 20)
                break
