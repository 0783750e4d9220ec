"""How large the characters of a page are, by how wide and how high its lines are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from generator.readers.ocr.straight_lines import StraightLine

__all__ = ["LONGEST", "line_sizes", "usual_size", "without_margins"]

_LONG, _SHORT = 8, 4
"""Characters of a line that shows its size well by its width, and of one that hardly does."""
LONGEST = 60
"""Characters for which a line counts at most: what has more is no line of a newspaper."""
_SAME = 0.1
"""Share by which lines of one size differ in width, those apart that were stretched."""
_SPACED = 1.2
"""Times as wide as high: the characters of a line are set apart, or it was stretched."""
_MOST_LINES = 0.95
"""Share of a page's lines of text that show by how much their heights differ."""
_ONE = 0.07
"""Share by which sizes of display text differ that are one."""
_LEVEL, _LINED, _INDENT = 0.2, 0.5, 2.0
"""Ems by which lines of a column are off its pitch and its edge, and of a paragraph's indent."""
_MARGIN = 0.2
"""Share of a line's height that is added at each end at most."""
_MOST = 400
"""Lines that are looked at over and under one: across a broadsheet there are a hundred."""
_FAR = 2.5
"""Ems from a line to the next one of a column at most."""


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

    A line of some characters shows its size by its width, a short one by its height, too, and
    one of the page's text by where it stands.
    """
    if not lines:
        return []
    body = _body(lines)
    sizes = [_size(line, body) for line in lines]
    for n in _set_as_text(lines, sizes, body):
        sizes[n] = body.em
    return _as_classes(sizes, body.em)


def without_margins(lines: Sequence[StraightLine]) -> list[StraightLine]:
    """Return lines as wide as their characters, where a tool has drawn wider boxes around them.

    At the ends it adds as much as above and below, where lines of a size should be an em high.
    """
    if not lines:
        return []
    body = _body(lines)
    share = min(max((1 - body.em / body.thickness) / 2, 0.0), _MARGIN)
    return [_trimmed(line, share * line.thickness) if line.padded else line for line in lines]


def _trimmed(line: StraightLine, margin: float) -> StraightLine:
    (strip,) = line.strips
    own = replace(strip, start=strip.start + margin, end=strip.end - margin)
    return replace(line, strips=(own,)) if own.end > own.start else line


def usual_size(lines: Sequence[StraightLine]) -> float:
    """Return the em that most characters of a page have."""
    return _body(lines).em


def _body(lines: Sequence[StraightLine]) -> _Body:
    placed = [line for line in lines if line.has_place] or [*lines]
    long = [line for line in placed if len(line.text) >= _LONG] or placed
    weighed = sorted((line.wide, min(len(line.text), LONGEST)) for line in long)
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
        near = min(abs(own - body.em), abs((own if count == 1 else wide) - body.em))
        same = near <= max(2 * body.stray, _SAME) * body.em
    else:
        own = tall if spaced else wide
        same = abs(wide - body.em) <= _SAME * body.em or (high and wide > body.em)
    return body.em if same else own


def _set_as_text(
    lines: Sequence[StraightLine], sizes: Sequence[float], body: _Body
) -> Iterator[int]:
    """Yield the lines of another size that stand in a column of text as its lines do.

    Headlines, and text in another size, have another pitch; how high a short line is, is told by
    the few characters that it happens to have.
    """
    text = sorted(
        (line for line, size in zip(lines, sizes, strict=True) if _is_text(line, size, body.em)),
        key=lambda line: line.across,
    )
    pitch = _pitch(text, body.em)
    if pitch is None:
        return
    heights = [line.across for line in text]
    for n, line in enumerate(lines):
        if sizes[n] == body.em or line.vertical or not _may_be(line, body):
            continue
        first = bisect_left(heights, line.across - 2 * pitch)
        last = min(bisect_right(heights, line.across + 2 * pitch), first + _MOST)
        if any(_follows(line, other, pitch, body.em) for other in text[first:last]):
            yield n


def _is_text(line: StraightLine, size: float, em: float) -> bool:
    return size == em and not line.vertical


def _may_be(line: StraightLine, body: _Body) -> bool:
    """Tell whether a line's width, or its height, may be the body's."""
    if len(line.text) <= _SHORT:
        return min(body.tall(line), line.wide) < (1 + 2 * _SAME + body.stray) * body.em
    stray = _SAME + body.stray
    sizes = (body.tall(line), line.wide)
    return any(abs(size - body.em) <= stray * body.em for size in sizes)


def _follows(line: StraightLine, other: StraightLine, pitch: float, em: float) -> bool:
    """Tell whether a line stands over or under another at a pitch, in the same column."""
    if abs(abs(line.across - other.across) - pitch) > _LEVEL * em:
        return False
    return _aligned(line, other, em) and line.start < other.end and other.start < line.end


def _aligned(line: StraightLine, other: StraightLine, em: float) -> bool:
    aside = abs(line.start - other.start)
    return aside < _LINED * em or abs(aside - _INDENT * em) < _LINED * em


def _pitch(text: Sequence[StraightLine], em: float) -> float | None:
    """Return how far apart the lines of columns are; ``None`` where no two are."""
    steps = []
    ordered = sorted(text, key=lambda line: (line.start, line.across))
    for one, other in pairwise(ordered):
        if abs(one.start - other.start) < _LINED * em and 0 < other.across - one.across < _FAR * em:
            steps.append(other.across - one.across)
    return median(steps) if steps else None


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
