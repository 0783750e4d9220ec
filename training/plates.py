"""Pictures and advertisements of printed pages: in stories, and where columns end early."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from training.page_styles import Area, PageStyle
from training.sheets import Box, Sheet
from training.stories import Story, advertisement, caption
from training.typesetting import Column, wrap

__all__ = ["fill_room", "put_pictures"]


def put_pictures(
    sheet: Sheet,
    story: Story,
    columns: Sequence[Column],
    kind: str,
    page: PageStyle,
    chance: random.Random,
) -> list[Box]:
    """Draw the picture of a kind of layout, and return what text runs around."""
    size, pitch = page.text.size, page.text.pitch
    lines = story.length * size / columns[0].width / len(columns)
    high = pitch * chance.randint(4, 7)
    column = chance.choice(columns)
    top = column.top + pitch * chance.randint(2, 5)
    if lines < high / pitch + 12:
        return []
    if kind == "around" and column.width >= 14 * size:
        wide = column.width * chance.choice([0.4, 0.5])
        left = column.left + chance.choice([0, column.width - wide])
        sheet.shape("picture", left, top + 0.3 * size, left + wide, top + high - 0.2 * size)
        return [(left - 0.6 * size, top, left + wide + 0.6 * size, top + high)]
    if kind != "midpic" or len(columns) < 2:
        return []
    middle = chance.choice(columns[1:]).left - page.gutter / 2
    wide = column.width * chance.choice([1.0, 1.2])
    box = middle - wide / 2, top + 0.3 * size, middle + wide / 2, top + high
    bottom = _captioned(sheet, box, page, chance)
    return [(box[0] - 0.5 * size, top, box[2] + 0.5 * size, bottom + 0.3 * size)]


def _captioned(sheet: Sheet, box: Box, page: PageStyle, chance: random.Random) -> float:
    """Draw a picture with its caption below, and return the lower edge."""
    kind = replace(page.text, face=page.small, size=0.85 * page.text.size)
    words = caption(chance)
    sheet.shape("picture", *box)
    sheet.furniture.append(words)
    y = box[3] + 1.2 * kind.size
    for line in wrap(sheet, words, box[2] - box[0], kind):
        sheet.put(box[0], y, line, kind.face, kind.size)
        y += 1.4 * kind.size
    return y - kind.size


def fill_room(
    sheet: Sheet, area: Area, top: float, end: float, page: PageStyle, chance: random.Random
) -> None:
    """Fill the room under a story with a picture or an advertisement."""
    size, width = page.text.size, page.span(area.columns)
    lines = advertisement(chance)
    right = area.left + width
    if chance.random() < 0.5:
        _captioned(sheet, (area.left, top, right, end - 5 * size), page, chance)
    elif width > 1.1 * size * max(map(len, lines)):
        sheet.shape("frame", area.left, top, right, end - 0.2 * size)
        y = top + 2 * size
        for n, line in enumerate(lines):
            own = min(size * (1.1 if n else 1.6), 0.9 * width / len(line))
            x = area.left + (width - sheet.width(line, "hei", own)) / 2
            sheet.put(x, y, line, "hei", own)
            y += 1.5 * own
        sheet.furniture += lines
