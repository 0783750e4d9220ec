"""Headlines and blocks to stories: what follows what, all decided together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.geometry.column_flows import FLOWS, flow_pairs
from generator.geometry.headlines import Headline
from generator.geometry.layout_records import Tell
from generator.geometry.page_metrics import PageMetrics
from generator.geometry.reading_pairs import (
    HEADLINE_PAIRS,
    Matrix,
    Neighbourhood,
    Pair,
    headline_pairs,
    rows_of,
)
from generator.geometry.text_blocks import TextBlock
from generator.scores.matching import best_pairs

__all__ = ["Chain", "FlowScores", "link_chains"]

_SUREST = 8.0
"""Nats: no pair is surer, however much speaks for it."""
_INDENTS, _FLUSH = 0.03, 0.6
"""Share of lines from which on a page indents its paragraphs, one in thirty; and ems up to which a
line isn't."""
_BARE = 3.0
"""Nats that a text costs which begins without a headline: none of 1,181 blocks of the pages that
the scores were learned from does, though real papers have briefs that do."""
_HEADLESS = 3.0
"""Nats that a headline costs which stands over no text: 32 of 2,220 of these pages do, but real
papers have names of columns in display type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowScores:
    """From what is shown of pairs to the nats for each."""

    flows: Callable[[Matrix], Matrix]
    headed: Callable[[Matrix], Matrix]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A story: its headline, and its blocks in reading order."""

    head: int | None
    blocks: tuple[int, ...]
    margins: tuple[float, ...]
    """For each block the nats by which it stands better here than anywhere else; the first one of a
    text without a headline stands nowhere else."""
    runner_up: int | None = None
    """The headline that fits the first block second best."""


def link_chains(
    heads: Sequence[Headline],
    texts: Sequence[TextBlock],
    sheet: PageMetrics,
    tell: Tell,
    scores: FlowScores,
) -> tuple[Chain, ...]:
    """Return the stories of a page, from top to bottom.

    Each block stands after one headline or block at most, and each of these before one block: the
    pairs are chosen together, so that what speaks for them is greatest.
    """
    if not texts:
        return tuple(Chain(head=n, blocks=(), margins=()) for n in range(len(heads)))
    page = Neighbourhood(heads, texts, sheet, tell)
    headed, flows = headline_pairs(page), flow_pairs(page)
    bare = _bare(texts)
    both = [nats + _HEADLESS for nats in bare]
    gains = [[-_SUREST] * len(texts) for _ in range(len(heads) + len(texts))]
    _fill(gains, headed, scores.headed(rows_of(headed, len(HEADLINE_PAIRS))), 0, both)
    _fill(gains, flows, scores.flows(rows_of(flows, len(FLOWS))), len(heads), bare)
    chosen = _without_circles(best_pairs(gains), gains, len(heads))
    return _chains(chosen, gains, len(heads), len(texts))


def _bare(texts: Sequence[TextBlock]) -> list[float]:
    """Return for each block the nats that it costs to begin a text without a headline.

    On a page that indents paragraphs, none begins with a line that isn't.
    """
    first = [(block.lines[0].left - block.left) / block.em for block in texts]
    inside = [
        1.5 < (line.left - block.left) / block.em < 2.6
        for block in texts
        for line in block.lines[1:]
    ]
    indents = sum(inside) > _INDENTS * len(inside)
    return [_SUREST if indents and indent < _FLUSH else _BARE for indent in first]


def _fill(
    gains: list[list[float]],
    pairs: Sequence[Pair],
    nats: Matrix,
    first: int,
    bare: Sequence[float],
) -> None:
    for pair, value in zip(pairs, nats[:, 0].tolist(), strict=True):
        gains[first + pair.before][pair.after] = bare[pair.after] + max(
            -_SUREST, min(_SUREST, value)
        )


def _without_circles(
    chosen: Sequence[int], gains: Sequence[Sequence[float]], heads: int
) -> dict[int, int]:
    """Return what follows what, each circle cut where least speaks for it."""
    after = {row: column for row, column in enumerate(chosen) if column >= 0}
    seen: set[int] = set()
    for start in range(heads, len(chosen)):
        path: list[int] = []
        row = start
        while row in after and row not in seen:
            seen.add(row)
            path.append(row)
            row = heads + after[row]
        if row in path:
            weakest = min(path[path.index(row) :], key=lambda r: gains[r][after[r]])
            del after[weakest]
    return after


def _chains(
    after: dict[int, int], gains: Sequence[Sequence[float]], heads: int, texts: int
) -> tuple[Chain, ...]:
    before = {column: row for row, column in after.items()}
    columns = [*zip(*gains, strict=True)]
    found = []
    for row in [*range(heads), *(heads + j for j in range(texts) if j not in before)]:
        head = row if row < heads else None
        blocks = [] if head is not None else [row - heads]
        at = row
        while at in after:
            blocks.append(after[at])
            at = heads + after[at]
        margins = [
            _margin(gains[before[j]], columns[j], before[j], j) if j in before else 0.0
            for j in blocks
        ]
        second = None
        if blocks and heads:
            others = [i for i in range(heads) if i != head and gains[i][blocks[0]] > -_SUREST]
            second = max(others, key=lambda i: gains[i][blocks[0]], default=None)
        found.append(
            Chain(head=head, blocks=tuple(blocks), margins=tuple(margins), runner_up=second)
        )
    return tuple(found)


def _margin(row: Sequence[float], column: Sequence[float], i: int, j: int) -> float:
    """Return by how much a pair is the best of its row and its column."""
    return row[j] - max((0.0, *row[:j], *row[j + 1 :], *column[:i], *column[i + 1 :]))
