"""Tables of topics: what they are called, and the words that speak for them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.describe.lexicon import Lexicon
from generator.describe.topics.fields import shipped_fields

__all__ = ["Subject", "Taxonomy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One topic of a taxonomy."""

    id: str
    """ASCII identifier, part of the URL."""
    name: str
    """Chinese name."""
    about: str = ""
    """One sentence."""
    source: str = ""
    """Where the name comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """Topics and the words that speak for them."""

    subjects: tuple[Subject, ...]
    """The topics in the order of the file."""
    other: Subject
    """What an article is filed under when no topic holds."""
    words: Lexicon[tuple[tuple[str, float], ...]]
    """Each word with the ids it speaks for and its weights; with none where it is to be passed
    over, though a shorter word stands in it."""
    findings: tuple[str, ...] = ()
    """What is allowed and likely not meant, each with file and line."""
    digest: str = ""
    """Stands for the text of the file: another text, another digest."""
    fields: bool = False
    """Whether articles are filed under the fields of any newspaper too (``data/fields.yml``)."""

    @property
    def all_subjects(self) -> tuple[Subject, ...]:
        """All topics that an article can have, 其他 last."""
        fields = shipped_fields() if self.fields else ()
        wide = (Subject(id=f.id, name=f.name, about=f.about, source=f.source) for f in fields)
        return (*self.subjects, *wide, self.other)

    def subject(self, identifier: str) -> Subject | None:
        """Return the topic with this id."""
        return next((s for s in self.all_subjects if s.id == identifier), None)
