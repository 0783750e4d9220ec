"""How a printed page is set: its sizes, faces and columns, drawn by lot."""

from __future__ import annotations

import random
from dataclasses import dataclass

from training.sheets import Type

__all__ = ["Area", "PageStyle", "page_style"]

_MEASURES = {
    2: (22, 26, 30),
    3: (16, 19, 23),
    4: (14, 16, 18),
    5: (12, 14, 16),
    6: (11, 13, 15),
}
"""Ems of a column by the number of columns."""


@dataclass(frozen=True, slots=True)
class PageStyle:
    """How a page is set."""

    text: Type
    heads: str
    """Face of its headlines."""
    small: str
    """Face of its captions."""
    columns: int
    measure: float
    gutter: float
    ruled: bool

    @property
    def width(self) -> float:
        """How wide its columns are together."""
        return self.span(self.columns)

    @property
    def margin(self) -> float:
        """The white around it."""
        return 3 * self.text.size

    def span(self, count: int) -> float:
        """Return how wide some columns are."""
        return count * self.measure + (count - 1) * self.gutter


@dataclass(frozen=True, slots=True)
class Area:
    """Where a story stands."""

    left: float
    top: float
    columns: int


def page_style(chance: random.Random) -> PageStyle:
    """Return the style of a page."""
    size = chance.choice([6.5, 8.0, 9.0, 9.5, 10.5, 12.0, 14.0])
    face = chance.choice(["song", "song", "hei", "droid"])
    columns = chance.choice([*_MEASURES])
    text = Type(face, size, size * chance.uniform(1.25, 1.8), hangs=chance.random() < 0.33)
    return PageStyle(
        text=text,
        heads=chance.choice([own for own in ("hei", "song", "kai", "droid") if own != face]),
        small=chance.choice(["kai", "hei"]),
        columns=columns,
        measure=chance.choice(_MEASURES[columns]) * size,
        gutter=size * chance.uniform(1, 2.6),
        ruled=chance.random() < 0.3,
    )
