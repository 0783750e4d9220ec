"""Numbers of things, as messages name them."""

from __future__ import annotations

__all__ = ["counted"]


def counted(number: int, thing: str) -> str:
    """Return ``number`` and ``thing``, the latter with an s unless there is exactly one.

    >>> counted(1, "page"), counted(0, "finding"), counted(17, "article")
    ('1 page', '0 findings', '17 articles')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
