"""Abstracts (提要): what a page sets over a body, in its own words, without a closing stop."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.reconstruct.pieces import Kind, Piece

__all__ = ["said_again"]

_CLAUSE = 8
"""Characters of a clause that come together again only because the same is said."""
_PAGE = 100
"""Pieces on either side that may belong to the same page."""


def said_again(pieces: Sequence[Piece], i: int) -> bool:
    """Return whether prose near piece ``i`` says its last clause again, and closes it there."""
    text = pieces[i].text.text.rstrip()
    clauses = re.split("[，,；;：:。]", text)
    clause = clauses[-1]
    if len(clauses) < 2 or len(clause) < _CLAUSE:
        return False
    around = pieces[max(0, i - _PAGE) : i + _PAGE]
    return any(
        piece.kind is Kind.PROSE and f"{clause}。" in piece.text.text
        for piece in around
        if piece is not pieces[i]
    )
