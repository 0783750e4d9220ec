"""Lines to columns: the measure that each line was set in, and what it left free of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from generator.reconstruct.pieces import UNWRAPPED, Line
from generator.text.characters import ends_sentence, line_width

__all__ = ["measure_lines"]

_WIDEST_COLUMN = 64
"""Ems. A wider line is a paragraph that the dump did not wrap, or a banner headline."""
_UNBREAKABLE = re.compile(
    r"[“‘「『（(《〈【]*(?:[A-Za-z0-9.%+\-/&@]+|.)[”’」』）)》〉】、，。；：！？,;:!?]*"
)
"""What a line breaker keeps together: a number or a word, a character with its marks."""
_DEEPEST_INDENT = 4.0
"""Ems of blank before a line; more is a gutter of the page, not an indent."""
_SWITCH = 3.0
"""Cost of saying that a new column width begins; a blank line before halves it."""
_LATIN = 0.1
"""Ems by which digits and Latin letters of many Chinese faces are wider than half an em."""
_ASCII = re.compile(r"[!-~]+")
_LOOSE = 1.3
"""Cost of a line that belongs to no column."""


def measure_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines, each with its column's measure: the cheapest explanation of all widths.

    Found over the whole page at once (Viterbi), with the slack, noise and leeway that follow.
    """
    if not lines:
        return ()
    # where dumps don't wrap, paragraphs are as long as one another by chance
    widths = [
        round(line.width)
        for line in lines
        if 6 <= line.width <= (UNWRAPPED if ends_sentence(line.text.text) else _WIDEST_COLUMN)
    ]
    counts = Counter(widths)
    pairs = {
        round(line.width)
        for line, after in pairwise(lines)
        if not after.gap and abs(line.width - after.width) <= 1
    }
    states = [0.0, *(float(w) for w, n in sorted(counts.items()) if n > 2 or w in pairs)]
    best = [0.0] * len(states)
    back: list[tuple[list[float], float, int]] = []
    """Before each line the cost of each measure, from which cost on another was the better one to
    come from, and that one."""
    costs: dict[float, list[float]] = {}
    for line in lines:
        cost = costs.get(line.width)
        if cost is None:
            cost = costs[line.width] = [_cost(line.width, measure) for measure in states]
        switch = _SWITCH / 2 if line.gap else _SWITCH
        least = min(best)
        moved = least + switch
        # on a tie switch late: a short last line still belongs to the column above it
        most = moved - 1e-9
        back.append((best, most, best.index(least)))
        best = [(sofar if sofar < most else moved) + c for sofar, c in zip(best, cost, strict=True)]
    found = [0.0] * len(lines)
    state = min(range(len(states)), key=best.__getitem__)
    for i in range(len(lines) - 1, -1, -1):
        found[i] = states[state]
        costs_before, most, other = back[i]
        state = state if costs_before[state] < most else other
    slacks = [
        _slack(line, measure, following)
        for line, measure, following in zip(lines, found, [*lines[1:], None], strict=True)
    ]
    noise, usual = _noise(lines, found, slacks)
    return tuple(
        Line(  # dataclasses.replace takes three times as long, and this is done for each line
            text=line.text,
            width=line.width,
            indent=line.indent,
            gap=line.gap,
            bond=line.bond,
            evidence=line.evidence,
            run_on=line.run_on,
            heading=line.heading,
            caption=line.caption,
            table=line.table,
            measure=measure,
            slack=slack - noise if measure else slack,
            noise=noise if measure else 0.0,
            leeway=noise - usual if measure else 0.0,
        )
        for line, measure, slack in zip(lines, found, slacks, strict=True)
    )


def _noise(
    lines: Sequence[Line], measures: Sequence[float], slacks: Sequence[float]
) -> tuple[float, float]:
    """Return how many ems the lines of this page stray from their measures: at most, and mostly.

    A line inside a sentence can only have been broken by its column, so its slack should be below
    zero; where dumps or squeezed marks blur the widths, it is not. The 95th and the 90th part of a
    hundred of such lines, within 0 and 1.5 ems.
    """
    inside = sorted(
        slacks[i]
        for i in range(1, len(lines) - 1)
        if measures[i - 1] == measures[i] == measures[i + 1] != 0
        and not lines[i].gap
        and not lines[i + 1].gap
        and slacks[i - 1] < 0
        and lines[i].width > measures[i] / 2
        and not ends_sentence(lines[i - 1].text.text)
        and not ends_sentence(lines[i].text.text)
    )
    if len(inside) < 10:
        return 0.0, 0.0
    most, usual = (min(1.5, max(0.0, inside[len(inside) * n // 100] + 0.01)) for n in (95, 90))
    return most, usual


def _slack(line: Line, measure: float, following: Line | None) -> float:
    """Return the ems that stayed free although the next unbreakable piece would have fitted."""
    if measure == 0:
        return 0.0
    needed = 1.0
    if following is not None and not following.gap:
        head = _UNBREAKABLE.match(following.text.text)
        needed = line_width(head.group()) if head else 1.0
    indent = line.indent if line.indent <= _DEEPEST_INDENT else 0.0
    wider = _LATIN * len("".join(_ASCII.findall(line.text.text)))
    return measure - line.width - indent - needed - wider


def _cost(width: float, measure: float) -> float:
    """Return how badly a line of ``width`` fits a column of ``measure``.

    A mark at a line's end may hang or be pushed (CLREQ, kinsoku): one em either way is common. A
    line two ems short is an indented first line; any shorter one is a last line.
    """
    if measure == 0:
        return _LOOSE
    off = width - measure
    if abs(off) <= 1:
        return abs(off) * 0.3
    if off > 1:
        return 3.0 + min(off, 10) * 0.2
    if off >= -2.5:
        return 0.5
    return 0.9
