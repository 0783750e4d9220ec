"""Progress of a run: what works on it reports it here, and a watcher shows it."""

from __future__ import annotations

import heapq
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = [
    "FinishedSite",
    "ProgressDisplay",
    "Step",
    "Watcher",
    "tell",
    "tell_made",
    "tell_reused",
    "watched_by",
]

_LARGEST = 3
"""Files that are named of all that were made."""
_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)
PATIENCE = 2.0
"""Seconds of work after which a person at a terminal wants to see that it goes on."""
EVERY = 30.0
"""Seconds between two lines where nobody sees a bar: in a log."""
_A_SECOND = 10
"""How often a bar is drawn, without a thread of its own: processes are forked beside it."""


class Step(Enum):
    """What is being done, and what is counted of it."""

    FETCHING = ("fetching", "files")
    CONVERTING = ("converting", "pages")
    WRITING = ("writing", "files")
    INDEXING = ("indexing", "files")
    BUILDING = ("building", "pages")
    SENDING = ("sending", "files")

    @property
    def verb(self) -> str:
        """What is done."""
        return self.value[0]

    @property
    def unit(self) -> str:
        """What is counted."""
        return self.value[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedSite:
    """What a finished site is made of."""

    files: int
    weight: int
    """Bytes."""
    largest: tuple[tuple[str, int], ...]
    """The largest files, by name."""


class Watcher(Protocol):
    """Is told how far a run is."""

    def step(self, step: Step, done: int, total: int | None) -> None:
        """So much of a step is done; of how much is not always known."""

    def reused(self, pages: int) -> None:
        """So many more pages were there from an earlier run."""

    def made(self, made: FinishedSite) -> None:
        """The site is finished."""


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Have a watcher told of what is done in this block."""
    before = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(before)


def tell(step: Step, done: int = 0, total: int | None = None) -> None:
    """Tell how far a step is; with nothing done, that it begins."""
    watcher = _watcher.get()
    if watcher is not None:
        watcher.step(step, done, total)


def tell_reused(pages: int) -> None:
    """Tell that pages need not be made; fewer than none, that so many told later were made now."""
    watcher = _watcher.get()
    if watcher is not None and pages:
        watcher.reused(pages)


def tell_made(sizes: Mapping[str, int]) -> None:
    """Tell what a finished site is made of: its files, with their sizes."""
    watcher = _watcher.get()
    if watcher is not None:
        largest = heapq.nsmallest(_LARGEST, sizes.items(), key=lambda one: (-one[1], one[0]))
        watcher.made(
            FinishedSite(files=len(sizes), weight=sum(sizes.values()), largest=tuple(largest))
        )


class ProgressDisplay:
    """Shows the steps of one run, and remembers how long each took."""

    def __init__(self, *, quiet: bool, words: Callable[[str], str]) -> None:
        self._quiet, self._words = quiet, words
        self._began = self._last = time.monotonic()
        self._now: Step | None = None
        self._since = self._began
        self._seconds: dict[Step, float] = {}
        self._pages = self._reused = 0
        self._made: FinishedSite | None = None
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def step(self, step: Step, done: int, total: int | None) -> None:
        """Show that so much of a step is done."""
        if step is not self._now:
            self._close()
            self._now = step
        if step is Step.CONVERTING:
            self._pages = done
        self._show(step.verb, done, total, step.unit)

    def reused(self, pages: int) -> None:
        """Count pages that need not be made."""
        self._reused += pages

    def made(self, made: FinishedSite) -> None:
        """Remember what the site is made of."""
        self._made = made

    def scanned(self, name: str, number: int, count: int) -> None:
        """Show which page of a file is read by OCR, which takes longer than anything else."""
        self._draw(f"OCR {name}", number, count, "pages")

    def hide(self) -> None:
        """Take the bar away, so that other lines start on a fresh one."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = self._task = None

    def summary(self) -> Iterator[str]:
        """Yield what it all came to."""
        self._close()
        if self._made is not None:
            largest = ", ".join(f"{name} {_megabytes(size)}" for name, size in self._made.largest)
            whole = f"{self._made.files:,} files, {_megabytes(self._made.weight)}"
            yield f"the site: {whole}; the largest: {largest}"
        each = ", ".join(f"{step.verb} {took:.1f}" for step, took in self._seconds.items())
        again = f"; pages reused: {self._reused:,} of {self._pages:,}" if self._pages else ""
        yield f"{time.monotonic() - self._began:.1f} seconds ({each}){again}"

    @property
    def on_terminal(self) -> bool:
        """Whether somebody watches."""
        return sys.stderr.isatty() and os.environ.get("CI", "").lower() not in ("1", "true")

    def _show(self, what: str, done: int, total: int | None, unit: str) -> None:
        now = time.monotonic()
        if self._quiet or now - self._began < PATIENCE:
            return
        if self.on_terminal:
            self._draw(what, done, total, unit)
        elif now - self._last >= EVERY:
            self._last = now
            of = f" of {total:,}" if total is not None else ""
            print(self._words(f"{what}: {done:,}{of} {unit}"), file=sys.stderr, flush=True)

    def _draw(self, what: str, done: int, total: int | None, unit: str) -> None:
        if self._quiet:
            return
        now = time.monotonic()
        if self._bar is None:
            self._bar = _bar()
            self._bar.start()
        elif now - self._last < 1 / _A_SECOND:
            return
        self._last, what, unit = now, self._words(what), self._words(unit)
        if self._task is None:
            self._task = self._bar.add_task(what, completed=done, total=total, unit=unit)
        self._bar.update(self._task, description=what, completed=done, total=total, unit=unit)
        self._bar.refresh()

    def _close(self) -> None:
        """Note how long the step took that ends now."""
        now = time.monotonic()
        if self._now is not None:
            self._seconds[self._now] = self._seconds.get(self._now, 0.0) + now - self._since
            self._since = now
        self._now = None
        self.hide()


def _megabytes(size: int) -> str:
    mega = size / 1_000_000
    return f"{mega:,.0f} MB" if mega >= 10 else f"{mega:.1f} MB"


def _bar() -> Progress:
    from rich.console import Console  # takes a moment to load, and most runs are short
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[unit]}", markup=False),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
