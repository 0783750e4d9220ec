"""Writing the search index, unless it is that of these articles already.

Of a large one, lots of some hundred articles are kept: the grams are gathered of those that
changed, and brought together where they say otherwise. Of the files, those are packed and written
that come out otherwise: of a corrected sentence few, of an article more nearly all, as it moves the
numbers of those that are older. A run that finds the articles as they were leaves the index alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from generator.corpus.cache.page_cache import Cache, generator_digest
from generator.corpus.files.output import Output
from generator.corpus.files.signatures import state_name
from generator.corpus.files.whole_files import write_atomically
from generator.corpus.search.search_lots import KeptLots
from generator.model import Entry
from generator.progress import Step, tell
from generator.publish import (
    MOST,
    ONE_FILE,
    Desk,
    PageExtract,
    Prepared,
    Searched,
    SpooledLots,
    key_of,
    search_parts,
    searched,
    tags_in_search,
    torn_in,
    with_notices,
)

__all__ = ["Found", "HeldWhole", "PutAside", "found_in", "index_files", "write_index"]

_NOTE = "search-index"
"""File of the cache that tells of which articles the index is, by which generator, and in which
folder; written last, when the index is whole."""
_FOLDER = "search/"
LOTS = "search"
"""Folder beside that of the cached pages, with what is gathered for a large index."""
_AT_HAND = 8
"""Pages of which this is held at a time."""


class PutAside(NamedTuple):
    """An article whose page was put away."""

    id: str
    mark: str
    """Of its page."""
    number: int
    """On it."""
    terms: tuple[str, ...]


class HeldWhole(NamedTuple):
    """An article that goes on on another page, or on a page of which another one does."""

    id: str
    key: str
    """What tells all that search sees of it."""


Found: TypeAlias = PutAside | HeldWhole | Searched
"""An article, or a notice, that search finds."""
Held: TypeAlias = Callable[[], Mapping[str, Entry]]
"""Gives the articles that are held whole, by their ids."""
Extracts: TypeAlias = Callable[[str], PageExtract]
"""Gives what search sees of the articles of a page by its mark."""


def found_in(desk: Desk) -> list[Found]:
    """Return what search finds, the newest first."""
    return [*map(_found, with_notices(desk.entries, desk.reconstructions))]


def _found(found: Entry | Searched) -> Found:
    if isinstance(found, Searched):
        return found
    if found.gist is None:
        return HeldWhole(found.id, key_of(searched(found)))
    return PutAside(found.id, found.gist.mark, found.gist.number, found.terms)


class _InSearch:
    """What search sees, the newest first; each article is made when it is asked for: they are not
    all held. What is made of a page is kept in the cache, if there is one."""

    def __init__(
        self, found: Sequence[Found], extracts: Extracts, held: Held, cache: Cache | None = None
    ) -> None:
        self._found, self._extracts, self._held, self._cache = found, extracts, held, cache
        self._at_hand: OrderedDict[str, Sequence[Prepared]] = OrderedDict()
        self._marks = [*map(_mark, found)]

    def key(self, first: int, end: int) -> str:
        """Return what tells the articles of some numbers from any others."""
        return hashlib.blake2b(b"".join(self._marks[first:end]), digest_size=12).hexdigest()

    @property
    def version(self) -> str:
        """What tells all of them from any others."""
        return self.key(0, len(self))

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Yield stretches that begin with certain articles, by their ids: so one article more or
        less changes one stretch."""
        first = 0
        for number, found in enumerate(self._found):
            begins = hashlib.blake2b(found.id.encode("utf-8", "surrogatepass"), digest_size=1)
            full = number - first == MOST
            if number > first and (full or begins.digest()[0] == 0):
                yield first, number
                first = number
        if self._found:
            yield first, len(self)

    def some(self, first: int, end: int) -> Iterator[Searched | Prepared]:
        """Yield those of some numbers."""
        yield from map(self._searched, self._found[first:end])

    def _searched(self, found: Found) -> Searched | Prepared:
        if isinstance(found, Searched):
            return found
        if isinstance(found, HeldWhole):
            return searched(self._held()[found.id])
        ready = self._of_page(found.mark)[found.number]
        article = replace(ready.article, id=found.id, tags=tags_in_search(found.terms))
        return ready._replace(article=article)

    def _of_page(self, mark: str) -> Sequence[Prepared]:
        """Return what search sees of the articles of a page, whose ids are to be put in."""
        page = self._at_hand.pop(mark, None)
        if page is None:
            page = self._extracts(mark).searched
            if len(self) <= ONE_FILE:
                torn = self._torn(mark, page)
                page = [a._replace(torn=words) for a, words in zip(page, torn, strict=True)]
        self._at_hand[mark] = page
        if len(self._at_hand) > _AT_HAND:
            self._at_hand.popitem(last=False)
        return page

    def _torn(self, mark: str, page: Sequence[Prepared]) -> Sequence[list[int]]:
        """Return the torn words of each article of a page."""
        torn: Sequence[list[int]] | None = self._cache.torn(mark) if self._cache else None
        if torn is None or len(torn) != len(page):
            torn = [*map(torn_in, page)]
            if self._cache is not None:
                self._cache.put_torn(mark, torn)
        return torn

    def __len__(self) -> int:
        return len(self._found)


def _mark(found: Found) -> bytes:
    if isinstance(found, PutAside):
        told = f"{found.mark} {found.number} {found.id} {found.terms}"
    else:
        told = found.key if isinstance(found, HeldWhole) else key_of(found)
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def index_files(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Yield the path under ``site_src`` and the bytes of every file of the index."""
    with tempfile.TemporaryFile() as spool:
        articles = _InSearch(found_in(desk), desk.extract, lambda: desk.by_id)
        for path, _, make in search_parts(articles, SpooledLots(spool), one_file=ONE_FILE):
            yield path, make()


def write_index(
    found: Sequence[Found],
    extracts: Extracts,
    held: Held,
    output: Output,
    cache: Cache,
) -> Iterator[str]:
    """Write the index, or keep it, and yield the names of its files.

    It is kept if the ``cache`` knows it as that of the same articles, and none of its files is
    missing or was changed since. Raises what :meth:`Output.write` raises.
    """
    tell(Step.INDEXING)
    note = cache.folder / _NOTE
    articles = _InSearch(found, extracts, held, cache)
    told = articles.version, generator_digest(), state_name(output.folder)
    version = f"{' '.join(told)}\n".encode("ascii")
    known = output.known_in(_FOLDER)
    if known and _stands(output.folder, known, note, version):
        for name in known:
            output.keep(name)
            yield name
        return
    lots = KeptLots(cache.folder.parent / LOTS, generator_digest())
    for name, key, make in search_parts(articles, lots, one_file=ONE_FILE):
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
        found = [(docs / name).stat() for name in names]
        return all(max(one.st_mtime_ns, one.st_ctime_ns) <= written for one in found)
    except OSError:
        return False
