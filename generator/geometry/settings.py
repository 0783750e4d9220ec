"""How the lines of a story are set: where paragraphs begin; subheads, leads and credits."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from generator.geometry.line_features import Matrix, Told
from generator.geometry.records import Inner, Says

__all__ = ["Setting", "all_beliefs", "decide_settings"]

_PLAIN = 0.999
"""Share of lines that fill their column under one that does, of the same font, and go on with its
text: 32,524 of 32,543 of the pages that the scores were learned from."""


class Setting(IntEnum):
    """What a line of a story begins or goes on with."""

    PARAGRAPH = 0
    GOES_ON = 1
    SUBHEAD = 2
    SUBHEAD_GOES_ON = 3
    LEAD = 4
    CREDIT = 5
    BYLINE = 6
    ASIDE = 7


_Nats: TypeAlias = npt.NDArray[np.float64]

_NEVER = -1e6
_HEADINGS = [Setting.SUBHEAD, Setting.SUBHEAD_GOES_ON]
_FULL, _SUBHEADS = 2.0, 3.5
"""A subhead's line that leaves less than two ems free goes on in the next one, else another subhead
begins: so do 82 of 84 of the pages that the scores were learned from, which makes 3.5 nats."""
_SURE = {Says.CREDIT: Setting.CREDIT, Says.BYLINE: Setting.BYLINE}
_INNER = {Inner.FIRST: Setting.SUBHEAD, Inner.NEXT: Setting.SUBHEAD_GOES_ON}
_SIGNED = (Says.BYLINE, Says.NAMES)
_FIRST = 2
"""Lines of a text among which a byline may stand that is set in its column."""


def all_beliefs(count: int, asked: Sequence[int], beliefs: Matrix) -> Matrix:
    """Return the beliefs in all lines of a story: those that weren't asked about go on."""
    found = np.full((count, len(Setting)), (1 - _PLAIN) / (len(Setting) - 1), dtype=np.float32)
    found[:, Setting.GOES_ON] = _PLAIN
    if asked:
        found[[*asked]] = beliefs
    return found


def decide_settings(
    beliefs: Matrix, told: Sequence[Told], rooms: Sequence[float], inner: Sequence[Inner]
) -> list[Setting]:
    """Return the likeliest settings of a story's lines, of those that may follow one another.

    A line that says by itself that it is a credit is one, and so is a byline over a text; a line
    that was found to be part of a subhead is that.
    """
    beliefs = beliefs.copy()
    for k, (said, own) in enumerate(zip(told, inner, strict=True)):
        if own:
            beliefs[k] = 0.0
            beliefs[k, _INNER[own]] = 1.0
            continue
        sure = _SURE.get(said[0]) if said is not None else None
        if said is None or said[0] not in _SIGNED:
            beliefs[k, Setting.BYLINE] = 0.0
        if sure is Setting.CREDIT or (sure is Setting.BYLINE and k < _FIRST):
            beliefs[k] = 0.0
            beliefs[k, sure] = 1.0
    nats = np.log(np.clip(beliefs, 1e-6, 1.0))
    n = len(nats)
    if not n:
        return []
    begins, full, short = _steps()
    best = nats[0] + begins
    came: list[npt.NDArray[np.int64]] = []
    for k in range(1, n):
        reach = best[:, None] + (full if rooms[k - 1] < _FULL else short)
        came.append(reach.argmax(axis=0))
        best = np.maximum.reduce(reach) + nats[k]
    at = int(best.argmax())
    found = [Setting(at)]
    for back in reversed(came):
        at = int(back[at])
        found.append(Setting(at))
    return found[::-1]


@cache
def _steps() -> tuple[_Nats, _Nats, _Nats]:
    """Return what each setting costs to begin with; and under another one, rows, whose line is full
    or leaves room."""
    begins = np.array([_begins(setting) for setting in Setting])
    full, short = np.array([[[_may_follow(a, b) for b in Setting] for a in Setting]] * 2)
    full[_HEADINGS, Setting.SUBHEAD] -= _SUBHEADS
    short[_HEADINGS, Setting.SUBHEAD_GOES_ON] -= _SUBHEADS
    return begins, full, short


def _begins(setting: Setting) -> float:
    return _NEVER if setting in (Setting.GOES_ON, Setting.SUBHEAD_GOES_ON) else 0.0


def _may_follow(before: Setting, setting: Setting) -> float:
    """Return 0 where one setting may stand under another, less than any belief where it may not."""
    if setting is Setting.SUBHEAD_GOES_ON:
        return 0.0 if before in (Setting.SUBHEAD, Setting.SUBHEAD_GOES_ON) else _NEVER
    if setting is Setting.GOES_ON:
        headings = (Setting.SUBHEAD, Setting.SUBHEAD_GOES_ON, Setting.BYLINE)
        return _NEVER if before in headings else 0.0
    return 0.0
