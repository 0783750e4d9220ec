"""Headlines of printed pages: over their text, in a bar, between rules, or upright beside it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from training.sheets import Glyphs, Sheet, Type
from training.stories import Story
from training.typesetting import wrap

__all__ = ["headline", "vertical_headline"]

_SMALLER = 1.2
"""Times the body size of kickers and subtitles."""
_LEAST = 7
"""Characters of a headline that fit on a line at least."""


def headline(
    sheet: Sheet,
    story: Story,
    left: float,
    top: float,
    width: float,
    text: Type,
    face: str,
    kind: str,
    chance: random.Random,
) -> float:
    """Set a headline with what stands over and under it, and return where its text may begin."""
    size = text.size
    big = size * chance.choice([1.5, 1.8, 2.1, 2.5] if width < 50 * size else [2, 2.5, 3, 3.6])
    main = Type(face, min(big, width / _LEAST), 1.2 * big)
    small = Type(face, _SMALLER * size, 1.6 * size)
    share = 0.5 if chance.random() < 0.6 else 0.0
    if kind == "ruledhead":
        sheet.shape("rule", left, top, left + width, top)
        top += 0.4 * size
    y = _put(sheet, [*wrap(sheet, story.kicker, width, small)], left, top, width, small, share)
    first, above = len(sheet.glyphs), y
    y = _put(sheet, [*_even(story.title, width, main)], left, y, width, main, share)
    if kind == "bar":
        sheet.shape("bar", left - 1, above - 0.2 * size, left + width + 1, y + 0.1 * size)
        sheet.glyphs[first:] = [replace(own, white=True) for own in sheet.glyphs[first:]]
        y += 0.3 * size
    y = _put(sheet, wrap(sheet, story.subtitle, width, small), left, y, width, small, share)
    signed = replace(text, face=chance.choice([text.face, "kai"]))
    y = _put(sheet, wrap(sheet, story.byline, width, signed), left, y, width, signed, share)
    if kind == "ruledhead":
        y += 0.4 * size
        sheet.shape("rule", left, y, left + width, y)
    return y + 0.5 * size


def _put(
    sheet: Sheet,
    lines: list[str],
    left: float,
    top: float,
    width: float,
    kind: Type,
    share: float,
) -> float:
    """Set lines with a share of the room before them, and return their lower edge."""
    for line in lines:
        room = width - sheet.width(line, kind.face, kind.size)
        sheet.put(left + share * room, top + 0.95 * kind.size, line, kind.face, kind.size)
        top += kind.pitch
    return top


def _even(title: str, width: float, kind: Type) -> Iterator[str]:
    """Yield the lines of a headline, of one length nearly, cut at blanks where it has some."""
    most = max(int(width / kind.size), 1)
    for part in title.split():
        count = -(-len(part) // most)
        each = -(-len(part) // count)
        yield from (part[at : at + each] for at in range(0, len(part), each))


def vertical_headline(
    sheet: Sheet, story: Story, left: float, top: float, width: float, text: Type, face: str
) -> float:
    """Set a headline upright from the right, its byline below, and return their lower edge."""
    size = 2 * text.size
    columns = [*_even(story.title, 9 * size, Type(face, size, size))]
    size = min(size, width / len(columns) / 1.3)
    right = left + (width + 1.25 * size * len(columns)) / 2
    bottom = top
    for n, column in enumerate(columns):
        x = right - size * (1 + 1.25 * n)
        for m, char in enumerate(column):
            sheet.glyphs.append(Glyphs(x, top + size * (1 + 1.05 * m), char, face, size))
        bottom = max(bottom, top + size * (1.2 + 1.05 * (len(column) - 1)))
    lines = wrap(sheet, story.byline, width, text)
    return _put(sheet, lines, left, bottom + text.size, width, text, 0.5) + text.size
