"""Pieces to paragraphs: what a column's end cut is put together again."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import Evidence
from generator.reconstruct.abstracts import said_again
from generator.reconstruct.jumps import comes_from, is_jump
from generator.reconstruct.markup import opens_section
from generator.reconstruct.measures import INDENT
from generator.reconstruct.pieces import Edge, Kind, Paragraph, Piece
from generator.reconstruct.vocabulary import DATELINE, JUMP_AWAY, STORY_OPENING
from generator.text.characters import is_han, leads_on
from generator.text.continuity import open_quotes, parts_a_word
from generator.text.traced import join_traced

__all__ = ["join_paragraphs"]

_OTHER = 3
"""Ems by which a column is clearly another one."""
_SOON = 3
"""Pieces within which an interrupted sentence is looked for."""


def join_paragraphs(pieces: Sequence[Piece]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a page in the order of their first pieces.

    A piece that does not end a sentence goes on in the next prose piece in file order, by far the
    strongest prior there is (36 of 36 joins of the seeds, FINDINGS section 1); it waits only where
    that piece shows an indent, and is then continued by the next one that begins flush.
    """
    groups: list[list[int]] = []
    joins: list[list[Evidence]] = []
    waiting: list[int] = []  # groups whose text goes on, latest last
    for i, piece in enumerate(pieces):
        if piece.kind is Kind.SIGNATURE:
            groups.append([i])
            joins.append([])
            continue
        if opens_section(piece) or (is_jump(piece) and comes_from(piece)):
            waiting = []  # another story, or the rest of one from another page: it takes up nothing
        elif JUMP_AWAY.match(piece.text.text):
            waiting = [k for k in waiting if k != len(groups) - 1]  # it goes on on another page
        if piece.kind is not Kind.PROSE:
            continue
        if (piece.lines[0].bond or 0.0) < 0:
            waiting = []  # side by side with what stood before, and told apart from it
        target, rule = _predecessor(pieces, groups, waiting, i)
        if piece.lines[0].bond is not None:
            waiting = []  # in reading order, what goes on does so in the next piece
        if target is None:
            target = len(groups)
            groups.append([])
            joins.append([])
        else:
            before = pieces[groups[target][-1]]
            joins[target].append(
                Evidence(rule=rule, spans=(*before.text.spans[-1:], *piece.text.spans[:1]))
            )
            if target in waiting:
                waiting.remove(target)
        groups[target].append(i)
        if _goes_on(pieces, i):
            waiting.append(target)
    return tuple(
        _paragraph([pieces[i] for i in group], group, evidence)
        for group, evidence in zip(groups, joins, strict=True)
    )


def _goes_on(pieces: Sequence[Piece], i: int) -> bool:
    """Return whether the text of a piece cannot end where the piece does."""
    piece = pieces[i]
    if piece.terminated:
        return False
    text = piece.text.text.rstrip()
    if _sums_up(pieces, i):
        return False
    # a list is announced with a colon, its items closed with semicolons; both may end a line short
    return not (piece.end is not Edge.FLUSH and text.endswith(("：", ":", "；", ";", "——")))


def _sums_up(pieces: Sequence[Piece], i: int) -> bool:
    """Return whether a piece without a stop is whole: an abstract (提要) set over the body.

    Abstracts are set without a closing stop. Either the writer ended the last line well short of
    its column, or the body says the abstract's last clause again, and there closes it.
    """
    piece = pieces[i]
    text = piece.text.text.rstrip()
    if leads_on(text) or open_quotes(text) > 0 or DATELINE.match(text):
        return False
    if piece.end is Edge.SHORT and piece.lines[-1].slack > INDENT + piece.lines[-1].noise:
        return True
    return said_again(pieces, i)


def _predecessor(
    pieces: Sequence[Piece], groups: Sequence[Sequence[int]], waiting: Sequence[int], i: int
) -> tuple[int | None, str]:
    """Return the group that piece ``i`` continues, if any, and the rule that says so."""
    piece = pieces[i]
    if DATELINE.match(piece.text.text) or (piece.lines[0].bond or 0.0) < 0:
        return None, ""
    if waiting:
        if piece.lines[0].bond is not None:
            return waiting[-1], "join/open-sentence"
        if _fits_later(pieces, groups[waiting[-1]][-1], i):
            return None, ""
        if piece.start is not Edge.INDENTED or len(waiting) > 1:
            return waiting[-1], "join/open-sentence"
        # an indented first line after an open sentence: the text goes on elsewhere, unless the
        # indent is only a line set loosely at the head of a column
        if _resumes_later(pieces, i):
            return None, ""
        return waiting[-1], "join/open-sentence"
    if not groups:
        return None, ""
    last = groups[-1][-1]
    before = pieces[last]
    if (
        before.kind is Kind.PROSE
        and before.end is Edge.FLUSH
        and piece.start is Edge.FLUSH
        and piece.lines[0].noise == 0
        and abs(before.lines[-1].measure - piece.measure) <= 2
        and all(pieces[k].kind in (Kind.PROSE, Kind.FURNITURE) for k in range(last + 1, i))
    ):
        return len(groups) - 1, "join/full-line-then-flush"
    return None, ""


def _fits_later(pieces: Sequence[Piece], before: int, i: int) -> bool:
    """Return whether what piece ``before`` left open is taken up not by piece ``i`` but soon after.

    Only across headlines, where a lead may have been drawn into the cut, and only if the later
    piece makes a word of the cut and ``i`` is whole by itself.
    """
    text = pieces[before].text.text
    crossed = any(pieces[k].kind in (Kind.HEAD, Kind.BYLINE) for k in range(before + 1, i))
    column = pieces[before].lines[-1].measure
    elsewhere = column != 0 and abs(pieces[i].measure - column) > _OTHER
    if not (crossed or elsewhere) or parts_a_word(text, pieces[i].text.text):
        return False
    if not pieces[i].terminated and not elsewhere:
        return False
    later = range(i + 1, min(i + 1 + _SOON, len(pieces)))
    if STORY_OPENING.match(pieces[i].text.text) and is_han(text[-1]):
        # no sentence is taken up with the day on which something happened
        following = next((k for k in later if pieces[k].kind is Kind.PROSE), None)
        return following is not None and pieces[following].start is not Edge.INDENTED
    return any(
        pieces[k].kind is Kind.PROSE
        and (pieces[k - 1].terminated or pieces[k].measure == column != 0)
        and parts_a_word(text, pieces[k].text.text)
        for k in later
    )


def _resumes_later(pieces: Sequence[Piece], i: int) -> bool:
    """Return whether a later piece begins flush although the prose before it is closed."""
    closed = pieces[i].terminated
    for piece in pieces[i + 1 :]:
        if piece.kind is not Kind.PROSE:
            continue
        if piece.start is Edge.FLUSH and (closed or piece.lines[0].indents_kept):
            return True
        if not piece.terminated:
            return False
        closed = piece.terminated and piece.end is not Edge.FLUSH
    return False


def _width(piece: Piece) -> float:
    """Return the width that two of its lines reach: one may be two that ran together."""
    widths = sorted(line.width for line in piece.lines)
    return widths[-2] if len(widths) > 2 else widths[-1]


def _paragraph(
    pieces: Sequence[Piece], parts: Sequence[int], joins: Sequence[Evidence]
) -> Paragraph:
    return Paragraph(
        text=join_traced(piece.text for piece in pieces),
        parts=tuple(parts),
        measure=pieces[0].lines[-1].measure,
        bond=pieces[0].lines[0].bond,
        width=max(_width(piece) for piece in pieces),
        signature=pieces[0].kind is Kind.SIGNATURE,
        evidence=(*(e for piece in pieces for e in piece.evidence), *joins),
    )
