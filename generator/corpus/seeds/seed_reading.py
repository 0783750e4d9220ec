"""Reading seeds into pages, each form by its reader."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from generator.corpus.cache.read_sources import Sources
from generator.corpus.seeds.corrections import share_corrections
from generator.corpus.seeds.page_pictures import measured_picture
from generator.corpus.seeds.pdf_process import read_pdf_apart
from generator.corpus.seeds.scans import INSTALL, read_scans, scans_prefix
from generator.corpus.seeds.seed_decoding import STANDARD_INPUT, decode_text
from generator.corpus.seeds.seed_files import Seed, read_bytes, reason
from generator.corpus.seeds.seed_forms import OCR, PICTURES, SeedForm, form_of
from generator.corpus.seeds.sidecar import read_sidecar, sidecar_path
from generator.errors import SeedError
from generator.model import Page, Sidecar, seed_stem
from generator.readers import READING, Unread, page_name
from generator.readers.boxes_json import read_boxes
from generator.readers.markdown import read_markdown
from generator.readers.ocr import read_ocr
from generator.readers.ocr.hocr import is_hocr

__all__ = ["read_pages", "read_seed", "source_keys", "split_pages"]

FORM_FEED = "\f"
MOST_BYTES = 1 << 30
"""Of a PDF or a scan: a year of a daily's front pages."""
MOST_CHARACTERS = 500_000
"""Of a page: read as one, each takes some hundred bytes of memory. A page of a large daily has ten
to twenty thousand; many times that are many pages that nothing parts."""
_MOST_FILE = 1 << 28
"""Bytes of a file of text, or of what OCR says in words: ten years of a daily's front pages."""
_MOST_TEXT = 1 << 22
"""Bytes of the text of a page, or of several: what is larger is not tried as one."""
_PDF_OPENING, _HEAD = b"%PDF-", 1024
_HOCR_HEAD = 1 << 16
"""Bytes within which hOCR, which is HTML, shows its first page."""
_HTML_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.I)


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
    beside = sidecar_path(seed.path) if seed.path is not None else None
    sidecar = read_sidecar(beside) if beside is not None else None
    reading = map(_of_one_page, _read(seed, sources, sidecar))
    if sidecar is None:
        yield from reading
        return
    held = list(reading)
    pages = [read for read in held if isinstance(read, Page)]
    shares = iter(share_corrections(pages, sidecar.corrections) if pages else ())
    for read in held:
        if isinstance(read, Page):
            read = replace(read, sidecar=replace(sidecar, corrections=next(shares)))
        yield read


def _of_one_page(read: Page | Unread) -> Page | Unread:
    """Return what was read, unless so much text can be no page."""
    if isinstance(read, Unread) or len(read.text) <= MOST_CHARACTERS:
        return read
    return Unread(
        page=read.name,
        why=f"holds {len(read.text):,} characters, as no page of a newspaper does. Make a file of "
        "each page, or put a form feed (U+000C) between them",
    )


def source_keys(seed: Seed) -> tuple[str, ...]:
    """Return how the keys begin under which the pages of a seed are kept; none for forms that are
    read each time.

    Raises :class:`SeedError` for a file that cannot be read.
    """
    if _is_picture(seed):
        return (scans_prefix(_sha256(seed)),)
    if _is_pdf(seed):
        sha256 = _sha256(seed)
        return f"{sha256}-{READING}.", scans_prefix(sha256)
    return ()


def _sha256(seed: Seed) -> str:
    if seed.data is not None:
        return hashlib.sha256(seed.data).hexdigest()
    assert seed.path is not None
    try:
        with seed.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
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


def _read(seed: Seed, sources: Sources | None, sidecar: Sidecar | None) -> Iterator[Page | Unread]:
    if _is_pdf(seed):
        return _read_pdf(seed, sources)
    if _is_picture(seed):
        return _read_pictures(seed, sources)
    told = str(seed.path or seed.name)
    data = seed.data if seed.data is not None else read_bytes(Path(told), _MOST_FILE)
    form = form_of(seed.name)
    if form is SeedForm.BOXES:
        return _read_boxes(seed.name, data, told)
    piped = seed.name == STANDARD_INPUT and _HTML_OPENING.match(data)
    if piped or form in (SeedForm.HTML, SeedForm.HTM):
        if is_hocr(data[:_HOCR_HEAD].decode("utf-8", "replace")):
            return _read_ocr(seed, data, told, sidecar)
        from generator.corpus.seeds.html_process import seen_apart
        from generator.readers.html import read_edition  # who has no HTML pays for no parser

        return iter((replace(read_edition(data, told, seen_apart), name=seed.name),))
    if form is SeedForm.MARKDOWN:
        return read_markdown(decode_text(data, told), seed.name)
    if form in OCR:
        return _read_ocr(seed, data, told, sidecar)
    return iter(split_pages(seed.name, decode_text(data, told)))


def _is_pdf(seed: Seed) -> bool:
    """Tell whether a seed is a PDF: by its name, or by its bytes where it has none."""
    if seed.name == STANDARD_INPUT:
        return (seed.data or b"").startswith(_PDF_OPENING)
    return form_of(seed.name) is SeedForm.PDF


def _is_picture(seed: Seed) -> bool:
    return form_of(seed.name) in PICTURES


def _read_boxes(name: str, data: bytes, told: str) -> Iterator[Page]:
    is_blank = True
    for number, page in enumerate(read_boxes(data, told), start=1):
        if page.text.strip():
            is_blank = False
            yield replace(page, name=page_name(name, number))
    if is_blank:
        raise SeedError(f"{told}: the pages in it hold no text. Delete it, or make it anew.")


def _refuse_other_files(source: bytes | Path, name: str, told: str) -> None:
    """Raise :class:`SeedError` for a text or a web page that is called a PDF.

    Whatever else has no mark of a PDF in its first kilobyte, where readers look for it, the reader
    may still open.
    """
    head = _beginning(source, _HEAD)
    if _PDF_OPENING in head:
        return
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise SeedError(
            f"{told}: is no PDF but HTML or XML, as servers send in place of a file. Get it once "
            "more where it comes from."
        )
    whole = _beginning(source, _MOST_TEXT + 1)
    if len(whole) > _MOST_TEXT:
        return
    try:
        decode_text(whole, told)
    except SeedError:
        return
    raise SeedError(
        f"{told}: is no PDF but text. If a page's, call it {seed_stem(name)}.txt instead."
    )


def _beginning(source: bytes | Path, size: int) -> bytes:
    if isinstance(source, bytes):
        return source[:size]
    with source.open("rb") as file:
        return file.read(size)


def _read_ocr(seed: Seed, data: bytes, told: str, sidecar: Sidecar | None) -> Iterator[Page]:
    name, sha256, is_blank = seed.name, hashlib.sha256(data).hexdigest(), True

    def size_of(number: int) -> tuple[float, float] | None:
        return measured_picture(seed.path, number, sidecar) if seed.path is not None else None

    try:
        for page in read_ocr(data, name, sha256=sha256, size_of=size_of):
            is_blank = False
            yield page
    except SeedError as error:  # which knows the file's name, and not where it lies
        raise SeedError(f"{told}{str(error).removeprefix(name)}") from None
    if is_blank:
        raise SeedError(f"{told}: the pages in it hold no text. Delete it, or make it anew.")


def _read_pdf(seed: Seed, sources: Sources | None) -> Iterator[Page | Unread]:
    told = str(seed.path or seed.name)
    sha256 = _checked_sha256(seed, "PDF", "qpdf --split-pages=20")
    key = f"{sha256}-{READING}"
    source = seed.data if seed.data is not None else Path(told)
    _refuse_other_files(source, seed.name, told)
    kept = sources.kept(key, seed.name) if sources is not None else None
    if kept is None:
        kept = read_pdf_apart(source, seed.name, sha256)
        if sources is not None:
            kept = sources.keep(key, seed.name, kept)
    is_blank = True
    try:
        for read in _with_scans(kept, lambda: read_scans(source, seed.name, sha256, sources)):
            is_blank = False
            yield read
    except SeedError as error:  # which knows the file's name, and not where it lies
        raise SeedError(f"{told}{str(error).removeprefix(seed.name)}") from None
    if is_blank:
        raise SeedError(
            f"{told}: all its pages are blank, or damaged in their text. Is it the right file?"
        )


def _with_scans(
    reading: Iterator[Page | Unread], scans: Callable[[], Iterator[Page | Unread] | None]
) -> Iterator[Page | Unread]:
    """Yield the pages of a PDF, those that are only pictures as OCR reads them.

    OCR is asked for when the first one comes, and reads just these, in the same order.
    """
    scanned: Iterator[Page | Unread] | None = None
    is_asked = False
    for read in reading:
        if not isinstance(read, Unread) or not read.picture:
            yield read
            continue
        if not is_asked:
            scanned, is_asked = scans(), True
        if scanned is None:
            yield replace(read, why=f"{read.why}. {INSTALL}")
        else:
            yield next(scanned, read)
    yield from scanned or ()  # what is kept is kept once all is read


def _read_pictures(seed: Seed, sources: Sources | None) -> Iterator[Page | Unread]:
    told = str(seed.path or seed.name)
    sha256 = _checked_sha256(seed, "scan", "one file for each page")
    source = seed.data if seed.data is not None else Path(told)
    scans = read_scans(source, seed.name, sha256, sources)
    if scans is None:
        raise SeedError(f"{told}: is a picture of a page. {INSTALL}.")
    try:
        yield from scans
    except SeedError as error:  # which knows the file's name, and not where it lies
        raise SeedError(f"{told}{str(error).removeprefix(seed.name)}") from None


def _checked_sha256(seed: Seed, what: str, split: str) -> str:
    """Return the hash of a file that is neither empty nor too large."""
    told = str(seed.path or seed.name)
    sha256 = _sha256(seed)
    size = len(seed.data) if seed.data is not None else Path(told).stat().st_size
    if not size:
        raise SeedError(f"{told}: the file is empty. Put the {what} there once more or delete it.")
    if size > MOST_BYTES:
        raise SeedError(f"{told}: larger than a gigabyte. Split it: {split}.")
    return sha256
