"""Markup inside Markdown with a grammar of its own: tables of HTML and of pipes, formulas of LaTeX.

Tables are those of GitHub's Markdown, and HTML's as programs for OCR write it, cells over several
columns or rows among them. Formulas are what these programs write for numbers, units and raised
notes: of ``$120 \\mathrm{m}^{2}$`` the page shows ``120 m2``, and the rest are marks. One with a
command that stands for a sign is left as it is, for a page's characters are shown, none made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.text.traced import Span

__all__ = ["MarkdownTable", "find_formula_marks", "html_tables", "pipe_tables"]

_OPENS, _CLOSES = "<table", "</table>"
_ROW = re.compile(r"<tr\b[^<>]*>", re.I)
_ROW_END = re.compile(r"</tr\s*>|<tr\b[^<>]*>", re.I)
"""Its own, or that the next one begins: HTML needs no other. One search for both, or what never
comes would be looked for from each row to the end of the table."""
_CELL = re.compile(r"<t[dh]\b(?P<attributes>[^<>]*)>", re.I)
_CELL_END = re.compile(r"</t[dh]\s*>|<t[dh]\b[^<>]*>", re.I)
_OVER = re.compile(r"\b(?P<way>col|row)span\s*=\s*[\"']?(?P<number>\d{1,3})", re.I)
_MOST = 64
"""Columns or rows that one cell may take."""
_MADE = 4
"""Empty cells at most for each character of a table: the shortest tag of a cell takes that many."""
_DELIMITER = re.compile(r"^[ \t]*(?:\|[ \t]*)?:?-{2,}:?[ \t]*(?:\|[ \t:-]*)+\r?$", re.M)
"""The second row of a table of pipes: nothing but dashes."""
_PIPE = re.compile(r"(?<!\\)\|")

Rows = tuple[tuple[Span, ...], ...]
_Cell = tuple[Span, int, int]
"""What stands in a cell, and over how many columns and rows it reaches."""
_FORMULA = re.compile(
    r"(?<![\\$A-Za-z0-9])\$(?P<inner>[^\s$](?:[^$\n]{0,118}[^\s$])?|[ ][^$\n]{1,118}[ ])\$(?![\d$])"
)
"""Between dollars: close around it, or a blank on both sides. $5 and $8 are prices."""
_SHAPE = r"\\(?:math(?:rm|bf|it|sf)|boldsymbol|operatorname|text(?:bf|it|rm)?|rm|bf|it)(?![A-Za-z])"
"""Commands that say how letters look."""
_TOKEN = re.compile(
    rf"(?P<mark>{_SHAPE}|[{{}}^_~]|\\[,;:! ])"
    r"|(?P<escape>\\)[%$&#_]|[^\\{}^_~$㐀-鿿]+"
)
_TEXT = re.compile(rf"(?:{_SHAPE})\s*\{{[^{{}}]*\}}")
"""Words of running text, which may be Chinese."""
_CIRCLED = r"\\textcircled\s*+\{?\s*+(?:\\[a-z]++\s*+)?\{?\s*+\d{1,2}\s*+\}?\s*+\}?"
_NOTE = re.compile(
    rf"\s*+(?:{_CIRCLED}|(?:\{{\s*+\}})?\s*+\^\s*+\{{?\s*+"
    rf"(?:{_CIRCLED}|[\[［(（]?\d{{1,3}}[\]］)）]?|[①-⑳]|\*{{1,3}})\s*+\}}?)\s*+"
)
"""Nothing but a raised number or star, or a number in a circle. Blanks are taken once and for all:
those between two marks that may be missing can be shared out in many ways."""
_TELLING = re.compile(r"[\\^_{}%]")
"""One of these makes a formula of what stands between dollars."""


@dataclass(frozen=True, slots=True)
class MarkdownTable:
    """A table: where it stands, and what of it are its cells."""

    start: int
    end: int
    rows: Rows
    """Its rows, each with the place of what stands in its cells; an empty cell has an empty one."""

    @property
    def is_grid(self) -> bool:
        """Whether it has rows and columns: one row, or one column, frames text or a picture."""
        return len(self.rows) > 1 and max(map(len, self.rows)) > 1


def html_tables(text: str) -> Iterator[MarkdownTable]:
    """Yield the tables of HTML in a text.

    >>> html = "<table><tr><td>乡镇</td><td>人数</td></tr><tr><td>东山</td><td>12</td></tr></table>"
    >>> (table,) = html_tables(html)
    >>> [[html[a:b] for a, b in row] for row in table.rows]
    [['乡镇', '人数'], ['东山', '12']]
    """
    start = text.find(_OPENS)
    while start >= 0 and (end := text.find(_CLOSES, start)) >= 0:
        end += len(_CLOSES)
        nested = text.find(_OPENS, start + 1, end) >= 0
        rows = () if nested else _grid([*_html_rows(text, start, end)], _MADE * (end - start))
        yield MarkdownTable(start, end, rows)
        start = text.find(_OPENS, end)


def _html_rows(text: str, start: int, end: int) -> Iterator[list[_Cell]]:
    for row in _ROW.finditer(text, start, end):
        yield [*_html_cells(text, row.end(), _next(_ROW_END, text, row.end(), end))]


def _html_cells(text: str, start: int, end: int) -> Iterator[_Cell]:
    for cell in _CELL.finditer(text, start, end):
        closed = _next(_CELL_END, text, cell.end(), end)
        over = {
            found["way"].lower(): min(int(found["number"]), _MOST)
            for found in _OVER.finditer(cell["attributes"])
        }
        yield (
            (cell.end(), closed),
            max(1, over.get("col", 1)),
            max(1, over.get("row", 1)),
        )


def _next(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.search(text, start, end)
    return match.start() if match else end


def _grid(rows: Sequence[Sequence[_Cell]], most: int) -> Rows:
    """Return rows with an empty cell wherever one reaches over from the left or from above.

    Once these are ``most``, no cell reaches further: no newspaper's does.
    """
    found: list[tuple[Span, ...]] = []
    held: dict[int, int] = {}
    """Columns that a cell above reaches into, and for how many rows yet."""
    for row in rows:
        own: list[Span] = []
        below = {column: left - 1 for column, left in held.items() if left > 1}
        for span, columns, down in row:
            while len(own) in held and most > 0:
                own.append((span[0], span[0]))
                most -= 1
            for n in range(columns if most > 0 else 1):
                if down > 1 and most > 0:
                    below[len(own)] = down - 1
                own.append(span if n == 0 else (span[1], span[1]))
                most -= n > 0
        held = below
        if own:
            found.append(tuple(own))
    return tuple(found)


def pipe_tables(text: str) -> Iterator[MarkdownTable]:
    """Yield tables of pipes: the row over the line of dashes, and the rows under it.

    >>> page = "| 早 | 午 |\\n|---|---|\\n| 2 | 6 |\\n"
    >>> (table,) = pipe_tables(page)
    >>> [[page[a:b].strip() for a, b in row] for row in table.rows]
    [['早', '午'], ['2', '6']]
    """
    end = 0
    for match in _DELIMITER.finditer(text):
        if match.start() < end:
            continue  # a row of the table above
        start = text.rfind("\n", 0, max(0, match.start() - 1)) + 1
        head_end = max(0, match.start() - 1)
        if "|" not in text[start:head_end]:
            continue
        rows = [_pipe_cells(text, start, head_end)]
        end = match.end()
        while end < len(text):
            line_end = text.find("\n", end + 1)
            line_end = len(text) if line_end < 0 else line_end
            if "|" not in text[end + 1 : line_end]:
                break
            rows.append(_pipe_cells(text, end + 1, line_end))
            end = line_end
        yield MarkdownTable(start, end, tuple(rows))


def _pipe_cells(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the cells of a row; pipes may stand at its ends, or not."""
    cuts = [match.start() for match in _PIPE.finditer(text, start, end)]
    edges = [start - 1, *cuts, end]
    cells = [(one + 1, other) for one, other in pairwise(edges)]
    if cells and not text[slice(*cells[0])].strip():
        cells = cells[1:]
    if cells and not text[slice(*cells[-1])].strip():
        cells = cells[:-1]
    return tuple(cells)


def find_formula_marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the marks of formulas stand in a text, and the whole of raised notes.

    >>> text = "占地$120 \\\\mathrm{m}^{2}$，说明见书$^{[1]}$。"
    >>> "".join(text[start:end] for start, end in find_formula_marks(text))
    '$\\\\mathrm{}^{}$$^{[1]}$'
    """
    for match in _FORMULA.finditer(text):
        inner = match["inner"]
        if _NOTE.fullmatch(inner) and not text[match.start() - 1 : match.start()].isascii():
            yield match.span()
        elif _TELLING.search(inner) and (marks := _marks(inner)) is not None:
            start = match.start("inner")
            yield start - 1, start
            yield from ((start + one, start + end) for one, end in marks)
            yield match.end() - 1, match.end()


def _marks(inner: str) -> list[tuple[int, int]] | None:
    """Return what of a formula is a mark, ``None`` where it holds what only LaTeX can show."""
    marks: list[tuple[int, int]] = []
    at = 0
    while at < len(inner):
        words = _TEXT.match(inner, at)
        if words is not None:
            opened = inner.index("{", at)
            marks += [(at, opened + 1), (words.end() - 1, words.end())]
            at = words.end()
            continue
        token = _TOKEN.match(inner, at)
        if token is None:
            return None
        if token["mark"]:
            marks.append(token.span())
        elif token["escape"]:
            marks.append(token.span("escape"))
        at = token.end()
    return marks
