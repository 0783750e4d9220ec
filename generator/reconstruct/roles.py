"""Lines to pieces: runs of lines that belong together, and what each looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from generator.model import Evidence
from generator.reconstruct.breaks import begins_piece, display_tail
from generator.reconstruct.jumps import comes_from, is_jump
from generator.reconstruct.looks import look_of, settle_kinds
from generator.reconstruct.marks import Mark
from generator.reconstruct.markup import settle_headings
from generator.reconstruct.measures import BLURRED, FULL, INDENT, SLIP
from generator.reconstruct.pieces import Edge, Kind, Line, Piece
from generator.reconstruct.vocabulary import CREDIT_AT_END, JUMP_AWAY
from generator.text.characters import PAUSES, ends_sentence
from generator.text.junctions import continuity
from generator.text.traced import Traced, join_traced

__all__ = ["cut_credit", "label_pieces", "piece_of"]

_IN_NUMBER = re.compile(r"[0-9A-Za-z.]$")
_NUMBER = re.compile(r"[0-9A-Za-z.万亿%％]")
"""What a line that ends in a figure goes on with: the figure, or its unit."""
_TEASER = 24
"""Characters of a headline that only points to another page."""


def label_pieces(lines: Sequence[Line], marks: Sequence[Mark | None]) -> tuple[Piece, ...]:
    """Return the pieces of a page in file order: every line stands in exactly one.

    A piece is prose, a line of display text, a byline, a credit, a signature or furniture. Display
    lines stay apart, one piece a line, except where a line was broken by its measure.
    """
    pieces: list[Piece] = []
    start = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or begins_piece(lines, marks, start, i):
            tail = display_tail(lines, marks, start, i)
            if start < tail < i:
                pieces.append(_piece(lines[start:tail], marks[start]))
                start = tail
            pieces += cut_credit(_piece(lines[start:i], marks[start]))
            start = i
    settled = settle_kinds(pieces, "".join(line.text.text for line in lines))
    if any(line.heading for line in lines):
        settled = settle_headings(settled)
    return tuple(part for piece in _before_jumps(settled) for part in _display_lines(piece))


def _display_lines(piece: Piece) -> tuple[Piece, ...]:
    """Return each line of display text as a piece of its own, the later ones ``tight``.

    That a line fills its column speaks for one headline, but does not prove it: in dumps without
    blank lines the headline of the next frame may follow. The search for stories decides.
    """
    if piece.kind is not Kind.HEAD or len(piece.lines) == 1:
        return (piece,)
    runs: list[list[Line]] = []
    for line in piece.lines:
        if runs and _IN_NUMBER.search(runs[-1][-1].text.text) and _NUMBER.match(line.text.text):
            runs[-1].append(line)
        else:
            runs.append([line])
    parts = []
    for n, run in enumerate(runs):
        text = _join_lines(run)
        evidence = tuple(replace(e, spans=text.spans) for e in piece.evidence)
        part = replace(piece, text=text, lines=tuple(run), end=_end_edge(run), evidence=evidence)
        parts.append(replace(part, tight=n > 0))
    return tuple(parts)


def _before_jumps(pieces: Sequence[Piece]) -> list[Piece]:
    """Take for prose what stands before 下转 or after 上接, though it stops in mid-sentence.

    What 上接 stands on one line with is never a headline; what it stands over may be one, repeated.
    """
    settled = list(pieces)
    for i, (jump, piece) in enumerate(pairwise(pieces), start=1):
        if piece.kind is Kind.HEAD and is_jump(jump) and comes_from(jump):
            after = pieces[i + 1] if i + 1 < len(pieces) else None
            flows = after is not None and after.kind is Kind.PROSE and _runs(piece, after)
            if piece.lines[0].run_on or flows:
                evidence = (Evidence(rule="prose/jump", spans=piece.text.spans),)
                settled[i] = replace(piece, kind=Kind.PROSE, evidence=evidence)
    for i, (piece, after) in enumerate(pairwise(pieces)):
        goes_on = piece.kind is Kind.HEAD and len(piece.text) > _TEASER
        if goes_on and JUMP_AWAY.match(after.text.text):
            evidence = (Evidence(rule="prose/jump", spans=piece.text.spans),)
            settled[i] = replace(piece, kind=Kind.PROSE, evidence=evidence)
    return settled


def _runs(piece: Piece, after: Piece) -> bool:
    """Return whether a line with a pause runs on in the prose after it: headlines have one."""
    text = piece.text.text
    pauses = sum(char in PAUSES for char in text)
    return pauses > 1 or (pauses == 1 and continuity(text, after.text.text) > 0)


def cut_credit(piece: Piece) -> tuple[Piece, ...]:
    """Return a piece without the credit at its end, which its column broke, and the credit."""
    match = CREDIT_AT_END.search(piece.text.text) if piece.kind is Kind.PROSE else None
    if match is None:
        return (piece,)
    credit = piece.text[match.start(1) :].strip()
    prose = replace(
        piece, text=piece.text[: match.start(1)].strip(), end=Edge.SHORT, terminated=True
    )
    return prose, replace(
        piece,
        kind=Kind.CREDIT,
        text=credit,
        lines=piece.lines[-1:],
        evidence=(Evidence(rule="credit/brackets", spans=credit.spans),),
    )


def _piece(lines: Sequence[Line], mark: Mark | None) -> Piece:
    if mark is not None:
        return piece_of(lines, mark.kind, mark.rule)
    text = _join_lines(lines).text
    return piece_of(lines, *look_of(text, lines, ends_sentence(text), _end_edge(lines)))


def piece_of(lines: Sequence[Line], kind: Kind, rule: str) -> Piece:
    """Return ``lines`` as one piece of a ``kind`` that ``rule`` tells."""
    text = _join_lines(lines)
    return Piece(
        kind=kind,
        text=text,
        lines=tuple(lines),
        start=_start_edge(lines),
        end=_end_edge(lines),
        terminated=ends_sentence(text.text),
        evidence=(
            Evidence(rule=rule, spans=text.spans),
            *(evidence for line in lines for evidence in line.evidence),
        ),
    )


def _join_lines(lines: Sequence[Line]) -> Traced:
    """Join lines, with a blank only between two Latin words (CLREQ: Chinese joins without)."""
    parts: list[Traced] = []
    for line in lines:
        if parts and parts[-1].text[-1:].isascii() and line.text.text[:1].isascii():
            before, after = parts[-1].text[-1:], line.text.text[:1]
            if before.isalpha() and after.isalpha():
                parts.append(Traced(" ", (None,)))
        parts.append(line.text)
    return join_traced(parts)


def _start_edge(lines: Sequence[Line]) -> Edge:
    line = lines[0]
    if line.indented:
        return Edge.INDENTED
    if line.indents_kept:
        return Edge.FLUSH
    if len(lines) == 1 or lines[1].measure == 0:
        return Edge.UNKNOWN
    # the second line tells the measure: the first may still count to the column above
    slack = line.slack + lines[1].measure - line.measure if line.measure else -1.0
    if line.noise > BLURRED:
        return Edge.FLUSH if slack <= -1.5 else Edge.INDENTED if slack >= 0 else Edge.UNKNOWN
    if slack <= FULL - 2 * SLIP:
        # with a long word to come, an indented line looks no different
        return Edge.FLUSH if line.width > lines[1].measure - 2 else Edge.UNKNOWN
    if slack <= FULL:
        return Edge.UNKNOWN
    return Edge.INDENTED if slack <= INDENT else Edge.SHORT


def _end_edge(lines: Sequence[Line]) -> Edge:
    line = lines[-1]
    if line.measure == 0:
        return Edge.UNKNOWN
    if line.slack > FULL:
        return Edge.SHORT
    return Edge.UNKNOWN if line.slack > -1.5 and line.noise > BLURRED else Edge.FLUSH
