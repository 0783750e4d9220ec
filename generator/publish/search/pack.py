"""The bytes of the search index: numbers, hashes, and sections packed into one part.

``docs/search.md`` describes the format; ``site_src/assets/search/engine/parts.js`` reads it.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import partial
from operator import sub
from typing import Any, NamedTuple

__all__ = [
    "MULTIPLIER",
    "Packing",
    "Part",
    "Way",
    "gram_name",
    "packed",
    "parts_together",
    "put_numbers",
    "rows_of_numbers",
]

MULTIPLIER = 0x9E3779B1
"""Fibonacci hashing (Knuth, TAOCP 3, 6.4) of one or two UTF-16 units: odd, so that no two grams
share a hash. Its first bits tell the part that a gram stands in."""


def gram_name(hashed: int) -> str:
    """Return the name of the part that a frequent gram has for itself."""
    return f"{hashed:08x}"


def put_number(out: bytearray, number: int) -> None:
    """Append a number of 0 or more: seven bits a byte, the lowest first, the last below 128."""
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)


def put_numbers(numbers: Iterable[int]) -> bytes:
    """Return numbers one after another as :func:`put_number` writes them.

    >>> put_numbers([1, 300])
    b'\\x01\\xac\\x02'
    """
    out = bytearray()
    for number in numbers:
        if number < 128:
            out.append(number)
        else:
            put_number(out, number)
    return bytes(out)


def rows_of_numbers(name: str, rows: Iterable[Sequence[int]]) -> dict[str, bytes]:
    """Return two sections: how many numbers each row has, and the steps between them, rising.

    >>> rows_of_numbers("k", [[3, 5], [], [1]])
    {'kn': b'\\x02\\x00\\x01', 'k': b'\\x03\\x02\\x01'}
    """
    lengths: list[int] = []
    steps: list[int] = []
    for row in rows:
        lengths.append(len(row))
        steps += map(sub, row, (0, *row))
    return {f"{name}n": put_numbers(lengths), name: put_numbers(steps)}


class Way(IntEnum):
    """How zlib goes about a section."""

    TEXT = zlib.Z_DEFAULT_STRATEGY
    """Looks for what was there before."""
    NUMBERS = zlib.Z_FILTERED
    """Takes long matches only: short ones in numbers are chance, and cost more than they save."""
    NOISE = zlib.Z_HUFFMAN_ONLY
    """Takes none."""


class Part(NamedTuple):
    """A part that is not packed yet."""

    name: str
    """Under ``search/``, without its ending."""
    sections: Mapping[str, bytes]
    ways: Mapping[str, Way] | None = None
    head: Mapping[str, Any] = {}


class Packing(NamedTuple):
    """A part that is packed when somebody wants it."""

    path: str
    key: str
    """What tells its bytes from any others."""
    make: Callable[[], bytes]
    """Packs it."""


def parts_together(parts: Sequence[Part]) -> tuple[int, Iterator[Packing]]:
    """Return the version of parts that are fetched under one, and each of them.

    The version, of 32 bits, comes of all that they hold: the same parts have the same one in any
    build, and keep their addresses; where one of them comes out otherwise, all are fetched anew.
    """
    told = hashlib.blake2b(digest_size=16)
    for part in parts:
        lengths = [(name, len(section)) for name, section in part.sections.items()]
        told.update(repr((part.name, part.head, lengths)).encode("utf-8", "surrogatepass"))
        for section in part.sections.values():
            told.update(section)
    key, version = told.hexdigest(), int.from_bytes(told.digest()[:4], "little")
    return version, (
        Packing(
            f"search/{part.name}.bin",
            key,
            partial(packed, version, part.head, part.sections, part.ways),
        )
        for part in parts
    )


def packed(
    version: int,
    head: Mapping[str, Any],
    sections: Mapping[str, bytes],
    ways: Mapping[str, Way] | None = None,
) -> bytes:
    """Return one part as it is served: version, JSON head, and named sections of bytes.

    The head gains ``sections``: the length of each, in their order. All is one zlib stream, whose
    checksum tells a truncated one; sections that ``ways`` names are packed each for itself.

    >>> zlib.decompress(packed(7, {}, {"a": b"xyz"}, {"a": Way.NOISE}))[8:]
    b'{"sections":{"a":3}}xyz'
    """
    lengths = {name: len(section) for name, section in sections.items()}
    told = json.dumps({**head, "sections": lengths}, ensure_ascii=False, separators=(",", ":"))
    whole = told.encode("utf-8", "surrogatepass")
    pieces: list[tuple[Way, bytes]] = [
        (Way.TEXT, version.to_bytes(4, "little") + len(whole).to_bytes(4, "little") + whole)
    ]
    for name, section in sections.items():
        way = ways.get(name) if ways else None
        if way is None and pieces[-1][0] is Way.TEXT:
            pieces[-1] = (Way.TEXT, pieces[-1][1] + section)
        elif section:
            pieces.append((way or Way.TEXT, section))
    summed = 1
    out = [b"\x78\xda"]  # a zlib stream of the best compression (RFC 1950)
    for number, (way, piece) in enumerate(pieces, start=1):
        summed = zlib.adler32(piece, summed)
        # A window no wider than what is looked at: making a wide one takes longer than all else.
        bits = min(max(len(piece).bit_length(), 9), 15)
        stream = zlib.compressobj(9, zlib.DEFLATED, -bits, zlib.DEF_MEM_LEVEL, way)
        end = zlib.Z_FINISH if number == len(pieces) else zlib.Z_SYNC_FLUSH
        out += (stream.compress(piece), stream.flush(end))
    return b"".join((*out, summed.to_bytes(4, "big")))
