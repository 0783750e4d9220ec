"""Work spread over several processes, any of which may be killed.

A system that runs out of memory kills the largest process there is, without a word to anybody.
What such a process had in hand is tried once more, in a process of its own; an item that ends this
one too is reported as lost, and all others are done.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.context import BaseContext
from typing import Any, Generic, TypeVar

from generator.processes import (
    collect_seldom,
    endings_held_back,
    interrupts_put_off,
    let_endings_through,
)

__all__ = ["choose_jobs", "made_by_forks", "spread"]

Item = TypeVar("Item")
Result = TypeVar("Result")

MOST_JOBS = 4 * (os.cpu_count() or 1)
"""Processes beyond this many only wait for one another."""
SMALL_CORPUS = 64
"""Below this many seeds, starting other processes costs more than it saves."""
PARCEL = 8
"""Items that a process is handed at a time: small pages would cost more to send than to make."""

_MOST_BARREN = 2
"""Pools in a row that may break with nothing in hand and nothing done: such a machine starts no
processes, and the work is done in this one."""

_works: Sequence[Callable[[], Any]] = ()
"""What processes that are forked from now on may be asked to do, by number."""
_begun: Sequence[int] = ()
"""In a process of a pool: for each parcel on its way, how many of its items were begun."""


@dataclass(slots=True)
class _Parcel(Generic[Item, Result]):
    """Items on their way, in the order in which they came."""

    items: tuple[Item, ...]
    results: tuple[Result, ...] | None = None
    """What became of them, where that is known."""
    future: Future[tuple[Result, ...]] | None = None
    """Where they are being made."""
    place: int = 0
    """Where the pool notes how many of them were begun."""


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


def spread(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int,
    lost: Callable[[Item], Result],
    *,
    here: Callable[[Item], bool] | None = None,
) -> Iterator[Result]:
    """Yield ``function(item)`` for each item, in order, over ``jobs`` processes.

    ``lost(item)`` stands for an item whose process ended without an answer, twice. With one job
    all is done in this process. Only a few items and results are held at a time.

    Of many items, the first is done in this process if it can do no harm ``here``: what is loaded
    for it, the processes that are forked after that need not load.
    """
    if jobs <= 1:
        yield from map(function, items)
        return
    source = iter(items)
    if here is not None:
        ahead = tuple(islice(source, SMALL_CORPUS))
        if len(ahead) == SMALL_CORPUS and here(ahead[0]):
            yield function(ahead[0])
            ahead = ahead[1:]
        source = chain(ahead, source)
    fresh = (_Parcel[Item, Result](found) for found in _parcels(source))
    again: deque[_Parcel[Item, Result]] = deque()
    barren = 0
    while barren < _MOST_BARREN:
        crew = _Crew(function, jobs)
        ending = False
        barren += 1
        try:
            for result in crew.work(again, fresh):
                barren = 0
                yield result
        except (BrokenProcessPool, OSError) as error:
            if isinstance(error, OSError) and not crew.starting:
                raise
            suspects = crew.give_back(again)
        except GeneratorExit:  # nobody wants the rest
            ending = True
            raise
        else:
            return
        finally:
            crew.dismiss(ending=ending)
        if suspects:
            barren = 0
        for parcel in suspects:
            parcel.results = (_alone(function, parcel.items[0], lost),)
    for parcel in (*again, *fresh):
        yield from map(function, parcel.items) if parcel.results is None else parcel.results


def made_by_forks(works: Sequence[Callable[[], Result]], jobs: int) -> Iterator[Result]:
    """Yield what each of these gives, in order, made by ``jobs`` processes that are forked from
    this one, and have in memory what it has; by this one where none are forked.

    Work whose process is killed twice is done here, too.
    """
    global _works  # what is forked has it, and need not be sent it
    if jobs <= 1 or _context().get_start_method() != "fork":
        yield from (work() for work in works)
        return
    _works = works
    try:
        yield from spread(_made, range(len(works)), jobs, _made)
    finally:
        _works = ()


def _made(number: int) -> Any:
    return _works[number]()


class _Crew(Generic[Item, Result]):
    """One pool of processes, and the parcels that it has been given."""

    def __init__(self, function: Callable[[Item], Result], jobs: int) -> None:
        context = _context()
        # A window of parcels keeps memory flat: Executor.map would submit everything at once.
        self._most = jobs * 2
        self._notes = context.RawArray("i", self._most)
        self._pool = ProcessPoolExecutor(jobs, context, _join_crew, (self._notes,))
        self._function = function
        self._window: deque[_Parcel[Item, Result]] = deque()
        self._given = 0
        self.starting = False
        """Whether processes were being started: an ``OSError`` is then the machine's refusal."""

    def work(
        self, again: deque[_Parcel[Item, Result]], fresh: Iterator[_Parcel[Item, Result]]
    ) -> Iterator[Result]:
        """Yield the results of parcels, those to be done ``again`` first.

        Raises ``BrokenProcessPool`` when a process ends without an answer, and ``OSError`` when
        none can be started; :meth:`give_back` then tells what is still to be done.
        """
        while True:
            while len(self._window) < self._most:
                parcel = again.popleft() if again else next(fresh, None)
                if parcel is None:
                    break
                self._window.append(parcel)
                self._give(parcel)
            if not self._window:
                return
            parcel = self._window[0]
            results = parcel.results
            if results is None:
                assert parcel.future is not None
                results = parcel.future.result()
            self._window.popleft()
            yield from results

    def give_back(self, again: deque[_Parcel[Item, Result]]) -> list[_Parcel[Item, Result]]:
        """Put what is not done in front of ``again``; return the items that were in hand.

        Each of these is a parcel of its own there. When one process is killed its fellows are
        ended with it, so up to as many items as there are processes are under suspicion.
        """
        left: list[_Parcel[Item, Result]] = []
        suspects = []
        for parcel in self._window:
            future, begun = parcel.future, 0
            if future is not None and future.done() and future.exception() is None:
                parcel.results = future.result()
            elif future is not None:
                begun = self._notes[parcel.place]
            parcel.future = None
            if parcel.results is not None or not begun:
                left.append(parcel)
                continue
            cut = (parcel.items[: begun - 1], parcel.items[begun - 1 : begun], parcel.items[begun:])
            before, suspect, after = (_Parcel[Item, Result](items) for items in cut)
            suspects.append(suspect)
            left += [part for part in (before, suspect, after) if part.items]
        again.extendleft(reversed(left))
        self._window.clear()
        return suspects

    def dismiss(self, *, ending: bool = False) -> None:
        """Let the processes end with what they have in hand."""
        with interrupts_put_off(ending=ending):
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _give(self, parcel: _Parcel[Item, Result]) -> None:
        if parcel.results is not None:
            return
        parcel.place = self._given % self._most
        self._given += 1
        self._notes[parcel.place] = 0
        self.starting = True
        # Interrupted between two of its processes, a pool would not know them: nobody ended them.
        with interrupts_put_off(), endings_held_back():
            parcel.future = self._pool.submit(
                _make_parcel, self._function, parcel.items, parcel.place
            )
        self.starting = False


def _context() -> BaseContext:
    """Return how processes are started: forked where that is safe, as no thread of ours runs then.

    On Linux, Python 3.14 would start them from a server, and each would load for itself what this
    process has loaded: three seconds, and its memory.
    """
    return multiprocessing.get_context("fork" if sys.platform == "linux" else None)


def _parcels(source: Iterator[Item]) -> Iterator[tuple[Item, ...]]:
    return iter(lambda: tuple(islice(source, PARCEL)), ())


def _alone(
    function: Callable[[Item], Result], item: Item, lost: Callable[[Item], Result]
) -> Result:
    """Return what becomes of an item that has a new process to itself, and no neighbours."""
    try:
        with ProcessPoolExecutor(1, _context(), _leave_interrupts_to_parent) as pool:
            return pool.submit(function, item).result()
    except (BrokenProcessPool, OSError):
        return lost(item)


def _make_parcel(
    function: Callable[[Item], Result], items: tuple[Item, ...], place: int
) -> tuple[Result, ...]:
    results = []
    for number, item in enumerate(items, start=1):
        _begun[place] = number  # type: ignore[index]
        results.append(function(item))
    return tuple(results)


def _join_crew(notes: Any) -> None:
    global _begun  # the one way for a pool to hand its processes what they share
    _begun = notes
    collect_seldom()
    gc.freeze()  # what the parent holds is no garbage, and not to be copied by looking at it
    _leave_interrupts_to_parent()


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # by which the pool ends them
    let_endings_through()
