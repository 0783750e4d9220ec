"""How often Python looks for objects that only one another hold."""

from __future__ import annotations

import gc

__all__ = ["collect_seldom"]

_NEW = 10_000
"""New objects after which is looked. A page makes thousands of records and leaves no such objects
behind: at Python's own 700 a broadsheet takes 7 ms more, for nothing."""


def collect_seldom() -> None:
    """Have this process look for them seldom. For processes of ours, not for programs that use us.

    >>> collect_seldom()
    """
    gc.set_threshold(_NEW)
