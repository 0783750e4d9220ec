"""The departments of the State Council, past and present, with their years and their successors.

The table is ``data/central_bodies.csv``: the plans of reform of 1982, 1988, 1993, 1998, 2003, 2008,
2013, 2018 and 2023. ``generator/describe/data/SOURCES.md`` says what it holds.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["CentralBody", "central_bodies", "predecessors"]


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
    text = (resources.files(__package__) / "data" / "central_bodies.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
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


@cache
def predecessors() -> Mapping[str, tuple[str, ...]]:
    """Return whose work each department took over, by the names that they are filed under.

    >>> predecessors()["自然资源部"]
    ('国土资源部', '国家海洋局', '国家测绘地理信息局')
    """
    found: dict[str, tuple[str, ...]] = {}
    for body in central_bodies().values():
        for heir in body.successors:
            found[heir] = (*found.get(heir, ()), body.name)
    return found


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
