"""Writing the search index, unless it is that of these articles already.

Any change has all grams gathered anew; of the files, those are packed and written that come out
otherwise: of a corrected sentence few, of an article more nearly all, as it moves the numbers of
those that are older. A run that finds the articles as they were leaves the index alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.corpus.cache import Cache, generator_digest
from generator.corpus.files import write_atomically
from generator.corpus.manifest import read_manifest
from generator.corpus.output import Output
from generator.corpus.workers import choose_jobs, made_by_forks
from generator.model import Entry
from generator.progress import Step, tell
from generator.publish import (
    ONE_FILE,
    Desk,
    Packing,
    Prepared,
    Searched,
    mark_of,
    prepared,
    search_parts,
    searched,
    tags_in_search,
    with_notices,
)

__all__ = ["index_files", "write_index"]

_NOTE = "search-index"
"""File of the cache that tells of which articles the index is, and by which generator; written
last, when the index is whole."""
_FOLDER = "search/"
_AT_HAND = 8
"""Pages of which this is held at a time."""


class _InSearch(Collection[Searched | Prepared]):
    """What search sees, the newest first; each article is made when it is asked for: they are not
    all held. What is made of a page is kept in the cache, if there is one."""

    def __init__(self, desk: Desk, cache: Cache | None = None) -> None:
        self._desk, self._cache = desk, cache
        self._found = with_notices(desk.entries, desk.reconstructions)
        self._at_hand: OrderedDict[str, list[Prepared]] = OrderedDict()

    @property
    def version(self) -> str:
        """What tells these articles from any others."""
        told = hashlib.sha256()
        for found in self._found:
            if isinstance(found, Entry) and found.gist is not None:
                told.update(mark_of(found).encode("utf-8", "surrogatepass"))
            else:
                told.update(repr(self._searched(found)).encode("utf-8", "surrogatepass"))
        return told.hexdigest()

    def _searched(self, found: Entry | Searched) -> Searched | Prepared:
        if isinstance(found, Searched):
            return found
        if found.gist is None:
            return searched(found)
        ready = self._of_page(found, found.gist.mark)[found.gist.number]
        article = replace(ready.article, id=found.id, tags=tags_in_search(found))
        return ready._replace(article=article)

    def _of_page(self, entry: Entry, mark: str) -> list[Prepared]:
        """Return what search sees of the articles of a page, whose ids are to be put in."""
        page = self._at_hand.pop(mark, None)
        if page is None and self._cache is not None:
            page = self._cache.found(mark, alone=self._alone)
        if page is None:
            page = self._made(entry, mark)
        self._at_hand[mark] = page
        if len(self._at_hand) > _AT_HAND:
            self._at_hand.popitem(last=False)
        return page

    @property
    def _alone(self) -> bool:
        return len(self) <= ONE_FILE

    def _made(self, entry: Entry, mark: str) -> list[Prepared]:
        articles = map(searched, self._desk.of_page(entry))
        page = [prepared(article, alone=self._alone) for article in articles]
        if self._cache is not None:
            self._cache.put_found(mark, page, alone=self._alone)
        return page

    def make_ahead(self, jobs: int) -> None:
        """Have the cache hold what search sees of each page, in several processes if it lacks
        much."""
        if self._cache is None:
            return
        put_away = (e for e in self._found if isinstance(e, Entry) and e.gist is not None)
        pages = {entry.gist.mark: entry for entry in put_away if entry.gist is not None}
        lacking = [m for m in pages if not self._cache.has_found(m, alone=self._alone)]
        jobs = choose_jobs(jobs, len(lacking))
        if jobs > 1:
            works = [partial(self._kept, pages[mark], mark) for mark in lacking]
            for _ in made_by_forks(works, jobs):
                pass

    def _kept(self, entry: Entry, mark: str) -> None:
        self._made(entry, mark)

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Searched | Prepared]:
        yield from map(self._searched, self._found)

    def __contains__(self, article: object) -> bool:
        return any(article == other for other in self)


def index_files(desk: Desk, cache: Cache | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield the path under ``site_src`` and the bytes of every file of the index."""
    for path, _, make in _index_parts(desk, cache):
        yield path, make()


def _index_parts(desk: Desk, cache: Cache | None, jobs: int = 1) -> Iterator[Packing]:
    articles = _InSearch(desk, cache)
    articles.make_ahead(jobs)
    with tempfile.TemporaryFile() as spool:
        yield from search_parts(articles, spool, one_file=ONE_FILE)


def write_index(desk: Desk, output: Output, cache: Cache, jobs: int = 1) -> Iterator[str]:
    """Write the index, or keep it, and yield the names of its files.

    It is kept if the ``cache`` knows it as that of the same articles, and none of its files is
    missing or was changed since. Raises what :meth:`Output.write` raises.
    """
    tell(Step.INDEXING)
    note = cache.folder / _NOTE
    version = f"{_InSearch(desk).version} {generator_digest()}\n".encode("ascii")
    known = [name for name in read_manifest(output.folder) if name.startswith(_FOLDER)]
    if known and _stands(output.folder, known, note, version):
        for name in known:
            output.keep(name)
            yield name
        return
    for name, key, make in _index_parts(desk, cache, jobs):
        output.write_made(name, key, make)
        yield name
    with contextlib.suppress(OSError):  # without a cache, it is written anew every time
        note.unlink(missing_ok=True)
        write_atomically(note, version)


def _stands(docs: Path, names: Sequence[str], note: Path, version: bytes) -> bool:
    try:
        if note.read_bytes() != version:
            return False
        written = note.stat().st_mtime_ns
        return all((docs / name).stat().st_mtime_ns <= written for name in names)
    except OSError:
        return False
