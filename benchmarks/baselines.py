"""What simpler readings of the same pages get: file order, and TextTiling.

Both make records as the program does, of the same text, and are scored in the same way. Neither
knows anything of widths, rare words or columns.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

__all__ = ["BASELINES", "read_in_file_order", "read_in_tiles"]

_END = re.compile(r"[。！？!?…][”’」』）)]*$")
_COMMAS = re.compile(r"[，。；！？,;!?]")
_BYLINE = re.compile(r"^[■□]?\s*(?:本报|特约|见习)?(?:记者|通讯员)")
_CREDIT = re.compile(r"^[（(]据.+[）)]$")
_HEADLINE = 30
"""Characters, at most: a line of display text."""

WORDS = 20
"""TextTiling: tokens to a pseudo-sentence (w in Hearst 1997, whose default this is)."""
BLOCK = 10
"""Pseudo-sentences to a block (k in Hearst 1997)."""

Unit = tuple[str, str]
"""``head``, ``byline``, ``credit`` or ``paragraph``, and its text."""


def read_in_file_order(page: str, text: str) -> list[dict[str, Any]]:
    """Return the articles of a page read from its first line to its last.

    Lines are joined until one ends a sentence: a paragraph. A short line without punctuation that
    stands between paragraphs is a headline; one that follows running text begins the next article.

    >>> read_in_file_order("p", "甲村修路\\n甲村的路\\n修好了。")[0]["title"]
    '甲村修路甲村的路'
    """
    articles: list[list[Unit]] = [[]]
    for unit in _units(text.splitlines()):
        if unit[0] == "head" and any(kind == "paragraph" for kind, _ in articles[-1]):
            articles.append([])
        articles[-1].append(unit)
    return [_record(page, units) for units in articles if units]


def read_in_tiles(page: str, text: str) -> list[dict[str, Any]]:
    """Return the articles of a page cut where its vocabulary changes: TextTiling.

    Hearst 1997, with blocks compared as there: the tokens, here pairs of neighbouring characters,
    are cut into pseudo-sentences of :data:`WORDS`; at each gap the :data:`BLOCK` pseudo-sentences
    on either side are compared by the cosine of their counts, and the results smoothed over three
    gaps; a valley whose depth (how far it lies below the peaks on both sides) reaches the mean
    depth less half a deviation is a boundary, and moves to the nearest end of a paragraph. The
    units are those of :func:`read_in_file_order`; the headline of a tile is all display text in it.
    """
    units = list(_units(text.splitlines()))
    ends, tokens = [], []
    for _, unit in units:
        tokens += [unit[i : i + 2] for i in range(len(unit) - 1)]
        ends.append(len(tokens))
    cuts = {
        min(range(len(ends)), key=lambda n: abs(ends[n] - place)) + 1
        for place in boundaries(tokens)
    }
    edges = [0, *sorted(cuts - {len(units)}), len(units)]
    tiles = [units[start:end] for start, end in pairwise(edges)]
    return [_record(page, tile) for tile in tiles if tile]


def boundaries(tokens: Sequence[str]) -> list[int]:
    """Return the tokens before which TextTiling sees a new subject.

    >>> boundaries(["雨"] * 400 + ["路"] * 400)
    [400]
    """
    sentences = [Counter(tokens[i : i + WORDS]) for i in range(0, len(tokens), WORDS)]
    likeness = [
        _cosine(sentences[max(0, gap - BLOCK) : gap], sentences[gap : gap + BLOCK])
        for gap in range(1, len(sentences))
    ]
    likeness = [
        sum(near) / len(near)
        for near in (likeness[max(0, gap - 1) : gap + 2] for gap in range(len(likeness)))
    ]
    depths = {
        gap: _peak(likeness, gap, -1) + _peak(likeness, gap, 1)
        for gap in range(len(likeness))
        if likeness[gap] == min(likeness[max(0, gap - 1) : gap + 2])
    }
    if not depths:
        return []
    mean = sum(depths.values()) / len(depths)
    deviation = math.sqrt(sum((depth - mean) ** 2 for depth in depths.values()) / len(depths))
    chosen: list[int] = []
    for gap in sorted(depths, key=lambda gap: (-depths[gap], gap)):
        # as in Hearst's own program, no two boundaries within three gaps of one another
        deep = depths[gap] > 0 and depths[gap] >= mean - deviation / 2
        if deep and all(abs(gap - other) > 3 for other in chosen):
            chosen.append(gap)
    return [(gap + 1) * WORDS for gap in sorted(chosen)]


BASELINES = {"file order": read_in_file_order, "TextTiling": read_in_tiles}
"""Name and reading: page name and text to records."""


def _units(lines: Iterable[str]) -> Iterator[Unit]:
    """Yield a page's lines as units in file order, every character in one."""
    open_text = ""
    for line in map(str.strip, lines):
        if not line:
            continue
        if not open_text and _CREDIT.match(line):
            yield "credit", line
        elif not open_text and len(line) <= _HEADLINE and not _COMMAS.search(line):
            yield "byline" if _BYLINE.match(line) else "head", line
        else:
            open_text += line
            if _END.search(line):
                yield "paragraph", open_text
                open_text = ""
    if open_text:
        yield "paragraph", open_text


def _record(page: str, units: Sequence[Unit]) -> dict[str, Any]:
    def texts(wanted: str) -> list[str]:
        return [text for kind, text in units if kind == wanted]

    return {
        "page": page,
        "title": "".join(texts("head")),
        "byline": "".join(texts("byline")),
        "credit": "".join(texts("credit")),
        "body": [{"kind": "paragraph", "text": text} for text in texts("paragraph")],
    }


def _cosine(left: Sequence[Counter[str]], right: Sequence[Counter[str]]) -> float:
    one, other = Counter[str](), Counter[str]()
    for block, counts in ((left, one), (right, other)):
        for sentence in block:
            counts.update(sentence)
    norm = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return sum(n * other[token] for token, n in one.items()) / norm if norm else 0.0


def _peak(likeness: Sequence[float], gap: int, step: int) -> float:
    """Return how far ``gap`` lies below the next peak on one side."""
    peak, place = likeness[gap], gap + step
    while 0 <= place < len(likeness) and likeness[place] >= peak:
        peak = likeness[place]
        place += step
    return peak - likeness[gap]
