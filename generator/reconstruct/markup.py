"""Headings of Markdown: which are headlines of stories, and which are subheads inside one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.model import Evidence
from generator.reconstruct.pieces import Kind, Piece
from generator.reconstruct.vocabulary import DATELINE, STORY_OPENING
from generator.text.similarity import grams

__all__ = ["HEADING", "SUBHEADING", "opens_section", "settle_headings"]

HEADING = "display/heading"
"""Rule of a heading under which a story stands."""
SUBHEADING = "display/subheading"
"""Rule of a heading inside a story."""
_NUMBERED = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|\d{1,2}[、．.）)](?!\d))")
"""How parts of a text are counted; stories are not."""


def opens_section(piece: Piece) -> bool:
    """Return whether a piece is the heading of a story: what follows is its text."""
    return piece.kind is Kind.HEAD and piece.evidence[0].rule == HEADING


def settle_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with each heading of Markdown told for a headline or a subhead.

    Programs give levels by the size of the letters: the largest headline of a page the first, the
    other stories the second or the third, and subheads what is left. So the uppermost level with
    text is stories; a deeper one is, too, if one of its headings opens as stories do (a byline, a
    dateline, a credit before it), or if most of them speak of other things than the headline above.
    """
    heads = [i for i, p in enumerate(pieces) if p.kind is Kind.HEAD and p.lines[0].heading]
    ends = [*heads[1:], len(pieces)]
    texts = {
        i: "".join(piece.text.text for piece in pieces[i + 1 : end] if piece.kind is Kind.PROSE)
        for i, end in zip(heads, ends, strict=True)
    }
    levels = {i: pieces[i].lines[0].heading for i in heads}
    deepest = _deepest_story(pieces, levels, texts)
    settled = list(pieces)
    for i in heads:
        inside = levels[i] > deepest or _NUMBERED.match(pieces[i].text.text)
        rule = SUBHEADING if inside else HEADING
        evidence = (Evidence(rule=rule, spans=pieces[i].text.spans),)
        settled[i] = replace(pieces[i], evidence=evidence)
    return settled


def _deepest_story(pieces: Sequence[Piece], levels: dict[int, int], texts: dict[int, str]) -> int:
    """Return the deepest level whose headings are headlines of stories."""
    deepest = min((levels[i] for i in levels if texts[i]), default=6)
    for level in sorted({*levels.values()}):
        if level <= deepest:
            continue
        own = [i for i in levels if levels[i] == level and not _NUMBERED.match(pieces[i].text.text)]
        above = [max((k for k in levels if k < i and levels[k] < level), default=i) for i in own]
        alike = [
            bool(grams(pieces[k].text.text) & grams(pieces[i].text.text + texts[i]))
            for i, k in zip(own, above, strict=True)
        ]
        opened = any(_opens_story(pieces, i) for i in own)
        if not own or (not opened and 2 * sum(alike) >= len(alike)):
            break
        deepest = level
    return deepest


def _opens_story(pieces: Sequence[Piece], i: int) -> bool:
    """Return whether heading ``i`` stands where one story has ended, or over what opens one."""
    if i and pieces[i - 1].kind is Kind.CREDIT:
        return True
    after = next((p for p in pieces[i + 1 :] if p.kind is not Kind.FURNITURE), None)
    if after is None:
        return False
    text = after.text.text
    opens = DATELINE.match(text) or STORY_OPENING.match(text)
    return after.kind is Kind.BYLINE or (after.kind is Kind.PROSE and opens is not None)
