"""Headings of Markdown: which are headlines of stories, and which are subheads inside one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from generator.reconstruct.pieces import Kind, Line, LineMark
from generator.reconstruct.wording.article_ends import DATELINE, STORY_OPENING
from generator.text.similarity import grams
from generator.text.source_credits import CREDIT_AT_END

__all__ = ["SUBHEADING", "settle_headings"]

SUBHEADING = "display/subheading"
"""Rule of a heading inside a story."""
_NUMBERED = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|\d{1,2}[、．.）)](?!\d))")
"""How parts of a text are counted; stories are not."""
_TEXT = (None, Kind.SIGNATURE)


def settle_headings(lines: Sequence[Line], marks: Sequence[LineMark | None]) -> dict[int, bool]:
    """Return of each line that is a heading of Markdown whether it is the headline of a story.

    Programs give levels by the size of the letters: the largest headline of a page the first, the
    other stories the second or the third, and subheads what is left. So the uppermost level with
    text is stories; a deeper one is, too, if one of its headings opens as stories do (a byline, a
    dateline, a credit before it), or if most of them speak of other things than the headline above.
    """
    heads = [k for k, mark in enumerate(marks) if _kind(mark) is Kind.HEAD]
    if not heads:
        return {}
    texts = {
        k: "".join(lines[n].text.text for n in range(k + 1, end) if _kind(marks[n]) in _TEXT)
        for k, end in zip(heads, [*heads[1:], len(lines)], strict=True)
    }
    deepest = _deepest_story(lines, marks, texts)
    return {
        k: lines[k].heading <= deepest and not _NUMBERED.match(lines[k].text.text) for k in heads
    }


def _deepest_story(
    lines: Sequence[Line], marks: Sequence[LineMark | None], texts: Mapping[int, str]
) -> int:
    """Return the deepest level whose headings are headlines of stories."""
    levels = {k: lines[k].heading for k in texts}
    deepest = min((levels[k] for k in levels if texts[k]), default=6)
    for level in sorted({*levels.values()}):
        if level <= deepest:
            continue
        own = [k for k in levels if levels[k] == level and not _NUMBERED.match(lines[k].text.text)]
        higher = [n for n in levels if levels[n] < level]
        above = [higher[at - 1] if (at := bisect_left(higher, k)) else k for k in own]
        said = {n: grams(lines[n].text.text) for n in {*above}}
        alike = [
            not said[n].isdisjoint(grams(lines[k].text.text + texts[k]))
            for k, n in zip(own, above, strict=True)
        ]
        opened = any(_opens_story(lines, marks, k) for k in own)
        if not own or (not opened and 2 * sum(alike) >= len(alike)):
            break
        deepest = level
    return deepest


def _opens_story(lines: Sequence[Line], marks: Sequence[LineMark | None], k: int) -> bool:
    """Return whether heading ``k`` stands where one story has ended, or over what opens one."""
    if k and (
        _kind(marks[k - 1]) is Kind.CREDIT
        or (marks[k - 1] is None and CREDIT_AT_END.search(lines[k - 1].text.text))
    ):
        return True
    after = next((n for n in range(k + 1, len(lines)) if not _is_aside(marks[n])), None)
    if after is None:
        return False
    text = lines[after].text.text
    opens = DATELINE.match(text) or STORY_OPENING.match(text)
    kind = _kind(marks[after])
    return kind is Kind.BYLINE or (kind is None and opens is not None)


def _kind(mark: LineMark | None) -> Kind | None:
    return mark.kind if mark is not None else None


def _is_aside(mark: LineMark | None) -> bool:
    return _kind(mark) is Kind.FURNITURE
