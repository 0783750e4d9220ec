"""What is drawn on a printed page: characters in faces, shapes; only measures, nothing of a PDF.

Lengths are points from the top left corner.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

__all__ = ["Box", "Glyphs", "Shape", "Sheet", "Type"]

Box: TypeAlias = tuple[float, float, float, float]
Advance: TypeAlias = Callable[[str, str, float], float]
"""From a character, a face and a size to how far it takes the pen."""


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set."""

    face: str
    size: float
    pitch: float
    """From a baseline to the next one."""
    indent: float = 2.0
    """Ems by which a paragraph begins further in."""
    apart: float = 0.0
    """Pitches between two paragraphs."""
    spacing: float = 0.0
    """Ems between two characters."""
    justified: bool = True
    hangs: bool = False
    """Whether a mark hangs out of a full line."""
    cap: int = 0
    """Lines that the first character is high, 0 for none."""
    bold: bool = False
    most: float = 0.0
    """Ems of a line at most, 0 for its column's."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters on one baseline."""

    x: float
    y: float
    text: str
    face: str
    size: float
    white: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A ``tint``, ``frame``, ``bar``, ``picture`` or ``rule``."""

    kind: str
    box: Box


@dataclass(slots=True)
class Sheet:
    """What is drawn on a page, and which of its words belong to no story."""

    advance: Advance
    glyphs: list[Glyphs] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)

    def width(self, text: str, face: str, size: float) -> float:
        """Return how wide a text is."""
        return sum(self.advance(char, face, size) for char in text)

    def put(
        self, x: float, y: float, text: str, face: str, size: float, *, bold: bool = False
    ) -> None:
        """Draw a text from a pen's place on."""
        self.glyphs.append(Glyphs(x, y, text, face, size, bold=bold))

    def put_spread(self, x: float, y: float, text: str, kind: Type, width: float | None) -> None:
        """Draw a line, each character by itself where it is spaced out or fills ``width``."""
        steps = [
            self.advance(char, kind.face, kind.size) + kind.spacing * kind.size for char in text
        ]
        extra = 0.0
        if width is not None and len(text) > 1:
            extra = (width - sum(steps) + kind.spacing * kind.size) / (len(text) - 1)
        if not extra and not kind.spacing:
            self.put(x, y, text, kind.face, kind.size, bold=kind.bold)
            return
        for char, step in zip(text, steps, strict=True):
            self.put(x, y, char, kind.face, kind.size, bold=kind.bold)
            x += step + extra

    def shape(self, kind: str, *box: float) -> None:
        """Draw a shape; tints and bars lie under what was drawn before."""
        left, top, right, bottom = box
        self.shapes.append(Shape(kind, (left, top, right, bottom)))
