"""Captions: what is set under pictures or small beside the text, whose photograph it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter
from typing import NamedTuple

from generator.geometry.headlines import Headline
from generator.geometry.layout_records import Says, SetLine, Tell, overlap
from generator.geometry.page_metrics import PageMetrics, boxes_between
from generator.geometry.text_blocks import TextBlock
from generator.model.geometry import Box

__all__ = ["Caption", "StandingLine", "caption_owner", "table_owner", "take_captions"]

_SMALL = 0.95
"""Times the body size: what is set smaller stands beside the text."""
_LONG = 8
"""Lines of the longest caption."""
_ALIKE = 0.07
"""Share by which sizes of one text differ at most."""
_TOUCH = 1.6
"""Ems from a picture to its caption."""
_NEAR = 4.0
"""Times the body size: what stands farther from a photograph doesn't stand by it."""
_SLACK = 0.1
"""Times the body size by which edges stray that touch."""
_REACH = 2.0
_ROOM = 3.0
"""Times the body size: a room this high over a caption or under it is a photograph's."""


class Caption(NamedTuple):
    """A block that is no text, and the rule that says so."""

    block: TextBlock
    rule: str
    pictured: bool
    """Whether a picture, or its own words, make it a photograph's."""


def take_captions(
    texts: Sequence[TextBlock], heads: Sequence[Headline], sheet: PageMetrics, tell: Tell
) -> tuple[list[TextBlock], list[Caption]]:
    """Return the texts, and what is set under pictures or in small print beside them."""
    kept, found = [], []
    pictures = _Pictures(sheet.pictures)
    own = [block for block in texts if _is_small_text(block, heads, sheet)]
    for block in texts:
        pictured = pictures.beside(block)
        rule = _caption_rule(block, pictured, own, sheet, tell)
        if rule:
            said = tell("".join(line.words for line in block.lines))
            told = said is not None and said[0] is Says.CAPTION
            found.append(Caption(block, rule, told or pictured))
        else:
            kept.append(block)
    return kept, found


def _is_small_text(block: TextBlock, heads: Sequence[Headline], sheet: PageMetrics) -> bool:
    """Return whether a block is a text set smaller than most: by its headline or its length."""
    return (
        block.em < _SMALL * sheet.body
        and block.running
        and (len(block.lines) > _LONG or any(_over(head, block, sheet) for head in heads))
    )


def _caption_rule(
    block: TextBlock,
    pictured: bool,
    small_texts: Sequence[TextBlock],
    sheet: PageMetrics,
    tell: Tell,
) -> str:
    """Return the rule by which a block stands beside the text, none where it is text.

    Small print is text where it goes on with one, as far as its size and its place tell.
    """
    small = block.em < _SMALL * sheet.body
    said = tell("".join(line.words for line in block.lines))
    if said is not None and said[0] is Says.CAPTION and (small or pictured):
        return said[1]
    if small and (pictured or not any(_continues(block, text) for text in small_texts)):
        return "furniture/caption"
    return ""


def _continues(block: TextBlock, text: TextBlock) -> bool:
    """Return whether a block may go on with a text: in its size, and running or level with it."""
    level = abs(block.top - text.top) < 0.5 * text.em
    return abs(block.em - text.em) < _ALIKE * text.em and (block.running or level)


class _Pictures:
    """The pictures of a page by their upper and their lower edges: drawings have thousands."""

    def __init__(self, pictures: Sequence[Box]) -> None:
        self._by_top = sorted(pictures, key=itemgetter(1))
        self._by_bottom = sorted(pictures, key=itemgetter(3))

    def beside(self, block: TextBlock) -> bool:
        """Return whether a block stands under one of them or over one, and no wider."""
        reach = 2 * _TOUCH * block.em
        near = (
            *boxes_between(self._by_bottom, 3, block.top - reach, block.top + reach),
            *boxes_between(self._by_top, 1, block.bottom - reach, block.bottom + reach),
        )
        return any(_touches(block, picture) for picture in near)


def _touches(block: TextBlock, picture: Box) -> bool:
    em = block.em
    under = abs(block.top - picture[3]) < _TOUCH * em or abs(picture[1] - block.bottom) < em
    return under and block.left > picture[0] - em and block.right < picture[2] + em


def _over(head: Headline, block: TextBlock, sheet: PageMetrics) -> bool:
    """Return whether a headline stands right over a block."""
    gap = (block.top - head.bottom) / sheet.pitch(block.em)
    return (
        -0.5 < gap < 2.4
        and overlap(head.left, head.right, block.left, block.right) > -block.em
        and head.frame == block.frame
    )


class _Side(Enum):
    ABOVE = 0
    BELOW = 1
    LEFT = 2
    RIGHT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLine:
    """A line of a story."""

    line: SetLine
    story: int
    head: bool
    """Whether it is of the story's headline."""


def caption_owner(
    lines: Sequence[SetLine], standing: Sequence[StandingLine], sheet: PageMetrics
) -> int | None:
    """Return the number of the story that a caption's photograph stands in, if that is shown.

    The frame shows it that holds one story, or the text that runs around the photograph: what
    stands over it and under it, or on both sides, or all that stands by it. A rule between parts
    them, and a headline below begins another story.
    """
    frame = lines[0].frame
    if frame >= 0:
        inside = {s.story for s in standing if s.line.frame == frame}
        if inside:
            return inside.pop() if len(inside) == 1 else None
    area = _area(lines, standing, sheet)
    sides = {side: _stories(side, area, standing, sheet) for side in _Side}
    for one, other in ((_Side.ABOVE, _Side.BELOW), (_Side.LEFT, _Side.RIGHT)):
        if len(sides[one]) == 1 and sides[one] == sides[other]:
            return next(iter(sides[one]))
    told = [stories for stories in sides.values() if stories]
    everyone = set().union(*told)
    return everyone.pop() if len(everyone) == 1 and len(told) > 1 else None


def table_owner(
    lines: Sequence[SetLine], standing: Sequence[StandingLine], sheet: PageMetrics
) -> int | None:
    """Return the number of the story that a table stands in: of the text over it, or under it.

    A headline right over it is its story's; one under it begins another.
    """
    own = (
        min(line.left for line in lines),
        min(line.top for line in lines),
        max(line.right for line in lines),
        max(line.bottom for line in lines),
    )
    beside = [s for s in standing if _beside(s.line, own)]
    most = _NEAR * sheet.body
    slack = _SLACK * sheet.body
    over = [s for s in beside if -slack <= own[1] - s.line.bottom <= most]
    under = [s for s in beside if -slack <= s.line.top - own[3] <= most and not s.head]
    if over:
        return max(over, key=lambda s: s.line.bottom).story
    return min(under, key=lambda s: s.line.top).story if under else None


def _area(lines: Sequence[SetLine], standing: Sequence[StandingLine], sheet: PageMetrics) -> Box:
    """Return the room of a caption and its photograph.

    Where no picture is told, the photograph is the empty room over the caption, or under it.
    """
    own = (
        min(line.left for line in lines),
        min(line.top for line in lines),
        max(line.right for line in lines),
        max(line.bottom for line in lines),
    )
    touched = [p for p in sheet.pictures if _adjoin(own, p, _REACH * sheet.body)]
    if touched:
        return _around((own, *touched))
    beside = [s.line for s in standing if _beside(s.line, own)]
    slack = _SLACK * sheet.body
    over = [line.bottom for line in beside if line.bottom <= own[1] + slack]
    under = [line.top for line in beside if line.top >= own[3] - slack]
    top, bottom = max(over, default=own[1]), min(under, default=own[3])
    least = _ROOM * sheet.body
    if own[1] - top >= least:
        return (own[0], top, own[2], own[3])
    return (own[0], own[1], own[2], bottom if bottom - own[3] >= least else own[3])


def _adjoin(one: Box, other: Box, gap: float) -> bool:
    return overlap(one[0], one[2], other[0], other[2]) > -gap and (
        overlap(one[1], one[3], other[1], other[3]) > -gap
    )


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def _beside(line: SetLine, area: Box) -> bool:
    return overlap(line.left, line.right, area[0], area[2]) > 0.5 * line.em


def _stories(
    side: _Side, area: Box, standing: Sequence[StandingLine], sheet: PageMetrics
) -> set[int]:
    """Return the stories whose lines stand nearest on one side."""
    far = _NEAR * sheet.body
    gaps = [(gap, s) for s in standing if (gap := _gap(side, area, s.line)) is not None]
    near = [
        (gap, s)
        for gap, s in gaps
        if -s.line.em <= gap <= far and not _parted(side, area, s.line, sheet)
    ]
    if not near:
        return set()
    least = min(gap for gap, _ in near)
    first = [s for gap, s in near if gap <= least + sheet.body]
    if side is _Side.BELOW and any(s.head for s in first):
        return set()
    return {s.story for s in first}


def _gap(side: _Side, area: Box, line: SetLine) -> float | None:
    """Return how far a line stands from an area on one side; ``None`` for lines elsewhere."""
    if side in (_Side.ABOVE, _Side.BELOW):
        if not _beside(line, area):
            return None
        inside = line.top > area[1] - line.em and line.bottom < area[3] + line.em
        gap = area[1] - line.bottom if side is _Side.ABOVE else line.top - area[3]
    else:
        if overlap(line.top, line.bottom, area[1], area[3]) < 0.5 * line.em:
            return None
        inside = line.left > area[0] - line.em and line.right < area[2] + line.em
        gap = area[0] - line.right if side is _Side.LEFT else line.left - area[2]
    return None if inside else gap


def _parted(side: _Side, area: Box, line: SetLine, sheet: PageMetrics) -> bool:
    """Return whether a rule stands between an area and a line."""
    return any(True for _ in _rules_between(side, area, line, sheet))


def _rules_between(side: _Side, area: Box, line: SetLine, sheet: PageMetrics) -> Iterator[Box]:
    across = side in (_Side.ABOVE, _Side.BELOW)
    low, high = {
        _Side.ABOVE: (line.bottom, area[1]),
        _Side.BELOW: (area[3], line.top),
        _Side.LEFT: (line.right, area[0]),
        _Side.RIGHT: (area[2], line.left),
    }[side]
    for rule in sheet.levels if across else sheet.uprights:
        at = (rule[1] + rule[3]) / 2 if across else (rule[0] + rule[2]) / 2
        slack = _SLACK * sheet.body
        if not low - slack <= at <= high + slack:
            continue
        if across and overlap(rule[0], rule[2], line.left, line.right) > line.em:
            yield rule
        if not across and overlap(rule[1], rule[3], line.top, line.bottom) > 0:
            yield rule
