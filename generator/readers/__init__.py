"""Floor 2: what comes in, one module a form; each returns pages of the bytes that it is given."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["READING", "SCANS", "Unread", "page_name"]

READING = 2
"""Number of the way in which PDF is read, to be raised when a page comes out otherwise: what was
read under another number is read anew. So is it to be when the form of ``readers/boxes_json.py``
changes, in which that is kept. pdfium's own version is no part of it, so that a new one
moves nothing that is there."""

SCANS = 1
"""The same number for scans, which are read anew by another version of the engine, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A page of a file that cannot be read; the others can."""

    page: str
    """Its name."""
    why: str
    """What is the matter and what to do: a sentence that goes on after the page's name."""
    passing: bool = False
    """Whether it may be read another time: memory or time ran out, or a font was missing."""
    picture: bool = False
    """Whether it is only a picture, which OCR can read."""


def page_name(name: str, number: int) -> str:
    """Return the name of a file's page, the first being number 1.

    >>> page_name("a.pdf", 1), page_name("a.pdf", 2)
    ('a.pdf', 'a.pdf#2')
    """
    return name if number == 1 else f"{name}#{number}"
