"""What a page shows of each headline, or lead, with each body: numbers with names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.frames import Frame, FrameKind
from generator.reconstruct.reading.framings import (
    Framings,
    PageTexts,
    Pairs,
    Places,
    best_other,
    clipped,
    rank,
)
from generator.reconstruct.reading.line_decoding import Gap, LineRole

__all__ = ["PAIR_FEATURES", "Pairs", "PairsShown", "pair_features"]

Matrix = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Ids = npt.NDArray[np.int64]

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
_MOST_NAMES = 200
"""Names of a byline that are looked for in each text."""
_OFFICE = re.compile("本报|记者|通讯员|[■□▲◆●◎]")
_NAME = re.compile("[㐀-鿿]{2,3}")


def pair_features(frames: Sequence[Frame], kind: FrameKind, page: PageTexts, gaps: Matrix) -> Pairs:
    """Return the features of the frames of ``kind`` with each body.

    ``gaps`` are the beliefs in what ends with each line.
    """
    framings = Framings([frames], page)
    heads = framings.of_kind(kind)
    shown = PairsShown(framings, gaps).features(heads)[:, 0].transpose(1, 2, 0)
    return Pairs(heads.numbers(0), framings.places.numbers(0), shown)


class PairsShown:
    """What ways of framing a page show of the display frames or leads of each with its bodies."""

    def __init__(self, framings: Framings, gaps: Matrix) -> None:
        """``gaps`` are the beliefs in what ends with each line."""
        self._framings = framings
        self._gaps = gaps
        size = (len(framings), 1, framings.places.at.shape[1])
        self._alike = np.full((len(PAIR_FEATURES), *size), np.nan, dtype=np.float32)
        """What doesn't depend on the head."""
        if self._alike.size:
            self._displays = _counted(framings.kinds == FrameKind.DISPLAY)
            self._texts = _counted(framings.kinds == FrameKind.BODY)
            _fill(self._alike, _of_bodies(framings), _around(framings, self._displays))

    def rows(self, heads: Places) -> Matrix:
        """Return the features of ``heads`` with the bodies of their framing, one pair a row:
        framing by framing, head by head."""
        used = heads.used[:, :, None] & self._framings.places.used[:, None, :]
        return self.features(heads)[:, used].T

    def features(self, heads: Places) -> Matrix:
        """Return features × framings × heads × bodies; what no pair is means nothing."""
        framings = self._framings
        out = np.repeat(self._alike, heads.at.shape[1], axis=2)
        if out.size:
            counted = self._displays, self._texts
            _fill(
                out,
                _words(framings, heads),
                _places(heads, framings, counted),
                _edges(heads, framings, self._gaps),
                _own(framings, heads),
            )
        return out


def _fill(out: Matrix, *found: Mapping[str, npt.NDArray[np.generic]]) -> None:
    for values in found:
        for name, value in values.items():
            out[_COLUMN[name]] = value


_COLUMN = {name: n for n, name in enumerate(PAIR_FEATURES)}


def _words(framings: Framings, heads: Places) -> dict[str, Matrix]:
    """Return what the words say that each head and body share."""
    page, bodies = framings.page, framings.bodies
    told = np.array([_told(frame) for frame in heads.own])
    weighted = page.words(told[:, 0], told[:, 1]) * page.weights
    alone = np.array([page.alone[start:stop].sum() for start, stop in told.tolist()])
    total = (weighted.sum(axis=1) + alone + _PRIOR)[heads.which][:, :, None]
    whole, first, last = (
        _sums(framings, heads, weighted, words)
        for words in (bodies.words, bodies.first_words, bodies.last_words)
    )
    shared: Matrix = whole / total
    used = heads.used[:, :, None] & framings.places.used[:, None, :]
    for_head = np.where(used, shared, -np.inf)
    for_body = for_head.transpose(0, 2, 1)
    return {
        "shared": shared,
        "shared_first": first / total,
        "shared_last": last / total,
        "shared_nats": whole,
        "rank_for_head": rank(for_head),
        "rank_for_body": rank(for_body).transpose(0, 2, 1),
        "margin_for_head": shared - best_other(for_head),
        "margin_for_body": shared - best_other(for_body).transpose(0, 2, 1),
    }


@np.errstate(invalid="ignore")  # OpenBLAS: a false alarm now and then, of its spare room
def _sums(framings: Framings, heads: Places, weighted: Matrix, words: Flags) -> Matrix:
    """Return the weights of the words that each head has and each body, framing by framing.

    Sums of other matrices are rounded otherwise, and where two bodies have the same words a
    rounding would tell them apart.
    """
    bodies = framings.places
    having = words.T.astype(np.float32)
    out = np.zeros((*heads.at.shape, bodies.at.shape[1]), dtype=np.float32)
    for n, (rows, columns) in enumerate(
        zip(heads.counts.tolist(), bodies.counts.tolist(), strict=True)
    ):
        own = having.take(bodies.which[n, :columns], axis=1)
        out[n, :rows, :columns] = weighted[heads.which[n, :rows]] @ own
    return out


def _told(frame: Frame) -> tuple[int, int]:
    """Return the bounds of the lines that sum a text up: a display frame's headline."""
    if frame.kind is FrameKind.DISPLAY:
        lines = frame.lines(LineRole.HEADLINE)
        if lines:
            return lines[0], lines[-1] + 1
    return frame.start, frame.stop


def _places(
    heads: Places, framings: Framings, counted: tuple[Ids, Ids]
) -> dict[str, npt.NDArray[np.generic]]:
    """Return where head and body stand to one another; ``counted`` are the display frames, and the
    bodies, above each place."""
    h, b = heads.at[:, :, None], framings.places.at[:, None, :]
    each = np.arange(len(framings))[:, None, None]
    distance = b - h
    steps = np.abs(distance)
    low, high = np.minimum(h, b) + 1, np.maximum(h, b)
    displays, texts = counted
    order = np.arange(h.shape[1])[:, None] - np.arange(b.shape[2])
    return {
        "next_to": np.where(steps == 1, distance, 0),
        "distance": clipped(distance, _FAR),
        "steps": np.minimum(steps, _FAR),
        "heads_between": np.minimum(displays[each, high] - displays[each, low], _FAR),
        "bodies_between": np.minimum(texts[each, high] - texts[each, low], _FAR),
        "order": clipped(order, _FAR),
    }


def _around(framings: Framings, displays: Ids) -> dict[str, npt.NDArray[np.generic]]:
    """Return how bodies and display frames stand in each framing; ``displays`` are those above each
    place."""
    bodies = framings.places
    each = np.arange(len(framings))[:, None]
    above = np.diff(displays, axis=1, prepend=0, append=displays[:, -1:])
    """Whether a display frame stands above each place."""
    over, under = above[each, bodies.at], above[each, bodies.at + 2]
    count, together = displays[:, -1], (above[:, 1:-1] & above[:, 2:]).sum(axis=1)
    size = np.maximum(bodies.counts, 1)
    found = {
        "heads": np.minimum(count, 20),
        "bodies": np.minimum(bodies.counts, 20),
        "heads_over": (over & bodies.used).sum(axis=1) / size,
        "heads_under": (under & bodies.used).sum(axis=1) / size,
        "heads_together": together / np.maximum(count, 1),
    }
    return {
        **{name: value[:, None, None] for name, value in found.items()},
        "head_over_body": over[:, None, :],
        "head_under_body": under[:, None, :],
    }


def _counted(flags: Flags) -> Ids:
    """Return how many flags stand before each place of each framing."""
    found = np.zeros((len(flags), flags.shape[1] + 1), dtype=np.int64)
    np.cumsum(flags, axis=1, out=found[:, 1:])
    return found


def _edges(heads: Places, framings: Framings, gaps: Matrix) -> dict[str, Matrix]:
    """Return the beliefs in what parts a body from a head right above or below it."""
    distance = framings.places.at[:, None, :] - heads.at[:, :, None]
    bodies, of_body = framings.bodies, framings.places.which[:, None, :]
    above, below = gaps[np.maximum(bodies.starts - 1, 0)], gaps[bodies.stops - 1]
    under, over = distance == 1, distance == -1
    return {
        name: np.where(
            under, above[of_body, gap], np.where(over, below[of_body, gap], np.float32(np.nan))
        )
        for name, gap in (("frame_belief", Gap.FRAME), ("article_belief", Gap.ARTICLE))
    }


def _of_bodies(framings: Framings) -> dict[str, npt.NDArray[np.generic]]:
    """Return what is told of the bodies by themselves, and how long each is among the others."""
    bodies, places = framings.bodies, framings.places
    of_body = places.which
    lengths = np.where(places.used, bodies.lengths[of_body], np.iinfo(np.int64).max)
    order = np.argsort(np.argsort(lengths, axis=1, kind="stable"), axis=1, kind="stable")
    found = {name: value[of_body][:, None, :] for name, value in bodies.shown.items()}
    share = order / np.maximum(1, places.counts[:, None] - 1)
    return {**found, "length_rank": share[:, None, :]}


def _own(framings: Framings, heads: Places) -> dict[str, npt.NDArray[np.generic]]:
    page, spans, find = framings.page, framings.bodies.spans, framings.page.whole.find
    frames, which = heads.own, heads.which[:, :, None]
    widths = page.shown("width")
    starts, stops = [frame.start for frame in frames], [frame.stop for frame in frames]
    names = [_names(frame, page.texts) for frame in frames]
    by_head = {
        "signed": [any(block.role is LineRole.BYLINE for block in f.blocks) for f in frames],
        "head_length": page.reach[stops] - page.reach[starts],
        "head_lines": np.subtract(stops, starts),
        "head_width": [widths[a:b].max() for a, b in zip(starts, stops, strict=True)],
    }
    found = np.zeros((len(frames), len(spans)), dtype=np.int64)
    for row, own in zip(found, names, strict=True):
        if own:
            row[:] = [sum(find(name, *span) >= 0 for name in own) for span in spans]
    return {
        "names": found[which, framings.places.which[:, None, :]] if any(names) else np.array(0),
        **{name: np.array(value)[which] for name, value in by_head.items()},
    }


def _names(frame: Frame, texts: Sequence[str]) -> frozenset[str]:
    lines = frame.lines(LineRole.BYLINE)
    if not lines:
        return frozenset()
    byline = " ".join(texts[k] for k in lines)
    names = dict.fromkeys(match.group() for match in _NAME.finditer(_OFFICE.sub(" ", byline)))
    return frozenset(islice(names, _MOST_NAMES))
