"""What others than a page's own files ask of its whole text, taken down once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.model import Entry, Gist
from generator.publish.indexes.goal_pages import Goals, goals_of
from generator.publish.kinds.agencies import printed_forms
from generator.publish.labels.article_labels import headline_words, is_pending
from generator.publish.labels.article_summary import first_offset, opening_of
from generator.publish.later import key_of
from generator.publish.search.searched_items import Prepared, prepared, searched

__all__ = ["PageExtract", "extract_of", "gist_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageExtract:
    """What search and the tables of goals have of each article of a page, without their ids."""

    searched: tuple[Prepared, ...]
    """As an index in parts has them."""
    goals: tuple[Goals, ...]


def extract_of(entries: Sequence[Entry]) -> PageExtract:
    """Return that of the articles of a page, with all their text."""
    return PageExtract(
        searched=tuple(prepared(searched(entry), alone=False) for entry in entries),
        goals=tuple(map(goals_of, entries)),
    )


def gist_of(entry: Entry, mark: str, number: int, kept: Entry, goals: Goals) -> Gist:
    """Return what lists ask of an article, which has this number on the page with this mark.

    ``kept`` is what is kept of it beside. How sure it is, is no matter to lists but for whether it
    is doubtful: pages that tell it are made with all others. Nor is where on its page it stands.
    """
    told = [(replace(goal, spans=()), anchor) for goal, anchor in goals]
    said = opening_of(entry), headline_words(entry), is_pending(entry.article), told
    article = replace(kept.article, body=(), confidence=0.0)
    shown = article, kept.facts, kept.headline_astray
    return Gist(
        mark=mark,
        number=number,
        shown=key_of(shown, said),
        kept=key_of(replace(kept, article=replace(kept.article, confidence=0.0))),
        begins=first_offset(entry),
        agency_forms=tuple(printed_forms(entry)),
    )
