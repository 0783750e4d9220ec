"""Where one piece ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.reconstruct.marks import Mark
from generator.reconstruct.measures import FULL, INDENT, LONG_HEADLINE, SLIP
from generator.reconstruct.pieces import Kind, Line
from generator.reconstruct.vocabulary import CREDIT_AT_END, DATELINE, STORY_OPENING
from generator.text.characters import BULLETS, PAUSES, ends_sentence, leads_on
from generator.text.continuity import parts_a_word
from generator.text.junctions import continuity

__all__ = ["begins_piece", "display_tail"]

_FLOWS = 0.5
"""Nats above which the characters at a cut speak for one sentence."""
_HEAD_LINES = 6
"""Lines of a headline in a narrow column."""
_PAUSED = re.compile("[，,。；;]")
_OPENS_CLAUSE = re.compile("[^，,。；;]+(?:[，,]|$)")
"""7月1日起施行。 is the end of a sentence, 7月1日，… the beginning of one."""
_MARKS = re.compile(r"[^㐀-鿿]")
_FIGURE_CUT = re.compile(
    r"[0-9]\s*(?:[年月]\s*\|\s*[0-9]|\|\s*[年月日万亿%％])|\.[0-9]*\|[0-9]|[0-9]\|\.[0-9]"
)
"""A date or a figure that goes on in the next line: 5月|7日, 2026|年, 5.3|6万."""


def display_tail(lines: Sequence[Line], marks: Sequence[Mark | None], start: int, end: int) -> int:
    """Return where display text begins that its width made look like the rest of a paragraph.

    Before a byline or a dateline prose has ended: what follows its last stop is a headline. Where
    an indent follows a line without a stop, it is a subhead that filled its column.
    """
    following = marks[end] if end < len(lines) else None
    opens = end < len(lines) and DATELINE.match(lines[end].text.text)
    if marks[start] is not None or not (
        opens or (following and following.kind is Kind.BYLINE) or _stops_short(lines, end)
    ):
        return end
    tail = end
    while tail > start and not ends_sentence(lines[tail - 1].text.text):
        tail -= 1
    size = sum(len(line.text) for line in lines[tail:end])
    return tail if tail > start and size <= LONG_HEADLINE else end


def _stops_short(lines: Sequence[Line], end: int) -> bool:
    """Return whether a paragraph begins at line ``end`` though the line before it has no stop."""
    if not 0 < end < len(lines) or lines[end].gap:
        return False
    before, line = lines[end - 1], lines[end]
    return (
        before.measure == line.measure != 0
        and not ends_sentence(before.text.text)
        and not leads_on(before.text.text)
        and _indented(lines, end)
        and not ends_sentence(line.text.text)  # a last line is as short by chance
        and line.width <= line.measure - 2
        and continuity(before.text.text, line.text.text) < _FLOWS
    )


def _headline_end(lines: Sequence[Line], marks: Sequence[Mark | None], start: int) -> int:
    """Return where the lines of a headline end that its story's first words follow, else ``start``.

    Where no blank line parts a headline from its story, its last line stops short or an indent
    follows, and the story opens as reports do: with the time, or with what it is about to tell.
    """
    above = marks[start - 1] if start else None
    if start and (above is None or above.kind is Kind.BYLINE):
        return start
    for k in range(start, min(start + _HEAD_LINES, len(lines))):
        line = lines[k]
        if k > start and (line.gap or marks[k] is not None):
            return start
        opening = "".join(part.text.text for part in lines[k : k + 3])
        if k > start and STORY_OPENING.match(opening) and _OPENS_CLAUSE.match(opening):
            short = lines[k - 1].slack > FULL
            indented = line.measure > 0 and line.width <= line.measure - 1.5
            return k if short or indented else start
        if marks[k] is not None or _PAUSED.search(line.text.text):
            return start
    return start


def begins_piece(lines: Sequence[Line], marks: Sequence[Mark | None], start: int, i: int) -> bool:
    """Return whether a new piece begins at line ``i`` of the piece begun at ``start``."""
    before, line, mark = lines[i - 1], lines[i], marks[i]
    if start < (head := _headline_end(lines, marks, start)) and i <= head:
        return i == head
    if mark is not None and mark.goes_on:
        return False
    if not line.gap and mark is None and _cut_inside(before.text.text, line.text.text):
        return False
    if line.gap or line.text.text[0] in BULLETS or mark is not None or marks[i - 1] is not None:
        return True
    if before.text.text[-1] in "）)" and CREDIT_AT_END.search(
        "".join(part.text.text for part in lines[max(start, i - 2) : i])
    ):
        return True
    if _is_wider(before, line) or _is_wider(line, before):
        return True
    terminated = ends_sentence(before.text.text)
    if terminated and line.text.text.startswith("——"):
        return True
    if line.indented and (terminated or not lines[start].indented):
        return True
    if DATELINE.match(line.text.text):
        return True
    if lines[start].indented and not line.indented:
        return False  # the dump kept the indents, and here is none: the paragraph goes on
    if before.measure == 0 or line.measure == 0:
        # no column to go by: a long line that stops in mid-sentence goes on, a headline does not
        headline = not _PAUSED.search(before.text.text) and STORY_OPENING.match(line.text.text)
        if headline and len(before.text) <= LONG_HEADLINE:
            return True
        return terminated or before.width < 25 or not (line.width >= 25 or "。" in line.text.text)
    if before.measure != line.measure and terminated:
        return True
    first = i - 1 == start
    if before.slack > (INDENT if first else FULL):
        # short of the measure: the writer ended it; prose that has not closed is only set loosely
        in_prose = not first and lines[start + 1].slack <= FULL and before.slack <= INDENT
        return terminated or not in_prose
    if first and not terminated and _in_word(before, line):
        return False
    if first and not terminated and _indented(lines, i):
        # a line without a stop, then an indent: display text over a paragraph
        return _indented_style(lines, i)
    if _stops_short(lines, i) and any(ends_sentence(x.text.text) for x in lines[i - 3 : i - 1]):
        return True
    # after a closed sentence: an indent, or a short line that closes none and so is no tail
    return terminated and (_indented(lines, i, lines[i].leeway + SLIP) or _is_display(lines, i))


def _is_wider(line: Line, other: Line) -> bool:
    """Return whether one line cannot stand in the column of its neighbour: two frames meet here.

    Only lines without marks are measured exactly: marks may be squeezed or hang.
    """
    exact = not _MARKS.search(line.text.text)
    return exact and 0 < other.measure <= line.width - 1.5 and other.width <= other.measure + 0.5


def _in_word(before: Line, line: Line) -> bool:
    """Return whether two short lines part a word: a headline of two lines, set in the middle."""
    return (
        line.slack > FULL
        and not STORY_OPENING.match(line.text.text)
        and parts_a_word(before.text.text, line.text.text)
    )


def _cut_inside(before: str, after: str) -> bool:
    """Return whether a line ends inside a date or a figure, or between a dateline and its reporter.

    >>> _cut_inside("记者从5月", "7日召开的会议"), _cut_inside("本报某市5月4日电", "（记者某某）")
    (True, True)
    """
    if after[0] in "（(":
        return before[-1] in "电讯" and bool(DATELINE.match(before))
    return bool(_FIGURE_CUT.search(before + "|" + after))


def _is_display(lines: Sequence[Line], i: int) -> bool:
    """Return whether line ``i``, though short of its column, ends no sentence: display text."""
    line = lines[i]
    text = line.text.text
    return line.slack > INDENT and not ends_sentence(text) and text[-1] not in PAUSES


def _indented(lines: Sequence[Line], i: int, leeway: float = 0.0) -> bool:
    """Return whether line ``i`` is two ems short of its column and the text goes on after it.

    After a closed sentence a paragraph is as likely to begin as not: then ``leeway`` ems of noise
    are let pass.
    """
    line = lines[i]
    if line.slack <= FULL and line.width > line.measure - 2:
        return False
    if not FULL < line.slack + leeway <= INDENT + leeway or i + 1 >= len(lines):
        return False
    after = lines[i + 1]
    if after.gap:
        return not ends_sentence(line.text.text)
    return after.measure == line.measure


def _indented_style(lines: Sequence[Line], i: int) -> bool:
    """Return whether the line after an indented one fills the column, as prose does."""
    return i + 1 < len(lines) and not lines[i + 1].gap and lines[i + 1].slack <= FULL
