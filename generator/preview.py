"""What a live preview follows: the pages people wrote, and not those that are made of the seeds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

from generator.corpus.manifest import MANIFEST, read_manifest

__all__ = ["HandWritten", "follow_hand_written"]

POLL = 0.5
"""Seconds between two looks, as MkDocs takes them."""


class HandWritten:
    """Lists folders as if nothing generated were in them.

    MkDocs would see each build write its pages, and build again; and it would look at tens of
    thousands of files twice a second.
    """

    def __init__(self, docs: Path) -> None:
        self._docs = docs.absolute()
        self._read: tuple[int, int] | None = None
        self._generated: set[str] = set()

    def listdir(self, folder: str | None) -> Iterator[os.DirEntry[str]]:
        """Yield the entries of a folder that people made; those with a dot in front are nobody's.

        The folder is read before the list of generated files. A file is listed before it is made,
        so what stands in the folder and not in the list is certainly not generated.
        """
        with os.scandir(folder) as found:
            entries = list(found)
        generated = self._generated_files()
        for entry in entries:
            name = Path(entry.path).absolute().relative_to(self._docs).as_posix()
            if not entry.name.startswith(".") and name not in generated:
                yield entry

    def _generated_files(self) -> set[str]:
        try:
            state = (self._docs / MANIFEST).stat()
        except OSError:  # nothing has been converted yet
            return set()
        if self._read != (state.st_mtime_ns, state.st_size):
            self._generated = set(read_manifest(self._docs))
            self._read = (state.st_mtime_ns, state.st_size)
        return self._generated


def follow_hand_written(server: LiveReloadServer, docs: Path) -> PollingObserverVFS:
    """Have the server watch only what people wrote in ``docs``, in place of all of it.

    Returns the running observer; it ends with the process, or when it is stopped.
    """
    observer = PollingObserverVFS(
        stat=os.stat, listdir=HandWritten(docs).listdir, polling_interval=POLL
    )
    server.unwatch(str(docs))
    # A server takes no filter: it is lent another pair of eyes while it begins to watch.
    servers_own = server.observer
    server.observer = observer  # type: ignore[assignment]  # it schedules all the same
    try:
        server.watch(str(docs))
    finally:
        server.observer = servers_own
    observer.start()
    return observer
