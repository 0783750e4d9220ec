"""Display text between side-by-side stories: sorted by story, and set above the story it heads."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.reconstruct.pieces import Line
from generator.reconstruct.rows.display_lines import halves, names_writer
from generator.reconstruct.rows.lexical_cover import Subjects
from generator.reconstruct.rows.page_language import PageLanguage
from generator.text.characters import line_width
from generator.text.traced import join_between

__all__ = ["DisplayGroup", "DisplayRows"]

_MOST_COLUMNS = 3
"""Stories whose headlines stand in one row."""
_MOST_LINES, _MOST_VARIANTS = 12, 8
"""Display lines in a row, more than headlines have; ways of cutting them that are tried."""
_PAUSE = 1.5
"""Nats against cutting a line at a blank, for which headlines set a comma, and against joining one
that was cut."""
_ALIKE = 0.8
"""Nats for two lines of a headline about as wide as one another."""
_BEAM = 40
_COLUMN = -4.0
"""Nats for each further story in one run of display text."""
_RIGHT_ABOVE = 0.5
"""Nats for a byline under the line that was printed right before it; for several bylines, for
each under the headline of its rank from the left."""
_BYLINE_TWICE = -8.0
"""Nats for a second byline under one headline."""
_AFTER_BYLINE = -4.0
"""Nats for display text under a byline."""
_BRACKET_CLOSED, _BRACKET_OPEN = 3.0, -2.5
"""Nats for a line that closes the bracket left open above it, and for one that does not."""
_COMPLETE = -1.0
"""Nats for a line under one whose closing bracket ends the headline."""
_JOINED = 0.4
"""Share of the words' nats that counts from one line of a headline to the next: columns are cut
anywhere, headlines where their sense allows."""
_TWO = re.compile(r"[）)]\s+[^\s（(].{3,}[）)]$")
"""Two headlines on one line: each ends with its column's name in brackets."""
_KICKER = re.compile(r"(?:——|—|……|…)$")
_SAYS = re.compile(r"(?:强调|指出|要求)$")
"""How a kicker ends over a headline that is what was said: the custom of reports of meetings."""
_SUBTITLE = re.compile(r"^(?:——|—|--)")
_OPEN, _CLOSED = re.compile("[（(“《]"), re.compile("[）)”》]")


_Columns: TypeAlias = tuple[tuple[Line, ...], ...]
"""Display lines given to columns, left to right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayGroup:
    """The display lines of one story that stand together."""

    lines: tuple[Line, ...]
    """In reading order."""
    place: int
    """Index of the run that they were cut from."""
    titles: tuple[Line, ...]
    """Its lines, bylines left out."""
    text: str
    """What these say."""

    @property
    def leads_over(self) -> bool:
        """Whether they are a kicker (引题) by their last mark."""
        return bool(self.titles and _KICKER.search(self.titles[-1].text.text))

    @property
    def goes_above(self) -> bool:
        """Whether they are a kicker by their last mark, or name who says what the headline says."""
        return self.leads_over or bool(self.titles and _SAYS.search(self.titles[-1].text.text))

    @property
    def goes_below(self) -> bool:
        """Whether they are a subtitle (副题) by their first mark."""
        return bool(self.titles and _SUBTITLE.match(self.titles[0].text.text))

    @property
    def signed(self) -> bool:
        """Whether a byline is among them."""
        return len(self.titles) < len(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sorted:
    """One way to give display lines to stories."""

    heads: tuple[DisplayGroup, ...]
    """Left to right."""
    said: tuple[str, ...]
    nats: float
    """What speaks for it, what the stories are about left out."""


class DisplayRows:
    """A run of display rows that may mix the headlines of several stories."""

    def __init__(self, rows: Sequence[Sequence[Line]], place: int, language: PageLanguage) -> None:
        self._ways = _ways(rows, place, language)

    def sorted_by(self, subjects: Subjects) -> tuple[DisplayGroup, ...]:
        """Return the headlines, left to right, that fit stories about ``subjects``; mostly one."""
        if len(self._ways) < 2:
            return self._ways[0].heads
        best, most = self._ways[0], -math.inf
        for way in self._ways:
            if way.nats + subjects.most(way.said) > most:
                nats = way.nats + subjects.together(way.said)
                best, most = (way, nats) if nats > most else (best, most)
        return best.heads


def _ways(rows: Sequence[Sequence[Line]], place: int, language: PageLanguage) -> list[_Sorted]:
    """Return all lines as one story's, then the likeliest ways to tell several apart."""
    lines = tuple(line for row in rows for line in row)
    several = 2 <= len(lines) <= _MOST_LINES
    nats = _as_one(lines, language) if several else 0.0
    found: list[tuple[float, _Columns]] = [(nats, (lines,))]
    for variant, cost in _variants(rows) if several else ():
        for count in range(2, _MOST_COLUMNS + 1):
            found += [
                (score + _COLUMN * (count - 1) + cost, columns)
                for score, columns in _divide(variant, count, language)
            ]
    return [
        _Sorted(
            heads=tuple(_parted(column, place) for column in columns),
            said=tuple(_said(column) for column in columns),
            nats=score,
        )
        for score, columns in found
    ]


def _parted(column: Sequence[Line], place: int) -> DisplayGroup:
    """Return a head; the byline at the end of a headline's last line on a line of its own."""
    lines = tuple(
        part for line in column for part in (halves(line) if names_writer(line) else (line,))
    )
    titles = tuple(line for line in lines if not names_writer(line))
    return DisplayGroup(lines=lines, place=place, titles=titles, text=_said(titles))


def _as_one(lines: tuple[Line, ...], language: PageLanguage) -> float:
    """Return what speaks for the lines being one story's, in nats."""
    below = sum(_follows(lines[:n], line, language) for n, line in enumerate(lines))
    two = any(_TWO.search(line.text.text) for line in lines)
    return below + _COLUMN * two


def _said(lines: Sequence[Line]) -> str:
    """Return what display lines say, bylines left out."""
    return "".join(line.text.text for line in lines if not names_writer(line))


def _variants(rows: Sequence[Sequence[Line]]) -> Iterator[tuple[list[tuple[Line, ...]], float]]:
    """Yield the rows as they are, and with lines cut at the one blank that may be a gutter, or
    joined over a gutter that may be a headline's blank."""
    turned = [(n, *other) for n, row in enumerate(rows) if (other := _otherwise(row)) is not None]
    for chosen in range(min(2 ** len(turned), _MOST_VARIANTS)):
        variant, cost = [tuple(row) for row in rows], 0.0
        for bit, (n, row, nats) in enumerate(turned):
            if chosen >> bit & 1:
                variant[n], cost = row, cost + nats
        yield variant, cost


def _otherwise(row: Sequence[Line]) -> tuple[tuple[Line, ...], float] | None:
    """Return the other way of cutting a row, and the nats for it; ``None`` where there is none."""
    if len(row) == 1:
        cut = halves(row[0])
        return (cut, -_PAUSE * (not _TWO.search(row[0].text.text))) if len(cut) == 2 else None
    if len(row) > 2 or any(names_writer(cell) for cell in row):
        return None
    text = join_between((cell.text for cell in row), " ")
    if _TWO.search(text.text):
        return None
    return (replace(row[0], text=text, width=line_width(text.text)),), -_PAUSE


def _divide(
    rows: Sequence[Sequence[Line]], count: int, language: PageLanguage
) -> list[tuple[float, _Columns]]:
    """Return the best ways to give the rows' cells to ``count`` columns, each used, best first."""
    beam: list[tuple[float, _Columns]] = [(0.0, ((),) * count)]
    last: Line | None = None
    bylines, named = sum(names_writer(cell) for row in rows for cell in row), 0
    for row in rows:
        grown: list[tuple[float, _Columns]] = []
        for score, columns in beam:
            for chosen in _choices(len(row), count):
                new = list(columns)
                total = score
                for cell, c in zip(row, chosen, strict=True):
                    total += _follows(new[c], cell, language)
                    if names_writer(cell) and new[c]:
                        below = new[c][-1] is last if bylines == 1 else c == named
                        total += _RIGHT_ABOVE * below
                    new[c] = (*new[c], cell)
                grown.append((total, tuple(new)))
        beam = sorted(grown, key=lambda s: -s[0])[:_BEAM]
        last = row[-1]
        named += any(names_writer(cell) for cell in row)
    return [(score, columns) for score, columns in beam if all(columns)]


def _choices(cells: int, count: int) -> Iterator[tuple[int, ...]]:
    """Yield the columns, rising from left to right, that the cells of a row may stand in."""
    if cells > count:
        yield tuple(min(c, count - 1) for c in range(cells))
        return
    if cells == 1:
        yield from ((c,) for c in range(count))
        return
    for first in range(count - cells + 1):
        for rest in _choices(cells - 1, count - first - 1):
            yield (first, *(first + 1 + c for c in rest))


def _follows(column: tuple[Line, ...], line: Line, language: PageLanguage) -> float:
    """Return how well a line goes on below the lines of a headline."""
    if not column:
        return 0.0
    above, below = column[-1].text.text.strip(), line.text.text.strip()
    if names_writer(line):
        named = any(names_writer(other) for other in column)
        return _BYLINE_TWICE if named and not names_writer(column[-1]) else -2.0 * named + 0.5
    if names_writer(column[-1]):
        return _AFTER_BYLINE
    if _SUBTITLE.match(below):
        return 1.0
    text = "".join(other.text.text for other in column)
    opened = len(_OPEN.findall(text)) - len(_CLOSED.findall(text))
    if opened > 0:
        return _BRACKET_CLOSED if _CLOSED.search(below) else _BRACKET_OPEN
    closes = len(_CLOSED.findall(below)) > len(_OPEN.findall(below))
    if closes:
        return _BRACKET_OPEN
    if _KICKER.search(above):
        return 0.5
    if above[-1] in "）)":
        return _COMPLETE
    alike = _ALIKE * (abs(column[-1].width - line.width) <= 1)
    return alike + _JOINED * max(-2.0, min(3.0, language.joins(above, below)))
