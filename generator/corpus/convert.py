"""Seeds to Markdown under ``site_src``: the whole corpus in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.corpus.addresses import Addresses
from generator.corpus.cache import Cache
from generator.corpus.downloads import downloads_in, pages_of, write_download
from generator.corpus.draft_ids import keep_drafts, read_drafts
from generator.corpus.files import Output
from generator.corpus.ledger import LedgerRow, write_ledger
from generator.corpus.own_topics import read_taxonomy
from generator.corpus.page_pictures import Pictures
from generator.corpus.permalinks import Permalinks
from generator.corpus.phrases import name_some
from generator.corpus.pipeline import Outcome, choose_jobs, make_seeds
from generator.corpus.plain_files import links_out
from generator.corpus.removed_pages import former_page, retired_files, retired_page
from generator.corpus.retained_files import retained_files
from generator.corpus.search_index import write_index
from generator.corpus.seed_reading import source_keys
from generator.corpus.seeds import find_project_seeds, has_seeds, how_to_begin, ignored_input
from generator.corpus.settings import Settings
from generator.describe import Taxonomy, default_taxonomy
from generator.errors import GeneratorError
from generator.model import Entry, Facsimile, PageNotes, Picture, Reconstruction, file_articles
from generator.publish import (
    DOWNLOADS,
    Site,
    articles_by_list,
    picture_files,
    program_files,
    site_pages,
)

__all__ = ["Corpus", "Report", "convert", "read_corpus", "site_files"]


@dataclass(slots=True)
class Corpus:
    """Every page of the seeds folder, made; built up page by page."""

    entries: list[Entry] = field(default_factory=list)
    """All articles, in the order of pages and of their bodies."""
    reconstructions: list[Reconstruction] = field(default_factory=list)
    """All pages, in order."""
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
    kept: set[str] = field(default_factory=set)
    """Names of the pages' entries in the cache."""
    facsimiles: dict[str, Facsimile] = field(default_factory=dict)
    """By page, what it looks like, where that is shown."""
    told: list[str] = field(default_factory=list)
    """What the user should know of pages that are done."""

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
            self.reconstructions.append(made.reconstruction)
            self.kept.add(made.kept_as)
            self.notes[made.reconstruction.page.name] = made.notes or PageNotes()
            self.entries.extend(file_articles(made.reconstruction, ids, made.facts))
            if made.facsimile is not None:
                self.facsimiles[made.reconstruction.page.name] = made.facsimile


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a conversion did."""

    pages: int
    """Pages made."""
    articles: int
    """Articles on them."""
    written: tuple[str, ...]
    """Files that are new or have other content."""
    unchanged: int
    """Files that were right already."""
    removed: tuple[str, ...]
    """Files of earlier runs that nothing calls for any more."""
    problems: tuple[Outcome, ...]
    """Seeds that could not be made; the others are done all the same."""
    ignored: tuple[str, ...] = ()
    """A line for each thing among the seeds that nothing reads."""
    kept: tuple[str, ...] = ()
    """Files of earlier runs left as they were, as the seeds of their articles failed."""
    warnings: tuple[str, ...] = ()
    """What is likely not meant, or missing, though all pages are done."""
    pictures: tuple[Picture, ...] = ()
    """The pictures on the site."""
    unrecorded: int = 0
    """Articles whose address is not on record, as only a preview has shown them."""
    to_begin: str = ""
    """Where there are no seeds at all, what to do first."""

    @property
    def left_out(self) -> str:
        """What to tell whoever is given a site that lacks pages; nothing when none is lacking."""
        if not self.problems:
            return ""
        names = name_some([problem.seed for problem in self.problems])
        left_out = f"the site was built without {names}; the errors above say why."
        if self.kept:
            left_out += " Articles that were made of them earlier stay as they were, in no index."
        return left_out


def convert(
    settings: Settings,
    *,
    jobs: int = 0,
    progress: Callable[[int, int], None] | None = None,
    preview: bool = False,
) -> Report:
    """Write the pages of the site and return what was done.

    Only files whose bytes change are touched, and only files that an earlier run made are
    removed; not those of articles whose seed failed this time. ``progress`` is called
    with the seeds done and their total after each. A ``preview`` adds nothing to the records
    among the seeds: whether its pages are meant to stay, nobody has said yet. The caller holds
    the project's lock.
    Raises :class:`GeneratorError` when nothing can be converted at all; then nothing is written.
    """
    store = Pictures.of(settings)
    wanted = store if settings.images else None
    corpus = read_corpus(settings, jobs=jobs, progress=progress, pictures=wanted)
    if not corpus.reconstructions and corpus.problems:
        raise GeneratorError("\n".join(str(problem.error) for problem in corpus.problems))
    if wanted is not None and not corpus.problems:
        wanted.keep_only(tuple(corpus.facsimiles.values()))
    try:
        # The ids first: an address must be on record before a page can be reached under it.
        if not preview:
            write_ledger(settings.seeds, corpus.ledger_rows())
        keep_drafts(settings.cache, corpus.permalinks.drafts(recorded=not preview))
        with Output(settings.docs) as output:
            made = set(DOWNLOADS) if corpus.entries else set()
            pages = pages_of(corpus.reconstructions, corpus.entries)
            pictures = picture_files(corpus.entries, corpus.reconstructions, corpus.facsimiles)
            for name, picture in pictures.items():
                output.place(name, store.path_of(picture))
            for name in sorted(made):  # first, as the home page tells how large they are
                with output.writing(name) as file:
                    write_download(name, file, pages, corpus.site.name)
            for name, text in site_files(corpus, settings.docs):
                output.write(name, text)
                made.add(name)
            made.update(pictures)
            made.update(write_index(corpus.entries, output, settings.cache))
            if not preview:
                write_ledger(settings.seeds, corpus.ledger_rows())
            for name, held in articles_by_list(corpus.entries).items():
                output.holds(name, held)
            kept = sorted(retained_files(settings.docs, corpus.permalinks.waiting(), made))
            for name in kept:
                output.keep(name)
    except OSError as error:
        raise GeneratorError(
            f"{error.filename or settings.docs}: cannot be written: {error.strerror}. What was "
            "written so far is whole; run again when it can."
        ) from error
    return Report(
        pages=len(corpus.reconstructions),
        articles=len(corpus.entries),
        written=tuple(output.written),
        unchanged=output.unchanged,
        removed=tuple(output.removed),
        problems=tuple(corpus.problems),
        ignored=ignored_input(settings.seeds),
        kept=tuple(kept),
        warnings=corpus.warnings,
        pictures=tuple(pictures.values()),
        unrecorded=len(corpus.permalinks.drafts(recorded=False)) if preview else 0,
        to_begin="" if has_seeds(settings.seeds) else how_to_begin(settings.seeds),
    )


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
    corpus.permalinks.settle({problem.seed for problem in corpus.problems})
    corpus.addresses.refuse_endless(len(corpus.permalinks.rows) + len(corpus.permalinks.pages))
    if not corpus.problems:
        cache.keep_only(corpus.kept)
        cache.sources.keep_only({key for seed in seeds for key in source_keys(seed)})
    return corpus


def site_files(corpus: Corpus, docs: Path) -> Iterator[tuple[str, str]]:
    """Yield the path under ``site_src`` and the text of every generated page.

    Notes the lists among them in the corpus' addresses, and ends with what stands for those that
    are no more. ``docs`` is the folder of the pages, where some of an earlier run may stay.
    """
    here = set()
    for name, text in _living_files(corpus, docs):
        corpus.addresses.note(name, text)
        here.add(name)
        yield name, text
    here |= retained_files(docs, corpus.permalinks.waiting(), here)
    yield from corpus.addresses.gone(here, corpus.site)


def _living_files(corpus: Corpus, docs: Path) -> Iterator[tuple[str, str]]:
    """Yield all but the pages of lists that are no more."""
    taxonomy = corpus.taxonomy
    about = {subject.id: subject.about for subject in (*taxonomy.subjects, taxonomy.other)}
    notes, repository = corpus.notes, corpus.repository
    downloads = downloads_in(docs) if corpus.entries else ()
    yield from site_pages(
        *(corpus.entries, corpus.reconstructions, about, downloads),
        notes=notes,
        repository=repository,
        site=corpus.site,
        facsimiles=corpus.facsimiles,
    )
    for name, now in corpus.permalinks.former_pages().items():
        yield former_page(name, now)
    yield from program_files(corpus.entries, corpus.reconstructions, corpus.site, corpus.facsimiles)
    entries = {entry.id: entry for entry in corpus.entries}
    imprints = {r.page.name: r.imprint for r in corpus.reconstructions}
    for retired in corpus.permalinks.retired():
        yield retired_page(retired)
        new = entries.get(retired.moved_to or "")
        yield from retired_files(retired, new, imprints.get(new.article.page) if new else None)
