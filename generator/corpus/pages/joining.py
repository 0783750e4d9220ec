"""Articles that go on on other pages: which do, and what of them is published and exported."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from generator.corpus.pages.pipeline import MadePage
from generator.describe import Taxonomy, describe_page
from generator.model import Article, ArticleRef, Entry, Facts, Reconstruction, file_articles
from generator.reconstruct.jumps.ends import jump_page
from generator.reconstruct.jumps.joined_articles import joined_article, told_of_joins
from generator.reconstruct.jumps.joins import Joins, find_joins

__all__ = ["FiledPage", "filed_pages", "join_pages", "published_entries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledPage:
    """A page whose articles have their ids, and know what they continue."""

    made: Reconstruction
    entries: tuple[Entry, ...]


def join_pages(
    pages: Sequence[tuple[Reconstruction, Sequence[str], Sequence[Facts]]],
) -> tuple[tuple[FiledPage, ...], Joins]:
    """Return the pages with their articles filed and joined, and what was found out.

    Each comes with the ids and the facts of its articles.
    """
    joins = find_joins([*filter(None, (jump_page(result) for result, _, _ in pages))])
    results = told_of_joins([result for result, _, _ in pages], joins)
    ids = {
        ArticleRef(result.page.name, number): id_
        for result, of_page, _ in pages
        for number, id_ in enumerate(of_page)
    }
    return tuple(
        FiledPage(made=result, entries=_filed(result, own, facts, ids))
        for result, (_, own, facts) in zip(results, pages, strict=True)
    ), joins


def _filed(
    result: Reconstruction,
    own: Sequence[str],
    facts: Sequence[Facts],
    ids: Mapping[ArticleRef, str],
) -> tuple[Entry, ...]:
    return tuple(
        replace(
            entry,
            comes_from=_id_of(entry.article.comes_from, ids),
            goes_on=_id_of(entry.article.goes_on, ids),
        )
        if entry.article.comes_from or entry.article.goes_on
        else entry
        for entry in file_articles(result, own, facts)
    )


def _id_of(ref: ArticleRef | None, ids: Mapping[ArticleRef, str]) -> str | None:
    return None if ref is None else ids[ref]


def filed_pages(
    pages: Iterable[tuple[MadePage, Sequence[str]]],
) -> Iterator[FiledPage]:
    """Yield each page with its articles filed and joined, in the order given.

    Up to the first one of which a text goes on elsewhere they come one by one; the rest waits in a
    file until all are known, so that memory holds few at a time.
    """
    coming = iter(pages)
    for made, ids in coming:
        if jump_page(made.reconstruction) is None:
            yield _alone(made, ids)
            continue
        yield from _joined_pages(chain([(made, ids)], coming))


def _alone(made: MadePage, ids: Sequence[str]) -> FiledPage:
    entries = file_articles(made.reconstruction, ids, made.facts)
    return FiledPage(made=made.reconstruction, entries=entries)


def _joined_pages(
    pages: Iterable[tuple[MadePage, Sequence[str]]],
) -> Iterator[FiledPage]:
    told: dict[int, tuple[Reconstruction, Sequence[str], Sequence[Facts]]] = {}
    number = 0
    with tempfile.TemporaryFile() as waiting:
        for number, (made, ids) in enumerate(pages, start=1):
            pickle.dump((made, ids), waiting, pickle.HIGHEST_PROTOCOL)
            if jump_page(made.reconstruction) is not None:
                told[number] = (made.reconstruction, ids, made.facts)
        filed, _ = join_pages([*told.values()])
        joined = dict(zip(told, filed, strict=True))
        waiting.seek(0)
        for at in range(1, number + 1):
            made, ids = pickle.load(waiting)  # our own, of a moment ago
            yield joined.get(at) or _alone(made, ids)


def published_entries(pages: Sequence[FiledPage], taxonomy: Taxonomy | None) -> tuple[Entry, ...]:
    """Return the articles of the site, in order: what goes on elsewhere is one with its rest.

    Its facts are found in the whole text; their spans count as those of
    :func:`generator.reconstruct.jumps.joined_articles.joined_article` do.
    """
    by_ref = {
        ArticleRef(page.made.page.name, number): (entry, page.made.page.text)
        for page in pages
        for number, entry in enumerate(page.entries)
    }
    return tuple(entry for page in pages for entry in _published(page, by_ref, taxonomy))


_ByRef = Mapping[ArticleRef, tuple[Entry, str]]


def _published(page: FiledPage, by_ref: _ByRef, taxonomy: Taxonomy | None) -> Iterator[Entry]:
    wholes = {
        number: _parts(ArticleRef(page.made.page.name, number), by_ref)
        for number, entry in enumerate(page.entries)
        if entry.goes_on is not None and entry.comes_from is None
    }
    articles = [
        joined_article([part.article for part, _ in wholes[n]], [text for _, text in wholes[n]])
        if n in wholes
        else entry.article
        for n, entry in enumerate(page.entries)
    ]
    facts = _facts(page, articles, taxonomy) if wholes else ()
    for number, entry in enumerate(page.entries):
        if number in wholes:
            parts = [part for part, _ in wholes[number]]
            yield replace(
                entry,
                article=articles[number],
                facts=facts[number],
                printed=tuple(part.article for part in parts),
                further=tuple(part.id for part in parts[1:]),
            )
        elif entry.comes_from is None:
            yield entry


def _parts(first: ArticleRef, by_ref: _ByRef) -> list[tuple[Entry, str]]:
    """Return an article and what continues it, each with the text of its page."""
    found, at = [], by_ref[first]
    while True:
        found.append(at)
        onward = at[0].article.goes_on
        if onward is None:
            return found
        at = by_ref[onward]


def _facts(
    page: FiledPage, articles: Sequence[Article], taxonomy: Taxonomy | None
) -> tuple[Facts, ...]:
    return describe_page(replace(page.made, articles=tuple(articles)), taxonomy)
