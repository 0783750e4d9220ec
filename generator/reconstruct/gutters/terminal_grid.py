"""The lines of a dump as words that stand at cells, as on a terminal or a typewriter."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from generator.text.characters import is_wide

__all__ = ["DRIFT", "Row", "read_rows"]

_WORD = re.compile(r"\S+")
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
DRIFT = 2
"""Cells by which tools miss a column's edge: they round, and figures take up half an em."""
_ASCII = 0x7F
_TAB = 8
"""Cells from one stop of the tabulator to the next, on every terminal."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the dump; it has no words if it is blank."""

    words: tuple[tuple[int, int], ...]
    """Where each word begins and ends in the text."""
    starts: tuple[int, ...]
    """The first cell of each word."""
    ends: tuple[int, ...]
    """The cell after the last of each word."""

    def words_before(self, cell: int) -> int:
        """Return how many words stand left of a column that begins at ``cell``.

        A tool may be a cell or two off: the blank that lies nearest parts them, a wider one first.
        """
        best = (cell + 1, 0, 0)
        low = bisect_left(self.starts, cell - DRIFT)
        for k in range(low, bisect_right(self.starts, cell + DRIFT)):
            blank = self.starts[k] - (self.ends[k - 1] if k else -2)
            if blank > 1:
                best = min(best, (abs(self.starts[k] - cell), -blank, k))
        if best[0] <= DRIFT:
            return best[2]
        for k in range(len(self.words) + 1):
            end = self.ends[k - 1] if k else -1
            start = self.starts[k] if k < len(self.words) else cell + end + 2
            off = 0 if end <= cell <= start else min(abs(end - cell), abs(start - cell))
            if start - end == 1 and start != cell:
                off += 1  # one blank may stand between words
            best = min(best, (off, end - start, k))
        return best[2]


def read_rows(text: str, wide: int) -> list[Row]:
    """Return the lines of ``text``, an ideograph taking up ``wide`` cells.

    >>> row, = read_rows("设口袋公园  开班", 2)
    >>> row.starts, row.ends, row.words
    ((0, 12), (10, 16), ((0, 5), (7, 9)))
    """
    cells = None if wide == 1 or text.isascii() else _cells_before(text, wide)
    return [_row(text, start, end, wide, cells) for start, end in _lines(text)]


def _cells_before(text: str, wide: int) -> list[int]:
    """Return how many cells stand before each character of a text without tabs."""
    seen = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    kinds, which = np.unique(seen, return_inverse=True)
    widths = [wide if kind > _ASCII and is_wide(chr(kind)) else 1 for kind in kinds.tolist()]
    return [0, *np.array(widths)[which].cumsum().tolist()]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _LINE_END.finditer(text):
        yield at, match.start()
        at = match.end()
    if at < len(text):
        yield at, len(text)


def _row(text: str, at: int, end: int, wide: int, cells: list[int] | None) -> Row:
    """Return one line; ``cells`` are those before each character, as without tabs, if not one
    each."""
    words = [match.span() for match in _WORD.finditer(text, at, end)]
    if text.find("\t", at, end) < 0:
        if cells is None:
            return Row(tuple(words), *(tuple([word[n] - at for word in words]) for n in (0, 1)))
        first = cells[at]
        places = (tuple([cells[word[n]] - first for word in words]) for n in (0, 1))
        return Row(tuple(words), *places)
    starts: list[int] = []
    ends: list[int] = []
    cell = 0
    for start, stop in words:
        cell = _advance(text[at:start], wide, cell)
        starts.append(cell)
        cell = _advance(text[start:stop], wide, cell)
        ends.append(cell)
        at = stop
    return Row(tuple(words), tuple(starts), tuple(ends))


def _advance(text: str, wide: int, cell: int) -> int:
    """Return the cell after ``text`` if it begins at ``cell``."""
    if "\t" in text:
        for char in text:
            cell += _TAB - cell % _TAB if char == "\t" else _advance(char, wide, 0)
        return cell
    if wide == 1 or text.isascii():
        return cell + len(text)
    return cell + sum(wide if is_wide(char) and not char.isascii() else 1 for char in text)
