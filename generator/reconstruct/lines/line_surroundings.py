"""What stands around a line that is to be told: whether it may be there what its words say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.reconstruct.pieces import FULL, HEADLINE, INDENT, Kind, Line, LineMark
from generator.reconstruct.wording.bylines import opens_with_office
from generator.reconstruct.wording.edition_chrome import is_contents_entry
from generator.reconstruct.wording.furniture import HEAD_LINES, WEAK, furniture_rule
from generator.reconstruct.wording.headings import is_brief_column
from generator.reconstruct.wording.office_lines import CREW_ALONE
from generator.reconstruct.wording.person_names import (
    are_glued_names,
    is_name_and_place,
    is_name_line,
)
from generator.text.characters import FULL_STOPS, ends_sentence, open_quotes, strip_closers
from generator.text.source_credits import CREDIT
from generator.text.word_tables import parts_a_word

__all__ = [
    "BriefColumns",
    "LineInPlace",
    "begins_as_no_other",
    "closes_brief",
    "closes_text",
    "in_a_list",
    "is_cut",
    "is_whole",
    "over_a_text",
    "reads_as_name",
    "reads_as_names_in_place",
    "stands_alone",
    "stands_in_book_facts",
    "under_a_byline",
    "under_a_headline",
    "under_an_office",
]

_BOOK = re.compile(r"^(?:书 ?名|译 ?者|出版|定 ?价|页 ?数|装 ?帧|ISBN|书 ?号)|^《[^》]+》$")
"""What stands beside an author's name under a book."""
_NAME_WIDTH = 13
"""Ems. Three names of three characters, blanks between."""


@dataclass(slots=True)
class BriefColumns:
    """Whether one of the first lines names a column of briefs; asked of more and more of them."""

    lines: Sequence[Line]
    _asked: int = 0
    _found: bool = False

    def before(self, i: int) -> bool:
        """Return whether a line before number ``i`` does: none is looked at twice."""
        while not self._found and self._asked < i:
            self._found = is_brief_column(self.lines[self._asked].text.text)
            self._asked += 1
        return self._found


@dataclass(frozen=True, slots=True)
class LineInPlace:
    """A line that is to be told, where it stands."""

    lines: Sequence[Line]
    briefs: BriefColumns
    """Of all the lines."""
    i: int
    before: LineMark | None
    """What the line above is."""
    text: str
    """Its characters, without blanks at the ends."""
    furniture: str | None
    """Which rule of furniture its words fit."""

    @property
    def line(self) -> Line:
        """The line."""
        return self.lines[self.i]

    @property
    def above(self) -> Line | None:
        """The line above, ``None`` on the first."""
        return self.lines[self.i - 1] if self.i else None

    @property
    def above_ends(self) -> bool:
        """Whether the line above ends a sentence."""
        return self.above is not None and ends_sentence(self.above.text.text)


def begins_as_no_other(lines: Sequence[Line], i: int) -> bool:
    """Return whether no other line has the first character of line ``i``.

    The nearest are looked at first: where many begin so, none is sought for long.
    """
    first = lines[i].text.text[0]
    near = (k for far in range(1, max(i + 1, len(lines) - i)) for k in (i - far, i + far))
    return not any(0 <= k < len(lines) and lines[k].text.text[0] == first for k in near)


def stands_in_book_facts(seen: LineInPlace) -> bool:
    """Return whether the author's name stands among what is said of a book."""
    lines, i = seen.lines, seen.i
    near = (lines[k].text.text for k in (i - 1, i + 1) if 0 <= k < len(lines))
    return any(_BOOK.match(text) for text in near)


def is_whole(seen: LineInPlace) -> bool:
    """Return whether the bracket that the line lacks stands neither before nor after it."""
    lines, i = seen.lines, seen.i
    before = lines[i - 1].text.text if i and not lines[i].gap else ""
    after = lines[i + 1].text.text if i + 1 < len(lines) and not lines[i + 1].gap else ""
    opened = max(map(before.rfind, "（(")) > max(map(before.rfind, "）)"))
    return not opened and not re.match(r"[^（(]{0,16}[）)]", after)


def is_cut(seen: LineInPlace) -> bool:
    """Return whether the column broke a line that goes on below: what it seems to be is not all."""
    lines, i, line = seen.lines, seen.i, seen.line
    cut = line.measure > 0 and line.slack <= FULL and line.text.text[-1] not in "）)"
    return cut and i + 1 < len(lines) and not lines[i + 1].gap


def closes_text(seen: LineInPlace) -> bool:
    """Return whether a photograph's credit stands under the text that it was printed with."""
    if seen.above is None:
        return False
    if seen.before is not None:
        return seen.before.kind is Kind.SIGNATURE
    return not seen.line.gap or seen.above_ends


def closes_column(seen: LineInPlace) -> bool:
    """Return whether a line stands right under the text of a story that has ended."""
    if seen.before is not None:
        return seen.before.kind is Kind.SIGNATURE
    return seen.above is not None and seen.above_ends


def closes_brief(seen: LineInPlace) -> bool:
    """Return whether a line stands right under a text in a column of briefs, another item below."""
    if not seen.above_ends or seen.line.gap:
        return False
    below = seen.lines[seen.i + 1 : seen.i + 2]
    if below and not below[0].gap and ends_sentence(below[0].text.text):
        return False
    return seen.briefs.before(seen.i)


def stands_alone(seen: LineInPlace) -> bool:
    """Return whether a line has a fragment to itself, or opens or closes the page.

    Other furniture right before or after it is no neighbour.
    """
    if seen.i in (0, len(seen.lines) - 1):
        return True
    if seen.before is not None and seen.before.rule == "furniture/editors" and not seen.line.gap:
        return True  # whom to write to stands right under who edits
    first = seen.line.gap or (seen.before is not None and seen.before.kind is Kind.FURNITURE)
    after = seen.lines[seen.i + 1]
    return first and (after.gap or furniture_rule(after.text.text) not in (None, *WEAK))


def beside_a_head_line(seen: LineInPlace) -> bool:
    """Return whether a head line stands right over or under a line."""
    if seen.before is not None and seen.before.rule in HEAD_LINES:
        return True
    return _below(seen) in HEAD_LINES


def over_a_folio(seen: LineInPlace) -> bool:
    """Return whether the page's day stands right under a line."""
    return _below(seen) == "furniture/folio"


def _below(seen: LineInPlace) -> str | None:
    """Return the rule of furniture that the line below fits by its words."""
    below = seen.lines[seen.i + 1 : seen.i + 2]
    return furniture_rule(below[0].text.text) if below else None


def in_a_list(seen: LineInPlace) -> bool:
    """Return whether a line that looks like an entry of a table of contents has a neighbour."""
    near = (k for k in (seen.i - 1, seen.i + 1) if 0 <= k < len(seen.lines))
    return any(is_contents_entry(seen.lines[k].text.text) for k in near)


def under_an_office(seen: LineInPlace) -> bool:
    """Return whether the line above names an office (责任编辑) and nobody who holds it."""
    if seen.above is None or seen.line.gap or seen.before is None:
        return False
    office = seen.before.rule == "furniture/editors"
    return office and CREW_ALONE.match(seen.above.text.text) is not None


def reads_as_name(seen: LineInPlace) -> bool:
    """Return whether a line is a name by its words, and of the width of a few."""
    line = seen.line
    return (line.bond or 0.0) <= 0 and line.width <= _NAME_WIDTH and is_name_line(seen.text)


def reads_as_names_in_place(seen: LineInPlace) -> bool:
    """Return whether a line is names and a place, or two names without a blank between them."""
    return is_name_and_place(seen.text) or are_glued_names(seen.text)


def over_a_text(seen: LineInPlace) -> bool:
    """Return whether names may stand where a line does: under a headline, right over its text."""
    display = seen.i + 1 < len(seen.lines) and _leads_on(seen.lines, seen.i)
    signed = seen.above is not None and opens_with_office(seen.above.text.text)
    return under_a_headline(seen) and not display and not signed


def _is_unquoted(seen: LineInPlace) -> bool:
    """Return whether a name may be a byline: none in a quotation that the lines above opened is."""
    return seen.above is not None and (seen.line.gap or open_quotes(seen.above.text.text) <= 0)


def under_a_byline(seen: LineInPlace) -> bool:
    """Return whether a name goes on with the byline right above it."""
    after = seen.before is not None and seen.before.kind is Kind.BYLINE and not seen.line.gap
    return after and _is_unquoted(seen)


def under_a_headline(seen: LineInPlace) -> bool:
    """Return whether a name may stand under the line above it, which a headline may be."""
    if seen.above is None or not _is_unquoted(seen) or not _may_carry_name(seen.above, seen.line):
        return False
    return not (len(seen.text) == 4 and _leads_on(seen.lines, seen.i))


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
