"""All pages of the seeds folder, made, with their articles filed and joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from generator.corpus.addresses.draft_ids import read_drafts
from generator.corpus.addresses.ledger import LedgerRow
from generator.corpus.addresses.list_addresses import Addresses
from generator.corpus.addresses.permalinks import Permalinks
from generator.corpus.cache.page_cache import Cache, generator_digest
from generator.corpus.files.plain_files import links_out
from generator.corpus.pages.joining import FiledPage, join_pages, published_entries
from generator.corpus.pages.known_pages import KnownPages
from generator.corpus.pages.own_terms import read_lists, with_terms
from generator.corpus.pages.own_topics import read_taxonomy
from generator.corpus.pages.pipeline import Outcome, make_seed, make_seeds
from generator.corpus.pages.put_away import PutAway
from generator.corpus.processes.workers import choose_jobs
from generator.corpus.seeds.page_pictures import Pictures
from generator.corpus.seeds.seed_files import find_project_seeds, has_seeds
from generator.corpus.seeds.seed_reading import source_keys
from generator.corpus.settings import Settings
from generator.describe import Taxonomy, TermLists, default_taxonomy, shipped_lists
from generator.editing import with_jumps
from generator.errors import GeneratorError
from generator.model import (
    Article,
    Entry,
    Facsimile,
    Facts,
    Gist,
    PageNotes,
    Reconstruction,
    without_persons,
)
from generator.publish import Desk, Signs, Site, key_of, related_articles

__all__ = ["Corpus", "known_pages", "read_corpus", "told_by"]


@dataclass
class Corpus:
    """Every page of the seeds folder, made; built up page by page."""

    entries: Sequence[Entry] = ()
    """All articles of the site, in the order of pages and of their bodies; what goes on on another
    page is one with its rest."""
    pages: Sequence[FiledPage] = ()
    """All pages with the articles on them, in order."""
    permalinks: Permalinks = field(default_factory=Permalinks)
    """The ids, with those newly given."""
    addresses: Addresses = field(default_factory=Addresses)
    """The lists that ever were."""
    problems: list[Outcome] = field(default_factory=list)
    """Seeds that could not be made."""
    notes: dict[str, PageNotes] = field(default_factory=dict)
    """By page, what is doubtful and what its editor has changed."""
    repository: str | None = None
    """Where readers report mistakes."""
    site: Site = field(default_factory=Site)
    """What the site is called and where it will stand."""
    taxonomy: Taxonomy = field(default_factory=default_taxonomy)
    """The topics that the articles are filed under."""
    lists: TermLists = field(default_factory=shipped_lists)
    """What is no tag, and which tags are one."""
    folder: Path | None = None
    """Where results of earlier runs are kept; ``None`` keeps none."""
    persons: bool = False
    """Whether who holds an office in an article is published."""
    kept: set[str] = field(default_factory=set)
    """Names of the pages' entries in the cache."""
    facsimiles: dict[str, Facsimile] = field(default_factory=dict)
    """By page, what it looks like, where that is shown."""
    told: list[str] = field(default_factory=list)
    """What the user should know of pages that are done."""
    places: dict[str, tuple[str, int, str, str]] = field(default_factory=dict)
    """By page, its seed, its number in it, and what tells all that others show of it, and what it
    is related to others by."""
    seeds: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    """By the name of each seed, what it is known by unopened, and what tells what became of it."""
    whole: PutAway | None = None
    """Gives the pages of which this has no more than the gist."""
    _made: list[tuple[Reconstruction, tuple[str, ...], tuple[Facts, ...]]] = field(
        default_factory=list
    )
    _gists: list[tuple[Gist, ...]] = field(default_factory=list)
    _signs: Signs = field(default_factory=Signs)

    @property
    def reconstructions(self) -> tuple[Reconstruction, ...]:
        """What was made of the pages, in order."""
        return tuple(page.made for page in self.pages)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is wrong with pages that are done, and what in the user's own topics is likely not
        meant."""
        return (*self.told, *self.taxonomy.findings)

    @cached_property
    def desk(self) -> Desk:
        """All of it as the site sees it; ask for it when the pages are joined."""
        put_away = self.whole is not None
        related = related_articles(self.entries, self._signs) if put_away else None
        self._signs = Signs()
        return Desk(
            entries=self.entries,
            related=related,
            reconstructions=self.reconstructions,
            notes=self.notes,
            repository=self.repository,
            site=self.site,
            facsimiles=self.facsimiles,
            whole=self.whole or _nothing_put_away,
            extract=self.whole.extract if self.whole is not None else _nothing_put_away,
        )

    def ledger_rows(self) -> Iterator[LedgerRow]:
        """Yield the rows of the ledger of addresses."""
        yield from self.permalinks.ledger_rows()
        yield from self.addresses.ledger_rows()

    def add(self, outcome: Outcome) -> None:
        """Take in the pages of one seed."""
        if outcome.error is not None:
            self.problems.append(outcome)
        self.told += outcome.warnings
        for number, made in enumerate(outcome.made):
            name, articles = made.reconstruction.page.name, made.reconstruction.articles
            if made.gists is None:
                ids = self.permalinks.assign(name, articles)
                self.places[name] = outcome.seed, number, "", ""
                self._gists.append(())
            else:
                gists = made.gists
                self.places[name] = outcome.seed, number, gists.shown, gists.signs_mark
                if self.whole is not None:
                    self.whole.seeds[made.kept_as] = outcome.seed
                whole = partial(self._articles, made.kept_as)
                known = gists.sketches, whole, gists.new_ids
                ids = self.permalinks.assign(name, articles, *known)
                self._gists.append(gists.gists)
                for id_, signs in zip(ids, gists.signs, strict=True):
                    self._signs.add(id_, signs)
            facts = made.facts if self.persons else without_persons(made.facts)
            self._made.append((made.reconstruction, ids, facts))
            self.kept.add(made.kept_as)
            self.notes[made.reconstruction.page.name] = made.notes or PageNotes()
            if made.facsimile is not None:
                self.facsimiles[made.reconstruction.page.name] = made.facsimile

    def _articles(self, mark: str) -> Sequence[Article]:
        assert self.whole is not None
        return self.whole(mark).made.articles

    def join(self, jobs: int = 1) -> None:
        """Find out which articles go on on other pages; call it after the last page."""
        pages, joins = join_pages(self._made)
        self.pages = [*map(_with_gists, pages, self._gists)]
        self._made.clear()
        self._gists.clear()
        entries = published_entries(self.pages, self.taxonomy)
        if not self.persons:
            shown = without_persons([entry.facts for entry in entries])
            entries = tuple(replace(e, facts=f) for e, f in zip(entries, shown, strict=True))
        self.entries = with_terms(entries, self.lists, self.folder, jobs)
        self.told += joins.findings
        self.notes = {
            page.made.page.name: with_jumps(self.notes[page.made.page.name], page.made)
            for page in self.pages
        }


def _nothing_put_away(mark: str) -> Any:
    raise LookupError(mark)


def _with_gists(page: FiledPage, gists: tuple[Gist, ...]) -> FiledPage:
    if not gists:
        return page
    filed = zip(page.entries, gists, strict=True)
    return replace(page, entries=tuple(replace(entry, gist=gist) for entry, gist in filed))


def read_corpus(
    settings: Settings,
    *,
    jobs: int = 0,
    progress: Callable[[int, int], None] | None = None,
    pictures: Pictures | None = None,
    gists: bool = False,
) -> Corpus:
    """Return all pages of the seeds folder with their articles, facts and ids; writes only cache.

    ``pictures`` is where those of the pages are kept; without it, none are made. With ``gists``,
    the corpus has no more of most pages than lists need: ``Corpus.whole`` gives the rest.
    Raises :class:`GeneratorError` when the records of addresses, or the user's own topics, cannot
    be followed, and for a link among the hand-written pages that must not be published.
    """
    if out := tuple(links_out(settings.docs, settings.config.parent)):
        raise GeneratorError("\n".join(out))
    taxonomy = read_taxonomy(settings)
    # Of a project that is all new, a site says how to begin. Where articles were published, an
    # empty folder is an accident, which must not withdraw them all.
    is_new = not has_seeds(settings.seeds) and not Permalinks.read(settings.seeds).rows
    seeds, bad = ((), ()) if is_new else find_project_seeds(settings.seeds)
    corpus = Corpus(
        permalinks=Permalinks.read(settings.seeds, read_drafts(settings.cache)),
        addresses=Addresses.read(settings.seeds),
        site=settings.site_info,
        repository=settings.repository,
        taxonomy=taxonomy or default_taxonomy(),
        persons=settings.persons,
        lists=read_lists(settings),
        folder=settings.cache.parent,
    )
    for error in bad:
        named = str(error).partition(": ")[0]  # as each error begins
        corpus.add(Outcome(seed=Path(named).name, error=str(error)))
    cache = Cache(settings.cache, taxonomy.digest if taxonomy else "")
    if gists:
        by_name = {seed.name: seed for seed in seeds}
        again = partial(make_seed, notes=True, cache=cache, taxonomy=taxonomy)
        corpus.whole = PutAway(cache, lambda name: again(by_name[name]), persons=settings.persons)
    known = known_pages(settings, cache) if gists else KnownPages()
    if gists:
        known.read_all()
    there = {seed.name: known.outcome(seed.name) for seed in seeds}
    fresh = [seed for seed in seeds if there[seed.name] is None]
    outcomes = make_seeds(
        fresh,
        jobs=choose_jobs(jobs, len(fresh)),
        notes=True,
        cache=cache,
        taxonomy=taxonomy,
        pictures=pictures,
        gists=gists,
    )
    for done, seed in enumerate(seeds, start=1):
        before = there.pop(seed.name)
        outcome = before or next(outcomes)
        corpus.seeds[seed.name] = known.keep(seed, outcome, before), told_by(outcome)
        corpus.add(outcome)
        if progress is not None:
            progress(done, len(seeds))
    for _ in outcomes:  # there are no more; whoever made them may tidy up
        pass
    known.write({seed.name for seed in seeds})
    corpus.join(jobs)
    corpus.permalinks.settle({problem.seed for problem in corpus.problems})
    corpus.addresses.refuse_endless(len(corpus.permalinks.rows) + len(corpus.permalinks.pages))
    if not corpus.problems:
        cache.keep_only(corpus.kept)
        cache.sources.keep_only({key for seed in seeds for key in source_keys(seed)})
    return corpus


def told_by(outcome: Outcome) -> tuple[str, ...]:
    """Return what tells what became of a seed; nothing where nobody can say."""
    marks = [made.kept_as for made in outcome.made]
    if outcome.error is not None or not marks or not all(marks):
        return ()
    return *marks, key_of(outcome.warnings, [made.facsimile for made in outcome.made])


def known_pages(settings: Settings, cache: Cache) -> KnownPages:
    """Return what is known of seeds that nobody has touched."""
    ground = f"{generator_digest()} {cache.settings}"
    return KnownPages.of(settings.seeds, cache.folder.parent / "known", ground)
