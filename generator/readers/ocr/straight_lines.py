"""Lines of OCR set straight, by the slope that the edges of columns show, and cut where a gutter
runs through them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
import numpy.typing as npt

from generator.readers.ocr.ocr_records import THINNEST, OcrLine, Point
from generator.text.characters import NEVER_FIRST

__all__ = [
    "StraightLine",
    "Strip",
    "advances",
    "clean",
    "leading_marks",
    "opens",
    "page_slope",
    "straighten",
]

_Numbers = npt.NDArray[np.float64]

_MOST = 0.06
"""Slopes that are looked at, up to three and a half degrees: tools set right what is worse."""
_LEAST_LINES, _LEAST_CHARACTERS = 12, 5
"""Lines, and characters of each, that show where columns begin and end."""
_STEP = 0.25
"""Shares of a line's thickness between one slope that is tried and the next, at the far end."""
_MOST_LINES = 2_000
"""Thicknesses of a line in the height and width of a page: thinner ones would be slopes and cells
without number, and no newspaper prints them."""


def page_slope(lines: Sequence[OcrLine]) -> float:
    """Return how far the lines of a page fall for each step to the right.

    Lines begin and end under one another: where they do most sharply, the page stands straight.
    What tools say of single lines is rounded to pixels and tells too little. Where few lines stand
    on a page, it is the middle of what they say.

    >>> page_slope([])
    0.0
    """
    long = [n for n in lines if not n.vertical and len(n.text) >= _LEAST_CHARACTERS]
    own = [line.slope for line in long if line.slope is not None]
    if len(long) < _LEAST_LINES:
        return median(own) if own else 0.0
    thick = median(line.thickness for line in long)
    y = np.array([line.middle[1] for line in long])
    height = float(y.max() - y.min())
    left = min(line.middle[0] - line.length / 2 for line in long)
    wide = max(line.middle[0] + line.length for line in long) - min(left, 0.0)
    thick = thick and max(thick, (height + wide) / _MOST_LINES)
    if thick <= 0 or height < _LEAST_LINES * thick / 2:
        return median(own) if own else 0.0
    half = np.array([line.length / 2 for line in long])
    x = np.array([line.middle[0] for line in long])
    edges = np.concatenate([x - half, x + half])
    heights = np.concatenate([y, y])
    step = _STEP * thick / height
    slopes = np.arange(-_MOST, _MOST + step, step)
    rough = _sharpest(edges, heights, slopes, thick)
    fine = np.linspace(rough - 2 * step, rough + 2 * step, 33)
    return round(_sharpest(edges, heights, fine, thick / 2), 6)


def _sharpest(edges: _Numbers, heights: _Numbers, slopes: _Numbers, width: float) -> float:
    """Return the middle of the slopes at which most edges fall together."""
    found = np.array([_sharpness(edges + slope * heights, width) for slope in slopes])
    best = slopes[found >= found.max() * 0.99]
    if best.min() <= 0 <= best.max():
        return 0.0  # what is as good as level is level: pages that were never scanned
    return float(best[np.abs(best - np.median(best)).argmin()])


def _sharpness(places: _Numbers, width: float) -> float:
    """Return how many pairs of places fall together, those nearer to one another counting more."""
    # no whole number: places that are whole pixels must not lie on the border of two cells
    cells = np.floor((places - places.min()) / (width / 4) + 0.618).astype(np.int64)
    counts = np.bincount(cells).astype(np.float64)
    smooth = np.convolve(counts, (1.0, 2.0, 3.0, 2.0, 1.0), "same")
    return float((counts * smooth).sum())


_NARROW, _MARK, _HALF = 0.55, 0.85, 0.5
"""Ems that letters and digits, marks between characters, and marks at a line's end or before other
marks take: the ink of these fills half their em (CLREQ)."""
_OPENING = frozenset("“‘「『《（(〈【〔")
_MARKS = frozenset(NEVER_FIRST + "—…·，。、；：！？,.;:!?") | _OPENING
_LEAST = 0.01
"""Units of a page that an em takes at least, whatever is told."""
_SPACE = re.compile(r"\s+")
_UNREADABLE = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_GUTTER = 0.8
"""Ems of white, beyond what a line has between its words, at which it is cut: who reads the page
decides what that is. Blanks between phrases of a headline are as wide, gutters wider."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a line that is set without a gap."""

    text: str
    start: float
    """Where the ink of its first character begins, along the line."""
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StraightLine:
    """A line on a page that was set straight."""

    strips: tuple[Strip, ...]
    across: float
    """Half way through its characters: from the top, or from the left for a vertical one."""
    thickness: float
    vertical: bool
    conf: float | None
    words: tuple[Strip, ...] = ()
    """Its words, where a tool tells the place of each."""
    padded: bool = False
    """Whether its ends are those of a box around it, which may be wider than its characters."""

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(strip.text for strip in self.strips)

    @property
    def start(self) -> float:
        """Where it begins."""
        return self.strips[0].start

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.strips[-1].end

    @property
    def has_place(self) -> bool:
        """Whether a tool tells where it stands."""
        return max(self.end - self.start, self.thickness) > THINNEST

    @property
    def wide(self) -> float:
        """Its ems by what its characters take up along the line."""
        ems = sum(sum(advances(strip.text)) for strip in self.strips)
        filled = sum(strip.end - strip.start for strip in self.strips)
        return max(filled / max(ems, 0.1), _LEAST)


def advances(text: str) -> list[float]:
    """Return the ems that the ink of each character of a strip takes.

    >>> advances("（新3，”")
    [0.5, 1.0, 0.55, 0.5, 0.5]
    """
    found = [_advance(char) for char in text]
    for n, (one, other) in enumerate(pairwise(text)):
        if one in _MARKS and other in _MARKS:
            found[n] = min(found[n], _HALF)
    if text[:1] in _OPENING:
        found[0] = min(found[0], _HALF)
    if text[-1:] in _MARKS:
        found[-1] = min(found[-1], _HALF)
    return found


def _advance(char: str) -> float:
    if char in _MARKS and not char.isascii():
        return _MARK
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else _NARROW


def leading_marks(text: str) -> int:
    """Return with how many marks a text begins.

    >>> leading_marks("“（新村"), leading_marks("新村")
    (2, 0)
    """
    return next((n for n, char in enumerate(text) if char not in _MARKS), len(text))


def opens(text: str) -> bool:
    """Tell whether a strip begins with a mark that is drawn in the right half of its em."""
    return text[:1] in _OPENING and not text[:1].isascii()


def straighten(lines: Sequence[OcrLine], slope: float, pivot: Point) -> list[StraightLine]:
    """Return the lines as they stand on a page that is turned round ``pivot`` to be level."""
    return [_straight(line, slope, pivot) for line in lines if clean(line.text).strip()]


def clean(text: str) -> str:
    """Return what can stand in a line: blanks for line ends, U+FFFD for halves and controls."""
    return _UNREADABLE.sub("\ufffd", _SPACE.sub(" ", text))


def _straight(line: OcrLine, slope: float, pivot: Point) -> StraightLine:
    x, y = line.middle[0] - pivot[0], line.middle[1] - pivot[1]
    at = (line.middle[0] + slope * y, line.middle[1] - slope * x)
    thickness = line.thickness
    if line.slope is None:
        thickness = max(thickness - abs(slope) * line.length, 0.5 * thickness)
    along, across = (at[1], at[0]) if line.vertical else at
    moved = along - line.middle[line.vertical]
    return StraightLine(
        strips=tuple(_strips(line, along - line.length / 2, along + line.length / 2, moved)),
        across=across,
        thickness=thickness,
        vertical=line.vertical,
        conf=line.conf,
        words=tuple(_words(line, moved)),
        padded=all(word.box is None for word in line.words),
    )


def _words(line: OcrLine, moved: float) -> Iterator[Strip]:
    """Yield the words of a line where they stand; none where a tool does not tell it of all."""
    boxes = [word.box for word in line.words if word.box is not None]
    if len(boxes) < len(line.words):
        return
    for word, box in zip(line.words, boxes, strict=True):
        low, high = (box[1], box[3]) if line.vertical else (box[0], box[2])
        yield Strip(clean(word.text), low + moved, high + moved)


def _strips(line: OcrLine, start: float, end: float, moved: float) -> Iterator[Strip]:
    """Yield the parts of a line between wide gaps; its words tell where these are."""
    pieces: list[str] = []
    last = start
    begun: float | None = None
    gap = _widest(line)
    for word in line.words:
        box, own = word.box, clean(word.text)
        if box is None:
            pieces += [own] if own else []
            continue
        low, high = (box[1], box[3]) if line.vertical else (box[0], box[2])
        low = min(max(low + moved, start), end)  # words out of their line stand at its end
        high = min(max(high + moved, low), end)
        if begun is None:  # what stands before without a place of its own fills the room there
            begun, last = (start if pieces else low), low
        if pieces and low - last > gap:
            yield Strip("".join(pieces).rstrip(), begun, last)
            pieces, begun = [], low
        pieces += [own] if own else []
        last = max(last, high)
    text = "".join(pieces).rstrip()
    if text:
        yield Strip(text, start if begun is None else begun, end if begun is None else last)


def _widest(line: OcrLine) -> float:
    """Return the white that may stand between two words of a line."""
    places = [
        (box[1], box[3]) if line.vertical else (box[0], box[2])
        for box in (word.box for word in line.words)
        if box is not None
    ]
    white = sorted(max(b[0] - a[1], 0.0) for a, b in pairwise(places))
    usual = white[len(white) // 2] if white else 0.0
    return usual + _GUTTER * line.thickness
