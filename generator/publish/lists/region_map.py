"""The tile map: 34 provincial divisions of equal size, each where a reader looks for it.

A map with borders would say more than the corpus knows, and make Shanghai too small to press.
The grid (``data/provinces.csv``) keeps who is whose neighbour, as newspapers' tile maps do.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from generator.publish.escape import Safe
from generator.publish.lists.groupings import MENTIONED, Grouping
from generator.publish.lists.pagination import link_to_part
from generator.publish.paths import link_between, region_path

__all__ = ["Tile", "shade_of", "tile_map"]

SHADES = 4
"""Steps of the shading, above the ground of what has no articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One provincial division."""

    name: str
    """Its short name."""
    full: str
    """Its full name."""
    row: int
    """Row of the grid, from the north."""
    column: int
    """Column of the grid, from the west."""
    own: int
    """Articles about it."""
    also: int
    """Articles that mention it."""
    shade: int
    """0 for none to :data:`SHADES`."""
    link: Safe | None
    """Link to its list; ``None`` when it has none."""
    mentioned: Safe | None
    """Link to the articles that mention it."""
    places: tuple[tuple[str, Safe, int], ...]
    """The fullest lists of its cities: name, link, articles."""
    more: int
    """How many cities more there are."""


@dataclass(frozen=True, slots=True)
class _Province:
    code: str
    name: str
    short: str
    row: int
    column: int


_MOST_CITIES = 6
"""Cities named in a row of the table; the province's own page names all."""


def tile_map(groupings: Mapping[str, Grouping], source: str) -> tuple[Tile, ...]:
    """Return the tiles row by row; ``groupings`` are those of the regions by path."""
    most = max((s.own for p in _places() if (s := groupings.get(region_path(p.code)))), default=0)
    cities: dict[str | None, list[Grouping]] = {}
    for grouping in groupings.values():
        cities.setdefault(grouping.parent, []).append(grouping)
    return tuple(
        _tile(place, groupings.get(region_path(place.code)), most, cities, source)
        for place in _places()
    )


def shade_of(number: int, most: int) -> int:
    """Return the shade of a number beside the greatest, by its logarithm.

    Numbers of articles differ by orders of magnitude: in even steps, all but one were pale.

    >>> [shade_of(number, 1000) for number in (0, 1, 10, 100, 1000)]
    [0, 1, 2, 3, 4]
    """
    if number <= 0:
        return 0
    if most <= 1:
        return 1
    return 1 + math.floor((SHADES - 1) * math.log(number) / math.log(most) + 1e-9)


def _tile(
    place: _Province,
    grouping: Grouping | None,
    most: int,
    cities: Mapping[str | None, Sequence[Grouping]],
    source: str,
) -> Tile:
    below = sorted(cities.get(region_path(place.code), ()), key=lambda s: (-s.own, -s.also, s.path))
    shown = below[:_MOST_CITIES]
    return Tile(
        name=place.short,
        full=place.name,
        row=place.row,
        column=place.column,
        own=grouping.own if grouping else 0,
        also=grouping.also if grouping else 0,
        shade=shade_of(grouping.own if grouping else 0, most),
        link=link_between(source, grouping.path) if grouping else None,
        mentioned=link_to_part(source, grouping, MENTIONED) if grouping and grouping.also else None,
        places=tuple((s.name, link_between(source, s.path), s.own or s.also) for s in shown),
        more=len(below) - len(shown),
    )


@cache
def _places() -> tuple[_Province, ...]:
    file = resources.files("generator.publish") / "data" / "provinces.csv"
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    places = (
        _Province(r["code"], r["name"], r["short"], int(r["row"]), int(r["column"])) for r in rows
    )
    return tuple(sorted(places, key=lambda p: (p.row, p.column)))
