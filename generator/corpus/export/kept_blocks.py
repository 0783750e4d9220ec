"""Packed pages that are kept from one run to the next, in files of the project's cache.

Of a lot of pages there is one file: a block of each stream that they have a part in, and before
these a head that tells where each is and what it must hold.
"""

from __future__ import annotations

import hashlib
import pickle
import struct
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from generator.corpus.files.packed_blocks import Block
from generator.corpus.files.whole_files import write_atomically

__all__ = ["KeptBlocks"]

_Head: TypeAlias = dict[str, tuple[Any, ...]]
"""Of each stream where its block is, its length, packed and not, its checksum and its digest."""
_KEPT = ".packed"
_HEAD = struct.Struct(">16sL")
"""Digest of what follows of the head, and its length."""
_DAMAGED = (OSError, struct.error, LookupError, ValueError)


class KeptBlocks:
    """The blocks of each lot, by its key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._heads: dict[str, _Head] = {}

    def has(self, key: str) -> bool:
        """Tell whether there is a file of a lot."""
        return self._path_of(key).exists()

    def block(self, key: str, name: str) -> Block | None:
        """Return a stream's block of a lot; ``None`` where its file is missing or damaged."""
        try:
            with self._path_of(key).open("rb", 0) as file:  # one read of a whole block
                at, packed, size, checksum, digest = self._head(key, file)[name]
                file.seek(at)
                data = file.read(packed)
        except _DAMAGED:
            return None
        right = hashlib.blake2b(data, digest_size=16).digest() == digest
        return Block(data, size, checksum) if right else None

    def digest(self, key: str, name: str) -> bytes:
        """Return what tells a stream's block of a lot from any other; nothing where there is
        none."""
        try:
            if key not in self._heads:
                with self._path_of(key).open("rb") as file:
                    self._head(key, file)
            told: bytes = self._heads[key][name][-1]
        except _DAMAGED:
            return b""
        return told

    def put(self, key: str, blocks: Mapping[str, Block]) -> None:
        """Keep a lot. A folder that cannot be written keeps none."""
        self._heads.pop(key, None)
        with suppress(OSError):
            write_atomically(self._path_of(key), *_bound(blocks))

    def keep_only(self, keys: Collection[str]) -> None:
        """Delete all other lots."""
        if not self.folder.is_dir():
            return
        for entry in self.folder.iterdir():
            if entry.suffix == _KEPT and entry.stem not in keys:
                entry.unlink(missing_ok=True)

    def _head(self, key: str, file: BinaryIO) -> _Head:
        if key not in self._heads:
            self._heads[key] = _head_of(file)
        return self._heads[key]

    def _path_of(self, key: str) -> Path:
        return self.folder / f"{key}{_KEPT}"


def _bound(blocks: Mapping[str, Block]) -> tuple[bytes, ...]:
    """Return the parts of a file of blocks: what there is and where, then the blocks."""
    at, told = 0, {}
    for name, block in blocks.items():
        digest = hashlib.blake2b(block.data, digest_size=16).digest()
        told[name] = (at, len(block.data), block.size, block.checksum, digest)
        at += len(block.data)
    head = pickle.dumps(told, 5)
    digest = hashlib.blake2b(head, digest_size=16).digest()
    return _HEAD.pack(digest, len(head)), head, *(block.data for block in blocks.values())


def _head_of(file: BinaryIO) -> _Head:
    """Return what there is in such a file and where. Raises ``ValueError`` for one that is damaged,
    and what :mod:`struct` raises."""
    digest, length = _HEAD.unpack(file.read(_HEAD.size))
    head = file.read(length)
    if hashlib.blake2b(head, digest_size=16).digest() != digest:
        raise ValueError
    start, told = _HEAD.size + length, pickle.loads(head)
    return {name: (start + at, *rest) for name, (at, *rest) in told.items()}
