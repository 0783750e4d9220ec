"""What a piece looks like: by its own stops and length, and by its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.model import Evidence
from generator.reconstruct.abstracts import said_again
from generator.reconstruct.measures import FULL, HEADLINE, INDENT, LONG_HEADLINE
from generator.reconstruct.pieces import Edge, Kind, Line, Piece
from generator.reconstruct.vocabulary import DATELINE, STORY_OPENING, opens_as_report
from generator.text.characters import FULL_STOPS, LEADS_ON, PAUSES, is_han, strip_closers
from generator.text.continuity import open_quotes, parts_a_word
from generator.text.junctions import continuity

__all__ = ["look_of", "settle_kinds"]

_OVER_BYLINE = 100
"""Characters of kicker, headline and subtitle run together over a byline or a dateline."""
_SPEAKER = 12
"""Characters of a kicker that only says who speaks: 某某："""
_SPEECH = re.compile(r"(?:说|表示|指出|介绍|认为|强调|坦言|告诉记者)[，,]")
"""Reported speech with a comma: headlines use a colon, or none."""
_REPORTS = re.compile(
    r"^(?:近日|日前|近期|今年以来|近年来|当前|目前|\d{1,2}\s*月\s*\d{1,2}\s*日(?:[上下]午)?)[，,]"
)
"""Reports open with the time and a comma; headlines name it without one."""
_COMMAS = re.compile(f"[{PAUSES}]")
_ABSTRACT = 24
"""Characters from which on display text that the body says again sums it up (提要)."""
_SUBHEAD = 30
"""Characters. Subheads are shorter, above all those with a pause."""
_FLOWS = 1.0
"""Nats from which on two characters at a cut speak for one sentence."""
_INDENTED = 1.5
"""Ems from which on a line is indented: two, and half an em of noise."""
_LATER = 16
"""Pieces within which a column may go on: the headlines of a page and their bylines."""
_SPOKEN = re.compile("(?:问|答|记者)[:：].{4}")
"""Who asks and who answers, in an interview set as one."""
_ASKED = re.compile("“[^”]*[？！?!]”$")
"""A whole question or exclamation in quotation marks: somebody says it."""
_REST = re.compile(r"[㐀-鿿][,，、。！？]|[等的了着们]")
"""One character and a mark, or what only follows a word: the rest of what the line above began."""
_INNER_STOP = re.compile(
    "[？！?!][”’]?[^”’）)》]{2,}[,，]|[？！][^”’）)》？！]+[？！][^”’）)》？！]+$"
)
"""A question or an exclamation, and a clause or a question after it: headlines stop there."""
_PAGE = 40_000
"""Characters. No printed page holds more; looking further would cost its square."""
_CLAUSE = 18
"""Characters from which on a line with a comma may be a clause."""
_RUNNING = re.compile(
    r"^(?:[该此这他她它其]|与会|据|根据|随着|为了|由于|截至|目前|如今|当时|当天|记者)"
    r"|[㐀-鿿]了[㐀-鿿“]|[，,](?:[是并也还但而其已均将由在]|同时|其中)"
)
"""Pronouns, 了 within a clause, and what links one clause to the next: headlines do without."""


def look_of(text: str, lines: Sequence[Line], terminated: bool, end: Edge) -> tuple[Kind, str]:
    """Tell prose from display text by its stops, its length and the column it fills."""
    closed = strip_closers(text).endswith(tuple(FULL_STOPS))
    if closed or any(s in text[:-2] for s in FULL_STOPS) or (terminated and "。" in text):
        return Kind.PROSE, "prose/full-stop"
    if _SPOKEN.match(text):
        return Kind.PROSE, "prose/question-and-answer"
    if len(text) > (HEADLINE if _COMMAS.search(text) else LONG_HEADLINE):
        return Kind.PROSE, "prose/length"
    if opens_as_report(text):
        return Kind.PROSE, "prose/dateline"
    indented = len(lines) > 1 and FULL < lines[0].slack <= INDENT
    if terminated and _COMMAS.search(text) and (len(text) > 30 or indented):
        return Kind.PROSE, "prose/sentence"
    full = end is not Edge.SHORT and len(lines) >= 4 and lines[0].measure
    if full and (_COMMAS.search(text) or len(text) > HEADLINE):
        return Kind.PROSE, "prose/column"
    if len(re.findall("[，,]", text)) > 1 and len(text) > 30:
        return Kind.PROSE, "prose/clauses"
    if _SPEECH.search(text):
        return Kind.PROSE, "prose/reported-speech"
    if _REPORTS.match(text):
        return Kind.PROSE, "prose/time-opening"
    if text[-1] in PAUSES:
        return Kind.PROSE, "prose/comma"
    if not terminated and _INNER_STOP.search(text):
        return Kind.PROSE, "prose/inner-stop"
    if _ASKED.match(text) and len(re.findall("[，,]", text)) > 1:
        return Kind.PROSE, "prose/question"
    return Kind.HEAD, "display/no-stop"


def settle_kinds(pieces: Sequence[Piece], page: str) -> list[Piece]:
    """Tell a paragraph's first lines, cut off by a column's end, from display text.

    Both lack a stop. The former fill their column, and the prose that follows goes on flush in a
    column as wide; or a quotation goes on; or the cut parts a word, or what the page says elsewhere
    in one run.
    """
    settled = list(pieces)
    for i, piece in enumerate(pieces):
        before = pieces[i - 1] if i else None
        after = pieces[i + 1] if i + 1 < len(pieces) else None
        if after is None or piece.lines[0].heading:
            continue
        kind, rule = _settle(piece, before, after, page)
        if kind is Kind.HEAD and _goes_on_later(pieces, i):
            kind, rule = Kind.PROSE, "prose/goes-on-later"
        if kind is Kind.HEAD and _sums_up(pieces, i):
            kind, rule = Kind.PROSE, "prose/abstract"
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
        if opens and len(text) <= _OVER_BYLINE and text[-1] not in PAUSES:
            return Kind.HEAD, "display/over-opening"
        if after.kind is Kind.HEAD and text[-1] in "：:" and len(text) <= _SPEAKER:
            return Kind.HEAD, "display/speaker"
    if piece.kind is not Kind.HEAD or after.kind is not Kind.PROSE:
        return piece.kind, ""
    if opens_as_report(after.text.text) or _REPORTS.match(after.text.text):
        return piece.kind, ""
    if not _COMMAS.search(text) and not after.gap and STORY_OPENING.match(after.text.text):
        return piece.kind, ""
    if text.endswith("——") and before is not None and before.kind in (Kind.PROSE, Kind.BYLINE):
        return Kind.PROSE, "prose/leads-over"
    if piece.terminated:
        # a question between two paragraphs was put by the writer
        asked = before is not None and before.kind is Kind.PROSE and "…" not in text[-2:]
        asked = asked and not _stands_out(piece, after)
        return (Kind.PROSE, "prose/question") if asked else (piece.kind, "")
    clause = _tells(text) or (len(text) > _SUBHEAD and _COMMAS.search(text))
    if before is not None and before.kind is Kind.PROSE and clause:
        return Kind.PROSE, "prose/clause"
    if (
        _fills_column(piece, after)
        or _goes_on_in(text, after)
        or open_quotes(text) > 0 > open_quotes(after.text.text)
        or parts_a_word(text, after.text.text)
        or _said_in_one(text, after.text.text, page)
    ):
        return Kind.PROSE, "prose/column-end"
    return piece.kind, ""


def _stands_out(piece: Piece, after: Piece) -> bool:
    """Return whether a line after a blank one begins at the edge, where paragraphs are indented."""
    first, below = piece.lines[0], after.lines[0]
    return first.indents_kept and first.gap and not first.indent and below.indent >= _INDENTED


def _goes_on_later(pieces: Sequence[Piece], i: int) -> bool:
    """Return whether a full last line ends in a word that a column begins with further on.

    Headlines of other stories may have been drawn into the cut.
    """
    piece = pieces[i]
    if piece.end is not Edge.FLUSH or len(piece.lines) < 2 or pieces[i + 1].kind is Kind.PROSE:
        return False
    return any(
        later.kind is Kind.PROSE
        and later.start is Edge.FLUSH
        and abs(later.measure - piece.measure) <= 1
        and parts_a_word(piece.text.text, later.text.text)
        for later in pieces[i + 2 : i + _LATER]
    )


def _goes_on_in(text: str, after: Piece) -> bool:
    """Return whether ``after`` takes up in mid-word or mid-clause what ``text`` left open."""
    paused = not after.gap or bool(_COMMAS.search(text))
    if (paused and bool(_REST.match(after.text.text))) or text[-1] in LEADS_ON:
        return True
    return bool(_COMMAS.search(text)) and continuity(text, after.text.text) > _FLOWS


def _sums_up(pieces: Sequence[Piece], i: int) -> bool:
    """Return whether display text right over prose says what the prose says again (提要)."""
    after = pieces[i + 1]
    return (
        len(pieces[i].text) >= _ABSTRACT
        and after.kind is Kind.PROSE
        and not DATELINE.match(after.text.text)
        and said_again(pieces, i)
    )


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
    drop_cap = len(piece.lines) > 1 and all(line.slack <= FULL for line in piece.lines)
    if drop_cap and _COMMAS.search(piece.text.text):
        return True  # beside a drop cap (首字下沉) the first lines are narrower
    limit = INDENT if len(piece.lines) == 1 else FULL
    return abs(after.measure - last.measure) <= 1 and last.slack <= limit


def _said_in_one(before: str, after: str, page: str) -> bool:
    """Return whether the four characters around a cut stand together elsewhere on the page."""
    around = before[-2:] + after[:2]
    page = page[:_PAGE]
    return len(around) == 4 and all(map(is_han, around)) and page.count(around) > 1
