"""Jump lines (转版) to the articles that they belong to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Evidence
from generator.reconstruct.pieces import Piece
from generator.reconstruct.wording.page_references import JUMP_TARGET

__all__ = ["JUMP", "Jump", "comes_from", "find_jumps"]


JUMP = "furniture/jump"
"""Rule of a line that says that a story comes from another page or goes on there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """Where an article comes from or goes on."""

    article: int
    """Number of the article."""
    page: str
    """The other page as printed, blanks closed: 第5版."""
    away: bool
    """Whether it goes on there; else it comes from there."""
    evidence: Evidence
    """The jump line."""


def comes_from(jump: str) -> bool:
    """Return whether a jump line opens the text of a story that began on another page.

    >>> comes_from("（上接第一版）"), comes_from("（下转第3版）")
    (True, False)
    """
    match = JUMP_TARGET.search(jump)
    return match is not None and match["from"] is not None


def find_jumps(pieces: Sequence[Piece], prose: Sequence[tuple[int, int]]) -> tuple[Jump, ...]:
    """Return what the jump lines of a page say of its articles.

    ``prose`` lists the prose pieces with the number of their article, in page order. 上接 stands
    before the text that comes from another page, 下转 after that which goes on there.
    """
    jumps = []
    for i, piece in enumerate(pieces):
        if piece.evidence[0].rule != JUMP:
            continue
        match = JUMP_TARGET.search(piece.text.text)
        at = bisect_left(prose, i, key=lambda owned: owned[0])
        away = not comes_from(piece.text.text)
        if match is None or not (at if away else at < len(prose)):
            continue
        jumps.append(
            Jump(
                article=prose[at - 1 if away else at][1],
                page=re.sub(r"\s", "", match["page"]),
                away=away,
                evidence=Evidence(
                    rule="jump/continues" if away else "jump/continued-from",
                    spans=piece.text.spans,
                ),
            )
        )
    return tuple(jumps)
