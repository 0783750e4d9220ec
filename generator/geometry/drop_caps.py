"""Drop caps (首字下沉): a big first character is put back into the line that it begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.geometry.layout_records import SetLine, overlap
from generator.geometry.page_metrics import PageMetrics

__all__ = ["join_drop_caps"]

_BIG = 1.6
"""Times the body size: a drop cap takes two lines or more."""
_MOST = 2
"""Characters: one, or one after an opening mark."""
_NEAR = 1.2
"""Ems from the cap to the lines beside it."""
_INDENT = 2.0
"""Ems of a paragraph's indent: a line with a drop cap begins one."""


def join_drop_caps(lines: Sequence[SetLine], sheet: PageMetrics) -> tuple[SetLine, ...]:
    """Return the lines, those beside a drop cap as wide as their column."""
    found = {line.number: line for line in lines}
    for cap in lines:
        if cap.vertical or len(cap.text) > _MOST or cap.em < _BIG * sheet.body:
            continue
        beside = [line for line in found.values() if _is_beside(line, cap, sheet)]
        if len(beside) < _MOST:
            continue
        beside.sort(key=lambda line: line.base)
        for n, line in enumerate(beside):
            found[line.number] = _joined(cap, line) if n == 0 else replace(line, left=cap.left)
        del found[cap.number]
    return tuple(found.values())


def _is_beside(line: SetLine, cap: SetLine, sheet: PageMetrics) -> bool:
    ends = max(cap.right, cap.left + cap.em)  # a digit may have the room of an ideograph
    return (
        line.em < cap.em / _BIG
        and not line.vertical
        and line.em > 0.8 * sheet.body
        and line.left > cap.right - 0.3 * line.em
        and line.left < ends + _NEAR * line.em
        and overlap(line.top, line.bottom, cap.top, cap.bottom) > 0.4 * line.em
    )


def _joined(cap: SetLine, line: SetLine) -> SetLine:
    return replace(
        line,
        text=cap.text + line.text,
        offsets=(*cap.offsets, *line.offsets),
        left=cap.left + _INDENT * line.em,
        blanks=tuple(k + len(cap.text) for k in line.blanks),
    )
