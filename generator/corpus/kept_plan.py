"""What the last conversion has planned, so that an edit which no list shows needs no list again.

A sealed file of the project's cache. It is believed as a whole or not at all, and only with the
very addresses and generated files that it has left; without it, everything is planned.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from generator.corpus.addresses.draft_ids import DRAFTS
from generator.corpus.addresses.ledger import LEDGER, OLD_ARTICLES
from generator.corpus.addresses.permalinks import Retired
from generator.corpus.cache.page_cache import generator_digest, read_sealed, write_sealed
from generator.corpus.cards.share_cards import CardPress
from generator.corpus.export.downloads import publications_of
from generator.corpus.files.manifest import MANIFEST
from generator.corpus.pages.collected_pages import Corpus
from generator.corpus.pages.joining import FiledPage
from generator.corpus.pages.own_terms import told_of_lists
from generator.corpus.planned_pages import PlannedPage, planned_pages
from generator.corpus.search.search_index import Found, HeldWhole, PutAside
from generator.corpus.settings import Settings
from generator.describe import Taxonomy, TermLists
from generator.model import Entry, Picture
from generator.publish import Home, Searched, key_of

__all__ = [
    "KeptPlan",
    "files_ground",
    "plan_ground",
    "records_mark",
]

_NAME = "plan"
"""The file, beside the folder of the cached pages."""


_LOT = 512
"""Pages that are pickled together."""
_Found: TypeAlias = tuple[int, int] | Found
"""What search finds; of an article that was put away, the numbers of its page and on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """All that a run needs of pages that nobody has changed."""

    ground: str
    """What all of it depends on beside seeds and records."""
    records: str
    """What tells addresses, drafts and the list of generated files as that run has left them."""
    seeds: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    """As :attr:`generator.corpus.pages.collected_pages.Corpus.seeds` has them."""
    lots: tuple[bytes, ...]
    """The :attr:`pages`, pickled some hundred at a time: all at once take a tenth of a gigabyte."""
    search: list[_Found]
    home: Home
    publications: frozenset[str]
    articles: int
    told: tuple[str, ...]
    """What the user should know of pages that are done."""
    pictures: tuple[Picture, ...]
    retired: tuple[Retired, ...]
    held: bytes
    """Pages and articles that are held whole, by their names and ids."""
    held_related: dict[str, tuple[str, ...]]
    """The ids of those related to these articles."""
    _pages: list[PlannedPage] = field(default_factory=list, compare=False)
    """Once somebody has asked for them."""

    @classmethod
    def of(
        cls,
        corpus: Corpus,
        search: Sequence[Found],
        ground: str,
        records: str,
        pictures: Iterable[Picture],
    ) -> KeptPlan:
        """Return what to keep of a conversion that is done; ``search`` is what search finds."""
        marks = (made.gist.mark if made.gist is not None else "" for made in corpus.reconstructions)
        numbers = {mark: number for number, mark in enumerate(marks) if mark}
        whole = {page.made.page.name: page for page in corpus.pages if page.made.gist is None}
        entries = {entry.id: entry for entry in corpus.entries if entry.gist is None}
        return cls(
            ground=ground,
            records=records,
            seeds=corpus.seeds,
            lots=tuple(pickle.dumps(lot, 5) for lot in _lots(planned_pages(corpus))),
            search=[
                (numbers[found.mark], found.number) if isinstance(found, PutAside) else found
                for found in search
            ],
            home=corpus.desk.home,
            publications=publications_of(corpus.pages),
            articles=len(corpus.entries),
            told=tuple(corpus.told),
            pictures=tuple(pictures),
            retired=corpus.permalinks.retired(),
            held=pickle.dumps((whole, entries), 5) if whole else b"",
            held_related={id_: corpus.desk.around[id_].related_ids for id_ in entries},
        )

    @classmethod
    def read(cls, settings: Settings, ground: str) -> KeptPlan | None:
        """Return what is kept, if it is whole and still holds but for the seeds."""
        kept = read_sealed(_path(settings))
        if not isinstance(kept, tuple) or len(kept) != len(_names()) or kept[0] != ground:
            return None
        plan = cls(**dict(zip(_names(), kept, strict=True)))
        return plan if plan.records == records_mark(settings) else None

    def write(self, settings: Settings) -> None:
        """Keep it for the next run. A cache that cannot be written keeps nothing."""
        kept = tuple(getattr(self, name) for name in _names())
        write_sealed(_path(settings), pickle.dumps(kept, 5))

    @property
    def pages(self) -> Sequence[PlannedPage]:
        """What was planned of each page, in their order."""
        if not self._pages:
            self._pages.extend(page for lot in self.lots for page in pickle.loads(lot))  # sealed
        return self._pages

    def edited(
        self,
        changed: Mapping[int, PlannedPage],
        seeds: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]],
        home: Home,
    ) -> KeptPlan:
        """Return the same plan with others for the pages of some numbers, and for some seeds."""
        pages = [changed.get(number, page) for number, page in enumerate(self.pages)]
        lots = [*self.lots]
        for lot in {number // _LOT for number in changed}:
            lots[lot] = pickle.dumps(pages[lot * _LOT : (lot + 1) * _LOT], 5)
        seeds = {**self.seeds, **seeds}
        return replace(self, lots=tuple(lots), seeds=seeds, home=home, _pages=pages)

    @staticmethod
    def forget(settings: Settings) -> None:
        """Have nobody believe it any more: files are about to change."""
        with suppress(OSError):
            _path(settings).unlink(missing_ok=True)

    def found(self) -> list[Found]:
        """Return what search finds, the newest first."""
        return [*map(self._found, self.search)]

    def _found(self, one: _Found) -> Found:
        if isinstance(one, PutAside | HeldWhole | Searched):
            return one
        page, number = one
        article = self.pages[page].articles[number]
        return PutAside(article.id, self.pages[page].mark, number, article.terms)

    def held_articles(self) -> Mapping[str, Entry]:
        """Return the articles that are held whole, by their ids."""
        return self.held_whole()[1]

    def held_whole(self) -> tuple[Mapping[str, FiledPage], Mapping[str, Entry]]:
        """Return the pages and the articles that are held whole, by their names and ids."""
        if not self.held:
            return {}, {}
        pages, entries = pickle.loads(self.held)  # sealed with all the rest
        return pages, entries


def records_mark(settings: Settings) -> str:
    """Return what tells the records that people can see: addresses, drafts, generated files."""
    digest = hashlib.blake2b(digest_size=16)
    seeds, drafts, made = settings.seeds, settings.cache / DRAFTS, settings.docs / MANIFEST
    for path in (seeds / LEDGER, seeds / OLD_ARTICLES, drafts, made):
        try:
            data = path.read_bytes()
        except OSError:
            data = b"\0"
        digest.update(hashlib.blake2b(data).digest())
    return digest.hexdigest()


def plan_ground(
    settings: Settings,
    taxonomy: Taxonomy,
    lists: TermLists,
    press: CardPress | None,
    *,
    preview: bool,
) -> str:
    """Return what a plan depends on beside seeds and addresses."""
    told, cards = told_of_lists(lists), press and press.ground
    anywhere = replace(settings, site=settings.docs)  # a preview's is another one each time
    return key_of(files_ground(settings, taxonomy), anywhere, told, cards, preview)


def files_ground(settings: Settings, taxonomy: Taxonomy) -> str:
    """Return what all generated files depend on beside the articles."""
    told = (
        *(generator_digest(), settings.site_info, settings.repository, settings.persons),
        taxonomy.digest,
    )
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _names() -> list[str]:
    return [each.name for each in fields(KeptPlan) if each.compare]


def _lots(pages: Iterator[PlannedPage]) -> Iterator[list[PlannedPage]]:
    while lot := [*islice(pages, _LOT)]:
        yield lot


def _path(settings: Settings) -> Path:
    return settings.cache.parent / _NAME
