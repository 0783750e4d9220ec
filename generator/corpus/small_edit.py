"""An edit that no list shows: some pages have other text, and to all others they are as they were.

Then the plan of the last run holds but for the files of these pages, those of articles to which
others are related now, and for what holds the text of all: the search, the data to take along, the
number of characters on the home page. So a word more in one page of thousands costs what that page
costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from generator.corpus.addresses.draft_ids import keep_drafts
from generator.corpus.addresses.ledger import write_ledger
from generator.corpus.addresses.list_addresses import Addresses
from generator.corpus.addresses.permalinks import Permalinks
from generator.corpus.cache.page_cache import Cache
from generator.corpus.edited_pages import EditedPages
from generator.corpus.export.downloads import DOWNLOADS_KEPT as KEPT
from generator.corpus.export.downloads import Downloads, WholeOfPage
from generator.corpus.kept_plan import KeptPlan
from generator.corpus.pages.collected_pages import known_pages
from generator.corpus.pages.known_pages import KnownPages
from generator.corpus.pages.pipeline import make_seed, make_seeds
from generator.corpus.pages.put_away import PutAway
from generator.corpus.processes.workers import choose_jobs
from generator.corpus.seeds.page_pictures import Pictures
from generator.corpus.seeds.seed_files import Seed
from generator.corpus.settings import Settings
from generator.describe import Taxonomy
from generator.model import file_articles
from generator.progress import tell_reused
from generator.publish import HOME, Desk, Text, home_text
from generator.publish.export.downloads import Download

__all__ = ["SmallEdit", "small_edit"]

_MOST = 64
"""Seeds up to which it is worth while to look whether lists show what changed in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallEdit:
    """What is to be made after such an edit."""

    plan: KeptPlan
    """That of the last run, with the pages that changed."""
    permalinks: Permalinks
    desk: Desk
    """The pages that changed, and what stands around their articles."""
    known: KnownPages
    whole: PutAway
    old_marks: frozenset[str]
    """Those of the pages that have others now."""
    moved: bool
    """Whether articles are known again by other sketches."""

    def files(self, downloads: Sequence[Download]) -> Iterator[tuple[str, Text]]:
        """Yield path and text of the pages that may come out otherwise."""
        yield HOME, home_text(self.plan.home, downloads)
        yield from self.desk.article_pages()
        yield from self.desk.printed_pages()
        if self.desk.site.copies:
            yield from self.desk.plain_copies()

    def keep_records(self, settings: Settings, *, preview: bool) -> None:
        """Keep addresses, and what is known of seeds; of the pages that changed, forget the old
        text."""
        if self.moved and not preview:
            rows = Addresses.read(settings.seeds).ledger_rows()
            write_ledger(settings.seeds, (*self.permalinks.ledger_rows(), *rows))
        keep_drafts(settings.cache, self.permalinks.drafts(recorded=not preview))
        self.known.write(set(self.plan.seeds))
        self.whole.cache.forget(self.old_marks)

    def downloads(self, settings: Settings) -> Downloads:
        """Return what there is to take along."""
        return Downloads(
            settings.site_info.name,
            {page.name: page.packed for page in self.plan.pages},
            self.plan.publications,
            self.packed_pages,
            settings.cache.parent / KEPT,
        )

    def packed_pages(self, names: Sequence[str]) -> Iterator[WholeOfPage]:
        """Yield pages with their text, as there are to be taken along."""
        held, _ = self.plan.held_whole()
        planned = {page.name: page for page in self.plan.pages}
        for name in names:
            page = planned[name]
            if not page.mark:
                yield held[name].made, held[name].entries
                continue
            whole = self.whole(page.mark)
            yield whole.made, file_articles(whole.made, page.ids, whole.facts)


def small_edit(
    settings: Settings,
    plan: KeptPlan,
    seeds: Sequence[Seed],
    taxonomy: Taxonomy | None,
    pictures: Pictures | None,
    permalinks: Permalinks,
    jobs: int = 1,
) -> SmallEdit | None:
    """Return what is to be made of ``seeds``, all of the project; ``None`` where lists may show
    what has changed since the ``plan`` was made, or nobody can say."""
    if [seed.name for seed in seeds] != [*plan.seeds]:
        return None
    cache = Cache(settings.cache, taxonomy.digest if taxonomy else "")
    known = known_pages(settings, cache)
    fresh = [s for s in seeds if plan.seeds[s.name][0] != (known.told_of(s.name) or None)]
    if len(fresh) > _MOST:
        return None
    outcomes = make_seeds(
        fresh,
        jobs=choose_jobs(jobs, len(fresh)),
        notes=True,
        cache=cache,
        taxonomy=taxonomy,
        pictures=pictures,
        gists=True,
        counted=False,
    )
    by_name = {seed.name: seed for seed in seeds}
    again = partial(make_seed, notes=True, cache=cache, taxonomy=taxonomy)
    work = EditedPages(plan, known, permalinks, persons=settings.persons)
    for seed, outcome in zip(fresh, outcomes, strict=True):
        work.fresh += sum(not made.was_kept for made in outcome.made)
        if not work.take(seed, outcome):
            work.give_up()
            return None
    whole = PutAway(cache, lambda name: again(by_name[name]), persons=settings.persons)
    for number, page in enumerate(plan.pages):
        if page.mark:
            whole.seeds[work.pages.get(number, page).mark] = page.seed
    resumed = work.resume(whole) and not (settings.site_info.copies and plan.retired)
    if not resumed or (work.moved_signs and not work.relate()):
        work.give_up()
        return None
    desk, home = work.desk(settings, whole), work.home()
    if desk is None or home is None:
        work.give_up()
        return None
    now = plan.edited(work.pages, work.seeds, home)
    tell_reused(len(now.pages) - work.fresh)
    return SmallEdit(
        plan=now,
        permalinks=permalinks,
        desk=desk,
        known=known,
        whole=whole,
        old_marks=frozenset(plan.pages[n].mark for n in work.pages) - {p.mark for p in now.pages},
        moved=work.moved,
    )
