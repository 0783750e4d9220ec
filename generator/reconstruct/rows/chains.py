"""Runs to chains: which run's text goes on in which, over the whole page."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.reconstruct.rows.language import PageLanguage, shape
from generator.reconstruct.rows.matching import best_pairs
from generator.reconstruct.rows.runs import Run
from generator.reconstruct.vocabulary import CREDIT_AT_END, DATELINE, STORY_OPENING
from generator.text.characters import ends_sentence
from generator.text.similarity import GramIndex

__all__ = ["Link", "link_runs"]

_NEXT, _LATER, _STEP, _BACK = 2.0, 1.0, 0.15, -1.5
"""Nats for the next run in file order, for a later one, off for each run between, for an earlier
one."""
_BESIDE, _BACK_WHOLE = 2.0, -2.0
"""Nats for the next column of one region if it is as wide, against it if it is not by far; for
going back after a sentence's end."""
_LEAD_LINES = 6
"""Lines of a lead, which is set wider than the columns under it."""
_UNLIKE = 2.5
"""Ems by which columns of one story never differ."""
_SAME, _OTHER = 1.0, -2.0
"""Nats for a column as wide, and for one of another width."""
_SUBJECT, _STRANGERS, _LEAST, _MOST = 90.0, 0.045, -2.0, 5.0
"""Nats for shared rare words: a factor, the share at which they say nothing, and the bounds."""
_ATTACHED = 5.0
"""Nats for columns that stand right under a run, as those of a story do under its lead."""
_SHORT_END, _FULL_END = 1.5, 1.0
"""Nats for a story's end where a paragraph ends short of its column, and where it fills it."""
_HEADED, _INDENTED = 4.0, 1.0
"""Nats for a story's beginning in an indented line under a headline, and in any other."""
_FLUSH_HEADED = 0.5
"""Nats for a beginning under a headline in a full line: the column may go on from elsewhere."""
_OPEN_END = -5.0
"""Nats for text that stops in mid-sentence and goes on nowhere."""
_CREDITED = 6.0
"""Nats for a credit right below: it closes the story."""
_WEAK = 0.5
"""Nats below which two runs that are whole by themselves are left apart."""
_CLEAR = 0.5
"""Nats by which a whole run's successor must beat the next best way to pair the runs."""
_SUBHEAD_END = -2.0
"""Nats for a subhead at the foot of a column: a paragraph must follow."""
_NAMED, _REPORTER = 4.0, ("(记者", "（记者")
"""Nats for the reporter in brackets after a dateline."""
_DATELINE = 6.0
"""Nats for a dateline at the head of a story."""
_LEAST_SIZE, _FULL_SIZE = 60, 150
"""Characters of a run below which its words tell no subject, and from which they tell all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One run goes on in another."""

    before: int
    """The run that is cut off."""
    after: int
    """The run that it goes on in."""
    gain: float
    """What it gains over leaving both apart, in nats."""
    margin: float
    """What it gains over the best other successor or predecessor, in nats."""
    runner_up: int | None
    """The other successor."""


def link_runs(
    runs: Sequence[Run], language: PageLanguage, least: float = -math.inf
) -> list[Link]:
    """Return the links between the running text of a page: each run has one successor at most.

    None where no sentence can go on elsewhere than in the next run for ``least`` nats or more.
    """
    prose = [i for i, run in enumerate(runs) if run.prose]
    if least > -math.inf and not _any_jump(runs, prose, language, least):
        return []
    index = GramIndex(["".join(line.text.text for line in runs[i].lines) for i in prose])
    weights = [index.total(grams) for grams in index.passages]
    shared = index.shared()
    sizes = [sum(len(line.text) for line in runs[i].lines) for i in prose]
    size = len(prose)
    gains = [[-99.0] * size for _ in prose]
    ends = [_end_score(runs, i) for i in prose]
    starts = [_start_score(runs, i) for i in prose]
    for a, i in enumerate(prose):
        for b, j in enumerate(prose):
            if a == b:
                continue
            score = _follows(runs, i, j, b - a, language.joins)
            if weight := _weight(min(sizes[a], sizes[b])):
                alike = shared[a][b] / max(1.0, min(weights[a], weights[b]))
                told = max(_LEAST, min(_MOST, _SUBJECT * (alike - _STRANGERS)))
                score += told * weight
            gains[a][b] = score - ends[a] - starts[b]
    pairs = best_pairs(gains)
    _break_rings(pairs, gains)
    gives = [gains[a][b] if b >= 0 else 0.0 for a, b in enumerate(pairs)]
    held = [0.0] * size
    for a, b in enumerate(pairs):
        if b >= 0:
            held[b] = gains[a][b]
    links = []
    for a, b in enumerate(pairs):
        if b < 0:
            continue
        # what taking another would be worth, less what its own partner brings
        others = [(gains[a][k] - held[k], k) for k in range(size) if k != b]
        best, second = max(others, default=(0.0, -1))
        rivals = max((gains[k][b] - gives[k] for k in range(size) if k != a), default=0.0)
        margin = gains[a][b] - max(0.0, best, rivals)
        if ends[a] > 0 and (gains[a][b] < _WEAK or margin < _CLEAR):
            continue  # whole by itself, and others would do nearly as well
        links.append(
            Link(
                before=prose[a],
                after=prose[b],
                gain=gains[a][b],
                margin=margin,
                runner_up=prose[second] if best > 0 else None,
            )
        )
    return links


def _any_jump(
    runs: Sequence[Run], prose: Sequence[int], language: PageLanguage, least: float
) -> bool:
    """Return whether a sentence could go on beyond the next run for ``least`` nats, at best."""
    sizes = [sum(len(line.text) for line in runs[i].lines) for i in prose]
    starts = [_start_score(runs, i) + least for i in prose]
    for a, i in enumerate(prose):
        if ends_sentence(runs[i].last.text.text):
            continue
        end = _end_score(runs, i)
        for b, j in enumerate(prose):
            if b in (a, a + 1):
                continue
            needed = end + starts[b] - _MOST * _weight(min(sizes[a], sizes[b]))
            # first what takes no look at the whole page
            if (
                _follows(runs, i, j, b - a, language.joins_at_most) >= needed
                and _follows(runs, i, j, b - a, language.joins) >= needed
            ):
                return True
    return False


def _weight(size: int) -> float:
    """Return how much the words of ``size`` characters tell of a subject, from 0 to 1."""
    return min(1.0, size / _FULL_SIZE) if size >= _LEAST_SIZE else 0.0


def _follows(
    runs: Sequence[Run], i: int, j: int, distance: int, joins: Callable[[str, str], float]
) -> float:
    """Return how well run ``j`` goes on where run ``i`` ends, subject apart, in nats."""
    before, after = runs[i], runs[j]
    same = abs(before.measure - after.measure) <= 1.5
    score = joins(before.last.text.text, after.first.text.text)
    if before.last.text.text[-1] in "电讯" and after.first.text.text.startswith(_REPORTER):
        score += _NAMED
    score += shape(before.last, after.first, after.measure) if same else 0.0
    score += _SAME if same else _OTHER
    unlike = abs(before.measure - after.measure) > _UNLIKE
    if unlike and ends_sentence(before.last.text.text) and len(before.lines) > _LEAD_LINES:
        score += _OTHER  # no lead, and nothing that must go on
    if distance == 1:
        score += _NEXT + (_ATTACHED if after.attached else 0.0)
        if before.row >= 0 and before.row == after.row:
            score += _BESIDE * same - _BESIDE * unlike
    elif distance > 1:
        score += max(-1.0, _LATER - _STEP * (distance - 1))
    else:
        score += _BACK_WHOLE if ends_sentence(before.last.text.text) else _BACK
    return score


def _end_score(runs: Sequence[Run], i: int) -> float:
    """Return how likely a story ends where a run does, in nats."""
    run = runs[i]
    if i + 1 < len(runs) and runs[i + 1].closes and runs[i + 1].flow == run.flow:
        return _CREDITED
    if CREDIT_AT_END.search("".join(line.text.text for line in run.lines[-2:])):
        return _CREDITED
    if not ends_sentence(run.last.text.text):
        if len(run.lines) > 2 and run.last.width < run.measure - 3.5:
            return _SUBHEAD_END
        return 2.0 if run.last.text.text[-1] in "）)" else _OPEN_END
    return _SHORT_END if run.last.width < run.measure - 1.5 else _FULL_END


def _start_score(runs: Sequence[Run], i: int) -> float:
    """Return how likely a story's text begins where a run does, in nats."""
    run = runs[i]
    if DATELINE.match(run.first.text.text):
        return _DATELINE
    headed = i > 0 and runs[i - 1].head
    slack = run.measure - run.first.width
    opens = bool(STORY_OPENING.match(run.first.text.text))
    indented = opens or 1.5 < slack <= (4.5 if run.first.text.text[0] in "“‘「『" else 3.5)
    if len(run.lines) == 1 or (slack > 3.5 and not indented):
        return _HEADED / 2 if headed else -1.0
    if indented:
        return _HEADED if headed else _INDENTED
    return _FLUSH_HEADED if headed else -4.0


def _break_rings(pairs: list[int], gains: Sequence[Sequence[float]]) -> None:
    """Cut every ring of runs at its weakest link."""
    done: set[int] = set()
    for start in range(len(pairs)):
        path: list[int] = []
        here = start
        while here >= 0 and here not in done and here not in path:
            path.append(here)
            here = pairs[here]
        if here in path:
            ring = path[path.index(here) :]
            weakest = min(ring, key=lambda a: gains[a][pairs[a]])
            pairs[weakest] = -1
        done.update(path)
