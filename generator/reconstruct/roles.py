"""Lines to pieces: runs of lines that belong together, and what each looks like by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.model import Evidence
from generator.reconstruct.marks import Mark, mark_lines
from generator.reconstruct.pieces import Edge, Kind, Line, Piece
from generator.reconstruct.vocabulary import CREDIT_AT_END, DATELINE
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
_PAGE = 40_000
"""Characters. No printed page holds more; looking further would cost its square."""
_CLAUSE = 18
"""Characters from which on a line with a comma may be a clause."""
_RUNNING = re.compile(
    r"^(?:[该此这他她它其]|与会|据|根据|随着|为了|由于|截至|目前|如今|当时|当天|记者)"
    r"|[㐀-鿿]了[㐀-鿿“]|[，,](?:[是并也还但而其已均将由在]|从小|同时|其中)"
)
"""Pronouns, 了 within a clause, and what links one clause to the next: headlines do without."""
_OVER_BYLINE = 100
"""Characters of kicker, headline and subtitle run together over a byline or a dateline."""
_SPEAKER = 12
"""Characters of a kicker that only says who speaks: 某某："""
_REPORTS = re.compile(
    r"^(?:近日|日前|近期|今年以来|近年来|当前|目前|\d{1,2}\s*月\s*\d{1,2}\s*日(?:[上下]午)?)[，,]"
)
"""Reports open with the time and a comma; headlines name it without one."""
_SPEECH = re.compile(r"(?:说|表示|指出|介绍|认为|强调|坦言|告诉记者)[，,]")
"""Reported speech with a comma: headlines use a colon, or none."""
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
            tail = _display_tail(lines, marks, start, i)
            if start < tail < i:
                pieces.append(_piece(lines[start:tail], marks[start]))
                start = tail
            pieces += _without_credit(_piece(lines[start:i], marks[start]))
            start = i
    return tuple(_settle_short(pieces, "".join(line.text.text for line in lines)))


def _without_credit(piece: Piece) -> tuple[Piece, ...]:
    """Cut off a credit that its column broke over two lines."""
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


def _display_tail(lines: Sequence[Line], marks: Sequence[Mark | None], start: int, end: int) -> int:
    """Return where display text begins that its width made look like the rest of a paragraph.

    Before a byline or a dateline prose has ended: what follows its last stop is a headline.
    """
    following = marks[end] if end < len(lines) else None
    opens = end < len(lines) and DATELINE.match(lines[end].text.text)
    if marks[start] is not None or not (opens or (following and following.kind is Kind.BYLINE)):
        return end
    tail = end
    while tail > start and not ends_sentence(lines[tail - 1].text.text):
        tail -= 1
    size = sum(len(line.text) for line in lines[tail:end])
    return tail if tail > start and size <= _LONG_HEADLINE else end


def _breaks(lines: Sequence[Line], marks: Sequence[Mark | None], start: int, i: int) -> bool:
    """Return whether a new piece begins at line ``i`` of the piece begun at ``start``."""
    before, line, mark = lines[i - 1], lines[i], marks[i]
    if mark is not None and mark.goes_on:
        return False
    if line.gap or line.text.text[0] in BULLETS or mark is not None or marks[i - 1] is not None:
        return True
    if before.text.text[-1] in "）)" and CREDIT_AT_END.search(
        "".join(part.text.text for part in lines[max(start, i - 2) : i])
    ):
        return True
    terminated = ends_sentence(before.text.text)
    if line.indented and (terminated or not lines[start].indented):
        return True
    if DATELINE.match(line.text.text):
        return True
    if lines[start].indented and not line.indented:
        return False  # the dump kept the indents, and here is none: the paragraph goes on
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
    if line.indented:
        return Edge.INDENTED
    if line.indents_kept:
        return Edge.FLUSH
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
    if _SPEECH.search(text):
        return Kind.PROSE, "prose/reported-speech"
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
    for i, piece in enumerate(pieces):
        before = pieces[i - 1] if i else None
        after = pieces[i + 1] if i + 1 < len(pieces) else None
        if after is None:
            continue
        kind, rule = _settle(piece, before, after, page)
        if kind is not piece.kind:
            settled[i] = replace(
                piece, kind=kind, evidence=(Evidence(rule=rule, spans=piece.text.spans),)
            )
    return settled


def _settle(piece: Piece, before: Piece | None, after: Piece, page: str) -> tuple[Kind, str]:
    """Return the kind of a piece that only its neighbours tell, and the rule."""
    text = piece.text.text
    if piece.kind is Kind.PROSE and not piece.terminated and "。" not in text:
        opens = after.kind is Kind.BYLINE or DATELINE.match(after.text.text)
        if opens and len(text) <= _OVER_BYLINE and text[-1] not in "，,；;、：:":
            return Kind.HEAD, "display/over-opening"
        if after.kind is Kind.HEAD and text[-1] in "：:" and len(text) <= _SPEAKER:
            return Kind.HEAD, "display/speaker"
    if piece.kind is not Kind.HEAD or after.kind is not Kind.PROSE:
        return piece.kind, ""
    if DATELINE.match(after.text.text):
        return piece.kind, ""
    if piece.terminated:
        # a question between two paragraphs was put by the writer
        asked = before is not None and before.kind is Kind.PROSE and "…" not in text[-2:]
        return (Kind.PROSE, "prose/question") if asked else (piece.kind, "")
    if before is not None and before.kind is Kind.PROSE and _tells(text):
        return Kind.PROSE, "prose/clause"
    if (
        _fills_column(piece, after)
        or _quote_open(text) > 0 > _quote_open(after.text.text)
        or parts_a_word(text, after.text.text)
        or _said_in_one(text, after.text.text, page)
    ):
        return Kind.PROSE, "prose/column-end"
    return piece.kind, ""


def _tells(text: str) -> bool:
    """Return whether text between two paragraphs is a clause of running speech, not a subhead.

    >>> _tells("该方案提出了一种新办法，要求各地按照规定做好"), _tells("办食堂、修道路，让老人安心")
    (True, False)
    """
    return len(text) >= _CLAUSE and bool(_COMMAS.search(text)) and bool(_RUNNING.search(text))


def _fills_column(piece: Piece, after: Piece) -> bool:
    """Return whether ``piece`` runs to the end of a column as wide as that of ``after``."""
    last = piece.lines[-1]
    if piece.lines[0].indented and after.start is Edge.FLUSH:
        return True
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
    page = page[:_PAGE]
    return len(around) == 4 and all(map(is_han, around)) and page.count(around) > 1
