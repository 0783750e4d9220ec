"""Paragraphs of which a tool tells only the place as a whole: lines that fill it, as printers do.

How many lines they have follows from how many characters are to stand in how large an area; where
each breaks is made up, and counts for nothing but which text stands under which.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, log

from generator.model.geometry import Box
from generator.readers.ocr.records import OcrLine, OcrWord, line_of
from generator.readers.ocr.strips import advances

__all__ = ["paragraph_lines"]

_PITCH = 1.5
"""Ems from line to line, as newspapers and books are set; a line alone is an em high."""
_INDENT = 2.0
_MOST = 400


def paragraph_lines(
    text: str, box: Box, *, indented: bool = True, conf: float | None = None
) -> list[OcrLine]:
    """Return the lines of a paragraph: as many as fill its area best.

    >>> lines = paragraph_lines("近日，新村办起食堂。" * 4, (0, 0, 100, 60))
    >>> [line.text for line in lines][:2]
    ['近日，新村办起食堂', '。近日，新村办起食堂。']
    """
    said = " ".join(text.split())
    width, height = box[2] - box[0], box[3] - box[1]
    if not said or width <= 0 or height <= 0:
        return []
    ems = sum(advances(said))
    count = _count(ems, width, height, indented)
    indent = _INDENT if indented and count > 1 else 0.0
    em = width / max(ceil((ems + indent) / count), 1)
    rows = [*_rows(said, width / em, indent)]
    pitch = height / len(rows)
    lines = []
    for n, row in enumerate(rows):
        left = box[0] + (indent * em if n == 0 else 0.0)
        last = n == len(rows) - 1
        right = left + sum(advances(row)) * em if last else box[2]
        top = box[1] + n * pitch
        own = (left, top, max(min(right, box[2]), left + em / 2), top + min(pitch, em))
        lines.append(line_of([OcrWord(row)], own, conf=conf, vertical=False))
    return lines


def _count(ems: float, width: float, height: float, indented: bool) -> int:
    """Return the number of lines at which characters are as far apart as lines usually are."""

    def off(count: int) -> float:
        indent = _INDENT if indented and count > 1 else 0.0
        em = width / max(ceil((ems + indent) / count), 1)
        high = ((count - 1) * _PITCH + 1) * em
        return abs(log(high / height))

    return min(range(1, min(int(ems) + 2, _MOST)), key=off)


def _rows(text: str, measure: float, indent: float) -> Iterator[str]:
    row, filled = "", indent
    for char, wide in zip(text, advances(text), strict=True):
        if row and filled + wide > measure + 0.5:
            yield row
            row, filled = "", 0.0
        row, filled = row + char, filled + wide
    if row:
        yield row
