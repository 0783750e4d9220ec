"""Dumps that follow the page's rows, put into the order of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import TypeAlias

from generator.reconstruct.pieces import Line
from generator.reconstruct.rows.cells import Row, cut_rows
from generator.reconstruct.rows.column_tops import join_tops
from generator.reconstruct.rows.line_runs import LineRun, find_runs
from generator.reconstruct.rows.link_scores import LinkScores
from generator.reconstruct.rows.page_language import PageLanguage
from generator.reconstruct.rows.page_order import set_in_order
from generator.reconstruct.rows.run_linking import Link, link_runs
from generator.scores.character_model import CharacterModel
from generator.text.characters import ends_sentence

__all__ = ["PageRuns", "find_links", "find_page_runs", "orders_of_columns"]

_MOST_RUNS = 200
"""Runs of text, and runs of display text, more than any printed page has."""
_SURE_ROWS = 2
"""Gutters that show a page whose rows were followed; a single one may be a headline's pause."""
_SURE_JUMP, _JUMP, _CLEAR = 13.0, 10.5, 1.0
"""Nats from which a sentence that goes on elsewhere, and nowhere else as well, shows a page whose
stories were mixed: by itself, and where a row was seen. On 65 pages in file order, columns kept,
the greatest is 9.4."""
_MAY_JUMP = 3.0
"""Nats from which a sentence that goes on elsewhere lets a doubtful page be read in the order of
its columns, too: of 180 pages learned from, all of the kind, six come out so, four of them better
and none worse; at 1 they are the same, at 4.5 one of the four is missed."""
_PAUSES, _PAUSED = "，、；：,;:", 0.5
"""Marks that end one line in eight, and the share of gutters after them from which on they are
none."""
_LEAST_LINES, _MOST_LINES = 20, 4000
"""Lines of a page below which it shows no columns, and more than any printed page has."""
_NARROWEST, _WIDEST = 7, 30
"""Ems of a cell that shows a row; of the lines of a dump that kept its columns, at least and at
most: ragged cells and vertical text are narrower than any column of a newspaper."""

_Cuts: TypeAlias = dict[tuple[object, ...], tuple[str, str]]
"""The texts on both sides of each cut, by where they stand on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRuns:
    """The runs of a page that may follow its rows."""

    cells: tuple[Line, ...]
    """What no gutter cuts, in file order."""
    ties: LinkScores
    """The cells in runs, and what speaks for one's going on in another."""
    shown: int
    """Gutters that show that rows were followed."""


def orders_of_columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of a page column by column where the dump went row by row, and as they are
    where it has no rows; then the other order that they may have.

    A page that reads in file order, but where some sentence could go on elsewhere, may have been
    mixed: its other order is that of columns. It is looked for when it is asked for.
    """
    page = find_page_runs(lines)
    links = None if page is None else find_links(page)
    found = None if page is None or links is None else _by_columns(page, links)
    yield list(lines) if found is None else found
    other = _other_order(page) if page is not None and links is None else None
    if other is not None:
        yield other


def _other_order(page: PageRuns) -> list[Line] | None:
    """Return the lines of a page in file order column by column, if it may have been mixed."""
    links = link_runs(page.ties, _MAY_JUMP)
    # turning links over takes long, and most pages are told without
    if not links or _by_columns(page, links, turning=False) is None:
        return None
    return _by_columns(page, links)


def _by_columns(
    page: PageRuns, links: Sequence[Link], *, turning: bool = True
) -> list[Line] | None:
    """Return the lines of a page column by column; ``None`` if sentences go on no better so."""
    found = set_in_order(page.ties, links, turning=turning)
    return found if _goes_on_better(found, page.cells, page.ties.language) else None


def find_links(page: PageRuns) -> list[Link] | None:
    """Return which run goes on in which; ``None`` for a page that reads in file order."""
    jump = -inf if page.shown >= _SURE_ROWS else _JUMP if page.shown else _SURE_JUMP
    links = link_runs(page.ties, jump)
    in_order = page.shown < _SURE_ROWS and not _jumps(page.ties.runs, links, jump)
    return None if in_order else links


def find_page_runs(lines: Sequence[Line], model: CharacterModel | None = None) -> PageRuns | None:
    """Return the runs of a page; ``None`` for one that shows no columns.

    ``model`` tells how characters follow one another: by default the shipped one.
    """
    if not _LEAST_LINES <= len(lines) <= _MOST_LINES:
        return None
    rows = cut_rows(lines, PageLanguage((line.text.text for line in lines), model))
    if not _in_columns(rows):
        return None
    shown = _rows_shown(rows)
    if not shown:
        rows = [(line,) for line in lines]
    language = PageLanguage((cell.text.text for row in rows for cell in row), model)
    runs = join_tops(find_runs(rows, language), language)
    if max(sum(run.prose for run in runs), sum(run.head for run in runs)) > _MOST_RUNS:
        return None
    cells = tuple(cell for row in rows for cell in row)
    return PageRuns(cells=cells, ties=LinkScores(runs, language), shown=shown)


def _goes_on_better(found: Sequence[Line], cells: Sequence[Line], language: PageLanguage) -> bool:
    """Return whether sentences go on better over the cuts of a new order than of the page's own.

    Of many pieces some fit by chance where they don't belong; then the cuts that the new order
    makes fit worse than those that it mends.
    """
    own, new = _open_cuts(cells), _open_cuts(found)

    def nats(cuts: _Cuts, others: _Cuts) -> float:
        return sum(language.joins(*both) for cut, both in cuts.items() if cut not in others)

    return nats(new, own) > nats(own, new)


def _open_cuts(lines: Sequence[Line]) -> _Cuts:
    """Return the texts beside each cut in mid-sentence, by where both stand on the page."""
    return {
        (above.text.origins, below.text.origins): (above.text.text, below.text.text)
        for above, below in pairwise(lines)
        if not ends_sentence(above.text.text)
    }


def _in_columns(rows: Sequence[Row]) -> bool:
    """Return whether the dump kept the lines of narrow columns."""
    widths = sorted(cell.width for row in rows for cell in row)
    return _NARROWEST <= widths[len(widths) // 2] <= _WIDEST


def _jumps(runs: Sequence[LineRun], links: Sequence[Link], least: float) -> bool:
    """Return whether some sentence goes on beyond another story's text, by ``least`` nats."""
    prose = [i for i, run in enumerate(runs) if run.prose]
    at = {i: n for n, i in enumerate(prose)}
    return any(
        at[link.after] - at[link.before] != 1
        and link.gain >= least
        and link.margin >= _CLEAR
        and not ends_sentence(runs[link.before].last.text.text)
        for link in links
    )


def _rows_shown(rows: Sequence[Row]) -> int:
    """Return how many gutters cut lines that are wider than any column: none in file order.

    Where most of them follow a pause they are the blanks that justification left there.
    """
    widths = sorted(cell.width for row in rows for cell in row)
    widest = widths[len(widths) * 9 // 10]
    shown = paused = 0
    for row in rows:
        first = row[:-1]
        narrow = not first or min(cell.width for cell in first) < _NARROWEST
        if not narrow and sum(cell.width for cell in row) > widest + 2:
            shown += len(first)
            paused += sum(cell.text.text[-1] in _PAUSES for cell in first)
    return shown if paused <= _PAUSED * shown else 0
