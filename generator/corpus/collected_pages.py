"""All pages of the seeds folder, made, with their articles filed and joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.corpus.addresses import Addresses
from generator.corpus.cache import Cache
from generator.corpus.draft_ids import read_drafts
from generator.corpus.joining import FiledPage, join_pages, published_entries
from generator.corpus.ledger import LedgerRow
from generator.corpus.own_terms import read_lists, with_terms
from generator.corpus.own_topics import read_taxonomy
from generator.corpus.page_pictures import Pictures
from generator.corpus.permalinks import Permalinks
from generator.corpus.pipeline import Outcome, choose_jobs, make_seeds
from generator.corpus.plain_files import links_out
from generator.corpus.seed_reading import source_keys
from generator.corpus.seeds import find_project_seeds, has_seeds
from generator.corpus.settings import Settings
from generator.describe import Taxonomy, TermLists, default_taxonomy, shipped_lists
from generator.editing import with_jumps
from generator.errors import GeneratorError
from generator.model import Entry, Facsimile, Facts, PageNotes, Reconstruction
from generator.publish import Site

__all__ = ["Corpus", "read_corpus"]


@dataclass(slots=True)
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
    lists: TermLists = field(default_factory=shipped_lists)
    """What is no tag, and which tags are one."""
    folder: Path | None = None
    """Where results of earlier runs are kept; ``None`` keeps none."""
    """The topics that the articles are filed under."""
    kept: set[str] = field(default_factory=set)
    """Names of the pages' entries in the cache."""
    facsimiles: dict[str, Facsimile] = field(default_factory=dict)
    """By page, what it looks like, where that is shown."""
    told: list[str] = field(default_factory=list)
    """What the user should know of pages that are done."""
    _made: list[tuple[Reconstruction, tuple[str, ...], tuple[Facts, ...]]] = field(
        default_factory=list
    )

    @property
    def reconstructions(self) -> tuple[Reconstruction, ...]:
        """What was made of the pages, in order."""
        return tuple(page.made for page in self.pages)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is wrong with pages that are done, and what in the user's own topics is likely not
        meant."""
        return (*self.told, *self.taxonomy.findings)

    def ledger_rows(self) -> Iterator[LedgerRow]:
        """Yield the rows of the ledger of addresses."""
        yield from self.permalinks.ledger_rows()
        yield from self.addresses.ledger_rows()

    def add(self, outcome: Outcome) -> None:
        """Take in the pages of one seed."""
        if outcome.error is not None:
            self.problems.append(outcome)
        self.told += outcome.warnings
        for made in outcome.made:
            articles = made.reconstruction.articles
            ids = self.permalinks.assign(made.reconstruction.page.name, articles)
            self._made.append((made.reconstruction, ids, made.facts))
            self.kept.add(made.kept_as)
            self.notes[made.reconstruction.page.name] = made.notes or PageNotes()
            if made.facsimile is not None:
                self.facsimiles[made.reconstruction.page.name] = made.facsimile

    def join(self) -> None:
        """Find out which articles go on on other pages; call it after the last page."""
        self.pages, joins = join_pages(self._made)
        self._made.clear()
        entries = published_entries(self.pages, self.taxonomy)
        self.entries = with_terms(entries, self.lists, self.folder)
        self.told += joins.findings
        self.notes = {
            page.made.page.name: with_jumps(self.notes[page.made.page.name], page.made)
            for page in self.pages
        }


def read_corpus(
    settings: Settings,
    *,
    jobs: int = 0,
    progress: Callable[[int, int], None] | None = None,
    pictures: Pictures | None = None,
) -> Corpus:
    """Return all pages of the seeds folder with their articles, facts and ids; writes only cache.

    ``pictures`` is where those of the pages are kept; without it, none are made.
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
        lists=read_lists(settings),
        folder=settings.cache.parent,
    )
    for error in bad:
        named = str(error).partition(": ")[0]  # as each error begins
        corpus.add(Outcome(seed=Path(named).name, error=str(error)))
    cache = Cache(settings.cache, taxonomy.digest if taxonomy else "")
    outcomes = make_seeds(
        seeds,
        jobs=choose_jobs(jobs, len(seeds)),
        notes=True,
        cache=cache,
        taxonomy=taxonomy,
        pictures=pictures,
    )
    for done, outcome in enumerate(outcomes, start=1):
        corpus.add(outcome)
        if progress is not None:
            progress(done, len(seeds))
    corpus.join()
    corpus.permalinks.settle({problem.seed for problem in corpus.problems})
    corpus.addresses.refuse_endless(len(corpus.permalinks.rows) + len(corpus.permalinks.pages))
    if not corpus.problems:
        cache.keep_only(corpus.kept)
        cache.sources.keep_only({key for seed in seeds for key in source_keys(seed)})
    return corpus
