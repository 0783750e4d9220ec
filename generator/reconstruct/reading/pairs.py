"""What a page shows of each headline, or lead, with each body: numbers with names."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.frames import Frame, FrameKind
from generator.reconstruct.reading.page_texts import Bodies, PageTexts
from generator.reconstruct.reading.readings import Gap, LineRole

__all__ = ["PAIR_FEATURES", "Pairs", "best_other", "clipped", "pair_features"]

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

_PRIOR = 4.0
"""Nats by which a headline of few words says less."""
_FAR = 12
"""Frames beyond which farther says no more."""
_OFFICE = re.compile("本报|记者|通讯员|[■□▲◆●◎]")
_NAME = re.compile("[㐀-鿿]{2,3}")


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
    bodies = page.bodies(frames)
    heads = [i for i, frame in enumerate(frames) if frame.kind is kind]
    size = len(heads), len(bodies.numbers)
    out = np.full((len(PAIR_FEATURES), *size), np.nan, dtype=np.float32)
    shown = out.transpose(1, 2, 0)
    if not heads or not bodies.numbers:
        return Pairs(heads, bodies.numbers, shown)
    for values in (
        _words(frames, heads, bodies, page),
        _places(heads, bodies),
        _edges(heads, bodies, gaps),
        bodies.shown,
        _own(frames, heads, bodies, page),
    ):
        for name, value in values.items():
            out[_COLUMN[name]] = value
    return Pairs(heads, bodies.numbers, shown)


_COLUMN = {name: n for n, name in enumerate(PAIR_FEATURES)}


def _words(
    frames: Sequence[Frame], heads: Sequence[int], bodies: Bodies, page: PageTexts
) -> dict[str, Matrix]:
    told = np.array([_told(frames[i]) for i in heads])
    own = page.words(told[:, 0], told[:, 1])
    alone = np.array([page.alone[start:stop].sum() for start, stop in told.tolist()])
    weighted = own * page.weights
    total = (weighted.sum(axis=1) + alone + _PRIOR)[:, None]
    whole = weighted @ bodies.words.T
    first = weighted @ bodies.first_words.T
    last = weighted @ bodies.last_words.T
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


def _places(heads: Sequence[int], bodies: Bodies) -> dict[str, npt.NDArray[np.generic]]:
    kinds = bodies.kinds
    h, b = np.array(heads), np.array(bodies.numbers)
    distance = b[None, :] - h[:, None]
    steps = np.abs(distance)
    low, high = np.minimum(h[:, None], b[None, :]) + 1, np.maximum(h[:, None], b[None, :])
    is_display = kinds == FrameKind.DISPLAY
    displays, texts = _counted(is_display), _counted(kinds == FrameKind.BODY)
    padded = np.concatenate(([False], is_display, [False]))
    over, under = padded[b], padded[b + 2]
    together = padded[2:][is_display] if is_display.any() else np.zeros(1)
    order = np.arange(len(h))[:, None] - np.arange(len(b))[None, :]
    return {
        "next_to": np.where(steps == 1, distance, 0),
        "distance": clipped(distance, _FAR),
        "steps": np.minimum(steps, _FAR),
        "heads_between": np.minimum(displays[high] - displays[low], _FAR),
        "bodies_between": np.minimum(texts[high] - texts[low], _FAR),
        "order": clipped(order, _FAR),
        "heads": np.array(min(int(displays[-1]), 20)),
        "bodies": np.array(min(len(b), 20)),
        "heads_over": over.mean(),
        "heads_under": under.mean(),
        "heads_together": together.mean(),
        "head_over_body": over,
        "head_under_body": under,
    }


def _counted(flags: Flags) -> npt.NDArray[np.int64]:
    """Return how many flags stand before each place."""
    return np.concatenate(([0], np.cumsum(flags)))


def clipped(values: npt.NDArray[np.int64], most: int) -> npt.NDArray[np.int64]:
    """Return whole numbers that stray from 0 by no more than ``most``."""
    return np.minimum(np.maximum(values, -most), most)


def _edges(heads: Sequence[int], bodies: Bodies, gaps: Matrix) -> dict[str, Matrix]:
    """Return the beliefs in what parts a body from a head right above or below it."""
    distance = np.array(bodies.numbers)[None, :] - np.array(heads)[:, None]
    above, below = gaps[np.maximum(bodies.starts - 1, 0)], gaps[bodies.stops - 1]
    under, over = distance == 1, distance == -1
    return {
        name: np.where(under, above[:, gap], np.where(over, below[:, gap], np.nan))
        for name, gap in (("frame_belief", Gap.FRAME), ("article_belief", Gap.ARTICLE))
    }


def _own(
    frames: Sequence[Frame], heads: Sequence[int], bodies: Bodies, page: PageTexts
) -> dict[str, npt.NDArray[np.generic]]:
    widths = page.shown("width")
    own = [frames[i] for i in heads]
    starts, stops = [frame.start for frame in own], [frame.stop for frame in own]
    names = [_names(frame, page.texts) for frame in own]
    by_head = {
        "signed": [any(block.role is LineRole.BYLINE for block in frame.blocks) for frame in own],
        "head_length": page.reach[stops] - page.reach[starts],
        "head_lines": np.subtract(stops, starts),
        "head_width": [widths[a:b].max() for a, b in zip(starts, stops, strict=True)],
    }
    find = page.whole.find
    return {
        "names": np.array(
            [[sum(find(n, *b) >= 0 for n in own) for b in bodies.spans] for own in names]
        )
        if any(names)
        else np.array(0),
        **{name: np.array(value)[:, None] for name, value in by_head.items()},
    }


def _names(frame: Frame, texts: Sequence[str]) -> frozenset[str]:
    lines = frame.lines(LineRole.BYLINE)
    if not lines:
        return frozenset()
    byline = " ".join(texts[k] for k in lines)
    return frozenset(_NAME.findall(_OFFICE.sub(" ", byline)))


def best_other(values: Matrix) -> Matrix:
    """Return for each entry the greatest other one of its row, 0 where there is none."""
    if values.shape[1] < 2:
        return np.zeros_like(values)
    order = np.sort(values, axis=1)
    best, second = order[:, -1:], order[:, -2:-1]
    return np.where(values == best, second, best)
