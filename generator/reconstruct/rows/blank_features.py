"""Blanks inside the lines of a dump, and what a page shows of each: does it part two columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from generator.reconstruct.pieces import Line
from generator.reconstruct.rows.page_language import PageLanguage
from generator.text.characters import ends_sentence, line_width

__all__ = ["BLANK_FEATURES", "Blank", "blank_features", "find_blanks"]

_NEAR, _AROUND = 4, 50
"""Lines above and below in which blanks stand in line, and in which columns as wide are counted."""
_MOST_WORDS = 60
"""Blanks in a line above which they are letter-spacing, not gutters."""
_WHOLE_WORD = 3
"""Characters between blanks from which on letter-spacing is not what set them apart."""
_SEEN = 20
"""Marks or numbers below which nothing is said of the blanks beside them."""
_SAME = 1.0
"""Ems by which what stands in line may differ."""
_INDENT = 2
"""Ems by which a paragraph's first line is shorter."""
_FAR = 30.0
"""Ems that say of a neighbour that it has no blank."""
_WIDEST = 80
"""Ems up to which widths are counted."""
_BLANK = re.compile(r"(?<=\S)\s+(?=\S)")
_NUMBER = re.compile("[0-9]+")
_OPEN, _CLOSED = "（(“《〈「『【〔‘", "）)”》〉」』】〕’"
_SPACED_MARKS = "，。；：、,;:"
_KINDS = ("—…·", "，、；：,;:", "。！？!?", _OPEN, _CLOSED)

_OF_PLACE = ("width", "x", "rest", "over", "cell", "next_cell", "word", "next_word", "long")
_OF_LINE = ("blanks", "hard", "hard_blanks")
_BESIDE = ("digit", "mark", "pause", "stop", "opens", "closes")
_OF_TEXT = (
    *(f"{kind}_before" for kind in _BESIDE),
    *(f"{kind}_after" for kind in _BESIDE),
    *("left_open", "filed", "sentence", "spaced_digits", "spaced_marks"),
)
_OF_WIDTHS = ("as_cell", "as_first", "as_next", "as_line", "usual_cell", "usual_next")
_OF_SIDE = ("aligned", "aligned_hard", "as_left", "as_wide", "wide")
_OF_NEIGHBOURS = (
    *(f"{name}_{side}" for side in ("above", "below") for name in _OF_SIDE),
    "nearest",
)
_OF_PAGE = ("page_wide", "page_hard", "page_blanks")
_OF_WORDS = ("across", "down", "up")
BLANK_FEATURES = (
    *(*_OF_PLACE, *_OF_LINE, *_OF_TEXT, *_OF_WIDTHS, *_OF_NEIGHBOURS, *_OF_PAGE, *_OF_WORDS),
)
"""Of a blank: where it stands (in ems), what stands beside it, how common such columns are, what
the lines around it look like, and how text goes on over it and past it."""

Matrix = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank inside a line."""

    begin: int
    end: int
    """One past its last character."""
    x: float
    """Ems before it."""
    next_x: float
    """Ems before what follows it."""
    hard: bool
    """Whether neither letter-spacing nor a number, a Latin word or a dash explains it."""


def find_blanks(line: Line) -> list[Blank]:
    """Return the blanks inside a line, from left to right; none of one that is letter-spaced."""
    text = line.text.text
    spans = [match.span() for match in _BLANK.finditer(text)]
    if len(spans) > _MOST_WORDS:
        return []
    edges = [0, *(at for span in spans for at in span), len(text)]
    parts = [line_width(text[a:b]) for a, b in pairwise(edges)]
    places = [0.0, *np.cumsum(parts).tolist()]
    return [
        Blank(a, b, places[2 * k + 1], places[2 * k + 2], _is_hard(text, edges[2 * k : 2 * k + 4]))
        for k, (a, b) in enumerate(spans)
    ]


def _is_hard(text: str, edges: Sequence[int]) -> bool:
    """Return whether nothing explains a blank, by where both words beside it begin and end."""
    begin, end, start, stop = edges
    before, after = text[end - 1], text[start]
    if _is_loose(before) or _is_loose(after) or (before in "电讯" and after in "(（"):
        return False
    return max(end - begin, stop - start) >= _WHOLE_WORD


def _is_loose(char: str) -> bool:
    """Return whether dumps put blanks beside ``char`` inside a line, too."""
    return (char.isascii() and char.isalnum()) or char in "—…·"


def blank_features(
    lines: Sequence[Line],
    blanks: Sequence[Sequence[Blank]],
    asked: Sequence[tuple[int, int]],
    language: PageLanguage,
) -> Matrix:
    """Return the features :data:`BLANK_FEATURES` of the blanks ``asked`` about.

    ``blanks`` holds those of each line; each of ``asked`` is a line and one of its blanks.
    """
    widths = np.array([line.width for line in lines])
    parts = [_parts(width, row) for width, row in zip(widths.tolist(), blanks, strict=True)]
    wide = widest_usual(parts)
    at = np.array([i for i, _ in asked], dtype=np.int64)
    spaced = {mark: _spaced(lines, re.compile(mark)) for mark in _SPACED_MARKS}
    digits = _spaced(lines, _NUMBER)
    places = [_place(lines[i], blanks[i], k, wide) for i, k in asked]
    texts = [_text(lines[i].text.text, blanks[i][k], digits, spaced) for i, k in asked]
    words = [_words(lines, i, blanks[i][k], language) for i, k in asked]
    shown = (
        np.array(places),
        np.array(texts, dtype=np.float64),
        _of_widths(parts, at, np.array(places)),
        _of_neighbours(widths, blanks, at, np.array([blanks[i][k].x for i, k in asked]), wide),
        np.tile([wide, *_shares(blanks)], (len(asked), 1)),
        np.array(words),
    )
    return np.hstack(shown).astype(np.float32)


def widest_usual(parts: Iterable[Sequence[float]]) -> float:
    """Return the width that nine in ten of a page's parts don't exceed."""
    widths = sorted(width for row in parts for width in row)
    return widths[len(widths) * 9 // 10] if widths else 0.0


def _parts(width: float, row: Sequence[Blank]) -> list[float]:
    """Return the widths of what stands between the hard blanks of a line."""
    hard = [blank for blank in row if blank.hard]
    starts = [0.0, *(blank.next_x for blank in hard)]
    ends = [*(blank.x for blank in hard), width]
    return [b - a for a, b in zip(starts, ends, strict=True)]


def _shares(blanks: Sequence[Sequence[Blank]]) -> tuple[float, float]:
    """Return the shares of a page's lines that have hard blanks, and any."""
    hard = sum(any(blank.hard for blank in row) for row in blanks)
    return hard / len(blanks), sum(map(bool, blanks)) / len(blanks)


def _spaced(lines: Sequence[Line], pattern: re.Pattern[str]) -> float:
    """Return the share of what ``pattern`` finds inside lines that has a blank beside it."""
    seen = apart = 0
    for line in lines:
        text = line.text.text
        for match in pattern.finditer(text):
            if match.start() > 0 and match.end() < len(text):
                seen += 1
                apart += text[match.start() - 1].isspace() or text[match.end()].isspace()
    return apart / seen if seen >= _SEEN else 0.0


def _place(line: Line, row: Sequence[Blank], k: int, wide: float) -> tuple[float, ...]:
    blank = row[k]
    left = max((other.next_x for other in row[:k] if other.hard), default=0.0)
    right = next((other.x for other in row[k + 1 :] if other.hard), line.width)
    begin = row[k - 1].end if k else 0
    stop = row[k + 1].begin if k + 1 < len(row) else len(line.text.text)
    return (
        *(line.width, blank.x, line.width - blank.next_x, line.width - wide),
        *(blank.x - left, right - blank.next_x, blank.begin - begin, stop - blank.end),
        *(blank.end - blank.begin, len(row), blank.hard, sum(other.hard for other in row)),
    )


def _text(
    text: str, blank: Blank, digits: float, spaced: dict[str, float]
) -> tuple[float | bool, ...]:
    before, after, left = text[blank.begin - 1], text[blank.end], text[: blank.begin]
    open_ = sum(left.count(char) for char in _OPEN) - sum(left.count(char) for char in _CLOSED)
    return (
        *(*_kinds(before), *_kinds(after), open_),
        *(before in "电讯", ends_sentence(left), digits, spaced.get(before, 0.0)),
    )


def _kinds(char: str) -> tuple[bool, ...]:
    return (char.isascii() and char.isalnum(), *(char in kind for kind in _KINDS))


def _words(
    lines: Sequence[Line], i: int, blank: Blank, language: PageLanguage
) -> tuple[float, float, float]:
    """Return how well text goes on over a blank; on its left in the line below, and on its right
    from the line above."""
    text = lines[i].text.text
    left, right = text[: blank.begin], text[blank.end :]
    down = language.joins(left, lines[i + 1].text.text) if i + 1 < len(lines) else 0.0
    up = language.joins(lines[i - 1].text.text, right) if i else 0.0
    return language.joins(left, right), down, up


def _of_widths(parts: Sequence[Sequence[float]], at: Ids, places: Numbers) -> Numbers:
    """Return how common parts as wide as those beside each blank are, around it and on the page."""
    counts = np.zeros((len(parts) + 1, _WIDEST + 2))
    for i, row in enumerate(parts):
        for width in row:
            counts[i + 1, min(_WIDEST, round(width))] += 1
    sums = np.cumsum(counts, axis=0)
    low, high = np.maximum(0, at - _AROUND), np.minimum(len(parts), at + _AROUND)
    around, page = sums[high] - sums[low], sums[-1][None, :]
    own, cell, after = places[:, 0], places[:, 4], places[:, 5]
    first = np.where(np.isclose(cell, places[:, 1]), _share(around, cell + _INDENT), -1.0)
    found = (
        *(_share(around, cell), first, _share(around, after), _share(around, own)),
        *(_share(page, cell), _share(page, after)),
    )
    return np.stack(found, axis=1)


def _share(counts: Numbers, width: Numbers) -> Numbers:
    """Return how many parts are as wide, an em more or less, to those of the commonest width."""
    own = np.clip(np.rint(width).astype(np.int64), 1, _WIDEST)
    row = np.arange(len(own)) if len(counts) > 1 else np.zeros(len(own), dtype=np.int64)
    beside = np.maximum(counts[row, own - 1], counts[row, own + 1])
    found: Numbers = (counts[row, own] + beside) / np.maximum(1.0, counts.max(axis=1))[row]
    return found


def _of_neighbours(
    widths: Numbers, blanks: Sequence[Sequence[Blank]], at: Ids, x: Numbers, wide: float
) -> Numbers:
    """Return what stands in line with each blank in the lines above and below it."""
    most = max(map(len, blanks))
    places = np.full((len(blanks) + 2 * _NEAR, most), -_FAR * 9)
    hard = np.zeros(places.shape, dtype=bool)
    for i, row in enumerate(blanks, start=_NEAR):
        places[i, : len(row)] = [blank.x for blank in row]
        hard[i, : len(row)] = [blank.hard for blank in row]
    around = np.pad(widths, _NEAR, constant_values=-_FAR * 9)
    own, nearest = widths[at], np.full(len(at), _FAR)
    found = []
    for steps in (range(-1, -_NEAR - 1, -1), range(1, _NEAR + 1)):
        side = np.zeros((len(at), len(_OF_SIDE)))
        for step in steps:
            j = at + _NEAR + step
            off = np.abs(places[j] - x[:, None])
            aligned, width = off <= _SAME, around[j]
            side[:, 0] += aligned.any(axis=1)
            side[:, 1] += (aligned & hard[j]).any(axis=1)
            side[:, 2] += (width - x >= -_INDENT - _SAME) & (width - x <= _SAME)
            side[:, 3] += np.abs(width - own) <= _SAME
            side[:, 4] += width > wide + _INDENT
            nearest = np.minimum(nearest, off.min(axis=1))
        found.append(side)
    return np.hstack([*found, nearest[:, None]])
