"""Articles set in columns side by side and taken out row by row, as some readers of PDF do.

They print each row of a page from left to right. Lines of neighbouring columns come out as one
line with a blank between, unless the gap is wide, after a short last line or before an indented
first one; then they come out one below the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.text.characters import line_width

__all__ = ["in_columns", "printed_by_rows", "printed_tops_first", "set_in_column"]

_NEVER_FIRST = "”’）》〉】、，。；：！？,;:!?%)"
_INDENT = "\u3000\u3000"
"""Stands at the head of a paragraph's first line until it is printed."""


def set_in_column(text: str, measure: int) -> list[str]:
    """Return the lines of a paragraph, the first indented; no line begins with a closing mark."""
    lines, line, room = [], _INDENT, float(measure)
    for char in text:
        if line_width(line.strip() + char) + _indent(line) > room and char not in _NEVER_FIRST:
            lines.append(line)
            line = ""
        line += char
    return [*lines, line]


def in_columns(paragraphs: Sequence[str], measure: int, count: int) -> list[list[str]]:
    """Return the lines of a text in ``count`` columns of about the same length."""
    lines = [line for text in paragraphs for line in set_in_column(text, measure)]
    tall = -(-len(lines) // count)
    return [lines[i * tall : (i + 1) * tall] for i in range(count)]


def printed_by_rows(columns: Sequence[Sequence[str]], measures: Sequence[int]) -> list[str]:
    """Return the lines of a dump that goes over the columns row by row."""
    printed: list[str] = []
    for row in range(max(map(len, columns))):
        open_line = False
        for column, measure in zip(columns, measures, strict=True):
            if row >= len(column):
                open_line = False
                continue
            line = column[row]
            if open_line and not _indent(line):
                printed[-1] += " " + line
            else:
                printed.append(line.strip())
            open_line = line_width(line.strip()) + _indent(line) >= measure - 1.5
    return printed


def printed_tops_first(columns: Sequence[Sequence[str]], measures: Sequence[int]) -> list[str]:
    """Return the lines of a dump that prints the columns' first rows and then column by column."""
    printed = [*printed_by_rows([column[:2] for column in columns], measures)]
    for column in columns:
        printed += ["", *(line.strip() for line in column[2:])]
    return printed


def _indent(line: str) -> float:
    return 2.0 if line.startswith(_INDENT) else 0.0
