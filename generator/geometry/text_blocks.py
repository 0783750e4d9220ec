"""Lines to blocks: lines under one another in one size, at one pitch, within one measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from generator.geometry.layout_records import SetLine, overlap
from generator.geometry.page_metrics import PageMetrics
from generator.geometry.stacks import SOLID, Measures, Rhythm, Stack
from generator.text.characters import PAUSES

__all__ = ["TextBlock", "build_blocks", "without_lines"]

_BoxEdges = npt.NDArray[np.float64]
"""Tops, bottoms, left and right edges of blocks, a row each."""
_SIZE = 0.07
"""Share by which sizes of one block differ at most."""
_LEAST, _NEXT = 0.55, 1.27
"""Pitches from a line of a block to the next: more is a gap between two blocks."""
_INDENT = 2.6
"""Ems of an indent, and what lines stray."""
_STRAY = 0.9
"""Ems by which a mark may hang out of its column."""
_EDGE = 0.6
_CHANGE = 1.2
"""Ems by which a measure is another one."""
_LINED = 0.25
"""Ems within which edges are one."""
_STOPS = 0.025
"""Share of a text's characters that are stops, at least; the seeds have one in fifteen."""
_FAR = 60
"""Ems within which another block of the same column is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """Lines of one column."""

    lines: tuple[SetLine, ...]
    left: float
    """Left edge of its column, which its first line may be indented from."""
    right: float
    """Right edge of its column."""

    @property
    def top(self) -> float:
        """Upper edge of its first line."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """Lower edge of its last line."""
        return self.lines[-1].bottom

    @property
    def em(self) -> float:
        """Size of its characters."""
        return self.lines[0].em

    @property
    def frame(self) -> int:
        """The frame that it stands in."""
        return self.lines[0].frame

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(line.text for line in self.lines)

    @property
    def width(self) -> float:
        """Its measure in points."""
        return self.right - self.left

    def indent(self, line: SetLine) -> float:
        """Return the ems that a line leaves free on its left."""
        return (line.left - self.left) / self.em

    def tail(self, line: SetLine) -> float:
        """Return the ems that a line leaves free on its right."""
        return (self.right - line.right) / self.em

    @property
    def running(self) -> bool:
        """Whether it is running text, by its stops and its lines: no display text has these."""
        stops = sum(char in PAUSES or char == "。" for char in self.text)
        return len(self.lines) >= SOLID and stops >= _STOPS * len(self.text)


def build_blocks(lines: Iterable[SetLine], sheet: PageMetrics) -> tuple[TextBlock, ...]:
    """Return the blocks of horizontal lines, from top to bottom."""
    stacks = [part for stack in _stacked([*lines], sheet) for part in _by_measure(stack)]
    stacks.sort(key=lambda stack: (stack[0].top, stack[0].left))
    return _with_columns([_block(stack) for stack in stacks])


def _block(stack: Sequence[SetLine]) -> TextBlock:
    return TextBlock(
        lines=tuple(stack),
        left=min(line.left for line in stack),
        right=_right_edge([line.right for line in stack], stack[0].em),
    )


def _right_edge(rights: Sequence[float], em: float) -> float:
    """Return where a column ends: not where one long word, or a mark, runs out of it."""
    ordered = sorted(rights, reverse=True)
    if len(ordered) < 2 * SOLID:
        return ordered[0]
    shared = (one for one, other in pairwise(ordered) if one - other < _LINED * em)
    return next(shared, ordered[0])


def _stacked(lines: Sequence[SetLine], sheet: PageMetrics) -> Iterator[list[SetLine]]:
    open_: list[Stack] = []
    rhythm = Rhythm(lines)
    for row in _rows(lines):
        reach = row[0].base
        still = []
        for stack in open_:
            if reach - stack.last.base > 3 * stack.last.em:
                yield stack.lines
            else:
                still.append(stack)
        open_ = still
        wanted: dict[int, list[SetLine]] = {}
        above = Measures(open_)
        for line in row:
            near = above.over(line, 2 * _INDENT * line.em)
            if fits := [n for n in near if _fits(open_[n], line, sheet, rhythm)]:
                best = min(fits, key=lambda n: abs(open_[n].last.left - line.left))
                wanted.setdefault(best, []).append(line)
            else:
                wanted.setdefault(-1 - line.number, []).append(line)
        for n, own in wanted.items():
            if n >= 0 and len(own) == 1:
                open_[n].add(own[0])
            else:
                # two lines under one: other columns begin
                open_ += [Stack(line) for line in own]
    for stack in open_:
        yield stack.lines


def _rows(lines: Iterable[SetLine]) -> Iterator[list[SetLine]]:
    row: list[SetLine] = []
    for line in sorted(lines, key=lambda line: (line.base, line.left)):
        if row and line.base - row[0].base > 0.25 * row[0].em:
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _fits(stack: Stack, line: SetLine, sheet: PageMetrics, rhythm: Rhythm) -> bool:
    last, em, left, right = stack.last, line.em, stack.left, stack.right
    if last.frame != line.frame or abs(last.em - em) > _SIZE * em:
        return False
    usual = sheet.pitch(em) if stack.step is None else stack.step
    step = line.base - last.base
    if step <= _LEAST * usual:
        return False
    if (far := step >= _NEXT * usual) and stack.step is not None:
        return False
    if len(stack.lines) == 1:
        aligned = abs(line.left - left) < _INDENT * em
        centred = abs(line.middle - last.middle) < _EDGE * em
        fits = (aligned or centred) and overlap(left, right, line.left, line.right) > 0
    else:
        before = _INDENT if stack.first - left < _LINED * em else _EDGE
        grown = len(stack.lines) < SOLID or right - stack.nearly > em
        fits = left - before * em < line.left < right and (
            line.right < right + _STRAY * em or (grown and line.left < left + _INDENT * em)
        )
    return fits and (not far or rhythm.goes_on(last, line)) and not _ruled(last, line, sheet)


def _ruled(above: SetLine, below: SetLine, sheet: PageMetrics) -> bool:
    """Return whether a rule runs between two lines."""
    return any(
        overlap(rule[0], rule[2], below.left, below.right) > 0.5 * below.em
        for rule in sheet.levels_amid(above.base, below.base)
    )


def _by_measure(stack: list[SetLine]) -> Iterator[list[SetLine]]:
    """Yield the parts of a stack that have one measure: a text that runs around something."""
    waiting = [stack]
    while waiting:  # no recursion: each line may have a measure of its own
        part = waiting.pop()
        at = _change([line.right for line in part], part[0].em)
        at = at or _change([-line.left for line in part], part[0].em)
        if at and not _only_indents(part, at):
            waiting += [part[at:], part[:at]]
        else:
            yield part


def _only_indents(stack: Sequence[SetLine], at: int) -> bool:
    """Return whether the lines on one side of a cut only begin paragraphs: each is indented, and
    none goes on from a full line above."""
    em = stack[0].em
    left, right = min(line.left for line in stack), max(line.right for line in stack)
    inset = stack[:at] if stack[0].left > left + _EDGE * em else stack[at:]
    indents = all(abs(line.left - left - 2 * em) < _EDGE * em for line in inset)
    return indents and not any(right - line.right < _EDGE * em for line in inset[:-1])


def _change(edges: Sequence[float], em: float) -> int:
    """Return from which line on the edge of the column is another one, 0 if from none.

    Both edges are shown by several lines that reach them: a short line shows none.
    """
    sofar = [*accumulate(edges, max)]
    rest = [*accumulate(reversed(edges), max)][::-1]
    for at in range(2, len(edges) - 1):
        above, below = sofar[at - 1], rest[at]
        wider = below > above
        if abs(above - below) < _CHANGE * em:
            continue
        first = edges[at] > above + _EDGE * em if wider else edges[at - 1] > below + _EDGE * em
        if first and _shown(edges[:at], above, em) and _shown(edges[at:], below, em):
            return at
    return 0


def _shown(edges: Sequence[float], edge: float, em: float) -> bool:
    return sum(edge - own < _LINED * em for own in edges) > 1


def _with_columns(blocks: Sequence[TextBlock]) -> tuple[TextBlock, ...]:
    """Return the blocks with the edges of their columns, where only others show them."""
    solid = [n for n, block in enumerate(blocks) if _is_solid(block)]
    edges = np.array([(b.top, b.bottom, b.left, b.right) for b in blocks]).reshape(-1, 4).T
    found = dict(enumerate(blocks))
    found |= {n: _measured(n, solid, blocks, edges) for n in found.keys() - {*solid}}
    return tuple(found.values())


def _is_solid(block: TextBlock) -> bool:
    em = block.em
    flush = sum(line.left - block.left < _LINED * em for line in block.lines)
    full = sum(block.right - line.right < _LINED * em for line in block.lines)
    indented = any(line.left - block.left > em for line in block.lines)
    return flush > 1 and full > 1 and (indented or flush >= SOLID)


def without_lines(block: TextBlock, count: int) -> list[TextBlock]:
    """Return a block without its first lines, none where it has no others."""
    rest = block.lines[count:]
    if not rest:
        return []
    if len(rest) < SOLID:
        return [replace(block, lines=rest)]
    return [_block(rest)]


def _measured(
    number: int, solid: Sequence[int], blocks: Sequence[TextBlock], edges: _BoxEdges
) -> TextBlock:
    """Return a short block with the column of the nearest one that shows it."""
    block = blocks[number]
    em = block.em
    found = []
    tops, bottoms = edges[:2, solid]
    far = np.maximum(tops - block.bottom, block.top - bottoms) > _FAR * em
    for other in (blocks[solid[n]] for n in np.flatnonzero(~far).tolist()):
        if other.frame != block.frame or block.right > other.right + _STRAY * em:
            continue
        if abs(other.em - em) > _SIZE * em:
            continue
        flush = abs(block.left - other.left) < _LINED * em
        inside = other.left - _LINED * em < block.left
        if flush or (inside and overlap(block.left, block.right, other.left, other.right) > 0):
            column = min(block.left, other.left), max(block.right, other.right)
            if _taken(number, column, em, edges):
                continue
            away = max(other.top - block.bottom, block.top - other.bottom, 0.0)
            indent = abs(block.left - other.left - 2 * em) < _EDGE * em
            found.append((not (flush or indent), away, other))
    if not found:
        return block
    other = min(found, key=lambda f: f[:2])[2]
    return replace(block, left=min(block.left, other.left), right=max(block.right, other.right))


def _taken(number: int, column: tuple[float, float], em: float, edges: _BoxEdges) -> bool:
    """Return whether another block stands beside a block, in the column that it may have."""
    tops, bottoms, lefts, rights = edges
    down = np.minimum(bottoms, bottoms[number]) - np.maximum(tops, tops[number])
    across = np.minimum(rights, column[1]) - np.maximum(lefts, column[0])
    beside = (down > 0.5 * em) & (across > 0.5 * em)
    beside[number] = False
    return bool(beside.any())
