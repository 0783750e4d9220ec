"""What the stages of a page with geometry hand to one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import pairwise
from typing import TypeAlias

import numpy as np

__all__ = ["FALL", "RISE", "Atom", "Inner", "Says", "SetLine", "Spans", "Tell", "overlap"]

RISE, FALL = 0.88, 0.12
"""Ems of a character's box above and below its baseline (the em box of Chinese fonts)."""
_FEW = 50
"""Lines that are looked at one by one, which is faster than all at once."""


class Says(StrEnum):
    """What a line says by its words alone."""

    BYLINE = "byline"
    NAMES = "names"
    CREDIT = "credit"
    SIGNATURE = "signature"
    CAPTION = "caption"
    JUMP = "jump"
    FURNITURE = "furniture"
    REPORT = "report"
    """It opens as nothing but a report does: with its dateline or reporter."""


class Inner(IntEnum):
    """Whether a line is part of a subhead that is set bigger than its text."""

    NONE = 0
    FIRST = 1
    NEXT = 2


Tell: TypeAlias = Callable[[str], tuple[Says, str] | None]
"""What a text is by its words, and the rule that decided; ``None`` where no rule did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """Characters on one baseline in one size, with no wide gap between them."""

    offsets: tuple[int, ...]
    """Their places in the page's text."""
    left: float
    right: float
    base: float
    """Height of the baseline."""
    em: float
    font: str | None
    bold: bool | None

    end: float = 0.0
    """Where its last character ends, as the page tells; ``right`` counts half of a mark's em."""
    closes: bool = False
    """Whether it ends with a mark that may be half an em wider than it is counted."""
    opens: bool = False
    """Whether it begins with an opening mark, which is drawn in the right half of its em: after
    another mark its pen is set back by half an em."""
    pens: tuple[float, ...] = ()
    """Where its characters begin; left out where they leave no room for a blank."""

    @property
    def place(self) -> float:
        """By which atoms of a row are put in order."""
        return self.left + 0.5 * self.em if self.opens else self.left

    @property
    def top(self) -> float:
        """Upper edge of the characters' boxes."""
        return self.base - RISE * self.em

    @property
    def bottom(self) -> float:
        """Lower edge of the characters' boxes."""
        return self.base + FALL * self.em


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """A printed line: horizontal, or a column of upright characters (``vertical``)."""

    number: int
    """Its place among the page's lines."""
    text: str
    offsets: tuple[int, ...]
    left: float
    right: float
    top: float
    bottom: float
    base: float
    em: float
    font: str | None
    """The font that most of it is set in."""
    bold: bool | None
    """Whether all of it is bold."""
    vertical: bool = False
    frame: int = -1
    """The innermost frame or tinted area that it stands in, -1 for none."""
    blanks: tuple[int, ...] = ()
    """Before which of its characters a visible blank stands."""
    inner: Inner = Inner.NONE

    @property
    def words(self) -> str:
        """Its text with the visible blanks."""
        if not self.blanks:
            return self.text
        cuts = (0, *self.blanks, len(self.text))
        return " ".join(self.text[a:b] for a, b in pairwise(cuts))

    @property
    def middle(self) -> float:
        """Half way between left and right."""
        return (self.left + self.right) / 2


def overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    """Return how long two stretches run side by side; below zero, how far they are apart."""
    return min(a1, b1) - max(a0, b0)


class Spans:
    """The left and right edges of lines, their sizes and the frames that they stand in."""

    def __init__(self, spans: Iterable[tuple[float, float, float, int]]) -> None:
        self._spans = [*spans]
        table = np.array(self._spans, dtype=np.float64).reshape(-1, 4)
        self._lefts, self._rights, self._ems, self._frames = np.ascontiguousarray(table.T)

    def over(self, among: range, span: tuple[float, float, float, int], stray: float) -> list[int]:
        """Return which among some run beside a stretch, in its frame and its size, which may
        ``stray`` by a share."""
        left, right, em, frame = span
        if len(among) <= _FEW:
            return [
                n
                for n in among
                if (own := self._spans[n])[3] == frame
                and abs(own[2] - em) < stray * em
                and overlap(own[0], own[1], left, right) > 0
            ]
        part = slice(among.start, among.stop)
        beside = np.minimum(self._rights[part], right) - np.maximum(self._lefts[part], left) > 0
        alike = np.abs(self._ems[part] - em) < stray * em
        found = np.flatnonzero(beside & alike & (self._frames[part] == frame)) + among.start
        return [int(n) for n in found]
