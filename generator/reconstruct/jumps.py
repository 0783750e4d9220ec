"""Jump lines (转版) to the articles that they belong to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Evidence
from generator.reconstruct.pieces import Kind, Paragraph, Piece
from generator.reconstruct.vocabulary import JUMP_TARGET

__all__ = ["Jump", "comes_from", "continuations", "find_jumps", "is_jump"]


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


def is_jump(piece: Piece) -> bool:
    """Return whether a piece says that a story comes from another page or goes on there."""
    return piece.kind is Kind.FURNITURE and piece.evidence[0].rule == "furniture/jump"


def comes_from(jump: Piece) -> bool:
    """Return whether a jump line opens the text of a story that began on another page."""
    match = JUMP_TARGET.search(jump.text.text)
    return match is not None and match["from"] is not None


def continuations(
    pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]
) -> dict[int, tuple[int, ...]]:
    """Return the paragraphs that begin with text from another page, each with its headline here.

    The headline stands there; pages that repeat it, shortened, set it right over or under 上接.
    Between these and the text may stand a byline or what belongs to no story.
    """
    found = {}
    for k, paragraph in enumerate(paragraphs):
        heads: list[int] = []
        for i in range(paragraph.first - 1, -1, -1):
            piece = pieces[i]
            if is_jump(piece) and comes_from(piece):
                found[k] = tuple(reversed(heads)) or _heads_above(pieces, i)
                break
            if piece.kind is Kind.HEAD:
                heads.append(i)
            elif piece.kind not in (Kind.BYLINE, Kind.FURNITURE):
                break
    return found


def _heads_above(pieces: Sequence[Piece], jump: int) -> tuple[int, ...]:
    """Return the display pieces right above a jump line, blank lines between them or not."""
    first = jump
    while first and pieces[first - 1].kind is Kind.HEAD:
        first -= 1
        if pieces[first].gap:
            break
    return tuple(range(first, jump))


def find_jumps(pieces: Sequence[Piece], prose: Sequence[tuple[int, int]]) -> tuple[Jump, ...]:
    """Return what the jump lines of a page say of its articles.

    ``prose`` lists the prose pieces with the number of their article, in page order. 上接 stands
    before the text that comes from another page, 下转 after that which goes on there.
    """
    jumps = []
    for i, piece in enumerate(pieces):
        if not is_jump(piece):
            continue
        match = JUMP_TARGET.search(piece.text.text)
        at = bisect_left(prose, i, key=lambda owned: owned[0])
        away = not comes_from(piece)
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
