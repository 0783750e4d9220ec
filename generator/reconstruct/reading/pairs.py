"""What a page shows of each headline, or lead, with each body: numbers with names."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.frames import Frame, FrameKind
from generator.reconstruct.reading.framings import Framings, Pairs, Places, best_other, clipped, rank
from generator.reconstruct.reading.page_texts import PageTexts
from generator.reconstruct.reading.readings import Gap, LineRole

__all__ = ["PAIR_FEATURES", "Pairs", "pair_features", "pairs_shown"]

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
_OFFICE = re.compile("本报|记者|通讯员|[■□▲◆●◎]")
_NAME = re.compile("[㐀-鿿]{2,3}")


def pair_features(frames: Sequence[Frame], kind: FrameKind, page: PageTexts, gaps: Matrix) -> Pairs:
    """Return the features of the frames of ``kind`` with each body.

    ``gaps`` are the beliefs in what ends with each line.
    """
    framings = Framings([frames], page)
    heads = framings.of_kind(kind)
    shown = _features(framings, heads, gaps)[:, 0].transpose(1, 2, 0)
    return Pairs(heads.numbers(0), framings.places.numbers(0), shown)


def pairs_shown(framings: Framings, heads: Places, gaps: Matrix) -> Matrix:
    """Return the features of ``heads`` with the bodies of their framing, one pair a row: framing by
    framing, head by head."""
    used = heads.used[:, :, None] & framings.places.used[:, None, :]
    return _features(framings, heads, gaps)[:, used].T


def _features(framings: Framings, heads: Places, gaps: Matrix) -> Matrix:
    """Return features × framings × heads × bodies; what no pair is means nothing."""
    bodies = framings.places
    size = (len(framings), heads.at.shape[1], bodies.at.shape[1])
    out = np.full((len(PAIR_FEATURES), *size), np.nan, dtype=np.float32)
    if out.size:
        own, of_head = np.unique(heads.frames[heads.used], return_inverse=True)
        which = np.zeros(heads.frames.shape, dtype=np.int64)
        which[heads.used] = of_head
        pair = which[:, :, None], framings.of_body[:, None, :]
        frames = [framings.frames[n] for n in own.tolist()]
        for values in (
            _words(frames, framings, which, heads),
            _places(heads, framings),
            _edges(heads, framings, gaps),
            _of_bodies(framings),
            _own(frames, framings, pair),
        ):
            for name, value in values.items():
                out[_COLUMN[name]] = value
    return out


_COLUMN = {name: n for n, name in enumerate(PAIR_FEATURES)}
_Pair = tuple[Ids, Ids]
"""The head and the body of each pair, framings × heads × bodies, by their numbers among all."""


def _words(
    frames: Sequence[Frame], framings: Framings, which: Ids, heads: Places
) -> dict[str, Matrix]:
    """Return the words that pairs share, given which of the ``frames`` each head is."""
    page, bodies = framings.page, framings.bodies
    told = np.array([_told(frame) for frame in frames])
    weighted = page.words(told[:, 0], told[:, 1]) * page.weights
    alone = np.array([page.alone[start:stop].sum() for start, stop in told.tolist()])
    total = (weighted.sum(axis=1) + alone + _PRIOR)[which][:, :, None]
    whole, first, last = (
        _sums(framings, which, heads, weighted, words)
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


def _sums(
    framings: Framings, which: Ids, heads: Places, weighted: Matrix, words: Flags
) -> Matrix:
    """Return the weights of the words that each head has and each body, framing by framing.

    Sums of other matrices are rounded otherwise, and where two bodies have the same words a
    rounding would tell them apart.
    """
    bodies = framings.places
    having = words.T.astype(np.float32)
    out = np.zeros((*which.shape, bodies.at.shape[1]), dtype=np.float32)
    for n, (rows, columns) in enumerate(
        zip(heads.counts.tolist(), bodies.counts.tolist(), strict=True)
    ):
        own = having.take(framings.of_body[n, :columns], axis=1)
        out[n, :rows, :columns] = weighted[which[n, :rows]] @ own
    return out


def _told(frame: Frame) -> tuple[int, int]:
    """Return the bounds of the lines that sum a text up: a display frame's headline."""
    if frame.kind is FrameKind.DISPLAY:
        lines = frame.lines(LineRole.HEADLINE)
        if lines:
            return lines[0], lines[-1] + 1
    return frame.start, frame.stop


def _places(heads: Places, framings: Framings) -> dict[str, npt.NDArray[np.generic]]:
    kinds, bodies = framings.kinds, framings.places
    h, b = heads.at[:, :, None], bodies.at[:, None, :]
    each = np.arange(len(kinds))[:, None, None]
    distance = b - h
    steps = np.abs(distance)
    low, high = np.minimum(h, b) + 1, np.maximum(h, b)
    is_display = kinds == FrameKind.DISPLAY
    displays, texts = _counted(is_display), _counted(kinds == FrameKind.BODY)
    padded = np.pad(is_display, ((0, 0), (1, 1)))
    over, under = padded[each, b], padded[each, b + 2]
    together = (padded[:, 2:] & is_display).sum(axis=1) / np.maximum(displays[:, -1], 1)
    order = np.arange(h.shape[1])[:, None] - np.arange(b.shape[2])

    def share(flags: Flags) -> npt.NDArray[np.float64]:
        """Return which share of each framing's bodies have a flag."""
        found: npt.NDArray[np.float64] = (flags[:, 0] & bodies.used).sum(axis=1) / bodies.counts
        return found[:, None, None]

    with np.errstate(invalid="ignore"):  # a framing without bodies has no pairs
        return {
            "next_to": np.where(steps == 1, distance, 0),
            "distance": clipped(distance, _FAR),
            "steps": np.minimum(steps, _FAR),
            "heads_between": np.minimum(displays[each, high] - displays[each, low], _FAR),
            "bodies_between": np.minimum(texts[each, high] - texts[each, low], _FAR),
            "order": clipped(order, _FAR),
            "heads": np.minimum(displays[:, -1], 20)[:, None, None],
            "bodies": np.minimum(bodies.counts, 20)[:, None, None],
            "heads_over": share(over),
            "heads_under": share(under),
            "heads_together": together[:, None, None],
            "head_over_body": over,
            "head_under_body": under,
        }


def _counted(flags: Flags) -> Ids:
    """Return how many flags stand before each place of each framing."""
    return np.cumsum(np.pad(flags, ((0, 0), (1, 0))), axis=1)


def _edges(heads: Places, framings: Framings, gaps: Matrix) -> dict[str, Matrix]:
    """Return the beliefs in what parts a body from a head right above or below it."""
    distance = framings.places.at[:, None, :] - heads.at[:, :, None]
    bodies, of_body = framings.bodies, framings.of_body[:, None, :]
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
    bodies, places, of_body = framings.bodies, framings.places, framings.of_body
    lengths = np.where(places.used, bodies.lengths[of_body], np.iinfo(np.int64).max)
    order = np.argsort(np.argsort(lengths, axis=1, kind="stable"), axis=1, kind="stable")
    found = {name: value[of_body][:, None, :] for name, value in bodies.shown.items()}
    share = order / np.maximum(1, places.counts[:, None] - 1)
    return {**found, "length_rank": share[:, None, :]}


def _own(
    frames: Sequence[Frame], framings: Framings, pair: _Pair
) -> dict[str, npt.NDArray[np.generic]]:
    page, spans, find = framings.page, framings.bodies.spans, framings.page.whole.find
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
        "names": found[pair],
        **{name: np.array(value)[pair[0]] for name, value in by_head.items()},
    }


def _names(frame: Frame, texts: Sequence[str]) -> frozenset[str]:
    lines = frame.lines(LineRole.BYLINE)
    if not lines:
        return frozenset()
    byline = " ".join(texts[k] for k in lines)
    return frozenset(_NAME.findall(_OFFICE.sub(" ", byline)))
