"""What recognisers hand to each other before facts are made of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.describe.divisions import Division

__all__ = ["Organ", "Place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One naming of a division in a reading."""

    start: int
    """First character in the reading's text."""
    end: int
    """One past the last."""
    candidates: tuple[Division, ...]
    """The divisions it can be; one when it is decided."""
    is_parent: bool = False
    """Whether a division inside it follows at once (山东 in 山东青岛)."""
    is_dispatch: bool = False
    """Whether it is the place of dispatch (本报西宁3月2日电)."""

    @property
    def division(self) -> Division | None:
        """The division, when there is no doubt."""
        return self.candidates[0] if len(self.candidates) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """One naming of a public body in a reading."""

    start: int
    """First character in the reading's text."""
    end: int
    """One past the last."""
    name: str
    """Its full name."""
    division: Division | None = None
    """The division it is a body of; ``None`` for a central body."""
    issues: bool = False
    """Whether it issued, held or announced what is reported."""
