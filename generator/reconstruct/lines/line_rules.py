"""Lines that say by themselves what they are: bylines, credits, signatures, furniture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from generator.model import Evidence
from generator.reconstruct.lines.broken_lines import NOTE, marks_over_lines
from generator.reconstruct.lines.captions import (
    CAPTION,
    is_photo_credit,
    is_photo_report,
)
from generator.reconstruct.lines.line_surroundings import (
    BriefColumns,
    LineInPlace,
    beside_a_head_line,
    closes_brief,
    closes_column,
    closes_text,
    in_a_list,
    is_cut,
    is_whole,
    over_a_folio,
    over_a_text,
    reads_as_name,
    reads_as_names_in_place,
    stands_alone,
    stands_in_book_facts,
    under_a_byline,
    under_a_headline,
    under_an_office,
)
from generator.reconstruct.pieces import Kind, Line, LineMark
from generator.reconstruct.wording.article_ends import (
    OF_COLUMN,
    SIGNATURE,
    WORK_CREDIT,
    names_at_end,
)
from generator.reconstruct.wording.bylines import REPORTER_ALONE, SPEAKER, is_author_line, is_byline
from generator.reconstruct.wording.edition_chrome import is_contents_entry
from generator.reconstruct.wording.furniture import FURNITURE_RULES, WEAK, furniture_rule
from generator.reconstruct.wording.head_foot_lines import is_numbered_section, is_paper
from generator.reconstruct.wording.person_names import is_name_line, is_reader_line
from generator.text.source_credits import CREDIT, OUTLET_CREDIT, TORN_CREDIT

__all__ = ["LINE_RULES", "LineRule", "MarkedLines", "mark_lines"]

_NEAR_MISS = "line/near-miss"
"""Rule of the evidence that a line has of what it nearly is."""
_HEADING = "display/heading"
"""Rule of a heading of Markdown."""
_OFFICES = frozenset({"furniture/editors", "furniture/contact"})
"""Rules of lines that say who makes what, or how they are reached."""
_OPENS_CREDIT = frozenset("（(据")
"""How each credit begins: most lines are told by it."""


@dataclass(frozen=True, slots=True)
class MarkedLines:
    """The lines of a page with what rules say of each."""

    lines: tuple[Line, ...]
    """Those that nearly fitted a rule have evidence of it."""
    marks: tuple[LineMark | None, ...]
    """One a line, ``None`` where the line alone does not tell."""


def _anywhere(_seen: LineInPlace) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class LineRule:
    """One way in which a line says what it is."""

    name: str
    """As evidence calls it."""
    kind: Kind
    """What the line is then."""
    reads: Callable[[LineInPlace], object]
    """Whether its words say so."""
    fits: Callable[[LineInPlace], object] = _anywhere
    """Whether it may be that where it stands; elsewhere it is a near miss."""
    goes_on: bool = False
    """Whether it belongs to the marked line above it."""
    furniture: str | None = None
    """The rule of furniture that its words must fit, if that is all that is asked of them."""


LINE_RULES: tuple[LineRule, ...] = (
    LineRule(
        "credit/brackets",
        Kind.CREDIT,
        lambda seen: (
            seen.text[0] in _OPENS_CREDIT
            and (CREDIT.match(seen.text) or OUTLET_CREDIT.match(seen.text))
        ),
    ),
    LineRule(
        "credit/brackets",
        Kind.CREDIT,
        lambda seen: seen.text[0] in _OPENS_CREDIT and TORN_CREDIT.match(seen.text),
        is_whole,
    ),
    LineRule(
        "signature/brackets",
        Kind.SIGNATURE,
        lambda seen: SIGNATURE.match(seen.text),
        lambda seen: not (NOTE.match(seen.text) and is_cut(seen)),
    ),
    LineRule(
        "credit/name",
        Kind.CREDIT,
        lambda seen: seen.text[0] in _OPENS_CREDIT and names_at_end(seen.text),
        lambda seen: seen.above_ends,
    ),
    LineRule("credit/name", Kind.CREDIT, lambda seen: is_byline(seen.text), closes_brief),
    LineRule(
        "byline/reporter",
        Kind.BYLINE,
        lambda seen: is_byline(seen.text) or REPORTER_ALONE.match(seen.text),
    ),
    LineRule(
        "byline/author",
        Kind.BYLINE,
        lambda seen: is_author_line(seen.text),
        lambda seen: not stands_in_book_facts(seen),
    ),
    LineRule("byline/speaker", Kind.BYLINE, lambda seen: SPEAKER.match(seen.text)),
    LineRule(
        "byline/photographer",
        Kind.BYLINE,
        lambda seen: is_photo_report(seen.text),
        lambda seen: seen.above is not None and not seen.line.gap and not seen.above_ends,
    ),
    LineRule(
        "signature/photograph",
        Kind.SIGNATURE,
        lambda seen: is_photo_credit(seen.text) or WORK_CREDIT.match(seen.text),
        closes_text,
    ),
    LineRule(
        "signature/column",
        Kind.SIGNATURE,
        lambda seen: seen.furniture in _OFFICES and OF_COLUMN.match(seen.text),
        closes_column,
    ),
    LineRule(
        "furniture/photo-credit",
        Kind.FURNITURE,
        lambda seen: is_photo_credit(seen.text) or WORK_CREDIT.match(seen.text),
    ),
    *(
        LineRule(
            name,
            Kind.FURNITURE,
            _anywhere,
            stands_alone if name in WEAK else _anywhere,
            furniture=name,
        )
        for name in dict.fromkeys(name for name, _ in FURNITURE_RULES)
    ),
    LineRule(
        "furniture/folio",
        Kind.FURNITURE,
        lambda seen: is_numbered_section(seen.text),
        beside_a_head_line,
    ),
    LineRule(
        "furniture/name",
        Kind.FURNITURE,
        lambda seen: seen.furniture == "furniture/name" and is_paper(seen.text),
        over_a_folio,
    ),
    LineRule(
        "furniture/contents",
        Kind.FURNITURE,
        lambda seen: is_contents_entry(seen.text),
        in_a_list,
    ),
    LineRule(
        "furniture/editors",
        Kind.FURNITURE,
        lambda seen: under_an_office(seen) and is_name_line(seen.text),
        goes_on=True,
    ),
    LineRule(
        "signature/reader",
        Kind.SIGNATURE,
        lambda seen: is_reader_line(seen.text),
        lambda seen: seen.above_ends,
    ),
    LineRule(
        "byline/name-under-byline",
        Kind.BYLINE,
        reads_as_name,
        under_a_byline,
        goes_on=True,
    ),
    LineRule(
        "byline/name-under-headline",
        Kind.BYLINE,
        reads_as_name,
        under_a_headline,
    ),
    LineRule(
        "byline/name-under-headline",
        Kind.BYLINE,
        reads_as_names_in_place,
        over_a_text,
    ),
)
"""What a line may say of itself, in the order in which it is asked: the first that fits holds."""


def mark_lines(lines: Sequence[Line]) -> MarkedLines:
    """Return lines with one mark each, ``None`` where the line alone does not tell.

    What its words say of a line, and where it stands forbids, is noted in its evidence.
    """
    marks: list[LineMark | None] = []
    told = [*lines]
    briefs = BriefColumns(lines)
    for i, line in enumerate(lines):
        if len(marks) > i:
            continue  # the rest of a note begun above
        mark = marks_over_lines(lines, i, marks)
        if not mark:
            own, near = _by_rules(_seen(briefs, i, marks[i - 1] if i else None))
            told[i] = replace(line, evidence=(*line.evidence, *near)) if near else line
            mark = [own or _by_markdown(line)]
        marks += mark
    return MarkedLines(tuple(told), tuple(marks))


def _by_rules(seen: LineInPlace) -> tuple[LineMark | None, list[Evidence]]:
    """Return the mark of the first rule that a line fits, and which others it nearly fits.

    Of several near misses that would make the same of it, the last counts: it asks least.
    """
    near: dict[Kind, str] = {}
    found = None
    for rule in _rules_for(seen.furniture):
        if rule.reads(seen):
            if rule.fits(seen):
                found = LineMark(rule.kind, rule.name, rule.goes_on)
                near.pop(rule.kind, None)
                break
            near[rule.kind] = rule.name
    spans = seen.line.text.spans
    return found, [Evidence(rule=_NEAR_MISS, spans=spans, note=name) for name in near.values()]


@cache
def _rules_for(furniture: str | None) -> tuple[LineRule, ...]:
    """Return the rules that a line may fit whose words fit this one of furniture."""
    return tuple(rule for rule in LINE_RULES if rule.furniture in (None, furniture))


def _seen(briefs: BriefColumns, i: int, before: LineMark | None) -> LineInPlace:
    text = briefs.lines[i].text.text.strip()
    return LineInPlace(briefs.lines, briefs, i, before, text, furniture_rule(text))


def _by_markdown(line: Line) -> LineMark | None:
    if line.heading:
        return LineMark(Kind.HEAD, _HEADING)
    return LineMark(Kind.FURNITURE, CAPTION) if line.caption else None
