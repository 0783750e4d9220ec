"""Text without punctuation, as papers before 1920 printed it: one article, and a doubtful one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.model import Evidence
from generator.reconstruct.pieces import Kind, Paragraph, Piece, Story
from generator.text.characters import is_han

__all__ = ["UNPUNCTUATED", "read_unpunctuated"]

UNPUNCTUATED = "story/unpunctuated"
"""Rule of a page that is one article because nothing shows where a text on it ends."""
_LEAST = 40
"""Ideographs of a page that are a text; fewer are the words of a picture or an advertisement."""
_SHORT = 0.5
"""A headline is at most so wide, against the widest line under it."""


def read_unpunctuated(
    pieces: Sequence[Piece],
) -> tuple[tuple[Piece, ...], tuple[Paragraph, ...], tuple[Story, ...]]:
    """Return a page of nothing but lines without a stop as one story, if it is long enough.

    Its first line is its headline where that is short; each line after it is a paragraph.
    """
    own = [i for i, piece in enumerate(pieces) if piece.kind is Kind.HEAD]
    count = sum(is_han(char) for i in own for char in pieces[i].text.text)
    if count < _LEAST or any(piece.kind is Kind.PROSE for piece in pieces):
        return tuple(pieces), (), ()
    widest = max(pieces[i].width for i in own)
    headed = pieces[own[0]].width <= _SHORT * widest
    text = own[1:] if headed else own
    told = {*text}
    made = [
        replace(piece, kind=Kind.PROSE, evidence=(_why(piece),)) if i in told else piece
        for i, piece in enumerate(pieces)
    ]
    paragraphs = tuple(
        Paragraph(
            text=made[i].text,
            parts=(i,),
            measure=made[i].measure,
            width=made[i].width,
            whole=True,
            evidence=made[i].evidence,
        )
        for i in text
    )
    story = Story(
        headline=tuple(own[:1]) if headed else (),
        byline=None,
        leads=(),
        paragraphs=tuple(range(len(paragraphs))),
        margin=0.0,
        evidence=(_why(made[text[0]]),),
    )
    return tuple(made), paragraphs, (story,)


def _why(piece: Piece) -> Evidence:
    return Evidence(rule=UNPUNCTUATED, spans=piece.text.spans[:1])
