"""Reading seeds into pages, each form by its reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.corpus.decoding import STANDARD_INPUT, decode_text
from generator.corpus.pdf_process import read_pdf_apart
from generator.corpus.seed_forms import OCR, SeedForm, form_of
from generator.corpus.seeds import Seed, read_bytes, reason
from generator.corpus.shares import share_corrections
from generator.corpus.sidecar import read_sidecar, sidecar_path
from generator.corpus.sources import Sources
from generator.errors import SeedError
from generator.model import Page
from generator.readers import READING, Unread, page_name
from generator.readers.boxes import read_boxes
from generator.readers.ocr import read_ocr

__all__ = ["read_pages", "read_seed", "source_key", "split_pages"]

FORM_FEED = "\f"
MOST_BYTES = 1 << 30
"""Of a PDF: a year of a daily's front pages."""
_PDF_OPENING = b"%PDF-"


def read_pages(seed: Seed) -> tuple[Page, ...]:
    """Return the pages of a seed, with what its sidecar says of them.

    Raises :class:`SeedError` when it cannot be read, or one of its pages, and
    :class:`SidecarError` when the sidecar cannot be followed.
    """
    pages: list[Page] = []
    for read in read_seed(seed):
        if isinstance(read, Unread):
            raise SeedError(f"{seed.path or seed.name}: {read.page} {read.why}.")
        pages.append(read)
    return tuple(pages)


def read_seed(seed: Seed, sources: Sources | None = None) -> Iterator[Page | Unread]:
    """Yield the pages of a seed, with what its sidecar says of them, and those it cannot read.

    They come one after the other, so that a long file need not be held; all together only where a
    sidecar's corrections are to be shared out. What a reader takes from a PDF is kept in
    ``sources``. Raises as :func:`read_pages` does for what concerns the whole file.
    """
    reading = _read(seed, sources)
    beside = sidecar_path(seed.path) if seed.path is not None else None
    if beside is None:
        yield from reading
        return
    sidecar = read_sidecar(beside)
    held = list(reading)
    pages = [read for read in held if isinstance(read, Page)]
    shares = iter(share_corrections(pages, sidecar.corrections) if pages else ())
    for read in held:
        if isinstance(read, Page):
            read = replace(read, sidecar=replace(sidecar, corrections=next(shares)))
        yield read


def source_key(seed: Seed) -> str | None:
    """Return what the pages of a seed are kept under; ``None`` for forms that are read each time.

    Raises :class:`SeedError` for a file that cannot be read.
    """
    if not _is_pdf(seed):
        return None
    if seed.data is not None:
        return f"{hashlib.sha256(seed.data).hexdigest()}-{READING}"
    assert seed.path is not None
    try:
        with seed.path.open("rb") as file:
            return f"{hashlib.file_digest(file, 'sha256').hexdigest()}-{READING}"
    except OSError as error:
        raise SeedError(f"{seed.path}: cannot be read: {reason(error)}.") from error


def split_pages(name: str, text: str) -> tuple[Page, ...]:
    """Return the parts of ``text`` between form feeds (U+000C), each a page.

    The first is called ``name`` and part N ``name#N``. A blank part (pdftotext ends each page
    with a form feed) is left out, but counted, so that N is the page's number in the file.
    Offsets run from the start of the part, which is what ``Page.text`` holds.

    >>> [(page.name, page.text) for page in split_pages("a.txt", "一\\f \\f三\\f")]
    [('a.txt', '一'), ('a.txt#3', '三')]
    """
    return tuple(
        Page(name=page_name(name, number), text=part)
        for number, part in enumerate(text.split(FORM_FEED), start=1)
        if part.strip()
    )


def _read(seed: Seed, sources: Sources | None) -> Iterator[Page | Unread]:
    if _is_pdf(seed):
        return _read_pdf(seed, sources)
    told = str(seed.path or seed.name)
    data = seed.data if seed.data is not None else read_bytes(Path(told))
    if form_of(seed.name) is SeedForm.BOXES:
        return _read_boxes(seed.name, data, told)
    if form_of(seed.name) in OCR:
        return _read_ocr(seed.name, data, told)
    return iter(split_pages(seed.name, decode_text(data, told)))


def _is_pdf(seed: Seed) -> bool:
    """Tell whether a seed is a PDF: by its name, or by its bytes where it has none."""
    if seed.name == STANDARD_INPUT:
        return (seed.data or b"").startswith(_PDF_OPENING)
    return form_of(seed.name) is SeedForm.PDF


def _read_boxes(name: str, data: bytes, told: str) -> Iterator[Page]:
    is_blank = True
    for number, page in enumerate(read_boxes(data, told), start=1):
        if page.text.strip():
            is_blank = False
            yield replace(page, name=page_name(name, number))
    if is_blank:
        raise SeedError(f"{told}: the pages in it hold no text. Delete it, or make it anew.")


def _read_ocr(name: str, data: bytes, told: str) -> Iterator[Page]:
    is_blank = True
    try:
        for page in read_ocr(data, name, sha256=hashlib.sha256(data).hexdigest()):
            is_blank = False
            yield page
    except SeedError as error:  # which knows the file's name, and not where it lies
        raise SeedError(f"{told}{str(error).removeprefix(name)}") from None
    if is_blank:
        raise SeedError(f"{told}: the pages in it hold no text. Delete it, or make it anew.")


def _read_pdf(seed: Seed, sources: Sources | None) -> Iterator[Page | Unread]:
    told = str(seed.path or seed.name)
    key = source_key(seed)
    assert key is not None
    size = len(seed.data) if seed.data is not None else Path(told).stat().st_size
    if not size:
        raise SeedError(f"{told}: the file is empty. Put the PDF there once more or delete it.")
    if size > MOST_BYTES:
        raise SeedError(f"{told}: larger than a gigabyte. Split it: qpdf --split-pages=20.")
    kept = sources.kept(key, seed.name) if sources is not None else None
    if kept is None:
        source = seed.data if seed.data is not None else Path(told)
        kept = read_pdf_apart(source, seed.name, key.partition("-")[0])
        if sources is not None:
            kept = sources.keep(key, seed.name, kept)
    is_blank = True
    try:
        for read in kept:
            is_blank = False
            yield read
    except SeedError as error:  # which knows the file's name, and not where it lies
        raise SeedError(f"{told}{str(error).removeprefix(seed.name)}") from None
    if is_blank:
        raise SeedError(
            f"{told}: all its pages are blank, or damaged in their text. Is it the right file?"
        )
