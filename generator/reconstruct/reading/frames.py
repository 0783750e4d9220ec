"""A reading of lines to the frames that a page was set in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from generator.reconstruct.reading.line_decoding import Gap, LineRole, Reading

__all__ = ["KIND_OF", "Frame", "FrameBlock", "FrameKind", "frames_of", "reframed"]


class FrameKind(IntEnum):
    """What a frame holds."""

    BODY = 0
    DISPLAY = 1
    """Headline and byline."""
    LEAD = 2
    BYLINE = 3
    """A byline that stands by itself."""


_KINDS = {
    LineRole.BODY: FrameKind.BODY,
    LineRole.SUBHEAD: FrameKind.BODY,
    LineRole.CREDIT: FrameKind.BODY,
    LineRole.HEADLINE: FrameKind.DISPLAY,
    LineRole.BYLINE: FrameKind.DISPLAY,
    LineRole.LEAD: FrameKind.LEAD,
}
KIND_OF = tuple(_KINDS[role] for role in LineRole)
"""The kind of frame that each role stands in, by its number: sooner found than in a mapping."""


@dataclass(frozen=True, slots=True)
class FrameBlock:
    """Lines that are one paragraph, headline, byline …"""

    role: LineRole
    lines: range


@dataclass(frozen=True, slots=True)
class Frame:
    """Blocks that stand together."""

    kind: FrameKind
    blocks: tuple[FrameBlock, ...]

    @property
    def start(self) -> int:
        """Number of its first line."""
        return self.blocks[0].lines.start

    @property
    def stop(self) -> int:
        """Number of the line after its last one."""
        return self.blocks[-1].lines.stop

    def moved(self, by: int) -> Frame:
        """Return the frame of a page that so many more lines stand above."""
        return Frame(
            self.kind,
            tuple(
                FrameBlock(b.role, range(b.lines.start + by, b.lines.stop + by))
                for b in self.blocks
            ),
        )

    def lines(self, role: LineRole) -> list[int]:
        """Return the numbers of its lines of ``role``."""
        return [k for block in self.blocks if block.role is role for k in block.lines]


def frames_of(reading: Reading) -> list[Frame]:
    """Return the frames of a reading, in the order of their lines.

    >>> body, head = LineRole.BODY, LineRole.HEADLINE
    >>> gaps = (Gap.FRAME, Gap.NOTHING, Gap.BLOCK, Gap.ARTICLE)
    >>> for frame in frames_of(Reading((head, body, body, body), gaps, 0.0)):
    ...     print(frame.kind.name, [list(block.lines) for block in frame.blocks])
    DISPLAY [[0]]
    BODY [[1, 2], [3]]
    """
    return _framed(reading, 0, len(reading.roles))


def reframed(frames: Sequence[Frame], reading: Reading, first: int, last: int) -> list[Frame]:
    """Return the frames of a reading which another one, whose are ``frames``, differs from in lines
    ``first`` to ``last`` and in what ends with them; those that stay the same are the same objects.
    """
    low = bisect_right(frames, first, key=_start) - 1
    high = bisect_right(frames, last + 1, key=_start)
    again = _framed(reading, frames[low].start, frames[high - 1].stop)
    return [*frames[:low], *again, *frames[high:]]


def _start(frame: Frame) -> int:
    return frame.start


def _framed(reading: Reading, first: int, end: int) -> list[Frame]:
    """Return the frames of lines ``first`` to ``end``, where one begins and one ends."""
    roles, gaps = reading.roles, reading.gaps
    stops = [k for k in range(first + 1, end) if gaps[k - 1] or roles[k - 1] is not roles[k]]
    frames: list[tuple[FrameKind, list[FrameBlock]]] = []
    start, last = first, None
    for stop in (*stops, end)[: end - first]:
        role = roles[start]
        kind = KIND_OF[role]
        if kind is not last or gaps[start - 1] > Gap.BLOCK:
            frames.append((kind, []))
            last = kind
        frames[-1][1].append(FrameBlock(role, range(start, stop)))
        start = stop
    return [Frame(_kind(kind, blocks), tuple(blocks)) for kind, blocks in frames]


def _kind(kind: FrameKind, blocks: Sequence[FrameBlock]) -> FrameKind:
    unsigned = any(block.role is not LineRole.BYLINE for block in blocks)
    return kind if unsigned or kind is not FrameKind.DISPLAY else FrameKind.BYLINE
