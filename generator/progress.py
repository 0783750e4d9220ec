"""How far a run is, told to whoever watches it: which step, and how much of it is done."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

__all__ = ["Made", "Step", "Watcher", "tell", "tell_made", "tell_reused", "watched_by"]

_LARGEST = 3
"""Files that are named of all that were made."""


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
class Made:
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

    def made(self, made: Made) -> None:
        """The site is finished."""


_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


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
    """Tell that pages need not be made."""
    watcher = _watcher.get()
    if watcher is not None and pages:
        watcher.reused(pages)


def tell_made(sizes: Mapping[str, int]) -> None:
    """Tell what a finished site is made of: its files, with their sizes."""
    watcher = _watcher.get()
    if watcher is not None:
        largest = heapq.nsmallest(_LARGEST, sizes.items(), key=lambda one: (-one[1], one[0]))
        watcher.made(Made(files=len(sizes), weight=sum(sizes.values()), largest=tuple(largest)))
