"""The parts of the index that say which articles hold a gram, and where in them.

A rare gram shares a part with others whose hashes begin alike; a frequent one has its own. Places
stand in parts of their own: a reader needs them only for phrases that very many articles may hold.
Each row of numbers is written in planes (all lowest bytes, then all middle ones): zlib packs like
with like a sixth smaller than number after number.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from operator import sub

from generator.publish.search.pack import Way, gram_name, packed, put_numbers
from generator.publish.search.postings import (
    LITTLE,
    NUMBER,
    SHIFT,
    GramList,
    Posting,
    posting_of,
)

__all__ = ["CHUNK", "FEWEST", "OWN", "RARE", "ROWS", "GramParts", "bits_for", "planes"]

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


def bits_for(units: int, a_part: int) -> int:
    """Return how many first bits of a hash tell its shared part.

    >>> bits_for(24_000_000, 6_000), bits_for(10, 6_000)
    (12, 0)
    """
    return (units // a_part).bit_length()


class GramParts:
    """Writes the parts; afterwards knows which grams have their own."""

    def __init__(self, units: int, generation: int) -> None:
        self.list_bits = bits_for(units, TEXT_FOR_LISTS)
        """First bits of a hash that tell the shared part of its list."""
        self.place_bits = bits_for(units, TEXT_FOR_PLACES)
        """First bits of a hash that tell the shared part of its places."""
        self._generation = generation
        self._own: list[tuple[int, int, list[int]]] = []

    def write(self, lists: Iterable[GramList]) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of every part; ``lists`` come in the order of their hashes."""
        rare = _Shared(self, "g", self.list_bits, ROWS, RARE)
        places = _Shared(self, "p", self.place_bits, "p", ())
        rare_size = OWN * array(NUMBER).itemsize
        for gram in lists:
            if len(gram.seen) <= rare_size:
                posting = posting_of(gram)
                if rare.ends_before(gram.hashed):
                    yield from rare.up_to(gram.hashed)
                rare.put(gram.hashed, posting.articles, posting.codes)
                if len(posting.codes) > FEWEST and not gram.single:
                    yield from places.up_to(gram.hashed)
                    places.put(gram.hashed, posting.places)
                continue
            chunks = list(_chunks(gram))
            count = sum(len(posting.codes) for posting in chunks)
            name = gram_name(gram.hashed)
            whole = Posting([], bytearray(), [])
            for posting in chunks:
                whole.articles.extend(posting.articles)
                whole.codes.extend(posting.codes)
            yield self.part(f"g/{name}", {**planes("a", whole.articles), "c": bytes(whole.codes)})
            held = []
            if not gram.single:
                for number, posting in enumerate(chunks):
                    held.append(len(posting.codes))
                    yield self.part(f"p/{name}-{number}", planes("p", posting.places))
            self.own(gram.hashed, count, held)
        yield from rare.rest()
        yield from places.rest()

    def own(self, hashed: int, count: int, held: list[int]) -> None:
        """Note that a gram has its own parts: how many articles hold it, and which part tells of
        how many. The hashes must rise."""
        self._own.append((hashed, count, held))

    def part(self, name: str, sections: dict[str, bytes]) -> tuple[str, bytes]:
        """Return path and bytes of a part that a gram has for itself."""
        return self._part(name, sections, {**_WAYS, "c": Way.NOISE})

    def _part(
        self, name: str, sections: dict[str, bytes], ways: dict[str, Way]
    ) -> tuple[str, bytes]:
        return f"search/{name}.bin", packed(self._generation, {}, sections, ways)

    def shared_part(
        self,
        folder: str,
        number: int,
        steps: Iterable[int],
        counts: Iterable[int],
        rows: Mapping[str, Iterable[int]],
        codes: bytes,
    ) -> tuple[str, bytes]:
        """Return path and bytes of a part that grams share.

        First come the steps between their hashes, and how many numbers each of them has; then their
        numbers in ``rows``, the rarest grams' first.
        """
        sections = {**planes("h", steps), "n": put_numbers(counts)}
        for name, numbers in rows.items():
            sections |= planes(name, numbers)
        return self._part(f"{folder}/{number:x}", {**sections, "c": codes}, _WAYS)

    def own_table(self) -> bytes:
        """Return the grams with parts of their own.

        For each the step from the hash before, how many articles hold it, the number of its
        parts of places, and where these are several, how many articles each of them tells of.
        """
        rows, before = [], 0
        for hashed, count, held in self._own:
            rows += [hashed - before, count, len(held), *(held if len(held) > 1 else ())]
            before = hashed
        return put_numbers(rows)


class _Shared:
    """The parts that grams share whose hashes begin alike, one after another.

    Every one is written, with or without grams: one that is missing is a fault, and told as such.
    """

    def __init__(
        self, parts: GramParts, folder: str, bits: int, names: str, limits: tuple[int, ...]
    ) -> None:
        """Rows have ``names``; ``limits`` are the counts from which a gram is of the next one."""
        self._parts = parts
        self._names = names
        self._limits = limits
        self._folder = folder
        self._shift = 32 - bits
        self._number = 0
        self._empty()

    def _empty(self) -> None:
        self._hashes: list[int] = []
        self._counts: list[int] = []
        self._rows: dict[str, list[int]] = {name: [] for name in self._names}
        self._codes = {name: bytearray() for name in self._names}

    def ends_before(self, hashed: int) -> bool:
        """Tell whether a part is whole when this gram comes next."""
        return hashed >> self._shift > self._number

    def put(self, hashed: int, numbers: list[int], codes: bytes | bytearray = b"") -> None:
        """Take in the next gram; the parts before it were asked for."""
        self._hashes.append(hashed)
        self._counts.append(len(numbers))
        name = self._names[bisect_right(self._limits, len(numbers))]
        self._rows[name] += numbers
        self._codes[name] += codes

    def rest(self) -> Iterator[tuple[str, bytes]]:
        """Yield the parts that are left."""
        yield from self.up_to(1 << 32)

    def up_to(self, hashed: int) -> Iterator[tuple[str, bytes]]:
        """Yield the parts that end before this gram."""
        number = hashed >> self._shift
        while self._number < number:
            steps = map(sub, self._hashes, [self._number << self._shift, *self._hashes])
            codes = b"".join(self._codes.values())
            yield self._parts.shared_part(
                self._folder, self._number, steps, self._counts, self._rows, codes
            )
            self._number += 1
            self._empty()


def _chunks(gram: GramList) -> Iterator[Posting]:
    """Yield a gram's articles in stretches of :data:`CHUNK` occurrences, none of them parted."""
    size = array(NUMBER).itemsize
    if len(gram.seen) <= CHUNK * size or gram.single:
        yield posting_of(gram)
        return
    seen = array(NUMBER)
    seen.frombytes(gram.seen)
    start, before = 0, 0
    while start < len(seen):
        end = min(start + CHUNK, len(seen))
        while end < len(seen) and seen[end] >> SHIFT == seen[end - 1] >> SHIFT:
            end += 1
        posting = posting_of(gram._replace(seen=seen[start:end].tobytes()))
        posting.articles[0] -= before
        before = seen[end - 1] >> SHIFT
        yield posting
        start = end


def planes(name: str, numbers: Iterable[int]) -> dict[str, bytes]:
    """Return numbers of 32 bits in sections: all lowest bytes, all next ones, and so on.

    The highest ones are left out where all are 0.

    >>> planes("a", [1, 258])
    {'a0': b'\\x01\\x02', 'a1': b'\\x00\\x01'}
    """
    row = array("I", numbers)
    if not LITTLE:
        row.byteswap()
    data = row.tobytes()
    sections = {f"{name}{plane}": data[plane::4] for plane in range(4)}
    for plane in (3, 2, 1):
        if any(sections[f"{name}{plane}"]):
            break
        del sections[f"{name}{plane}"]
    return sections
