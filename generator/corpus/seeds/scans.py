"""Scans among the seeds: which engine reads them, what is kept, and who is told how far it is."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from generator.corpus.cache.read_sources import Sources
from generator.corpus.processes.child_process import dismiss_scanners
from generator.corpus.seeds.pdf_process import read_scans_apart
from generator.model import Page
from generator.readers import SCANS, Unread
from generator.readers.ocr.engine import ENGINE, engine_version

__all__ = ["INSTALL", "Watcher", "read_scans", "scans_prefix", "thread_count", "watch_scans"]

INSTALL = (
    "To read it, install the extra for OCR (pip install 'banmian[ocr]'; in a checkout: OCR=true "
    "python3 noxfile.py -s site), or have another program read it: ocrmypdf -l chi_sim makes a PDF "
    "with text, tesseract … hocr a .hocr file"
)
"""What to do about a scan where there is nothing to read it with."""

Watcher: TypeAlias = Callable[[str, int, int], None]
"""Is told the name of a file, the number of the page that is read, and how many there are."""

_LOCK = "ocr-lock"
"""The file in a project's cache that whoever reads scans holds locked."""

_watchers: list[Watcher] = []


def watch_scans(watcher: Watcher | None) -> None:
    """Let somebody be told how far OCR is, as pages take ten seconds each; ``None`` ends that."""
    _watchers[:] = [watcher] if watcher is not None else []


def scans_prefix(sha256: str) -> str:
    """Return how the keys begin under which OCR's reading of a file is kept."""
    return f"{sha256}-ocr{SCANS}-"


def thread_count() -> int:
    """Return how many threads an engine may use: as many as ``OMP_NUM_THREADS`` asks for, which is
    how users tell, but no more than the processors that are ours to use."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    asked = os.environ.get("OMP_NUM_THREADS", "").partition(",")[0].strip()
    return min(int(asked), own) if asked.isdecimal() and int(asked) else own


def read_scans(
    source: Path | bytes, name: str, sha256: str, sources: Sources | None
) -> Iterator[Page | Unread] | None:
    """Return the pages of a file that are only pictures, as OCR reads them or has read them.

    They are read once, and anew by another version of the engine. Without an engine, what any has
    read is returned, and ``None`` where none has.
    """
    prefix, version = scans_prefix(sha256), engine_version()
    if version is None:
        key = sources.key_like(prefix) if sources is not None else None
        return sources.kept(key, name) if sources is not None and key is not None else None
    key = prefix + version.replace(" ", "-")
    kept = sources.kept(key, name) if sources is not None else None
    if kept is not None:
        return kept
    reading = read_scans_apart(source, name, sha256, (ENGINE, thread_count()), _tell)
    if sources is None:
        return reading
    return sources.keep(key, name, _in_turn(reading, sources.folder.parent / _LOCK))


def _in_turn(reading: Iterator[Page | Unread], lock: Path) -> Iterator[Page | Unread]:
    """Yield what is read once nobody else of the project reads scans.

    One engine uses all processors and gigabytes of memory; of several at once, none is faster. One
    of several workers keeps no engine that waits, either.
    """
    from filelock import FileLock

    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError, NotImplementedError):  # a file system without locks
            lock.parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(FileLock(lock, is_singleton=True))
        try:
            yield from reading
        finally:
            if multiprocessing.parent_process() is not None:
                dismiss_scanners()


def _tell(name: str, number: int, count: int) -> None:
    for watcher in _watchers:
        watcher(name, number, count)
