"""PDF and scans read in a process of their own, which may crash, hang or run out of memory.

pdfium is C++ and its input comes from strangers. A process reads one file after the other; where it
breaks down, the page at which it did is told, and a new one goes on with the page after it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from generator.corpus.cache.read_sources import called
from generator.corpus.processes.child_process import BreakdownError, Patience, asked, put_back
from generator.corpus.seeds.seed_files import is_unchanged
from generator.errors import SeedError
from generator.model import Page
from generator.readers import Unread, page_name
from generator.readers.boxes_json import read_boxes

__all__ = ["drawn_apart", "read_pdf_apart", "read_scans_apart"]

PAGE_SECONDS = 30.0
"""For a page at most, and for opening a file. A broadsheet takes a tenth of a second."""
FILE_SECONDS = 600.0
"""For a file at most: a thousand pages and more. What is done with the pages in between is not
counted."""
SCAN_SECONDS, SCANS_SECONDS = 600.0, 86_400.0
"""The same for OCR, which takes half a minute for a broadsheet on a small machine."""
DRAWING_SECONDS = 120.0
"""For the pictures of a page at most, of which the largest takes three."""
MOST_BREAKDOWNS = 3
"""Of the process in one file; the rest of it is then left unread."""

_NAME = "pdf"
"""What a file is called to the process: what it says of pages holds under whatever name."""
_RESCAN = "Save it anew at 300 dots to the inch, or scan it once more"
_EXPORT = "Export it anew, or have it mended (qpdf, mutool clean)"


Tell = Callable[[str, int, int], None]
"""Is told the name of a file, the number of the page that is read, and how many there are."""


class _PageCount(NamedTuple):
    pages: int


def read_pdf_apart(source: Path | bytes, name: str, sha256: str) -> Iterator[Page | Unread]:
    """Yield what :func:`generator.readers.pdf.read_pdf` does, whatever the file is like.

    Raises :class:`SeedError`, beginning with ``name``, for a file that cannot be opened.
    """
    request: dict[str, Any] = {"sha256": sha256}
    yield from _read_apart(source, name, request, Patience(FILE_SECONDS, PAGE_SECONDS), _EXPORT)


def read_scans_apart(
    source: Path | bytes, name: str, sha256: str, engine: tuple[str, int], tell: Tell
) -> Iterator[Page | Unread]:
    """Yield the pages that are only pictures, as an engine for OCR reads them: its name, and how
    many threads it may use.

    Those of a PDF that have text are passed over. ``tell`` is called before each page. Raises as
    :func:`read_pdf_apart` does.
    """
    own, threads = engine
    request = {"sha256": sha256, "engine": own, "threads": threads, "seconds": int(SCANS_SECONDS)}
    patience = Patience(SCANS_SECONDS, SCAN_SECONDS)
    yield from _read_apart(source, name, request, patience, _RESCAN, tell)


def _read_apart(
    source: Path | bytes,
    name: str,
    request: dict[str, Any],
    patience: Patience,
    hint: str,
    tell: Tell | None = None,
) -> Iterator[Page | Unread]:
    yield from _read_in_turn(source, name, request, patience, hint, tell)
    if isinstance(source, Path) and not is_unchanged(source, request["sha256"]):
        raise SeedError(f"{name}: was changed while it was read. Run this again.")


def _read_in_turn(
    source: Path | bytes,
    name: str,
    request: dict[str, Any],
    patience: Patience,
    hint: str,
    tell: Tell | None,
) -> Iterator[Page | Unread]:
    at, count = 1, 0
    for _ in range(MOST_BREAKDOWNS):
        try:
            for found in _attempt(source, {**request, "first": at}, patience, hint):
                if isinstance(found, _PageCount):
                    count = found.pages
                else:
                    at += 1
                if tell is not None and at <= count:
                    tell(name, at, count)
                if found is not None and not isinstance(found, _PageCount):
                    yield called(found, _NAME, name)
            return
        except BreakdownError as error:
            if not count:
                raise SeedError(f"{name}: {error}. {hint}.") from None
            yield Unread(page=page_name(name, at), why=f"{error}. {hint}", passing=True)
            at += 1
        except SeedError as error:
            raise SeedError(f"{name}{str(error).removeprefix(_NAME)}") from None
        if at > count:
            return
        if patience.seconds <= 0:
            break
    why = f"was not tried, nor what comes after it: too much before it failed. {hint}"
    yield Unread(page=page_name(name, at), why=why, passing=True)


def _attempt(
    source: Path | bytes, request: dict[str, Any], patience: Patience, hint: str
) -> Iterator[_PageCount | Page | Unread | None]:
    """Yield how many pages there are, and those from the first that is asked for on.

    A blank one is ``None``.
    """
    request["name"] = _NAME
    if isinstance(source, Path):
        request["path"], data = str(source.absolute()), b""
    else:
        request["bytes"], data = len(source), source
    at = request["first"]
    child, lines = asked(request, data, patience)
    whole = False
    try:
        for line in lines:
            if line.startswith(b'{"page"'):
                yield _page(line, at, hint)
                at += 1
                continue
            answer = json.loads(line)
            if "error" in answer or "done" in answer:
                whole = True
                if "error" in answer:
                    raise SeedError(answer["error"])
                return
            if "count" in answer:
                yield _PageCount(int(answer["count"]))
                continue
            yield _unread(at, answer) if "unread" in answer else None
            at += 1
    finally:
        put_back(child, request, whole)


def drawn_apart(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what the process draws of a page (:mod:`generator.corpus.seeds.pdf_child`), one by one.

    Raises :class:`BreakdownError`, and :class:`SeedError`, in the middle of a sentence, for what
    cannot be drawn.
    """
    child, lines = asked(request, b"", Patience(DRAWING_SECONDS, PAGE_SECONDS))
    whole = False
    try:
        for answer in map(json.loads, lines):
            whole = "error" in answer or "done" in answer
            if "error" in answer:
                raise SeedError(answer["error"])
            if whole:
                return
            yield answer
    finally:
        put_back(child, request, whole)


def _page(line: bytes, number: int, hint: str) -> Page | Unread:
    try:
        (page,) = read_boxes(line, _NAME)
    except SeedError as error:
        what = str(error).rpartition(": ")[2].rstrip(".")
        why = f"holds what no page has ({what}). {hint}"
        return Unread(page=page_name(_NAME, number), why=why)
    return page


def _unread(number: int, answer: dict[str, Any]) -> Unread:
    return Unread(
        page=page_name(_NAME, number),
        why=str(answer["why"]),
        passing=bool(answer["passing"]),
        picture=bool(answer["picture"]),
    )
