"""Files too long for one printed page, cut where an article ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.reconstruct.markup import opens_section
from generator.reconstruct.pieces import Kind, Paragraph, Piece

__all__ = ["cut_windows"]

_LONGEST = 300
"""Paragraphs. Printed pages have under 150; the search looks at a whole page at once."""
_SHORTEST = 150
"""A window is at least this long, so that a cut has somewhere to choose."""


def cut_windows(
    pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield first and last-plus-one piece and paragraph of each window, in file order.

    A page is one window. A longer file (several pages without a form feed) is cut after the last
    credit within reach, so that the work grows with its length and not with its square. In Markdown
    a heading is that of the text below it: there each story is a window.
    """
    start = first_piece = 0
    for last_piece in (*_sections(pieces), len(pieces)):
        last = start
        while last < len(paragraphs) and paragraphs[last].first < last_piece:
            last += 1
        while last - start > _LONGEST:
            end, piece = _cut(pieces, paragraphs, start)
            yield first_piece, piece, start, end
            start, first_piece = end, piece
        yield first_piece, last_piece, start, last
        start, first_piece = last, last_piece


def _sections(pieces: Sequence[Piece]) -> Iterator[int]:
    """Yield where display text with the heading of a story in it begins."""
    opened = False
    for i, piece in enumerate(pieces):
        display = piece.kind is Kind.HEAD
        if display and opens_section(piece) and not opened:
            yield i
        opened = display and (opened or opens_section(piece))


def _cut(pieces: Sequence[Piece], paragraphs: Sequence[Paragraph], start: int) -> tuple[int, int]:
    """Return the paragraph and the piece with which the next window begins."""
    for end in range(start + _LONGEST, start + _SHORTEST, -1):
        after, before = paragraphs[end].first, paragraphs[end - 1].first
        for i in range(after - 1, before, -1):
            if pieces[i].kind is Kind.CREDIT:
                return end, i + 1
    end = start + _LONGEST
    return end, paragraphs[end].first
