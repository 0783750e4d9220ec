"""Runs to atoms: characters on one baseline, cut at gaps wider than the line's own spacing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.geometry.layout_records import Atom
from generator.model.geometry import Direction, Run
from generator.text.characters import NEVER_FIRST

__all__ = ["BLANK", "advance", "atoms_of", "blanks_in", "pens"]

CUT = 0.3
"""Ems of white after a character at which a run is cut: a gutter is no narrower, even where a mark
hangs into it. What is no gutter is joined again (``lines``)."""
BLANK = 0.2
"""Ems of white, beyond the line's own spacing, that are seen as a blank."""
_HALF = frozenset(NEVER_FIRST + "—…")
"""Marks whose em many papers close up by half (CLREQ), others don't."""
OPENS = frozenset("「『（《〈【〔“‘")
_SYMBOLS = "\u2000"
"""From here on characters are marks and signs that Chinese sets an em wide, and ideographs."""
_NARROW = 0.55
"""Ems that Latin letters and digits take on average (CLREQ: half an em)."""


def atoms_of(runs: Sequence[Run], text: str) -> list[Atom]:
    """Return the horizontal runs of a page as atoms, from top to bottom."""
    found = [
        atom for run in runs if run.direction is Direction.HORIZONTAL for atom in _cut(run, text)
    ]
    return sorted(found, key=lambda atom: (atom.base, atom.left))


class _Shares(dict[str, float]):
    """How wide characters are set at least, in ems."""

    def __missing__(self, char: str) -> float:
        narrow = _NARROW if char < _SYMBOLS else 1.0
        share = self[char] = 0.5 if char in _HALF else narrow
        return share


_SHARES = _Shares()


def advance(char: str, em: float) -> float:
    """Return how wide a character is set at least where nothing shows it."""
    return _SHARES[char] * em


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
    first, last = run.span
    chars, xs = text[first:last], pens(run)
    offsets: Sequence[int] = range(first, last)
    if chars.split() != [chars]:  # there are blanks in it
        solid = [k for k, char in enumerate(chars) if not char.isspace()]
        chars = "".join([chars[k] for k in solid])
        offsets, xs = [first + k for k in solid], [xs[k] for k in solid]
    if not OPENS.isdisjoint(chars):
        chars, offsets, xs = _put_right(chars, offsets, xs, run.em)
    start, em = 0, run.em
    most, least = CUT * em, -1.5 * em
    shares = map(_SHARES.__getitem__, chars)
    for k, (x, share, after) in enumerate(zip(xs, shares, xs[1:], strict=False), start=1):
        if not least <= after - x - share * em <= most:
            yield _atom(run, chars[start:k], offsets[start:k], xs[start:k], 0.0)
            start = k
    if chars:
        yield _atom(run, chars[start:], offsets[start:], xs[start:], run.end)


def _put_right(
    chars: str, offsets: Sequence[int], xs: Sequence[float], em: float
) -> tuple[str, Sequence[int], Sequence[float]]:
    """Return characters with opening marks behind the mark after which they are set.

    One is drawn in the right half of its em: its pen may be set back to that of the half em before.
    """
    order = [*range(len(chars))]
    for k in range(len(chars) - 1):
        one, other = order[k], order[k + 1]
        near = xs[other] - xs[one] < 0.3 * em
        if chars[one] in OPENS and near and advance(chars[other], em) < em:
            order[k], order[k + 1] = other, one
    return "".join([chars[k] for k in order]), [offsets[k] for k in order], [xs[k] for k in order]


def _atom(run: Run, chars: str, offsets: Sequence[int], xs: Sequence[float], end: float) -> Atom:
    last = xs[-1]
    least = last + advance(chars[-1], run.em)
    known = end if last < end < least + run.em else least
    closes = chars[-1] in _HALF
    roomy = least - xs[0] > (len(chars) + BLANK) * run.em
    return Atom(
        offsets=tuple(offsets),
        left=xs[0],
        right=least if closes else known,
        end=known,
        base=run.base[1],
        em=run.em,
        font=run.font,
        bold=run.bold,
        closes=closes,
        opens=chars[0] in OPENS,
        pens=tuple(xs) if roomy else (),
    )


def blanks_in(atom: Atom, text: str) -> Iterator[int]:
    """Yield before which characters of an atom a narrow blank stands: more than its own spacing."""
    chars = [text[offset] for offset in atom.offsets]
    whites = [
        (after - pen) / atom.em - _SHARES[char]
        for pen, after, char in zip(atom.pens, atom.pens[1:], chars, strict=False)
    ]
    least = min(whites, default=0.0) + BLANK
    for k, white in enumerate(whites, start=1):
        # half of a mark's em is no blank
        if white > least and chars[k - 1] not in _HALF and chars[k] not in OPENS:
            yield k
