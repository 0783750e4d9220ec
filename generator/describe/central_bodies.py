"""The departments of the State Council, past and present, with their years and their successors.

The table is ``data/central_bodies.csv``: the plans of reform of 1982, 1988, 1993, 1998, 2003, 2008,
2013, 2018 and 2023. ``data/SOURCES.md`` says what it holds.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from generator.describe.data_files import data_bytes

__all__ = ["CentralBody", "central_bodies"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralBody:
    """A department of the State Council."""

    name: str
    """The name that it is filed under."""
    also: tuple[str, ...] = ()
    """Other names for it."""
    since: int
    """The year in which it was set up."""
    until: int | None = None
    """The year in which it ended; ``None`` while it goes on."""
    successors: tuple[str, ...] = ()
    """What took over its work, by the names that they are filed under."""


@cache
def central_bodies() -> dict[str, CentralBody]:
    """Return the departments by the names that they are filed under, in the table's order.

    >>> body = central_bodies()["国土资源部"]
    >>> body.since, body.until, body.successors
    (1998, 2018, ('自然资源部',))
    """
    rows = csv.DictReader(data_bytes("central_bodies.csv").decode("utf-8").splitlines())
    return {
        row["name"]: CentralBody(
            name=row["name"],
            also=_listed(row["also"]),
            since=int(row["since"]),
            until=int(row["until"]) if row["until"] else None,
            successors=_listed(row["successor"]),
        )
        for row in rows
    }


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
