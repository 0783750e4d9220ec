"""What recognisers hand to each other before facts are made of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.describe.regions.divisions import Division

__all__ = ["Naming", "Organ", "Place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One naming of a division in a reading."""

    start: int
    """First character in the reading's text."""
    end: int
    """One past the last."""
    candidates: tuple[Division, ...]
    """The divisions it can be; one when it is decided."""
    others: tuple[Division, ...] = ()
    """Divisions of that name that are no longer in force, which only an older page could mean."""
    is_parent: bool = False
    """Whether a division inside it follows at once (山东 in 山东青岛)."""
    is_dispatch: bool = False
    """Whether it is the place of dispatch (本报西宁3月2日电)."""
    is_area: bool = False
    """Whether a new area or zone is named, and the division is the one that holds it (雄安新区)."""

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
    reach: int = -1
    """Where the divisions before its own begin (江西省 before 赣州市民政局)."""
    division: Division | None = None
    """The division it is a body of; ``None`` for a central body."""
    issues: bool = False
    """Whether it issued, held or announced what is reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A body as the text names it."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    organ: str
    """The official name without the division: 人力资源和社会保障厅 of 湖南省人社厅."""
    sign: str = ""
    """省, 市, 区 … of a relative name that still needs its division."""
    front: str = ""
    """What the division stands behind: 共青团 in 共青团湖南省委."""
    division: Division | None = None
    """The division named; ``None`` for a relative name and for a central body."""
    whole: bool = False
    """Whether ``organ`` is the whole name, as with central bodies and zones."""
    held: bool = False
    """Whether the sentence says that the division held it."""
