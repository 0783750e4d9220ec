"""What of the truth was found."""

from __future__ import annotations

from typing import Any

from benchmarks.search.queries import Query

__all__ = ["peer_row", "scored"]


def scored(found: set[int], truth: set[int]) -> dict[str, float]:
    """Return recall and precision of what was found.

    >>> scored({1, 2}, {2})
    {'recall': 1.0, 'precision': 0.5}
    """
    right = len(found & truth)
    return {
        "recall": right / len(truth) if truth else 1.0,
        "precision": right / len(found) if found else 1.0,
    }


def peer_row(
    query: Query,
    held: list[int],
    found: set[int],
    size: int,
    requests: int,
    opened: float,
    warm: float,
) -> dict[str, Any]:
    """Return the figures of a peer's query: all that it sends is for searching.

    ``size`` is in bytes, ``opened`` and ``warm`` are milliseconds.
    """
    return {
        "kind": query.kind,
        "query": query.text,
        "hits": len(held),
        **scored(found, set(held)),
        "search": size,
        "all": size,
        "requests": requests,
        "opened": opened,
        "entered": None,
        "warm": warm,
        "again": None,
    }
