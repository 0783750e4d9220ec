"""The corpus as files to take along, under addresses that stay: ``data/`` on the site.

All are packed, whatever their size: an address must not change when a corpus outgrows some bound,
and of 20,000 articles the plain files take a quarter of the gigabyte that GitHub Pages gives to a
site, packed a tenth at most. JSON Lines is for programs, which read gzip as they go; the
table and the package are ZIP files, which every desktop opens.
"""

from __future__ import annotations

import gzip
import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TypeAlias

from generator.corpus.export_target import DESCRIPTOR
from generator.model import Entry, Reconstruction
from generator.publish import DOWNLOADS, Download
from generator.publish.csv_cells import csv_line
from generator.publish.export import (
    TABLES,
    Resource,
    Table,
    jsonl_lines,
    package_text,
    sheet_header,
    sheet_lines,
)

__all__ = ["Pages", "downloads_in", "write_download"]

Pages: TypeAlias = Sequence[tuple[Reconstruction, Sequence[Entry]]]
"""Each page with its articles as they are filed."""

_LEVEL = 6
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive: the same pages give the same bytes."""


def downloads_in(docs: Path) -> tuple[Download, ...]:
    """Return what is there to take along under ``docs``, with its size."""
    return tuple(
        Download(path=path, bytes=(docs / path).stat().st_size)
        for path in DOWNLOADS
        if (docs / path).is_file()
    )


def write_download(path: str, file: BinaryIO, pages: Pages, title: str) -> None:
    """Write one of :data:`generator.publish.DOWNLOADS` into an open file, piece by piece.

    ``title`` is what the package is called. Raises ``OSError`` when it cannot be written.
    """
    _WRITERS[path](file, pages, title)


def _write_lines(file: BinaryIO, pages: Pages, _title: str) -> None:
    with gzip.GzipFile("articles.jsonl", "wb", _LEVEL, file, mtime=0) as packed:
        for made, entries in pages:
            for line in jsonl_lines(made, entries):
                packed.write(line.encode("utf-8"))


def _write_sheet(file: BinaryIO, pages: Pages, _title: str) -> None:
    lines = (line for made, entries in pages for line in sheet_lines(made, entries))
    with zipfile.ZipFile(file, "w") as archive:
        _add(archive, "articles.csv", _chain(sheet_header(), lines))


def _write_package(file: BinaryIO, pages: Pages, title: str) -> None:
    publications = {
        made.imprint.publication for made, _entries in pages if made.imprint.publication
    }
    with zipfile.ZipFile(file, "w") as archive:
        # One table after the other: an archive takes one file at a time.
        resources = [_add_table(archive, table, pages) for table in TABLES]
        _add(archive, DESCRIPTOR, [package_text(title, resources, publications)])


def _add_table(archive: zipfile.ZipFile, table: Table, pages: Pages) -> Resource:
    header = table.header()
    rows = (row for made, entries in pages for row in table.rows(made, entries))
    lines = (csv_line(row[name] for name in header) for row in rows)
    size, digest = _add(archive, table.path, _chain(csv_line(header), lines))
    return Resource(table=table, bytes=size, sha256=digest)


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> tuple[int, str]:
    """Write a file into an archive; return its length and its SHA-256."""
    info = zipfile.ZipInfo(name, _LONG_AGO)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    size, digest = 0, hashlib.sha256()
    with archive.open(info, "w", force_zip64=True) as file:
        for piece in pieces:
            data = piece.encode("utf-8")
            size += len(data)
            digest.update(data)
            file.write(data)
    return size, digest.hexdigest()


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


_WRITERS: dict[str, Callable[[BinaryIO, Pages, str], None]] = dict(
    zip(DOWNLOADS, (_write_lines, _write_sheet, _write_package), strict=True)
)
