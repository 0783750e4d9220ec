"""The words of one row to the columns they stand in: the cheapest way to share them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from generator.reconstruct.gutters.terminal_grid import DRIFT, Row
from generator.reconstruct.wording.article_ends import DATELINE
from generator.reconstruct.wording.bylines import REPORTER_ALONE
from generator.scores.continuity import continuity
from generator.text.characters import BULLETS, NEVER_FIRST, ends_sentence, line_width

__all__ = ["Placed", "PlacedColumn", "is_full", "parts_columns", "place_words"]

_MOST_WORDS, _MOST_COLUMNS = 40, 16
"""Words of a row and columns of a page above which a row is letter-spaced, or none of a page."""
_INDENT = 6
"""Cells of an indent at most: two ems of three cells."""
_FLUSH = 4.5
"""Ems by which a full line is shorter than its column, at most a third of it: an indent, the blank
of a dateline, a mark pushed out, figures of half an em."""
_HANGING = 1.5
"""Ems by which a mark that begins no line hangs over its end (CLREQ)."""
_OVER, _WIDER = 2.0, 0.5
"""Costs of a cell wider than its column: at all, and for each em."""
_LEFT, _PUSHED, _INSIDE, _INDENTED = 0.5, 0.1, 0.6, 0.2
"""Costs of where a cell begins: for each cell left of its edge, where what stands before filled
its column, and where it may have taken up less room than the page gave it; centred; indented."""
_BEYOND = 0.3
"""Cost of each cell by which a centred line reaches into the next column."""
_SKIPPED = 2.0
"""Cost of a blank column behind which only one blank stands."""
_SHORT = 0.4
"""Cost of a cell that stops short of its column and has only one blank behind it."""
_WIDE_INSIDE, _BLANK_INSIDE, _EXPLAINED = 2.5, 1.2, 0.1
"""Costs of a blank inside a cell: wide; of one cell; of one that Latin letters, a dateline or a
name explain."""
_TORN = 1.0
"""Cost of a gutter where one of these explains the blank."""
_LEFT_OPEN = 2.0
"""Cost of a column left blank amid a sentence."""
_BROKEN = 0.8
"""Cost of a short line amid a sentence of its column."""
_JOIN, _JOINS = 0.3, 3.0
"""Weight and limit of the nats by which a cell goes on where its column was left."""


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column as its rows show it."""

    edge: int | None
    """The cell in which its flush lines begin; ``None`` where one blank parts all columns."""
    measure: float
    """Ems of its full lines; 0 if no row shows them."""


@dataclass(frozen=True, slots=True)
class Placed:
    """How a row's words were shared out among columns."""

    cuts: tuple[int, ...]
    """How many words stand before each column, and how many there are."""
    cost: float


def place_words(
    text: str,
    row: Row,
    columns: Sequence[PlacedColumn],
    near: Sequence[str] = (),
    *,
    upwards: bool = False,
) -> Placed | None:
    """Return the columns of a row's words; ``None`` for more than any row has.

    ``near`` is what each column shows in the row above, or in the one below if ``upwards``.

    >>> from generator.reconstruct.gutters.terminal_grid import read_rows
    >>> text = "桥头添了路灯，行人 学校的图书室每周开 渡口新修了台阶"
    >>> columns = [PlacedColumn(None, 9.0), PlacedColumn(None, 9.0), PlacedColumn(None, 9.0)]
    >>> place_words(text, read_rows(text, 1)[0], columns).cuts
    (0, 1, 2, 3)
    """
    n, k = len(row.words), len(columns)
    if not n or n > _MOST_WORDS or k > _MOST_COLUMNS:
        return None
    search = _Search(text, row, columns, near or [""] * k, upwards=upwards)
    # best[j]: cheapest way to have the first j words in the columns so far
    best = [0.0, *[inf] * n]
    back: list[list[int]] = []
    for c in range(k):
        found = [search.blank(c, j) + sofar for j, sofar in enumerate(best)]
        came = [*range(n + 1)]
        for low in range(n):
            if best[low] == inf:
                continue
            for high in range(low + 1, n + 1):
                cost = best[low] + search.cell(c, low, high)
                if cost < found[high]:
                    found[high], came[high] = cost, low
        best = found
        back.append(came)
    cuts = [n]
    for came in reversed(back):
        cuts.append(came[cuts[-1]])
    return Placed(tuple(reversed(cuts)), best[n])


class _Search:
    def __init__(
        self,
        text: str,
        row: Row,
        columns: Sequence[PlacedColumn],
        near: Sequence[str],
        *,
        upwards: bool,
    ) -> None:
        self._columns = columns
        self._near = near
        self._upwards = upwards
        self._row = row
        self._words = [text[a:b] for a, b in row.words]
        ends = row.ends
        self._gaps = [start - end for start, end in zip(row.starts[1:], ends, strict=False)]
        self._inside = [self._within(i) for i in range(len(self._gaps))]
        self._torn = [
            _TORN if gap == 1 and inside <= _EXPLAINED else 0.0
            for gap, inside in zip(self._gaps, self._inside, strict=True)
        ]
        self._text = text
        self._joins: dict[tuple[int, int, int], float] = {}

    def blank(self, c: int, j: int) -> float:
        """Return the cost of leaving column ``c`` blank with ``j`` words left of it."""
        near = self._near[c]
        cost = (
            _LEFT_OPEN if near and not self._upwards and _is_open(near, self._columns[c]) else 0.0
        )
        squeezed = 0 < j < len(self._words) and self._gaps[j - 1] == 1
        return cost + _SKIPPED * squeezed

    def cell(self, c: int, low: int, high: int) -> float:
        """Return the cost of the words from ``low`` up to ``high`` as the cell of column ``c``."""
        column = self._columns[c]
        width = self._width(low, high)
        cost = sum(self._inside[low : high - 1])
        if low:
            cost += self._torn[low - 1]
        full = width >= column.measure - _slack(column.measure)
        if column.measure:
            if width > column.measure + _HANGING:
                cost += _OVER + _WIDER * (width - column.measure)
            if high < len(self._words) and self._gaps[high - 1] == 1 and not full:
                cost += _SHORT
        if column.edge is not None:
            cost += self._offset(c, low, high)
        return cost + self._goes_on(c, low, high, full=full)

    def _offset(self, c: int, low: int, high: int) -> float:
        """Return the cost of where a cell begins."""
        edge = self._columns[c].edge
        assert edge is not None
        off = self._row.starts[low] - edge
        if low and self._gaps[low - 1] == 1:
            return 0.0
        if off < -DRIFT:
            before = low and self._row.ends[low - 1] - self._row.starts[0]
            pushed = bool(before) and before >= edge - DRIFT
            return -off * (_LEFT if pushed else _PUSHED)
        cost = 0.0 if off <= 1 else _INDENTED if off <= _INDENT else _INSIDE
        following = next((x.edge for x in self._columns[c + 1 :] if x.edge is not None), None)
        if following is not None:
            over = self._row.ends[high - 1] - following
            if over > DRIFT and off > _INDENT:
                cost += _BEYOND * over
        return cost

    def _goes_on(self, c: int, low: int, high: int, *, full: bool) -> float:
        """Return the cost of a cell beside what its column shows next to it."""
        near = self._near[c]
        if not near:
            return 0.0
        if self._upwards:
            before, after = self._words[high - 1], near
        else:
            before, after = near, self._words[low]
        if ends_sentence(before):
            return 0.0
        amid = (
            is_full(near, self._columns[c].measure) and not full and DATELINE.match(after) is None
        )
        broken = (
            _BROKEN if amid and (self._upwards or not ends_sentence(self._words[high - 1])) else 0.0
        )
        return broken - _JOIN * max(-_JOINS, min(_JOINS, continuity(before, after)))

    def _width(self, low: int, high: int) -> float:
        return line_width(self._text[self._row.words[low][0] : self._row.words[high - 1][1]])

    def _within(self, i: int) -> float:
        """Return the cost of the blank behind word ``i`` inside a cell."""
        before, after = self._words[i], self._words[i + 1]
        if len(before) == len(after) == 1 and after not in BULLETS:
            return _EXPLAINED
        if self._gaps[i] > 1:
            return _WIDE_INSIDE
        return _BLANK_INSIDE if parts_columns(before, after) else _EXPLAINED


def parts_columns(before: str, after: str) -> bool:
    """Return whether one blank between words may be a gutter: nothing else explains it.

    >>> [parts_columns(*pair.split()) for pair in ("本报讯 县里", "王 明", "共 3", "梦。 先生")]
    [False, False, False, True]
    >>> parts_columns("明", "本报记者"), parts_columns("■", "本报记者")
    (True, False)
    """
    if after in BULLETS or REPORTER_ALONE.match(after):
        return before not in BULLETS
    dateline = DATELINE.match(before)
    return not (
        (dateline is not None and dateline.end() == len(before))
        or REPORTER_ALONE.match(before)
        or len(before) == 1
        or len(after) == 1
        or _is_loose(before[-1])
        or _is_loose(after[0])
        or after[0] in NEVER_FIRST
    )


def _is_loose(char: str) -> bool:
    """Return whether dumps put blanks beside ``char`` inside a line, too."""
    return (char.isascii() and char.isalnum()) or char in "—…·"


def is_full(text: str, measure: float) -> bool:
    """Return whether a cell fills its column of ``measure`` ems."""
    width = line_width(text)
    return bool(measure) and measure - _slack(measure) <= width <= measure + _HANGING


def _slack(measure: float) -> float:
    return min(_FLUSH, measure / 3)


def _is_open(text: str, column: PlacedColumn) -> bool:
    """Return whether a full line breaks off amid a sentence."""
    return is_full(text, column.measure) and not ends_sentence(text)
