"""Page to lines: where each stands, how wide it was set, and what column it filled."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.model import Page
from generator.reconstruct.gutters import read_gutters
from generator.reconstruct.lines.column_widths import measure_lines
from generator.reconstruct.lines.line_repair import part_lines, repair_lines, repair_titles
from generator.reconstruct.pieces import Line
from generator.reconstruct.rows import orders_of_columns
from generator.reconstruct.wording.person_names import is_run_of_names
from generator.text.characters import line_width
from generator.text.damage import doubled_offsets, find_scan_noise
from generator.text.folding import fold_text
from generator.text.markdown import Markup, drop_marks, find_markup
from generator.text.markdown_grammars import MarkdownTable
from generator.text.traced import Span, Traced, join_between
from generator.text.typography import close_letter_spacing, is_letter_spaced

__all__ = ["lines_in_file_order", "split_page", "ways_to_split"]

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BLANK_WIDTHS = {"\u3000": 1.0, "\t": 2.0}
"""Ems of blanks before a line, half an em the others: a tab there stands for the indent."""


def split_page(page: Page) -> tuple[Line, ...]:
    """Return the lines of ``page`` in file order, each with the measure of its column.

    A line's measure is found over the whole page at once: the sequence of measures that explains
    the widths at the least cost, because one line alone cannot tell a short last line from a
    narrow column.

    >>> page = Page(name="p", text="新村办起老年大食堂受到欢迎\\n\\n" + ("一二三四五六七八\\n" * 4))
    >>> [line.measure for line in split_page(page)]
    [0.0, 8.0, 8.0, 8.0, 8.0]
    """
    return next(ways_to_split(page))


def ways_to_split(page: Page) -> Iterator[tuple[Line, ...]]:
    """Yield what :func:`split_page` returns, then the lines in the next likeliest orders.

    Only a page whose dump followed its rows has others.
    """
    return map(_measured, orders_of_columns(lines_in_file_order(page)))


def _measured(lines: list[Line]) -> tuple[Line, ...]:
    measured = measure_lines(part_lines(lines))
    mended = repair_titles(measured)
    return measured if len(mended) == len(measured) else measure_lines(mended)


def lines_in_file_order(page: Page) -> list[Line]:
    """Return the lines of ``page`` as the dump has them, letter-spacing closed."""
    return repair_lines(_lines(page.text))


def _lines(text: str) -> list[Line]:
    markup = find_markup(text)
    folded = drop_marks(fold_text(text), markup).without(doubled_offsets(text))
    specks = find_scan_noise(folded.text)
    page = folded.replace_chars(
        "".join(" " if i in specks else char for i, char in enumerate(folded.text))
        if specks
        else folded.text
    )
    # where the whole page was spaced out, so were its shortest lines
    spaced = is_letter_spaced(page.text)
    maker = _LineMaker(text, markup, 2 if spaced else 4, None if spaced else is_run_of_names)
    cells = None if spaced or markup.tables else read_gutters(page.text)
    if cells is not None:
        return [maker.line(page[c.start : c.end], c.indent, gap=c.gap) for c in cells]
    lines: list[Line] = []
    for start, end, table in _parted(page, markup.tables):
        lines += maker.lines(page[start:end], folded.text[start:end])
        if table is not None:
            lines.append(_table(table))
    return lines


@dataclass(frozen=True, slots=True)
class _LineMaker:
    """Makes lines of a page's text."""

    page: str
    markup: Markup
    least: int
    names: Callable[[str], bool] | None
    """What tells runs of names, and the least of a letter-spaced run."""

    def lines(self, run: Traced, folded: str) -> Iterator[Line]:
        """Yield the lines of a run of the page; ``folded`` has its specks yet."""
        gap = True
        end = 0
        for match in _LINE.finditer(run.text):
            raw = match.group()
            if match.start() > end + 1 and _newlines(run.text[end : match.start()]) > 1:
                gap = True
            end = match.end()
            core = raw.strip()
            if not core:
                # a line of nothing but specks was no blank line
                gap = gap or not folded[match.start() : match.end()].strip()
                continue
            lead = raw[: len(raw) - len(raw.lstrip())]
            start = match.start() + len(lead)
            indent = sum(_BLANK_WIDTHS.get(char, 0.5) for char in lead)
            yield self.line(run[start : start + len(core)], indent, gap=gap)
            gap = False

    def line(self, run: Traced, indent: float, *, gap: bool) -> Line:
        """Return one line, letter-spacing closed."""
        text = close_letter_spacing(run, self.names, least=self.least)
        return Line(
            text=text,
            width=line_width(_as_printed(text, self.page)),
            indent=indent,
            gap=gap,
            heading=self.markup.headings.get(text.origins[0] or 0, 0),
            caption=text.origins[0] in self.markup.captions,
        )


def _parted(
    page: Traced, tables: Sequence[MarkdownTable]
) -> Iterator[tuple[int, int, Traced | None]]:
    """Yield the bounds of the runs between a page's tables, each with the table under it."""
    origins = [origin or 0 for origin in page.origins]
    at = 0
    for table in tables:
        start, end = bisect_left(origins, table.start), bisect_left(origins, table.end)
        rows = [join_between([_cell(page, origins, c) for c in row], "\t") for row in table.rows]
        yield at, start, join_between(rows, "\n")
        at = end
    yield at, len(page), None


def _cell(page: Traced, origins: Sequence[int], cell: Span) -> Traced:
    """Return what stands in a cell, in one line."""
    start, end = (bisect_left(origins, offset) for offset in cell)
    text = page[start:end].strip()
    return text.replace_chars("".join(" " if char.isspace() else char for char in text.text))


def _table(text: Traced) -> Line:
    width = max(map(line_width, text.text.split("\n")), default=0.0)
    return Line(text=text, width=width, indent=0.0, gap=True, table=True)


def _as_printed(line: Traced, page: str) -> str:
    """Return the printed characters of a line: a full-width digit is as wide as an ideograph."""
    first = line.origins[0]
    if first is not None and page.startswith(line.text, first):
        return line.text
    return "".join(page[o] for o in dict.fromkeys(line.origins) if o is not None)


def _newlines(between: str) -> int:
    """Return how many line ends stand between two lines; CR LF counts once."""
    return len(between.replace("\r\n", "\n"))
