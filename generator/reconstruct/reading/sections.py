"""A reading of a page to its pieces, paragraphs and stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from generator.model import Evidence
from generator.reconstruct.piece_making import cut_credit, piece_of
from generator.reconstruct.pieces import Kind, Line, LineMark, Paragraph, Piece, Story
from generator.reconstruct.reading.article_lines import TextLines
from generator.reconstruct.reading.frame_search import Solution
from generator.reconstruct.reading.line_decoding import LineRole, Reading
from generator.reconstruct.reading.markdown_headings import SUBHEADING
from generator.reconstruct.reading.story_building import BuiltStories, Reasons, stories_of
from generator.text.traced import join_traced

__all__ = ["Sections", "aside", "sections_of"]

Matrix = npt.NDArray[np.float32]


_KINDS = {
    LineRole.BODY: (Kind.PROSE, "prose/read"),
    LineRole.LEAD: (Kind.PROSE, "prose/read"),
    LineRole.HEADLINE: (Kind.HEAD, "display/read"),
    LineRole.SUBHEAD: (Kind.HEAD, "display/read"),
    LineRole.BYLINE: (Kind.BYLINE, "byline/read"),
    LineRole.CREDIT: (Kind.CREDIT, "credit/read"),
}
"""What lines of a role are to the stages that follow, and the rule that says so where the line
itself doesn't tell."""
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Sections:
    """What a page is read as, as the stages hand it on."""

    pieces: tuple[Piece, ...]
    paragraphs: tuple[Paragraph, ...]
    stories: tuple[Story, ...]

    def then(self, other: Sections) -> Sections:
        """Return these with what a later part of the page is read as."""
        by, after = len(self.pieces), len(self.paragraphs)
        paragraphs = (
            replace(paragraph, parts=tuple(i + by for i in paragraph.parts))
            for paragraph in other.paragraphs
        )
        stories = (
            replace(
                story,
                headline=tuple(i + by for i in story.headline),
                byline=None if story.byline is None else story.byline + by,
                leads=tuple(k + after for k in story.leads),
                paragraphs=tuple(k + after for k in story.paragraphs),
            )
            for story in other.stories
        )
        return Sections(
            (*self.pieces, *other.pieces),
            (*self.paragraphs, *paragraphs),
            (*self.stories, *stories),
        )


@dataclass(slots=True)
class _Set:
    """What a frame is becoming."""

    headline: list[int] = field(default_factory=list)
    byline: int | None = None
    paragraphs: list[list[int]] = field(default_factory=list)
    last: int | None = None

    def made(self) -> BuiltStories:
        paragraphs = tuple(map(tuple, self.paragraphs))
        return BuiltStories(tuple(self.headline), self.byline, paragraphs, self.last)


def sections_of(
    page: tuple[Sequence[Line], Sequence[LineMark | None]],
    text: TextLines,
    solution: Solution,
    beliefs: tuple[Matrix, Matrix],
    reasons: Reasons,
) -> Sections:
    """Return what ``solution`` makes of a page's lines and their marks.

    ``text`` are those of its lines that it reads, ``beliefs`` those in roles and gaps that it was
    found by. What else stands between them is furniture, and parts nothing.
    """
    lines, marks = page
    pieces: list[Piece] = []
    sets: list[_Set] = []
    done = 0
    for frame in solution.frames:
        made = _Set()
        sets.append(made)
        for block in frame.blocks:
            own: list[int] = []
            for run in _runs(block.lines, text):
                first = text.numbers[run.start]
                pieces += aside(lines, marks, range(done, first))
                done = text.numbers[run.stop - 1] + 1
                found = _pieces([text.lines[k] for k in run], text.marks[run.start], block.role)
                own += range(len(pieces), len(pieces) + len(found))
                pieces += found
            prose = [n for n in own if pieces[n].kind in (Kind.PROSE, Kind.SIGNATURE)]
            if block.role is LineRole.HEADLINE:
                made.headline += own
            elif block.role is LineRole.BYLINE and made.byline is None:
                made.byline = own[0]
            elif prose:
                made.paragraphs.append(prose)
                made.last = prose[-1]
    pieces += aside(lines, marks, range(done, len(lines)))
    _join_bodies(solution, sets, pieces)
    parts = sorted(part for made in sets for part in made.paragraphs)
    paragraphs = tuple(_paragraph(part, [pieces[n] for n in part]) for part in parts)
    likely = _likelihoods(solution.reading, beliefs)
    stories = stories_of(solution, [*map(_Set.made, sets)], pieces, paragraphs, likely, reasons)
    return Sections(tuple(pieces), paragraphs, stories)


def _likelihoods(reading: Reading, beliefs: tuple[Matrix, Matrix]) -> list[float]:
    """Return how likely each line's role and the gap below it are."""
    roles, gaps = beliefs
    n = len(reading.roles)
    at = np.arange(n)
    own = np.fromiter(reading.roles, np.int64, n), np.fromiter(reading.gaps, np.int64, n)
    both = roles[at, own[0]] * gaps[at, own[1]]
    both[-1] = roles[-1, reading.roles[-1]]  # nothing is asked of the page's end
    return [max(float(value), _LEAST) for value in both]


def _runs(block: range, text: TextLines) -> Iterator[range]:
    """Yield the parts of a block between which furniture stands."""
    start = block.start
    for k in block[1:]:
        if text.numbers[k] > text.numbers[k - 1] + 1:
            yield range(start, k)
            start = k
    yield range(start, block.stop)


def aside(
    lines: Sequence[Line], marks: Sequence[LineMark | None], numbers: range
) -> Iterator[Piece]:
    """Yield the pieces that marks set aside: the lines of one caption are one."""
    start = numbers.start
    for k in numbers:
        mark, after = marks[k], marks[k + 1] if k + 1 < numbers.stop else None
        assert mark is not None  # by its mark it is none of the text
        if after is None or not after.goes_on:
            yield piece_of(lines[start : k + 1], mark.kind, mark.rule)
            start = k + 1


def _pieces(lines: Sequence[Line], mark: LineMark | None, role: LineRole) -> list[Piece]:
    kind, rule = _KINDS[role]
    if mark is not None and mark.kind is Kind.HEAD and role is LineRole.SUBHEAD:
        rule = SUBHEADING
    elif mark is not None and (
        mark.kind is kind or (mark.kind is Kind.SIGNATURE and kind is Kind.PROSE)
    ):
        kind, rule = mark.kind, mark.rule
    if kind is Kind.HEAD:
        return [replace(piece_of([line], kind, rule), tight=n > 0) for n, line in enumerate(lines)]
    piece = piece_of(lines, kind, rule)
    return list(cut_credit(piece)) if kind is Kind.PROSE else [piece]


def _paragraph(parts: Sequence[int], pieces: Sequence[Piece]) -> Paragraph:
    joins = [
        Evidence(rule="join/read", spans=(*above.text.spans[-1:], *below.text.spans[:1]))
        for above, below in pairwise(pieces)
    ]
    return Paragraph(
        text=join_traced(piece.text for piece in pieces),
        parts=tuple(parts),
        measure=pieces[0].measure,
        width=max(piece.width for piece in pieces),
        signature=pieces[0].kind is Kind.SIGNATURE,
        evidence=(*(e for piece in pieces for e in piece.evidence), *joins),
    )


def _join_bodies(solution: Solution, sets: Sequence[_Set], pieces: Sequence[Piece]) -> None:
    """Give each body what other frames hold of it; a sentence left open goes on there."""
    below = {above: body for body, above in solution.assignment.above.items()}
    for first in sorted(below.keys() - solution.assignment.above.keys()):
        body = first
        while body in below:
            body = below[body]
            mine, rest = sets[first].paragraphs, sets[body].paragraphs
            sets[body].paragraphs = []
            if mine and rest and not pieces[mine[-1][-1]].terminated:
                mine[-1] += rest.pop(0)
            mine += rest
