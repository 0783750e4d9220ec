"""Characters in pdfium's order to runs, and to the text that their spans point into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generator.model import Direction, Run
from generator.readers.pdf.bulk_calls import Floats, Mask, Numbers
from generator.readers.pdf.page_characters import Characters

__all__ = ["TextRuns", "set_runs"]

_LEVEL = 0.1
"""Share of the em by which characters of one line may differ in height: notes and chemical
formulas are raised and lowered by a third."""
_BACK = 0.1
"""Share of the em by which the pen may go back within a run, as letters are kerned."""
_GAP = 0.5
"""Em between characters of a run at most. What is set farther apart begins another one, and whoever
reads the page decides whether a line or a column ends there."""
_BLANKS = 2.0
"""Em that blanks may bridge within a run; a table's or a gutter's are wider."""
_SAME_LINE = 1.5
"""Em between runs of one line of the text; a wider gap ends the line there."""
_BLANK = 0.3
"""Em between runs from which on a blank parts them in the text: Chinese is set off from numbers by
a quarter of an em."""


_UNSURE = 1e-4
"""Of a hundredth: far more than doubles stray by on any page; few places are so near to half."""


@dataclass(frozen=True, slots=True)
class TextRuns:
    """The text of a page and its runs."""

    text: str
    runs: tuple[Run, ...]


def set_runs(chars: Characters) -> TextRuns:
    """Return the text of some characters, in their order, and its runs.

    A run ends where the font, the size or the line changes and where the pen jumps. Blanks are
    kept between characters of a run only. Runs of one line follow one another in the text, with a
    blank where one is seen; before all others the line ends.
    """
    blank = np.fromiter(map(str.isspace, chars.text), bool, len(chars.text))
    solid = np.flatnonzero(~blank)
    if not len(solid):
        return TextRuns("", ())
    steps = _steps(chars, solid[:-1], solid[1:])
    goes_on = _go_on(chars, solid, steps)
    kept = ~blank
    for n in np.flatnonzero(goes_on & (np.diff(solid) > 1)).tolist():
        between = slice(solid[n] + 1, solid[n + 1])
        kept[between] = _are_kept(chars, solid[n], solid[n + 1])
    ends = np.flatnonzero(~goes_on)
    first, last = solid[np.append(0, ends + 1)], solid[np.append(ends, len(solid) - 1)]
    return _text_runs(chars, first, last, kept, _between(chars, solid, steps, ends))


@dataclass(frozen=True, slots=True)
class _Steps:
    """From characters to those after them, which may be far away."""

    along: Floats
    """How far the pen goes along the line of the first one."""
    rise: Floats
    """How far off it."""
    gap: Floats
    """How much white it leaves."""
    same_way: Mask


def _steps(chars: Characters, one: Numbers, other: Numbers) -> _Steps:
    x, y = chars.x[other] - chars.x[one], chars.y[other] - chars.y[one]
    ways = np.array(chars.ways)
    right, down = ways[chars.way[one]].T
    along = x * right + y * down
    return _Steps(
        along=along,
        rise=np.abs(y * right - x * down),
        gap=along - chars.advance[one],
        same_way=chars.way[one] == chars.way[other],
    )


def _go_on(chars: Characters, solid: Numbers, steps: _Steps) -> Mask:
    """Return which characters the next one continues the run of."""
    one, other = solid[:-1], solid[1:]
    em = chars.em[one]
    same = (chars.font[one] == chars.font[other]) & steps.same_way
    same &= np.abs(chars.em[other] - em) <= 0.01 * em
    same &= (steps.rise <= _LEVEL * em) & (steps.along >= -_BACK * em)
    wide = chars.wide[one]
    near: Mask = same & (steps.gap <= _GAP * wide)
    may = same & ~near & (steps.gap <= _BLANKS * wide) & (other - one > 1)
    for n in np.flatnonzero(may).tolist():
        near[n] = _is_bridged(chars, int(one[n]), int(other[n]))
    return near


def _is_bridged(chars: Characters, one: int, other: int) -> bool:
    """Tell whether the last printed blank between two characters reaches the second."""
    real = np.flatnonzero(~chars.made[one + 1 : other])
    if not len(real):
        return False
    last = np.array([one + 1 + int(real[-1])])
    step = float(_steps(chars, last, np.array([other])).along[0])
    em, wide, advance = chars.em[one], chars.wide[one], chars.advance[last[0]]
    return bool(-_BACK * em <= step <= advance + _GAP * wide)


def _are_kept(chars: Characters, one: int, other: int) -> bool:
    """Tell whether the blanks between two characters are the page's: printed, or between letters.

    pdfium's own stand wherever characters are spaced out, as a justified line is.
    """
    if not chars.made[one + 1 : other].all():
        return True
    return all(c.isascii() and c.isalpha() for c in (chars.text[one], chars.text[other]))


def _between(chars: Characters, solid: Numbers, steps: _Steps, ends: Numbers) -> list[str]:
    """Return what stands in the text between runs."""
    one, other = solid[ends], solid[ends + 1]
    along, rise, gap = steps.along[ends], steps.rise[ends], steps.gap[ends]
    wide, wide_other = chars.wide[one], chars.wide[other]
    level = rise <= _LEVEL * np.maximum(chars.em[one], chars.em[other])
    level &= (along >= 0) & (gap <= _SAME_LINE * np.maximum(wide, wide_other))
    spaced = gap > _BLANK * np.minimum(wide, wide_other)
    found = np.where(steps.same_way[ends] & level, np.where(spaced, " ", ""), "\n")
    return [*map(str, found)]


def _rounded(places: Floats) -> Floats:
    """Return numbers to two places, as ``round`` gives them.

    >>> _rounded(np.array([2.675, 0.125, 9.999])).tolist() == [round(2.675, 2), 0.12, 10.0]
    True
    """
    cents = places * 100
    found: Floats = np.rint(cents) / 100
    # near half a hundredth the product has lost which way to go
    unsure = np.flatnonzero(np.abs(np.abs(cents - np.trunc(cents)) - 0.5) < _UNSURE)
    found[unsure] = [round(place, 2) for place in places[unsure].tolist()]
    return found


def _text_runs(
    chars: Characters,
    first: Numbers,
    last: Numbers,
    kept: Mask,
    between: Sequence[str],
) -> TextRuns:
    """Return the text and its runs, each from a first to a last character of those kept."""
    places = np.flatnonzero(kept)
    starts, ends = np.searchsorted(places, first), np.searchsorted(places, last) + 1
    text = "".join([chars.text[place] for place in places.tolist()])
    ways = [(right, down, abs(down) > abs(right)) for right, down in chars.ways]
    of_run = chars.way[first].tolist()
    down = np.repeat([ways[way][2] for way in of_run], ends - starts)
    along = np.where(down, chars.y[places], chars.x[places])
    xs = _rounded(along).tolist()
    advances = chars.advance[last].tolist()
    bases = zip(chars.x[first].tolist(), chars.y[first].tolist(), strict=True)
    told = zip(
        *(starts.tolist(), ends.tolist(), ("", *between), of_run, bases, advances),
        *(chars.em[first].tolist(), chars.font[first].tolist()),
        strict=True,
    )
    parts: list[str] = []
    runs: list[Run] = []
    at = 0
    for start, end, gap, way, (x, y), advance, em, font in told:
        right, below, is_down = ways[way]
        parts += (gap, text[start:end])
        at += len(gap)
        runs.append(
            Run(
                span=(at, at + end - start),
                base=(round(x, 2), round(y, 2)),
                em=round(em, 2),
                direction=Direction.VERTICAL if is_down else Direction.HORIZONTAL,
                xs=tuple(xs[start:end]),
                end=round(xs[end - 1] + advance * (below if is_down else right), 2),
                font=chars.fonts[font].name,
                bold=chars.fonts[font].bold,
            )
        )
        at += end - start
    return TextRuns("".join(parts), tuple(runs))
