"""Where stories stand on a page: bands of columns, and one kind of layout on top of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from training.heads import headline, vertical_headline
from training.page_styles import Area, PageStyle, page_style
from training.plates import fill_room, put_pictures
from training.sheets import Sheet, Type
from training.stories import (
    NOTES,
    SIGNED,
    Story,
    editors_line,
    head_line,
    opened_by_lead,
    with_subheads,
)
from training.typesetting import Column, Item, balanced, rows_of_columns

__all__ = ["KINDS", "set_page"]

KINDS = (
    *("plain", "dropcap", "tint", "midpic", "around", "subhead", "bar", "ruledhead"),
    *("leadspan", "editornote", "spread", "vertical", "noindent", "ragged", "rows", "sidehead"),
    *("letterspaced", "lead"),
)
"""Drop caps; tinted or framed stories; pictures between and in columns; subheads in other sizes and
over two lines; headlines in bars and between rules; leads and editors' notes over several columns;
two pages on one sheet; vertical headlines; no indents; ragged lines; columns in two rows; headlines
in the first column; spaced-out text; bold leads in the measure of the text."""
_USUAL = 0.75
"""Share of a page's stories that are set as its kind says."""
_FILLED = 25
"""Lines of a column that a story is given, about."""
_ROOM = 9
"""Ems under a story from which on a picture or an advertisement fills it."""


def set_page(
    sheet: Sheet, stories: Sequence[Story], kind: str, chance: random.Random
) -> tuple[list[Story], float, float]:
    """Set stories on a sheet, and return them as they are printed, with its width and height."""
    page = page_style(chance)
    half = (len(stories) + 1) // 2
    sides = [stories[:half], stories[half:]] if kind == "spread" else [stories]
    printed: list[Story] = []
    lowest = 0.0
    for n, own in enumerate(sides):
        left = page.margin + n * (2 * page.margin + page.width)
        found, bottom = _set_side(sheet, own, kind, page, left, chance)
        printed += found
        lowest = max(lowest, bottom)
    return printed, len(sides) * (2 * page.margin + page.width), lowest + page.margin


def _set_side(
    sheet: Sheet,
    stories: Sequence[Story],
    kind: str,
    page: PageStyle,
    left: float,
    chance: random.Random,
) -> tuple[list[Story], float]:
    size, top = page.text.size, page.margin
    _put_head_line(sheet, page, left, top, chance)
    top += 2 * size
    printed: list[Story] = []
    for band in _bands(stories, page, chance):
        bottoms: list[tuple[float, Area]] = []
        x = left
        for story, count in band:
            area = Area(x, top, count)
            own = kind if chance.random() < _USUAL else "plain"
            story, bottom = _set_story(sheet, story, area, own, page, chance)
            printed.append(story)
            bottoms.append((bottom, area))
            x += count * (page.measure + page.gutter)
        end = max(bottom for bottom, _ in bottoms)
        for bottom, area in bottoms:
            if end - bottom > _ROOM * size and chance.random() < 0.5:
                fill_room(sheet, area, bottom + page.text.pitch, end, page, chance)
        top = end + size * chance.uniform(1.2, 2.4)
        if chance.random() < 0.3:
            sheet.shape("rule", left, top - 0.7 * size, left + page.width, top - 0.7 * size)
    if chance.random() < 0.6:
        line = editors_line(chance)
        sheet.put(left, top + size, line, "hei", 0.9 * size)
        sheet.furniture.append(line)
    return printed, top


def _put_head_line(
    sheet: Sheet, page: PageStyle, left: float, top: float, chance: random.Random
) -> None:
    size = page.text.size
    parts = head_line(chance)
    end = left + page.width
    places = left, left + page.width / 2, end - 16 * size, end - 1.5 * size
    for text, x, share in zip(parts, places, (1.8, 1.5, 1.0, 1.3), strict=True):
        sheet.put(x, top, text, "hei", share * size)
    sheet.furniture += parts
    sheet.shape("rule", left, top + size, end, top + size)


def _bands(
    stories: Sequence[Story], page: PageStyle, chance: random.Random
) -> Iterator[list[tuple[Story, int]]]:
    """Yield the stories that stand side by side, each with its columns: all of the page's."""
    band: list[tuple[Story, int]] = []
    free = page.columns
    for n, story in enumerate(stories):
        lines = story.length * page.text.size / page.measure
        least = 1 if page.columns < 4 else chance.choice([1, 2])
        count = min(free, max(round(lines / _FILLED), 2 if n == 0 else least))
        if free - count < 1 or n == len(stories) - 1:
            count = free
        band.append((story, count))
        free -= count
        if not free:
            yield band
            band, free = [], page.columns


def _set_story(
    sheet: Sheet, story: Story, area: Area, kind: str, page: PageStyle, chance: random.Random
) -> tuple[Story, float]:
    """Set a story, and return it as it is printed, with its lower edge."""
    size, pitch = page.text.size, page.text.pitch
    inset = 0.8 * size if kind == "tint" else 0.0
    left, top, width = area.left + inset, area.top + inset, page.span(area.columns) - 2 * inset
    step = (width + page.gutter) / area.columns
    measure = int((step - page.gutter) / size) * size
    if kind == "subhead":
        story = with_subheads(story, chance)
    columns = [Column(left + n * step, top, measure) for n in range(area.columns)]
    head_bottom = top
    if kind == "vertical" and area.columns > 1 and len(story.title) <= 20:
        story = replace(story, kicker="", subtitle="")
        bottom = vertical_headline(sheet, story, left, top, measure, page.text, page.heads)
        columns[0] = replace(columns[0], top=bottom)
    elif kind == "sidehead" and area.columns > 2:
        head_bottom = headline(sheet, story, left, top, measure, page.text, page.heads, "", chance)
        columns = columns[1:]
    else:
        bottom = headline(sheet, story, left, top, width, page.text, page.heads, kind, chance)
        columns = [replace(column, top=bottom) for column in columns]
    story, columns = _opened(sheet, story, columns, kind, page, chance)
    obstacles = put_pictures(sheet, story, columns, kind, page, chance)
    items = story.set_items
    if kind == "rows" and len(columns) > 1 and story.length * size / measure > 14 * len(columns):
        gap = pitch * chance.choice([1, 1.5, 2.5])
        columns = rows_of_columns(columns, chance.randint(4, 7), gap, pitch)
    text = _text_type(page.text, kind, chance)
    bottom = balanced(sheet, items, columns, text, _heading(page, kind, chance), obstacles)
    bottom = max(bottom, head_bottom, *(box[3] for box in obstacles), columns[0].top)
    if kind == "tint":
        shape = chance.choice(["tint", "frame"])
        sheet.shape(shape, area.left, area.top, area.left + width + 2 * inset, bottom + inset)
    elif page.ruled and not obstacles and kind != "rows":
        for column in columns[1:]:
            x = column.left - page.gutter / 2
            sheet.shape("rule", x, column.top, x, bottom)
    return story, bottom + inset


def _text_type(text: Type, kind: str, chance: random.Random) -> Type:
    """Return how text is set in a kind of layout."""
    if kind == "dropcap":
        return replace(text, cap=chance.choice([2, 2, 3]))
    if kind == "noindent":
        return replace(text, indent=0.0, apart=1.0)
    if kind == "letterspaced":
        return replace(text, spacing=chance.choice([0.05, 0.1, 0.15]))
    return replace(text, justified=kind != "ragged")


def _heading(page: PageStyle, kind: str, chance: random.Random) -> Type:
    """Return how subheads are set: centred where they have an indent."""
    share = chance.choice([1, 1, 1.15, 1.3]) if kind == "subhead" else 1.0
    face = chance.choice([page.text.face, page.heads])
    indent = float(chance.random() < 0.7)
    bold = kind == "lead" and chance.random() < 0.5
    own = replace(page.text, face=face, size=page.text.size * share, indent=indent, bold=bold)
    if kind != "subhead":
        return own
    return replace(own, most=chance.choice([0, 7, 9]), apart=float(chance.random() < 0.5))


def _opened(
    sheet: Sheet,
    story: Story,
    columns: list[Column],
    kind: str,
    page: PageStyle,
    chance: random.Random,
) -> tuple[Story, list[Column]]:
    """Set a lead or a note over columns; a lead that isn't is the first paragraph."""
    if kind == "editornote":
        story = replace(story, items=_with_lead(story), lead=chance.choice(NOTES))
        own = replace(page.text, face="kai")
        below = _spanning(sheet, story.lead, columns, len(columns), own)
        return _signed(sheet, story, below, own) if chance.random() < 0.6 else (story, below)
    if kind == "leadspan" and story.lead and len(columns) > 1:
        size = page.text.size * chance.choice([1, 1.15, 1.25])
        own = replace(page.text, face=chance.choice(["kai", "hei"]), size=size)
        own = replace(own, pitch=page.text.pitch * size / page.text.size)
        return story, _spanning(sheet, story.lead, columns, chance.randint(2, len(columns)), own)
    if kind == "lead" and (story := opened_by_lead(story)).lead:
        face, bold = chance.choice([(page.text.face, True), ("hei", True), ("kai", False)])
        own = replace(page.text, face=face, bold=bold, indent=chance.choice([0.0, 0.0, 2.0]))
        return story, _spanning(sheet, story.lead, columns, 1, own)
    return replace(story, items=_with_lead(story), lead=""), columns


def _signed(
    sheet: Sheet, story: Story, columns: list[Column], kind: Type
) -> tuple[Story, list[Column]]:
    """Sign a note at the right end of a line of its own."""
    last = columns[-1]
    x = last.left + last.width - sheet.width(SIGNED, kind.face, kind.size)
    sheet.put(x, last.top + kind.size, SIGNED, kind.face, kind.size)
    below = [replace(column, top=column.top + kind.pitch) for column in columns]
    return replace(story, lead=story.lead + SIGNED), below


def _with_lead(story: Story) -> tuple[Item, ...]:
    return (Item("p", story.lead), *story.items) if story.lead else story.items


def _spanning(
    sheet: Sheet, text: str, columns: list[Column], count: int, kind: Type
) -> list[Column]:
    """Set a text over the first columns, and return all, those below it."""
    last = columns[count - 1]
    width = (last.left + last.width - columns[0].left) // kind.size * kind.size
    top = max(column.top for column in columns[:count])
    own = Column(columns[0].left, top, width)
    bottom = balanced(sheet, [Item("p", text)], [own], kind, kind)
    below = bottom + 0.6 * kind.size
    return [*(replace(column, top=below) for column in columns[:count]), *columns[count:]]
