"""By how much a page was scanned askew: told by the edges of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np
import numpy.typing as npt

from generator.readers.ocr.ocr_records import OcrLine

__all__ = ["page_slope"]

_Numbers = npt.NDArray[np.float64]

_MOST = 0.06
"""Slopes that are looked at, up to three and a half degrees: tools set right what is worse."""
_LEAST_LINES, _LEAST_CHARACTERS = 12, 5
"""Lines, and characters of each, that show where columns begin and end."""
_STEP = 0.25
"""Shares of a line's thickness between one slope that is tried and the next, at the far end."""


def page_slope(lines: Sequence[OcrLine]) -> float:
    """Return how far the lines of a page fall for each step to the right.

    Lines begin and end under one another: where they do most sharply, the page stands straight.
    What tools say of single lines is rounded to pixels and tells too little. Where few lines stand
    on a page, it is the middle of what they say.

    >>> page_slope([])
    0.0
    """
    long = [n for n in lines if not n.vertical and len(n.text) >= _LEAST_CHARACTERS]
    own = [line.slope for line in long if line.slope is not None]
    if len(long) < _LEAST_LINES:
        return median(own) if own else 0.0
    thick = median(line.thickness for line in long)
    y = np.array([line.middle[1] for line in long])
    height = float(y.max() - y.min())
    if thick <= 0 or height < _LEAST_LINES * thick / 2:
        return median(own) if own else 0.0
    half = np.array([line.length / 2 for line in long])
    x = np.array([line.middle[0] for line in long])
    edges = np.concatenate([x - half, x + half])
    heights = np.concatenate([y, y])
    step = _STEP * thick / height
    slopes = np.arange(-_MOST, _MOST + step, step)
    rough = _sharpest(edges, heights, slopes, thick)
    fine = np.linspace(rough - 2 * step, rough + 2 * step, 33)
    return round(_sharpest(edges, heights, fine, thick / 2), 6)


def _sharpest(edges: _Numbers, heights: _Numbers, slopes: _Numbers, width: float) -> float:
    """Return the middle of the slopes at which most edges fall together."""
    found = np.array([_sharpness(edges + slope * heights, width) for slope in slopes])
    best = slopes[found >= found.max() * 0.99]
    if best.min() <= 0 <= best.max():
        return 0.0  # what is as good as level is level: pages that were never scanned
    return float(best[np.abs(best - np.median(best)).argmin()])


def _sharpness(places: _Numbers, width: float) -> float:
    """Return how many pairs of places fall together, those nearer to one another counting more."""
    # no whole number: places that are whole pixels must not lie on the border of two cells
    cells = np.floor((places - places.min()) / (width / 4) + 0.618).astype(np.int64)
    counts = np.bincount(cells).astype(np.float64)
    smooth = np.convolve(counts, (1.0, 2.0, 3.0, 2.0, 1.0), "same")
    return float((counts * smooth).sum())
