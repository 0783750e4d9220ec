"""The parts of the index that say which articles hold a gram, and where in them.

A rare gram shares a part with others whose hashes begin alike; a frequent one has its own. Places
stand in parts of their own: a reader needs them only for phrases that very many articles may hold.
Each row of numbers is written in planes (all lowest bytes, then all middle ones): zlib packs like
with like a sixth smaller than number after number.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from generator.publish.search.pack import Packing, Part, Way, parts_together, put_numbers

__all__ = ["CHUNK", "FEWEST", "OWN", "RARE", "ROWS", "Band", "GramParts", "planes"]

OWN = 4_000
"""Occurrences from which a gram has a part of its own: some 5 KB."""
CHUNK = 100_000
"""Occurrences in one part of places: some 130 KB."""
TEXT_FOR_LISTS = 6_000
"""Units of text for one shared part of lists: it comes to some 8 KB."""
TEXT_FOR_PLACES = 12_000
"""Units of text for one shared part of places."""
FEWEST = 72
"""Articles up to which a gram's places are not kept: the texts of so few are read instead."""


RARE = (32, 256)
"""Articles from which a gram's numbers stand with those of its like, where grams share a part."""
ROWS = "abd"
"""Names of these rows, the rarest first: steps from article to article are long for rare grams and
short for others, and pack better among their like."""
_WAYS = {
    **dict.fromkeys((f"{row}{plane}" for row in ROWS for plane in range(3)), Way.NUMBERS),
    **dict.fromkeys(("h2", "h3", "p2", "c"), Way.NUMBERS),
    **dict.fromkeys(("h0", "h1", "n", "p0", "p1"), Way.NOISE),
}
"""How each section is packed; a frequent gram's codes are noise. Against one stream for all, lists
come out 7 % smaller, and places 10 %."""


MOST_BANDS = 11
"""First bits of a hash, at most, by which parts have one version: four bytes of the head for each
of 2,048 bands, however large the corpus."""

Placed: TypeAlias = tuple[int, Part]
"""A part, and a hash of those that it tells of."""

_LITTLE = array("H", [1]).tobytes()[0] == 1
"""Whether this machine puts the lowest byte of a number first."""


def bits_for(units: int, a_part: int) -> int:
    """Return how many first bits of a hash tell its shared part.

    >>> bits_for(24_000_000, 6_000), bits_for(10, 6_000)
    (12, 0)
    """
    return (units // a_part).bit_length()


class Band(NamedTuple):
    """What came of the grams whose hashes begin alike."""

    version: int
    files: tuple[tuple[str, str], ...]
    """The parts, and what tells the bytes of each from any others."""
    own: tuple[tuple[int, int, list[int]], ...]
    """The grams that have parts of their own: hash, articles, and of how many each part tells."""


class GramParts:
    """Makes the parts; afterwards knows what came of each band."""

    def __init__(self, units: int) -> None:
        self.list_bits = bits_for(units, TEXT_FOR_LISTS)
        """First bits of a hash that tell the shared part of its list."""
        self.place_bits = bits_for(units, TEXT_FOR_PLACES)
        """First bits of a hash that tell the shared part of its places."""
        self.band_bits = min(self.place_bits, MOST_BANDS)
        """First bits of a hash that tell the version of all its parts."""
        self.bands: dict[int, Band] = {}
        """By number."""
        self._own: list[tuple[int, int, list[int]]] = []

    def like_these(self) -> GramParts:
        """Return what makes parts of the same kind, and knows of none."""
        other = GramParts(0)
        other.list_bits, other.place_bits = self.list_bits, self.place_bits
        other.band_bits = self.band_bits
        return other

    def own(self, hashed: int, count: int, held: list[int]) -> None:
        """Note that a gram has its own parts: how many articles hold it, and which part tells of
        how many. The hashes must rise."""
        self._own.append((hashed, count, held))

    def part(self, name: str, sections: dict[str, bytes]) -> Part:
        """Return a part that a gram has for itself."""
        return Part(name, sections, {**_WAYS, "c": Way.NOISE})

    def shared_part(
        self,
        folder: str,
        number: int,
        steps: Iterable[int],
        counts: Iterable[int],
        rows: Mapping[str, Iterable[int]],
        codes: bytes,
    ) -> Part:
        """Return a part that grams share.

        First come the steps between their hashes, and how many numbers each of them has; then their
        numbers in ``rows``, the rarest grams' first.
        """
        sections = {**planes("h", steps), "n": put_numbers(counts)}
        for name, numbers in rows.items():
            sections |= planes(name, numbers)
        return Part(f"{folder}/{number:x}", {**sections, "c": codes}, _WAYS)

    def in_bands(self, parts: Iterable[Placed]) -> Iterator[Packing]:
        """Yield parts, those of a band together; whole bands must come, and in their order.

        What an edit says otherwise of a few grams, it says in the bands of these.
        """
        shift = 32 - self.band_bits
        ordered = sorted(((hashed >> shift, part) for hashed, part in parts), key=itemgetter(0))
        own, self._own = self._own, []
        for number, band in groupby(ordered, itemgetter(0)):
            version, packings = parts_together([part for _, part in band])
            made = [*packings]
            files = tuple((packing.path, packing.key) for packing in made)
            here = tuple(row for row in own if row[0] >> shift == number)
            self.bands[number] = Band(version, files, here)
            yield from made

    def versions(self) -> bytes:
        """Return the version of each band, four bytes."""
        rows = sorted(self.bands.items())
        return b"".join(band.version.to_bytes(4, "little") for _, band in rows)

    def own_table(self) -> bytes:
        """Return the grams with parts of their own.

        For each the step from the hash before, how many articles hold it, the number of its
        parts of places, and where these are several, how many articles each of them tells of.
        """
        rows, before = [], 0
        own = (row for _, band in sorted(self.bands.items()) for row in band.own)
        for hashed, count, held in own:
            rows += [hashed - before, count, len(held), *(held if len(held) > 1 else ())]
            before = hashed
        return put_numbers(rows)


def planes(name: str, numbers: Iterable[int]) -> dict[str, bytes]:
    """Return numbers of 32 bits in sections: all lowest bytes, all next ones, and so on.

    The highest ones are left out where all are 0.

    >>> planes("a", [1, 258])
    {'a0': b'\\x01\\x02', 'a1': b'\\x00\\x01'}
    """
    row = array("I", numbers)
    if not _LITTLE:
        row.byteswap()
    data = row.tobytes()
    sections = {f"{name}{plane}": data[plane::4] for plane in range(4)}
    for plane in (3, 2, 1):
        if any(sections[f"{name}{plane}"]):
            break
        del sections[f"{name}{plane}"]
    return sections
