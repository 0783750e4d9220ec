"""One run at a time writes a project's pages, and whoever waits is told for whom.

A conversion and the build that renders its pages hold the lock from the first to the last of
them: in between, nobody else may change the files. A preview holds it only while it builds. The
lock is one of the operating system's, so it ends with its process however that ends.

``filelock`` is imported only where a lock is made: commands that only read pages need none, and do
not wait for the import, either.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.corpus.settings import Settings
from generator.errors import GeneratorError

__all__ = ["LOCK", "ProjectLock", "held"]

LOCK = "lock"
"""The file's name in the project's cache. Its text says who holds the lock, or held it last."""

PATIENCE = 300.0
"""Seconds that a command waits before it gives up. A preview of some hundred pages holds the lock
for a minute or two; a process that was stopped holds it for ever, and then a script must end."""

FIRST_BYTE = b" "
"""Windows lets nobody read the byte that is locked, the first: the text stands after it."""


class ProjectLock:
    """The lock of one project, for one process; taken and given back any number of times."""

    def __init__(self, where: Settings | Path, command: str) -> None:
        """``where`` is the project, or the folder that the lock's file is to lie in."""
        from filelock import FileLock

        self.path = (where.cache if isinstance(where, Settings) else where) / LOCK
        self._command = command
        self._lock = FileLock(self.path, thread_local=False, on_acquired=self._sign)

    def acquire(
        self,
        waiting: Callable[[str], None] = lambda _message: None,
        patience: float | None = PATIENCE,
    ) -> None:
        """Take the lock, or wait for it: ``patience`` seconds, or without end if it is ``None``.

        ``waiting`` is told once, before the wait, who holds the lock.
        Raises :class:`GeneratorError` that names the holder when the wait was in vain, and when
        the lock's file cannot be written.
        """
        from filelock import Timeout

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire(blocking=False)
            except Timeout:
                waiting(f"waiting for {self.holder()}")
                self._lock.acquire(timeout=-1 if patience is None else patience)
        except Timeout:
            raise GeneratorError(
                f"{self.path}: the project is still in use by {self.holder()}. Wait until it is "
                "done, or end it, and run this again."
            ) from None
        except OSError as error:
            raise GeneratorError(
                f"{self.path}: cannot be locked: {(error.strerror or str(error)).lower()}. It "
                "keeps two runs from writing the same pages; its folder must be writable."
            ) from error

    def release(self) -> None:
        """Give the lock back, if it is held, and remove its file."""
        if self._lock.is_locked:
            with contextlib.suppress(
                OSError
            ):  # Windows removes no open file; the next run signs it
                self.path.unlink()
            self._lock.release()

    def holder(self) -> str:
        """Return who holds the lock, in words; vaguely where they have not signed yet."""
        try:
            with self.path.open("rb", buffering=0) as file:
                file.seek(len(FIRST_BYTE))
                said = json.loads(file.read())
            return "“{command}” (process {process} on {host}, since {since})".format(**said)
        except (OSError, ValueError, KeyError, TypeError):
            return "another run"

    def _sign(self, descriptor: int) -> None:
        said = {
            "command": self._command,
            "process": os.getpid(),
            "host": socket.gethostname(),
            "since": time.strftime("%Y-%m-%d %H:%M:%S"),
        }
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, FIRST_BYTE + json.dumps(said).encode("utf-8"))


@contextlib.contextmanager
def held(
    where: Settings | Path, command: str, waiting: Callable[[str], None] = lambda _message: None
) -> Iterator[None]:
    """Hold the lock of a project or of a folder while the block runs (:class:`ProjectLock`)."""
    lock = ProjectLock(where, command)
    lock.acquire(waiting, PATIENCE)
    try:
        yield
    finally:
        lock.release()
