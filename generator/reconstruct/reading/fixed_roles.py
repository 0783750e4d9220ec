"""What a page says of its lines by marks: whatever trained scores believe, it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from generator.reconstruct.jumps.ends import JUMP, comes_from
from generator.reconstruct.pieces import Kind, Line, LineMark
from generator.reconstruct.reading.article_lines import TextLines
from generator.reconstruct.reading.frames import Frame, FrameKind
from generator.reconstruct.reading.line_decoding import Beliefs, Gap, LineRole
from generator.reconstruct.reading.markdown_headings import settle_headings
from generator.reconstruct.wording.article_ends import is_salutation, opens_in_brackets
from generator.text.characters import (
    BULLETS,
    FULL_STOPS,
    PAUSES,
    ends_sentence,
    strip_closers,
)

__all__ = ["NOTHING_FIXED", "FixedRoles", "fixed_roles_of"]

Matrix = npt.NDArray[np.float32]

_DISPLAY = frozenset((LineRole.HEADLINE, LineRole.SUBHEAD))
_NO_BYLINE = frozenset(LineRole) - {LineRole.BYLINE}
_NAMES = ("byline/name-under-byline", "byline/name-under-headline")
"""Rules of lines that hold nothing but a name: of 980 (training) 44 are parts of something else, of
the 2,300 others that marks take for bylines two."""
_RESUMED = frozenset((LineRole.LEAD, LineRole.SUBHEAD))
"""What text from another page doesn't open with: its lead stands there."""
_WITHIN = (Gap.NOTHING, Gap.BLOCK)


@dataclass(frozen=True, slots=True)
class FixedRoles:
    """What is known of a page's lines, by their numbers."""

    roles: Mapping[int, LineRole] = field(default_factory=dict)
    """What a line is for certain."""
    never: Mapping[int, frozenset[LineRole]] = field(default_factory=dict)
    """What a line cannot be."""
    gaps: Mapping[int, frozenset[Gap]] = field(default_factory=dict)
    """What the gap below a line cannot mean."""
    headings: frozenset[int] = frozenset()
    """Headlines that markup tells: the text under each is its own."""
    resumed: frozenset[int] = frozenset()
    """Lines that open text from another page (上接): its headline stands there, but for one that
    is repeated right over or under the jump line."""
    left: frozenset[int] = frozenset()
    """Lines that close text which goes on on another page (下转), maybe in mid-sentence."""

    def part(self, lines: slice) -> FixedRoles:
        """Return what is known of some of the lines, which are counted anew."""
        start = lines.start
        own = range(start, lines.stop)  # a page has many parts: each looks at its own lines only

        def some(numbers: frozenset[int]) -> frozenset[int]:
            return frozenset(k - start for k in own if k in numbers)

        return FixedRoles(
            {k - start: self.roles[k] for k in own if k in self.roles},
            {k - start: self.never[k] for k in own if k in self.never},
            {k - start: self.gaps[k] for k in own if k in self.gaps},
            some(self.headings),
            some(self.resumed),
            some(self.left),
        )

    def told(self, beliefs: Beliefs) -> Beliefs:
        """Return ``beliefs`` with certainty where a line says by itself what it is.

        What it only excludes is not taken away here: the second pass was taught beside beliefs of
        the first one that hold it.
        """
        roles, gaps = beliefs[0].copy(), beliefs[1].copy()
        for k, role in self.roles.items():
            roles[k] = 0
            roles[k, role] = 1
        for k, not_these in self.gaps.items():
            _exclude(gaps[k], [*not_these])
        return roles, gaps

    def obeyed(self, beliefs: Beliefs) -> Beliefs:
        """Return ``beliefs`` with nothing left against what is known."""
        roles, gaps = self.told(beliefs)
        for k, never in self.never.items():
            if k not in self.roles:
                _exclude(roles[k], [*never])
        return roles, gaps

    @property
    def of_bodies(self) -> bool:
        """Whether anything is known of what belongs to bodies."""
        return bool(self.headings or self.resumed or self.left)

    def heads(self, frames: Sequence[Frame]) -> dict[int, int | None]:
        """Return the headline of each body that the page tells, ``None`` where it has none here.

        By the numbers of their frames; bodies of which marks say nothing are left out.
        """
        found: dict[int, int | None] = {}
        for n, frame in enumerate(frames):
            if frame.kind is not FrameKind.BODY:
                continue
            head = _over(frames, n)
            if frame.start in self.resumed:
                found[n] = head if head == n - 1 else None
            elif head is not None and self._is_own(frames[head]):
                found[n] = head
        return found

    def _is_own(self, head: Frame) -> bool:
        """Return whether what stands under a display frame is its text for certain."""
        lines = range(head.start, head.stop)
        return head.start in self.resumed or not self.headings.isdisjoint(lines)


NOTHING_FIXED = FixedRoles()


def fixed_roles_of(
    lines: Sequence[Line], marks: Sequence[LineMark | None], text: TextLines
) -> FixedRoles:
    """Return what the marks of a page's lines say of those that are ``text``."""
    roles: dict[int, LineRole] = {}
    never: dict[int, frozenset[LineRole]] = {}
    for k, (line, mark) in enumerate(zip(text.lines, text.marks, strict=True)):
        kind = mark.kind if mark is not None else None
        if kind is Kind.CREDIT:
            roles[k] = LineRole.CREDIT
        elif mark is not None and kind is Kind.BYLINE and mark.rule not in _NAMES:
            never[k] = _NO_BYLINE
        elif kind is Kind.SIGNATURE or _has_stop(line) or is_salutation(line.text.text):
            never[k] = _DISPLAY
    number = {n: k for k, n in enumerate(text.numbers)}
    resumed, left = _jumps(lines, marks, text)
    for k in resumed:
        closed = text.lines[k].run_on or _pauses(text.lines[k]) > 1
        never[k] = never.get(k, frozenset()) | _RESUMED | (_DISPLAY if closed else frozenset())
    gaps = {k: frozenset(_WITHIN) for k in (*(k - 1 for k in resumed if k), *left)}
    for k in range(1, len(text.lines)):
        if _has_stop(text.lines[k - 1]) and opens_in_brackets(text.lines[k].text.text):
            gaps[k - 1] = frozenset(Gap) - {Gap.ARTICLE}
            never[k] = never.get(k, frozenset()) | {LineRole.LEAD}
    for k in _items(text):
        gaps[k - 1] = gaps.get(k - 1, frozenset()) | {Gap.NOTHING}
        never[k] = never.get(k, frozenset()) | {LineRole.LEAD}
    settled = {number[n]: head for n, head in settle_headings(lines, marks).items()}
    roles |= {k: LineRole.HEADLINE if head else LineRole.SUBHEAD for k, head in settled.items()}
    for k, never_there in _gaps_of_headings(settled, len(text.lines)).items():
        gaps[k] = gaps.get(k, frozenset()) | never_there
    return FixedRoles(
        roles,
        never,
        gaps,
        frozenset(k for k, head in settled.items() if head),
        resumed,
        left,
    )


def _jumps(
    lines: Sequence[Line], marks: Sequence[LineMark | None], text: TextLines
) -> tuple[frozenset[int], frozenset[int]]:
    """Return the lines of text right under 上接, and those right over 下转."""
    resumed, left, k = set(), set(), 0
    for n, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        while k < len(text.numbers) and text.numbers[k] < n:
            k += 1
        if mark is None or mark.rule != JUMP:
            continue
        if comes_from(line.text.text):
            resumed.add(k)
        elif k:
            left.add(k - 1)
    return frozenset(resumed - {len(text.numbers)}), frozenset(left)


def _gaps_of_headings(settled: Mapping[int, bool], count: int) -> dict[int, frozenset[Gap]]:
    """Return what the gaps over and under headings cannot mean.

    A headline begins an article, a subhead none. Headlines right under one another may be one.
    """
    gaps: dict[int, frozenset[Gap]] = {}
    for k, is_head in settled.items():
        if k and not (is_head and settled.get(k - 1)):
            gaps[k - 1] = frozenset(Gap) - {Gap.ARTICLE} if is_head else frozenset({Gap.ARTICLE})
        if k + 1 < count and is_head and k + 1 not in settled:
            gaps[k] = frozenset({Gap.ARTICLE})
    return gaps


def _items(text: TextLines) -> list[int]:
    """Return the lines that a bullet begins, as it does others, under a sentence or a credit."""
    first = [line.text.text[0] for line in text.lines]
    count = Counter(char for char in first if char in BULLETS)
    return [k for k in range(1, len(first)) if count[first[k]] > 1 and _is_closed(text, k - 1)]


def _is_closed(text: TextLines, k: int) -> bool:
    mark = text.marks[k]
    credited = mark is not None and mark.kind is Kind.CREDIT
    return credited or ends_sentence(text.lines[k].text.text)


def _has_stop(line: Line) -> bool:
    """Return whether a line ends with a full stop, as no headline does."""
    return strip_closers(line.text.text).endswith(tuple(FULL_STOPS))


def _pauses(line: Line) -> int:
    return sum(char in PAUSES for char in line.text.text)


def _exclude(beliefs: Matrix, never: Sequence[int]) -> None:
    """Take beliefs away in place; what is left is as likely beside one another as before."""
    beliefs[never] = 0
    left = beliefs.sum()
    if left > 0:
        beliefs /= left


def _over(frames: Sequence[Frame], body: int) -> int | None:
    """Return the display frame over a body, a lead between them or not; ``None`` if none is."""
    above = body - 1
    if above >= 0 and frames[above].kind is FrameKind.LEAD:
        above -= 1
    return above if above >= 0 and frames[above].kind is FrameKind.DISPLAY else None
