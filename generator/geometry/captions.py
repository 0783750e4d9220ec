"""Captions: what is set under pictures, and small print beside the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.geometry.headlines import Headline
from generator.geometry.layout_records import Says, Tell, overlap
from generator.geometry.page_metrics import PageMetrics
from generator.geometry.text_blocks import TextBlock
from generator.model.geometry import Box

__all__ = ["Caption", "take_captions"]

_SMALL = 0.95
"""Times the body size: what is set smaller stands beside the text."""
_LONG = 8
"""Lines of the longest caption."""
_ALIKE = 0.07
"""Share by which sizes of one text differ at most."""
_TOUCH = 1.6
"""Ems from a picture to its caption."""


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
    own = [block for block in texts if _is_small_text(block, heads, sheet)]
    for block in texts:
        rule = _caption_rule(block, own, sheet, tell)
        if rule:
            said = tell("".join(line.words for line in block.lines))
            told = said is not None and said[0] is Says.CAPTION
            by = told or any(_touches(block, picture) for picture in sheet.pictures)
            found.append(Caption(block, rule, by))
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
    block: TextBlock, small_texts: Sequence[TextBlock], sheet: PageMetrics, tell: Tell
) -> str:
    """Return the rule by which a block stands beside the text, none where it is text.

    Small print is text where it goes on with one, as far as its size and its place tell.
    """
    small = block.em < _SMALL * sheet.body
    pictured = any(_touches(block, picture) for picture in sheet.pictures)
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
