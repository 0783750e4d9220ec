"""Headlines of side-by-side stories, each given to the story that it heads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from generator.reconstruct.pieces import Line
from generator.reconstruct.rows.heads import Head
from generator.reconstruct.rows.runs import Run
from generator.reconstruct.rows.subjects import Subjects
from generator.scores.matching import best_pairs

__all__ = ["place_heads", "stack_heads"]

_ABOVE, _NEAR, _STEP = 3.0, 1.0, 0.06
"""Nats for a story right below in the same run of lines, for the next below, off for each away."""
_IN_ORDER = 1.0
"""Nats for two headlines whose stories stand in the same order."""
_CLOSE = 3
"""Runs above its story within which a byline alone is its own."""
_SPREAD = 6.0
"""Nats that a headline may lose by going to a story that has none."""
_FREE, _WORSE = 1.5, 3.0
"""Nats for a story without a headline; nats below its best story from which a head has no other."""


def place_heads(
    heads: Sequence[Head], starts: Sequence[int], runs: Sequence[Run], subjects: Subjects
) -> dict[int, int]:
    """Return for each head, by its index, the story that it heads.

    ``starts`` holds the run that each story begins with. A headline stands right above its story
    or elsewhere; it shares rare words with it. No story has two bylines.
    """
    if not starts:
        return {}
    scores = [
        [_above(head, runs[start], subjects, s) for s, start in enumerate(starts)] for head in heads
    ]
    near_best = [
        [x + _FREE if x > max(row) - _WORSE and not head.leads_over else -1.0 for x in row]
        for head, row in zip(heads, scores, strict=True)
    ]
    owner = {h: s for h, s in enumerate(best_pairs(near_best)) if s >= 0}
    for h, s in sorted(owner.items()):
        kicker = owner.get(h - 1)
        if kicker is None or scores[h][s] >= _ABOVE or not heads[h].text:
            continue
        if _kicker_above(heads, h, kicker, owner):
            owner[h] = kicker  # its words say little: it stands under its kicker
    signed = {s for h, s in owner.items() if heads[h].signed}
    ranked = sorted(
        ((scores[h][s], h, s) for h in range(len(heads)) for s in range(len(starts))),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    for score, h, s in ranked:
        if _kicker_above(heads, h, s, owner) and s not in signed:
            score += _ABOVE
        bare = not heads[h].text  # a byline in a frame of its own
        if h in owner or score < (0.0 if bare else _ABOVE):
            continue
        if heads[h].signed and s in signed:
            continue
        if any(t == s and heads[k].place == heads[h].place for k, t in owner.items()):
            continue  # they were told apart as two stories'
        owner[h] = s
        if heads[h].signed:
            signed.add(s)
    _spread(owner, heads, scores)
    _uncross(owner, heads, starts, {(h, s): score for score, h, s in ranked})
    return owner


def stack_heads(heads: Sequence[Head]) -> list[tuple[Line, ...]]:
    """Return the display lines of one story, head by head, in the order of reading.

    A kicker (引题) is set in one line, longer than those of the headline; bylines stand last.
    """
    ranked = sorted(
        heads,
        key=lambda h: (not h.leads_over, h.signed, len(h.titles) > 1, -len(h.text), h.place),
    )
    if len(ranked) < 2:
        return [head.lines for head in ranked]
    bylines = tuple(line for head in ranked for line in head.lines if line not in head.titles)
    return [block for block in (*(head.titles for head in ranked), bylines) if block]


def _kicker_above(heads: Sequence[Head], h: int, story: int, owner: dict[int, int]) -> bool:
    """Return whether a kicker of the story stands right above a head."""
    above = heads[h - 1] if h else None
    return (
        above is not None
        and owner.get(h - 1) == story
        and not above.signed
        and len(above.titles) == 1
        and 0 <= heads[h].place - above.place <= 1
    )


def _above(head: Head, start: Run, subjects: Subjects, story: int) -> float:
    """Return what speaks for a head over a story that begins with ``start``, in nats."""
    away = start.home - head.place
    if not head.text:
        return _NEAR if 0 < away <= _CLOSE else -1.0
    score = subjects.cover(head.text, story)
    if away == 1:
        score += _NEAR if start.first.gap else _ABOVE
    return score - _STEP * min(20, abs(away))


def _spread(
    owner: dict[int, int], heads: Sequence[Head], scores: Sequence[Sequence[float]]
) -> None:
    """Give a story without a headline one that no story has, or that shares a story with another.

    Every story has a headline, and a headline with a kicker is two heads of one story.
    """
    for s in range(len(scores[0]) if scores else 0):
        if s in owner.values():
            continue
        spare = [
            (scores[h][s] - (scores[h][owner[h]] if h in owner else 0.0), -h)
            for h, head in enumerate(heads)
            if head.text and not head.leads_over and (h not in owner or _shares(h, owner, heads))
        ]
        worth, at = max(spare, default=(-_SPREAD, 0))
        if worth > -_SPREAD:
            owner[-at] = s


def _shares(h: int, owner: dict[int, int], heads: Sequence[Head]) -> bool:
    """Return whether a head has to share its story with another headline."""
    others = [heads[k] for k, s in owner.items() if s == owner[h] and k != h]
    tall = len(heads[h].titles) > 2
    return any(
        other.text and not other.leads_over and (tall or len(other.titles) > 1) for other in others
    )


def _uncross(
    owner: dict[int, int],
    heads: Sequence[Head],
    starts: Sequence[int],
    scores: dict[tuple[int, int], float],
) -> None:
    """Give two headlines one another's story where that keeps file order and costs next to nothing.

    Stories side by side stand in the order of their headlines.
    """
    for a, b in combinations(sorted(owner), 2):
        s, t = owner[a], owner[b]
        if starts[s] <= starts[t] or heads[a].signed != heads[b].signed:
            continue
        lost = scores[a, s] + scores[b, t] - scores[a, t] - scores[b, s]
        if lost < _IN_ORDER:
            owner[a], owner[b] = t, s
