"""What stands farther below each line of a story than the line after it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from generator.geometry.layout_records import SetLine
from generator.geometry.page_metrics import PageMetrics
from generator.geometry.text_blocks import TextBlock
from generator.text.characters import ends_sentence

__all__ = ["centred_below", "is_centred", "paragraph_below"]

_BEGINS = 0.6
"""Ems from which on a line is indented."""
_LEAST = 0.5
"""Ems from one line to the next at least: two parts of a subhead may stand on one line."""
_MOST = 4.0
"""Lines of a subhead at most, and pitches of white between two paragraphs."""


def is_centred(block: TextBlock, line: SetLine) -> bool:
    """Return whether a line leaves as much room on one side of its column as on the other."""
    indent, tail = block.indent(line), block.tail(line)
    return indent > 0.8 and abs(indent - tail) < 0.7


def centred_below(lines: Sequence[tuple[TextBlock, int]]) -> list[float]:
    """Return how many lines farther down a centred one stands in the same block, before a sentence
    ends: a subhead's first lines fill their column, and its last one is centred."""
    found: list[float] = []
    for block, n in reversed(lines):
        line = block.lines[n]
        if is_centred(block, line):
            found.append(0.0)
        elif n + 1 == len(block.lines) or ends_sentence(line.text) or found[-1] + 1 > _MOST:
            found.append(math.nan)
        else:
            found.append(found[-1] + 1)
    return found[::-1]


def paragraph_below(
    lines: Sequence[tuple[TextBlock, int]], sheet: PageMetrics
) -> list[tuple[float, float]]:
    """Return how far down the next line that is indented or opens a block stands, in steps of the
    lines above it, and its indent: a lead is set off from text that has indents, and where
    paragraphs have none, each is set off."""
    found = [(math.nan, math.nan)]
    for k in range(len(lines) - 1, 0, -1):
        (before, m), (block, n) = lines[k - 1], lines[k]
        above, line = before.lines[m], block.lines[n]
        indent = block.indent(line)
        if n and indent < _BEGINS:
            found.append(found[-1])
            continue
        step = (line.base - above.base) / _pitch_above(before, m, sheet)
        same = abs(block.left - before.left) < block.em and step > 0
        found.append((min(step, _MOST) if same else math.nan, indent))
    return found[::-1]


def _pitch_above(block: TextBlock, n: int, sheet: PageMetrics) -> float:
    """Return the step from the line before to a line, the page's own where it is the first one."""
    step = block.lines[n].base - block.lines[n - 1].base if n else 0.0
    return step if step > _LEAST * block.em else sheet.pitch(block.em)
