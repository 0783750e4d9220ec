"""What a page shows of each headline, or lead, with each body: numbers with names."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.features import FEATURES
from generator.reconstruct.reading.frames import Frame, FrameKind
from generator.reconstruct.reading.nats import first_ids, going_on, last_ids
from generator.reconstruct.reading.readings import Gap, LineRole
from generator.reconstruct.reading.shared_words import summed, word_matrix
from generator.reconstruct.vocabulary import DATELINE, STORY_OPENING
from generator.scores.characters import CharacterModel, Ids

__all__ = ["PAIR_FEATURES", "PageTexts", "Pairs", "best_other", "pair_features"]

Matrix = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

PAIR_FEATURES = (
    *("shared", "shared_first", "shared_last", "shared_nats"),
    *("rank_for_head", "rank_for_body", "margin_for_head", "margin_for_body"),
    *("next_to", "distance", "steps", "heads_between", "bodies_between", "order"),
    *("heads", "bodies", "heads_over", "heads_under", "heads_together"),
    *("frame_belief", "article_belief", "names", "signed", "credited", "dateline", "opening"),
    *("reporter", "head_length", "head_lines", "head_width", "body_length", "length_rank"),
    *("blank_above", "head_over_body", "head_under_body", "goes_on"),
)
"""Of a display frame or lead with a body; ``_for_head`` among bodies, ``_for_body`` among heads."""

_EDGE = 130
"""Characters at a body's start and end that a headline sums up most of all."""
_PRIOR = 4.0
"""Nats by which a headline of few words says less."""
_FAR = 12
"""Frames beyond which farther says no more."""
_OFFICE = re.compile("本报|记者|通讯员|[■□▲◆●◎]")
_NAME = re.compile("[㐀-鿿]{2,3}")


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
        self._tails = np.array([last_ids(model, text) for text in texts]).reshape(-1, 2)
        self._firsts = np.array([first_ids(model, text) for text in texts])
        self._joined = np.full((len(texts), len(texts)), np.nan, dtype=np.float32)
        """Nats of each line right after each other one, where they were asked for."""
        self.datelines = [bool(DATELINE.match(text)) for text in texts]
        self.openings = [bool(STORY_OPENING.match(text)) for text in texts]

    def words(self, starts: Ids, stops: Ids) -> Flags:
        """Return which words stand in each range of lines, ranges × words."""
        found: Flags = self.counts[stops] > self.counts[starts]
        return found

    def shown(self, name: str) -> Matrix:
        """Return what the page shows of its lines under a feature's ``name``."""
        return self._rows[:, _SHOWN[name]]

    def first(self, starts: Ids, stops: Ids, chars: int = _EDGE) -> Ids:
        """Return the end of the lines that open each text."""
        return np.minimum(stops, np.searchsorted(self.reach, self.reach[starts] + chars))

    def last(self, starts: Ids, stops: Ids, chars: int = _EDGE) -> Ids:
        """Return the first of the lines that close each text."""
        found = np.searchsorted(self.reach, self.reach[stops] - chars, "right") - 1
        return np.maximum(starts, found)

    def nats_between(self, ends: Ids, starts: Ids) -> tuple[Matrix, Matrix]:
        """Return the nats of each line of ``starts`` right after each of ``ends``, and of both
        where a text ends and another begins, ends × starts."""
        joined = self._joined[ends[:, None], starts]
        row, column = np.nonzero(np.isnan(joined))
        if len(row):
            tails, firsts = self._tails[ends[row]], self._firsts[starts[column]]
            joined[row, column] = going_on(self._model, tails[:, 0], tails[:, 1], firsts)
            self._joined[ends[:, None], starts] = joined
        parted = self.shown("end_nats")[ends][:, None] + self.shown("start_nats")[starts][None, :]
        return joined, parted


class Pairs:
    """The display frames or leads of a page, its bodies, and what each shows with each."""

    __slots__ = ("bodies", "features", "heads")

    def __init__(self, heads: Sequence[int], bodies: Sequence[int], features: Matrix) -> None:
        self.heads = heads
        """Numbers of the frames."""
        self.bodies = bodies
        self.features = features
        """Heads × bodies × :data:`PAIR_FEATURES`."""


def pair_features(frames: Sequence[Frame], kind: FrameKind, page: PageTexts, gaps: Matrix) -> Pairs:
    """Return the features of the frames of ``kind`` with each body.

    ``gaps`` are the beliefs in what ends with each line.
    """
    heads = [i for i, frame in enumerate(frames) if frame.kind is kind]
    bodies = [i for i, frame in enumerate(frames) if frame.kind is FrameKind.BODY]
    out = np.full((len(heads), len(bodies), len(PAIR_FEATURES)), np.nan, dtype=np.float32)
    if not heads or not bodies:
        return Pairs(heads, bodies, out)
    for values in (
        _words(frames, heads, bodies, page),
        _places(frames, heads, bodies),
        _edges(frames, heads, bodies, gaps),
        _own(frames, heads, bodies, page),
    ):
        for name, value in values.items():
            out[:, :, _COLUMN[name]] = value
    return Pairs(heads, bodies, out)


_COLUMN = {name: n for n, name in enumerate(PAIR_FEATURES)}


def _words(
    frames: Sequence[Frame], heads: Sequence[int], bodies: Sequence[int], page: PageTexts
) -> dict[str, Matrix]:
    told = np.array([_told(frames[i]) for i in heads])
    own = page.words(told[:, 0], told[:, 1])
    alone = np.array([page.alone[start:stop].sum() for start, stop in told.tolist()])
    weighted = own * page.weights
    total = (weighted.sum(axis=1) + alone + _PRIOR)[:, None]
    starts, stops = np.array([(frames[j].start, frames[j].stop) for j in bodies]).T
    whole = weighted @ page.words(starts, stops).T
    first = weighted @ page.words(starts, page.first(starts, stops)).T
    last = weighted @ page.words(page.last(starts, stops), stops).T
    shared: Matrix = whole / total
    return {
        "shared": shared,
        "shared_first": first / total,
        "shared_last": last / total,
        "shared_nats": whole,
        "rank_for_head": (shared[:, None, :] > shared[:, :, None]).sum(axis=2),
        "rank_for_body": (shared[None, :, :] > shared[:, None, :]).sum(axis=1),
        "margin_for_head": shared - best_other(shared),
        "margin_for_body": shared - best_other(shared.T).T,
    }


def _told(frame: Frame) -> tuple[int, int]:
    """Return the bounds of the lines that sum a text up: a display frame's headline."""
    if frame.kind is FrameKind.DISPLAY:
        lines = frame.lines(LineRole.HEADLINE)
        if lines:
            return lines[0], lines[-1] + 1
    return frame.start, frame.stop


def _places(
    frames: Sequence[Frame], heads: Sequence[int], bodies: Sequence[int]
) -> dict[str, Matrix]:
    kinds = np.array([frame.kind for frame in frames])
    h, b = np.array(heads), np.array(bodies)
    distance = b[None, :] - h[:, None]
    low, high = np.minimum(h[:, None], b[None, :]), np.maximum(h[:, None], b[None, :])
    seen = {
        each: np.concatenate(([0], np.cumsum(kinds == each)))
        for each in (FrameKind.DISPLAY, FrameKind.BODY)
    }
    inside = {each: count[high] - count[low + 1] for each, count in seen.items()}
    padded = np.concatenate(([-1], kinds, [-1]))
    over, under = padded[b] == FrameKind.DISPLAY, padded[b + 2] == FrameKind.DISPLAY
    display = np.flatnonzero(kinds == FrameKind.DISPLAY)
    together = padded[display + 2] == FrameKind.DISPLAY if len(display) else np.zeros(1)
    order = np.arange(len(h))[:, None] - np.arange(len(b))[None, :]
    return {
        "next_to": np.where(abs(distance) == 1, distance, 0),
        "distance": np.clip(distance, -_FAR, _FAR),
        "steps": np.minimum(abs(distance), _FAR),
        "heads_between": np.minimum(inside[FrameKind.DISPLAY], _FAR),
        "bodies_between": np.minimum(inside[FrameKind.BODY], _FAR),
        "order": np.clip(order, -_FAR, _FAR),
        "heads": np.array(min(len(display), 20)),
        "bodies": np.array(min(len(b), 20)),
        "heads_over": over.mean(),
        "heads_under": under.mean(),
        "heads_together": np.mean(together),
        "head_over_body": over[None, :],
        "head_under_body": under[None, :],
    }


def _edges(
    frames: Sequence[Frame], heads: Sequence[int], bodies: Sequence[int], gaps: Matrix
) -> dict[str, Matrix]:
    """Return the beliefs in what parts a body from a head right above or below it."""
    distance = np.array(bodies)[None, :] - np.array(heads)[:, None]
    above = gaps[[max(frames[j].start - 1, 0) for j in bodies]]
    below = gaps[[frames[j].stop - 1 for j in bodies]]
    edges = np.where(
        (distance == 1)[:, :, None],
        above[None],
        np.where((distance == -1)[:, :, None], below[None], np.nan),
    )
    return {"frame_belief": edges[:, :, Gap.FRAME], "article_belief": edges[:, :, Gap.ARTICLE]}


def _own(
    frames: Sequence[Frame], heads: Sequence[int], bodies: Sequence[int], page: PageTexts
) -> dict[str, Matrix]:
    texts, widths, blanks = page.texts, page.shown("width"), page.shown("blank_above")
    spans = [(frames[j].start, frames[j].stop) for j in bodies]
    lengths = np.array([page.reach[b] - page.reach[a] for a, b in spans])
    whole = ["".join(texts[a:b]) for a, b in spans]
    names = [_names(frames[i], texts) for i in heads]
    by_body = {
        "credited": [bool(frames[j].lines(LineRole.CREDIT)) for j in bodies],
        "dateline": [page.datelines[a] for a, _ in spans],
        "opening": [page.openings[a] for a, _ in spans],
        "reporter": ["记者" in text[:40] for text in whole],
        "body_length": np.minimum(lengths, 3000),
        "length_rank": np.argsort(np.argsort(lengths, kind="stable"), kind="stable")
        / max(1, len(bodies) - 1),
        "blank_above": [blanks[a] for a, _ in spans],
        "goes_on": [text[-1:] not in "。！？；”）" for text in whole],
    }
    by_head = {
        "signed": [bool(frames[i].lines(LineRole.BYLINE)) for i in heads],
        "head_length": [
            int(page.reach[frames[i].stop] - page.reach[frames[i].start]) for i in heads
        ],
        "head_lines": [frames[i].stop - frames[i].start for i in heads],
        "head_width": [float(widths[frames[i].start : frames[i].stop].max()) for i in heads],
    }
    return {
        "names": np.array([[sum(n in text for n in own) for text in whole] for own in names]),
        **{name: np.array(value)[None, :] for name, value in by_body.items()},
        **{name: np.array(value)[:, None] for name, value in by_head.items()},
    }


def _names(frame: Frame, texts: Sequence[str]) -> frozenset[str]:
    byline = " ".join(texts[k] for k in frame.lines(LineRole.BYLINE))
    return frozenset(_NAME.findall(_OFFICE.sub(" ", byline)))


def best_other(values: Matrix) -> Matrix:
    """Return for each entry the greatest other one of its row, 0 where there is none."""
    if values.shape[1] < 2:
        return np.zeros_like(values)
    order = np.sort(values, axis=1)
    best, second = order[:, -1:], order[:, -2:-1]
    return np.where(values == best, second, best)
