"""All articles and pages on their way to the site: what is known of them, and what they become.

Of a corpus of any size, memory holds the gist of each page. The whole of one is asked for when
something is to be made of it, which most times nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import islice
from typing import Any

from generator.model import (
    Entry,
    Facsimile,
    Facts,
    Imprint,
    PageNotes,
    Reconstruction,
    file_articles,
)
from generator.publish.articles.article_page import article_page
from generator.publish.articles.joined_imprint import imprint_of
from generator.publish.articles.neighbours import Around, around_articles
from generator.publish.articles.related import related_articles
from generator.publish.export.machine_copies import copy_path, plain_copy
from generator.publish.gist import PageExtract
from generator.publish.indexes.goal_pages import GoalList, GoalReader, goal_lists, goal_pages
from generator.publish.indexes.home import Home, home_of
from generator.publish.indexes.list_indexes import articles_by_list
from generator.publish.kinds.documents import paper_groupings
from generator.publish.labels.article_summary import in_order
from generator.publish.labels.review import proof_of_issue, review_of, settled
from generator.publish.later import Later, Text, key_of, whole_mark_of
from generator.publish.lists.groupings import Groupings, groupings_of
from generator.publish.paths import article_path, printed_path
from generator.publish.printed.facsimile import Clipping, clippings_of
from generator.publish.printed.iiif import manifest_path
from generator.publish.printed.issues import (
    Issue,
    PageTurn,
    articles_by_issue,
    issues_of,
    page_turns_of,
)
from generator.publish.printed.printed_page import printed_page
from generator.publish.site_info import Site
from generator.publish.tags import TagGrouping, tag_groupings, tag_paths, tags_with_lists

__all__ = ["Desk", "WholePage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePage:
    """A page with all its text."""

    made: Reconstruction
    facts: tuple[Facts, ...]
    """Of each article."""
    notes: PageNotes


def _nothing_put_away(mark: str) -> Any:
    raise LookupError(mark)


@dataclass(kw_only=True)
class Desk:
    """Articles and pages, with what the site makes of them."""

    entries: Sequence[Entry]
    """In the order of pages."""
    related: Mapping[str, tuple[Entry, ...]] | None = None
    """Of each article those related to it, by its id; found when asked for, if not given."""
    reconstructions: Sequence[Reconstruction]
    notes: Mapping[str, PageNotes] = field(default_factory=dict)
    """By a page's name, what is doubtful on it and what its editor has decided."""
    repository: str | None = None
    """Where readers report mistakes."""
    site: Site = field(default_factory=Site)
    """What the site is called and where it will stand."""
    facsimiles: Mapping[str, Facsimile] = field(default_factory=dict)
    """What pages look like, by their names."""
    whole: Callable[[str], WholePage] = _nothing_put_away
    """Gives the whole of a page by the mark of its gist."""
    extract: Callable[[str], PageExtract] = _nothing_put_away
    """Gives what others than its own files ask of the whole of it."""
    _proofs: dict[str, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def ordered(self) -> tuple[Entry, ...]:
        """The articles in the order of lists."""
        return in_order(self.entries)

    @cached_property
    def groupings(self) -> Groupings:
        """The lists of regions, topics and years."""
        return groupings_of(self.ordered)

    @cached_property
    def home(self) -> Home:
        """What the home page shows."""
        site, lists = self.site, self.groupings
        pages, issues = self.reconstructions, self.issues
        return home_of(self.ordered, pages, lists, site.name, issues, subtitle=site.description)

    @cached_property
    def imprints(self) -> dict[str, Imprint]:
        """Of which issue each page is."""
        return {result.page.name: result.imprint for result in self.reconstructions}

    @cached_property
    def told(self) -> dict[str, PageNotes]:
        """The notes; a doubt is led to by its offset: pages and links to them must agree on it."""
        texts = {result.page.name: result.page.text for result in self.reconstructions}
        return {page: settled(n, texts[page]) for page, n in self.notes.items() if page in texts}

    @cached_property
    def by_article(self) -> dict[int, Entry]:
        """The articles by the ``id()`` of each of their parts."""
        return {id(part): entry for entry in self.entries for part in entry.parts}

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """The articles by their ids."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """The ids of the articles of each list, issue, and page as printed, by its file."""
        return articles_by_list(self.entries) | articles_by_issue(self.entries, self.imprints)

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """The issues, the newest first."""
        return issues_of(self.reconstructions)

    @cached_property
    def tags(self) -> tuple[TagGrouping, ...]:
        """The tags, those with most articles first."""
        return tag_groupings(self.ordered)

    @cached_property
    def tags_with_lists(self) -> frozenset[str]:
        """The lists of tags that are no other list."""
        sizes = {path: len(ids) for path, ids in self.lists.items()}
        return tags_with_lists(self.tags, sizes)

    @cached_property
    def around(self) -> Mapping[str, Around]:
        """What stands around each article, by its id."""
        near = related_articles(self.ordered) if self.related is None else self.related
        return around_articles(self.ordered, near)

    @cached_property
    def turns(self) -> Mapping[str, PageTurn]:
        """Where each page stands in its issue, by its name."""
        return page_turns_of(self.issues)

    @cached_property
    def _by_page(self) -> dict[str, list[Reconstruction]]:
        found: dict[str, list[Reconstruction]] = {}
        for result in self.reconstructions:
            found.setdefault(result.page.name, []).append(result)
        return found

    def pages_with_text(self) -> Iterator[tuple[str, Text]]:
        """Yield the pages of the articles, and after those of each page of a newspaper that page
        as printed: then its text is fetched once."""
        articles, printed = self.article_pages(), self.printed_pages()
        for result in self.reconstructions:
            filed = ((self.by_article.get(id(article)), article) for article in result.articles)
            begin = sum(entry is not None and entry.parts[0] is part for entry, part in filed)
            yield from islice(articles, begin)
            yield next(printed)
        yield from articles

    def article_pages(self) -> Iterator[tuple[str, Text]]:
        """Yield the page of each article."""
        clippings = clippings_of(self.entries, self.reconstructions, self.facsimiles)
        for entry in self.entries:
            near, found = self.around[entry.id], clippings.get(entry.id, ())
            key = ""
            if entry.gist is not None:
                tags = tag_paths(entry.facts, entry.terms)
                listed = [path in self.tags_with_lists for path in tags]
                key = key_of(whole_mark_of(entry), near.key, found, listed)
            make = partial(self._article_page, entry, near, found)
            yield article_path(entry.id), Later(key, make)

    def _article_page(self, entry: Entry, around: Around, clippings: Sequence[Clipping]) -> str:
        imprint = imprint_of(entry, self.imprints)
        whole, results, told = self._whole_of(entry)
        review = review_of(whole, results, told, self._proof_of_issue, self.repository)
        return article_page(whole, imprint, around, review, clippings, self.tags_with_lists)[1]

    def _proof_of_issue(self, result: Reconstruction) -> tuple[str, str]:
        """Return what proves the issue of a page, looked for once for all its articles."""
        name = result.page.name
        if name not in self._proofs:
            self._proofs[name] = proof_of_issue(result)
        return self._proofs[name]

    def plain_copies(self) -> Iterator[tuple[str, Text]]:
        """Yield the plain copy of each article."""
        for entry in self.entries:
            key = key_of(whole_mark_of(entry)) if entry.gist is not None else ""
            yield copy_path(entry.id), Later(key, partial(self._plain_copy, entry))

    def _plain_copy(self, entry: Entry) -> str:
        return plain_copy(self._whole_of(entry)[0], imprint_of(entry, self.imprints))

    @cached_property
    def _goals(self) -> tuple[GoalList, ...]:
        papers = [paper.grouping for paper in paper_groupings(self.ordered)]
        return tuple(goal_lists(self.groupings.regions, papers))

    @cached_property
    def _read_goals(self) -> GoalReader:
        return GoalReader(lambda mark: self.extract(mark).goals)

    def goal_pages(self) -> Iterator[tuple[str, Text]]:
        """Yield the tables of amounts and targets, by region and by policy paper."""
        yield from goal_pages(self._goals, self._read_goals)

    def printed_pages(self) -> Iterator[tuple[str, Text]]:
        """Yield each page as printed."""
        for result in self.reconstructions:
            name = result.page.name
            look, turn, key = self.facsimiles.get(name), self.turns.get(name), ""
            if result.gist is not None:
                held = [self.by_article.get(id(article)) for article in result.articles]
                key = key_of(result.gist.mark, [entry and entry.id for entry in held], look, turn)
            yield printed_path(name), Later(key, partial(self._printed_page, result, look, turn))

    def _printed_page(
        self, result: Reconstruction, look: Facsimile | None, turn: PageTurn | None
    ) -> str:
        name = result.page.name
        notes, ids = self.told.get(name, PageNotes()), self.by_article
        if result.gist is not None:
            page = self.whole(result.gist.mark)
            filed = self._filed(page, result)
            notes, result = page.notes, page.made
            ids = {id(entry.article): entry for entry in filed if entry.id}
        manifest = manifest_path(name) if look is not None and self.site.url else None
        return printed_page(result, ids, notes, self.repository, look, manifest, turn)[1]

    def _filed(self, page: WholePage, result: Reconstruction) -> tuple[Entry, ...]:
        entries = [self.by_article.get(id(article)) for article in result.articles]
        ids = [entry.id if entry is not None else "" for entry in entries]
        filed = file_articles(page.made, ids, page.facts)
        return tuple(
            replace(whole, terms=entry.terms) if entry is not None else whole
            for whole, entry in zip(filed, entries, strict=True)
        )

    def page_with_text(
        self, result: Reconstruction, entries: Sequence[Entry]
    ) -> tuple[Reconstruction, Sequence[Entry]]:
        """Return a page and the articles on it with all their text."""
        if result.gist is None:
            return result, entries
        page = self.whole(result.gist.mark)
        filed = file_articles(page.made, [entry.id for entry in entries], page.facts)
        both = zip(filed, entries, strict=True)
        return page.made, [replace(whole, terms=entry.terms) for whole, entry in both]

    def with_text(self, entry: Entry) -> Entry:
        """Return an article with all its text."""
        return self._whole_of(entry)[0]

    def _whole_of(
        self, entry: Entry
    ) -> tuple[Entry, list[Reconstruction], Mapping[str, PageNotes]]:
        """Return an article with all its text, the pages that it stands on, and their notes."""
        if entry.gist is None:
            pages = dict.fromkeys(part.page for part in entry.parts)
            return entry, [r for page in pages for r in self._by_page.get(page, ())], self.told
        page, number = self.whole(entry.gist.mark), entry.gist.number
        article, facts = page.made.articles[number], page.facts[number]
        whole = replace(entry, article=article, facts=facts, gist=None)
        return whole, [page.made], {page.made.page.name: page.notes}
