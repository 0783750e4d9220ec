"""A page as trained scores read it: what lines are, where articles end, what belongs together.

File order is the strongest prior there is. Where the likeliest reading has each
headline over its text, or one that has is nearly as likely, the page is read so: a search for what
was displaced would only find what is alike by chance. Elsewhere ``search`` finds the reading in
which lines and what belongs together are likeliest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from generator.model import Page
from generator.reconstruct.pieces import Kind, Line, LineMark
from generator.reconstruct.reading.article_lines import TextLines, text_lines
from generator.reconstruct.reading.assignments import assigned_in_order, count_displaced
from generator.reconstruct.reading.beliefs import (
    TrainedReasons,
    aside_scores,
    believed_around,
    line_scores,
    pair_scores,
)
from generator.reconstruct.reading.brief_pages import short_news, told_headlines
from generator.reconstruct.reading.fixed_roles import FixedRoles, fixed_roles_of
from generator.reconstruct.reading.frame_search import Solution, search_reading
from generator.reconstruct.reading.frames import frames_of
from generator.reconstruct.reading.line_decoding import (
    Beliefs,
    Gap,
    LineRole,
    Reading,
    both_readings,
    loss_in_order,
)
from generator.reconstruct.reading.page_features import FEATURES, page_rows
from generator.reconstruct.reading.sections import Sections, aside, sections_of
from generator.reconstruct.reading.set_aside_blocks import find_asides, with_asides
from generator.scores.character_model import character_model, normalize

__all__ = ["Sections", "read_page"]

Matrix = npt.NDArray[np.float32]

_WORSE = 4.0
"""Nats by which the likeliest reading may be better than the one in order: among 140 pages in
reading order and 60 with displaced frames (validation), where fewest were read wrongly."""
_FAR_WORSE = 12.0
"""Nats after which the second pass is not asked: of the same pages that it took for pages in order,
none lost more than 4.3 in the first."""
_SURE = 0.8
"""Least belief that a display line parts articles, or only the text of one: below it a search for
what its words fit does as well (the same pages: as many articles right with it as without)."""
_DOUBT = 1.0
"""Nats by which a block may look more like something else: at more, headlines at a page's end are
taken for text (validation: at less, no page is read better)."""
_PARTING = (LineRole.HEADLINE, LineRole.SUBHEAD)
_DISPLACED = 2
"""Headlines over texts that they don't sum up, of which one may be chance: where one headline
stands elsewhere, the one in whose place it stands does, too."""
_MOST_LINES = 20_000
"""Lines that are read at once: the numbers of more would fill the memory, and no page has so many.
"""


def read_page(page: Page, lines: Sequence[Line], marks: Sequence[LineMark | None]) -> Sections:
    """Return the pieces, paragraphs and stories of a page, as trained scores read it.

    What the page itself says by marks stands (see ``known``).
    """
    found = Sections((), (), ())
    for part in _parts(lines, marks):
        found = found.then(_read(page, lines[part], marks[part]))
    return found


def _parts(lines: Sequence[Line], marks: Sequence[LineMark | None]) -> Iterator[slice]:
    """Yield what is read at once, cut where articles may part: at blank lines or credits."""
    start = 0
    while len(lines) - start > _MOST_LINES:
        end = start + _MOST_LINES
        cut = next((k for k in range(end, start + 1, -1) if _may_part(lines, marks, k)), end)
        yield slice(start, cut)
        start = cut
    yield slice(start, len(lines))


def _may_part(lines: Sequence[Line], marks: Sequence[LineMark | None], k: int) -> bool:
    above, below = marks[k - 1], marks[k]
    if below is not None and below.goes_on:
        return False
    return lines[k].gap or (above is not None and above.kind is Kind.CREDIT)


def _read(page: Page, lines: Sequence[Line], marks: Sequence[LineMark | None]) -> Sections:
    text = text_lines(lines, marks, page.text)
    if not text.lines:
        return Sections(tuple(aside(lines, marks, range(len(lines)))), (), ())
    seen, known, first, second = _beliefs(lines, marks, text)
    bound = any(line.bond is not None for line in lines)
    if not bound and loss_in_order(*first, known.resumed) <= _FAR_WORSE:
        found = _in_order((lines, marks), text, known, seen, first, second)
        if found is not None:
            return found
    asides = find_asides(text, seen, first, aside_scores())
    if 0 < sum(frame.stop - frame.start for frame in asides) < len(text.lines):
        # what is left reads as if they were not there
        marks = with_asides(marks, text, asides)
        text = text_lines(lines, marks, page.text)
        seen, known, first, second = _beliefs(lines, marks, text)
    rows = seen[:, : len(FEATURES)]
    own = [normalize(line.text.text) for line in text.lines]
    solution = search_reading(second, first[1], pair_scores(), own, rows, known)
    reading = _with_subheads(solution.reading, rows, known)
    solution = replace(solution, reading=reading, frames=frames_of(reading))
    return sections_of((lines, marks), text, solution, second, TrainedReasons(seen))


def _beliefs(
    lines: Sequence[Line], marks: Sequence[LineMark | None], text: TextLines
) -> tuple[Matrix, FixedRoles, Beliefs, Beliefs]:
    """Return a page's features, what its marks say, and what either pass believes of its lines."""
    known = fixed_roles_of(lines, marks, text)
    rows = page_rows(text, character_model("text"), character_model("headline"))
    first = known.told(line_scores().first(rows))
    seen = np.hstack([rows, believed_around(first)])
    return seen, known, first, known.obeyed(line_scores().second(seen, first))


def _in_order(
    page: tuple[Sequence[Line], Sequence[LineMark | None]],
    text: TextLines,
    known: FixedRoles,
    rows: Matrix,
    first: Beliefs,
    second: Beliefs,
) -> Sections | None:
    """Return what a page is that reads from top to bottom; ``None`` for one that may not."""
    if loss_in_order(*second, known.resumed) > _WORSE:
        return None
    in_order = known.obeyed(line_scores().in_order(rows, first))
    beliefs = _mean(second[0], in_order[0]), _mean(second[1], in_order[1])
    free, ordered = both_readings(*beliefs, known.resumed)
    reading = _with_subheads(ordered, rows, known)
    if told := short_news(text.lines, reading, beliefs[0], known):
        second = told_headlines(second, reading, told)
        beliefs = told_headlines(beliefs, reading, told)
        free, ordered = both_readings(*beliefs, known.resumed)
        reading = ordered
    if (
        free.nats - ordered.nats > _WORSE
        or _parting(reading, beliefs[0]) < _SURE
        or _role_doubt(reading, second[0]) > _DOUBT
    ):
        return None
    frames = frames_of(reading)
    solution = Solution(reading, frames, assigned_in_order(frames), reading.nats)
    found = sections_of(page, text, solution, beliefs, TrainedReasons(rows))
    displaced = count_displaced(found.pieces, found.paragraphs, found.stories)
    return found if displaced < _DISPLACED else None


def _with_subheads(reading: Reading, rows: Matrix, known: FixedRoles) -> Reading:
    """Return a reading in which no paragraph is a short line that stops without a stop.

    Such a line between paragraphs is a subhead.
    """
    roles = list(reading.roles)
    short = rows[:, FEATURES.index("open_short@0")] > 0
    ended = (Gap.ARTICLE, *reading.gaps)
    for k in range(1, len(roles) - 1):
        alone = ended[k] is Gap.BLOCK and ended[k + 1] is Gap.BLOCK
        may_be = LineRole.SUBHEAD not in known.never.get(k, ())
        if short[k] and alone and may_be and {*roles[k - 1 : k + 2]} == {LineRole.BODY}:
            roles[k] = LineRole.SUBHEAD
    return Reading(tuple(roles), reading.gaps, reading.nats)


def _parting(reading: Reading, roles: Matrix) -> float:
    """Return how sure the least sure display line is that it is a headline, or a subhead."""
    lines = [k for k, role in enumerate(reading.roles) if role in _PARTING]
    chosen = roles[lines, [reading.roles[k] for k in lines]]
    either = roles[lines][:, _PARTING].sum(axis=1)
    # marks may leave a line neither: nothing is sure of it then
    shares = np.divide(chosen, either, out=np.zeros_like(chosen), where=either > 0)
    return float(shares.min(initial=1.0))


def _role_doubt(reading: Reading, roles: Matrix) -> float:
    """Return how much likelier, in nats a line, another role of some block is than its own."""
    nats = np.log(np.clip(roles, 1e-4, 1))
    doubts = [
        float(
            (nats[list(block.lines)] - nats[list(block.lines), block.role, None]).mean(axis=0).max()
        )
        for frame in frames_of(reading)
        for block in frame.blocks
    ]
    return max(doubts, default=0.0)


def _mean(one: Matrix, other: Matrix) -> Matrix:
    return np.float32(0.5) * (one + other)
