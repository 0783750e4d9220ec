"""Lines that say by themselves what they are: bylines, credits, signatures, furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.reconstruct.captions import (
    CAPTION,
    caption_lines,
    is_photo_credit,
    is_photo_report,
)
from generator.reconstruct.furniture import (
    CREW_ALONE,
    WEAK,
    furniture_rule,
    is_contact,
    is_contents_entry,
)
from generator.reconstruct.measures import FULL, HEADLINE, INDENT
from generator.reconstruct.pieces import Kind, Line
from generator.reconstruct.vocabulary import (
    CREDIT,
    OUTLET_CREDIT,
    REPORTER_ALONE,
    SIGNATURE,
    SPEAKER,
    TORN_CREDIT,
    WORK_CREDIT,
    is_author_line,
    is_byline,
    is_name_line,
    is_reader_line,
)
from generator.text.characters import FULL_STOPS, ends_sentence, strip_closers
from generator.text.continuity import open_quotes, parts_a_word

__all__ = ["Mark", "mark_lines"]

_HEADING = "display/heading"
"""Rule of a heading of Markdown."""
_NAME_WIDTH = 13
"""Ems. Three names of three characters, blanks between."""
_NOTE = re.compile(r"^(?:[（(]|新华社记者|数据来源)")
_BOOK = re.compile(r"^(?:书 ?名|译 ?者|出版|定 ?价|页 ?数|装 ?帧|ISBN|书 ?号)|^《[^》]+》$")
"""What stands beside an author's name under a book."""
_OPENS_CREDIT = frozenset("（(据")
"""How each credit begins: most lines are told by it."""
_SIGNATURE_LINES = 5
"""A note on the author runs to three or four lines of a narrow column."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line is, known from the line itself."""

    kind: Kind
    """Byline, credit, signature, furniture, or a heading of Markdown."""
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
        note = _long_signature(lines, i) if _NOTE.match(line.text.text) else []
        caption = _caption(lines, i, marks) if not line.heading else []
        mark = caption or note or _foot(lines, i) or [_mark(lines, i, before)]
        if mark == [None] and (line.heading or line.caption):
            mark = [Mark(Kind.HEAD, _HEADING) if line.heading else Mark(Kind.FURNITURE, CAPTION)]
        marks += mark
    return marks


def _mark(lines: Sequence[Line], i: int, before: Mark | None) -> Mark | None:
    line = lines[i]
    text = line.text.text.strip()
    if text[:1] in _OPENS_CREDIT and (
        CREDIT.match(text)
        or OUTLET_CREDIT.match(text)
        or (TORN_CREDIT.match(text) and _is_whole(lines, i))
    ):
        return Mark(Kind.CREDIT, "credit/brackets")
    if SIGNATURE.match(text) and not (_NOTE.match(text) and _is_cut(lines, i)):
        return Mark(Kind.SIGNATURE, "signature/brackets")
    if is_byline(text) or REPORTER_ALONE.match(text):
        return Mark(Kind.BYLINE, "byline/reporter")
    if is_author_line(text) and not _of_a_book(lines, i):
        return Mark(Kind.BYLINE, "byline/author")
    if SPEAKER.match(text):
        return Mark(Kind.BYLINE, "byline/speaker")
    if is_photo_report(text) and i and not line.gap and not ends_sentence(lines[i - 1].text.text):
        return Mark(Kind.BYLINE, "byline/photographer")
    if is_photo_credit(text) or WORK_CREDIT.match(text):
        if _closes_text(lines, i, before):
            return Mark(Kind.SIGNATURE, "signature/photograph")
        return Mark(Kind.FURNITURE, "furniture/photo-credit")
    rule = furniture_rule(text)
    if rule is not None and (rule not in WEAK or _stands_alone(lines, i, before)):
        return Mark(Kind.FURNITURE, rule)
    if is_contents_entry(text) and _in_a_list(lines, i):
        return Mark(Kind.FURNITURE, "furniture/contents")
    if _holds_office(lines, i, before):
        return Mark(Kind.FURNITURE, "furniture/editors", goes_on=True)
    if i and is_reader_line(text) and ends_sentence(lines[i - 1].text.text):
        return Mark(Kind.SIGNATURE, "signature/reader")
    if i == 0 or (not line.gap and open_quotes(lines[i - 1].text.text) > 0):
        return None  # what stands in quotation marks is no name under a headline
    if (line.bond or 0.0) <= 0 and line.width <= _NAME_WIDTH and is_name_line(text):
        if before is not None and before.kind is Kind.BYLINE and not line.gap:
            return Mark(Kind.BYLINE, "byline/name-under-byline", goes_on=True)
        if _may_carry_name(lines[i - 1], line) and not (len(text) == 4 and _leads_on(lines, i)):
            return Mark(Kind.BYLINE, "byline/name-under-headline")
    return None


def _of_a_book(lines: Sequence[Line], i: int) -> bool:
    """Return whether the author's name at line ``i`` stands among what is said of a book."""
    near = (lines[k].text.text for k in (i - 1, i + 1) if 0 <= k < len(lines))
    return any(_BOOK.match(text) for text in near)


def _is_whole(lines: Sequence[Line], i: int) -> bool:
    """Return whether the bracket that a line lacks stands neither before nor after it."""
    before = lines[i - 1].text.text if i and not lines[i].gap else ""
    after = lines[i + 1].text.text if i + 1 < len(lines) and not lines[i + 1].gap else ""
    opened = re.search(r"[（(][^）)]*$", before)
    return not opened and not re.match(r"[^（(]{0,16}[）)]", after)


def _is_cut(lines: Sequence[Line], i: int) -> bool:
    """Return whether the column broke a line that goes on below: what it seems to be is not all."""
    line = lines[i]
    cut = line.measure > 0 and line.slack <= FULL and line.text.text[-1] not in "）)"
    return cut and i + 1 < len(lines) and not lines[i + 1].gap


def _closes_text(lines: Sequence[Line], i: int, before: Mark | None) -> bool:
    """Return whether a photograph's credit stands under the text that it was printed with."""
    if i == 0:
        return False
    if before is not None:
        return before.kind is Kind.SIGNATURE
    return not lines[i].gap or ends_sentence(lines[i - 1].text.text)


def _caption(lines: Sequence[Line], i: int, marks: Sequence[Mark | None]) -> list[Mark]:
    """Return the marks of the caption that begins at line ``i``, none where none does."""
    above, before = i - 1, marks[i - 1] if i else None
    parted = i == 0 or lines[i].gap or (before is not None and before.kind is not Kind.BYLINE)
    if not parted and not ends_sentence(lines[above].text.text):
        return []
    while before is not None and before.rule == "furniture/stamp" and above:
        above -= 1
        before = marks[above]
    byline = before is not None and before.kind is Kind.BYLINE
    over = byline or (i > 0 and before is None and not ends_sentence(lines[above].text.text))
    found = caption_lines(lines, i, under_headline=over, parted=parted)
    if found is None:
        return []
    rule, end = found
    return [Mark(Kind.FURNITURE, rule, goes_on=n > 0) for n in range(end - i)]


def _stands_alone(lines: Sequence[Line], i: int, before: Mark | None) -> bool:
    """Return whether a line has a fragment to itself, or opens or closes the page.

    Other furniture right before or after it is no neighbour.
    """
    first = lines[i].gap or i == 0 or (before is not None and before.kind is Kind.FURNITURE)
    if i == 0 or i + 1 == len(lines):
        return True
    after = lines[i + 1]
    return first and (after.gap or furniture_rule(after.text.text) not in (None, *WEAK))


def _in_a_list(lines: Sequence[Line], i: int) -> bool:
    """Return whether a line that looks like an entry of a table of contents has a neighbour."""
    near = (k for k in (i - 1, i + 1) if 0 <= k < len(lines))
    return any(is_contents_entry(lines[k].text.text) for k in near)


def _holds_office(lines: Sequence[Line], i: int, before: Mark | None) -> bool:
    """Return whether a line holds the names of the office on the line above: 责任编辑."""
    if i == 0 or lines[i].gap or before is None or before.rule != "furniture/editors":
        return False
    named = is_name_line(lines[i].text.text)
    return named and CREW_ALONE.match(lines[i - 1].text.text) is not None


def _may_carry_name(line: Line, name: Line) -> bool:
    """Return whether a name may stand under ``line``: display text, not the middle of prose."""
    text = line.text.text
    if strip_closers(text).endswith(tuple(FULL_STOPS)) or len(text) > HEADLINE:
        return False
    if text[-1].isdecimal() and not name.gap:
        return False  # 万公里 under 1.6 is a quantity, though 万 is a surname, too
    # under a full line, what reads like a name may be the rest of a word that the column cut
    full = line.measure > 0 and line.slack <= FULL
    return not full or not parts_a_word(text, name.text.text)


def _leads_on(lines: Sequence[Line], i: int) -> bool:
    """Return whether the line after ``i`` is display text, too: then ``i`` is no byline."""
    if i + 1 == len(lines) or lines[i + 1].gap:
        return False
    line = lines[i + 1]
    closed = ends_sentence(line.text.text)
    return line.slack > INDENT and not closed and not CREDIT.match(line.text.text)


def _foot(lines: Sequence[Line], i: int) -> list[Mark | None]:
    """Return the marks of an address or a photographer's name that the column broke in two."""
    if i + 1 >= len(lines) or lines[i + 1].gap:
        return []
    text = lines[i].text.text + lines[i + 1].text.text
    contact = is_contact(text)
    if not contact and not is_photo_credit(text):
        return []
    if furniture_rule(lines[i].text.text) and lines[i + 1].text.text[0] not in "@.":
        return []
    if contact:
        rule = "furniture/contact"
        return [Mark(Kind.FURNITURE, rule), Mark(Kind.FURNITURE, rule, goes_on=True)]
    if not is_photo_credit(lines[i].text.text):
        rule = "signature/photograph"
        return [Mark(Kind.SIGNATURE, rule), Mark(Kind.SIGNATURE, rule, goes_on=True)]
    return []


def _long_signature(lines: Sequence[Line], i: int) -> list[Mark | None]:
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
            return [Mark(Kind.CREDIT, "credit/brackets", goes_on=n > 0) for n in range(k - i + 1)]
        following = lines[k + 1] if k + 1 < len(lines) else None
        last = following is None or lines[k].slack > INDENT
        if following is not None and following.gap:
            last = not parts_a_word(text, following.text.text)
        if SIGNATURE.match(text) and (last or rule == "signature/brackets"):
            return [Mark(Kind.SIGNATURE, rule, goes_on=n > 0) for n in range(k - i + 1)]
    return []
