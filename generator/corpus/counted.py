"""Numbers of things, as messages name them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import Picture

__all__ = ["counted", "weight_of"]


def counted(number: int, thing: str) -> str:
    """Return ``number`` and ``thing``, the latter with an s unless there is exactly one.

    >>> counted(1, "page"), counted(0, "finding"), counted(17, "article")
    ('1 page', '0 findings', '17 articles')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def weight_of(pictures: Sequence[Picture]) -> str:
    """Return how many pictures there are, and how large they are together.

    >>> weight_of([Picture(name="a.webp", size=(1200, 1700), weight=360_000)])
    '1 picture of pages and articles, 0.4 MB (“images: false” under “extra” leaves them out)'
    """
    mega = sum(picture.weight for picture in pictures) / 1_000_000
    size = f"{mega:.1f}" if mega < 10 else f"{mega:,.0f}"
    return (
        f"{counted(len(pictures), 'picture')} of pages and articles, {size} MB "
        "(“images: false” under “extra” leaves them out)"
    )
