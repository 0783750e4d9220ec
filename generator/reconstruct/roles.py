"""Lines to pieces: runs of lines that belong together, and what each looks like by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.model import Evidence
from generator.reconstruct.marks import Mark, mark_lines
from generator.reconstruct.pieces import Edge, Kind, Line, Piece
from generator.reconstruct.vocabulary import DATELINE
from generator.text.characters import BULLETS, FULL_STOPS, ends_sentence, is_han, strip_closers
from generator.text.continuity import parts_a_word
from generator.text.traced import Traced, join_traced

__all__ = ["label_pieces"]

_FULL = -0.001
"""Ems of slack up to which the column, not the writer, broke the line."""
_INDENT = 2.25
"""A first line has the two ems of its indent more slack; above this it is merely short."""
_BLURRED = 0.5
"""Ems of noise above which a page's widths no longer tell a flush line from an indented one."""
_HEADLINE = 45
"""Characters. The longest headlines of dailies run to about forty …"""
_LONG_HEADLINE = 64
"""… or, as the full name of a meeting or a decision, to sixty without any comma."""
_REPORTS = re.compile(
    r"^(?:近日|日前|近期|今年以来|近年来|当前|目前|\d{1,2}\s*月\s*\d{1,2}\s*日(?:[上下]午)?)[，,]"
)
"""Reports open with the time and a comma; headlines name it without one."""
_COMMAS = re.compile("[，,；;、：:]")


def label_pieces(lines: Sequence[Line]) -> tuple[Piece, ...]:
    """Return the pieces of a page in file order: every line stands in exactly one.

    A piece is prose, a line of display text, a byline, a credit, a signature or furniture. Display
    lines stay apart, one piece a line, except where a line was broken by its measure.
    """
    pieces: list[Piece] = []
    start = 0
    marks = mark_lines(lines)
    for i in range(1, len(lines) + 1):
        if i == len(lines) or _breaks(lines, marks, start, i):
            pieces.append(_piece(lines[start:i], marks[start]))
            start = i
    return tuple(_settle_short(pieces, "".join(line.text.text for line in lines)))


def _breaks(lines: Sequence[Line], marks: Sequence[Mark | None], start: int, i: int) -> bool:
    """Return whether a new piece begins at line ``i`` of the piece begun at ``start``."""
    before, line, mark = lines[i - 1], lines[i], marks[i]
    if mark is not None and mark.goes_on:
        return False
    if line.gap or line.text.text[0] in BULLETS or mark is not None or marks[i - 1] is not None:
        return True
    terminated = ends_sentence(before.text.text)
    if line.indent >= 1.5 and terminated:
        return True
    if DATELINE.match(line.text.text) and (terminated or i - start == 1):
        return True
    if before.measure == 0 or line.measure == 0:
        # no column to go by: a long line that stops in mid-sentence goes on
        return terminated or before.width < 25 or not (line.width >= 25 or "。" in line.text.text)
    if before.measure != line.measure and terminated:
        return True
    first = i - 1 == start
    if before.slack > (_INDENT if first else _FULL):
        # short of the measure: the writer ended it; prose that has not closed is only set loosely
        in_prose = not first and lines[start + 1].slack <= _FULL and before.slack <= _INDENT
        return terminated or not in_prose
    if first and not terminated and _indented(lines, i):
        # a line without a stop, then an indent: display text over a paragraph
        return _indented_style(lines, i)
    # after a closed sentence: an indent, or a short line that closes none and so is no tail
    return terminated and (_indented(lines, i) or _is_display(lines, i))


def _is_display(lines: Sequence[Line], i: int) -> bool:
    """Return whether line ``i``, though short of its column, ends no sentence: display text."""
    line = lines[i]
    following = lines[i + 1] if i + 1 < len(lines) else None
    return (
        line.slack > _INDENT
        and not ends_sentence(line.text.text)
        and line.text.text[-1] not in "，,；;、：:"
        and (following is None or following.gap or following.slack >= -_INDENT)
    )


def _indented(lines: Sequence[Line], i: int) -> bool:
    """Return whether line ``i`` is two ems short of its column and the text goes on after it."""
    line = lines[i]
    if not _FULL < line.slack <= _INDENT or i + 1 >= len(lines):
        return False
    after = lines[i + 1]
    if after.gap:
        return not ends_sentence(line.text.text)
    return after.measure == line.measure


def _indented_style(lines: Sequence[Line], i: int) -> bool:
    """Return whether the line after an indented one fills the column, as prose does."""
    return i + 1 < len(lines) and not lines[i + 1].gap and lines[i + 1].slack <= _FULL


def _piece(lines: Sequence[Line], mark: Mark | None) -> Piece:
    text = _join_lines(lines)
    terminated = ends_sentence(text.text)
    start, end = _start_edge(lines), _end_edge(lines)
    if mark is not None:
        kind, rule = mark.kind, mark.rule
    else:
        kind, rule = _look(text.text, lines, terminated, end)
    return Piece(
        kind=kind,
        text=text,
        lines=tuple(lines),
        start=start,
        end=end,
        terminated=terminated,
        evidence=(Evidence(rule=rule, spans=text.spans),),
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
    if line.indent >= 1.5:
        return Edge.INDENTED
    if len(lines) == 1 or lines[1].measure == 0:
        return Edge.UNKNOWN
    # the second line tells the measure: the first may still count to the column above
    slack = line.slack + lines[1].measure - line.measure if line.measure else -1.0
    if line.noise > _BLURRED:
        return Edge.FLUSH if slack <= -1.5 else Edge.INDENTED if slack >= 0 else Edge.UNKNOWN
    if slack <= _FULL:
        return Edge.FLUSH
    return Edge.INDENTED if slack <= _INDENT else Edge.SHORT


def _end_edge(lines: Sequence[Line]) -> Edge:
    line = lines[-1]
    if line.measure == 0:
        return Edge.UNKNOWN
    if line.slack > _FULL:
        return Edge.SHORT
    return Edge.UNKNOWN if line.slack > -1.5 and line.noise > _BLURRED else Edge.FLUSH


def _look(text: str, lines: Sequence[Line], terminated: bool, end: Edge) -> tuple[Kind, str]:
    """Tell prose from display text by its stops, its length and the column it fills."""
    if strip_closers(text).endswith(tuple(FULL_STOPS)) or any(s in text[:-2] for s in FULL_STOPS):
        return Kind.PROSE, "prose/full-stop"
    if len(text) > (_HEADLINE if _COMMAS.search(text) else _LONG_HEADLINE):
        return Kind.PROSE, "prose/length"
    if DATELINE.match(text):
        return Kind.PROSE, "prose/dateline"
    if terminated and _COMMAS.search(text) and len(text) > 30:
        return Kind.PROSE, "prose/sentence"
    if end is not Edge.SHORT and len(lines) >= 4 and lines[0].measure:
        return Kind.PROSE, "prose/column"
    if len(re.findall("[，,]", text)) > 1 and len(text) > 30:
        return Kind.PROSE, "prose/clauses"
    if _REPORTS.match(text):
        return Kind.PROSE, "prose/time-opening"
    if text[-1] in "，,；;、：:":
        return Kind.PROSE, "prose/comma"
    return Kind.HEAD, "display/no-stop"


def _settle_short(pieces: Sequence[Piece], page: str) -> list[Piece]:
    """Tell a paragraph's first lines, cut off by a column's end, from display text.

    Both lack a stop. The former fill their column, and the prose that follows goes on flush in a
    column as wide; or a quotation goes on; or the cut parts a word, or what the page says elsewhere
    in one run.
    """
    settled = list(pieces)
    for i, piece in enumerate(pieces[:-1]):
        if piece.kind is not Kind.HEAD or piece.terminated:
            continue
        after = pieces[i + 1]
        if after.kind is not Kind.PROSE or DATELINE.match(after.text.text):
            continue
        if (
            _fills_column(piece, after)
            or _quote_open(piece.text.text) > 0 > _quote_open(after.text.text)
            or parts_a_word(piece.text.text, after.text.text)
            or _said_in_one(piece.text.text, after.text.text, page)
        ):
            settled[i] = replace(
                piece,
                kind=Kind.PROSE,
                evidence=(Evidence(rule="prose/column-end", spans=piece.text.spans),),
            )
    return settled


def _fills_column(piece: Piece, after: Piece) -> bool:
    """Return whether ``piece`` runs to the end of a column as wide as that of ``after``."""
    last = piece.lines[-1]
    if last.measure == 0 or after.start is Edge.INDENTED:
        return False
    drop_cap = len(piece.lines) > 1 and all(line.slack <= _FULL for line in piece.lines)
    if drop_cap and _COMMAS.search(piece.text.text):
        return True  # beside a drop cap (首字下沉) the first lines are narrower
    limit = _INDENT if len(piece.lines) == 1 else _FULL
    return abs(after.measure - last.measure) <= 1 and last.slack <= limit


def _quote_open(text: str) -> int:
    """Return how many quotation marks are still open at the end of ``text``; negative if closed.

    >>> _quote_open("他说：“好"), _quote_open("好。”他说。")
    (1, -1)
    """
    depth = low = 0
    for char in text:
        depth += (char in "“‘") - (char in "”’")
        low = min(low, depth)
    return depth if depth > 0 else low


def _said_in_one(before: str, after: str, page: str) -> bool:
    """Return whether the four characters around a cut stand together elsewhere on the page."""
    around = before[-2:] + after[:2]
    return len(around) == 4 and all(map(is_han, around)) and page.count(around) > 1
