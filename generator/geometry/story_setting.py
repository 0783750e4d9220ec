"""How the lines of a story are set: where paragraphs begin; subheads, leads and credits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from generator.geometry.layout_records import Inner, Says
from generator.geometry.setting_features import Matrix, Told, in_mid_sentence, seen, under_subhead

__all__ = ["Beliefs", "Setting", "believe", "decide_settings"]

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
_SURE = {Says.CREDIT: Setting.CREDIT, Says.BYLINE: Setting.BYLINE}
_OF_PAGE = {"furniture/jump", "furniture/imprint", "furniture/invitation"}
"""Rules of lines that are no part of the text that they stand in, whatever they look like."""
_INNER = {Inner.FIRST: Setting.SUBHEAD, Inner.NEXT: Setting.SUBHEAD_GOES_ON}
_SIGNED = (Says.BYLINE, Says.NAMES)
_MAY_BE, _BELOW = 0.01, range(1, 4)
"""How likely a subhead's first line must be for the lines below to be asked about as under it, and
how far: no more than four lines make one."""
_FIRST = 2
"""Lines of a text among which a byline may stand that is set in its column."""


@dataclass(frozen=True, slots=True)
class Beliefs:
    """How likely each setting is of each line of a story: lines × settings."""

    plain: Matrix
    under: Matrix
    """The same, if the line above is a subhead's."""

    def of(self, k: int, settings: Sequence[Setting]) -> float:
        """Return how likely the setting of a line is, after the one before."""
        below = k > 0 and settings[k - 1] in _HEADINGS
        return float((self.under if below else self.plain)[k, settings[k]])


def believe(
    inner: Sequence[Inner],
    asked: Sequence[int],
    shown: Matrix,
    ask: Callable[[Matrix], Matrix],
) -> Beliefs:
    """Return the beliefs in all lines of a story; a line that ``ask`` is not given goes on.

    A line below one that may be a subhead is put to ``ask`` a second time, as standing under one.
    """
    count = len(inner)
    plain = np.full((count, len(Setting)), (1 - _PLAIN) / (len(Setting) - 1), dtype=np.float32)
    under = plain.copy()
    plain[:, Setting.GOES_ON] = under[:, Setting.SUBHEAD_GOES_ON] = _PLAIN
    if asked:
        plain[[*asked]] = under[[*asked]] = ask(shown)
        open_ = [k for k, own in zip(asked, in_mid_sentence(shown), strict=True) if own]
        plain[open_, Setting.PARAGRAPH] = 0.0
        heads = [k for k in range(count) if inner[k] or plain[k, Setting.SUBHEAD] > _MAY_BE]
        below = {k + n for k in heads for n in _BELOW}
        again = [n for n, k in enumerate(asked) if k in below]
        if again:
            under[[asked[n] for n in again]] = ask(under_subhead(shown[again]))
            # of 46 such lines of the pages that the scores were learned from none begins another
            led = zip(asked, seen(shown, "leads_before") == 1, strict=True)
            on = [k for k, own in led if own and k in below]
            under[on, Setting.SUBHEAD] = 0.0
    return Beliefs(plain, under)


def decide_settings(
    beliefs: Beliefs, told: Sequence[Told], inner: Sequence[Inner]
) -> list[Setting]:
    """Return the likeliest settings of a story's lines, of those that may follow one another.

    A line that says by itself that it is a credit is one, and so is a byline over a text; one that
    names another page or is of the imprint stands beside the text; a line
    that was found to be part of a subhead is that.
    """
    if not told:
        return []
    plain, under = (_nats(own, told, inner) for own in (beliefs.plain, beliefs.under))
    begins, steps = _steps()
    best = plain[0] + begins
    came: list[npt.NDArray[np.int64]] = []
    for k in range(1, len(told)):
        reach = best[:, None] + steps + plain[k]
        reach[_HEADINGS] += under[k] - plain[k]
        came.append(reach.argmax(axis=0))
        best = np.maximum.reduce(reach)
    if not inner[-1]:
        best[_HEADINGS] += _NEVER  # a subhead has text below it
    at = int(best.argmax())
    found = [Setting(at)]
    for back in reversed(came):
        at = int(back[at])
        found.append(Setting(at))
    return found[::-1]


def _nats(beliefs: Matrix, told: Sequence[Told], inner: Sequence[Inner]) -> _Nats:
    """Return how likely settings are where lines that say what they are are that."""
    beliefs = beliefs.copy()
    for k, (said, own) in enumerate(zip(told, inner, strict=True)):
        if own:
            beliefs[k] = 0.0
            beliefs[k, _INNER[own]] = 1.0
            continue
        sure = _SURE.get(said[0]) if said is not None else None
        if said is not None and said[1] in _OF_PAGE:
            sure = Setting.ASIDE
        if said is None or said[0] not in _SIGNED:
            beliefs[k, Setting.BYLINE] = 0.0
        if sure in (Setting.CREDIT, Setting.ASIDE) or (sure is Setting.BYLINE and k < _FIRST):
            assert sure is not None
            beliefs[k] = 0.0
            beliefs[k, sure] = 1.0
    nats: _Nats = np.log(np.clip(beliefs, 1e-6, 1.0)).astype(np.float64)
    return nats


@cache
def _steps() -> tuple[_Nats, _Nats]:
    """Return what each setting costs to begin with, and under another one, rows."""
    begins = np.array([_begins(setting) for setting in Setting])
    return begins, np.array([[_may_follow(one, other) for other in Setting] for one in Setting])


def _begins(setting: Setting) -> float:
    return _NEVER if setting in (Setting.GOES_ON, Setting.SUBHEAD_GOES_ON) else 0.0


def _may_follow(before: Setting, setting: Setting) -> float:
    """Return 0 where one setting may stand under another, less than any belief where it may not."""
    if setting is Setting.SUBHEAD_GOES_ON:
        return 0.0 if before in (Setting.SUBHEAD, Setting.SUBHEAD_GOES_ON) else _NEVER
    if setting is Setting.GOES_ON:
        headings = (Setting.SUBHEAD, Setting.SUBHEAD_GOES_ON, Setting.BYLINE)
        return _NEVER if before in headings else 0.0
    if setting is Setting.CREDIT:
        return _NEVER if before in _HEADINGS else 0.0
    return 0.0
