"""What the parts of a page are: headlines, text, captions, advertisements, furniture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from generator.geometry.captions import take_captions
from generator.geometry.headlines import Headline, build_headlines, with_byline
from generator.geometry.layout_records import Says, SetLine, Tell, overlap
from generator.geometry.page_head import furniture_rule, page_head
from generator.geometry.page_metrics import PageMetrics
from generator.geometry.subheads import Judge, inner_heads, put_inside
from generator.geometry.tables import Row, take_tables
from generator.geometry.text_blocks import TextBlock, build_blocks, without_lines

__all__ = ["Aside", "Parts", "part_page"]

_DISPLAY = 1.08
"""Times the body size: what is set bigger is display text, unless it runs on like text."""
_FILLED, _UNDER = 0.5, 2.5
"""Share of a bar's height that its lines fill, and pitches to the text under it."""
_TEXT = 4
"""Lines of a text in a bigger size at least, or of a sentence: no headline closes with a stop."""
_SIGNED = (Says.BYLINE, Says.NAMES)
_BYLINE = 30
"""Characters of a byline's line."""
_NAME = 4.0
"""Ems of a name of three characters and its blank: as much a line leaves free that one is too long
for."""
_BIG = 1.6
"""Times the body size: a drop cap takes two lines or more."""
_MOST = 2
"""Characters: one, or one after an opening mark."""
_NEAR = 1.2
"""Ems from the cap to the lines beside it."""
_INDENT = 2.0
"""Ems of a paragraph's indent: a line with a drop cap begins one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Lines that belong to no story, and the rule that says so."""

    lines: tuple[SetLine, ...]
    rule: str
    caption: bool = False
    """Whether it is a photograph's caption, which may belong to a story all the same."""
    rows: tuple[Row, ...] = ()
    """Of a table, which may belong to a story, too: its lines, row by row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A page taken apart."""

    heads: tuple[Headline, ...]
    texts: tuple[TextBlock, ...]
    asides: tuple[Aside, ...]


def part_page(lines: Sequence[SetLine], sheet: PageMetrics, tell: Tell, are_inner: Judge) -> Parts:
    """Return what stands on a page; each line is in exactly one of its parts.

    ``are_inner`` tells which headlines within a text's column are subheads of it.
    """
    mast = page_head(lines, sheet, tell)
    asides = [
        Aside(lines=(line,), rule=furniture_rule(line, tell, "furniture/page-head"))
        for line in mast
    ]
    own = {line.number for line in mast}
    tables = take_tables([line for line in lines if line.number not in own], sheet)
    asides += [_table(rows) for rows in tables]
    own |= {line.number for rows in tables for row in rows for line in row}
    rest = _join_drop_caps([line for line in lines if line.number not in own], sheet)
    big = [line for line in rest if line.vertical or line.em > _DISPLAY * sheet.body]
    wide = {line.number for line in big}
    blocks = build_blocks([line for line in rest if line.number not in wide], sheet)
    large = build_blocks([line for line in big if not line.vertical], sheet)
    running = [block for block in large if block.running and _reports(block)]
    kept = {line.number for block in running for line in block.lines}
    texts = [*blocks, *running]
    display = _out_of_bars([line for line in big if line.number not in kept], texts, sheet)
    adverts = _adverts(texts, display)
    frames = {line.number: line.frame for line in [*rest, *display]}  # a bar's is the one around
    for number in sorted(adverts):
        told = [line for line in rest if frames[line.number] == number]
        asides.append(Aside(lines=tuple(told), rule="furniture/advertisement"))
    texts = [block for block in texts if block.frame not in adverts]
    texts, furniture = _furniture(texts, tell)
    asides += furniture
    heads: Sequence[Headline] = build_headlines(
        [d for d in display if d.frame not in adverts], sheet
    )
    found = inner_heads(heads, texts, sheet)
    inner = [*compress(found, are_inner(found, heads, sheet, tell))]
    heads, texts = put_inside(inner, heads, texts)
    heads, texts = _with_bylines(heads, texts, sheet, tell)
    texts, captions = take_captions(texts, heads, sheet, tell)
    asides += [
        Aside(lines=own.block.lines, rule=own.rule, caption=own.pictured) for own in captions
    ]
    texts.sort(key=lambda block: (block.top, block.left))
    return Parts(heads=tuple(heads), texts=tuple(texts), asides=tuple(asides))


def _table(rows: tuple[Row, ...]) -> Aside:
    return Aside(lines=tuple(line for row in rows for line in row), rule="table/rows", rows=rows)


def _reports(block: TextBlock) -> bool:
    """Return whether a block of big characters is text: no headline has full stops inside, and none
    of several lines has one at its end."""
    if len(block.lines) < _TEXT:
        return block.text.endswith("。")
    return "。" in block.text[:-1]


def _out_of_bars(
    display: Sequence[SetLine], texts: Sequence[TextBlock], sheet: PageMetrics
) -> list[SetLine]:
    """Return display lines, those in a bar right over a text with the frame that the bar lies in.

    A bar is a frame that its lines fill: it marks a headline, and is no box around a story.
    """
    held = {block.frame for block in texts}
    outer: dict[int, int] = {}
    for n in {line.frame for line in display} - held - {-1}:
        left, top, right, bottom = sheet.frames[n]
        filled = sum(line.bottom - line.top for line in display if line.frame == n)
        around = sheet.frame_of((left + right) / 2, (top + bottom) / 2, beyond=n)
        over = any(
            block.frame == around
            and -0.5 < (block.top - bottom) / sheet.pitch(block.em) < _UNDER
            and overlap(left, right, block.left, block.right) > 0.5 * block.width
            for block in texts
        )
        if over and filled > _FILLED * (bottom - top):
            outer[n] = around
    return [
        replace(line, frame=outer[line.frame]) if line.frame in outer else line for line in display
    ]


def _adverts(texts: Sequence[TextBlock], display: Sequence[SetLine]) -> set[int]:
    """Return the frames without a story: nothing in them is set as running text."""
    stories = {block.frame for block in texts if block.running or _opens(block)}
    filled = {block.frame for block in texts} | {line.frame for line in display}
    return {n for n in filled if n >= 0 and n not in stories}


def _opens(block: TextBlock) -> bool:
    """Return whether a block opens with the indent of a paragraph."""
    if len(block.lines) < 2:
        return False
    return 1.2 < (block.lines[0].left - block.lines[1].left) / block.em < 2.8


def _furniture(texts: Sequence[TextBlock], tell: Tell) -> tuple[list[TextBlock], list[Aside]]:
    """Take the blocks of a line or two out that say that they are the page's."""
    kept, found = [], []
    for block in texts:
        said = [tell(line.words) for line in block.lines[:2]]
        if len(block.lines) <= 2 and all(s is not None and s[0] is Says.FURNITURE for s in said):
            for line, each in zip(block.lines, said, strict=True):
                assert each is not None
                found.append(Aside(lines=(line,), rule=each[1]))
        else:
            kept.append(block)
    return kept, found


# -- bylines ------------------------------------------------------------------------------------


def _with_bylines(
    heads: Iterable[Headline], texts: Sequence[TextBlock], sheet: PageMetrics, tell: Tell
) -> tuple[list[Headline], list[TextBlock]]:
    """Return the headlines with the bylines under them, and the other blocks."""
    found = []
    left = [*texts]
    tops = [block.lines[0].top for block in left]
    reach = max((_far_under(block, sheet) for block in left), default=0.0)
    for head in heads:
        for _ in range(2):
            low, high = head.bottom - reach, head.bottom + reach
            near = [n for n, top in enumerate(tops) if low < top < high]
            at = _byline_under(head, near, left, sheet, tell)
            if at is None:
                break
            n, count = at
            block = left[n]
            head = with_byline(head, block.lines[:count])
            left[n : n + 1] = rest = without_lines(block, count)
            tops[n : n + 1] = [part.lines[0].top for part in rest]
        found.append(head)
    return found, left


def _far_under(block: TextBlock, sheet: PageMetrics) -> float:
    """Return more than any of its lines stand under their headline as a byline, or over its end."""
    return max(3 * max(sheet.pitch(line.em), line.em) for line in block.lines)


def _byline_under(
    head: Headline,
    near: Iterable[int],
    texts: Sequence[TextBlock],
    sheet: PageMetrics,
    tell: Tell,
) -> tuple[int, int] | None:
    """Return the block right under a headline, of those near, that begins with a byline, and its
    lines."""
    best: tuple[float, int, int] | None = None
    for n in near:
        block, line = texts[n], texts[n].lines[0]
        gap = line.top - head.bottom
        if block.frame != head.frame or len(line.text) > _BYLINE:
            continue
        if not -0.4 * line.em < gap < (2.2 if head.vertical else 1.3) * sheet.pitch(line.em):
            continue
        reach = 6 * line.em if head.vertical else line.em
        if overlap(head.left, head.right, line.left, line.right) < -reach:
            continue
        count = _signing(block, head, texts, tell)
        if count and (best is None or gap < best[0]):
            best = (gap, n, count)
    return None if best is None else best[1:]


def _signing(block: TextBlock, head: Headline, texts: Sequence[TextBlock], tell: Tell) -> int:
    """Return how many lines a block begins with that sign the text below."""
    said = tell(block.lines[0].words)
    if said is not None and said[0] in _SIGNED:
        return 1
    if said is not None or len(block.lines) > 2 or any(c in "。，！？：" for c in block.text):
        return 0
    if any(len(line.text) >= _BYLINE for line in block.lines) or head.vertical:
        return 0
    if head.bylines and block.right - head.bylines[-1].right > _NAME * block.em:
        return 0  # a byline goes on only where it fills its column
    line = block.lines[0]
    centred = abs(line.middle - (head.left + head.right) / 2) < line.em
    flush = abs(line.left - head.left) < line.em and line.left - block.left < 0.6 * line.em
    if not (flush or (centred and not _in_column(block, texts))):
        return 0
    return len(block.lines)


def _in_column(block: TextBlock, texts: Sequence[TextBlock]) -> bool:
    """Return whether a line begins where the text below it does, or where its paragraphs do."""
    em, left = block.em, block.lines[0].left
    return any(
        min(abs(left - other.left), abs(left - other.left - 2 * em)) < 0.3 * em
        for other in texts
        if other is not block and 0 < other.top - block.bottom < 3 * em
    )


def _join_drop_caps(lines: Sequence[SetLine], sheet: PageMetrics) -> tuple[SetLine, ...]:
    """Return the lines, those beside a drop cap as wide as their column."""
    found = {line.number: line for line in lines}
    for cap in lines:
        if cap.vertical or len(cap.text) > _MOST or cap.em < _BIG * sheet.body:
            continue
        beside = [line for line in found.values() if _is_beside(line, cap, sheet)]
        if len(beside) < _MOST:
            continue
        beside.sort(key=lambda line: line.base)
        for n, line in enumerate(beside):
            found[line.number] = _joined(cap, line) if n == 0 else replace(line, left=cap.left)
        del found[cap.number]
    return tuple(found.values())


def _is_beside(line: SetLine, cap: SetLine, sheet: PageMetrics) -> bool:
    ends = max(cap.right, cap.left + cap.em)  # a digit may have the room of an ideograph
    return (
        line.em < cap.em / _BIG
        and not line.vertical
        and line.em > 0.8 * sheet.body
        and line.left > cap.right - 0.3 * line.em
        and line.left < ends + _NEAR * line.em
        and overlap(line.top, line.bottom, cap.top, cap.bottom) > 0.4 * line.em
    )


def _joined(cap: SetLine, line: SetLine) -> SetLine:
    return replace(
        line,
        text=cap.text + line.text,
        offsets=(*cap.offsets, *line.offsets),
        left=cap.left + _INDENT * line.em,
        blanks=tuple(k + len(cap.text) for k in line.blanks),
    )
