"""How time grows with length: what doubles with it stays near two, what is squared near four."""

from __future__ import annotations

import cProfile
import time
from collections.abc import Callable

_LEAST = 0.02
"""Seconds. What takes less is told by the clock's own steps."""


_MOST = 3.0


def grows_evenly(act: Callable[[int], object], size: int, tries: int = 3) -> bool:
    """Return whether ``act`` takes about twice as long for twice the size, at one of some tries."""
    return any(_ratio(act, size) < _MOST for _ in range(tries))


def _ratio(act: Callable[[int], object], size: int) -> float:
    return max(_seconds(act, 2 * size), _LEAST) / max(_seconds(act, size), _LEAST)


def _seconds(act: Callable[[int], object], size: int) -> float:
    begun = time.process_time()
    act(size)
    return time.process_time() - begun


def calls_of(act: Callable[[], object]) -> int:
    """Return how many functions ``act`` calls, Python's own among them: the same at every run.

    Where seconds are many, others' load on the machine decides what is measured.
    """
    with cProfile.Profile() as counted:
        act()
    return sum(entry.callcount for entry in counted.getstats())
