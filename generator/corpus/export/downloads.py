"""The corpus as files to take along, under addresses that stay: ``data/`` on the site.

All are packed, whatever their size: an address must not change when a corpus outgrows some bound,
and of 20,000 articles the plain files take a quarter of the gigabyte that GitHub Pages gives to a
site, packed a tenth at most. JSON Lines is for programs, which read gzip as they go; the
table and the package are ZIP files, which every desktop opens.

A dozen pages at a time are packed, and kept in the project's cache: what a later run changes is
packed anew, and the rest put together as it is.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeAlias

from generator.corpus.cache.page_cache import generator_digest
from generator.corpus.export.export_target import DESCRIPTOR
from generator.corpus.export.kept_blocks import KeptBlocks
from generator.corpus.files.output import Output
from generator.corpus.files.packed_blocks import (
    Block,
    ZipWriter,
    packed_block,
    unpacked,
    write_gzip,
)
from generator.corpus.files.signatures import read_record, write_record
from generator.corpus.pages.collected_pages import Corpus
from generator.corpus.pages.joining import FiledPage
from generator.corpus.processes.workers import choose_jobs, made_by_forks
from generator.model import Entry, Reconstruction
from generator.publish import DOWNLOADS, Download, key_of, mark_of
from generator.publish.csv_cells import csv_line
from generator.publish.export import (
    TABLES,
    Resource,
    jsonl_lines,
    package_text,
    sheet_header,
    sheet_lines,
)

__all__ = [
    "DOWNLOADS_KEPT",
    "Downloads",
    "WholeOfPage",
    "downloads_in",
    "key_of_packed",
    "publications_of",
]

DOWNLOADS_KEPT = "downloads"
"""Folder beside that of the cached pages."""

_LINES, _SHEET = "articles.jsonl", "articles.csv"
_OF_PACKAGE = "package/"
"""Before the name of a table of the package: its table of articles is not that for spreadsheets."""
_PAGES = 12
"""Pages that are packed together, on average: one in so many begins a new lot, by its name, so that
a page more or less changes one lot and leaves the others."""

WholeOfPage: TypeAlias = tuple[Reconstruction, Sequence[Entry]]
"""A page and the articles on it, with all their text."""
ReadPages: TypeAlias = Callable[[Sequence[str]], Iterable[WholeOfPage]]


def downloads_in(docs: Path) -> tuple[Download, ...]:
    """Return what is there to take along under ``docs``, with its size."""
    return tuple(
        Download(path=path, bytes=(docs / path).stat().st_size)
        for path in DOWNLOADS
        if (docs / path).is_file()
    )


class Downloads:
    """What is offered of a corpus to take along."""

    def __init__(
        self,
        title: str,
        pages: Mapping[str, str],
        publications: Collection[str],
        read: ReadPages,
        folder: Path,
    ) -> None:
        """``pages`` has of each page what tells it, ``read`` gives those of some names with their
        text, ``publications`` are their newspapers. Packed pages are kept in ``folder``."""
        self.title, self.publications, self._read = title, publications, read
        self._kept = KeptBlocks(folder)
        told = pages.items()
        self._lots = [
            (key_of(generator_digest(), [key for _, key in lot]), [name for name, _ in lot])
            for lot in _lots(told)
        ]

    @classmethod
    def of(cls, corpus: Corpus, folder: Path) -> Downloads:
        """Return what is offered of a corpus."""
        pages = {page.made.page.name: page for page in corpus.pages}

        def read(names: Sequence[str]) -> Iterator[WholeOfPage]:
            for page in map(pages.__getitem__, names):
                yield corpus.desk.page_with_text(page.made, page.entries)

        keys = {name: key_of_packed(page, corpus.persons) for name, page in pages.items()}
        return cls(corpus.site.name, keys, publications_of(corpus.pages), read, folder)

    @property
    def key(self) -> str:
        """What tells all that these files hold from any others."""
        return key_of(self.title, [key for key, _ in self._lots])

    def pack_ahead(self, jobs: int) -> None:
        """Pack what is not kept yet, in several processes if it is much."""
        lacking = [(key, lot) for key, lot in self._lots if not self._kept.has(key)]
        jobs = choose_jobs(jobs, sum(len(lot) for _, lot in lacking))
        if jobs > 1:
            for _ in made_by_forks([partial(self._pack, *told) for told in lacking], jobs):
                pass

    def write(self, path: str, file: BinaryIO) -> None:
        """Write one of :data:`generator.publish.DOWNLOADS` into an open file, piece by piece.

        Raises ``OSError`` when it cannot be written.
        """
        _WRITERS[path](self, file)

    def write_into(self, output: Output, names: Iterable[str], jobs: int) -> None:
        """Write those of some names that do not stand there."""
        self.pack_ahead(jobs)
        for name in names:
            if not output.stands(name, self.key):
                with output.writing(name) as file:
                    self.write(name, file)
                if output.before is not None:
                    output.before.note(name, self.key)
        self.keep_only_these()

    def keep_only_these(self) -> None:
        """Delete what is kept of other pages."""
        self._kept.keep_only({key for key, _ in self._lots})

    def write_lines(self, file: BinaryIO) -> None:
        """Write JSON Lines."""
        write_gzip(file, _LINES, self._blocks(_LINES))

    def write_sheet(self, file: BinaryIO) -> None:
        """Write the table for spreadsheets."""
        archive = ZipWriter(file)
        archive.add(_SHEET, _headed(sheet_header(), self._blocks(_SHEET)))
        archive.close()

    def write_package(self, file: BinaryIO) -> None:
        """Write the Data Package."""
        archive, resources = ZipWriter(file), []
        record = self._kept.folder / _SUMS
        before, now = read_record(record) or {}, {}
        for table in TABLES:
            header, name = csv_line(table.header()), _OF_PACKAGE + table.path
            key = self._told_of(header, name)
            told = _Sum(*before.get(key, ("", 0)))
            blocks = _headed(header, self._blocks(name))
            archive.add(table.path, blocks if told.sha256 else told.of(blocks))
            now[key] = told.sha256, told.bytes
            resources.append(Resource(table=table, bytes=told.bytes, sha256=told.sha256))
        text = package_text(self.title, resources, self.publications)
        archive.add(DESCRIPTOR, [packed_block(text.encode("utf-8"))])
        archive.close()
        now.pop("", None)
        if now != before:
            write_record(record, now)

    def _told_of(self, header: str, name: str) -> str:
        """Return what tells all that a stream holds; nothing where not all of it is kept."""
        digests = [self._kept.digest(key, name) for key, _ in self._lots]
        return key_of(header, digests) if all(digests) else ""

    def _blocks(self, name: str) -> Iterator[Block]:
        """Yield a stream's block of each lot of pages."""
        for key, lot in self._lots:
            yield self._kept.block(key, name) or self._pack(key, lot)[name]

    def _pack(self, key: str, lot: Sequence[str]) -> dict[str, Block]:
        made = _packed(self._read(lot))
        self._kept.put(key, made)
        return made


@dataclass(slots=True)
class _Sum:
    """What a stream comes to."""

    sha256: str
    bytes: int

    def of(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Yield the blocks, and add them up."""
        digest = hashlib.sha256()
        for block in blocks:
            self.bytes += block.size
            digest.update(unpacked(block))
            yield block
        self.sha256 = digest.hexdigest()


_WRITERS: dict[str, Callable[[Downloads, BinaryIO], None]] = dict(
    zip(
        DOWNLOADS,
        (Downloads.write_lines, Downloads.write_sheet, Downloads.write_package),
        strict=True,
    )
)
_SUMS = "sums"
"""File beside them: of each table of the package its SHA-256 and how long it is, unpacked, by what
it holds. Of what an edit costs to offer them, two thirds were to unpack all."""


def _lots(pages: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    lot: list[tuple[str, str]] = []
    for page in pages:
        name = page[0].encode("utf-8", "surrogatepass")
        if lot and hashlib.blake2b(name, digest_size=1).digest()[0] % _PAGES == 0:
            yield lot
            lot = []
        lot.append(page)
    if lot:
        yield lot


def key_of_packed(page: FiledPage, persons: bool) -> str:
    """Return what tells a page from all others; ``persons`` is whether those are published.

    Its mark is of all that was found on it, published or not.
    """
    if page.made.gist is not None:
        return key_of(persons, page.made.gist.mark, [mark_of(entry) for entry in page.entries])
    return key_of(persons, hashlib.blake2b(pickle.dumps(page, 5)).hexdigest())


def publications_of(pages: Iterable[FiledPage]) -> frozenset[str]:
    """Return the newspapers that pages are of."""
    return frozenset(filter(None, (page.made.imprint.publication for page in pages)))


def _packed(pages: Iterable[WholeOfPage]) -> dict[str, Block]:
    """Return what each stream has of some pages."""
    texts: dict[str, io.StringIO] = {}
    for made, entries in pages:
        _add(texts, _LINES, jsonl_lines(made, entries))
        _add(texts, _SHEET, sheet_lines(made, entries))
        for table in TABLES:
            header = table.header()
            rows = (csv_line(row[name] for name in header) for row in table.rows(made, entries))
            _add(texts, _OF_PACKAGE + table.path, rows)
    return {name: packed_block(text.getvalue().encode("utf-8")) for name, text in texts.items()}


def _add(texts: dict[str, io.StringIO], name: str, lines: Iterator[str]) -> None:
    texts.setdefault(name, io.StringIO(newline="")).writelines(lines)


def _headed(header: str, blocks: Iterator[Block]) -> Iterator[Block]:
    yield packed_block(header.encode("utf-8"))
    yield from blocks
