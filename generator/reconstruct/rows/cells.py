"""Lines that hold several columns' lines of one row, cut into cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from generator.reconstruct.captions import is_photo_credit
from generator.reconstruct.pieces import Line
from generator.reconstruct.wording.openings import DATELINE
from generator.text.characters import ends_sentence, line_width

__all__ = ["Row", "cut_rows"]

Row: TypeAlias = tuple[Line, ...]
"""The cells of one line of the dump, left to right; most lines are a single cell."""

_NARROWEST, _WIDEST = 7, 40
"""Ems. Columns of newspapers lie between."""
_AROUND = 50
"""Lines before and after in which the columns of a row are looked for."""
_USUAL, _SHARE = 3, 0.2
"""Lines as wide as one another, and their share of the commonest, that tell a column's width."""
_MOST_WORDS = 60
"""Blanks in a line above which they are letter-spacing, not gutters."""
_SPACED = 0.3
"""Share of numbers or marks with a blank beside them from which on the dump puts one there."""
_NEAR = 4
"""Lines within which another row makes a row of two cells sure."""
_SHORTEST = 6
"""Ems of a last cell below which it takes company to be one."""
_WHOLE_WORD = 3
"""Characters between blanks from which on letter-spacing is not what set them apart."""
_BLANK = re.compile(r"\s+")
_WORD = re.compile(r"\S+")
_DIGITS = re.compile(r"[0-9]+")
_HANGING = re.compile("[，。、；：！？,;:!?）)》〉”’」』]{2,3}$")
_SPACED_MARKS = "，。；：、,;:"
_SEEN = 20
"""Marks or numbers below which nothing is said of the blanks beside them."""
_STOPS = re.compile("[，。；：、,;:]")
_WORST_FIT, _WORST_WIDE = 1.3, 2.5
"""Cost of a cell above which a line is taken to hold none: if it may be a column's line, if not."""
_CROSSED = 2.2
"""Cost of a cell with a blank inside that neither a number nor letter-spacing explains."""
_RARE_SHARE = 0.05
"""The share that will do over the whole page, where the columns around tell nothing."""


def cut_rows(lines: Sequence[Line]) -> list[Row]:
    """Return each line as the cells it holds: columns' lines of one row, set off by blanks.

    A cell is as wide as columns around it are, or two ems less where a paragraph begins; the last
    one of a line may be any shorter. A blank that letter-spacing or a number explains cuts nothing.
    """
    texts = [line.text.text for line in lines]
    blanks = [*map(_hard_blanks, texts)]
    parts = [
        _parts(text, found) if found else _fitting([line.width])
        for line, text, found in zip(lines, texts, blanks, strict=True)
    ]
    if not _any_gutter(lines, blanks, parts):
        return [(line,) for line in lines]
    spaced = _Spacing(
        digits=_spaced(texts, _DIGITS),
        marks=frozenset(m for m in _SPACED_MARKS if _spaced(texts, re.compile(m))),
    )
    everywhere = _measures(Counter(w for widths in parts for w in widths), _RARE_SHARE)
    rows: list[Row] = []
    wide: dict[int, Row] = {}
    counts: Counter[int] = Counter()
    low = high = 0
    for i, line in enumerate(lines):
        while high < min(len(lines), i + _AROUND):
            counts.update(parts[high])
            high += 1
        while low < i - _AROUND:
            counts.subtract(parts[low])
            low += 1
        if not _BLANK.search(line.text.text):
            rows.append((line,))
            continue
        measures = _measures(counts, _SHARE)
        row = _cut(line, measures, spaced, _WORST_FIT)
        if len(row) == 1:
            # a banner's row stands far from its columns
            row = _cut(line, everywhere, spaced, _WORST_FIT)
            row = row if len(row) > 2 else (line,)
        if len(row) == 1 and measures and line.width > measures[-1] + 2:
            wide[i] = _cut(line, measures, spaced, _WORST_WIDE)
        rows.append(row)
    rows = [
        row if len(row) == 1 or (_sure(rows, i) and not _sets_off(row)) else (lines[i],)
        for i, row in enumerate(rows)
    ]
    return [wide[i] if i in wide and _among(rows, i) else row for i, row in enumerate(rows)]


def _sets_off(row: Row) -> bool:
    """Return whether the only blank of a row is one that printers set: behind 电 and 讯, and before
    the photographer's name under a picture."""
    first, last = row[0].text.text, row[-1].text.text
    dateline = DATELINE.match(first)
    filed = dateline is not None and dateline.end() == len(first)
    return len(row) == 2 and (filed or (ends_sentence(first) and is_photo_credit(last)))


def _among(rows: Sequence[Row], i: int) -> bool:
    """Return whether rows stand right before and after line ``i``."""
    above, below = rows[max(0, i - _NEAR) : i], rows[i + 1 : i + 1 + _NEAR]
    return any(len(row) > 1 for row in above) and any(len(row) > 1 for row in below)


def _sure(rows: Sequence[Row], i: int) -> bool:
    """Return whether row ``i`` is one: three cells are; two need punctuation or company."""
    row = rows[i]
    if len(row) > 2:
        return True
    near = [*rows[max(0, i - _NEAR) : i], *rows[i + 1 : i + 1 + _NEAR]]
    company = sum(len(other) > 1 for other in near)
    if row[-1].width < _SHORTEST:
        return company > 1  # a word or two after a blank may be anything
    return company > 0 or any(_STOPS.search(cell.text.text) for cell in row)


def _measures(counts: Counter[int], share: float) -> tuple[int, ...]:
    top = max(counts.values(), default=0)
    return tuple(w for w, n in sorted(counts.items()) if n >= max(_USUAL, share * top))


def _hard_blanks(text: str) -> list[tuple[int, int]]:
    """Return the blanks that may be gutters: neither beside a Latin letter or digit nor between
    single characters, as letter-spacing leaves them."""
    if not _BLANK.search(text):
        return []
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    return [
        (end, start)
        for (begin, end), (start, stop) in pairwise(words)
        if not _loose(text[end - 1])
        and not _loose(text[start])
        and not (text[end - 1] in "电讯" and text[start] in "(（")
        and max(end - begin, stop - start) >= _WHOLE_WORD
    ]


def _loose(char: str) -> bool:
    """Return whether dumps put blanks beside ``char`` inside a line, too."""
    return (char.isascii() and char.isalnum()) or char in "—…·"


def _doubt(before: str, after: str, spaced: _Spacing) -> float:
    """Return the cost of taking the blank between two characters for a gutter."""
    if before in "—…" or after in "—…" or (before in "电讯" and after in "(（"):
        return 3.0
    if before in spaced.marks:
        return 3.0
    return (3.0 if spaced.digits else 0.5) if _loose(before) or _loose(after) else 0.0


def _parts(text: str, blanks: Sequence[tuple[int, int]]) -> list[int]:
    """Return the widths of what stands between the blanks, if a column could be that wide."""
    starts = [0, *(b for _, b in blanks)]
    ends = [*(a for a, _ in blanks), len(text)]
    return _fitting(line_width(text[a:b]) for a, b in zip(starts, ends, strict=True))


def _fitting(widths: Iterable[float]) -> list[int]:
    """Return the widths that columns of newspapers have, rounded."""
    return [w for w in map(round, widths) if _NARROWEST <= w <= _WIDEST]


def _any_gutter(
    lines: Sequence[Line], blanks: Sequence[Sequence[object]], parts: Sequence[Sequence[int]]
) -> bool:
    """Return whether a blank parts some line that is wider than the page's columns."""
    widths = sorted(width for found in parts for width in found)
    usual = widths[len(widths) * 9 // 10] if widths else 0
    return any(found and line.width > usual + 2 for line, found in zip(lines, blanks, strict=True))


@dataclass(frozen=True, slots=True)
class _Spacing:
    """What a dump puts blanks beside inside its lines."""

    digits: bool
    marks: frozenset[str]


def _spaced(texts: Sequence[str], pattern: re.Pattern[str]) -> bool:
    """Return whether the dump puts a blank beside most of what ``pattern`` finds in its lines."""
    seen = apart = 0
    for text in texts:
        for match in pattern.finditer(text):
            if match.start() == 0 or match.end() == len(text):
                continue
            seen += 1
            apart += text[match.start() - 1].isspace() or text[match.end()].isspace()
    return seen >= _SEEN and apart > _SPACED * seen


def _cut(line: Line, measures: tuple[int, ...], spaced: _Spacing, worst: float) -> Row:
    """Return the likeliest cells of a line: the cheapest way to cut it at blanks."""
    text = line.text.text
    blanks = [(m.start(), m.end()) for m in _BLANK.finditer(text)]
    if not measures or len(blanks) > _MOST_WORDS:
        return (line,)
    starts = [0, *(b for _, b in blanks)]
    ends = [*(a for a, _ in blanks), len(text)]
    hard = set(_hard_blanks(text))
    if not hard and line.width <= measures[0] + 2:
        return (line,)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for i, end in enumerate(ends):
        found = (float("inf"), 0)
        for j in range(i, -1, -1):
            width = line_width(text[starts[j] : end])
            if width > measures[-1] + 1:
                # marks that may not begin a line hang over its end (CLREQ)
                hanging = _HANGING.search(text[starts[j] : end])
                width -= min(len(hanging.group()), width - measures[-1]) if hanging else 0.0
            if width > measures[-1] + 2:
                break
            cost = best[j][0] + _misfit(width, measures, first=j == 0, last=i == len(ends) - 1)
            crossed = sum(1 for k in range(j, i) if (ends[k], starts[k + 1]) in hard)
            cost += _CROSSED * crossed
            if j > 0:
                cost += _doubt(text[ends[j - 1] - 1], text[starts[j]], spaced)
                lone = ends[j] - starts[j] == 1 or ends[j - 1] - starts[j - 1] == 1
                cost += 0.3 * lone  # letter-spacing rather than a gutter
            found = min(found, (cost, j))
        best.append(found)
    cuts: list[tuple[int, int]] = []
    i = len(ends)
    while i:
        j = best[i][1]
        cuts.append((starts[j], ends[i - 1]))
        i = j
    if len(cuts) == 1 or best[-1][0] / len(cuts) > worst:
        return (line,)
    return tuple(
        replace(
            line,
            text=line.text[a:b],
            width=line_width(text[a:b]),
            gap=line.gap and a == 0,
            indent=line.indent if a == 0 else 0.0,
        )
        for a, b in reversed(cuts)
    )


def _misfit(width: float, measures: tuple[int, ...], *, first: bool, last: bool) -> float:
    """Return how badly a cell's width fits the columns'; infinite if it can't be one."""
    best = float("inf")
    for measure in measures:
        off = abs(width - measure)
        if off <= 1:
            best = min(best, off)
        if first and abs(width + 2 - measure) <= 1:
            best = min(best, abs(width + 2 - measure) + 0.5)
    if last and width < measures[-1]:
        best = min(best, 1.3)
    return best
