"""A piece of a page with its role, and why it has it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.roles import Role
from generator.text.traced import Span, Traced

__all__ = ["Block", "Evidence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why something was decided."""

    rule: str
    """The rule's identifier, ``stage/name``."""
    spans: tuple[Span, ...] = ()
    """The page ranges that the rule looked at."""
    runner_up: str | None = None
    """What would have been chosen otherwise, where something was ranked."""
    margin: float | None = None
    """Score of the choice minus score of the runner-up."""
    note: str = ""
    """A few words of data for the explanation (not prose)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of the page with one role."""

    role: Role
    """What the piece is."""
    text: Traced
    """Its characters, in published typography once the last stage has run."""
    evidence: tuple[Evidence, ...] = ()
    """Why it has this role and stands here."""
