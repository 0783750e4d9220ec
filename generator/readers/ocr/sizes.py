"""How large the characters of a page are, by how wide and how high its lines are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from generator.readers.ocr.strips import StraightLine

__all__ = ["line_sizes"]

_LONG, _SHORT = 8, 4
"""Characters of a line that shows its size well by its width, and of one that hardly does."""
_SAME = 0.1
"""Share by which lines of one size differ in width, those apart that were stretched."""
_SPACED = 1.2
"""Times as wide as high: the characters of a line are set apart, or it was stretched."""
_MOST_LINES = 0.95
"""Share of a page's lines of text that show by how much their heights differ."""
_ONE = 0.07
"""Share by which sizes of display text differ that are one."""


@dataclass(frozen=True, slots=True)
class _Body:
    """The size that most characters of a page have."""

    em: float
    thickness: float
    """How high its lines are told to be."""
    stray: float
    """By how much that differs for most of them, in ems: characters are of different heights."""

    def tall(self, line: StraightLine) -> float:
        """Return the size of a line by its height: what a tool adds around it is alike for all."""
        return max(self.em + line.thickness - self.thickness, 0.3 * line.thickness)


def line_sizes(lines: Sequence[StraightLine]) -> list[float]:
    """Return the em of each line; all lines of the page's usual size have the very same one.

    A line of some characters shows its size by its width, a short one by its height, too.
    """
    if not lines:
        return []
    body = _body(lines)
    return _as_classes([_size(line, body) for line in lines], body.em)


def _body(lines: Sequence[StraightLine]) -> _Body:
    long = [line for line in lines if len(line.text) >= _LONG] or [*lines]
    weighed = sorted((line.wide, len(line.text)) for line in long)
    half, seen = sum(weight for _, weight in weighed) / 2, 0
    em = weighed[-1][0]
    for wide, weight in weighed:
        seen += weight
        if seen >= half:
            em = wide
            break
    alike = [line.thickness for line in long if abs(line.wide - em) <= _SAME * em]
    heights = alike or [line.thickness for line in long]
    thickness = median(heights)
    off = sorted(abs(height - thickness) for height in heights)
    return _Body(em, thickness, off[int(_MOST_LINES * (len(off) - 1))] / em)


def _size(line: StraightLine, body: _Body) -> float:
    """Return the em of a line, the body's where it may be that.

    A stretched line is wide and no higher than others; no line of a size is much narrower.
    """
    wide, tall, count = line.wide, body.tall(line), len(line.text)
    spaced = count == 1 or wide > _SPACED * tall
    high = abs(tall - body.em) <= body.stray * body.em
    if count <= _SHORT:
        own = tall if spaced else (wide * tall) ** 0.5
        same = abs(own - body.em) <= 2 * body.stray * body.em
    else:
        own = tall if spaced else wide
        same = abs(wide - body.em) <= _SAME * body.em or (high and wide > body.em)
    return body.em if same else own


def _as_classes(sizes: Sequence[float], body: float) -> list[float]:
    """Return sizes of which those that are nearly one are one; the body's stays as it is."""
    classes: list[list[float]] = []
    for size in sorted(set(sizes) - {body}):
        if classes and size < classes[-1][0] * (1 + _ONE):
            classes[-1].append(size)
        else:
            classes.append([size])
    one = {size: median(own) for own in classes for size in own}
    return [one.get(size, size) for size in sizes]
