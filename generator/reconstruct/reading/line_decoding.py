"""Roles of lines, what ends with each, and the likeliest ones that can stand together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

__all__ = [
    "ANYWHERE",
    "IN_ORDER",
    "MAY_BEGIN",
    "MAY_END",
    "Beliefs",
    "Gap",
    "LineRole",
    "Reading",
    "both_readings",
    "likeliest_reading",
    "loss_in_order",
    "nats_of",
]

Matrix = npt.NDArray[np.float32]
Beliefs = tuple[Matrix, Matrix]
"""Of each line, how likely each role is, and each meaning of the gap below it."""
_Rules = npt.NDArray[np.bool_]
"""Which gap may stand between which roles: gap × role above × role below."""

_LEAST = 1e-4
"""No belief counts for less: scores are never that sure."""
_KNOWN = np.float32(-1e3)
"""Nats of what a page itself excludes: worse than all that scores can say against the rest."""
_NEVER = np.float32(-1e9)


class LineRole(IntEnum):
    """What a line is part of that belongs to an article."""

    BODY = 0
    HEADLINE = 1
    """Kicker, headline or subtitle."""
    BYLINE = 2
    LEAD = 3
    """A first paragraph drawn apart from the body."""
    SUBHEAD = 4
    CREDIT = 5


class Gap(IntEnum):
    """What the end of a line is the end of."""

    NOTHING = 0
    """The next line goes on with the same paragraph, headline, byline …"""
    BLOCK = 1
    """A paragraph or another part; the next one follows in the same frame."""
    FRAME = 2
    """A frame; the next line belongs to the same article."""
    ARTICLE = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a page: each line's role, and what ends with it."""

    roles: tuple[LineRole, ...]
    gaps: tuple[Gap, ...]
    nats: float
    """Sum of the beliefs in all of them, in nats."""


_BODY, _HEAD, _BYLINE, _LEAD, _SUB, _CREDIT = LineRole
_TEXT = (_BODY, _SUB)
_DISPLAY = (_HEAD, _BYLINE)


def _rules(*allowed: tuple[Gap, Iterable[LineRole], Iterable[LineRole]]) -> _Rules:
    rules = np.zeros((len(Gap), len(LineRole), len(LineRole)), dtype=np.bool_)
    rules[Gap.NOTHING] = np.eye(len(LineRole), dtype=np.bool_)
    for gap, above, below in allowed:
        for a in above:
            for b in below:
                rules[gap, a, b] = True
    return rules


_WITHIN = (
    (Gap.BLOCK, _TEXT, (*_TEXT, _CREDIT)),
    (Gap.BLOCK, (_LEAD,), (_LEAD,)),
    (Gap.BLOCK, (_HEAD,), _DISPLAY),
    (Gap.BLOCK, (_BYLINE,), (_HEAD,)),
    (Gap.FRAME, (*_DISPLAY, _LEAD), _TEXT),
    (Gap.FRAME, _DISPLAY, (_LEAD,)),
)
"""What may stand over what within an article that reads from top to bottom."""
ANYWHERE = _rules(
    *_WITHIN,
    (Gap.FRAME, (*_TEXT, _LEAD, _CREDIT), _DISPLAY),
    (Gap.FRAME, (_BODY, _CREDIT), (_LEAD,)),
    (Gap.ARTICLE, LineRole, LineRole),
)
"""Frames of one article may stand in any order, and another may begin anywhere."""
IN_ORDER = _rules(
    *_WITHIN,
    (Gap.ARTICLE, (_BODY, _CREDIT), (_HEAD,)),
)
"""Each article begins with its headline and ends with text."""
MAY_BEGIN = (_HEAD,)
MAY_END = (_BODY, _CREDIT)
"""Roles of the first and the last line of a page in order."""


_RESUMED = np.full((len(LineRole), len(LineRole)), _NEVER, dtype=np.float32)
_RESUMED[MAY_END, _BODY] = 0
"""What may stand over text from another page, an article without a headline: role above × below."""


@dataclass(frozen=True, slots=True)
class _Allowed:
    """What a kind of reading may be."""

    rules: _Rules
    begin: Sequence[LineRole]
    end: Sequence[LineRole]


_FREE = _Allowed(ANYWHERE, tuple(LineRole), tuple(LineRole))
_ORDERED = _Allowed(IN_ORDER, MAY_BEGIN, MAY_END)


def nats_of(beliefs: Matrix) -> Matrix:
    """Return beliefs in nats; what has none at all is excluded.

    >>> nats_of(np.array([1, 1e-9, 0], dtype=np.float32)).round().tolist()
    [0.0, -9.0, -1000.0]
    """
    found: Matrix = np.where(beliefs > 0, np.log(np.clip(beliefs, _LEAST, 1)), _KNOWN)
    return found


def likeliest_reading(roles: Matrix, gaps: Matrix) -> Reading:
    """Return the likeliest roles and gaps that can stand side by side, given the beliefs in each.

    ``roles`` is lines × roles and ``gaps`` lines × gaps; the last line's gap is an article's end.

    >>> roles = np.eye(6, dtype=np.float32)[[1, 0, 0]]
    >>> gaps = np.full((3, 4), 0.25, dtype=np.float32)
    >>> [gap.name for gap in likeliest_reading(roles, gaps).gaps]
    ['FRAME', 'NOTHING', 'ARTICLE']
    """
    return _viterbi(roles, gaps, [_FREE])[0]


def both_readings(
    roles: Matrix, gaps: Matrix, resumed: Collection[int] = ()
) -> tuple[Reading, Reading]:
    """Return the likeliest reading, and the likeliest with each headline over its text.

    Lines that are ``resumed`` may open an article without a headline.

    >>> roles = np.eye(6, dtype=np.float32)[[0, 0, 1]]
    >>> gaps = np.full((3, 4), 0.25, dtype=np.float32)
    >>> likeliest, in_order = both_readings(roles, gaps)
    >>> in_order.nats < likeliest.nats - 9
    True
    """
    free, ordered = _viterbi(roles, gaps, [_FREE, _ORDERED], resumed)
    return free, ordered


def _viterbi(
    roles: Matrix, gaps: Matrix, kinds: Sequence[_Allowed], resumed: Collection[int] = ()
) -> list[Reading]:
    """Return the best path (Viterbi 1967) of each kind, between where it may begin and may end.

    All kinds at once: kinds × role above × role below.
    """
    worth, best, rules, gap_nats = _walked(roles, gaps, kinds, resumed)
    came = (worth + best[:-1, ..., None]).argmax(axis=2)
    last, over = _ended(best, kinds), _over(resumed)
    return [_path(last[n], came[:, n], gap_nats, rules[n], over) for n in range(len(kinds))]


def loss_in_order(roles: Matrix, gaps: Matrix, resumed: Collection[int] = ()) -> float:
    """Return the nats by which the likeliest reading is better than the likeliest one in order.

    Of :func:`both_readings`, without telling what they are.

    >>> roles = np.eye(6, dtype=np.float32)[[0, 0, 1]]
    >>> loss_in_order(roles, np.full((3, 4), 0.25, dtype=np.float32)) > 9
    True
    """
    kinds = (_FREE, _ORDERED)
    walked = _walked(roles, gaps, kinds, resumed)
    free, ordered = _ended(walked[1], kinds).max(axis=1).tolist()
    return float(free - ordered)


def _walked(
    roles: Matrix, gaps: Matrix, kinds: Sequence[_Allowed], resumed: Collection[int]
) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Return what each step is worth, the nats of the best path to each line's roles, what the
    kinds forbid, and the nats of the gaps."""
    role_nats, gap_nats = nats_of(roles), nats_of(gaps)
    rules = np.stack([np.where(kind.rules, np.float32(0), _NEVER) for kind in kinds])
    # the best gap for each two roles, for all lines at once
    worth = gap_nats[:-1, 0, None, None, None] + rules[:, 0]
    for gap in list(Gap)[1:]:
        np.maximum(worth, gap_nats[:-1, gap, None, None, None] + rules[:, gap], out=worth)
    if over := _over(resumed):
        parted = gap_nats[over, Gap.ARTICLE, None, None, None] + _RESUMED
        worth[over] = np.maximum(worth[over], parted)
    best = np.empty((len(roles), len(kinds), len(LineRole)), dtype=np.float32)
    first = (_BODY,) if 0 in resumed else ()
    best[0] = role_nats[0] + np.stack([_only((*kind.begin, *first)) for kind in kinds])
    total = np.empty((len(kinds), len(LineRole), len(LineRole)), dtype=np.float32)
    for above, step, own, below in zip(
        best[:-1, ..., None], worth, role_nats[1:], best[1:], strict=True
    ):
        np.add(step, above, out=total)
        np.add(np.maximum.reduce(total, axis=1, out=below), own, out=below)
    return worth, best, rules, gap_nats


def _over(resumed: Collection[int]) -> list[int]:
    """Return the lines right over those that are resumed."""
    return [k - 1 for k in resumed if k]


def _ended(best: Matrix, kinds: Sequence[_Allowed]) -> Matrix:
    """Return the nats of the best path of each kind to each role of the last line."""
    ended: Matrix = best[-1] + np.stack([_only(kind.end) for kind in kinds])
    return ended


def _path(
    best: Matrix,
    came: npt.NDArray[np.intp],
    gap_nats: Matrix,
    rules: Matrix,
    over: Sequence[int],
) -> Reading:
    state = int(best.argmax())
    states = [state]
    for before in reversed(came.tolist()):
        state = before[state]
        states.append(state)
    states.reverse()
    allowed = rules[:, states[:-1], states[1:]].T
    for k in over:
        allowed[k, Gap.ARTICLE] = max(allowed[k, Gap.ARTICLE], _RESUMED[states[k], states[k + 1]])
    ends = (gap_nats[:-1] + allowed).argmax(axis=1)
    return Reading(
        tuple(map(_ROLES.__getitem__, states)),
        (*map(_GAPS.__getitem__, ends.tolist()), Gap.ARTICLE),
        float(best.max()),
    )


_ROLES, _GAPS = tuple(LineRole), tuple(Gap)


def _only(allowed: Iterable[LineRole]) -> Matrix:
    out = np.full(len(LineRole), _NEVER, dtype=np.float32)
    out[list(allowed)] = 0
    return out
