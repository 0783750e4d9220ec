"""Lines under one another as they become a block."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from statistics import median

from generator.geometry.layout_records import SetLine

__all__ = ["SOLID", "Stack"]

SOLID = 3
"""Lines that show a column's edges."""


class Stack:
    """Lines under one another, to which more may be added, and what is asked of them each time."""

    __slots__ = ("first", "last", "left", "lines", "nearly", "right", "step")

    def __init__(self, line: SetLine) -> None:
        self.lines, self.last = [line], line
        self.left = self.first = line.left
        """Edge of the line that begins leftmost, and of the one that begins rightmost."""
        self.right, self.nearly = line.right, -inf
        """Edge of the line that ends rightmost, and of the next one that ends elsewhere."""
        self.step: float | None = None
        """Usual distance of the last baselines, once there are a few."""

    def add(self, line: SetLine) -> None:
        """Put a line under the others."""
        self.lines.append(line)
        self.last = line
        self.left, self.first = min(self.left, line.left), max(self.first, line.left)
        if line.right > self.right:
            self.right, self.nearly = line.right, self.right
        elif line.right < self.right:
            self.nearly = max(self.nearly, line.right)
        if len(self.lines) >= SOLID:
            self.step = median(b.base - a.base for a, b in pairwise(self.lines[-6:]))
