"""Lines as a dump broke them to lines as they were set, each with a role of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.reconstruct.pieces import UNWRAPPED, Line
from generator.reconstruct.wording.article_ends import SIGNATURE_AT_START
from generator.reconstruct.wording.bylines import byline_at_end, is_byline
from generator.reconstruct.wording.furniture import (
    ISSUE_AT_END,
    ISSUE_LINE,
    JUMP_AT_END,
    JUMP_AT_START,
    JUMP_INSIDE,
)
from generator.reconstruct.wording.person_names import PERSON
from generator.text.characters import (
    BULLETS,
    NEVER_FIRST,
    NEVER_LAST,
    ends_sentence,
    is_wide,
    line_width,
)
from generator.text.source_credits import CREDIT, CREDIT_AT_END
from generator.text.traced import join_traced

__all__ = ["cut_tails", "part_lines", "repair_lines", "repair_titles"]

_BLANK = r"[ \t\u3000]"
_FOOT_AT_START = re.compile(
    r"^(?:[^。，,：:]{0,14}(?:邮箱|电话|热线)[:：][ \t]*[A-Za-z0-9@._\-]+"
    rf"|{PERSON}{_BLANK}*摄{_BLANK}*[（(][^（()）]{{2,10}}[）)])([㐀-鿿])"
)
"""An address or a photographer's name with the next headline run on to it."""
_DASH_ITEM = re.compile(rf"[。！？][”’）]?{_BLANK}*(——)")
"""A dash after a stop: the next item of a list, or who said it, begins a line of its own."""
_TOPIC = "[^，,。！？、：:；;“”]{5,14}。(?=.{8})"
_TOPIC_FIRST = re.compile(_TOPIC)
"""A short sentence without a pause at a paragraph's head, which names what it is about …"""
_TOPIC_INSIDE = re.compile(f"(?<=。){_TOPIC}")
"""… and one further on."""
_RUN_ON = re.compile(
    r"^(?:——(?:编[ \t\u3000]*者"
    r"|摘自[^，,。；;]{2,30}?(?:纲要|规划(?!纲要)|讲话|报告|意见|决定|公报|文章|致辞|》))"
    r"|问[:：][^。]{2,80}？(?=答[:：])|[^，,。“”；;]{4,16}——(?=“))(.)"
)
"""Paragraphs of one line that dumps run on to the next: who speaks in an epigraph, a question, what
leads over to a quotation."""
_SHARD, _SHATTERED = 4, 30
"""Characters of a line, and lines in a row, from which on a dump has shattered its text."""
_SPREAD = 4
"""Lines of a single character in a row: one line, spread over its column, that fell apart."""


def repair_lines(lines: list[Line]) -> list[Line]:
    """Return the lines that were printed, where a dump broke them to pieces or set them apart."""
    return _mend_spread(_mend_shattered(_single_spaced(lines)))


def part_lines(lines: list[Line]) -> list[Line]:
    """Return lines of which each has one role, and none begins with a mark that no line does."""
    return _cut_topics(cut_tails(_close_marks(lines)))


def repair_titles(lines: Sequence[Line]) -> list[Line]:
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
            and not ISSUE_LINE.match(line.text.text)
            and _together(before, line) <= line.measure
        ):
            text = before.text + line.text
            mended[-1] = replace(before, text=text, width=line_width(text.text))
        else:
            mended.append(line)
    return mended


def _single_spaced(lines: list[Line]) -> list[Line]:
    """Take blank lines for nothing where the dump put one after every line of its columns.

    Where each line is a whole paragraph, blank lines are what they seem.
    """
    widths = sorted(line.width for line in lines)
    if len(lines) < _SHATTERED or widths[len(lines) // 2] > UNWRAPPED:
        return lines
    if sum(line.gap for line in lines) < 0.9 * len(lines):
        return lines
    return [replace(line, gap=i == 0) for i, line in enumerate(lines)]


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
    mended: list[list[Line]] = []
    """The lines that each one is made of."""
    widest = _usual_width(lines)
    width, bullets = 0.0, False
    """How wide the last one is, and whether it has nothing but bullets."""
    for line in lines:
        lone_bullet = bool(mended) and bullets and not line.gap
        fits = width + line.width <= widest + 1 or len(line.text) <= 2
        if (
            mended
            and not line.table
            and not mended[-1][0].table
            and (lone_bullet or (fits and line.text.text[0] in NEVER_FIRST))
        ):
            mended[-1].append(line)
            width += line.width
        else:
            mended.append([line])
            width, bullets = line.width, True
        bullets = bullets and not line.text.text.strip(BULLETS)
    return [_joined(own) for own in mended]


def _joined(own: Sequence[Line]) -> Line:
    if len(own) == 1:
        return own[0]
    text = join_traced(line.text for line in own)
    return replace(own[0], text=text, width=sum(line.width for line in own))


def _usual_width(lines: list[Line]) -> float:
    """Return the width that all but one line in twenty keep within."""
    widths = sorted(line.width for line in lines)
    return widths[len(widths) * 95 // 100] if widths else 0.0


def cut_tails(lines: list[Line]) -> list[Line]:
    """Cut bylines off headlines, credits off paragraphs, and jumps off both their ends."""
    return [part for line in _cut_jumps(lines) for part in _cut_tail(line)]


def _cut_tail(line: Line) -> Iterator[Line]:
    text = line.text.text
    if line.table:
        yield line
        return
    match = (
        SIGNATURE_AT_START.match(text)
        or _FOOT_AT_START.match(text)
        or (_RUN_ON.match(text) if line.width > UNWRAPPED else None)
        or (ISSUE_AT_END.match(text) if text[-1] in "）)" else None)
        or (JUMP_AT_END.search(text) if any(char in text for char in "转轉接") else None)
        or (CREDIT_AT_END.search(text) if text[-1] in "）)" else None)
        or (_DASH_ITEM.search(text) if "——" in text else None)
    )
    if match is None and not ends_sentence(text) and not is_byline(text):
        match = byline_at_end(text)
    if match is None or not text[: match.start(1)].strip(BULLETS + " \t\u3000"):
        yield line
        return
    yield _part(line, 0, match.start(1))
    yield _part(line, match.start(1), len(line.text))


def _cut_jumps(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, cut where 上接 follows the end of a story on the same line, and behind it.

    What follows is a line like any other: it may say at its end where the text goes on.
    """
    for line in lines:
        told = "接" in line.text.text and not line.table
        inside = JUMP_INSIDE.search(line.text.text) if told else None
        if inside is not None:
            yield _part(line, 0, inside.start(1))
            line = _part(line, inside.start(1), len(line.text))
        opens = JUMP_AT_START.match(line.text.text) if not line.table else None
        if opens is not None:
            yield _part(line, 0, opens.start(1))
            line = _part(line, opens.start(1), len(line.text))
        yield line


def _cut_topics(lines: Sequence[Line]) -> list[Line]:
    """Cut lines that hold whole paragraphs where another one begins with the sentence it is on.

    Reports that go through their subject point by point open each paragraph with a short sentence
    that names the point. Dumps of whole paragraphs run some together; where the paragraphs around
    open so, another such sentence inside one opens one, too.
    """
    opens = [bool(_TOPIC_FIRST.match(line.text.text)) for line in lines]
    cut: list[Line] = []
    for i, line in enumerate(lines):
        start = 0
        if line.width > UNWRAPPED and sum(opens[max(0, i - 4) : i + 5]) > 1:
            for match in _TOPIC_INSIDE.finditer(line.text.text):
                cut.append(_part(line, start, match.start()))
                start = match.start()
        cut.append(_part(line, start, len(line.text)) if start else line)
    return cut


def _part(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end].strip()
    whole = replace(line, text=text, width=line_width(text.text))
    return replace(whole, gap=False, run_on=True, heading=0) if start else whole


def _together(before: Line, line: Line) -> float:
    """Return the width of two lines set as one, in ems: marks that meet share one (CLREQ)."""
    text = before.text.text + line.text.text
    meet = sum(a in NEVER_FIRST and b in NEVER_LAST for a, b in pairwise(text))
    return line_width(text) - meet
