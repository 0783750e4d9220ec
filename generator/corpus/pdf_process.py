"""PDF and scans read in a process of their own, which may crash, hang or run out of memory.

pdfium is C++ and its input comes from strangers. A process reads one file after the other; where it
breaks down, the page at which it did is told, and a new one goes on with the page after it.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from generator.corpus.sources import called
from generator.errors import SeedError
from generator.model import Page
from generator.readers.boxes import read_boxes
from generator.readers.common import Unread, page_name

__all__ = [
    "BreakdownError",
    "dismiss_scanners",
    "drawn_apart",
    "read_pdf_apart",
    "read_scans_apart",
]

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

_LONGEST_ANSWER = 64 << 20
_CODE = """
import sys
from importlib.util import module_from_spec, spec_from_file_location
sys.path.append(sys.argv[1])
spec = spec_from_file_location("generator", sys.argv[1] + "/generator/__init__.py")
sys.modules["generator"] = module_from_spec(spec)
spec.loader.exec_module(sys.modules["generator"])
from generator.corpus.pdf_child import main
main()
"""
"""Our own package from where we have it, and all else from where Python is installed (``-P``): the
folder we are called in may hold a ``ctypes.py``, and the folder of ours too."""
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""For numpy in the process: its libraries would set memory aside for every core."""
_ROOT = Path(__file__).resolve().parent.parent.parent
_NAME = "pdf"
"""What a file is called to the process: what it says of pages holds under whatever name."""
_RESCAN = "Save it anew at 300 dots to the inch, or scan it once more"
_EXPORT = "Export it anew, or have it mended (qpdf, mutool clean)"


Tell = Callable[[str, int, int], None]
"""Is told the name of a file, the number of the page that is read, and how many there are."""


class BreakdownError(Exception):
    """The process ended, or had to be ended; says how, in the middle of a sentence."""


@dataclass(slots=True)
class _Patience:
    """How long a file may still be waited for."""

    seconds: float
    page: float = PAGE_SECONDS
    """How long for one page at most."""


class _PageCount(NamedTuple):
    pages: int


class _Child:
    """A process that reads PDF."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CODE, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | _ONE_THREAD,
        )
        self.late = False
        """Whether it was ended for taking too long."""

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], data: bytes, patience: _Patience) -> Iterator[bytes]:
        """Yield the lines of an answer.

        Raises :class:`BreakdownError`, after which it has ended.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._watched(patience), contextlib.suppress(OSError):  # it has ended: reading tells
            self._process.stdin.write(json.dumps(request).encode("utf-8") + b"\n" + data)
            self._process.stdin.flush()
        while True:
            with self._watched(patience):
                line = self._process.stdout.readline(_LONGEST_ANSWER)
            if not line.endswith(b"\n"):
                self.end()
                raise BreakdownError(
                    "takes too long to read" if self.late else "breaks the program that reads it"
                )
            yield line

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._close()

    def dismiss(self) -> None:
        """Let the process end by itself, as it has nothing to do."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._close()

    @contextlib.contextmanager
    def _watched(self, patience: _Patience) -> Iterator[None]:
        """End the process if what is done here takes too long, and count how long it takes."""
        began = time.monotonic()
        watch = threading.Timer(max(0.1, min(patience.page, patience.seconds)), self._give_up)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()
            patience.seconds -= time.monotonic() - began

    def _give_up(self) -> None:
        self.late = True
        self._process.kill()

    def _close(self) -> None:
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with contextlib.suppress(OSError):
                pipe.close()


_idle: dict[tuple[int, str], list[_Child]] = {}
"""Processes that wait for the next file, by the id of the process that has started them, as a copy
of it (fork) must not talk to them, and by what they are for: OCR needs memory that PDF must not."""


@atexit.register
def _dismiss() -> None:
    for key in [key for key in _idle if key[0] == os.getpid()]:
        for child in _idle.pop(key):
            child.dismiss()


def dismiss_scanners() -> None:
    """End the processes for OCR that wait for the next file: each keeps gigabytes."""
    for key in [key for key in _idle if key[0] == os.getpid() and key[1]]:
        for child in _idle.pop(key):
            child.dismiss()


def _kind(request: dict[str, Any]) -> tuple[int, str]:
    return os.getpid(), request.get("engine", "")


def read_pdf_apart(source: Path | bytes, name: str, sha256: str) -> Iterator[Page | Unread]:
    """Yield what :func:`generator.readers.pdf.read_pdf` does, whatever the file is like.

    Raises :class:`SeedError`, beginning with ``name``, for a file that cannot be opened.
    """
    request: dict[str, Any] = {"sha256": sha256}
    yield from _read_apart(source, name, request, _Patience(FILE_SECONDS), _EXPORT)


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
    patience = _Patience(SCANS_SECONDS, SCAN_SECONDS)
    yield from _read_apart(source, name, request, patience, _RESCAN, tell)


def _read_apart(
    source: Path | bytes,
    name: str,
    request: dict[str, Any],
    patience: _Patience,
    hint: str,
    tell: Tell | None = None,
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
    source: Path | bytes, request: dict[str, Any], patience: _Patience, hint: str
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
    child, lines = _asked(request, data, patience)
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
        _put_back(child, request, whole)


def drawn_apart(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what the process draws of a page (:mod:`generator.corpus.pdf_child`), one by one.

    Raises :class:`BreakdownError`, and :class:`SeedError`, in the middle of a sentence, for what
    cannot be drawn.
    """
    child, lines = _asked(request, b"", _Patience(DRAWING_SECONDS))
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
        _put_back(child, request, whole)


def _put_back(child: _Child, request: dict[str, Any], whole: bool) -> None:
    """Let a process wait for the next file, or end it where it has not said all."""
    if whole:
        _idle.setdefault(_kind(request), []).append(child)
    else:
        child.end()


def _asked(
    request: dict[str, Any], data: bytes, patience: _Patience
) -> tuple[_Child, Iterator[bytes]]:
    """Return a process and the lines of its answer.

    One that waits is taken, if it answers: what it died of is no fault of this file.
    """
    idle = _idle.get(_kind(request), [])
    while idle:
        child = idle.pop()
        if not child.is_alive:
            child.end()
            continue
        lines = child.ask(request, data, patience)
        try:
            return child, chain([next(lines)], lines)
        except BreakdownError:
            if child.late:
                raise
            break
        except BaseException:
            child.end()
            raise
    child = _Child()
    return child, child.ask(request, data, patience)


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
