"""Seeds to Markdown under ``site_src``: the whole corpus in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.corpus.addresses.draft_ids import keep_drafts, read_drafts
from generator.corpus.addresses.ledger import write_ledger
from generator.corpus.addresses.permalinks import Permalinks
from generator.corpus.addresses.removed_pages import (
    continued_files,
    former_page,
    retired_copy,
    retired_page,
)
from generator.corpus.cache.page_cache import Cache
from generator.corpus.cards.share_cards import CardPress, card_press, cards_missing
from generator.corpus.export.downloads import DOWNLOADS_KEPT, Downloads, downloads_in
from generator.corpus.files.abandoned import clear_away
from generator.corpus.files.manifest import read_manifest
from generator.corpus.files.many_files import write_files
from generator.corpus.files.output import Output
from generator.corpus.files.plain_files import links_out
from generator.corpus.files.retained_files import retained_files
from generator.corpus.files.written_before import WrittenBefore
from generator.corpus.kept_plan import KeptPlan, files_ground, plan_ground, records_mark
from generator.corpus.pages.collected_pages import Corpus, read_corpus
from generator.corpus.pages.own_terms import read_lists
from generator.corpus.pages.own_topics import read_taxonomy
from generator.corpus.pages.pipeline import Outcome
from generator.corpus.phrases import name_some
from generator.corpus.search.search_index import found_in, write_index
from generator.corpus.seeds.page_pictures import Pictures
from generator.corpus.seeds.seed_files import (
    find_project_seeds,
    has_seeds,
    how_to_begin,
    ignored_input,
)
from generator.corpus.settings import Settings
from generator.corpus.small_edit import small_edit
from generator.describe import default_taxonomy
from generator.errors import GeneratorError
from generator.model import Picture
from generator.publish import (
    DOWNLOADS,
    Text,
    imprint_of,
    picture_files,
    planned_files,
    planned_pages,
)
from generator.publish.paths import printed_path

__all__ = ["Report", "convert", "site_files"]


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
    def once_more(self) -> Report:
        """What another conversion would report if nothing changes."""
        right = self.unchanged + len(self.written)
        return replace(self, written=(), removed=(), unchanged=right)

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
    clear_away(settings.seeds, settings.docs, settings.cache.parent)
    store, press = Pictures.of(settings), card_press(settings)
    wanted = store if settings.images else None
    report = _after_small_edit(settings, press, wanted, jobs, preview=preview)
    if report is not None:
        if progress is not None:
            progress(report.pages, report.pages)
        return report
    corpus = read_corpus(settings, jobs=jobs, progress=progress, pictures=wanted, gists=True)
    if not corpus.reconstructions and corpus.problems:
        raise GeneratorError("\n".join(str(problem.error) for problem in corpus.problems))
    if wanted is not None and not corpus.problems:
        wanted.keep_only(tuple(corpus.facsimiles.values()))
    try:
        # The ids first: an address must be on record before a page can be reached under it.
        if not preview:
            write_ledger(settings.seeds, corpus.ledger_rows())
        keep_drafts(settings.cache, corpus.permalinks.drafts(recorded=not preview))
        ground = files_ground(settings, corpus.taxonomy)
        before = WrittenBefore.read(settings.docs, settings.cache, ground)
        KeptPlan.forget(settings)
        with Output(settings.docs, before=before) as output:
            made = set(DOWNLOADS) if corpus.entries else set()
            desk = corpus.desk
            pictures = picture_files(desk.entries, desk.reconstructions, desk.facsimiles)
            for name, picture in pictures.items():
                output.place(name, store.path_of(picture))
            downloads = Downloads.of(corpus, settings.cache.parent / DOWNLOADS_KEPT)
            downloads.write_into(output, sorted(made), jobs)
            made |= write_files(output, site_files(corpus, settings.docs), jobs)
            made.update(pictures)
            if press is not None:
                made.update(press.write(desk, output))
            search, cache = found_in(desk), Cache(settings.cache)
            made.update(write_index(search, desk.extract, lambda: desk.by_id, output, cache))
            if not preview:
                write_ledger(settings.seeds, corpus.ledger_rows())
            for name, held in desk.lists.items():
                output.holds(name, held)
            kept = sorted(retained_files(settings.docs, corpus.permalinks.waiting(), made))
            for name in kept:
                output.keep(name)
        if not corpus.problems:
            seen = tuple(pictures.values())
            told = corpus.taxonomy, corpus.lists  # as they were read: somebody may write them now
            ground = plan_ground(settings, *told, press, preview=preview)
            KeptPlan.of(corpus, search, ground, records_mark(settings), seen).write(settings)
    except OSError as error:
        raise _cannot_be_written(settings, error) from error
    return Report(
        pages=len(corpus.reconstructions),
        articles=len(corpus.entries),
        written=tuple(output.written),
        unchanged=output.unchanged,
        removed=tuple(output.removed),
        problems=tuple(corpus.problems),
        ignored=ignored_input(settings.seeds),
        kept=tuple(kept),
        warnings=(*corpus.warnings, *cards_missing(settings, press)),
        pictures=tuple(pictures.values()),
        unrecorded=len(corpus.permalinks.drafts(recorded=False)) if preview else 0,
        to_begin="" if has_seeds(settings.seeds) else how_to_begin(settings.seeds),
    )


def _cannot_be_written(settings: Settings, error: OSError) -> GeneratorError:
    return GeneratorError(
        f"{error.filename or settings.docs}: cannot be written: {error.strerror}. What was "
        "written so far is whole; run again when it can."
    )


def _after_small_edit(
    settings: Settings,
    press: CardPress | None,
    pictures: Pictures | None,
    jobs: int,
    *,
    preview: bool,
) -> Report | None:
    """Make what an edit changes that no list shows; ``None`` where lists may show it, or files of
    the last run do not stand as it left them."""
    if any(links_out(settings.docs, settings.config.parent)):
        return None
    own = read_taxonomy(settings)
    taxonomy = own or default_taxonomy()
    lists = read_lists(settings)
    plan = KeptPlan.read(settings, plan_ground(settings, taxonomy, lists, press, preview=preview))
    seeds, bad = find_project_seeds(settings.seeds) if plan is not None else ((), ())
    if plan is None or bad:
        return None
    listed = read_manifest(settings.docs)
    before = WrittenBefore.read(settings.docs, settings.cache, files_ground(settings, taxonomy))
    if listed.keys() != before.known.keys() or not before.all_stand():
        return None
    links = Permalinks.read(settings.seeds, read_drafts(settings.cache))
    edit = small_edit(settings, plan, seeds, own, pictures, links, jobs)
    if edit is None:
        return None
    is_new = edit.plan != plan
    if is_new:
        KeptPlan.forget(settings)
    try:
        edit.keep_records(settings, preview=preview)
        with Output(settings.docs, before=before, listed=listed) as output:
            names = sorted(DOWNLOADS) if plan.articles else ()
            edit.downloads(settings).write_into(output, names, jobs)
            write_files(output, edit.files(downloads_in(settings.docs)), jobs)
            held, cache = edit.plan.held_articles, Cache(settings.cache)
            for _ in write_index(edit.plan.found(), edit.desk.extract, held, output, cache):
                pass
            output.keep_the_rest()
        if is_new:
            replace(edit.plan, records=records_mark(settings)).write(settings)
    except OSError as error:
        raise _cannot_be_written(settings, error) from error
    return Report(
        pages=len(edit.plan.pages),
        articles=edit.plan.articles,
        written=tuple(output.written),
        unchanged=output.unchanged,
        removed=(),
        problems=(),
        ignored=ignored_input(settings.seeds),
        warnings=(*plan.told, *taxonomy.findings, *cards_missing(settings, press)),
        pictures=plan.pictures,
        unrecorded=len(links.drafts(recorded=False)) if preview else 0,
    )


def site_files(corpus: Corpus, docs: Path) -> Iterator[tuple[str, Text]]:
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


def _living_files(corpus: Corpus, docs: Path) -> Iterator[tuple[str, Text]]:
    """Yield all but the pages of lists that are no more."""
    taxonomy, desk = corpus.taxonomy, corpus.desk
    about = {subject.id: subject.about for subject in taxonomy.all_subjects}
    downloads = downloads_in(docs) if corpus.entries else ()
    yield from planned_pages(desk, about, downloads)
    for entry in corpus.entries:
        if entry.further:
            yield from continued_files(
                entry, imprint_of(entry, desk.imprints), copies=desk.site.copies
            )
    taken = {printed_path(made.page.name) for made in desk.reconstructions}
    for name, now in corpus.permalinks.former_pages().items():
        path, text = former_page(name, now)
        if path not in taken:  # as the record may be of anybody's making
            taken.add(path)
            yield path, text
    yield from planned_files(desk)
    entries = {entry.id: entry for entry in corpus.entries}
    entries |= {id_: entry for entry in corpus.entries for id_ in entry.further}
    for retired in corpus.permalinks.retired():
        yield retired_page(retired)
        if not desk.site.copies:
            continue
        new = entries.get(retired.moved_to or "")
        imprint = imprint_of(new, desk.imprints) if new else None
        yield retired_copy(retired, desk.with_text(new) if new else None, imprint)
