"""What a page shows of each body with each one below it that may go on with its text.

A body is cut where another frame stands inside it, or where columns were read in another order.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.frames import Frame, FrameKind
from generator.reconstruct.reading.page_texts import Bodies, PageTexts
from generator.reconstruct.reading.pairs import Pairs, best_other, clipped
from generator.reconstruct.reading.readings import Gap

__all__ = ["CONTINUATION_FEATURES", "continuation_features"]

Matrix = npt.NDArray[np.float32]

CONTINUATION_FEATURES = (
    *("joined_nats", "parted_nats", "joined_over_parted", "rank_for_end", "rank_for_start"),
    *("margin_for_end", "margin_for_start", "stop_at_end", "slack_at_end", "indent", "slack"),
    *("first_char", "blank_above", "credited", "dateline", "opening", "words_near", "words"),
    *("column_change", "distance", "heads_between", "bodies_between", "bond", "head_over_body"),
    *("article_above", "article_below", "nothing_above", "nothing_below"),
    *("body_length", "length_below", "bodies"),
)
"""Of a body and one below it; ``_for_end`` among those below, ``_for_start`` among those above."""

_NEAR = 200
"""Characters at the end and the start whose words are compared."""
_FAR = 12
_UNDER = -99.0
"""Nats of a body with one above it."""


def continuation_features(frames: Sequence[Frame], page: PageTexts, gaps: Matrix) -> Pairs:
    """Return the features of each body with each, of which only those below count.

    ``gaps`` are the beliefs in what ends with each line.
    """
    bodies = page.bodies(frames)
    numbers, n = bodies.numbers, len(bodies.numbers)
    out = np.full((len(CONTINUATION_FEATURES), n, n), np.nan, dtype=np.float32)
    shown = out.transpose(1, 2, 0)
    if n < 2:
        return Pairs(numbers, numbers, shown)
    ends, above = bodies.stops - 1, gaps[np.maximum(bodies.starts - 1, 0)]
    below = gaps[ends]
    for values in (
        _language(bodies.starts, ends, page),
        _words(bodies, page),
        _shape(bodies, page),
        _places(bodies),
        {
            "article_above": above[:, Gap.ARTICLE],
            "article_below": below[:, Gap.ARTICLE, None],
            "nothing_above": above[:, Gap.NOTHING],
            "nothing_below": below[:, Gap.NOTHING, None],
            "credited": bodies.shown["credited"][:, None],
        },
    ):
        for name, value in values.items():
            out[_COLUMN[name]] = value
    return Pairs(numbers, numbers, shown)


_COLUMN = {name: n for n, name in enumerate(CONTINUATION_FEATURES)}


def _language(
    starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], page: PageTexts
) -> dict[str, Matrix]:
    joined, parted = page.nats_between(ends, starts)
    order = np.arange(len(starts))
    over = np.where(order[:, None] < order, joined - parted, np.float32(_UNDER))
    return {
        "joined_nats": joined,
        "parted_nats": parted,
        "joined_over_parted": over,
        "rank_for_end": (over[:, None, :] > over[:, :, None]).sum(axis=2),
        "rank_for_start": (over[None, :, :] > over[:, None, :]).sum(axis=1),
        "margin_for_end": over - best_other(over),
        "margin_for_start": over - best_other(over.T).T,
    }


def _words(bodies: Bodies, page: PageTexts) -> dict[str, Matrix]:
    starts, stops, whole = bodies.starts, bodies.stops, bodies.words
    last = page.words(page.last(starts, stops, _NEAR), stops)
    first = page.words(starts, page.first(starts, stops, _NEAR))
    return {
        "words_near": _cosines(last, first, page.weights),
        "words": _cosines(whole, whole, page.weights),
    }


def _cosines(above: npt.NDArray[np.bool_], below: npt.NDArray[np.bool_], weights: Matrix) -> Matrix:
    both = (above * weights) @ below.T
    norm = np.sqrt((above @ weights)[:, None] * (below @ weights)[None, :])
    found: Matrix = np.divide(both, norm, out=np.zeros_like(both), where=norm > 0)
    return found


def _shape(bodies: Bodies, page: PageTexts) -> dict[str, Matrix]:
    starts, ends = bodies.starts, bodies.stops - 1
    column = page.shown("column")
    lengths = bodies.shown["body_length"]
    at_start = ("indent", "slack", "first_char", "blank_above", "dateline", "opening", "bond")
    return {
        "stop_at_end": page.shown("stop_at_end")[ends][:, None],
        "slack_at_end": page.shown("slack")[ends][:, None],
        **{name: page.shown(name)[starts] for name in at_start},
        "column_change": np.abs(column[ends][:, None] - column[starts][None, :]),
        "body_length": lengths[:, None],
        "length_below": lengths,
    }


def _places(bodies: Bodies) -> dict[str, npt.NDArray[np.int64]]:
    display = bodies.kinds == FrameKind.DISPLAY
    at = np.array(bodies.numbers)
    heads = np.concatenate(([0], np.cumsum(display)))[at]
    order = np.arange(len(at))
    return {
        "distance": clipped(at[None, :] - at[:, None], _FAR),
        "heads_between": clipped(heads[None, :] - heads[:, None], _FAR),
        "bodies_between": clipped(order[None, :] - order[:, None] - 1, _FAR),
        "head_over_body": (at > 0) & display[at - 1],
        "bodies": np.array(min(len(at), 20)),
    }
