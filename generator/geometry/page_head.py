"""The head of a page: the newspaper's name, its day, and the page's number and section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.geometry.layout_records import Says, SetLine, Tell, overlap
from generator.geometry.page_metrics import PageMetrics
from generator.text.head_lines import paper_name

__all__ = ["furniture_rule", "page_head"]

_DISPLAY = 1.08
"""Times the body size: what is set bigger is display text."""
_HEADED = 0.25
"""Share of the sheet's height within which a rule may part the masthead off."""
_WIDE = 0.6
"""Share of the sheet's width from which on a rule is the page's own."""
_MOST_RULES = 1000
"""Rules that are looked at beside one."""
_MAST_LINES = 8
_DATED = {"furniture/folio", "furniture/masthead", "furniture/date"}
"""What head lines say beside the paper's name."""


def page_head(lines: Sequence[SetLine], sheet: PageMetrics, tell: Tell) -> list[SetLine]:
    """Return the lines of a page's head: those that a rule parts off, or that say what they are."""
    return _masthead(lines, sheet) or _told_head(lines, tell) or _upright_name(lines, sheet, tell)


def furniture_rule(line: SetLine, tell: Tell, otherwise: str) -> str:
    """Return the rule by which words make a line furniture, else ``otherwise``."""
    said = tell(line.words)
    return said[1] if said is not None and said[0] is Says.FURNITURE else otherwise


def _masthead(lines: Sequence[SetLine], sheet: PageMetrics) -> list[SetLine]:
    """Return the lines over the rule that parts the page's head off, or over those of two pages.

    Of several such rules it is the first one with something above, or one under small print.
    """
    width, height = sheet.size
    found: list[SetLine] = []
    for rule in sheet.levels:
        if rule[1] > _HEADED * height:
            break
        near = sheet.levels_between(rule[1] - sheet.body, rule[1] + sheet.body)[:_MOST_RULES]
        level = [other for other in near if abs(other[1] - rule[1]) < 0.5 * sheet.body]
        if sum(r[2] - r[0] for r in level) < _WIDE * width:
            continue
        above = [line for line in lines if line.bottom <= rule[3] + 0.3 * line.em]
        big = sum(line.em > _DISPLAY * sheet.body for line in above)
        if found and big > sum(line.em > _DISPLAY * sheet.body for line in found):
            break
        text = [line for line in above if line.em <= _DISPLAY * sheet.body and len(line.text) > 4]
        most = _MAST_LINES * len(level)
        if above and len(above) <= most and len(text) <= most // 2:
            found = above
    return found


def _told_head(lines: Sequence[SetLine], tell: Tell) -> list[SetLine]:
    """Return the lines at the top that say that they are the page's head, where no rule does.

    A day, a page or a number of issue must be among them. A paper's name in a row by itself is the
    head's only as the first: below another it is a headline.
    """
    head: list[SetLine] = []
    rules: set[str] = set()
    for row in _rows(lines):
        named = "furniture/name" if not head else ""
        said = [furniture_rule(line, tell, named if paper_name(line.text) else "") for line in row]
        if not all(said) or len(head) + len(row) > _MAST_LINES:
            break
        if "furniture/name" in rules and set(said) == {"furniture/name"}:
            break
        head += row
        rules.update(said)
    return head if rules & _DATED else []


def _upright_name(lines: Sequence[SetLine], sheet: PageMetrics, tell: Tell) -> list[SetLine]:
    """Return a paper's name that runs down the page at its top, with its day or number below."""
    days = [line for line in lines if furniture_rule(line, tell, "") in _DATED]
    for line in lines:
        named = line.vertical and furniture_rule(line, tell, "") == "furniture/name"
        if named and line.top < _HEADED * sheet.size[1]:
            below = [
                day
                for day in days
                if -line.em < day.top - line.bottom < line.em
                and overlap(day.left, day.right, line.left, line.right) > 0
            ]
            if below:
                return [line]
    return []


def _rows(lines: Sequence[SetLine]) -> Iterator[list[SetLine]]:
    """Yield the lines that stand side by side, from the top."""
    row: list[SetLine] = []
    bottom = 0.0
    for line in sorted(lines, key=lambda line: (line.top, line.left)):
        if row and line.top > bottom:
            yield row
            row = []
        bottom = min(bottom, line.bottom) if row else line.bottom
        row.append(line)
    if row:
        yield row
