"""Floors: what a set must reach, kept in ``floors.json`` beside this module.

A set is known by the hash of its gold and pages, so that no figure is held against the floor of
other pages. Floors only rise: ``--raise-floors`` writes what was measured where that is higher,
and adds a set that has none. Who has a reason to lower one edits the file, and says why in the
commit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.sets import SetError
from benchmarks.tables import COLUMNS

__all__ = [
    "FLOORS",
    "below_floors",
    "find_floors",
    "raise_floors",
    "read_floors",
    "write_floors",
]

FLOORS = Path(__file__).parent / "floors.json"
"""``{name: {"sha256": hash of gold and pages, "floors": {figure: least}}}``."""
COUNT = "count"
"""Articles made for each of the gold: 1 is best, and more is as wrong as fewer."""


def read_floors() -> dict[str, Any]:
    """Return what :data:`FLOORS` holds; nothing if there is no such file.

    Raises :class:`SetError` when it is not of that form.
    """
    path = FLOORS
    if not path.exists():
        return {}
    try:
        floors = json.loads(path.read_text("utf-8"))
        for entry in floors.values():
            if set(entry["floors"]) - set(COLUMNS):
                raise KeyError(sorted(set(entry["floors"]) - set(COLUMNS))[0])
    except (ValueError, AttributeError, TypeError, KeyError) as error:
        raise SetError(f"{path}: not a file of floors: {error}.") from error
    return dict(floors)


def find_floors(
    floors: Mapping[str, Any], digest: str, name: str | None = None
) -> tuple[str | None, dict[str, float]]:
    """Return name and floors of the set called ``name``, or of the one whose hash is ``digest``.

    Raises :class:`SetError` when there is none of that name.
    """
    if name is not None:
        if name not in floors:
            raise SetError(f"no floors called {name!r}; there are {', '.join(floors) or 'none'}.")
        return name, dict(floors[name]["floors"])
    for found, entry in floors.items():
        if entry["sha256"] == digest:
            return found, dict(entry["floors"])
    return None, {}


def below_floors(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Return a line for each figure that is lower than its floor.

    ``count`` is below when it is farther from 1 than its floor is.

    >>> below_floors({"right": 0.7, "count": 1.2}, {"right": 0.8, "count": 1.1})
    ['right 0.7 is below 0.8', 'count 1.2 is farther from 1 than 1.1']
    """
    lines = []
    for figure, floor in floors.items():
        now = figures[figure]
        if figure == COUNT:
            if abs(now - 1) > abs(floor - 1):
                lines.append(f"{figure} {now} is farther from 1 than {floor}")
        elif now < floor:
            lines.append(f"{figure} {now} is below {floor}")
    return lines


def raise_floors(
    floors: Mapping[str, Any], name: str, digest: str, figures: Mapping[str, float]
) -> dict[str, Any]:
    """Return ``floors`` with those of ``name`` at least at ``figures``.

    A set that has changed since its floors were written starts anew: they were of other pages.

    >>> old = {"a": {"sha256": "1", "floors": {"right": 0.5, "title": 0.9}}}
    >>> raise_floors(old, "a", "1", {"right": 0.7, "title": 0.8})["a"]["floors"]
    {'right': 0.7, 'title': 0.9}
    """
    entry = floors.get(name, {})
    before: dict[str, float] = entry.get("floors", {}) if entry.get("sha256") == digest else {}
    now = {}
    for figure in COLUMNS:
        if figure in figures:
            measured, floor = figures[figure], before.get(figure)
            better = floor is None or not below_floors({figure: measured}, {figure: floor})
            now[figure] = measured if better else floor
    return {**floors, name: {"sha256": digest, "floors": now}}


def write_floors(floors: Mapping[str, Any]) -> None:
    """Write :data:`FLOORS`."""
    FLOORS.write_text(json.dumps(floors, ensure_ascii=False, indent=2) + "\n", "utf-8")
