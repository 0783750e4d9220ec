"""Pages that were made again, held against what the last conversion has planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from generator.corpus.addresses.permalinks import Permalinks
from generator.corpus.export.downloads import key_of_packed
from generator.corpus.kept_plan import KeptPlan
from generator.corpus.pages.collected_pages import told_by
from generator.corpus.pages.joining import FiledPage
from generator.corpus.pages.known_pages import KnownPages
from generator.corpus.pages.pipeline import MadePage, Outcome
from generator.corpus.pages.put_away import PutAway
from generator.corpus.planned_pages import PlannedArticle, PlannedPage, filed, related_anew
from generator.corpus.seeds.seed_files import Seed
from generator.corpus.settings import Settings
from generator.model import Article, Entry
from generator.progress import tell_reused
from generator.publish import Desk, Home, rank_at_home

__all__ = ["EditedPages"]


@dataclass(slots=True)
class EditedPages:
    """Pages that were made again, held against the plan."""

    plan: KeptPlan
    known: KnownPages
    permalinks: Permalinks
    persons: bool
    made: dict[str, Outcome] = field(default_factory=dict)
    """By seed."""
    seeds: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    pages: dict[int, PlannedPage] = field(default_factory=dict)
    """Those that changed, by their numbers in the plan."""
    moved: bool = False
    moved_signs: bool = False
    """Whether others may be related to these articles."""
    fresh: int = 0
    """Pages that were made, and not there already."""
    _places: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places = {(p.seed, p.number): n for n, p in enumerate(self.plan.pages)}

    def give_up(self) -> None:
        """Leave it to a run that plans everything, which finds what was made here."""
        tell_reused(-self.fresh)

    def take(self, seed: Seed, outcome: Outcome) -> bool:
        """Take in what became of a seed; tell whether no list shows it."""
        told, before = told_by(outcome), self.plan.seeds[seed.name][1]
        if not told or len(told) != len(before) or told[-1] != before[-1]:
            return False
        for number, made in enumerate(outcome.made):
            page = self._places[seed.name, number]
            if told[number] != before[number] and not self._changed(page, made):
                return False
        self.made[seed.name] = outcome
        self.seeds[seed.name] = self.known.keep(seed, outcome, None), told
        return True

    def _changed(self, number: int, made: MadePage) -> bool:
        page, gists = self.plan.pages[number], made.gists
        if gists is None or not page.shown or gists.shown != page.shown:
            return False
        if made.facsimile is not None or made.reconstruction.page.name != page.name:
            return False
        gist = made.reconstruction.gist
        assert gist is not None
        entries = tuple(filed(made, page, persons=self.persons))
        packed = key_of_packed(
            FiledPage(
                made=made.reconstruction, entries=tuple(replace(e, terms=()) for e in entries)
            ),
            self.persons,
        )
        articles = tuple(
            article._replace(rank=rank_at_home(entry))
            for article, entry in zip(page.articles, entries, strict=True)
        )
        signs = gists.signs_mark
        self.moved_signs |= signs != page.signs
        self.pages[number] = page._replace(
            mark=made.kept_as, signs=signs, packed=packed, placed=gist.placed, articles=articles
        )
        return True

    def relate(self) -> bool:
        """Find out what articles are related now, and take in the pages of those to which others
        are; tell whether that is all there is to do."""
        self.known.read_all()
        pages = [self.pages.get(number, page) for number, page in enumerate(self.plan.pages)]
        related = related_anew(pages, self._outcome, self.plan.held_articles())
        if related is None or any(
            related[id_] != before for id_, before in self.plan.held_related.items()
        ):
            return False
        for number, page in enumerate(pages):
            now = tuple(one._replace(related=related[one.id]) for one in page.articles)
            outcome = self._outcome(page)
            if now != page.articles and outcome is not None:
                self.pages[number] = page._replace(articles=now)
                self.made[page.seed] = outcome
        return True

    def _outcome(self, page: PlannedPage) -> Outcome | None:
        return self.made.get(page.seed) or self.known.outcome(page.seed)

    def resume(self, whole: PutAway) -> bool:
        """Give all articles the ids that they had; tell whether that is right."""
        links, changed = self.permalinks, {page.name for page in self.pages.values()}
        for page in self.plan.pages:
            if not links.rows.keys() >= set(page.ids):
                return False
            if page.name not in changed:
                links.resume(page.name, page.ids)
        for page in self.pages.values():
            made = self.made[page.seed].made[page.number]
            assert made.gists is not None
            articles, sketches = made.reconstruction.articles, made.gists.sketches
            self.moved |= sketches != tuple(
                links.rows[id_].sketch for id_ in page.ids if id_ in links.rows
            )
            with_text = partial(_articles, whole, page.mark)
            if links.assign(page.name, articles, sketches, with_text) != page.ids:
                return False
        links.settle()
        return links.retired() == self.plan.retired

    def desk(self, settings: Settings, whole: PutAway) -> Desk | None:
        """Return the pages that changed, with what stands around their articles."""
        planned = [article for page in self.pages.values() for article in page.articles]
        entries = self._entries(planned)
        if entries is None:
            return None
        made = [self.made[page.seed].made[page.number] for page in self.pages.values()]
        articles = [article.id for article in planned]
        desk = Desk(
            entries=[entries[id_] for id_ in articles],
            reconstructions=[one.reconstruction for one in made],
            repository=settings.repository,
            site=settings.site_info,
            whole=whole,
            extract=whole.extract,
        )
        desk.around = {article.id: article.around(entries) for article in planned}
        desk.turns = {page.name: page.turn for page in self.pages.values() if page.turn}
        desk.tags_with_lists = frozenset(path for article in planned for path in article.listed)
        return desk

    def _entries(self, planned: Sequence[PlannedArticle]) -> Mapping[str, Entry] | None:
        """Return these articles and their neighbours; ``None`` where one is not known."""
        ids = {article.id for article in planned}.union(*(article.near for article in planned))
        pages = {n: p for n, p in enumerate(self.plan.pages) if not ids.isdisjoint(p.ids)}
        found: dict[str, Entry] = {}
        held: Mapping[str, Entry] | None = None
        for page in pages.values():
            if not page.mark:
                held = self.plan.held_whole()[1] if held is None else held
                found.update((id_, held[id_]) for id_ in page.ids if id_ in held)
                continue
            outcome = self._outcome(page)
            if outcome is None:
                return None
            entries = filed(outcome.made[page.number], page, persons=self.persons)
            found.update((entry.id, entry) for entry in entries)
        return found if ids <= found.keys() else None

    def home(self) -> Home | None:
        """Return what the home page shows now; ``None`` where it may show other articles."""
        home = self.plan.home
        for number, page in self.pages.items():
            before = self.plan.pages[number]
            home = replace(home, placed=home.placed + page.placed - before.placed)
            for old, new in zip(before.articles, page.articles, strict=True):
                if not home.stays(old.id, old.rank, new.rank):
                    return None
        return home


def _articles(whole: PutAway, mark: str) -> Sequence[Article]:
    return whole(mark).made.articles
