"""Lots of a large search index, kept in files of the project's cache.

One record tells of all of them. It is believed as a whole or not at all, and a lot only where its
size and times say that nobody has touched it since.
"""

from __future__ import annotations

import pickle
import struct
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from generator.corpus.cache.page_cache import read_sealed, write_sealed
from generator.corpus.files.signatures import signature
from generator.corpus.files.whole_files import write_atomically
from generator.publish import RECORD, Facets, Known, Lot, entries_of, told_of, units_of

__all__ = ["KeptLots"]

_RECORD, _END = "index.known", ".lot"
_HEAD = struct.Struct("<LLQ24s")
"""Bytes of the entries, and of the occurrences, how long the articles are and what tells what
columns show of them; what they are filed under comes last."""


class KeptLots:
    """What the last run has gathered for the index, and this one gathers for the next."""

    def __init__(self, folder: Path, ground: str) -> None:
        """``ground`` is what all of it depends on beside the articles."""
        self._folder, self._ground = folder, ground
        self.known: Known | None = None
        self._signatures: dict[str, str] = {}
        told = read_sealed(folder / _RECORD)
        if told is not None and told[0] == ground:
            _, self.known, self._signatures = told

    def find(self, key: str) -> Lot | None:
        """Return the lot of a key, if it is there as it was put."""
        path, told = self._folder / f"{key}{_END}", self._signatures.get(key)
        if not told or signature(path) != told:
            return None
        with suppress(OSError, struct.error), path.open("rb") as file:
            size, records, units, shown = _HEAD.unpack(file.read(_HEAD.size))
            entries = np.frombuffer(file.read(size), np.uint32)
            start = _HEAD.size + size
            facets = partial(_facets, path, start + records)
            return Lot(entries, partial(_read, path, start), facets, units, shown.decode())
        return None

    def put(self, key: str, facets: list[Facets], records: Any) -> Lot:
        """Keep a lot and return it."""
        entries, path = entries_of(records), self._folder / f"{key}{_END}"
        first, last = entries.tobytes(), records.tobytes()
        with suppress(OSError):
            if key:
                shown = told_of(facets).encode()
                head = _HEAD.pack(len(first), len(last), units_of(facets), shown)
                write_atomically(path, head, first, last, pickle.dumps(facets, 5))
                self._signatures[key] = signature(path)
                found = self.find(key)
                if found is not None:
                    return found
        size = records.dtype.itemsize
        units = units_of(facets)
        return Lot(entries, lambda a, b: last[a * size : b * size], lambda: facets, units)

    def leave(self, known: Known) -> None:
        """Keep that for the next run, and no other lots."""
        keys = {key for key, _ in known.lots}
        signatures = {key: told for key, told in self._signatures.items() if key in keys}
        write_sealed(self._folder / _RECORD, pickle.dumps((self._ground, known, signatures), 5))
        with suppress(OSError):
            for path in self._folder.glob(f"*{_END}"):
                if path.stem not in keys:
                    path.unlink(missing_ok=True)


def _read(path: Path, start: int, first: int, end: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start + first * RECORD.itemsize)
        return file.read((end - first) * RECORD.itemsize)


def _facets(path: Path, start: int) -> list[Facets]:
    with path.open("rb") as file:
        file.seek(start)
        found: list[Facets] = pickle.load(file)  # our own; its times say so
    return found
