"""A short mark by which a text is known to be unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from generator.text.quotations import fold_quotation

__all__ = ["mark_of"]

_LETTERS = "bcdfghjkmnpqrstv"
"""One for each half of a byte. Without vowels, or digits that YAML would take for a number."""
_LENGTH = 8


def mark_of(parts: Iterable[str]) -> str:
    """Return eight consonants that stand for the texts, blanks and widths apart.

    >>> mark_of(["近日，新村"]) == mark_of(["近日, 新 村"])
    True
    >>> mark_of(["近日，新村"]) == mark_of(["近日，", "新村"])
    False
    """
    folded = "\n".join(map(fold_quotation, parts))
    digest = hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=_LENGTH).digest()
    return "".join(_LETTERS[byte % 16] for byte in digest)
