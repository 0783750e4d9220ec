"""How many threads the library below numpy takes."""

from __future__ import annotations

import os

__all__ = ["use_one_thread"]

_NAMES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def use_one_thread() -> None:
    """Have numpy multiply on one thread. For processes of ours, before they load it.

    Above some size of tables its library takes all processors, each of which waits for the others
    in a loop: a page of 48,000 characters took six times as long. We spread pages, not tables.
    Nor may a result depend on how many processors there are, in the last bit. Who has set a number
    means it.
    """
    for name in _NAMES:
        os.environ.setdefault(name, "1")
