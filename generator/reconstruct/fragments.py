"""Page to lines: where each stands, how wide it was set, and what column it filled."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from generator.model import Page
from generator.reconstruct.pieces import Line
from generator.reconstruct.rows import read_side_by_side
from generator.reconstruct.vocabulary import (
    BYLINE_AT_END,
    CREDIT_AT_END,
    JUMP_AT_END,
    JUMP_AT_START,
)
from generator.text.characters import BULLETS, ends_sentence, line_width
from generator.text.traced import Traced, join_traced

__all__ = ["split_fragments"]

_WIDEST_COLUMN = 64
"""Ems. A wider line is a paragraph that the dump did not wrap, or a banner headline."""
_NEVER_FIRST = frozenset("”’」』）)】〕》〉、，。；：！？,;!?%％·")
"""行首禁则: marks that no line begins with."""
_UNBREAKABLE = re.compile(
    r"[“‘「『（(《〈【]*(?:[A-Za-z0-9.%+\-/&@]+|.)[”’」』）)》〉】、，。；：！？,;:!?]*"
)
"""What a line breaker keeps together: a number or a word, a character with its marks."""
_DEEPEST_INDENT = 4.0
"""Ems of blank before a line; more is a gutter of the page, not an indent."""
_KEPT = 3
"""Lines with an indent from which on a dump is taken to have kept them."""
_DOUBLE_SPACED = 30
"""Ems. Columns of newspapers are narrower; a dump of whole paragraphs is wider at the median."""
_SHARD, _SHATTERED = 4, 30
"""Characters of a line, and lines in a row, from which on a dump has shattered its text."""
_SWITCH = 3.0
"""Cost of saying that a new column width begins; a blank line before halves it."""
_LOOSE = 1.3
"""Cost of a line that belongs to no column."""


def split_fragments(page: Page) -> tuple[Line, ...]:
    """Return the lines of ``page`` in file order, each with the measure of its column.

    A line's measure is found over the whole page at once: the sequence of measures that explains
    the widths at the least cost, because one line alone cannot tell a short last line from a
    narrow column.

    >>> page = Page(name="p", text="新村办起老年大食堂受到欢迎\\n\\n" + ("一二三四五六七八\\n" * 4))
    >>> [line.measure for line in split_fragments(page)]
    [0.0, 8.0, 8.0, 8.0, 8.0]
    """
    lines = read_side_by_side(_mend_shattered(_single_spaced(_lines(page.text))))
    return _with_measures(_cut_tails(_close_marks(lines)))


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = True
    for match in re.finditer(r"[^\n\r\v\f\x85\u2028\u2029]+", text):
        raw = match.group()
        stripped = raw.strip()
        if match.start() > 0 and _newlines(text, match.start()) > 1:
            gap = True
        if not stripped:
            gap = True
            continue
        lead = raw[: len(raw) - len(raw.lstrip())]
        start = match.start() + len(lead)
        lines.append(
            Line(
                text=Traced.from_page(stripped, start),
                width=line_width(stripped),
                indent=sum(1.0 if char == "\u3000" else 0.5 for char in lead),
                gap=gap,
            )
        )
        gap = False
    return lines


def _single_spaced(lines: list[Line]) -> list[Line]:
    """Take blank lines for nothing where the dump put one after every line of its columns.

    Where each line is a whole paragraph, blank lines are what they seem.
    """
    widths = sorted(line.width for line in lines)
    if len(lines) < _SHATTERED or widths[len(lines) // 2] > _DOUBLE_SPACED:
        return lines
    if sum(line.gap for line in lines) < 0.9 * len(lines):
        return lines
    return [replace(line, gap=i == 0) for i, line in enumerate(lines)]


def _newlines(text: str, end: int) -> int:
    """Return how many line ends stand right before ``end``; CR LF counts once."""
    start = end
    while start > 0 and text[start - 1] in "\n\r\v\f\x85\u2028\u2029":
        start -= 1
    return len(text[start:end].replace("\r\n", "\n"))


def _mend_shattered(lines: list[Line]) -> list[Line]:
    """Join runs of lines of a character or two: dumps that give every glyph its own line."""
    mended: list[Line] = []
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and len(line.text) <= _SHARD and not (run and line.gap):
            run.append(line)
            continue
        if len(run) >= _SHATTERED:
            text = join_traced(part.text for part in run)
            mended.append(replace(run[0], text=text, width=line_width(text.text)))
        else:
            mended += run
        run = []
        if line is not None and len(line.text) <= _SHARD:
            run = [line]
        elif line is not None:
            mended.append(line)
    return mended


def _close_marks(lines: list[Line]) -> list[Line]:
    """Give a line that begins with a closing mark back to the line before.

    No Chinese line begins with one (行首禁则, CLREQ): the dump broke the line there, not the page.
    Likewise a bullet alone belongs to the line after it.
    """
    mended: list[Line] = []
    widest = _usual_width(lines)
    for line in lines:
        before = mended[-1] if mended else line
        lone_bullet = bool(mended) and not before.text.text.strip(BULLETS) and not line.gap
        fits = before.width + line.width <= widest + 1 or len(line.text) <= 2
        if mended and (lone_bullet or (fits and line.text.text[0] in _NEVER_FIRST)):
            mended[-1] = replace(
                before, text=before.text + line.text, width=before.width + line.width
            )
        else:
            mended.append(line)
    return mended


def _usual_width(lines: list[Line]) -> float:
    """Return the width that all but one line in twenty keep within."""
    widths = sorted(line.width for line in lines)
    return widths[len(widths) * 95 // 100] if widths else 0.0


def _cut_tails(lines: list[Line]) -> list[Line]:
    """Cut a byline off a headline's last line, and a credit off a paragraph's."""
    cut: list[Line] = []
    for line in lines:
        text = line.text.text
        match = JUMP_AT_START.match(text) or JUMP_AT_END.search(text) or CREDIT_AT_END.search(text)
        if match is None and not ends_sentence(text):
            match = BYLINE_AT_END.search(text)
        if match is None or not text[: match.start(1)].strip(BULLETS + " \t\u3000"):
            cut.append(line)
            continue
        for part, gap in (
            (line.text[: match.start(1)], line.gap),
            (line.text[match.start(1) :], False),
        ):
            part = part.strip()
            cut.append(replace(line, text=part, width=line_width(part.text), gap=gap))
    return cut


def _with_measures(lines: list[Line]) -> tuple[Line, ...]:
    """Give each line its column's measure by the cheapest explanation of all widths (Viterbi)."""
    if not lines:
        return ()
    widths = [round(line.width) for line in lines if 6 <= line.width <= _WIDEST_COLUMN]
    counts = Counter(widths)
    pairs = {
        round(line.width)
        for line, after in pairwise(lines)
        if not after.gap and abs(line.width - after.width) <= 1
    }
    states = [0.0, *(float(w) for w, n in sorted(counts.items()) if n > 2 or w in pairs)]
    best = [0.0] * len(states)
    back: list[list[int]] = []
    for line in lines:
        switch = _SWITCH / 2 if line.gap else _SWITCH
        low = min(range(len(states)), key=best.__getitem__)
        step, come = [], []
        for s, measure in enumerate(states):
            # on a tie switch late: a short last line still belongs to the column above it
            stay = best[s] < best[low] + switch - 1e-9
            come.append(s if stay else low)
            step.append((best[s] if stay else best[low] + switch) + _cost(line.width, measure))
        best = step
        back.append(come)
    found = [0.0] * len(lines)
    state = min(range(len(states)), key=best.__getitem__)
    for i in range(len(lines) - 1, -1, -1):
        found[i] = states[state]
        state = back[i][state]
    measured = [
        replace(line, measure=measure, slack=_slack(line, measure, following))
        for line, measure, following in zip(lines, found, [*lines[1:], None], strict=True)
    ]
    noise = _noise(measured)
    kept = sum(1.5 <= line.indent <= _DEEPEST_INDENT for line in lines) >= _KEPT
    return tuple(
        replace(
            line,
            slack=line.slack - noise if line.measure else line.slack,
            noise=noise if line.measure else 0.0,
            indents_kept=kept,
        )
        for line in measured
    )


def _noise(lines: list[Line]) -> float:
    """Return how many ems the lines of this page stray from their measures.

    A line inside a sentence can only have been broken by its column, so its slack should be below
    zero; where dumps or squeezed marks blur the widths, it is not. The 95th part of a hundred of
    such lines, within 0 and 1.5 ems.
    """
    slacks = sorted(
        line.slack
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if before.measure == line.measure == after.measure != 0
        and not line.gap
        and not after.gap
        and line.width > line.measure / 2
        and not ends_sentence(before.text.text)
        and not ends_sentence(line.text.text)
    )
    if len(slacks) < 10:
        return 0.0
    return min(1.5, max(0.0, slacks[len(slacks) * 95 // 100] + 0.01))


def _slack(line: Line, measure: float, following: Line | None) -> float:
    """Return the ems that stayed free although the next unbreakable piece would have fitted."""
    if measure == 0:
        return 0.0
    needed = 1.0
    if following is not None and not following.gap:
        head = _UNBREAKABLE.match(following.text.text)
        needed = line_width(head.group()) if head else 1.0
    indent = line.indent if line.indent <= _DEEPEST_INDENT else 0.0
    return measure - line.width - indent - needed


def _cost(width: float, measure: float) -> float:
    """Return how badly a line of ``width`` fits a column of ``measure``.

    A mark at a line's end may hang or be pushed (CLREQ, kinsoku): one em either way is common. A
    line two ems short is an indented first line; any shorter one is a last line.
    """
    if measure == 0:
        return _LOOSE
    off = width - measure
    if abs(off) <= 1:
        return abs(off) * 0.3
    if off > 1:
        return 3.0 + min(off, 10) * 0.2
    if off >= -2.5:
        return 0.5
    return 0.9
