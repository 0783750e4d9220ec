"""A page's lines as pairs of frames are told by them, and the bodies that they may make."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.frames import Frame
from generator.reconstruct.reading.line_decoding import LineRole
from generator.reconstruct.reading.line_likelihoods import first_ids, going_on, last_ids
from generator.reconstruct.reading.page_features import FEATURES
from generator.reconstruct.reading.shared_words import summed, word_matrix
from generator.reconstruct.wording.openings import DATELINE, STORY_OPENING
from generator.scores.character_model import CharacterModel, Ids

__all__ = ["Bodies", "PageTexts"]

Matrix = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

_EDGE = 130
"""Characters at a body's start and end that a headline sums up most of all."""
_OPENING = 40
"""Characters in which a text that opens with its reporter names him."""
_SHOWN = {name.removesuffix("@0"): n for n, name in enumerate(FEATURES) if name.endswith("@0")}


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


_STOPS = "。！？；”）"


def _credited(frame: Frame) -> bool:
    return any(block.role is LineRole.CREDIT for block in frame.blocks)
