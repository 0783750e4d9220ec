"""A page that shows where its characters stand, to its stories (docs/pages.md).

Nothing here is measured against a fixed size: body size, pitch, measures and gutters are what the
page itself shows. What lines are by their words (bylines, credits, furniture) the caller decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from generator.geometry.captions import StandingLine, caption_owner, table_owner
from generator.geometry.headlines import Headline
from generator.geometry.layout_records import Says, SetLine, Tell, overlap
from generator.geometry.lines import set_lines
from generator.geometry.page_metrics import MOST_FRAMES, PageMetrics
from generator.geometry.page_parts import Aside, part_page
from generator.geometry.setting_features import Style, line_rows, style_of, told_lines
from generator.geometry.story_chains import Chain, FlowScores, link_chains
from generator.geometry.story_setting import Setting, believe, decide_settings
from generator.geometry.subheads import InnerHead, inner_rows
from generator.geometry.text_blocks import TextBlock
from generator.model.geometry import Geometry
from generator.scores.packed_tables import read_tables
from generator.scores.trees import Forest

__all__ = [
    "Aside",
    "Item",
    "Layout",
    "Says",
    "SetLine",
    "SetStory",
    "Setting",
    "lay_out",
    "overlap",
]


_MOST_FRAMES = 400
"""Frames of text on a page: broadsheets have a hundred. What has more is a table or a drawing, and
all pairs of frames would take minutes."""
_MOST_DISPLAY = 1000
"""Lines of display text, likewise."""
_MOST_UPRIGHT = 2000
"""Columns of upright characters, likewise."""
_MOST_DRAWN = 20_000
"""Rules, or pictures and areas without text, likewise."""
_CREDIT = 3
"""Lines of a credit at most: in a narrow column it takes two."""
_ON = {Setting.GOES_ON, Setting.SUBHEAD_GOES_ON}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A paragraph, subhead, lead, credit or byline as it is set."""

    setting: Setting
    lines: tuple[SetLine, ...]
    belief: float
    """How likely the least likely of its lines is what it was taken for."""
    closed: bool
    """Whether it is seen to end: its last line leaves room, or its column goes on below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStory:
    """A headline and what is set under it."""

    head: Headline | None
    items: tuple[Item, ...]
    margins: tuple[float, ...]
    """Of each of its blocks: the nats by which it stands better here than anywhere else."""
    columns: tuple[int, ...]
    """Numbers of the lines that its blocks begin with."""
    runner_up: Headline | None
    """The headline that fits second best."""
    captions: tuple[Aside, ...] = ()
    """The captions of the photographs, and the tables, that it runs around."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a page is made of; each of its lines stands in exactly one place."""

    stories: tuple[SetStory, ...]
    asides: tuple[Aside, ...]


@dataclass(frozen=True, slots=True)
class _Scores:
    pairs: FlowScores
    lines: Forest
    inner: Forest


@cache
def _scores() -> _Scores:
    tables = read_tables("geometry")
    flows, headed, lines, inner = (
        Forest(tables[name]) for name in ("flows", "headed", "lines", "inner")
    )
    return _Scores(FlowScores(flows=flows.scores, headed=headed.scores), lines, inner)


def _are_inner(
    found: Sequence[InnerHead], heads: Sequence[Headline], sheet: PageMetrics, tell: Tell
) -> list[bool]:
    """Return which headlines within columns are subheads, more likely than not."""
    scores = _scores().inner.scores(inner_rows(found, heads, sheet, tell))
    return [score > 0 for score in scores[:, 0].tolist()]


def lay_out(geometry: Geometry, text: str, tell: Tell) -> Layout | None:
    """Return the stories of a page from top to bottom and from left to right, and what belongs to
    none.

    ``tell`` returns what a line is by its words alone. ``None`` for a page with more frames than
    any newspaper's page has.
    """
    if len(geometry.rules) > _MOST_DRAWN:
        return None
    sheet, lines = set_lines(geometry, text)
    if len(sheet.frames) > MOST_FRAMES or len(sheet.pictures) > _MOST_DRAWN:
        return None
    if sum(line.em > sheet.body for line in lines) > _MOST_DISPLAY:
        return None
    if sum(line.vertical for line in lines) > _MOST_UPRIGHT:
        return None
    parts = part_page(lines, sheet, tell, _are_inner)
    if len(parts.texts) + len(parts.heads) > _MOST_FRAMES:
        return None
    chains = link_chains(parts.heads, parts.texts, sheet, tell, _scores().pairs)
    style = style_of(parts.texts)
    stories = [_story(chain, parts.heads, parts.texts, style, sheet, tell) for chain in chains]
    stories = _in_rows(stories, sheet.body)
    owners = _owners(parts.asides, stories, sheet)
    return Layout(
        stories=tuple(
            replace(story, captions=tuple(a for a in parts.asides if owners.get(id(a)) == n))
            for n, story in enumerate(stories)
        ),
        asides=tuple(a for a in parts.asides if id(a) not in owners),
    )


def _owners(
    asides: Sequence[Aside], stories: Sequence[SetStory], sheet: PageMetrics
) -> dict[int, int]:
    """Return for captions and tables, by their ``id()``, the number of the story they stand in."""
    owned = [aside for aside in asides if aside.caption or aside.rows]
    standing = [*_standing(stories)] if owned else []
    found = (
        (aside, (table_owner if aside.rows else caption_owner)(aside.lines, standing, sheet))
        for aside in owned
    )
    return {id(aside): n for aside, n in found if n is not None}


def _standing(stories: Sequence[SetStory]) -> Iterator[StandingLine]:
    for n, story in enumerate(stories):
        heads = () if story.head is None else (*story.head.lines, *story.head.bylines)
        yield from (StandingLine(line=line, story=n, head=True) for line in heads)
        for item in story.items:
            yield from (StandingLine(line=line, story=n, head=False) for line in item.lines)


def _in_rows(stories: Sequence[SetStory], em: float) -> list[SetStory]:
    """Return stories in the order in which they are looked at.

    Those that begin less than a line of text under the highest one of a row stand in that row: on a
    scan, no two begin at the very same height.
    """
    rows: list[list[SetStory]] = []
    for story in sorted(stories, key=_place):
        if not rows or _place(story)[0] - _place(rows[-1][0])[0] >= em:
            rows.append([])
        rows[-1].append(story)
    return [story for row in rows for story in sorted(row, key=lambda one: _place(one)[1])]


def _place(story: SetStory) -> tuple[float, float]:
    lines = story.head.lines if story.head else story.items[0].lines
    return (min(line.top for line in lines), min(line.left for line in lines))


def _story(
    chain: Chain,
    heads: Sequence[Headline],
    texts: Sequence[TextBlock],
    style: Style,
    sheet: PageMetrics,
    tell: Tell,
) -> SetStory:
    blocks = [texts[k] for k in chain.blocks]
    lines = [line for block in blocks for line in block.lines]
    headed = chain.head is not None
    told = told_lines(blocks, tell)
    asked, shown = line_rows(blocks, told, style, sheet, headed=headed)
    inner = [line.inner for line in lines]
    beliefs = believe(inner, asked, shown, _scores().lines.beliefs)
    settings = decide_settings(beliefs, told, inner)
    own = [beliefs.of(k, settings) for k in range(len(lines))]
    return SetStory(
        head=heads[chain.head] if chain.head is not None else None,
        items=tuple(
            _as_credit(item, tell) for item in _items(lines, settings, own, [*_closed(blocks)])
        ),
        margins=chain.margins,
        columns=tuple(block.lines[0].number for block in blocks),
        runner_up=heads[chain.runner_up] if chain.runner_up is not None else None,
    )


def _items(
    lines: Sequence[SetLine],
    settings: Sequence[Setting],
    beliefs: Sequence[float],
    closed: Sequence[bool],
) -> Iterator[Item]:
    start = 0
    for k in range(1, len(lines) + 1):
        if k == len(lines) or settings[k] not in _ON:
            yield Item(
                setting=settings[start],
                lines=tuple(lines[start:k]),
                belief=min(beliefs[start:k]),
                closed=closed[k - 1],
            )
            start = k


def _as_credit(item: Item, tell: Tell) -> Item:
    """Return a paragraph as a credit where its lines are one, which none of them says alone."""
    if item.setting is not Setting.PARAGRAPH or not 1 < len(item.lines) <= _CREDIT:
        return item
    said = tell("".join(line.words for line in item.lines))
    credit = said is not None and said[0] is Says.CREDIT
    return replace(item, setting=Setting.CREDIT) if credit else item


def _closed(blocks: Sequence[TextBlock]) -> Iterator[bool]:
    """Yield for each line of blocks whether what ends with it is seen to end there."""
    for block in blocks:
        yield from [True] * (len(block.lines) - 1)
        yield block.right - block.lines[-1].right > block.em
