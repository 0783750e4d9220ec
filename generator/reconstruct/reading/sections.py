"""A reading of a page to its pieces, paragraphs and stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt

from generator.model import Evidence
from generator.reconstruct.marks import Mark
from generator.reconstruct.pieces import Kind, Line, Paragraph, Piece, Story
from generator.reconstruct.reading.assignment import Assignment
from generator.reconstruct.reading.frames import FrameKind
from generator.reconstruct.reading.readings import Gap, LineRole, Reading
from generator.reconstruct.reading.search import Solution
from generator.reconstruct.reading.text_lines import TextLines
from generator.reconstruct.roles import cut_credit, piece_of
from generator.text.traced import join_traced

__all__ = ["Reasons", "Sections", "sections_of"]

Matrix = npt.NDArray[np.float32]


class Reasons(Protocol):
    """Why a page was read as it was, as notes of evidence."""

    def boundary(self, line: int, gap: Gap) -> str:
        """Return why the gap below a line means ``gap``."""

    def headline(self, shown: Matrix) -> str:
        """Return why a headline was given to a text, by what the page shows of the two."""


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
_NO_TEXT = (FrameKind.DISPLAY, FrameKind.BYLINE)


@dataclass(frozen=True, slots=True)
class Sections:
    """What a page is read as, as the stages hand it on."""

    pieces: tuple[Piece, ...]
    paragraphs: tuple[Paragraph, ...]
    stories: tuple[Story, ...]

    @property
    def beginnings(self) -> frozenset[int]:
        """Where on the page its headlines begin, as offsets."""
        firsts = (self.pieces[story.headline[0]] for story in self.stories if story.headline)
        return frozenset(piece.text.spans[0][0] for piece in firsts)


@dataclass(slots=True)
class _Set:
    """What a frame became."""

    headline: list[int] = field(default_factory=list)
    byline: int | None = None
    paragraphs: list[list[int]] = field(default_factory=list)
    """The numbers of the pieces of each."""


def sections_of(
    page: tuple[Sequence[Line], Sequence[Mark | None]],
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
                pieces += _aside(lines, marks, range(done, first))
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
    pieces += _aside(lines, marks, range(done, len(lines)))
    _join_bodies(solution, sets, pieces)
    parts = sorted(part for made in sets for part in made.paragraphs)
    paragraphs = tuple(_paragraph(part, [pieces[n] for n in part]) for part in parts)
    likely = _likelihoods(solution.reading, beliefs)
    stories = _stories(solution, sets, pieces, paragraphs, likely, reasons)
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


def _aside(lines: Sequence[Line], marks: Sequence[Mark | None], numbers: range) -> Iterator[Piece]:
    """Yield the pieces that marks set aside: the lines of one caption are one."""
    start = numbers.start
    for k in numbers:
        mark, after = marks[k], marks[k + 1] if k + 1 < numbers.stop else None
        assert mark is not None  # by its mark it is none of the text
        if after is None or not after.goes_on:
            yield piece_of(lines[start : k + 1], mark.kind, mark.rule)
            start = k + 1


def _pieces(lines: Sequence[Line], mark: Mark | None, role: LineRole) -> list[Piece]:
    kind, rule = _KINDS[role]
    if mark is not None and (
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


def _stories(
    solution: Solution,
    sets: Sequence[_Set],
    pieces: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    likely: Sequence[float],
    reasons: Reasons,
) -> tuple[Story, ...]:
    """Return a story for each body, and for each lead that no body has."""
    number = {paragraph.first: k for k, paragraph in enumerate(paragraphs)}
    assigned, frames = solution.assignment, solution.frames
    led = {lead for body, lead in assigned.leads.items() if sets[_first(body, assigned)].paragraphs}
    below = {above: body for body, above in assigned.above.items()}
    found = []
    for n, frame in enumerate(frames):
        if frame.kind in _NO_TEXT or n in led or not sets[n].paragraphs:
            continue
        head = assigned.heads.get(n)
        bodies = [n]
        while bodies[-1] in below:
            bodies.append(below[bodies[-1]])
        leads = [assigned.leads[k] for k in bodies if k in assigned.leads]
        signed = [assigned.bylines[k] for k in bodies if k in assigned.bylines]
        own = [frames[k] for k in (head, *signed, *leads, *bodies) if k is not None]
        beliefs = [b for f in own for b in likely[max(f.start - 1, 0) : f.stop]]
        beliefs += [_share(assigned.margins[k]) for k in bodies if k in assigned.margins]
        headline = tuple(sets[head].headline) if head is not None else ()
        margin = _odds(min(beliefs))
        first = (frames[head] if assigned.in_order and head is not None else frame).start - 1
        boundary = reasons.boundary(first, solution.reading.gaps[first]) if first >= 0 else ""
        evidence = [
            Evidence(
                rule=_rule(assigned, bool(headline)),
                spans=tuple(span for i in headline for span in pieces[i].text.spans),
                runner_up=_runner_up(solution, n, sets, pieces),
                # what was chosen has won
                margin=round(max(assigned.margins.get(n, margin), 0.0), 2),
                note=boundary
                if head is None or assigned.in_order
                else reasons.headline(assigned.shown[n]),
            )
        ]
        if head is not None and not assigned.in_order and boundary:
            spans = paragraphs[number[sets[n].paragraphs[0][0]]].text.spans[:1]
            evidence.append(Evidence(rule="story/begins", spans=spans, note=boundary))
        found.append(
            Story(
                headline=headline,
                byline=_byline([k for k in (head, *signed) if k is not None], sets),
                leads=tuple(number[p[0]] for k in leads for p in sets[k].paragraphs),
                paragraphs=tuple(number[p[0]] for p in sets[n].paragraphs),
                margin=margin,
                evidence=tuple(evidence),
                beliefs=tuple(beliefs),
            )
        )
    return tuple(found)


def _first(body: int, assigned: Assignment) -> int:
    """Return the body whose text goes on in ``body``, itself if none does."""
    while body in assigned.above:
        body = assigned.above[body]
    return body


def _byline(frames: Sequence[int], sets: Sequence[_Set]) -> int | None:
    return next((found for k in frames if (found := sets[k].byline) is not None), None)


def _share(nats: float) -> float:
    return float(1 / (1 + np.exp(-nats)))


def _rule(assigned: Assignment, has_headline: bool) -> str:
    if not has_headline:
        return "story/no-headline"
    return "story/in-order" if assigned.in_order else "story/headline"


def _runner_up(
    solution: Solution, body: int, sets: Sequence[_Set], pieces: Sequence[Piece]
) -> str | None:
    """Return the headline that fits the body second best."""
    second = solution.assignment.seconds.get(body)
    if second is None:
        return None
    return "".join(pieces[i].text.text for i in sets[second].headline) or None


def _odds(likely: float) -> float:
    """Return the nats of something likely over all else."""
    return float(np.log(likely / max(1 - likely, _LEAST)))
