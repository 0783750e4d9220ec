"""Columns' first lines, printed as one row above everything else, given back to their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.reconstruct.rows.line_runs import LineRun
from generator.reconstruct.rows.page_language import PageLanguage, shape
from generator.reconstruct.wording.article_ends import DATELINE
from generator.text.characters import ends_sentence

__all__ = ["join_tops"]

_TALLEST = 6
"""Lines of a column's top: taller ones are columns read as such."""
_BEFORE, _AFTER = 12, 24
"""Runs before and after a row in which the rest of its columns is looked for."""
_PRIOR, _CLOSED = 2.5, -0.5
"""Nats for a run that may be the rest of a column: a top that stops in mid-sentence has one, one
that is closed may be all there is."""
_STEP = 0.05
"""Nats off for each run further away."""
_ALIKE, _FOLLOWS = 1.0, 0.7
"""Nats for neighbouring rests as long as one another, and for such as follow in file order."""
_SAME = 1.5
"""Ems by which widths of one column may differ."""


def join_tops(runs: Sequence[LineRun], language: PageLanguage) -> list[LineRun]:
    """Return the runs with each column's top joined to the rest of its column.

    The rests follow one another in file order as the tops do from left to right; which run is
    whose rest, words and widths tell.
    """
    joined = list(runs)
    taken: set[int] = set()
    gone: set[int] = set()
    for region in sorted({run.region for run in runs if run.region >= 0}):
        tops = [i for i, run in enumerate(runs) if run.region == region and run.prose]
        if any(len(runs[i].lines) > _TALLEST for i in tops):
            continue
        rests = (
            [
                i
                for i in range(max(0, tops[0] - _BEFORE), min(len(runs), tops[-1] + _AFTER))
                if i not in tops and i not in taken and _may_rest(runs[i])
            ]
            if tops
            else []
        )
        for top, rest in _pair(runs, tops, rests, language):
            taken.add(rest)
            gone.add(top)
            joined[rest] = replace(
                runs[rest],
                lines=(*runs[top].lines, *runs[rest].lines),
                home=top,
                row=region,
                margin=min(runs[top].margin, runs[rest].margin),
            )
    kept = [i for i in range(len(runs)) if i not in gone]
    return [joined[i] if joined[i].home >= 0 else replace(joined[i], home=i) for i in kept]


def _may_rest(run: LineRun) -> bool:
    """Return whether a run begins in the middle of a column."""
    return run.prose and run.region < 0 and not DATELINE.match(run.first.text.text)


def _pair(
    runs: Sequence[LineRun], tops: Sequence[int], rests: Sequence[int], language: PageLanguage
) -> list[tuple[int, int]]:
    """Return the best pairs of tops and rests that keep both orders.

    Columns of one story are set side by side: their rests are as long and follow one another.
    """
    # best sum of pairs that ends with a pair, and the pair before it
    found: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {}
    for a, top in enumerate(tops):
        for b, rest in enumerate(rests):
            fit = _fit(runs[top], runs[rest], language) - _STEP * abs(rest - top)
            if a + 1 < len(tops):
                fit -= max(0.0, _fit(runs[top], runs[tops[a + 1]], language) - _PRIOR)
            score, before = fit, None
            for (c, d), (sofar, _) in found.items():
                if c < a and d < b:
                    total = sofar + fit + _beside(runs, rests[d], rest, b - d)
                    if total > score:
                        score, before = total, (c, d)
            found[a, b] = (score, before)
    at = max(found, key=lambda pair: found[pair][0], default=None)
    if at is None or found[at][0] <= 0:
        return []
    pairs = []
    while at is not None:
        pairs.append((tops[at[0]], rests[at[1]]))
        at = found[at][1]
    return pairs


def _beside(runs: Sequence[LineRun], left: int, right: int, distance: int) -> float:
    alike = abs(len(runs[left].lines) - len(runs[right].lines)) <= 1
    same = abs(runs[left].measure - runs[right].measure) <= 1
    return _ALIKE * (alike and same) + _FOLLOWS * (distance == 1)


def _fit(top: LineRun, rest: LineRun, language: PageLanguage) -> float:
    if abs(top.measure - rest.measure) > _SAME:
        return -9.0
    measure = rest.measure
    fits = shape(top.last, rest.first, measure)
    closed = ends_sentence(top.last.text.text)
    if not closed and measure - rest.first.width > _SAME:
        fits -= 1.0
    fits += _CLOSED if closed else _PRIOR
    return language.joins(top.last.text.text, rest.first.text.text) + fits
