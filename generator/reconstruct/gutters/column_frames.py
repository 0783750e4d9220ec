"""A page of columns to its frames, and these to the cells of each column in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.reconstruct.gutters.column_edges import NARROWEST, ColumnEdge, has_stop, usual_width
from generator.reconstruct.gutters.column_parts import (
    PagePart,
    Strip,
    clean_cuts,
    part_across,
    part_of,
)
from generator.reconstruct.gutters.column_settling import settle_words, usual_edge
from generator.reconstruct.gutters.terminal_grid import Row
from generator.reconstruct.wording.furniture import furniture_rule
from generator.text.characters import ends_sentence, line_width

__all__ = ["Cell", "read_frames"]

_INDENT = 2.0
"""Ems before a paragraph's first line, in all Chinese papers (CLREQ)."""
_HANGING = 1.5
"""Ems by which a mark that begins no line hangs over its end (CLREQ)."""
_MOST_CELLS = 6
"""Cells that an indent takes up at most, three an em in the widest of the tools' grids."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column shows in one line of the dump."""

    start: int
    end: int
    """Where it stands in the text, one past the last character."""
    indent: float
    """Ems of blank between its column's edge and its first character."""
    gap: bool
    """Whether its column was left blank before it, or another frame begins."""


def read_frames(
    text: str, rows: Sequence[Row], rails: Sequence[ColumnEdge], *, stories: bool = False
) -> list[Cell]:
    """Return the cells of a page in reading order, every word in exactly one.

    If ``stories``, each column is one of its own.
    """
    return _Reading(text, rows, rails, stories=stories).cells()


class _Reading:
    def __init__(
        self, text: str, rows: Sequence[Row], rails: Sequence[ColumnEdge], *, stories: bool
    ) -> None:
        self._stories = stories
        self._text = text
        self._rows = rows
        settled, self._before = settle_words(text, rows, rails)
        self._rails = tuple(settled)
        self._pitch = _usual_step([i for i, row in enumerate(rows) if row.words])

    def cells(self) -> list[Cell]:
        top, bottom = self._body()
        page: Strip = (None, None)
        columns = [
            *(PagePart(i, i + 1, page, (), fresh=True) for i in range(top)),
            *self._columns(PagePart(top, bottom, page, self._rails, fresh=True)),
            *(PagePart(i, i + 1, page, (), fresh=True) for i in range(bottom, len(self._rows))),
        ]
        edges = [self._edge(column) for column in columns]
        offsets = Counter(
            start - edge
            for column, edge in zip(columns, edges, strict=True)
            for _, start in self._starts(column)
            if 1 < start - edge <= _MOST_CELLS
        )
        em = offsets.most_common(1)[0][0] / _INDENT if offsets else 1.0
        return [
            cell
            for column, edge in zip(columns, edges, strict=True)
            for cell in self._column(column, edge, em)
        ]

    def _body(self) -> tuple[int, int]:
        """Return the rows between the page's head lines and foot lines, which no gutter cuts."""
        top, bottom = 0, len(self._rows)
        page: Strip = (None, None)
        while top < bottom and _is_furniture(self._at(top, page)):
            top += 1
        while top < bottom and _is_furniture(self._at(bottom - 1, page)):
            bottom -= 1
        return top, bottom

    def _columns(self, page: PagePart) -> Iterator[PagePart]:
        """Yield the columns of the page in reading order, none of them parted by a rail."""
        waiting = [page]
        while waiting:
            frame = waiting.pop()
            used = [i for i in range(frame.top, frame.bottom) if self._shows(i, frame.strip)]
            if not used:
                continue
            frame = part_of(frame, used[0], used[-1] + 1, frame.strip, frame.fresh)
            frame = self._with_rails(frame)
            if frame.rails:
                waiting += reversed([*self._parts(frame, used)])
            else:
                yield frame

    def _with_rails(self, frame: PagePart) -> PagePart:
        """Return a frame with those rails alone that have words on both sides in it."""
        kept: list[ColumnEdge] = []
        for rail in frame.rails:
            left: Strip = (frame.strip[0], rail.at)
            right: Strip = (rail.at, frame.strip[1])
            rows = range(max(frame.top, rail.top), min(frame.bottom, rail.bottom))
            if any(self._shows(i, left) for i in rows) and any(self._shows(i, right) for i in rows):
                kept.append(rail)
        return PagePart(frame.top, frame.bottom, frame.strip, tuple(kept), fresh=frame.fresh)

    def _parts(self, frame: PagePart, used: Sequence[int]) -> list[PagePart]:
        """Return the parts of a frame: columns if some rail runs all through it, or else what
        stands above, between and below its rails."""
        through = [r for r in frame.rails if r.top <= frame.top and r.bottom >= frame.bottom]
        if not through:
            return part_across(frame, clean_cuts(frame))
        edges = (frame.strip[0], *(rail.at for rail in through), frame.strip[1])
        breaks, groups = self._anew(used, [*pairwise(edges)])
        if breaks:
            return part_across(frame, breaks)
        parts: list[PagePart] = []
        for n, (i, j) in enumerate(groups):
            part = part_of(frame, frame.top, frame.bottom, (edges[i], edges[j]), frame.fresh)
            # what spans several columns heads a text of its own
            fresh = frame.fresh if n == 0 else self._stories or bool(part.rails)
            parts.append(part_of(frame, frame.top, frame.bottom, part.strip, fresh))
        return parts

    def _anew(
        self, used: Sequence[int], strips: Sequence[Strip]
    ) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the rows at which all columns begin anew, and which columns go together.

        Where texts stand one below the other in the same columns, each column has closed its
        sentence, some end before others do, and a headline over the first leaves the rest blank.
        """
        alone = [(n, n + 1) for n in range(len(strips))]
        groups: list[tuple[int, int]] = []
        breaks: list[int] = []
        lowest = [
            next((i for i in reversed(used) if self._shows(i, strip)), -1) for strip in strips
        ]
        above: list[int | None] = [None] * len(strips)
        for h in used:
            if sum(row >= h for row in lowest) < 2:
                break
            here = [self._at(h, strip) for strip in strips]
            closed = [
                row is None or _closes(self._at(row, strip))
                for row, strip in zip(above, strips, strict=True)
            ]
            heads = [n for n, t in enumerate(here) if t and closed[n] and not has_stop(t)]
            if heads and any(row is not None for row in above):
                if all(closed) and len(heads) == sum(map(bool, here)):
                    if any(row is not None and h - row > self._pitch for row in above):
                        breaks.append(h)
                        above = [None] * len(strips)
                elif not groups:
                    ready = [
                        closed[n] and above[n] is not None and not here[n] and lowest[n] >= h
                        for n in range(len(strips))
                    ]
                    groups = _headed(heads, ready)
            above = [h if text else row for text, row in zip(here, above, strict=True)]
        return breaks, groups or alone

    def _column(self, frame: PagePart, edge: int, em: float) -> Iterator[Cell]:
        starts = [*self._starts(frame)]
        pitch = _usual_step([i for i, _ in starts])
        widths = {i: line_width(self._at(i, frame.strip)) for i, _ in starts}
        usual = usual_width(widths.values())
        before: int | None = None
        for i, start in starts:
            low, high = self._inside(i, frame.strip)
            words = self._rows[i].words
            yield Cell(
                start=words[low][0],
                end=words[high - 1][1],
                indent=_indent((start - edge) / em, widths[i], usual),
                gap=frame.fresh if before is None else i - before >= 2 * pitch,
            )
            before = i

    def _starts(self, frame: PagePart) -> Iterator[tuple[int, int]]:
        """Yield the rows of a column that are not blank, each with the cell its text begins in."""
        for i in range(frame.top, frame.bottom):
            low, high = self._inside(i, frame.strip)
            if low < high:
                row = self._rows[i]
                squeezed = low > 0 and row.starts[low] - row.ends[low - 1] == 1
                # where one blank stands for a gutter, the place tells nothing
                edge = frame.strip[0] if squeezed else None
                yield i, row.starts[low] if edge is None else edge

    def _edge(self, frame: PagePart) -> int:
        """Return the cell in which a column's flush lines begin: left of those that are indented,
        but not where a single line slipped."""
        return usual_edge(start for _, start in self._starts(frame))

    def _inside(self, i: int, strip: Strip) -> tuple[int, int]:
        """Return which words of a row stand in a strip, one past the last."""
        low = 0 if strip[0] is None else self._words_before(i, strip[0])
        high = len(self._rows[i].words) if strip[1] is None else self._words_before(i, strip[1])
        return low, high

    def _words_before(self, i: int, cell: int) -> int:
        found = self._before.get((i, cell))
        if found is None:
            found = self._before[i, cell] = self._rows[i].words_before(cell)
        return found

    def _shows(self, i: int, strip: Strip) -> bool:
        low, high = self._inside(i, strip)
        return low < high

    def _at(self, i: int, strip: Strip) -> str:
        low, high = self._inside(i, strip)
        words = self._rows[i].words
        return self._text[words[low][0] : words[high - 1][1]] if low < high else ""


def _is_furniture(text: str) -> bool:
    """Return whether a row is blank, or a head line or foot line."""
    return not text or furniture_rule(text) is not None


def _closes(text: str) -> bool:
    """Return whether a column may end with ``text``: a sentence does, or it is a credit."""
    return ends_sentence(text) or text[-1] in "）)"


def _indent(offset: float, width: float, usual: int) -> float:
    """Return the indent of a line of ``width`` ems that begins ``offset`` ems in.

    One that would reach beyond the column's usual width was pushed there by what stands before it.

    >>> _indent(2.0, 14.0, 16), _indent(9.0, 14.0, 16), _indent(9.0, 16.0, 16)
    (2.0, 2.0, 0.0)
    """
    if offset > _INDENT + 1 and width >= NARROWEST and offset + width > usual + _HANGING:
        offset = min(offset, usual - width)
        offset = _INDENT if offset >= _INDENT / 2 else 0.0
    return max(0.0, offset)


def _headed(heads: Sequence[int], ready: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the columns under the first headline that stands over several, and those beside."""
    for n, first in enumerate(heads):
        limit = heads[n + 1] if n + 1 < len(heads) else len(ready)
        end = first + 1
        while end < limit and ready[end]:
            end += 1
        if end - first > 1:
            groups = ((0, first), (first, end), (end, len(ready)))
            return [group for group in groups if group[0] < group[1]]
    return []


def _usual_step(rows: Sequence[int]) -> int:
    """Return how many rows most lines stand below the one before."""
    steps = Counter(b - a for a, b in pairwise(rows))
    return steps.most_common(1)[0][0] if steps else 1
