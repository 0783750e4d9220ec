"""Lines that say by themselves what they are: bylines, credits, signatures, furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.reconstruct.measures import HEADLINE, INDENT
from generator.reconstruct.pieces import Kind, Line
from generator.reconstruct.vocabulary import (
    CREDIT,
    FURNITURE,
    REPORTER_ALONE,
    SIGNATURE,
    is_byline,
    is_name_line,
)
from generator.text.characters import FULL_STOPS, ends_sentence, strip_closers
from generator.text.continuity import parts_a_word

__all__ = ["Mark", "mark_lines"]

_NAME_WIDTH = 13
"""Ems. Three names of three characters, blanks between."""
_BRACKETED = re.compile(r"^[（(]")
_SIGNATURE_LINES = 5
"""A note on the author runs to three or four lines of a narrow column."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line is, known from the line itself."""

    kind: Kind
    """Byline, credit, signature or furniture."""
    rule: str
    """The rule's name."""
    goes_on: bool = False
    """Whether it belongs to the marked line before it."""


def mark_lines(lines: Sequence[Line]) -> list[Mark | None]:
    """Return one mark a line, ``None`` where the line alone does not tell."""
    marks: list[Mark | None] = []
    for i, line in enumerate(lines):
        if len(marks) > i:
            continue  # the rest of a note begun above
        before = marks[i - 1] if i else None
        mark = _mark(lines, i, before)
        if mark is None and _BRACKETED.match(line.text.text):
            marks += _long_signature(lines, i)
        else:
            marks.append(mark)
    return marks


def _mark(lines: Sequence[Line], i: int, before: Mark | None) -> Mark | None:
    line = lines[i]
    text = line.text.text.strip()
    if CREDIT.match(text):
        return Mark(Kind.CREDIT, "credit/brackets")
    if SIGNATURE.match(text):
        return Mark(Kind.SIGNATURE, "signature/brackets")
    if is_byline(text) or REPORTER_ALONE.match(text):
        return Mark(Kind.BYLINE, "byline/reporter")
    for rule, pattern in FURNITURE:
        if pattern.match(text) and (rule != "furniture/page-number" or _stands_alone(lines, i)):
            return Mark(Kind.FURNITURE, rule)
    if i and (line.bond or 0.0) <= 0 and line.width <= _NAME_WIDTH and is_name_line(text):
        if before is not None and before.kind is Kind.BYLINE and not line.gap:
            return Mark(Kind.BYLINE, "byline/name-under-byline", goes_on=True)
        if _may_carry_name(lines[i - 1], line) and not (len(text) == 4 and _leads_on(lines, i)):
            return Mark(Kind.BYLINE, "byline/name-under-headline")
    return None


def _stands_alone(lines: Sequence[Line], i: int) -> bool:
    """Return whether a number has a fragment to itself, or opens or closes the page."""
    last = i + 1 == len(lines)
    return i == 0 or last or (lines[i].gap and lines[i + 1].gap)


def _may_carry_name(line: Line, name: Line) -> bool:
    """Return whether a name may stand under ``line``: display text, not the middle of prose."""
    text = line.text.text
    if strip_closers(text).endswith(tuple(FULL_STOPS)) or len(text) > HEADLINE:
        return False
    # under a full line, what reads like a name may be the rest of a word that the column cut
    full = line.measure > 0 and line.slack < 0 and line.measure == name.measure
    return name.gap or not full or not parts_a_word(text, name.text.text)


def _leads_on(lines: Sequence[Line], i: int) -> bool:
    """Return whether the line after ``i`` is display text, too: then ``i`` is no byline."""
    if i + 1 == len(lines) or lines[i + 1].gap:
        return False
    line = lines[i + 1]
    closed = ends_sentence(line.text.text)
    return line.slack > INDENT and not closed and not CREDIT.match(line.text.text)


def _long_signature(lines: Sequence[Line], i: int) -> list[Mark | None]:
    """Return the marks of a bracketed note that its column broke over several lines."""
    text = ""
    for k in range(i, min(i + _SIGNATURE_LINES, len(lines))):
        if k > i and lines[k].gap:
            break
        text += lines[k].text.text
        if SIGNATURE.match(text):
            return [
                Mark(Kind.SIGNATURE, "signature/brackets", goes_on=n > 0) for n in range(k - i + 1)
            ]
    return [None]
