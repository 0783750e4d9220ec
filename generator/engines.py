"""Where pages are made: in processes of this machine, or by the workers of a Dask cluster."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["LOCAL", "engine_address", "engine_at", "scheduler_address"]

LOCAL = "local"
"""The engine where none is named."""
DASK_PORT = 8786
"""Where a scheduler listens if nobody says otherwise."""
_DASK = re.compile(r"dask://(?P<host>\[[0-9a-fA-F:.]+\]|[^\s/:\[\]]+)(?::(?P<port>[0-9]{1,5}))?/?")

_address: ContextVar[str] = ContextVar("engine", default=LOCAL)
"""One for a run, as its standard output is; no stage reads it or depends on it."""


def scheduler_address(engine: str) -> str | None:
    """Return the address of the scheduler that an engine names, as Dask writes it; ``None`` where
    it names none.

    >>> scheduler_address("dask://10.0.0.5"), scheduler_address("dask://head:9000")
    ('tcp://10.0.0.5:8786', 'tcp://head:9000')
    >>> scheduler_address("local"), scheduler_address("dask://")
    (None, None)
    """
    found = _DASK.fullmatch(engine)
    if found is None:
        return None
    return f"tcp://{found['host']}:{found['port'] or DASK_PORT}"


@contextmanager
def engine_at(address: str) -> Iterator[None]:
    """Make pages at this address within the block: ``local``, or ``dask://HOST:PORT``."""
    before = _address.set(address)
    try:
        yield
    finally:
        _address.reset(before)


def engine_address() -> str:
    """Return where pages are to be made."""
    return _address.get()
