"""A Dask cluster of our own on this machine: a scheduler and workers, each to be killed at will."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

Process = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class OwnCluster:
    """What was started."""

    address: str
    """As a user writes it."""
    scheduler: Process
    workers: tuple[Process, ...]
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
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(spare)}

    def start(kind: str, *options: str) -> Process:
        command = (sys.executable, "-W", "ignore", "-m", f"distributed.cli.dask_{kind}", *options)
        log = (folder / "log.txt").open("ab")
        with log:
            return subprocess.Popen(command, cwd=spare, env=environment, stdout=log, stderr=log)

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
                *(
                    "--no-nanny",
                    "--host",
                    "127.0.0.1",
                    "--local-directory",
                    str(folder / f"worker-{number}"),
                ),
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
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(known: Path, scheduler: Process) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until and scheduler.poll() is None:
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads(known.read_bytes())["address"])
        time.sleep(0.1)
    raise AssertionError(f"no scheduler: {(known.parent / 'log.txt').read_text('utf-8')}")
