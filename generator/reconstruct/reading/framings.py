"""Texts of a page as pairs of frames are told by them, in every way in which it may be framed.

The ways stand side by side: what they share is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.frames import Frame, FrameKind
from generator.reconstruct.reading.line_decoding import LineRole
from generator.reconstruct.reading.page_features import FEATURES
from generator.reconstruct.reading.page_words import first_ids, going_on, last_ids
from generator.reconstruct.reading.shared_words import summed, word_matrix
from generator.reconstruct.wording.article_ends import DATELINE, STORY_OPENING
from generator.scores.character_model import CharacterModel, Ids

__all__ = ["Bodies", "Framings", "PageTexts", "Pairs", "Places", "best_other", "clipped", "rank"]

Matrix = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

_EDGE = 130
"""Characters at a body's start and end that a headline sums up most of all."""
_OPENING = 40
"""Characters in which a text that opens with its reporter names him."""
_SHOWN = {name.removesuffix("@0"): n for n, name in enumerate(FEATURES) if name.endswith("@0")}
_STOPS = "。！？；”）"


class PageTexts:
    """A page's lines, and which words each has, read once however its frames are put together."""

    def __init__(self, texts: Sequence[str], rows: Matrix, model: CharacterModel) -> None:
        """Read the normalized ``texts``, and ``rows`` of features beside them.

        ``model`` tells how characters follow one another in running text.
        """
        self.texts = texts
        self._model = model
        self._rows = rows
        # a column may end in the midst of a word
        joined = [a + b[:1] for a, b in zip(texts, [*texts[1:], ""], strict=True)]
        having, self.weights, self.alone = word_matrix(joined)
        self.counts = summed(having)
        self.reach = np.concatenate(([0], np.cumsum([len(text) for text in texts])))
        self._tails, self._firsts = last_ids(model, texts), first_ids(model, texts)
        self._joined = np.full((len(texts), len(texts)), np.nan, dtype=np.float32)
        """Nats of each line right after each other one, where they were asked for."""
        self.whole = "".join(texts)

    def matching(self, pattern: re.Pattern[str], lines: Ids) -> Flags:
        """Return which of the lines begin as a pattern says."""
        texts = self.texts
        return np.array([bool(pattern.match(texts[k])) for k in lines.tolist()], dtype=np.bool_)

    def words(self, starts: Ids, stops: Ids) -> Flags:
        """Return which words stand in each range of lines, ranges × words."""
        found: Flags = self.counts[stops] > self.counts[starts]
        return found

    def shown(self, name: str) -> Matrix:
        """Return what the page shows of its lines under a feature's ``name``."""
        return self._rows[:, _SHOWN[name]]

    def first(self, starts: Ids, stops: Ids, chars: int) -> Ids:
        """Return the end of the lines that open each text."""
        return np.minimum(stops, np.searchsorted(self.reach, self.reach[starts] + chars))

    def last(self, starts: Ids, stops: Ids, chars: int) -> Ids:
        """Return the first of the lines that close each text."""
        found = np.searchsorted(self.reach, self.reach[stops] - chars, "right") - 1
        return np.maximum(starts, found)

    def nats_between(self, ends: Ids, starts: Ids) -> tuple[Matrix, Matrix]:
        """Return the nats of each line of ``starts`` right after each of ``ends`` above it, and of
        both where a text ends and another begins, ends × starts."""
        joined = self._joined[ends[:, None], starts]
        row, column = np.nonzero(np.isnan(joined) & (ends[:, None] < starts))
        if len(row):
            tails, firsts = self._tails[ends[row]], self._firsts[starts[column]]
            joined[row, column] = going_on(self._model, tails[:, 0], tails[:, 1], firsts)
            self._joined[ends[:, None], starts] = joined
        parted = self.shown("end_nats")[ends][:, None] + self.shown("start_nats")[starts][None, :]
        return joined, parted


class Bodies:
    """Frames of a page that hold text, in any of the ways that it may be framed."""

    def __init__(self, frames: Sequence[Frame], page: PageTexts) -> None:
        self.starts = np.array([frame.start for frame in frames], dtype=np.int64)
        self.stops = np.array([frame.stop for frame in frames], dtype=np.int64)
        self.words = page.words(self.starts, self.stops)
        self.first_words = page.words(self.starts, page.first(self.starts, self.stops, _EDGE))
        self.last_words = page.words(page.last(self.starts, self.stops, _EDGE), self.stops)
        self.lengths = page.reach[self.stops] - page.reach[self.starts]
        self.spans = [
            *zip(page.reach[self.starts].tolist(), page.reach[self.stops].tolist(), strict=True)
        ]
        """Where each one's text stands in that of the page."""
        whole = page.whole
        self.shown: dict[str, npt.NDArray[np.generic]] = {
            "credited": np.array([_credited(frame) for frame in frames], dtype=np.bool_),
            "dateline": page.matching(DATELINE, self.starts),
            "opening": page.matching(STORY_OPENING, self.starts),
            "reporter": np.array(
                [whole.find("记者", a, min(a + _OPENING, b)) >= 0 for a, b in self.spans],
                dtype=np.bool_,
            ),
            "body_length": np.minimum(self.lengths, 3000),
            "blank_above": page.shown("blank_above")[self.starts],
            "goes_on": np.array(
                [whole[max(a, b - 1) : b] not in _STOPS for a, b in self.spans], dtype=np.bool_
            ),
        }
        """What is told of each, by the features' names."""


def _credited(frame: Frame) -> bool:
    return any(block.role is LineRole.CREDIT for block in frame.blocks)


class Pairs:
    """Display frames or leads of a page, its bodies, and what each shows with each."""

    __slots__ = ("bodies", "features", "heads")

    def __init__(self, heads: Sequence[int], bodies: Sequence[int], features: Matrix) -> None:
        self.heads = heads
        """Numbers of the frames."""
        self.bodies = bodies
        self.features = features
        """Heads × bodies × features."""


class Places:
    """Where frames of one kind stand in each framing, framings × as many as one has at most."""

    __slots__ = ("at", "counts", "own", "used", "which")

    def __init__(self, frames: Sequence[Frame], numbers: Ids, kind: FrameKind) -> None:
        """``numbers`` are those of the frames of each framing, -1 beyond its last one."""
        self.own = [frame for frame in frames if frame.kind is kind]
        """Each of them that some framing has, once."""
        wanted = np.array([*(frame.kind is kind for frame in frames), False])
        rows = np.cumsum(wanted) - wanted
        of_kind = wanted[numbers]
        self.counts: Ids = of_kind.sum(axis=1)
        width = int(self.counts.max(initial=0))
        self.at: Ids = np.argsort(~of_kind, axis=1, kind="stable")[:, :width]
        """Their numbers in the framing, in order; what fills up a row stands for nothing."""
        self.used: Flags = np.arange(width) < self.counts[:, None]
        """Which of the numbers mean one."""
        each = np.arange(len(numbers))[:, None]
        self.which: Ids = np.where(self.used, rows[numbers[each, self.at]], 0)
        """Which of the frames they are."""

    def numbers(self, framing: int) -> list[int]:
        """Return the numbers of one framing's frames."""
        found: list[int] = self.at[framing, : self.counts[framing]].tolist()
        return found


class Framings:
    """Ways in which a page may be framed: most frames of one are those of another, too."""

    def __init__(self, framings: Sequence[Sequence[Frame]], page: PageTexts) -> None:
        """``framings`` hold a frame that they share as the same object."""
        self.page = page
        seen = {id(frame): frame for frames in framings for frame in frames}
        self.frames = [*seen.values()]
        """Each frame that some framing has, once."""
        number = dict(zip(seen, range(len(seen)), strict=True))
        width = max(map(len, framings), default=0)
        padded = [
            [number[id(frame)] for frame in frames] + [-1] * (width - len(frames))
            for frames in framings
        ]
        self._numbers = np.array(padded, dtype=np.int64).reshape(len(framings), width)
        kinds = np.array([*(frame.kind for frame in self.frames), -1], dtype=np.int64)
        self.kinds: Ids = kinds[self._numbers]
        """Framings × frames; -1 beyond the last one."""
        self.places = self.of_kind(FrameKind.BODY)
        """Of the bodies."""
        self.bodies = Bodies(self.places.own, page)
        """What is told of each body that some framing has."""

    def __len__(self) -> int:
        return len(self.kinds)

    def of_kind(self, kind: FrameKind) -> Places:
        """Return where the frames of ``kind`` stand."""
        return Places(self.frames, self._numbers, kind)


def rank(values: Matrix) -> Ids:
    """Return how many values beside each one, along the last axis, are greater.

    >>> rank(np.array([[3.0, 1.0, 2.0]], dtype=np.float32)).tolist()
    [[0, 2, 1]]
    """
    greater: Ids = np.count_nonzero(values[..., None, :] > values[..., None], axis=-1)
    return greater


def best_other(values: Matrix) -> Matrix:
    """Return for each value the greatest other one along the last axis, 0 where there is none.

    Minus infinity stands for no value.
    """
    if values.shape[-1] < 2:
        return np.zeros_like(values)
    order = np.sort(values, axis=-1)
    best, second = order[..., -1:], order[..., -2:-1]
    second = np.where(np.isneginf(second), np.float32(0), second)
    return np.where(values == best, second, best)


def clipped(values: Ids, most: int) -> Ids:
    """Return whole numbers that stray from 0 by no more than ``most``."""
    return np.minimum(np.maximum(values, -most), most)
