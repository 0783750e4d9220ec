"""What an editor is told of a page, and what an editor has decided, as plain data.

Made by ``editing/`` and ``corpus/``, put into Chinese by ``publish/``: the rooms share only this.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.model.blocks import Role
from generator.model.sidecar import Act

__all__ = ["ArticleNotes", "DoubtKind", "Doubtful", "Logged", "PageNotes", "Remedy", "Standing"]


class DoubtKind(StrEnum):
    """What may be wrong at one place of an article."""

    JOIN = "join"
    """Two texts were joined, and another would have done nearly as well."""
    OPEN_SENTENCE = "open-sentence"
    """A sentence stops, and its rest was not found."""
    HEADLINE = "headline"
    """The headline won by little."""
    LEAD = "lead"
    """The lead stood apart, and was given to the article by little."""
    AFTER_CREDIT = "after-credit"
    """Text goes on after the credit, which closes an article."""
    JUMP = "jump"
    """It continues a text of another page, by little."""
    OPEN_JUMP = "open-jump"
    """It has its other half on another page, and nothing tells which."""
    DAMAGE = "damage"
    """The tool that made the page's text left characters damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """One doubtful place of an article."""

    kind: DoubtKind
    """What is doubtful."""
    offset: int
    """Where on the page: the first character of what may not belong."""
    before: str = ""
    """The words before the place, where it has two sides."""
    after: str = ""
    """The words from the place on."""
    otherwise: str = ""
    """What would have been chosen otherwise."""
    rule: str = ""
    """Which damage it is."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """Sidecar lines and when they are right."""

    condition: str
    """“if …”: what the editor must have seen on the page."""
    yaml: str
    """One or more items of the list ``corrections``, without a line break at the end."""
    kind: str = ""
    """Which condition it is, for those who say it in another language."""
    words: tuple[str, ...] = ()
    """What the condition quotes, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleNotes:
    """What an editor is told of one article."""

    doubts: tuple[Doubtful, ...] = ()
    """Its doubtful places, in page order."""
    remedies: tuple[Remedy, ...] = ()
    """Sidecar lines, of which one settles it; the last says that it is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How something stood before a correction, or stands since."""

    text: str
    """The words themselves, in published typography; a code or an EDTF date for a fact."""
    role: Role | None = None
    """What they are; ``None`` for facts and whole articles."""
    headline: str | None = None
    """The headline of the article they belong to."""
    in_article: bool = True
    """Whether they belong to any article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A correction and what it changed."""

    act: Act
    """What the editor did."""
    where: str
    """The sidecar's name and the line, ``a.yml:4``."""
    role: Role | None = None
    """The role that was given."""
    old: tuple[Standing, ...] = ()
    """What the program had made of it; empty where that cannot be told apart."""
    new: tuple[Standing, ...] = ()
    """What stands there since."""
    article: int | None = None
    """The article it concerns, by its number on the page from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotes:
    """All of it for one page."""

    articles: tuple[ArticleNotes, ...] = ()
    """For each article, in order."""
    unplaced: tuple[tuple[Remedy, ...], ...] = ()
    """For each text without a place, in the order of the leftovers."""
    corrections: tuple[Logged, ...] = ()
    """What its editor has decided, in the order of the sidecar."""
