"""Display lines to headlines: kicker, headline and subtitle, by size and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.geometry.layout_records import SetLine, overlap
from generator.geometry.page_metrics import PageMetrics

__all__ = ["Headline", "build_headlines", "with_byline"]

_NEAR = 0.75
"""Ems of the bigger size from one line of a headline to the next."""
_ROW = 0.45
_MAIN = 0.82
"""Share of the biggest size down to which a line is the headline itself."""
_COLUMNS = 1.3
"""Ems from a vertical headline to its kicker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The lines of a headline, in reading order, and the byline under it."""

    lines: tuple[SetLine, ...]
    left: float
    """Left end of its leftmost line; the other edges likewise."""
    right: float
    top: float
    bottom: float
    """Lower edge, with the byline."""
    bylines: tuple[SetLine, ...] = ()

    @property
    def em(self) -> float:
        """Its biggest size."""
        return max(line.em for line in self.lines)

    @property
    def frame(self) -> int:
        """The frame that it stands in."""
        return self.lines[0].frame

    @property
    def vertical(self) -> bool:
        """Whether its characters stand under one another."""
        return self.lines[0].vertical

    @property
    def parts(self) -> tuple[tuple[SetLine, ...], tuple[SetLine, ...], tuple[SetLine, ...]]:
        """Kicker, headline and subtitle: what is set biggest is the headline."""
        main = [n for n, line in enumerate(self.lines) if line.em > _MAIN * self.em]
        first, last = main[0], main[-1] + 1
        return self.lines[:first], self.lines[first:last], self.lines[last:]


def build_headlines(lines: Sequence[SetLine], sheet: PageMetrics) -> tuple[Headline, ...]:
    """Return the headlines that display lines make, from top to bottom."""
    reach = _NEAR * max((line.em for line in lines), default=0.0)
    settled: list[list[SetLine]] = []
    groups: list[list[SetLine]] = []
    for line in sorted(lines, key=lambda line: (line.top, line.left)):
        above = [group for group in groups if _bottom(group) + reach <= line.top]
        if above:  # all that are to come stand lower yet
            settled += above
            groups = [group for group in groups if group not in above]
        near = [group for group in groups if any(_belong(own, line, sheet) for own in group)]
        rest = [group for group in groups if group not in near]
        groups = [*rest, [line for group in near for line in group] + [line]]
    heads = [_head(_ordered(group)) for group in (*settled, *groups)]
    return tuple(sorted(heads, key=lambda head: (head.top, head.left)))


def _bottom(lines: Sequence[SetLine]) -> float:
    return max(line.bottom for line in lines)


def _head(lines: Sequence[SetLine]) -> Headline:
    return Headline(
        lines=tuple(lines),
        left=min(line.left for line in lines),
        right=max(line.right for line in lines),
        top=min(line.top for line in lines),
        bottom=max(line.bottom for line in lines),
    )


def with_byline(head: Headline, lines: Sequence[SetLine]) -> Headline:
    """Return a headline with more of its byline."""
    bottom = max(head.bottom, *(line.bottom for line in lines))
    return replace(head, bylines=(*head.bylines, *lines), bottom=bottom)


def _belong(one: SetLine, other: SetLine, sheet: PageMetrics) -> bool:
    """Return whether two display lines stand in one headline."""
    if one.frame != other.frame or one.vertical != other.vertical:
        return False
    em = max(one.em, other.em)
    beside = -overlap(one.left, one.right, other.left, other.right)
    apart = -overlap(one.top, one.bottom, other.top, other.bottom)
    if one.vertical:
        return apart < 0 and beside < _COLUMNS * em
    return beside < 0.1 * em and apart < _NEAR * em and not _ruled(one, other, sheet)


def _ruled(one: SetLine, other: SetLine, sheet: PageMetrics) -> bool:
    above, below = sorted((one, other), key=lambda line: line.base)
    return any(
        above.base < (rule[1] + rule[3]) / 2 < below.base
        and overlap(rule[0], rule[2], below.left, below.right) > below.em
        for rule in sheet.levels
    )


def _ordered(lines: Sequence[SetLine]) -> list[SetLine]:
    """Return the lines as they are read: rows from above, columns from the right."""
    if lines[0].vertical:
        return sorted(lines, key=lambda line: (-line.left, line.top))
    rows: list[list[SetLine]] = []
    for line in sorted(lines, key=lambda line: line.base):
        if rows and line.base - rows[-1][0].base < _ROW * max(line.em, rows[-1][0].em):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]
