"""A correction whose quotations have been found, and what every act asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from generator.model import Correction, Evidence, Role
from generator.reconstruct.corrections.editable import EditableArticle
from generator.reconstruct.corrections.page_editor import PageEditor
from generator.text.traced import Traced

__all__ = ["FaultError", "Resolved", "article_of", "evidence_of"]


class FaultError(Exception):
    """A correction that cannot be carried out; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A correction whose quotations have been found on the page."""

    correction: Correction
    """The correction."""
    words: tuple[tuple[int, ...], ...]
    """The offsets of each of its quotations."""
    article: tuple[int, ...] = ()
    """Those of the words that name the article."""
    before: tuple[int, ...] = ()
    """Those of the paragraph before which it comes."""
    after: tuple[int, ...] = ()
    """Those of the paragraph after which it comes."""

    @property
    def first(self) -> int:
        """Offset of the first quoted character."""
        return self.words[0][0]

    @property
    def role(self) -> Role:
        """The role to give."""
        assert self.correction.role is not None
        return self.correction.role


def evidence_of(wanted: Resolved, text: Traced | None = None) -> Evidence:
    """Return the evidence of a correction: its rule, its words, and the line that it stands in."""
    correction = wanted.correction
    name = correction.role.value if correction.role else correction.act.value
    words = Traced("".join("x" * len(w) for w in wanted.words), sum(wanted.words, ()))
    return Evidence(
        rule=f"editor/{name.replace('_', '-')}",
        spans=(text or words).spans,
        note=PurePath(correction.where).name,
    )


def article_of(desk: PageEditor, wanted: Resolved) -> EditableArticle:
    """Return the article that a correction names, or in which its words stand."""
    named = wanted.article or wanted.words[0]
    place, block = desk.locate(named[0])
    if place.draft is None:
        raise FaultError(
            "these words stand in no article. “article:” names one by other words of it, and "
            "“split:” lets one begin at words that were set aside."
        )
    if place.head is Role.LABEL and len(desk.sharing(block)) > 1:
        raise FaultError("several articles share this label. Name one by words of its text.")
    return place.draft
