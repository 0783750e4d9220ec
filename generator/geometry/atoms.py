"""Runs to atoms: characters on one baseline, cut at gaps wider than the line's own spacing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.geometry.records import Atom
from generator.model.geometry import Direction, Run
from generator.text.characters import is_wide

__all__ = ["CUT", "advance", "atoms_of"]

CUT = 0.55
"""Ems of white after a character from which on two columns may meet there. The narrowest gutters of
newspapers are three quarters of an em; a stretched line that opens wider is bridged again
(``lines``)."""
_NARROW = 0.55
"""Ems that Latin letters and digits take on average (CLREQ: half an em)."""


def atoms_of(runs: Sequence[Run], text: str) -> list[Atom]:
    """Return the horizontal runs of a page as atoms, from top to bottom."""
    found = [atom for run in runs if run.direction is Direction.HORIZONTAL for atom in _cut(run, text)]
    return sorted(found, key=lambda atom: (atom.base, atom.left))


def advance(char: str, em: float) -> float:
    """Return how wide a character is set where nothing shows it."""
    return em if is_wide(char) else _NARROW * em


def pens(run: Run) -> Sequence[float]:
    """Return the pen's places in a run; even ones where only its ends are known."""
    count = run.span[1] - run.span[0]
    if len(run.xs) == count:
        return run.xs
    start = run.base[0] if run.direction is Direction.HORIZONTAL else run.base[1]
    step = (run.end - start) / count if run.end > start else run.em
    return [start + k * step for k in range(count)]


def _cut(run: Run, text: str) -> Iterator[Atom]:
    """Yield the parts of a run between which a gutter may run."""
    chars = [
        (offset, x, text[offset])
        for offset, x in zip(range(*run.span), pens(run), strict=True)
        if not text[offset].isspace()
    ]
    start = 0
    for k, (one, other) in enumerate(pairwise(chars), start=1):
        white = other[1] - one[1] - advance(one[2], run.em)
        if white > CUT * run.em or white < -1.5 * run.em:
            yield _atom(run, chars[start:k], 0.0)
            start = k
    if chars:
        yield _atom(run, chars[start:], run.end)


def _atom(run: Run, chars: Sequence[tuple[int, float, str]], end: float) -> Atom:
    last = chars[-1]
    usual = last[1] + advance(last[2], run.em)
    right = end if last[1] < end < usual + run.em else usual
    return Atom(
        offsets=tuple(offset for offset, _, _ in chars),
        left=chars[0][1],
        right=right,
        base=run.base[1],
        em=run.em,
        font=run.font,
        bold=run.bold,
    )
