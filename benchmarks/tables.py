"""Figures as tables: for reading, for a document, for comparison over time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

__all__ = ["COLUMNS", "figure_rows", "markdown_table", "plain_table"]

COLUMNS = (
    "conservation", "bcubed", "right", "title", "paragraph", "byline", "credit", "perfect",
    "count", "body",
)  # fmt: skip
"""The figures, in the order in which tables have them."""


def figure_rows(results: Mapping[str, Mapping[str, float]]) -> list[list[str]]:
    """Return a heading and one row for each result: its name, its articles, its figures.

    >>> figure_rows({"ours": {"articles": 2, "right": 0.5}})[1][:4]
    ['ours', '2', '', '']
    """
    rows = [["", "articles", *COLUMNS]]
    for name, figures in results.items():
        shown = (_shown(figures[c]) if c in figures else "" for c in COLUMNS)
        rows.append([name, str(figures["articles"]), *shown])
    return rows


def plain_table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as columns for a terminal: numbers to the right, all else to the left.

    >>> print(plain_table([["", "n"], ["甲", "1"], ["ab", "12"]]))
         n
    甲   1
    ab  12
    """
    columns = [_aligned(column) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(row).rstrip() for row in zip(*columns, strict=True))


def markdown_table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a Markdown table; what stands first is its heading.

    >>> print(markdown_table([["", "n"], ["甲", "1"]]))
    |  | n |
    |---|---|
    | 甲 | 1 |
    """
    heading, *rest = rows
    return "\n".join(
        [f"| {' | '.join(heading)} |", "|---" * len(heading) + "|"]
        + [f"| {' | '.join(row)} |" for row in rest]
    )


def _shown(figure: float) -> str:
    """Return a figure to the digits it was rounded to, without zeros that say nothing."""
    return f"{figure:.4f}".rstrip("0").rstrip(".")


def _aligned(column: Sequence[str]) -> list[str]:
    width = max(map(_cells, column))
    number = all(re.fullmatch(r"[\d.]*", text) for text in column[1:])
    return [
        " " * (width - _cells(text)) + text if number else text + " " * (width - _cells(text))
        for text in column
    ]


def _cells(text: str) -> int:
    """Return how many cells of a terminal ``text`` takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
