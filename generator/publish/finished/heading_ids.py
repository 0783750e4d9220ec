"""What headings are called in addresses, no two alike."""

from __future__ import annotations

import re
from collections.abc import MutableSet

__all__ = ["unique_id"]

_COUNTED = re.compile(r"(.*)_([0-9]{1,4000})")
"""An id with a number, if it is one that Python reads: of more than 4,300 digits it reads none."""


def unique_id(id_: str, ids: MutableSet[str], counts: dict[str, int] | None = None) -> str:
    """Return an id that no other heading has, as Python-Markdown's ``unique`` does.

    ``counts`` holds up to which number ids are taken, by the id at which looking began: headings
    in Chinese all have the same, and a page may print ten thousand.

    >>> ids = {"a"}
    >>> unique_id("a", ids), unique_id("a", ids), unique_id("", ids)
    ('a_1', 'a_2', '_1')
    """
    counts = {} if counts is None else counts
    counted = _COUNTED.fullmatch(id_)
    stem, count = (counted[1], int(counted[2])) if counted else (id_, 0)
    found, taken = id_, []
    while found in ids or not found:
        taken.append(found)
        count = counts.get(found, count) + 1
        found = f"{stem}_{count}"
    counts.update(dict.fromkeys(taken, count))
    ids.add(found)
    return found
