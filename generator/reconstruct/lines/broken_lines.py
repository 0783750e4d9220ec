"""What a column broke over several lines: notices, tables, captions, notes, addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.reconstruct.lines.captions import (
    CAPTION,
    caption_lines,
    credited_sentence,
    is_photo_credit,
    numbers_pictures,
)
from generator.reconstruct.lines.tables import MARKUP, TABLE, table_end
from generator.reconstruct.pieces import INDENT, Kind, Line, LineMark
from generator.reconstruct.wording.article_ends import OF_COLUMN, SIGNATURE
from generator.reconstruct.wording.bylines import breaks_byline
from generator.reconstruct.wording.furniture import furniture_rule
from generator.reconstruct.wording.notices import notice_at, notice_end
from generator.reconstruct.wording.office_lines import is_contact
from generator.text.characters import ends_sentence
from generator.text.source_credits import CREDIT
from generator.text.word_tables import parts_a_word

__all__ = ["NOTE", "marks_over_lines"]

_SIGNATURE_LINES = 5
"""A note on the author runs to three or four lines of a narrow column."""
_STAMP, _STAMPS = "furniture/stamp", 20
"""Rule of what digital editions print over a text, and lines of it over which one is looked."""
NOTE = re.compile(r"^(?:[（(]|新华社记者|数据来源)")
"""How a closing note begins."""


def marks_over_lines(
    lines: Sequence[Line], i: int, marks: Sequence[LineMark | None]
) -> list[LineMark | None]:
    """Return the marks of what begins at line ``i`` and may run on over several, if
    anything does."""
    table = range(i, table_end(lines, i))
    if table and lines[table[-1]].table:
        return [LineMark(Kind.TABLE, MARKUP, goes_on=n > i) for n in table]
    notice = range(i, notice_end(lines, i))
    if notice:
        rule = notice_at(lines, i)
        return [LineMark(Kind.NOTICE, rule, goes_on=n > i) for n in notice]
    if table:
        return [LineMark(Kind.TABLE, TABLE, goes_on=n > i) for n in table]
    caption = _caption(lines, i, marks) if not lines[i].heading else []
    note = _long_signature(lines, i) if NOTE.match(lines[i].text.text) else []
    return [*caption] or note or _foot(lines, i)


def _caption(lines: Sequence[Line], i: int, marks: Sequence[LineMark | None]) -> list[LineMark]:
    """Return the marks of the caption that begins at line ``i``, none where none does."""
    above, before = i - 1, marks[i - 1] if i else None
    headed = i > 0 and before is None and not ends_sentence(lines[above].text.text)
    end = credited_sentence(lines, i, under_headline=headed)
    if end > i:
        return [LineMark(Kind.FURNITURE, CAPTION, goes_on=n > i) for n in range(i, end)]
    parted = i == 0 or lines[i].gap or (before is not None and before.kind is not Kind.BYLINE)
    numbered = numbers_pictures(lines[i].text.text)
    if not parted and not numbered and not ends_sentence(lines[above].text.text):
        return []
    while before is not None and before.rule == _STAMP and above and i - above < _STAMPS:
        above -= 1
        before = marks[above]
    byline = before is not None and before.kind is Kind.BYLINE
    over = byline or (i > 0 and before is None and not ends_sentence(lines[above].text.text))
    found = caption_lines(lines, i, under_headline=over, parted=parted)
    if found is None:
        return []
    rule, end = found
    return [LineMark(Kind.FURNITURE, rule, goes_on=n > 0) for n in range(end - i)]


def _foot(lines: Sequence[Line], i: int) -> list[LineMark | None]:
    """Return the marks of an address or of names that the column broke in two."""
    if i + 1 >= len(lines) or lines[i + 1].gap:
        return []
    if breaks_byline(lines[i].text.text, lines[i + 1].text.text):
        rule = "byline/reporter"
        return [LineMark(Kind.BYLINE, rule), LineMark(Kind.BYLINE, rule, goes_on=True)]
    text = lines[i].text.text + lines[i + 1].text.text
    contact = is_contact(text)
    if not contact and not is_photo_credit(text):
        return []
    if furniture_rule(lines[i].text.text) and lines[i + 1].text.text[0] not in "@.":
        return []
    if contact and OF_COLUMN.match(text) and not lines[i].gap:
        rule = "signature/column"
        return [LineMark(Kind.SIGNATURE, rule), LineMark(Kind.SIGNATURE, rule, goes_on=True)]
    if contact:
        rule = "furniture/contact"
        return [LineMark(Kind.FURNITURE, rule), LineMark(Kind.FURNITURE, rule, goes_on=True)]
    if not is_photo_credit(lines[i].text.text):
        rule = "signature/photograph"
        return [LineMark(Kind.SIGNATURE, rule), LineMark(Kind.SIGNATURE, rule, goes_on=True)]
    return []


def _long_signature(lines: Sequence[Line], i: int) -> list[LineMark | None]:
    """Return the marks of a closing note that its column broke over several lines, if it is one.

    Without brackets it goes on while its lines are full.
    """
    text = ""
    rule = "signature/brackets" if lines[i].text.text[0] in "（(" else "signature/source"
    for k in range(i, min(i + _SIGNATURE_LINES, len(lines))):
        if k > i and lines[k].gap and not parts_a_word(text, lines[k].text.text):
            break
        text += lines[k].text.text
        if CREDIT.match(text):
            return [
                LineMark(Kind.CREDIT, "credit/brackets", goes_on=n > 0) for n in range(k - i + 1)
            ]
        following = lines[k + 1] if k + 1 < len(lines) else None
        last = following is None or lines[k].slack > INDENT
        if following is not None and following.gap:
            last = not parts_a_word(text, following.text.text)
        if SIGNATURE.match(text) and (last or rule == "signature/brackets"):
            return [LineMark(Kind.SIGNATURE, rule, goes_on=n > 0) for n in range(k - i + 1)]
    return []
