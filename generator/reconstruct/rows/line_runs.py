"""A page's rows to runs: lines that no cut parts, each either running text or display text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.reconstruct.pieces import Line
from generator.reconstruct.rows.cells import Row
from generator.reconstruct.rows.column_search import read_columns
from generator.reconstruct.rows.display_lines import (
    HEAD_LINES,
    SLACK,
    STOPS,
    cut_display,
    names_writer,
    stands_alone,
    usual_width,
)
from generator.reconstruct.rows.page_language import PageLanguage
from generator.reconstruct.wording.article_ends import DATELINE, STORY_OPENING, opens_as_report
from generator.text.characters import ends_sentence
from generator.text.source_credits import CREDIT

__all__ = ["LineRun", "find_runs"]

_DENSE = 0.25
"""Share of rows with several cells from which on a region is read as columns to its end."""
_FEW = 3
"""Lines of a column from which on one of them is taken to be full."""
_MANY = 6
"""Rows with several cells from which on what follows them belongs to their columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRun:
    """Lines that stand together in one column of the page, in reading order."""

    lines: tuple[Line, ...]
    """At least one."""
    prose: bool
    """Whether it is running text; display text and furniture are not."""
    measure: float
    """Width of its column in ems."""
    rows: tuple[Row, ...] = ()
    """The rows of display text that several columns share."""
    region: int = -1
    """Number of the region of rows that it was cut from; -1 for none."""
    row: int = -1
    """Number of the region that its first lines were cut from; -1 for none."""
    attached: bool = False
    """Whether nothing stands between it and the run before, of another width or another column."""
    flow: int = -1
    """Number of the stretch between two blank lines that it stands in."""
    home: int = -1
    """Where among the runs it was printed first; -1 if that is its own place."""
    margin: float = 10.0
    """How much better its region reads this way than the next best way, in nats."""

    @property
    def head(self) -> bool:
        """Whether it may be the headline of what follows."""
        return not self.prose and not all(stands_alone(line) for line in self.lines)

    @property
    def closes(self) -> bool:
        """Whether it is a credit, which closes the article above it."""
        return not self.prose and all(CREDIT.match(x.text.text.strip()) for x in self.lines)

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]


def find_runs(rows: Sequence[Row], language: PageLanguage) -> list[LineRun]:
    """Return the runs of a page in file order; every cell stands in exactly one."""
    runs: list[LineRun] = []
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or rows[end][0].gap:
            runs += (
                replace(run, flow=start) for run in _flow(rows[start:end], language, region=start)
            )
            start = end
    return runs


def _flow(rows: Sequence[Row], language: PageLanguage, region: int) -> Iterator[LineRun]:
    """Yield the runs of what stands between two blank lines."""
    several = [i for i, row in enumerate(rows) if len(row) > 1]
    if not several:
        yield from _single([row[0] for row in rows], language)
        return
    if _is_banner(rows, several):
        yield from _banner(rows, several, language)
    else:
        yield from _region(rows, several, language, region)


def _banner(
    rows: Sequence[Row], several: Sequence[int], language: PageLanguage
) -> Iterator[LineRun]:
    """Yield headlines side by side: which line goes on in which is told by their stories."""
    low, high = several[0], several[-1] + 1
    while low > 0 and not ends_sentence(rows[low - 1][0].text.text) and high - low < HEAD_LINES:
        low -= 1
    while high < len(rows) and high - low < HEAD_LINES and names_writer(rows[high][0]):
        high += 1
    yield from _single([row[0] for row in rows[:low]], language)
    yield LineRun(
        lines=tuple(cell for row in rows[low:high] for cell in row),
        rows=tuple(rows[low:high]),
        prose=False,
        measure=0.0,
    )
    yield from _single([row[0] for row in rows[high:]], language)


def _region(
    rows: Sequence[Row], several: Sequence[int], language: PageLanguage, region: int
) -> Iterator[LineRun]:
    """Yield the columns of a region of rows, and what stands above and below it."""
    dense = len(several) >= 3 and len(several) >= _DENSE * (several[-1] + 1 - several[0])
    first, last = _bounds(rows, several, dense=dense)
    yield from _single([row[0] for row in rows[:first]], language)
    inside: list[Row] = []
    apart: list[Line] = []
    for row in rows[first:last]:
        if dense or len(row) > 1 or not names_writer(row[0]):
            inside.append(row)
        else:
            apart.append(row[0])
    led = dense and first > 0 and not names_writer(rows[first - 1][0])
    read = read_columns(inside, language)
    widths = [usual_width(column) for column in read.columns]
    full = usual_width([line for column in read.columns for line in column])
    for n, column in enumerate(read.columns):
        yield LineRun(
            lines=column,
            prose=not _is_display(column, n, widths),
            # of a line or two none need be full
            measure=full if len(column) < _FEW and 0 < full - widths[n] <= 3 else widths[n],
            region=region,
            row=region,
            attached=led and n == 0,
            margin=read.margin,
        )
    for line in apart:
        yield LineRun(lines=(line,), prose=False, measure=line.width)
    yield from _single([row[0] for row in rows[last:]], language)


def _bounds(rows: Sequence[Row], several: Sequence[int], *, dense: bool) -> tuple[int, int]:
    """Return where the columns of a region begin and end, one past its last row."""
    first, last = several[0], several[-1] + 1
    columns = max(map(len, rows))
    widest = max(round(cell.width) for i in several for cell in rows[i])
    usual = _usual(rows[i] for i in several)
    # first lines, indented, stand apart from their neighbours
    indents = columns - len(rows[first]) or columns * dense
    if not dense:
        while indents and first and _indented(rows[first - 1][0], usual):
            first, indents = first - 1, indents - 1
        missing = columns - len(rows[last - 1])
        while missing and last < len(rows) and _indented(rows[last][0], usual):
            last, missing = last + 1, missing - 1
        return first, last
    while first > 0:
        if not _fills(rows[first - 1][0], usual):
            if not indents or not _indented(rows[first - 1][0], usual):
                break
            indents -= 1
        above = rows[first - 2][0] if first > 1 else None
        if (
            above is not None
            and above.width > widest + SLACK
            and not ends_sentence(above.text.text)
        ):
            break  # the last line of a lead set across the columns
        first -= 1
    if len(several) < _MANY and len(rows) - last > 2 * columns:
        return first, last
    while last < len(rows) and rows[last][0].width <= widest + SLACK:
        if stands_alone(rows[last][0]):
            break
        last += 1
    return first, last


def _indented(line: Line, widths: frozenset[int]) -> bool:
    """Return whether a line may be the first of a paragraph in a column."""
    return round(line.width) in {width - 2 for width in widths} and not names_writer(line)


def _is_banner(rows: Sequence[Row], several: Sequence[int]) -> bool:
    """Return whether rows with several cells hold headlines side by side, not text."""
    cells = [cell.text.text for i in several for cell in rows[i]]
    if any(map(opens_as_report, cells)):
        return False
    stopped = sum(bool(STOPS.search(text)) for text in cells)
    if not stopped:
        return not any(STORY_OPENING.match(row[0].text.text) for row in rows[: several[-1] + 1])
    return (
        len(rows) <= HEAD_LINES
        and stopped * 2 <= len(cells)
        and not any(text[-1] in "，,；;" or "。" in text for text in cells)
        and not any(STORY_OPENING.match(row[0].text.text) for row in rows)
    )


def _usual(rows: Iterable[Row]) -> frozenset[int]:
    """Return the widths that cells of a region have more than once."""
    counts = Counter(round(cell.width) for row in rows for cell in row)
    return frozenset(width for width, n in counts.items() if n > 1)


def _fills(line: Line, widths: frozenset[int]) -> bool:
    """Return whether a line above a row looks like a line of one of its columns."""
    text = line.text.text
    if names_writer(line) or line.width > max(widths, default=0) + SLACK:
        return False
    near = any(abs(line.width - width) <= 1 for width in widths)
    return near or ends_sentence(text) or bool(DATELINE.match(text))


def _is_display(column: Sequence[Line], n: int, widths: Sequence[float]) -> bool:
    """Return whether a column of a region is a neighbour's headline or byline."""
    if all(names_writer(line) for line in column):
        return True
    if opens_as_report(column[0].text.text):
        return False
    if len(column) > HEAD_LINES or any(STOPS.search(line.text.text) for line in column):
        return False
    if n not in (0, len(widths) - 1):
        return False
    others = sorted(w for k, w in enumerate(widths) if k != n)
    usual = others[len(others) // 2] if others else 0.0
    return abs(widths[n] - usual) > SLACK or column[-1].text.text[-1] in "）)"


def _single(lines: Sequence[Line], language: PageLanguage) -> Iterator[LineRun]:
    """Yield the runs of lines that stand one below the other."""
    for part, prose in cut_display(lines, language):
        yield LineRun(lines=part, prose=prose, measure=usual_width(part))
