"""What is told of a page that cannot be read, in whatever form it comes."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Unread", "page_name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A page of a file that cannot be read; the others can."""

    page: str
    """Its name."""
    why: str
    """What is the matter and what to do: a sentence that goes on after the page's name."""


def page_name(name: str, number: int) -> str:
    """Return the name of a file's page, the first being number 1.

    >>> page_name("a.pdf", 1), page_name("a.pdf", 2)
    ('a.pdf', 'a.pdf#2')
    """
    return name if number == 1 else f"{name}#{number}"
