"""Where columns begin: cells at which words of many rows begin and that no word crosses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import itemgetter

from generator.reconstruct.gutters.terminal_grid import DRIFT, Row
from generator.text.characters import PAUSES, SENTENCE_ENDS, line_width

__all__ = [
    "LEAST",
    "NARROWEST",
    "ColumnEdge",
    "are_texts",
    "find_column_edges",
    "has_stop",
    "is_head",
    "nearness",
    "usual_width",
]

LEAST = 3
"""Rows that show a column: a first, a full and a last line. Two may agree by chance."""
NARROWEST = 7
"""Ems. No newspaper sets text in narrower columns (as in ``rows``), and an em is a cell or more."""
_MOST_BESIDE, _MOST_OF_ROW = 64, 16
"""Rails side by side, and rails a row on average (or a word, where rows have more of them), that
no page has: each is asked for again when the weakest has gone."""
_ENDS = frozenset(SENTENCE_ENDS)
_STOPS = frozenset(SENTENCE_ENDS + PAUSES)


@dataclass(frozen=True, slots=True)
class ColumnEdge:
    """The left edge of a column that has another one to its left, and the rows it runs through."""

    at: int
    """The cell in which the column's lines begin."""
    top: int
    bottom: int
    """One past the last row that no word crosses."""
    first: int
    last: int
    """The first row in which a word begins there, and the last."""
    shown: int
    """Rows in which a word begins there, or in the cell beside."""
    exact: int = 0
    """Those in which it begins right there."""


def find_column_edges(text: str, rows: Sequence[Row]) -> list[ColumnEdge]:
    """Return the rails of a page between columns of running text, left to right.

    What parts figures, names or verses stays as it is: a table is read row by row.
    """
    rails = _apart(_shown(rows))
    if _are_too_many(rows, [(rail.first, rail.last + 1) for rail in rails]):
        return []
    rails = _text_rails(text, rows, rails)
    by_cell: defaultdict[int, list[ColumnEdge]] = defaultdict(list)
    for rail in rails:
        by_cell[rail.at].append(rail)
    near = nearness(rails)
    heads = _Heads(text, rows)
    found = [_clipped(heads, rail, by_cell, near) for rail in rails]
    return [] if _are_too_many(rows, [(rail.top, rail.bottom) for rail in found]) else found


def _are_too_many(rows: Sequence[Row], spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether more rails run through the rows than any page has columns."""
    begun = Counter(start for start, _ in spans)
    ended = Counter(end for _, end in spans)
    beside = accumulate(begun[i] - ended[i] for i in sorted({*begun, *ended}))
    most = _MOST_OF_ROW * sum(len(row.words) + 1 for row in rows)
    return max(beside, default=0) > _MOST_BESIDE or sum(b - a for a, b in spans) > most


def has_stop(text: str) -> bool:
    """Return whether text holds the end of a sentence, or a pause in one: no headline, mostly."""
    return not _STOPS.isdisjoint(text)


def _shown(rows: Sequence[Row]) -> list[ColumnEdge]:
    """Return the rails that rows show: cells in which words begin that have some to their left."""
    votes: Counter[int] = Counter()
    for row in rows:
        votes.update(row.starts[1:])
    cells = sorted(c for c in votes if votes[c - 1] + votes[c] + votes[c + 1] >= LEAST)
    rails: list[ColumnEdge] = []
    reaching = [i for i, row in enumerate(rows) if row.words]
    for cell in cells:  # a row that ends before it says nothing of it
        reaching = [i for i in reaching if rows[i].ends[-1] >= cell]
        rails += _runs(rows, reaching, cell)
    return rails


def _runs(rows: Sequence[Row], reaching: Sequence[int], cell: int) -> Iterator[ColumnEdge]:
    """Yield the runs of rows that no word crosses at ``cell``, which some of them reach."""
    top = exact = 0
    shown: list[int] = []
    for i in reaching:
        row = rows[i]
        j = bisect_right(row.starts, cell + DRIFT) - 1
        if j >= 0 and abs(row.starts[j] - cell) <= 1:
            shown.append(i)
            exact += row.starts[j] == cell
            continue
        if j < 0 or row.starts[j] >= cell - DRIFT or row.ends[j] <= cell + DRIFT:
            continue
        if len(shown) >= LEAST:
            yield ColumnEdge(cell, top, i, shown[0], shown[-1], len(shown), exact)
        top, exact, shown = i + 1, 0, []
    if len(shown) >= LEAST:
        yield ColumnEdge(cell, top, len(rows), shown[0], shown[-1], len(shown), exact)


def _apart(rails: Sequence[ColumnEdge]) -> list[ColumnEdge]:
    """Return the rails that most rows show; none runs beside another, as an indent does."""
    taken: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    """The rows of those at each cell: no two of these overlap."""
    kept: list[ColumnEdge] = []
    for rail in sorted(rails, key=lambda rail: (-rail.shown - rail.exact, rail.at, rail.first)):
        near = range(rail.at - NARROWEST + 1, rail.at + NARROWEST)
        if not any(_overlaps(taken[cell], rail) for cell in near if cell in taken):
            kept.append(rail)
            insort(taken[rail.at], (rail.first, rail.last))
    return sorted(kept, key=lambda rail: (rail.at, rail.first))


def _overlaps(spans: Sequence[tuple[int, int]], rail: ColumnEdge) -> bool:
    """Return whether a rail has rows of one of some spans, which rise and don't overlap."""
    n = bisect_right(spans, rail.last, key=itemgetter(0))
    return n > 0 and spans[n - 1][1] >= rail.first


def _text_rails(text: str, rows: Sequence[Row], rails: Sequence[ColumnEdge]) -> list[ColumnEdge]:
    """Return the rails with lines of text on both sides.

    A rail that isn't one hides its neighbours' columns, so the weakest goes first.
    """
    active: list[list[int]] = [[] for _ in rows]
    for rail in rails:
        for i in range(rail.first, rail.last + 1):
            insort(active[i], rail.at)
    good: dict[ColumnEdge, bool] = {}
    kept = list(rails)
    while True:
        for rail in kept:
            if rail not in good:
                good[rail] = are_texts(_sides(text, rows, active, rail))
        weakest: dict[int, tuple[int, int, int]] = {}
        bad = [rail for rail in kept if not good[rail]]
        for rail in bad:
            key = (rail.shown, rail.at, rail.first)
            for i in range(rail.first, rail.last + 1):
                weakest[i] = min(weakest.get(i, key), key)
        gone = {
            rail
            for rail in bad
            if all(
                weakest[i] == (rail.shown, rail.at, rail.first)
                for i in range(rail.first, rail.last + 1)
            )
        }
        if not gone:
            return kept
        touched: set[int] = set()
        for rail in gone:
            touched.update(range(rail.first, rail.last + 1))
            for i in range(rail.first, rail.last + 1):
                active[i].remove(rail.at)
        kept = [rail for rail in kept if rail not in gone]
        for rail in kept:
            if not touched.isdisjoint(range(rail.first, rail.last + 1)):
                good.pop(rail)


def _sides(
    text: str, rows: Sequence[Row], active: Sequence[Sequence[int]], rail: ColumnEdge
) -> tuple[list[str], list[str]]:
    """Return the cells to the left and to the right of a rail."""
    lefts: list[str] = []
    rights: list[str] = []
    for i in range(rail.first, rail.last + 1):
        row, near = rows[i], active[i]
        n = bisect_left(near, rail.at)
        low = row.words_before(near[n - 1]) if n else 0
        high = row.words_before(near[n + 1]) if n + 1 < len(near) else len(row.words)
        k = row.words_before(rail.at)
        if low < k:
            lefts.append(text[row.words[low][0] : row.words[k - 1][1]])
        if k < high:
            rights.append(text[row.words[k][0] : row.words[high - 1][1]])
    return lefts, rights


def are_texts(columns: Sequence[Sequence[str]]) -> bool:
    """Return whether the cells of columns side by side are lines of running text.

    However short, they say something to its end; the cells of a table may hold pauses alone.
    """
    return all(map(_is_text, columns)) and any(
        not _ENDS.isdisjoint(cell) for cells in columns for cell in cells
    )


def _is_text(cells: Sequence[str]) -> bool:
    """Return whether cells are lines of a column of text.

    A column's lines are as wide as one another but for the last of each paragraph; many break off
    in the midst of a sentence, as verses do not, and many hold a stop, as names and figures do not.
    """
    if len(cells) < LEAST:
        return False
    widths = [line_width(cell) for cell in cells]
    widest = usual_width(widths)
    full = [cell for cell, width in zip(cells, widths, strict=True) if abs(width - widest) <= 2]
    return (
        widest >= NARROWEST
        and 3 * len(full) >= len(cells)
        and 3 * sum(cell[-1] not in _STOPS for cell in full) >= len(full)
        and 3 * sum(map(has_stop, full)) >= len(full)
    )


def usual_width(widths: Iterable[float]) -> int:
    """Return the width in ems that most lines of a column have, give or take one."""
    counts = Counter(round(width) for width in widths if width >= NARROWEST)
    return max(
        counts, key=lambda w: (counts[w - 1] + counts[w] + counts[w + 1], counts[w], w), default=0
    )


def nearness(rails: Sequence[ColumnEdge]) -> int:
    """Return the cells within which two rails that never show in the same rows part the columns of
    different stories: half of what most stand right of the one before, or of the page's edge."""
    shown: defaultdict[int, list[int]] = defaultdict(list)
    firsts = {rail.first for rail in rails}
    for rail in rails:
        for i in firsts.intersection(range(rail.first, rail.last + 1)):
            shown[i].append(rail.at)
    found = sorted(
        rail.at - max((at for at in shown[rail.first] if at < rail.at), default=0) for rail in rails
    )
    return max(NARROWEST, found[len(found) // 2] // 2 if found else 0)


def _clipped(
    heads: _Heads, rail: ColumnEdge, by_cell: dict[int, list[ColumnEdge]], beside: int
) -> ColumnEdge:
    """Return a rail without the rows in which another one, less than ``beside`` cells away, shows
    the columns of other stories."""
    top, bottom = rail.top, rail.bottom
    for cell in range(rail.at - beside + 1, rail.at + beside):
        near = by_cell.get(cell, ())
        n = bisect_left(near, rail.first, key=lambda other: other.first)
        if n and near[n - 1].last < rail.first:
            top = max(top, heads.between(near[n - 1], rail))
        n = bisect_right(near, rail.last, key=lambda other: other.first)
        if n < len(near):
            bottom = min(bottom, heads.between(rail, near[n]))
    return replace(rail, top=top, bottom=max(bottom, top + 1))


class _Heads:
    """Where on the page rows of headlines stand."""

    def __init__(self, text: str, rows: Sequence[Row]) -> None:
        self._text_until: list[int] = []
        """The last row up to each that holds text."""
        self._head_from = [len(rows)] * (len(rows) + 1)
        """The first row from each on that holds none."""
        last = 0
        heads = [is_head(text, row) for row in rows]
        for i, head in enumerate(heads):
            last = last if head else i
            self._text_until.append(last)
        for i in range(len(rows) - 1, -1, -1):
            self._head_from[i] = i if heads[i] else self._head_from[i + 1]

    def between(self, above: ColumnEdge, below: ColumnEdge) -> int:
        """Return the row at which one rail ends and the next begins: before the headlines that
        stand between their columns, if there are any."""
        last = max(self._text_until[above.last], above.first)
        return min(self._head_from[last + 1], below.first)


def is_head(text: str, row: Row) -> bool:
    """Return whether a row shows headlines alone, if anything."""
    line = text[row.words[0][0] : row.words[-1][1]] if row.words else ""
    return not has_stop(line) and not line.endswith(("）", ")"))
