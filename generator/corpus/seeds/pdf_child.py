"""The process that reads PDF, scans and HTML, and draws pages: whatever a hostile file does to it,
ours goes on.

It is asked by lines of JSON on standard input, each perhaps followed by the bytes of a file, and
answers with lines of JSON: how many pages there are, then each page in the form of
``readers/boxes_json.py``, or why it cannot be read. Asked to read by an ``engine``, it has that
read pages that are only pictures, and passes over all others. Asked to ``draw`` a page, it
answers with its pictures, one a line; asked to ``measure`` a picture, with its size; given
``html``, with the lines that are seen of it.
"""

from __future__ import annotations

import base64
import contextlib
import json
import mmap
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from generator.errors import SeedError
from generator.processes import collect_seldom
from generator.readers import Unread
from generator.readers.boxes_json import boxes_line
from generator.readers.pdf import Numbered, PageCount, numbered_pages

if TYPE_CHECKING:
    from generator.readers.ocr.engine import Engine

__all__ = ["main"]

_MEMORY = 2 << 30
"""Bytes beside the file itself: the largest broadsheets take a tenth of it."""
_ROUNDED = 0.01
"""Of a side, by how much a page may be drawn longer than it was read, as pixels of scans are whole.
Nobody sees so little."""
_SCANS_MEMORY = 16 << 30
"""The same for reading by OCR: half of it is room that is never used."""
_SECONDS = 900
"""Of the processor for a file; whoever asks has less patience."""


def main() -> None:
    """Answer until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    collect_seldom()
    answers = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)  # whatever pdfium may print is no answer
    asked = sys.stdin.buffer
    for line in asked:
        for answer in _answers(json.loads(line), asked):
            answers.write(answer.encode("utf-8") + b"\n")
            answers.flush()


def _answers(request: dict[str, Any], asked: BinaryIO) -> Iterator[str]:
    try:
        if "path" not in request:
            data = asked.read(request["bytes"])
            _set_limits(len(data), request)
            yield from (_seen if "html" in request else _pages)(data, request)
            return
        with Path(request["path"]).open("rb") as file:
            # a copy of what is written to, which nothing is; ctypes takes no other map
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        _set_limits(len(mapped), request)
        answers = _drawn if "draw" in request else _measured if "measure" in request else _pages
        yield from answers(mapped, request)
    except SeedError as error:
        yield json.dumps({"error": str(error)})
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        yield json.dumps({"error": f"{request['name']}: cannot be read: {why}."})
    except MemoryError:
        os._exit(1)


def _pages(data: bytes | mmap.mmap, request: dict[str, Any]) -> Iterator[str]:
    name, sha256, first = request["name"], request["sha256"], request["first"]
    if "engine" in request:
        found_pages = _scans(data, request)
    else:
        found_pages = numbered_pages(data, name, sha256=sha256, first=first)
    for found in found_pages:
        yield json.dumps({"count": found.pages}) if isinstance(found, PageCount) else _told(found)
    yield json.dumps({"done": True})


def _seen(data: bytes, request: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a page of HTML, then its comments and its title."""
    from generator.readers.html.walking import see_page

    lines, comments, title = see_page(data.decode("utf-8"), request["name"])
    for line in lines:
        yield json.dumps(astuple(line), ensure_ascii=False)
    yield json.dumps({"comments": comments, "title": title}, ensure_ascii=False)


def _scans(data: bytes | mmap.mmap, request: dict[str, Any]) -> Iterator[PageCount | Numbered]:
    # who only reads text pays for no OCR
    from generator.readers.ocr.scans import picture_count, read_pictures
    from generator.readers.pdf.page_drawings import scanned_pages

    name, sha256, first = request["name"], request["sha256"], request["first"]
    engine = _engine(request["engine"], request["threads"])
    if data[:5] == b"%PDF-":
        yield from scanned_pages(data, name, engine, sha256=sha256, first=first)
        return
    whole = data[:]
    yield PageCount(picture_count(whole, name))
    pages = read_pictures(whole, name, engine, sha256=sha256, first=first)
    yield from (Numbered(number, read) for number, read in enumerate(pages, start=first))


@cache
def _engine(name: str, threads: int) -> Engine:
    from generator.readers.ocr.engine import load_engine

    return load_engine(name, threads)


def _drawn(data: mmap.mmap, request: dict[str, Any]) -> Iterator[str]:
    """Yield the pictures of a page: of the ``draw``-th of a PDF, or in a file of scans."""
    # who only reads text pays for no pictures
    from generator.readers.page_pictures import Scan, page_pictures
    from generator.readers.pdf.page_drawings import opened_page

    number, articles = request["draw"], request["articles"]
    scanned = request["scanned"]
    opened = contextlib.nullcontext(Scan(data[:], number)) if scanned else opened_page(data, number)
    with opened as sheet:
        if not scanned and request["size"] is not None:
            _must_fit(sheet.size, request["size"])
        size = tuple(request["size"] or sheet.size)
        for made in page_pictures(sheet, articles, size, request["slope"]):
            pixels, webp = made or (None, b"")
            yield json.dumps({"size": pixels, "webp": base64.b64encode(webp).decode("ascii")})
    yield json.dumps({"done": True})


def _measured(data: mmap.mmap, request: dict[str, Any]) -> Iterator[str]:
    """Yield the size of the ``measure``-th page in a file of scans."""
    from generator.readers.picture_files import open_picture, page_frames_of, picture_size

    image = open_picture(data[:])
    frames = page_frames_of(image)[: request["measure"]]
    if len(frames) == request["measure"]:
        yield json.dumps({"size": picture_size(image, frames[-1])})
    yield json.dumps({"done": True})


def _must_fit(drawn: tuple[float, float], read: Sequence[float]) -> None:
    """Refuse a page that is drawn in another shape than it was read in.

    Then the places that were read are elsewhere on the picture: another version of the library has
    read the page, and turned it otherwise. Points may be of another size, as those of OCR are.
    """
    if abs((drawn[0] * read[1]) / (drawn[1] * read[0]) - 1) > _ROUNDED:
        raise SeedError(
            f"is {drawn[0]:g} by {drawn[1]:g} points as it is drawn, and was read as "
            f"{read[0]:g} by {read[1]:g}. Delete .cache/sources to have it read anew"
        )


def _told(page: Numbered) -> str:
    number, read = page
    if read is None:
        return json.dumps({"blank": number})
    if isinstance(read, Unread):
        told = {"unread": number, "why": read.why, "passing": read.passing}
        return json.dumps({**told, "picture": read.picture})
    return boxes_line(read)


def _set_limits(size: int, request: dict[str, Any]) -> None:
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        # should whoever watches over us be killed, the system ends us
        used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        seconds, memory = (
            (request["seconds"], _SCANS_MEMORY) if "engine" in request else (_SECONDS, _MEMORY)
        )
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds, most))
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory + 2 * size, most))
