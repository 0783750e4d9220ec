"""Characters in pdfium's order to runs, and to the text that their spans point into."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.model import Direction, Run
from generator.readers.pdf.characters import Char

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


@dataclass(frozen=True, slots=True)
class TextRuns:
    """The text of a page and its runs."""

    text: str
    runs: tuple[Run, ...]


@dataclass(slots=True)
class _Setter:
    """The text as far as it is set, and the run that goes on."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[Run] = field(default_factory=list)
    current: list[Char] = field(default_factory=list)
    last: Char | None = None
    """The last character of the run before."""

    def set(self, char: Char, blanks: list[Char]) -> None:
        """Set a character after the blanks that came since the one before."""
        if self.current and _goes_on(self.current[-1], char, blanks):
            self.current += blanks if blanks and _are_kept(self.current[-1], char, blanks) else ()
        else:
            self.close()
        self.current.append(char)

    def close(self) -> None:
        """End the run that goes on."""
        chars, self.current = self.current, []
        if not chars:
            return
        if self.last is not None:
            self._put(_between(self.last, chars[0]))
        start = self.length
        self._put("".join([char.text for char in chars]))
        self.runs.append(_run(chars, (start, self.length)))
        self.last = chars[-1]

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def set_runs(chars: list[Char]) -> TextRuns:
    """Return the text of some characters, in their order, and its runs.

    A run ends where the font, the size or the line changes and where the pen jumps. Blanks are
    kept between characters of a run only. Runs of one line follow one another in the text, with a
    blank where one is seen; before all others the line ends.
    """
    setter = _Setter()
    blanks: list[Char] = []
    for char in chars:
        if char.text.isspace():
            blanks.append(char)
            continue
        setter.set(char, blanks)
        blanks = []
    setter.close()
    return TextRuns("".join(setter.parts), tuple(setter.runs))


def _goes_on(last: Char, char: Char, blanks: list[Char]) -> bool:
    """Tell whether a character continues the run that ``last`` is the last one of."""
    if char.font != last.font or char.way != last.way or abs(char.em - last.em) > 0.01 * last.em:
        return False
    step, rise = _step(last, char)
    if abs(rise) > _LEVEL * last.em or step < -_BACK * last.em:
        return False
    gap = step - last.advance
    if gap <= _GAP * last.wide:
        return True
    real = [blank for blank in blanks if not blank.made]
    if not real or gap > _BLANKS * last.wide:
        return False
    step, _ = _step(real[-1], char)
    return -_BACK * last.em <= step <= real[-1].advance + _GAP * last.wide


def _step(last: Char, char: Char) -> tuple[float, float]:
    """Return how far a character stands along the line from the one before, and how far off it."""
    right, down = last.way
    x, y = char.x - last.x, char.y - last.y
    return x * right + y * down, y * right - x * down


def _are_kept(last: Char, char: Char, blanks: list[Char]) -> bool:
    """Tell whether blanks are the page's: printed, or between words of letters.

    pdfium's own stand wherever characters are spaced out, as a justified line is.
    """
    if any(not blank.made for blank in blanks):
        return True
    return all(c.text.isascii() and c.text.isalpha() for c in (last, char))


def _between(last: Char, char: Char) -> str:
    """Return what stands in the text between two runs."""
    if char.way != last.way:
        return "\n"
    step, rise = _step(last, char)
    gap, em = step - last.advance, max(last.wide, char.wide)
    level = abs(rise) <= _LEVEL * max(last.em, char.em)
    if not level or step < 0 or gap > _SAME_LINE * em:
        return "\n"
    return " " if gap > _BLANK * min(last.wide, char.wide) else ""


def _run(chars: list[Char], span: tuple[int, int]) -> Run:
    first, last = chars[0], chars[-1]
    right, down = first.way
    is_down = abs(down) > abs(right)
    xs: list[float] = []
    for char in chars:  # one for each code point: a glyph may stand for several
        xs += [round(char.y if is_down else char.x, 2)] * len(char.text)
    return Run(
        span=span,
        base=(round(first.x, 2), round(first.y, 2)),
        em=round(first.em, 2),
        direction=Direction.VERTICAL if is_down else Direction.HORIZONTAL,
        xs=tuple(xs),
        end=round(xs[-1] + last.advance * (down if is_down else right), 2),
        font=first.font.name,
        bold=first.font.bold,
    )
