"""A Dask cluster of our own on this machine: a scheduler and workers, each to be killed at will."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.process import BaseProcess
from pathlib import Path
from unittest.mock import patch

from tests.conftest import ROOT

_PRELOADED = (
    *("distributed.cli.dask_scheduler", "distributed.cli.dask_worker"),
    "generator.corpus.pages.far_seeds",
)
"""What each of a cluster's processes needs. Loaded once and forked, a process costs a tenth."""


@dataclass(frozen=True, slots=True)
class OwnCluster:
    """What was started."""

    address: str
    """As a user writes it."""
    scheduler: BaseProcess
    workers: tuple[BaseProcess, ...]
    spare: Path
    """Where its workers put what is for a moment only."""


@contextlib.contextmanager
def own_cluster(folder: Path, workers: int = 2) -> Iterator[OwnCluster]:
    """Yield a cluster that answers, all workers there; whatever of it is left is ended at the end.

    Its workers stand in an empty folder, and have the program from where it is.
    """
    import distributed

    spare, known = folder / "spare", folder / "scheduler.json"
    spare.mkdir(parents=True)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(spare)}

    def start(kind: str, *options: str) -> BaseProcess:
        process = context.Process(target=_serve, args=(kind, options, environment, spare))
        with patch.dict(os.environ, {"PYTHONPATH": str(ROOT)}):
            process.start()
        return process

    scheduler = start(
        *("scheduler", "--host", "127.0.0.1", "--port", "0"),
        *("--no-dashboard", "--scheduler-file", str(known)),
    )
    started = [scheduler]
    try:
        address = _address(known, scheduler)
        started += [
            start(
                *("worker", address, "--nthreads", "1", "--no-dashboard"),
                *("--no-nanny", "--host", "127.0.0.1"),
                *("--local-directory", str(folder / f"worker-{number}")),
            )
            for number in range(workers)
        ]
        with distributed.Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=120)
        place = address.replace("tcp://", "dask://")
        yield OwnCluster(place, scheduler, tuple(started[1:]), spare)
    finally:
        for process in reversed(started):  # a worker without its scheduler is slow to go
            process.terminate()
            process.join(5)
            process.kill()
            process.join()


def _serve(
    kind: str, options: tuple[str, ...], environment: Mapping[str, str], spare: Path
) -> None:
    """Be a process of a cluster, as its command would start it."""
    import dask

    log = os.open(spare.parent / "log.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.chdir(spare)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None  # TMPDIR is another one now
    dask.config.refresh()
    warnings.simplefilter("ignore")
    import_module(f"distributed.cli.dask_{kind}").main(list(options))


def _address(known: Path, scheduler: BaseProcess) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until and scheduler.is_alive():
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads(known.read_bytes())["address"])
        time.sleep(0.1)
    raise AssertionError(f"no scheduler: {(known.parent / 'log.txt').read_text('utf-8')}")
