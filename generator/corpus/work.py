"""One seed at a time through the stages, here or in several processes."""

from __future__ import annotations

import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TypeVar

from generator.corpus.cache import Cache
from generator.corpus.changes import logged_corrections
from generator.corpus.seeds import Seed, read_pages
from generator.describe import Taxonomy, describe_page
from generator.editing import page_notes
from generator.errors import GeneratorError
from generator.model import Facts, Page, PageNotes, Reconstruction
from generator.reconstruct import reconstruct_page

__all__ = ["Made", "Outcome", "make_seed", "make_seeds"]

Item = TypeVar("Item")
Result = TypeVar("Result")

PARCEL = 8
"""Seeds that a process is handed at a time."""

MOST_JOBS = 4 * (os.cpu_count() or 1)
"""Processes beyond this many only wait for one another."""

SMALL_CORPUS = 64
"""Below this many seeds, starting other processes costs more than it saves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A page and what was made of it."""

    reconstruction: Reconstruction
    """Its articles and leftovers."""
    facts: tuple[Facts, ...]
    """The facts of each article, in the same order."""
    notes: PageNotes | None = None
    """What is doubtful, and what its editor has changed; ``None`` where nobody asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a seed: its pages, or the reason why there are none."""

    seed: str
    """The seed's name."""
    made: tuple[Made, ...] = ()
    """Its pages."""
    error: str | None = None
    """What the user should know and do; ``None`` when all went well."""
    detail: str = ""
    """For a fault of ours, the trace of it."""


def make_seeds(
    seeds: Iterable[Seed],
    *,
    jobs: int = 1,
    facts: bool = True,
    notes: bool = False,
    cache: Cache | None = None,
    taxonomy: Taxonomy | None = None,
) -> Iterator[Outcome]:
    """Yield the outcome of each seed, in the order given, whatever ``jobs`` is.

    ``notes`` are what the site tells of doubts and corrections; there are none without ``facts``.
    ``taxonomy`` are the topics to file under, if not those that ship; a cache must know of them.

    Only a few outcomes are held at a time, so ten thousand pages need no more memory than ten.
    """
    make = partial(make_seed, facts=facts, notes=notes, cache=cache, taxonomy=taxonomy)
    return _spread(make, seeds, jobs)


def make_seed(
    seed: Seed,
    *,
    facts: bool = True,
    notes: bool = False,
    cache: Cache | None = None,
    taxonomy: Taxonomy | None = None,
) -> Outcome:
    """Return a seed's pages with their facts, from the cache where it holds them.

    Raises nothing for a bad seed: one page must not take the others with it.
    """
    try:
        pages = read_pages(seed)
        made = tuple(_make_page(page, facts, notes, cache, taxonomy) for page in pages)
    except GeneratorError as error:
        return Outcome(seed=seed.name, error=str(error))
    except Exception as error:
        # A fault of the program: told as such, with its trace, and never in silence.
        kind = f"{type(error).__name__}: {error}"
        return Outcome(
            seed=seed.name,
            error=f"{seed.path or seed.name}: the program failed on this page ({kind}). Please "
            "report it with the page; the other pages are not affected.",
            detail=traceback.format_exc(),
        )
    return Outcome(seed=seed.name, made=made)


def choose_jobs(jobs: int, seeds: int) -> int:
    """Return how many processes to use; ``jobs`` 0 leaves the choice to the size of the work.

    Never more than there are seeds, nor than :data:`MOST_JOBS`: each process costs memory, and a
    slip of the finger must not bring the machine down.

    >>> choose_jobs(0, 5), choose_jobs(3, 5), choose_jobs(99_999_999, 5)
    (1, 3, 5)
    """
    if jobs:
        return max(1, min(jobs, seeds, MOST_JOBS))
    return 1 if seeds < SMALL_CORPUS else os.cpu_count() or 1


def _make_page(
    page: Page, facts: bool, notes: bool, cache: Cache | None, taxonomy: Taxonomy | None
) -> Made:
    # Without facts the result is another one, and the cache holds only whole ones.
    if not facts:
        reconstruction = reconstruct_page(page)
        return Made(reconstruction=reconstruction, facts=(Facts(),) * len(reconstruction.articles))
    known = cache.get(page) if cache is not None else None
    made = known if isinstance(known, Made) else None
    if made is None:
        reconstruction = reconstruct_page(page)
        made = Made(reconstruction=reconstruction, facts=describe_page(reconstruction, taxonomy))
    if notes and made.notes is None:  # a page kept by who did not ask for them lacks no more
        logged = logged_corrections(made.reconstruction, made.facts)
        told = replace(page_notes(made.reconstruction), corrections=logged)
        made = replace(made, notes=told)
    if cache is not None and made is not known:
        cache.put(page, made)
    return made


def _spread(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int
) -> Iterator[Result]:
    """Yield ``function(item)`` for each item, in order, over ``jobs`` processes."""
    if jobs <= 1:
        yield from map(function, items)
        return
    source = iter(items)
    with ProcessPoolExecutor(jobs, initializer=_leave_interrupts_to_parent) as pool:
        # Executor.map would submit everything at once; a window keeps memory flat. Small pages
        # travel in parcels, or sending them would cost more than making them.
        parcels = iter(lambda: tuple(islice(source, PARCEL)), ())
        window: deque[Future[tuple[Result, ...]]] = deque(
            pool.submit(_make_parcel, function, parcel) for parcel in islice(parcels, jobs * 2)
        )
        try:
            while window:
                results = window.popleft().result()
                window.extend(
                    pool.submit(_make_parcel, function, parcel) for parcel in islice(parcels, 1)
                )
                yield from results
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _make_parcel(
    function: Callable[[Item], Result], parcel: tuple[Item, ...]
) -> tuple[Result, ...]:
    return tuple(map(function, parcel))


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # by which the pool ends them
