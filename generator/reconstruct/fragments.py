"""Page to lines: where each stands, how wide it was set, and what column it filled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from generator.model import Page
from generator.reconstruct.pieces import Line
from generator.reconstruct.rows import read_side_by_side
from generator.reconstruct.vocabulary import (
    BYLINE_AT_END,
    CREDIT,
    CREDIT_AT_END,
    DASH_ITEM,
    FOOT_AT_START,
    JUMP_AT_END,
    JUMP_AT_START,
    RUN_ON,
    SIGNATURE_AT_START,
    TOPIC,
    TOPIC_INSIDE,
    is_byline,
    is_run_of_names,
)
from generator.text.characters import BULLETS, ends_sentence, is_wide, line_width
from generator.text.folding import fold_text
from generator.text.spacing import close_letterspacing, is_letterspaced
from generator.text.specks import find_specks
from generator.text.traced import Traced, join_traced

__all__ = ["split_fragments"]

_WIDEST_COLUMN = 64
"""Ems. A wider line is a paragraph that the dump did not wrap, or a banner headline."""
_NEVER_FIRST = frozenset("”’」』）)】〕》〉、，。；：！？,;!?%％·")
"""行首禁则: marks that no line begins with."""
_OPENING = frozenset("“‘「『（(《〈【")
_UNBREAKABLE = re.compile(
    r"[“‘「『（(《〈【]*(?:[A-Za-z0-9.%+\-/&@]+|.)[”’」』）)》〉】、，。；：！？,;:!?]*"
)
"""What a line breaker keeps together: a number or a word, a character with its marks."""
_DEEPEST_INDENT = 4.0
"""Ems of blank before a line; more is a gutter of the page, not an indent."""
_BLANK_WIDTHS = {"\u3000": 1.0, "\t": 2.0}
"""Ems of blanks before a line, half an em the others: a tab there stands for the indent."""
_KEPT = 3
"""Lines with an indent from which on a dump is taken to have kept them."""
_DOUBLE_SPACED = 30
"""Ems. Columns of newspapers are narrower; a dump of whole paragraphs is wider at the median."""
_UNWRAPPED = 30
"""Ems. Columns of newspapers are narrower: a wider line is a paragraph of a flowing dump."""
_SHARD, _SHATTERED = 4, 30
"""Characters of a line, and lines in a row, from which on a dump has shattered its text."""
_SPREAD = 4
"""Lines of a single character in a row: one line, spread over its column, that fell apart."""
_SWITCH = 3.0
"""Cost of saying that a new column width begins; a blank line before halves it."""
_LATIN = 0.1
"""Ems by which digits and Latin letters of many Chinese faces are wider than half an em."""
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
    found = _mend_spread(_mend_shattered(_single_spaced(_lines(page.text))))
    lines = _cut_tails(_close_marks(read_side_by_side(found)))
    measured = _with_measures(_cut_topics(lines))
    mended = _mend_titles(measured)
    return measured if len(mended) == len(measured) else _with_measures(mended)


def _cut_topics(lines: Sequence[Line]) -> list[Line]:
    """Cut lines that hold whole paragraphs where another one begins with the sentence it is on.

    Reports that go through their subject point by point open each paragraph with a short sentence
    that names the point. Dumps of whole paragraphs run some together; where the paragraphs around
    open so, another such sentence inside one opens one, too.
    """
    opens = [bool(TOPIC.match(line.text.text)) for line in lines]
    cut: list[Line] = []
    for i, line in enumerate(lines):
        start = 0
        if line.width > _UNWRAPPED and sum(opens[max(0, i - 4) : i + 5]) > 1:
            for match in TOPIC_INSIDE.finditer(line.text.text):
                cut.append(_part(line, start, match.start()))
                start = match.start()
        cut.append(_part(line, start, len(line.text)) if start else line)
    return cut


def _part(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end].strip()
    return replace(line, text=text, width=line_width(text.text), gap=line.gap and not start)


def _mend_titles(lines: Sequence[Line]) -> list[Line]:
    """Put together a line that the dump broke before a title's 《.

    The mark is drawn half an em to the left of where readers of PDF expect it, and some take that
    for a new line. What they broke still fits into one line of its column.
    """
    mended: list[Line] = []
    for line in lines:
        before = mended[-1] if mended else line
        if (
            mended
            and not line.gap
            and line.text.text[0] == "《"
            and before.measure == line.measure != 0
            and not CREDIT.match(before.text.text)
            and not is_byline(before.text.text)
            and _together(before, line) <= line.measure
        ):
            text = before.text + line.text
            mended[-1] = replace(before, text=text, width=line_width(text.text))
        else:
            mended.append(line)
    return mended


def _together(before: Line, line: Line) -> float:
    """Return the width of two lines set as one, in ems: marks that meet share one (CLREQ)."""
    text = before.text.text + line.text.text
    meet = sum(a in _NEVER_FIRST and b in _OPENING for a, b in pairwise(text))
    return line_width(text) - meet


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = True
    folded = fold_text(text)
    specks = find_specks(folded.text)
    page = folded.replace_chars(
        "".join(" " if i in specks else char for i, char in enumerate(folded.text))
        if specks
        else folded.text
    )
    # where the whole page was spaced out, so were its shortest lines
    least, names = (2, None) if is_letterspaced(page.text) else (4, is_run_of_names)
    for match in re.finditer(r"[^\n\r\v\f\x85\u2028\u2029]+", page.text):
        raw = match.group()
        if match.start() > 0 and _newlines(page.text, match.start()) > 1:
            gap = True
        if not raw.strip():
            # a line of nothing but specks was no blank line
            gap = gap or not folded.text[match.start() : match.end()].strip()
            continue
        lead = raw[: len(raw) - len(raw.lstrip())]
        line = close_letterspacing(page[match.start() : match.end()].strip(), names, least=least)
        lines.append(
            Line(
                text=line,
                width=line_width(_as_printed(line, text)),
                indent=sum(_BLANK_WIDTHS.get(char, 0.5) for char in lead),
                gap=gap,
            )
        )
        gap = False
    return lines


def _as_printed(line: Traced, page: str) -> str:
    """Return the printed characters of a line: a full-width digit is as wide as an ideograph."""
    return "".join(page[o] for o in dict.fromkeys(line.origins) if o is not None)


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


def _mend_spread(lines: list[Line]) -> list[Line]:
    """Join a line that was set so wide that the dump gave each character a line of its own."""
    mended: list[Line] = []
    run: list[Line] = []
    for line in lines:
        if run and not line.gap and len(run[-1].text) == 1:
            run.append(line)
        else:
            mended += _as_one(run)
            run = [line]
    return mended + _as_one(run)


def _as_one(run: list[Line]) -> list[Line]:
    if len(run) <= _SPREAD or not all(is_wide(line.text.text) for line in run[:-1]):
        return run
    text = join_traced(line.text for line in run)
    return [replace(run[0], text=text, width=line_width(text.text))]


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
        match = (
            JUMP_AT_START.match(text)
            or SIGNATURE_AT_START.match(text)
            or FOOT_AT_START.match(text)
            or (RUN_ON.match(text) if line.width > _UNWRAPPED else None)
            or JUMP_AT_END.search(text)
            or CREDIT_AT_END.search(text)
            or DASH_ITEM.search(text)
        )
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


def _with_measures(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give each line its column's measure by the cheapest explanation of all widths (Viterbi)."""
    if not lines:
        return ()
    # where dumps don't wrap, paragraphs are as long as one another by chance
    widths = [
        round(line.width)
        for line in lines
        if 6 <= line.width <= (_UNWRAPPED if ends_sentence(line.text.text) else _WIDEST_COLUMN)
    ]
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
    noise, usual = _noise(measured)
    kept = sum(1.5 <= line.indent <= _DEEPEST_INDENT for line in lines) >= _KEPT
    return tuple(
        replace(
            line,
            slack=line.slack - noise if line.measure else line.slack,
            noise=noise if line.measure else 0.0,
            leeway=noise - usual if line.measure else 0.0,
            indents_kept=kept,
        )
        for line in measured
    )


def _noise(lines: list[Line]) -> tuple[float, float]:
    """Return how many ems the lines of this page stray from their measures: at most, and mostly.

    A line inside a sentence can only have been broken by its column, so its slack should be below
    zero; where dumps or squeezed marks blur the widths, it is not. The 95th and the 80th part of a
    hundred of such lines, within 0 and 1.5 ems.
    """
    slacks = sorted(
        line.slack
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if before.measure == line.measure == after.measure != 0
        and not line.gap
        and not after.gap
        and before.slack < 0
        and line.width > line.measure / 2
        and not ends_sentence(before.text.text)
        and not ends_sentence(line.text.text)
    )
    if len(slacks) < 10:
        return 0.0, 0.0
    most, usual = (min(1.5, max(0.0, slacks[len(slacks) * n // 100] + 0.01)) for n in (95, 90))
    return most, usual


def _slack(line: Line, measure: float, following: Line | None) -> float:
    """Return the ems that stayed free although the next unbreakable piece would have fitted."""
    if measure == 0:
        return 0.0
    needed = 1.0
    if following is not None and not following.gap:
        head = _UNBREAKABLE.match(following.text.text)
        needed = line_width(head.group()) if head else 1.0
    indent = line.indent if line.indent <= _DEEPEST_INDENT else 0.0
    wider = _LATIN * sum(char.isascii() and not char.isspace() for char in line.text.text)
    return measure - line.width - indent - needed - wider


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
