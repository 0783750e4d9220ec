"""Work spread over the workers of a Dask cluster, any of which may come, go or be killed.

The scheduler gives what a worker had in hand to another one when it is gone. An item on which one
worker after the other is lost (four, as Dask counts) is reported as lost, and all others are done.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from generator.engines import scheduler_address
from generator.errors import GeneratorError
from generator.processes import interrupts_put_off

__all__ = ["Cluster", "Parcel", "cluster_at"]

Item = TypeVar("Item")
Result = TypeVar("Result")

ANSWER = 10
"""Seconds that a scheduler has to answer."""
_LOOK = 5.0
"""Seconds of waiting after which is looked whether anybody works."""
WITHOUT_WORKERS = 60.0
"""Seconds for which a cluster may be without a worker: they come back when they were restarted."""
INSTALL = (
    "To use a cluster, install the extra for it, here and on its machines: pip install "
    "'banmian[dask]'. Without --engine the pages are made on this machine"
)
"""What to do where Dask is not installed."""


@dataclass(frozen=True, slots=True)
class Parcel(Generic[Item, Result]):
    """Items that go to one worker together, or what became of them where that is known."""

    items: tuple[Item, ...]
    results: tuple[Result, ...] | None = None


_Sent: TypeAlias = tuple[Parcel[Item, Result], Future[tuple[Result, ...]] | None]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that answers."""

    address: str
    """As the user wrote it."""
    client: Any
    """Dask's."""
    executor: Executor
    """Runs functions on it."""

    def spread(
        self,
        function: Callable[[Item], Result],
        parcels: Iterable[Parcel[Item, Result]],
        lost: Callable[[Item], Result],
    ) -> Iterator[Result]:
        """Yield ``function(item)`` for each item, in order, and what is known already in its place.

        ``lost(item)`` stands for an item that took its workers with it. Only a few parcels for each
        worker are on their way at a time.
        Raises :class:`GeneratorError` where the cluster is gone, or cannot do this work.
        """
        source, window = iter(parcels), deque[_Sent[Item, Result]]()
        while True:
            most = self._most()
            while len(window) < most and (parcel := next(source, None)) is not None:
                window.append((parcel, self._sent(function, parcel)))
            if not window:
                return
            parcel, future = window.popleft()
            results = parcel.results if future is None else self._answer(future)
            if results is not None:
                yield from results
                continue
            for item in parcel.items:  # one of them did it, and takes no neighbour with it again
                made = self._answer(self.executor.submit(_make_parcel, function, (item,)))
                yield lost(item) if made is None else made[0]

    def _sent(
        self, function: Callable[[Item], Result], parcel: Parcel[Item, Result]
    ) -> Future[tuple[Result, ...]] | None:
        """Return where a parcel is being made; ``None`` where that is not needed."""
        if parcel.results is not None:
            return None
        return self.executor.submit(_make_parcel, function, parcel.items)

    def _most(self) -> int:
        """Return how many parcels may be on their way; workers may have come or gone."""
        return 2 + 4 * sum(self._workers().values())

    def _workers(self) -> dict[str, int]:
        """Return the threads of each worker."""
        try:
            threads: dict[str, int] = self.client.nthreads()
        except Exception as error:  # of the connection: Dask has many
            raise self._gone() from error
        return threads

    def _answer(self, future: Future[tuple[Result, ...]]) -> tuple[Result, ...] | None:
        """Return what became of a parcel; ``None`` where one worker after the other was lost."""
        from distributed.scheduler import KilledWorker

        try:
            return self._waited(future)
        except KilledWorker:
            return None
        except CancelledError:
            raise self._gone() from None
        except GeneratorError:
            raise
        except Exception as error:
            raise GeneratorError(
                f"{self.address}: a worker cannot do this work ({type(error).__name__}: {error}). "
                "Each needs this version of the program, installed with the same packages: the "
                "same container image, or pip install -c constraints.txt."
            ) from error

    def _waited(self, future: Future[tuple[Result, ...]]) -> tuple[Result, ...]:
        last_seen = time.monotonic()
        while True:
            try:
                return future.result(_LOOK)
            except TimeoutError:
                if future.done():
                    raise
            if self._workers():
                last_seen = time.monotonic()
            elif time.monotonic() - last_seen > WITHOUT_WORKERS:
                raise GeneratorError(
                    f"{self.address}: has had no worker for a minute. Start one on each machine "
                    "(dask worker HOST:PORT --nworkers auto --nthreads 1), and run this again: it "
                    "goes on with the pages that are not done."
                )

    def _gone(self) -> GeneratorError:
        return GeneratorError(
            f"{self.address}: the scheduler is gone. Start it and its workers, and run this again: "
            "it goes on with the pages that are not done."
        )


@contextlib.contextmanager
def cluster_at(engine: str) -> Iterator[Cluster]:
    """Yield the cluster that an engine names; work that is on its way is given up at the end.

    Raises :class:`GeneratorError` with what to do where Dask is missing, or nobody answers.
    """
    try:
        import distributed
    except ModuleNotFoundError as error:
        raise GeneratorError(f"{engine}: {error.name} is not installed. {INSTALL}.") from error
    # Its lines of a connection that is lost, and those of what it stands on, which have levels of
    # their own: we say what there is to say.
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        client = distributed.Client(
            scheduler_address(engine), timeout=ANSWER, set_as_default=False, name="banmian"
        )
    except (OSError, TimeoutError) as error:
        raise GeneratorError(
            f"{engine}: no scheduler answers there. Is the address right, and is one running (dask "
            "scheduler)? Without --engine the pages are made on this machine."
        ) from error
    executor, ending = client.get_executor(pure=False), False
    try:
        yield Cluster(engine, client, executor)
    except BaseException:  # an interrupt, too
        ending = True
        raise
    finally:
        # The scheduler may be gone.
        with interrupts_put_off(ending=ending), contextlib.suppress(Exception):
            executor.shutdown(wait=False)
            client.close(timeout=ANSWER)


def _make_parcel(function: Callable[[Item], Result], items: tuple[Item, ...]) -> tuple[Result, ...]:
    return tuple(map(function, items))
