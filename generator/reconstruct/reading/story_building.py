"""The frames of a reading to stories, and why each is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from generator.model import Evidence
from generator.reconstruct.pieces import Paragraph, Piece, Story
from generator.reconstruct.reading.assignments import Assignment
from generator.reconstruct.reading.frame_search import Solution
from generator.reconstruct.reading.frames import FrameKind
from generator.reconstruct.reading.line_decoding import Gap
from generator.text.traced import Traced

__all__ = ["BuiltStories", "Reasons", "stories_of"]

Matrix = npt.NDArray[np.float32]

_LEAST = 1e-4
_NO_TEXT = (FrameKind.DISPLAY, FrameKind.BYLINE)
_OPENING = 20
"""Characters of a text that name it."""


class Reasons(Protocol):
    """Why a page was read as it was, as notes of evidence."""

    def boundary(self, line: int, gap: Gap) -> str:
        """Return why the gap below a line means ``gap``."""

    def headline(self, shown: Matrix) -> str:
        """Return why a headline was given to a text, by what the page shows of the two."""


@dataclass(frozen=True, slots=True)
class BuiltStories:
    """What a frame became, by the numbers of its pieces."""

    headline: tuple[int, ...]
    byline: int | None
    paragraphs: tuple[tuple[int, ...], ...]
    """Of its body, what it goes on with below included."""
    last: int | None
    """The last piece of its own text."""


def stories_of(
    solution: Solution,
    made: Sequence[BuiltStories],
    pieces: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    likely: Sequence[float],
    reasons: Reasons,
) -> tuple[Story, ...]:
    """Return a story for each body, and for each lead that no body has."""
    stories = _Stories(solution, made, pieces, paragraphs, likely, reasons)
    led = {
        lead
        for body, lead in solution.assignment.leads.items()
        if made[_first(body, solution.assignment)].paragraphs
    }
    return tuple(
        stories.of(n)
        for n, frame in enumerate(solution.frames)
        if frame.kind not in _NO_TEXT and n not in led and made[n].paragraphs
    )


class _Stories:
    """What is asked of each body."""

    def __init__(
        self,
        solution: Solution,
        made: Sequence[BuiltStories],
        pieces: Sequence[Piece],
        paragraphs: Sequence[Paragraph],
        likely: Sequence[float],
        reasons: Reasons,
    ) -> None:
        self._reading, self._frames = solution.reading, solution.frames
        self._assigned = solution.assignment
        self._made, self._pieces, self._paragraphs = made, pieces, paragraphs
        self._likely, self._reasons = likely, reasons
        self._number = {paragraph.first: k for k, paragraph in enumerate(paragraphs)}
        self._below = {above: body for body, above in self._assigned.above.items()}

    def of(self, n: int) -> Story:
        """Return the story whose body begins with frame ``n``."""
        assigned, made = self._assigned, self._made
        head = assigned.heads.get(n)
        bodies = self._bodies(n)
        leads = [assigned.leads[k] for k in bodies if k in assigned.leads]
        signed = [assigned.bylines[k] for k in bodies if k in assigned.bylines]
        own = [k for k in (head, *signed, *leads, *bodies) if k is not None]
        beliefs = self._beliefs(own, bodies)
        margin = _odds(min(beliefs))
        signatures = (made[k].byline for k in (head, *signed) if k is not None)
        return Story(
            headline=made[head].headline if head is not None else (),
            byline=next((found for found in signatures if found is not None), None),
            leads=tuple(k for lead in leads for k in self._numbers(lead)),
            paragraphs=tuple(self._numbers(n)),
            margin=margin,
            evidence=(
                *self._of_headline(n, head, margin),
                *self._of_leads(bodies),
                *self._of_resumption(bodies),
            ),
            beliefs=tuple(beliefs),
        )

    def _bodies(self, n: int) -> list[int]:
        bodies = [n]
        while bodies[-1] in self._below:
            bodies.append(self._below[bodies[-1]])
        return bodies

    def _numbers(self, n: int) -> list[int]:
        return [self._number[parts[0]] for parts in self._made[n].paragraphs]

    def _beliefs(self, frames: Sequence[int], bodies: Sequence[int]) -> list[float]:
        """Return how likely each decision is that an article rests on."""
        own = [self._frames[k] for k in frames]
        beliefs = [b for f in own for b in self._likely[max(f.start - 1, 0) : f.stop]]
        margins = self._assigned.margins
        return beliefs + [_share(margins[k]) for k in bodies if k in margins]

    def _of_headline(self, n: int, head: int | None, margin: float) -> Iterator[Evidence]:
        """Yield why a body has its headline, or none, and why it begins."""
        assigned = self._assigned
        in_place = head is None or assigned.in_order
        headline = self._made[head].headline if head is not None else ()
        above = self._frames[head if assigned.in_order and head is not None else n].start - 1
        boundary = self._reasons.boundary(above, self._reading.gaps[above]) if above >= 0 else ""
        yield Evidence(
            rule=_rule(assigned, bool(headline)),
            spans=tuple(span for i in headline for span in self._pieces[i].text.spans),
            runner_up=self._runner_up(n),
            # what was chosen has won
            margin=round(max(assigned.margins.get(n, margin), 0.0), 2),
            note=boundary if in_place else self._reasons.headline(assigned.shown[n]),
        )
        if not in_place and boundary:
            yield Evidence(rule="story/begins", spans=self._opening(n).spans[:1], note=boundary)

    def _of_leads(self, bodies: Sequence[int]) -> Iterator[Evidence]:
        """Yield why each lead is one of these bodies."""
        assigned = self._assigned
        for body in bodies:
            lead = assigned.leads.get(body)
            if lead is None or not self._made[lead].paragraphs:
                continue
            spans = self._opening(lead).spans[:1]
            if lead == body - 1:
                yield Evidence(rule="lead/read", spans=spans)
                continue
            yield Evidence(
                rule="story/lead-drawn-apart",
                spans=spans,
                runner_up=self._other_body(body),
                margin=round(max(assigned.lead_margins[body], 0.0), 2),
            )

    def _of_resumption(self, bodies: Sequence[int]) -> Iterator[Evidence]:
        """Yield why a body goes on further down."""
        for body in bodies[1:]:
            last = self._made[self._assigned.above[body]].last
            if last is not None:
                margin = round(max(self._assigned.margins[body], 0.0), 2)
                spans = self._pieces[last].text.spans[-1:]
                yield Evidence(rule="story/resumed", spans=spans, margin=margin)

    def _other_body(self, body: int) -> str | None:
        """Return how the text opens that the body's lead fits second best."""
        second = self._assigned.lead_seconds.get(body)
        if second is None or not self._made[second].paragraphs:
            return None
        return self._opening(second).text[:_OPENING]

    def _opening(self, n: int) -> Traced:
        return self._paragraphs[self._numbers(n)[0]].text

    def _runner_up(self, body: int) -> str | None:
        """Return the headline that fits the body second best."""
        second = self._assigned.seconds.get(body)
        if second is None:
            return None
        return "".join(self._pieces[i].text.text for i in self._made[second].headline) or None


def _first(body: int, assigned: Assignment) -> int:
    """Return the body whose text goes on in ``body``, itself if none does."""
    while body in assigned.above:
        body = assigned.above[body]
    return body


def _share(nats: float) -> float:
    return float(1 / (1 + np.exp(-nats)))


def _rule(assigned: Assignment, has_headline: bool) -> str:
    if not has_headline:
        return "story/no-headline"
    return "story/in-order" if assigned.in_order else "story/headline"


def _odds(likely: float) -> float:
    """Return the nats of something likely over all else."""
    return float(np.log(likely / max(1 - likely, _LEAST)))
