"""What of the truth was found."""

from __future__ import annotations

__all__ = ["scored"]


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
