"""Which headline and lead each body of a page has, and which headlines sum up another text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from generator.reconstruct.pieces import Paragraph, Piece, Story
from generator.reconstruct.reading.frames import Frame, FrameKind
from generator.text.similarity import GramIndex, grams

__all__ = ["Assignment", "assigned_in_order", "count_displaced", "joined"]

Matrix = npt.NDArray[np.float32]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Assignment:
    """The headlines and leads of a reading's bodies, by the numbers of their frames."""

    heads: Mapping[int, int]
    leads: Mapping[int, int]
    nats: float
    bylines: Mapping[int, int] = field(default_factory=dict)
    """Those that stand by themselves."""
    in_order: bool = False
    """Whether each stands over its body."""
    margins: Mapping[int, float] = field(default_factory=dict)
    """Of each body with a headline, or one that it goes on with: the nats by which the pair is
    better than the best other one of either."""
    seconds: Mapping[int, int] = field(default_factory=dict)
    """Of each body the frame of the headline that fits it second best, or best where it has none.
    """
    above: Mapping[int, int] = field(default_factory=dict)
    """Of each body that goes on with the text of another one, the number of that."""
    shown: Mapping[int, Matrix] = field(default_factory=dict)
    """Of each body with a headline, what the page shows of the two."""
    lead_margins: Mapping[int, float] = field(default_factory=dict)
    """Of each body with a lead: the nats by which the pair is better than any other of either."""
    lead_seconds: Mapping[int, int] = field(default_factory=dict)
    """Of each body with a lead the body that the lead fits second best."""

    def moved(self, by: int) -> Assignment:
        """Return the assignment of a page that so many more frames stand above."""

        def both(frames: Mapping[int, int]) -> dict[int, int]:
            return {body + by: other + by for body, other in frames.items()}

        return replace(
            self,
            heads=both(self.heads),
            leads=both(self.leads),
            bylines=both(self.bylines),
            seconds=both(self.seconds),
            above=both(self.above),
            margins={body + by: margin for body, margin in self.margins.items()},
            shown={body + by: shown for body, shown in self.shown.items()},
            lead_margins={body + by: margin for body, margin in self.lead_margins.items()},
            lead_seconds=both(self.lead_seconds),
        )


def assigned_in_order(frames: Sequence[Frame]) -> Assignment:
    """Return each body with the headline and the lead that stand over it."""
    heads: dict[int, int] = {}
    leads: dict[int, int] = {}
    for n, frame in enumerate(frames):
        if frame.kind is not FrameKind.BODY:
            continue
        above = n - 1
        if above >= 0 and frames[above].kind is FrameKind.LEAD:
            leads[n] = above
            above -= 1
        if above >= 0 and frames[above].kind is FrameKind.DISPLAY:
            heads[n] = above
    return Assignment(heads, leads, 0.0, in_order=True)


def joined(assignments: Sequence[Assignment]) -> Assignment:
    """Return the assignments of parts of a page as one."""
    return Assignment(
        heads=_union(a.heads for a in assignments),
        leads=_union(a.leads for a in assignments),
        bylines=_union(a.bylines for a in assignments),
        nats=sum(a.nats for a in assignments),
        margins=_union(a.margins for a in assignments),
        seconds=_union(a.seconds for a in assignments),
        above=_union(a.above for a in assignments),
        shown=_union(a.shown for a in assignments),
        lead_margins=_union(a.lead_margins for a in assignments),
        lead_seconds=_union(a.lead_seconds for a in assignments),
    )


def _union(parts: Iterable[Mapping[int, _T]]) -> dict[int, _T]:
    return {key: value for part in parts for key, value in part.items()}


_CLEARLY = 3.0
"""Nats: one word that one passage in twenty has. Fewer are alike by chance."""


def count_displaced(
    pieces: Sequence[Piece], paragraphs: Sequence[Paragraph], stories: Sequence[Story]
) -> int:
    """Return how many headlines share more than twice as much with another text as with their own.

    One may do so by chance, where an article's text is short or another is about the same.
    """
    index = GramIndex([paragraph.text.text for paragraph in paragraphs])
    headlines = [grams("".join(pieces[i].text.text for i in story.headline)) for story in stories]
    wanted = frozenset().union(*headlines)
    having: defaultdict[str, set[int]] = defaultdict(set)
    for n, story in enumerate(stories):
        for k in (*story.leads, *story.paragraphs):
            for gram in wanted & index.passages[k]:
                having[gram].add(n)
    count = 0
    for n, headline in enumerate(headlines):
        shares: defaultdict[int, float] = defaultdict(float)
        for gram in sorted(headline):
            for other in having[gram]:
                shares[other] += index.weight(gram)
        own = shares.pop(n, 0.0)
        count += max(shares.values(), default=0.0) > 2 * own + _CLEARLY
    return count
