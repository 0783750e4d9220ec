"""Archives put together of blocks that were packed before: what did not change is not packed again.

A stream of DEFLATE (RFC 1951) may be cut wherever nothing refers back: each block here ends at a
whole byte and knows nothing of those before it, so they can follow one another in any file. The
checksum of the whole comes of those of the blocks.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import BinaryIO, NamedTuple

__all__ = ["Block", "ZipWriter", "packed_block", "unpacked", "write_gzip"]

_LEVEL = 9
_END = b"\x03\x00"
"""The last block of a stream, an empty one."""
_POLYNOMIAL = 0xEDB88320
_LONG_AGO = (1980 - 1980) << 9 | 1 << 5 | 1
"""1 January 1980, as ZIP says it: the same pages give the same bytes."""
_LARGE = 0xFFFFFFFF


class Block(NamedTuple):
    """A piece of a stream, packed."""

    data: bytes
    size: int
    """Bytes of it, unpacked."""
    checksum: int
    """CRC-32 of these."""


def packed_block(plain: bytes) -> Block:
    """Return a piece of a stream, packed.

    >>> block = packed_block(b"abc" * 9)
    >>> zlib.decompress(block.data + _END, -15) == b"abc" * 9
    True
    """
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    data = packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH)
    return Block(data, len(plain), zlib.crc32(plain))


def unpacked(block: Block) -> bytes:
    """Return what a block holds."""
    return zlib.decompress(block.data + _END, -15)


def write_gzip(file: BinaryIO, name: str, blocks: Iterable[Block]) -> None:
    """Write a file of gzip (RFC 1952) of blocks."""
    file.write(b"\x1f\x8b\x08\x08" + bytes(4) + b"\x00\xff" + name.encode("latin-1") + b"\x00")
    size = checksum = 0
    for block in blocks:
        file.write(block.data)
        size, checksum = size + block.size, joined_checksum(checksum, block.checksum, block.size)
    file.write(_END + struct.pack("<LL", checksum, size & _LARGE))


@dataclass(slots=True)
class ZipWriter:
    """A ZIP file whose members are made of blocks; as large as they come (ZIP64)."""

    file: BinaryIO
    _members: list[tuple[str, int, int, int, int]] = field(default_factory=list)

    def add(self, name: str, blocks: Iterable[Block]) -> None:
        """Write a member. What it comes to is told before it, where the room for that is left."""
        start = self.file.tell()
        self.file.write(_local(name, 0, 0, 0))
        size = checksum = packed = 0
        for block in blocks:
            self.file.write(block.data)
            packed += len(block.data)
            checksum = joined_checksum(checksum, block.checksum, block.size)
            size += block.size
        self.file.write(_END)
        packed += len(_END)
        self.file.seek(start)
        self.file.write(_local(name, checksum, packed, size))
        self.file.seek(0, 2)
        self._members.append((name, checksum, packed, size, start))

    def close(self) -> None:
        """Write the list of members, which ends the file."""
        start = self.file.tell()
        for member in self._members:
            self.file.write(_central(*member))
        end = self.file.tell()
        count = len(self._members)
        if end > _LARGE:
            head = struct.pack("<LQHHLLQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, 0, 0)
            head = head[:40] + struct.pack("<QQ", end - start, start)
            self.file.write(head + struct.pack("<LLQL", 0x07064B50, 0, end, 1))
        told = (count, count, min(end - start, _LARGE), min(start, _LARGE), 0)
        self.file.write(struct.pack("<LHHHHLLH", 0x06054B50, 0, 0, *told))


def _local(name: str, checksum: int, packed: int, size: int) -> bytes:
    """Return what stands before a member; always with room for large numbers."""
    named = name.encode("ascii")
    head = (0x04034B50, 45, 0, 8, 0, _LONG_AGO, checksum, _LARGE, _LARGE, len(named), 20)
    return struct.pack("<LHHHHHLLLHH", *head) + named + struct.pack("<HHQQ", 1, 16, size, packed)


def _central(name: str, checksum: int, packed: int, size: int, start: int) -> bytes:
    named = name.encode("ascii")
    large = [number for number in (size, packed, start) if number >= _LARGE]
    extra = struct.pack(f"<HH{len(large)}Q", 1, 8 * len(large), *large) if large else b""
    told = tuple(min(number, _LARGE) for number in (packed, size))
    head = (0x02014B50, 3 << 8 | 45, 45, 0, 8, 0, _LONG_AGO, checksum, *told)
    rest = (len(named), len(extra), 0, 0, 0, 0o100644 << 16, min(start, _LARGE))
    return struct.pack("<LHHHHHHLLL", *head) + struct.pack("<HHHHHLL", *rest) + named + extra


def joined_checksum(first: int, second: int, length: int) -> int:
    """Return the CRC-32 of two pieces from those of each and the ``length`` of the second.

    >>> joined_checksum(zlib.crc32(b"news"), zlib.crc32(b"paper"), 5) == zlib.crc32(b"newspaper")
    True
    """
    power = 0
    while length:
        if length & 1:
            first = _moved(first, _images(power))
        length, power = length >> 1, power + 1
    return first ^ second


@cache
def _images(power: int) -> tuple[list[int], ...]:
    """Return what each of the four bytes of a checksum becomes where 2 to a ``power`` bytes, all
    zero, come after."""
    tables = []
    for byte in range(4):
        images = [0]
        for bit in range(8):
            image = 1 << byte * 8 + bit
            if power:
                image = _moved(_moved(image, _images(power - 1)), _images(power - 1))
            else:
                for _ in range(8):
                    image = image >> 1 ^ (_POLYNOMIAL if image & 1 else 0)
            images += [image ^ other for other in images]
        tables.append(images)
    return tuple(tables)


def _moved(checksum: int, images: tuple[list[int], ...]) -> int:
    lowest, low, high, highest = images
    return (
        lowest[checksum & 255]
        ^ low[checksum >> 8 & 255]
        ^ high[checksum >> 16 & 255]
        ^ highest[checksum >> 24]
    )
