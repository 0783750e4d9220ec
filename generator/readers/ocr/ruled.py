"""The rules and frames of a scanned page: long thin lines of ink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.model.geometry import Box

__all__ = ["page_frames", "page_rules"]

_Picture = npt.NDArray[np.uint8]

_LONG, _THIN = 5.0, 0.5
"""Ems that a rule is long at least, and thick at most: no stroke of a letter is one."""
_MEET = 0.8
"""Ems within which the ends of two rules meet."""
_LEAST = 2.0
"""Ems that a frame is high at least."""


def page_rules(picture: _Picture, em: float, slope: float) -> list[Box]:
    """Return the rules of a page whose letters are ``em`` large, as they lie once it is level."""
    cv2: Any = import_module("cv2")
    height, width = picture.shape[:2]
    grey = picture.mean(axis=2).astype(np.uint8)
    turn = np.array([[1.0, slope, -slope * height / 2], [-slope, 1.0, slope * width / 2]])
    level = cv2.warpAffine(grey, turn, (width, height), borderValue=255)
    # ink is what is darker than the paper around it: scans are never evenly lit
    paper = cv2.blur(level, (int(4 * em) | 1, int(4 * em) | 1))
    ink = (level.astype(np.int16) < paper.astype(np.int16) - 25).astype(np.uint8)
    ink = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    long = max(int(_LONG * em), 3)
    found: list[Box] = []
    for shape in ((1, long), (long, 1)):
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(lines)
        for left, top, wide, high, _ in stats[1:]:
            if min(wide, high) <= _THIN * em + 2 and max(wide, high) >= long:
                box = (left, top, left + wide, top + high)
                found.append((float(box[0]), float(box[1]), float(box[2]), float(box[3])))
    return found


def page_frames(rules: Sequence[Box], em: float) -> list[Box]:
    """Return the frames that rules make: two level ones, and two upright ones at their ends.

    >>> page_frames([(0, 0, 90, 1), (0, 60, 90, 61), (0, 0, 1, 61), (89, 0, 90, 61)], 10)
    [(0, 0, 90, 61)]
    """
    level = [rule for rule in rules if rule[2] - rule[0] > rule[3] - rule[1]]
    upright = [rule for rule in rules if rule[2] - rule[0] <= rule[3] - rule[1]]
    return [*_frames(sorted(level, key=lambda rule: rule[1]), upright, _MEET * em, _LEAST * em)]


def _frames(
    level: Sequence[Box], upright: Sequence[Box], slack: float, least: float
) -> Iterator[Box]:
    for n, top in enumerate(level):
        for low in level[n + 1 :]:
            if low[1] - top[1] < least:
                continue
            if abs(low[0] - top[0]) > slack or abs(low[2] - top[2]) > slack:
                continue
            sides = [
                rule
                for rule in upright
                if abs(rule[1] - top[1]) < slack and abs(rule[3] - low[3]) < slack
            ]
            left = any(abs(rule[0] - top[0]) < slack for rule in sides)
            if left and any(abs(rule[2] - top[2]) < slack for rule in sides):
                yield top[0], top[1], top[2], low[3]
                break
