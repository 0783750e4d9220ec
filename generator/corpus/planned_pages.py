"""Pages and their articles as the last conversion has planned them.

What of their text nobody else shows is no part of it, nor what is related: that, articles share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.corpus.export.downloads import key_of_packed
from generator.corpus.pages.collected_pages import Corpus
from generator.corpus.pages.pipeline import MadePage, Outcome
from generator.model import Entry, file_articles, without_persons
from generator.publish import Signs, rank_at_home, related_articles, tag_paths
from generator.publish.articles.neighbours import Around
from generator.publish.printed.issues import PageTurn

__all__ = [
    "PlannedArticle",
    "PlannedPage",
    "filed",
    "planned_pages",
    "related_anew",
]


class PlannedArticle(NamedTuple):
    """An article whose page was put away, and what its own page shows of others."""

    id: str
    terms: tuple[str, ...]
    on_page: tuple[str | None, str | None]
    in_region: tuple[str | None, str | None]
    related: tuple[str, ...]
    """The ids of its neighbours (:class:`generator.publish.articles.neighbours.Around`)."""
    listed: tuple[str, ...]
    """Which of its tags have lists of their own: their first pages."""
    rank: tuple[int, float] | None
    """How complete it is to the home page."""

    @property
    def near(self) -> set[str]:
        """The ids of all its neighbours."""
        return set(filter(None, (*self.on_page, *self.in_region, *self.related)))

    def around(self, entries: Mapping[str, Entry]) -> Around:
        """Return its neighbours, which are among ``entries``."""
        both = [
            (entries[before] if before else None, entries[after] if after else None)
            for before, after in (self.on_page, self.in_region)
        ]
        related = tuple(entries[id_] for id_ in self.related)
        return Around(on_page=both[0], in_region=both[1], related=related)


class PlannedPage(NamedTuple):
    """A page of a newspaper."""

    name: str
    seed: str
    number: int
    """Among the pages of its seed, from 0."""
    mark: str
    """Of its gist; empty where it is held whole."""
    shown: str
    """What tells all that others than its own files show of it."""
    signs: str
    """What tells by what its articles are related to others."""
    placed: int
    """Characters of it that stand in articles."""
    packed: str
    """What tells it among what there is to take along."""
    turn: PageTurn | None
    ids: tuple[str, ...]
    """Those of all articles on it."""
    articles: tuple[PlannedArticle, ...]
    """None where it is held whole."""


def planned_pages(corpus: Corpus) -> Iterator[PlannedPage]:
    """Yield what a conversion that is done has planned."""
    desk = corpus.desk
    terms = {entry.id: entry.terms for entry in corpus.entries}
    for page in corpus.pages:
        name, gist = page.made.page.name, page.made.gist
        seed, number, shown, signs = corpus.places[name]
        yield PlannedPage(
            name=name,
            seed=seed,
            number=number,
            mark=gist.mark if gist is not None else "",
            shown=shown,
            signs=signs,
            placed=gist.placed if gist is not None else 0,
            packed=key_of_packed(page, corpus.persons),
            turn=desk.turns.get(name),
            ids=tuple(entry.id for entry in page.entries),
            articles=tuple(
                _planned(entry, terms[entry.id], desk.around[entry.id], desk.tags_with_lists)
                for entry in page.entries
            )
            if gist is not None
            else (),
        )


def _planned(
    entry: Entry, terms: tuple[str, ...], around: Around, lists: frozenset[str]
) -> PlannedArticle:
    on_page, in_region = (
        (before.id if before else None, after.id if after else None)
        for before, after in (around.on_page, around.in_region)
    )
    return PlannedArticle(
        id=entry.id,
        terms=terms,
        on_page=on_page,
        in_region=in_region,
        related=around.related_ids,
        listed=tuple(path for path in tag_paths(entry.facts, terms) if path in lists),
        rank=rank_at_home(entry),
    )


def filed(made: MadePage, page: PlannedPage, *, persons: bool) -> Iterator[Entry]:
    """Yield the articles of a page as a conversion of everything files them."""
    assert made.gists is not None
    facts = made.facts if persons else without_persons(made.facts)
    entries = file_articles(made.reconstruction, page.ids, facts)
    for entry, gist, article in zip(entries, made.gists.gists, page.articles, strict=True):
        yield replace(entry, gist=gist, terms=article.terms)


def related_anew(
    pages: Sequence[PlannedPage],
    outcome_of: Callable[[PlannedPage], Outcome | None],
    held: Mapping[str, Entry],
) -> Mapping[str, tuple[str, ...]] | None:
    """Return of each article the ids of those related to it, of ``pages`` that are all; those that
    are ``held`` whole are given. ``None`` where a page is not known."""
    entries, signs = [*held.values()], Signs()
    for page in pages:
        if not page.mark:
            continue
        outcome = outcome_of(page)
        if outcome is None:
            return None
        made = outcome.made[page.number]
        assert made.gists is not None
        for id_, told in zip(page.ids, made.gists.signs, strict=True):
            signs.add(id_, told)
        entries += filed(made, page, persons=True)
    related = related_articles(entries, signs)
    return {id_: tuple(e.id for e in near) for id_, near in related.items()}
