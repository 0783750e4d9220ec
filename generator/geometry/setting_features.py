"""What is seen of each line of a story: in its column, and beside its neighbours."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from generator.geometry.layout_records import Says, Tell
from generator.geometry.lines_below import centred_below, is_centred, paragraph_below
from generator.geometry.page_metrics import PageMetrics
from generator.geometry.text_blocks import TextBlock
from generator.scores.character_model import START, STARTS, character_model, normalize
from generator.scores.continuity import continuity
from generator.text.characters import ends_sentence, leads_on

__all__ = [
    "LINES",
    "Matrix",
    "Style",
    "Told",
    "in_mid_sentence",
    "line_rows",
    "seen",
    "style_of",
    "told_lines",
    "under_subhead",
]

Matrix = npt.NDArray[np.float32]

_ROOM = 0.8
"""Ems that a line leaves free at both ends from which on it may be more than text that goes on."""
_INDENTS = 0.03
"""Share of lines from which on a page indents its paragraphs, one in thirty."""
_FLUSH, _INDENT = 0.6, 2.6
"""Ems up to which a line isn't indented, and up to which it may begin a paragraph."""


LINES = (
    *("indent", "tail", "off_centre", "length", "stopped", "leads_on", "stop_inside", "colon"),
    *("tail_before", "stopped_before", "leads_before", "off_centre_before", "indent_before"),
    *("indent_after", "tail_after", "length_after", "stopped_after"),
    *("step", "first_in_block", "last_in_block", "number", "left", "block"),
    *("bold", "bold_after", "own_font", "font_before", "font_after", "size"),
    *("wider", "continuity", "credit", "byline", "names", "signature", "caption", "furniture"),
    *("indented_page", "centred_page", "headed", "step_after", "room", "room_before", "headline"),
    *("bold_before", "alone", "tail_two_before", "stopped_two_before"),
    *("centred_below", "white_below", "indent_below"),
    "under_subhead",
)
"""What is seen of a line: ems across, pitches down, in its column and beside its neighbours."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a page sets its paragraphs."""

    indented: float
    """Share of lines that begin two ems in."""
    centred: float
    """Share of lines that stand in the middle of their column."""


def style_of(texts: Sequence[TextBlock]) -> Style:
    """Return how a page sets its paragraphs."""
    indented = centred = total = 0
    for block in texts:
        for line in block.lines:
            total += 1
            indented += 1.5 < block.indent(line) < 2.6
            centred += is_centred(block, line)
    return Style(indented / max(total, 1), centred / max(total, 1))


Told: TypeAlias = tuple[Says, str] | None
"""What a line says it is, and by which rule."""


def told_lines(blocks: Sequence[TextBlock], tell: Tell) -> list[Told]:
    """Return what the lines of blocks say they are: those that open a block or don't fill it."""
    return [
        tell(line.words) if n == 0 or block.indent(line) + block.tail(line) > _ROOM else None
        for block in blocks
        for n, line in enumerate(block.lines)
    ]


def line_rows(
    blocks: Sequence[TextBlock],
    told: Sequence[Told],
    style: Style,
    sheet: PageMetrics,
    *,
    headed: bool,
) -> tuple[list[int], Matrix]:
    """Return the lines of a story that may be more than text that goes on, and what is seen of
    each, a row each, as if none stood under a subhead."""
    lines = [(block, n) for block in blocks for n in range(len(block.lines))]
    asked = _asked(lines, told)
    if not asked:
        return [], np.zeros((0, len(LINES)), dtype=np.float32)
    fonts: Counter[str | None] = Counter()
    sizes: Counter[float] = Counter()
    for block in blocks:
        for line in block.lines:
            fonts[line.font] += len(line.text)
            sizes[round(line.em, 2)] += len(line.text)
    usual = fonts.most_common(1)[0][0], sizes.most_common(1)[0][0]
    widths = sorted(block.width for block in blocks for _ in block.lines)
    width = widths[len(widths) // 2]
    order = {id(block): k for k, block in enumerate(blocks)}
    like_headlines = _headlines(lines, asked)
    centred, below = centred_below(lines), paragraph_below(lines, sheet)
    rows = [
        _row(
            lines,
            k,
            (*usual, width),
            style,
            sheet,
            told[k],
            order[id(lines[k][0])],
            headed,
            like_headlines.get(k, math.nan),
            (centred[k], *below[k]),
        )
        for k in asked
    ]
    shown = np.fromiter(chain.from_iterable(rows), np.float32)
    return asked, shown.reshape(len(rows), len(LINES))


def under_subhead(shown: Matrix) -> Matrix:
    """Return what is seen of lines that stand right under a subhead."""
    own = shown.copy()
    own[:, LINES.index("under_subhead")] = 1.0
    return own


def in_mid_sentence(shown: Matrix) -> list[bool]:
    """Return which lines begin no paragraph: flush ones after an open sentence, where the page
    indents paragraphs."""
    indented, flush = seen(shown, "indented_page") > _INDENTS, seen(shown, "indent") < _FLUSH
    found: list[bool] = (indented & flush & (seen(shown, "stopped_before") == 0)).tolist()
    return found


def seen(shown: Matrix, name: str) -> Matrix:
    """Return one of the things that are seen of lines."""
    return shown[:, LINES.index(name)]


def _asked(lines: Sequence[tuple[TextBlock, int]], told: Sequence[Told]) -> list[int]:
    """Return which lines may be more than text that goes on.

    A line that goes on from a flush one of these may be the second line of a subhead.
    """
    begins = [not _goes_on(lines, k, told[k]) for k in range(len(lines))]
    flush = [block.indent(block.lines[n]) < _FLUSH for block, n in lines]
    return [k for k in range(len(lines)) if begins[k] or (begins[k - 1] and flush[k - 1])]


def _goes_on(lines: Sequence[tuple[TextBlock, int]], k: int, said: Told) -> bool:
    """Return whether a line fills its column under one that does, in mid-sentence."""
    block, n = lines[k]
    if n == 0 or said is not None:
        return False
    line, before = block.lines[n], block.lines[n - 1]
    return (
        not ends_sentence(before.text)
        and line.font == before.font
        and line.bold == before.bold
        and block.indent(line) < _FLUSH
        and block.tail(line) < _ROOM
        and block.tail(before) < _ROOM
        and block.indent(before) < _INDENT
    )


def _row(
    lines: Sequence[tuple[TextBlock, int]],
    k: int,
    usual: tuple[str | None, float, float],
    style: Style,
    sheet: PageMetrics,
    said: Told,
    number: int,
    headed: bool,
    headline: float,
    farther: tuple[float, float, float],
) -> tuple[float, ...]:
    block, n = lines[k]
    line, em = block.lines[n], block.em
    above = lines[k - 1] if k else None
    below = lines[k + 1] if k + 1 < len(lines) else None
    before = above[0].lines[above[1]] if above else None
    second = lines[k - 2] if k > 1 else None
    two_before = second[0].lines[second[1]] if second else None
    after = below[0].lines[below[1]] if below else None
    indent, tail = block.indent(line), block.tail(line)
    nan = math.nan
    says = said[0] if said else None
    step = (line.base - before.base) / sheet.pitch(em) if n and before else nan
    step_after = nan
    if after is not None and n + 1 < len(block.lines):
        step_after = (after.base - line.base) / sheet.pitch(em)
    return (
        indent,
        tail,
        abs(indent - tail),
        float(len(line.text)),
        float(ends_sentence(line.text)),
        float(leads_on(line.text)),
        float("。" in line.text[:-2]),
        float(line.text[-1] in "：:—；"),
        above[0].tail(before) if above and before else nan,
        float(ends_sentence(before.text)) if before else nan,
        float(leads_on(before.text)) if before else nan,
        abs(above[0].indent(before) - above[0].tail(before)) if above and before else nan,
        above[0].indent(before) if above and before else nan,
        below[0].indent(after) if below and after else nan,
        below[0].tail(after) if below and after else nan,
        float(len(after.text)) if after else nan,
        float(ends_sentence(after.text)) if after else nan,
        step,
        float(n == 0),
        float(n + 1 == len(block.lines)),
        float(min(k, 20)),
        float(min(len(lines) - 1 - k, 20)),
        float(number),
        _flag(line.bold),
        _flag(after.bold) if after else nan,
        float(line.font == usual[0]),
        float(before.font == line.font) if before else nan,
        float(after.font == line.font) if after else nan,
        line.em / usual[1],
        (block.width - usual[2]) / em,
        continuity(before.text, line.text) if before else nan,
        *(float(says is kind) for kind in _SAYS),
        style.indented,
        style.centred,
        float(headed),
        step_after,
        indent + tail,
        above[0].indent(before) + above[0].tail(before) if above and before else nan,
        headline,
        _flag(before.bold) if before else nan,
        float(indent + tail > _ROOM and before is not None and n > 0 and block.tail(before) > 1),
        second[0].tail(two_before) if second and two_before else nan,
        float(ends_sentence(two_before.text)) if two_before else nan,
        *farther,
        0.0,
    )


def _headlines(lines: Sequence[tuple[TextBlock, int]], asked: Sequence[int]) -> dict[int, float]:
    """Return how much more like headlines than like running text the lines are that leave room,
    in nats for each character."""
    texts: dict[int, str] = {}
    for k in asked:
        block, line = lines[k][0], lines[k][0].lines[lines[k][1]]
        if block.indent(line) + block.tail(line) > _ROOM:
            texts[k] = normalize(line.text)
    headline, running = _nats_of("headline", texts.values()), _nats_of("text", texts.values())
    return {
        k: float(one - other) / len(own) if len(own) > 1 else 0.0
        for (k, own), one, other in zip(texts.items(), headline, running, strict=True)
    }


def _nats_of(name: Literal["headline", "text"], texts: Collection[str]) -> Iterator[float]:
    """Yield the nats of each text in a model, all looked up at once."""
    if not texts:
        return
    model = character_model(name)
    ids = model.encode("".join([2 * STARTS + own for own in texts]))
    nats = np.where(ids == START, 0.0, model.log_probability_inside(ids))
    end = 0
    for own in texts:
        start, end = end, end + 2 + len(own)
        yield nats[start:end].sum()


_SAYS = (Says.CREDIT, Says.BYLINE, Says.NAMES, Says.SIGNATURE, Says.CAPTION, Says.FURNITURE)


def _flag(value: bool | None) -> float:
    return math.nan if value is None else float(value)
