"""Lines of OCR to a page with places: straight, cut at gutters, each with its size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from generator.model import Direction, Geometry, Page, Run
from generator.model.geometry import Box
from generator.readers.ocr.character_sizes import LONGEST, line_sizes, usual_size, without_margins
from generator.readers.ocr.gutters import cut_at_gutters
from generator.readers.ocr.ocr_records import OcrPage, Point
from generator.readers.ocr.straight_lines import (
    StraightLine,
    Strip,
    advances,
    opens,
    page_slope,
    straighten,
)

__all__ = ["set_page"]

_BASELINE = 0.38
"""Ems from the middle of a line down to its baseline (the em box of Chinese fonts)."""
_USUAL = 10.0
"""Points that the page's usual size is taken for where nothing tells a better one."""
_FARTHEST, _SMALLEST = 50_000.0, 0.5
"""Points within which all places lie, and the least size of letters (``readers.boxes``)."""
_LEAST, _MOST = 4.0, 24.0
"""Points within which the usual size of a newspaper lies: what makes it another is no unit."""


def set_page(found: OcrPage, name: str, *, made_by: str, sha256: str) -> Page | None:
    """Return the page that a tool for OCR has read; ``None`` where it has found no text.

    A page of no size is as large as its lines take.
    """
    slope = page_slope(found.lines)
    told = min(found.size) > 0
    size = found.size if told else found.extent
    pivot = (size[0] / 2, size[1] / 2)
    lines = without_margins(straighten(found.lines, slope, pivot))
    if not lines:
        return None
    lines = cut_at_gutters(lines, usual_size(lines))
    sizes = line_sizes(lines)
    unit = _unit(found.unit, sizes, lines)
    text: list[str] = []
    runs: list[Run] = []
    at = 0
    for line, em in zip(lines, sizes, strict=True):
        for strip in line.strips:
            runs.append(_run(strip, line, em, unit, at))
            text.append(strip.text)
            at += len(strip.text) + 1
    geometry = Geometry(
        size=(max(_near(size[0] * unit), 1.0), max(_near(size[1] * unit), 1.0)),
        made_by=made_by,
        sha256=sha256,
        runs=tuple(runs),
        rules=tuple(_moved(found.rules, slope, pivot, unit)),
        boxes=tuple(_moved(found.boxes, slope, pivot, unit)),
        pictures=tuple(_moved(found.pictures, slope, pivot, unit)),
        guessed=not told,
        slope=slope,
    )
    return Page(name=name, text="\n".join(text), geometry=geometry)


def _near(place: float) -> float:
    """Return a place in points, no farther off than a page may have it."""
    return round(min(max(place, -_FARTHEST), _FARTHEST), 2)


def _unit(told: float | None, sizes: Sequence[float], lines: Sequence[StraightLine]) -> float:
    """Return the points that the page's unit makes: as told, if letters have a usual size then."""
    known = any(line.has_place for line in lines)
    weighed = sorted(
        size
        for size, line in zip(sizes, lines, strict=True)
        if line.has_place or not known
        for _ in line.text[:LONGEST]
    )
    usual = weighed[len(weighed) // 2]
    if told is not None and _LEAST <= usual * told <= _MOST:
        return told
    return _USUAL / usual


def _run(strip: Strip, line: StraightLine, em: float, unit: float, at: int) -> Run:
    pens, end = _pens(strip, em)
    if line.vertical:
        base = (line.across - em / 2, pens[0] + (0.5 + _BASELINE) * em)
        pens = [pen + (0.5 + _BASELINE) * em for pen in pens]
    else:
        base = (pens[0], line.across + _BASELINE * em)
    return Run(
        span=(at, at + len(strip.text)),
        base=(_near(base[0] * unit), _near(base[1] * unit)),
        em=max(_near(em * unit), _SMALLEST),
        direction=Direction.VERTICAL if line.vertical else Direction.HORIZONTAL,
        xs=tuple(_near(pen * unit) for pen in pens),
        end=_near(end * unit),
        conf=None if line.conf is None else round(line.conf, 4),
    )


def _pens(strip: Strip, em: float) -> tuple[list[float], float]:
    """Return the pen's place at each character, and where the last one ends.

    Between both ends characters stand as their widths are. An opening mark's pen stands half an em
    before its ink.
    """
    own = advances(strip.text)
    stretch = (strip.end - strip.start) / sum(own)
    pens = [strip.start + stretch * before for before in accumulate(own[:-1], initial=0.0)]
    if opens(strip.text):
        pens[0] -= em / 2
    return pens, strip.end


def _moved(boxes: Sequence[Box], slope: float, pivot: Point, unit: float) -> Iterator[Box]:
    """Yield boxes as they stand on the page that was set straight, in points."""
    for left, top, right, bottom in boxes:
        aside = slope * ((top + bottom) / 2 - pivot[1])
        down = -slope * ((left + right) / 2 - pivot[0])
        yield (
            _near((left + aside) * unit),
            _near((top + down) * unit),
            _near((right + aside) * unit),
            _near((bottom + down) * unit),
        )
