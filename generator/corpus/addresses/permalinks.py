"""Ids that an article keeps for good, in the ledger of addresses.

An article is known again by its page and by its text, so its address survives another run, a
better reconstruction and a new headline. A row is never taken out: an id that was published once
stands for one article for ever and is not given to another. Pages that no article's row names
have rows of their own, so that their addresses answer too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from generator.corpus.addresses.draft_ids import DraftId, new_id
from generator.corpus.addresses.ledger import (
    ARTICLE,
    PAGE,
    PART,
    LedgerRow,
    checked_rows,
    read_ledger,
)
from generator.corpus.cache.minhash import (
    Sketches,
    known_by,
    match_sketches,
    sketch_of,
    sketch_similarity,
)
from generator.model import Article

__all__ = ["Permalinks", "Retired"]

SAME_ARTICLE = 0.3
"""Estimated overlap above which an article of the same page is the one we knew: two of one page
share almost no run of four characters, and half of one keeps this much."""
SAME_RENAMED = 0.8
"""The same where its page was renamed."""


@dataclass(slots=True)
class _KnownId:
    """An id of the ledger, and what has become of it in this run."""

    id: str
    page: str
    sketch: str
    used: bool = False
    draft: bool = False
    """Whether the id is not on record: nobody can have cited it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """An id that no article bears any more."""

    id: str
    """The id."""
    moved_to: str | None = None
    """The id of the article that has its text now; ``None`` where no article has it."""
    withdrawn: bool = False
    """Whether its page is gone too, not only the article."""


@dataclass(slots=True)
class Permalinks:
    """The ids known so far; :meth:`assign` finds an article's id or makes a new one.

    The one record here that changes: the memory between one page and the next.
    """

    rows: dict[str, _KnownId] = field(default_factory=dict)
    """Every id ever given out."""
    pages: dict[str, str] = field(default_factory=dict)
    """Pages that no row names, and by what name their articles are found now; empty for none."""
    _of_page: dict[str, dict[str, _KnownId]] = field(default_factory=dict)
    _orphans: tuple[_KnownId, ...] = ()
    _like: Sketches | None = None
    """What the orphans are found by."""
    _seen_pages: set[str] = field(default_factory=set)
    _heirs: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """For a page that is gone, the pages that its articles were found on, and how many."""
    _waiting: frozenset[str] = frozenset()
    _failed: frozenset[str] = frozenset()

    @classmethod
    def read(cls, folder: Path, drafts: Iterable[DraftId] = ()) -> Permalinks:
        """Return the permalinks of a folder of seeds; none when it has no ledger yet.

        ``drafts`` are ids that a preview has given out since. Raises :class:`SidecarError` naming
        the line that cannot be followed.
        """
        links = cls()
        for row in checked_rows(read_ledger(folder, ARTICLE, PAGE)):
            if row.kind == ARTICLE:
                links.add(row.address, row.name, row.mark)
            else:
                links.pages[row.address] = row.name
        for draft in drafts:
            if draft.id not in links.rows:
                links.add(draft.id, draft.page, draft.sketch).draft = True
        # Rows of pages whose file is gone: perhaps it was renamed.
        files = {entry.name for entry in folder.iterdir()} if links.rows else set()
        gone = {page for page in links._of_page if _file_of(page, files) not in files}
        links._orphans = tuple(row for row in links.rows.values() if row.page in gone)
        return links

    def add(self, id_: str, page: str, sketch: str) -> _KnownId:
        """Take in one id."""
        row = self.rows[id_] = _KnownId(id_, page, sketch)
        self._of_page.setdefault(page, {})[id_] = row
        return row

    def assign(
        self,
        page: str,
        articles: Sequence[Article],
        sketches: Sequence[str] = (),
        whole: Callable[[], Sequence[Article]] | None = None,
        new: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """Return the id of each of a page's articles, in their order.

        Call it once for each page. Which old id goes to which article is decided by the likeness
        of their texts, best first; what is left gets a new one, made of the page's name and the
        text. ``sketches`` are those of the articles, where they are known; then ``new`` has the ids
        they get if they are new and no other article has such a one, and ``whole`` gives the
        articles with their text.
        """
        self._seen_pages.add(page)
        if articles:
            self.pages.pop(page, None)
        else:
            self.pages[page] = ""
        if whole is None:
            sketches = [sketch_of(known_by(article)) for article in articles]
        known = [row for row in self._of_page.get(page, {}).values() if not row.used]
        pairs = match_sketches(sketches, [row.sketch for row in known], SAME_ARTICLE)
        chosen = {i: known[j] for i, j in pairs.items()}
        if len(chosen) < len(articles):
            left = [i for i in range(len(articles)) if i not in chosen]
            orphans = self._orphans_like([sketches[i] for i in left])
            chosen.update({left[i]: row for i, row in orphans.items()})
        ids, tried = [], dict[str, int]()
        for i, sketch in enumerate(sketches):
            row = chosen.get(i)
            if row is None:
                id_ = new[i] if new else ""
                if not id_ or id_ in self.rows:
                    text = known_by((articles if whole is None else whole())[i])
                    id_ = new_id(page, text, self.rows, tried)
                row = self.add(id_, page, sketch)
                row.draft = True
            elif row.page != page:
                if not row.draft:  # else the old name of the page is nowhere known
                    self._heirs[row.page][page] += 1
                self._move(row, page)
            row.sketch, row.used = sketch, True
            ids.append(row.id)
        return tuple(ids)

    def resume(self, page: str, ids: Sequence[str]) -> None:
        """Instead of :meth:`assign`, let a page that is as it was have the ids that it had."""
        self._seen_pages.add(page)
        for id_ in ids:
            self.rows[id_].used = True

    def _orphans_like(self, sketches: Sequence[str]) -> dict[int, _KnownId]:
        """Return which orphan each of these articles is, most alike first: of thousands of renamed
        pages, not all need be compared with all."""
        if self._like is None:
            self._like = Sketches([row.sketch for row in self._orphans], SAME_RENAMED)
        orphans, chosen = self._orphans, dict[int, _KnownId]()
        for i, sketch in enumerate(sketches):  # what each page of a newspaper has is on all of them
            equal = self._like.equal(sketch)
            while equal and i not in chosen:
                if not (row := orphans[equal.pop(0)]).used:
                    chosen[i] = row
        left = [i for i in range(len(sketches)) if i not in chosen]
        taken = {row.id for row in chosen.values()}
        found = sorted({number for i in left for number in self._like.like(sketches[i])})
        rows = [row for row in map(orphans.__getitem__, found) if not row.used | (row.id in taken)]
        wanted = [sketches[i] for i in left]
        pairs = match_sketches(wanted, [row.sketch for row in rows], SAME_RENAMED)
        return chosen | {left[i]: rows[j] for i, j in pairs.items()}

    def settle(self, failed: Collection[str] = ()) -> None:
        """Decide about the ids that no page took; call it after the last page.

        A page that was renamed takes its retired ids along. ``failed`` are files that could not
        be made: their ids wait, neither borne nor retired. So do those of vanished files when a
        file failed that we never knew, for it may be one of them.
        """
        for page, heirs in self._heirs.items():
            self.pages[page] = min(heirs, key=lambda heir: (-heirs[heir], heir))
        for row in self.rows.values():
            if row.page in self._heirs and not row.used:
                self._move(row, self.pages[row.page])
        self._failed = frozenset(failed)
        known = {_file_of(row.page, failed) for row in self.rows.values()}
        waiting = [row for row in self.rows.values() if _file_of(row.page, failed) in failed]
        if not known.issuperset(failed):
            waiting += [row for row in self._orphans if row.page not in self._seen_pages]
        self._waiting = frozenset(row.id for row in waiting if not row.used)
        unwanted = [row.id for row in self.rows.values() if row.draft and not row.used]
        for id_ in set(unwanted) - self._waiting:
            del self.rows[id_]

    def waiting(self) -> frozenset[str]:
        """Return the ids whose pages could not be made this time, as :meth:`settle` was told."""
        return self._waiting

    def retired(self) -> tuple[Retired, ...]:
        """Return every other id that no article bears any more, in their order."""
        rows = sorted(self.rows.values(), key=lambda row: row.id)
        gone = [row for row in rows if not row.used and row.id not in self._waiting]
        used = [row for row in rows if row.used] if gone else []
        like = Sketches([row.sketch for row in used], SAME_RENAMED)
        of_page = defaultdict[str, list[_KnownId]](list)
        for row in used:
            of_page[row.page].append(row)
        on_page = cache(lambda page: Sketches([row.sketch for row in of_page[page]], 1e-9))

        def successor(row: _KnownId) -> str | None:
            """Find the article of its page that has most of its text, else a twin of it."""
            near = on_page(row.page).like(row.sketch, most=256)
            mine = _most_like(row, map(of_page[row.page].__getitem__, near), 1e-9)
            if mine is not None:
                return mine
            numbers = like.equal(row.sketch)[-1:] or like.like(row.sketch)
            return _most_like(row, map(used.__getitem__, numbers), SAME_RENAMED)

        return tuple(
            Retired(
                id=row.id,
                moved_to=successor(row),
                withdrawn=row.page not in self._seen_pages,
            )
            for row in gone
        )

    def former_pages(self) -> dict[str, str | None]:
        """Return the pages that are no more, in order, and by what name each is found now, if it
        was not taken away. Call it after settling."""
        gone = {row.page for row in self.rows.values() if not row.draft} | set(self.pages)
        return {
            page: self.pages.get(page) or None
            for page in sorted(gone - self._seen_pages)
            if _file_of(page, self._failed) not in self._failed
        }

    def on_record(self) -> frozenset[str]:
        """Return the ids that stand in the ledger."""
        return frozenset(row.id for row in self.rows.values() if not row.draft)

    def ledger_rows(self) -> Iterator[LedgerRow]:
        """Yield the rows of the ledger: a page's ids as they were given out, which tells two
        articles of the very same words apart, then the pages."""
        rows = [row for row in self.rows.values() if row.used or not row.draft]
        for row in sorted(rows, key=lambda row: row.page):
            yield LedgerRow(ARTICLE, row.id, row.page, row.sketch)
        for page, now in sorted(self.pages.items()):
            yield LedgerRow(PAGE, page, now, "")

    def drafts(self, *, recorded: bool) -> tuple[DraftId, ...]:
        """Return the ids that are not on record; call it after settling.

        ``recorded`` says that :meth:`ledger_rows` are written: then only those are left that
        wait for their page.
        """
        return tuple(
            DraftId(row.id, row.page, row.sketch)
            for row in self.rows.values()
            if row.draft and (row.id in self._waiting or not recorded)
        )

    def _move(self, row: _KnownId, page: str) -> None:
        del self._of_page[row.page][row.id]
        self._of_page.setdefault(page, {})[row.id] = row
        row.page = page


def _most_like(row: _KnownId, others: Iterable[_KnownId], least: float) -> str | None:
    """Return the id that bears most of what an id bore, and so much of it."""
    ranked = ((sketch_similarity(row.sketch, other.sketch), other.id) for other in others)
    likeness, id_ = max(ranked, default=(0.0, ""))
    return id_ if row.sketch and likeness >= least else None


def _file_of(page: str, files: Collection[str]) -> str:
    """Return the file that a page is of; a file's own name may look like that of a part.

    >>> _file_of("a.txt#2", {"a.txt"}), _file_of("m#b.txt", ()), _file_of("m#b.txt#2", ())
    ('a.txt', 'm#b.txt', 'm#b.txt')
    """
    return page if page in files else PART.sub("", page)
