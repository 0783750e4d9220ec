"""Paragraphs of which a tool tells only the place as a whole: lines that fill it, as printers do.

How large their characters are follows from how many are to stand in how large an area, and is alike
for all paragraphs of a page that may have it; where each line breaks is made up, and counts for
nothing but which text stands under which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import ceil, log
from statistics import median
from typing import NamedTuple

from generator.model.geometry import Box
from generator.readers.ocr.ocr_records import NOWHERE, THINNEST, OcrLine, OcrWord, line_of
from generator.readers.ocr.straight_lines import advances

__all__ = ["OcrParagraph", "paragraph_lines", "stacked"]

_PITCH = 1.5
"""Ems from line to line, as newspapers and books are set; a line alone is an em high."""
_INDENT = 2.0
_MOST = 400
_ALIKE = 1.4
"""Times as large, or as small, as the usual size: what an estimate from an area strays."""


class OcrParagraph(NamedTuple):
    """A text and the area that it fills."""

    text: str
    box: Box
    indented: bool
    """Whether its first line is: a headline's is not, nor what goes on in another column."""
    is_heading: bool = False
    conf: float | None = None

    @property
    def has_area(self) -> bool:
        """Whether lines can stand in it."""
        left, top, right, bottom = self.box
        return min(right - left, bottom - top) > THINNEST


def paragraph_lines(found: Sequence[OcrLine | OcrParagraph]) -> list[OcrLine]:
    """Return the lines of a page, those of paragraphs in their place.

    >>> whole = OcrParagraph("近日，新村办起食堂。" * 4, (0, 0, 100, 60), indented=True)
    >>> [line.text for line in paragraph_lines([whole])][:2]
    ['近日，新村办起食堂', '。近日，新村办起食堂。']
    """
    sizes = [
        em
        for part in found
        if isinstance(part, OcrParagraph) and part.has_area and not part.is_heading
        for em in (_em(part),) * len(part.text)
    ]
    usual = median(sizes) if sizes else 0.0
    lines: list[OcrLine] = []
    for part in found:
        lines += [*_lines(part, usual)] if isinstance(part, OcrParagraph) else [part]
    return lines


def stacked(texts: Sequence[str], box: Box) -> Iterator[OcrParagraph]:
    """Yield texts under one another in an area, each as high as its share of the characters.

    >>> [part.box for part in stacked(["甲乙丙", "丁"], (0, 0, 50, 40))]
    [(0, 0.0, 50, 30.0), (0, 30.0, 50, 40.0)]
    """
    said = [text for text in (" ".join(text.split()) for text in texts) if text]
    left, top, right, bottom = box
    share = (bottom - top) / max(sum(map(len, said)), 1)
    ends = accumulate(map(len, said), initial=0)
    for text, (begin, end) in zip(said, pairwise(ends), strict=True):
        own = (left, top + begin * share, right, top + end * share)
        yield OcrParagraph(text, own, indented=False)


def _em(part: OcrParagraph) -> float:
    """Return the size at which lines are as far apart as they usually are."""
    width, height = part.box[2] - part.box[0], part.box[3] - part.box[1]
    ems = sum(advances(part.text))

    def size(count: int) -> float:
        indent = _INDENT if part.indented and count > 1 else 0.0
        return width / max(ceil((ems + indent) / count), 1)

    def off(count: int) -> float:
        return abs(log(((count - 1) * _PITCH + 1) * size(count) / height))

    return size(min(range(1, min(int(ems) + 2, _MOST)), key=off))


def _lines(part: OcrParagraph, usual: float) -> Iterator[OcrLine]:
    if not part.text.strip():
        return
    if not part.has_area:
        yield line_of([OcrWord(part.text)], NOWHERE, conf=part.conf)
        return
    left, top, right, bottom = part.box
    em = _em(part)
    if not part.is_heading and usual / _ALIKE < em < usual * _ALIKE:
        em = usual
    several = part.indented and bottom - top > _PITCH * em
    indent = _INDENT if several else 0.0
    rows = [*_rows(part.text, (right - left) / em, indent)]
    pitch = (bottom - top) / len(rows)
    for n, row in enumerate(rows):
        begin = left + (indent * em if n == 0 else 0.0)
        end = begin + sum(advances(row)) * em if n == len(rows) - 1 else right
        high = top + n * pitch
        box = (begin, high, max(min(end, right), begin + em / 2), high + min(pitch, em))
        yield line_of([OcrWord(row)], box, conf=part.conf, vertical=False)


def _rows(text: str, measure: float, indent: float) -> Iterator[str]:
    begun, filled = 0, indent
    for at, wide in enumerate(advances(text)):
        if at > begun and filled + wide > measure + 0.5:
            yield text[begun:at]
            begun, filled = at, 0.0
        filled += wide
    if begun < len(text):
        yield text[begun:]
