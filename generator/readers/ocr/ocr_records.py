"""What programs for OCR say of a page, whatever the form: lines, words, what is drawn, and numbers
as strangers' files write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan, dist, isfinite, pi, tan

from generator.model.geometry import Box

__all__ = [
    "NOWHERE",
    "THINNEST",
    "OcrLine",
    "OcrPage",
    "OcrWord",
    "Point",
    "box_around",
    "line_of",
    "mean_conf",
    "number",
    "quad_line",
    "share",
    "spaced",
]

NOWHERE: Box = (0.0, 0.0, 1.0, 1.0)
"""Where a line stands of which a tool does not tell it: too small to be taken for text of the page,
and so set aside; but its characters are not lost."""
Point = tuple[float, float]
"""From the left, and from the top, in the page's own unit."""

_UPRIGHT = 1.5
"""Times as high as wide: a line of two characters and more that stands upright."""
_STEEP = pi / 4
THINNEST = 1.0
"""Units of a page that a line takes at least, whatever is told."""


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A part of a line: a word, a character, or all of it."""

    text: str
    box: Box | None = None
    """Where it stands; ``None`` where only the line's place is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrLine:
    """A line of characters."""

    words: tuple[OcrWord, ...]
    """What it says, in the order in which it is read."""
    middle: Point
    """Of the area that it fills."""
    length: float
    """From its first character to its last."""
    thickness: float
    """Across."""
    slope: float | None = None
    """How far the line falls on its way (down for each step to the right); ``None`` where the tool
    tells an upright box alone, which is higher than its characters on a skewed page."""
    vertical: bool = False
    """Whether its characters stand under one another."""
    conf: float | None = None
    """How sure the tool is of its characters, 0 to 1."""

    @property
    def text(self) -> str:
        """Its characters, with blanks between words of letters and digits."""
        return "".join(word.text for word in self.words)

    @property
    def area(self) -> Box:
        """The upright box around it, were it level."""
        across = self.thickness if self.vertical else self.length
        down = self.length if self.vertical else self.thickness
        (x, y) = self.middle
        return x - across / 2, y - down / 2, x + across / 2, y + down / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrPage:
    """A page as a tool for OCR has read it."""

    size: Point
    """Width and height; 0 and 0 where the tool does not tell them."""
    lines: tuple[OcrLine, ...]
    unit: float | None = None
    """Points that the page's unit makes, where it is told."""
    rules: tuple[Box, ...] = ()
    boxes: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    said: tuple[str, ...] | None = None
    """All texts that the file has for it, noted apart from its lines, as a proof; where they are
    not noted page by page, the last one has them all. ``None`` where only lines are known."""

    @property
    def extent(self) -> Point:
        """How far its lines reach, from the left and from the top."""
        corners = [line.area[2:] for line in self.lines]
        return max((x for x, _ in corners), default=0.0), max((y for _, y in corners), default=0.0)


def line_of(
    words: Sequence[OcrWord],
    box: Box,
    *,
    conf: float | None = None,
    vertical: bool | None = None,
    slope: float | None = None,
) -> OcrLine:
    """Return a line of which an upright box is known.

    >>> line_of([OcrWord("新村")], (0, 0, 20, 10)).vertical
    False
    """
    left, top, right, bottom = box
    width, height = max(right - left, THINNEST), max(bottom - top, THINNEST)
    if vertical is None:
        several = sum(len(word.text) for word in words) > 1
        vertical = several and height > _UPRIGHT * width
    return OcrLine(
        words=tuple(words),
        middle=((left + right) / 2, (top + bottom) / 2),
        length=height if vertical else width,
        thickness=width if vertical else height,
        slope=slope,
        vertical=vertical,
        conf=conf,
    )


def quad_line(
    words: Sequence[OcrWord], corners: Sequence[Point], conf: float | None = None
) -> OcrLine:
    """Return a line of which four corners are known: from its top left one on, clockwise.

    >>> line = quad_line([OcrWord("新村")], [(0, 0), (20, 1), (20, 11), (0, 10)])
    >>> round(line.length), round(line.thickness), round(line.slope, 2)
    (20, 10, 0.05)
    """
    top, right, bottom, left = (dist(corners[n], corners[(n + 1) % 4]) for n in range(4))
    along, across = max((top + bottom) / 2, THINNEST), max((left + right) / 2, THINNEST)
    several = sum(len(word.text) for word in words) > 1
    vertical = several and across > _UPRIGHT * along
    (x0, y0), (x1, y1) = _half_way(corners[0], corners[3]), _half_way(corners[1], corners[2])
    angle = atan((y1 - y0) / (x1 - x0)) if x1 != x0 else _STEEP
    return OcrLine(
        words=tuple(words),
        middle=_half_way((x0, y0), (x1, y1)),
        length=across if vertical else along,
        thickness=along if vertical else across,
        slope=tan(angle) if not vertical and abs(angle) < _STEEP else None,
        vertical=vertical,
        conf=conf,
    )


def _half_way(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def box_around(points: Iterable[Point]) -> Box:
    """Return the smallest upright box around some points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def mean_conf(sure: Sequence[tuple[float, int]]) -> float | None:
    """Return how sure a tool is of a line, of shares for its words and their characters.

    >>> mean_conf([(1.0, 3), (0.6, 1)]), mean_conf([])
    (0.9, None)
    """
    characters = sum(count for _, count in sure)
    return sum(share * count for share, count in sure) / characters if characters else None


def spaced(words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """Return words with a blank at the end of those that another word of letters follows."""
    found = [word for word in words if word.text]
    for n, (one, other) in enumerate(pairwise(found)):
        if _is_latin(one.text[-1]) and _is_latin(other.text[0]):
            found[n] = OcrWord(one.text + " ", one.box)
    return tuple(found)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


_FARTHEST = 1e6
"""Of places: no scan has as many pixels in a row."""


def number(found: object) -> float:
    """Return a place or a size; 0 for what is none.

    >>> number("12.5"), number(3), number("nan"), number(None), number("1e99")
    (12.5, 3.0, 0.0, 0.0, 0.0)
    """
    if not isinstance(found, str | int | float) or isinstance(found, bool):
        return 0.0
    try:
        value = float(found)
    except (ValueError, OverflowError):
        return 0.0
    return value if isfinite(value) and abs(value) <= _FARTHEST else 0.0


def share(found: object) -> float | None:
    """Return how sure a tool is, 0 to 1; ``None`` for what is no such number.

    >>> share("0.9"), share(1), share("high"), share(95)
    (0.9, 1.0, None, None)
    """
    if not isinstance(found, str | int | float) or isinstance(found, bool):
        return None
    try:
        value = float(found)
    except (ValueError, OverflowError):
        return None
    return value if 0 <= value <= 1 else None
