"""The lines that belong to articles, as if no head line or folio stood between them.

So a head line more, or one less, changes no article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.reconstruct.pieces import Line, LineMark

__all__ = ["TextLines", "text_lines"]

_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class TextLines:
    """A page's lines without its furniture."""

    lines: tuple[Line, ...]
    marks: tuple[LineMark | None, ...]
    numbers: tuple[int, ...]
    """Of each, where it stands among all lines of the page."""
    ends_above: tuple[int, ...]
    """How many line ends part it from the one above it: 0 for the rest of a printed line, 2 for a
    blank line between; -1 where rows were put into another order than the page's."""


def text_lines(lines: Sequence[Line], marks: Sequence[LineMark | None], page: str) -> TextLines:
    """Return the lines that no mark sets aside; ``page`` is what their origins point into.

    What stood above furniture and below it is as far apart as the farther of the two.
    """
    ends = _ends_above(lines, page)
    kept: list[Line] = []
    own_marks: list[LineMark | None] = []
    numbers: list[int] = []
    ends_above: list[int] = []
    gap, most = False, -1
    for k, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        gap, most = gap or line.gap, max(most, ends[k])
        if mark is not None and mark.kind.is_aside:
            continue
        kept.append(line if line.gap == gap else replace(line, gap=gap))
        own_marks.append(mark)
        numbers.append(k)
        ends_above.append(most)
        gap, most = False, -1
    return TextLines(tuple(kept), tuple(own_marks), tuple(numbers), tuple(ends_above))


def _ends_above(lines: Sequence[Line], page: str) -> list[int]:
    starts = [next((o for o in line.text.origins if o is not None), 0) for line in lines]
    ends = [next((o for o in reversed(line.text.origins) if o is not None), 0) for line in lines]
    breaks = [match.start() for match in _LINE_END.finditer(page)]
    # a blank line after every line was put there by a tool, and says nothing
    most = len(breaks) if any(line.gap for line in lines[1:]) else 1
    return [-1] * bool(lines) + [
        min(bisect_left(breaks, start) - bisect_left(breaks, end), most) if start > end else -1
        for end, start in zip(ends[:-1], starts[1:], strict=True)
    ]
