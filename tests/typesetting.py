"""Articles set in columns, as a page program does it: measure, indent, kinsoku, column ends.

Sources: CLREQ (W3C) section 3 for which marks may not begin or end a line (避头尾), GB/T 15834
for the two-em indent. Widths are in ems: one for a Chinese character or a full-width mark, a half
for a Latin letter or a digit, a quarter for the space between Chinese and these where it is set.
"""

from __future__ import annotations

import math
import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

Article: TypeAlias = Mapping[str, Any]
"""An article in the form of a gold file."""
Part: TypeAlias = tuple[str, ...]
"""A paragraph, headline or credit, or the part of it that one column holds, as printed lines."""

INDENT = "\u3000\u3000"
NEVER_FIRST = "”’）》〉】、，。；：！？…—%"
NEVER_LAST = "“‘（《〈【"
BESIDE_LATIN = re.compile(r"(?<=[一-鿿])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[一-鿿])")
"""Where a quarter em may stand."""
_UNIT = re.compile(r"[0-9A-Za-z.%/-]+|—+|…+|.")
"""Numbers and Latin words are never parted, nor are dashes and dots."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A box of the page that is drawn and taken out as a whole."""

    article: int
    """Whose it is."""
    kind: str
    """``head``, ``byline``, ``lead`` or ``body`` (one column)."""
    parts: tuple[Part, ...]
    """What stands in it."""

    @property
    def lines(self) -> list[str]:
        """All its lines from top to bottom."""
        return [line for part in self.parts for line in part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a page is set."""

    measures: tuple[int, ...]
    """Ems of the columns of each article."""
    columns: tuple[int, ...]
    """Columns of each article, at most."""
    headline: int
    """Characters to a line of a headline, at most."""
    balanced: bool
    """Whether the lines of a headline are of like length, or all full but the last."""
    spaced: bool
    """Whether a quarter em stands between Chinese and digits or Latin letters."""
    indents: bool
    """Whether the blanks of the indent are in the text; the first line is short either way."""
    hanging: bool
    """Whether up to two marks that may not begin a line are squeezed in at its end, which makes it
    longer in the text, or take a character down with them, which makes it shorter."""


def random_setting(chance: random.Random, articles: int, *, spaced: bool = False) -> Setting:
    """Return a setting for a page of so many articles."""
    return Setting(
        measures=tuple(chance.randint(10, 30) for _ in range(articles)),
        columns=tuple(chance.randint(1, 4) for _ in range(articles)),
        headline=chance.randint(8, 20),
        balanced=chance.random() < 0.7,
        spaced=spaced,
        indents=chance.random() < 0.3,
        hanging=chance.random() < 0.5,
    )


def width(text: str, *, spaced: bool = False) -> float:
    """Return the ems of a printed line.

    >>> width("全县3万亩。"), width("全县3万亩。", spaced=True)
    (5.5, 6.0)
    """
    thin = len(BESIDE_LATIN.findall(text)) / 4 if spaced else 0.0
    return thin + sum(map(_ems, text))


@cache
def _ems(char: str) -> float:
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def set_lines(
    text: str, measure: int, *, indent: int = 0, hanging: bool = False, spaced: bool = False
) -> Part:
    """Return ``text`` as lines of ``measure`` ems, the first short by ``indent``.

    >>> set_lines("他说：“办起来了。”今年2024", 4)
    ('他说：', '“办起来', '了。”今', '年2024')
    >>> set_lines("他说：“办起来了。”", 8, hanging=True)
    ('他说：“办起来了。”',)
    """
    lines: list[str] = []
    line: list[str] = []
    room = float(measure - indent)
    for unit in _UNIT.findall(text):
        if line and width("".join([*line, unit]), spaced=spaced) > room:
            if unit[0] in NEVER_FIRST and hanging and width("".join(line)) < room + 2:
                line.append(unit)
                continue
            down = [unit]
            while len(line) > 1 and (down[0][0] in NEVER_FIRST or line[-1] in NEVER_LAST):
                down.insert(0, line.pop())
            lines.append("".join(line))
            line, room = down, float(measure)
        else:
            line.append(unit)
    return (*lines, "".join(line))


def frames_of(article: Article, number: int, setting: Setting) -> list[Frame]:
    """Return the frames of an article: headline, byline, lead, and the columns of its body."""
    measure = setting.measures[number]
    head = [
        _headline(article[part], setting)
        for part in ("kicker", "title", "subtitle")
        if article.get(part)
    ]
    frames = [Frame(number, "head", tuple(head))] if head else []
    if article.get("byline"):
        frames.append(Frame(number, "byline", ((article["byline"],),)))
    leads = [text for kind, text in article["body"] if kind == "lead"]
    if leads:
        wide = measure + measure // 2
        set_leads = tuple(_paragraph(text, wide, setting) for text in leads)
        frames.append(Frame(number, "lead", set_leads))
    parts = [
        set_lines(text, measure, spaced=setting.spaced)
        if kind == "h"
        else _paragraph(text, measure, setting)
        for kind, text in article["body"]
        if kind != "lead"
    ]
    subheads = {
        n for n, kind in enumerate(k for k, _ in article["body"] if k != "lead") if kind == "h"
    }
    if article.get("credit"):
        parts.append((article["credit"],))
    columns = cut_columns(parts, setting.columns[number], subheads)
    return [*frames, *(Frame(number, "body", column) for column in columns)]


def cut_columns(
    parts: Sequence[Part], columns: int, subheads: frozenset[int] | set[int] = frozenset()
) -> list[tuple[Part, ...]]:
    """Return ``parts`` in columns of like height; one that a column's end cuts is in two.

    No column ends in a subhead, nor is one shorter than four lines.

    >>> cut_columns([("一", "二", "三"), ("四", "五", "六", "七", "八")], 2)
    [(('一', '二', '三'), ('四',)), (('五', '六', '七', '八'),)]
    """
    lines = [(n, line) for n, part in enumerate(parts) for line in part]
    columns = max(1, min(columns, len(lines) // 4))
    cuts = [round(len(lines) * k / columns) for k in range(1, columns)]
    cuts = [_before_subhead(cut, lines, subheads) for cut in cuts]
    made = []
    for start, end in zip([0, *cuts], [*cuts, len(lines)], strict=True):
        column: dict[int, list[str]] = {}
        for n, line in lines[start:end]:
            column.setdefault(n, []).append(line)
        if column:
            made.append(tuple(map(tuple, column.values())))
    return made


def _headline(text: str, setting: Setting) -> Part:
    measure = setting.headline
    if setting.balanced:
        lines = math.ceil(width(text) / measure)
        measure = min(measure, math.ceil(width(text) / lines))
    return set_lines(text, measure)


def _before_subhead(
    cut: int, lines: Sequence[tuple[int, str]], subheads: set[int] | frozenset[int]
) -> int:
    while cut and lines[cut - 1][0] in subheads:
        cut -= 1
    return cut


def _paragraph(text: str, measure: int, setting: Setting) -> Part:
    first, *rest = set_lines(
        text, measure, indent=2, hanging=setting.hanging, spaced=setting.spaced
    )
    return (INDENT + first if setting.indents else first, *rest)
