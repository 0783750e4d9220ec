"""What a page shows of each body with each one below it that may go on with its text.

A body is cut where another frame stands inside it, or where columns were read in another order.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.frames import Frame, FrameKind
from generator.reconstruct.reading.framings import (
    Framings,
    PageTexts,
    Pairs,
    best_other,
    clipped,
    rank,
)
from generator.reconstruct.reading.line_decoding import Gap

__all__ = ["CONTINUATION_FEATURES", "continuation_features", "continuations_shown"]

Matrix = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Ids = npt.NDArray[np.int64]

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
    framings = Framings([frames], page)
    numbers = framings.places.numbers(0)
    return Pairs(numbers, numbers, _features(framings, gaps)[:, 0].transpose(1, 2, 0))


def continuations_shown(framings: Framings, gaps: Matrix) -> tuple[Flags, Matrix]:
    """Return which body of each framing stands above which (framings × bodies × bodies), and the
    features of these pairs, one a row."""
    below = _below(framings)
    return below, _features(framings, gaps)[:, below].T


def _below(framings: Framings) -> Flags:
    used = framings.places.used
    order = np.arange(used.shape[1])
    below: Flags = used[:, :, None] & used[:, None, :] & (order[:, None] < order)
    return below


def _features(framings: Framings, gaps: Matrix) -> Matrix:
    """Return features × framings × bodies × bodies; what no pair is means nothing."""
    width = framings.places.at.shape[1]
    out = np.full(
        (len(CONTINUATION_FEATURES), len(framings), width, width), np.nan, dtype=np.float32
    )
    if width < 2:
        return out
    bodies, of_body = framings.bodies, framings.places.which
    above, below = of_body[:, :, None], of_body[:, None, :]
    ends, over = bodies.stops - 1, gaps[np.maximum(bodies.starts - 1, 0)]
    under = gaps[ends]
    for values in (
        _language(framings, (above, below)),
        _words(framings, (above, below)),
        _shape(framings, above, below),
        _places(framings),
        {
            "article_above": over[below, Gap.ARTICLE],
            "article_below": under[above, Gap.ARTICLE],
            "nothing_above": over[below, Gap.NOTHING],
            "nothing_below": under[above, Gap.NOTHING],
            "credited": bodies.shown["credited"][above],
        },
    ):
        for name, value in values.items():
            out[_COLUMN[name]] = value
    return out


_COLUMN = {name: n for n, name in enumerate(CONTINUATION_FEATURES)}


def _language(framings: Framings, pair: tuple[Ids, Ids]) -> dict[str, npt.NDArray[np.generic]]:
    bodies, used = framings.bodies, framings.places.used
    all_joined, all_parted = framings.page.nats_between(bodies.stops - 1, bodies.starts)
    joined, parted = all_joined[pair], all_parted[pair]
    over = np.where(_below(framings), joined - parted, np.float32(_UNDER))
    over[~(used[:, :, None] & used[:, None, :])] = -np.inf
    above = over.transpose(0, 2, 1)
    with np.errstate(invalid="ignore"):  # what is no pair has no margin
        return {
            "joined_nats": joined,
            "parted_nats": parted,
            "joined_over_parted": over,
            "rank_for_end": rank(over),
            "rank_for_start": rank(above).transpose(0, 2, 1),
            "margin_for_end": over - best_other(over),
            "margin_for_start": over - best_other(above).transpose(0, 2, 1),
        }


def _words(framings: Framings, pair: tuple[Ids, Ids]) -> dict[str, Matrix]:
    bodies, page = framings.bodies, framings.page
    starts, stops, whole = bodies.starts, bodies.stops, bodies.words
    last = page.words(page.last(starts, stops, _NEAR), stops)
    first = page.words(starts, page.first(starts, stops, _NEAR))
    return {
        "words_near": _cosines(last, first, page.weights)[pair],
        "words": _cosines(whole, whole, page.weights)[pair],
    }


@np.errstate(invalid="ignore")  # OpenBLAS: a false alarm now and then, of its spare room
def _cosines(above: Flags, below: Flags, weights: Matrix) -> Matrix:
    both = (above * weights) @ below.T
    norm = np.sqrt((above @ weights)[:, None] * (below @ weights)[None, :])
    found: Matrix = np.divide(both, norm, out=np.zeros_like(both), where=norm > 0)
    return found


def _shape(framings: Framings, above: Ids, below: Ids) -> dict[str, npt.NDArray[np.generic]]:
    bodies, page = framings.bodies, framings.page
    starts, ends = bodies.starts, bodies.stops - 1
    column = page.shown("column")
    lengths = bodies.shown["body_length"]
    at_start = ("indent", "slack", "first_char", "blank_above", "dateline", "opening", "bond")
    return {
        "stop_at_end": page.shown("stop_at_end")[ends][above],
        "slack_at_end": page.shown("slack")[ends][above],
        **{name: page.shown(name)[starts][below] for name in at_start},
        "column_change": np.abs(column[ends][above] - column[starts][below]),
        "body_length": lengths[above],
        "length_below": lengths[below],
    }


def _places(framings: Framings) -> dict[str, npt.NDArray[np.generic]]:
    display = framings.kinds == FrameKind.DISPLAY
    at = framings.places.at
    before = np.zeros((len(display), display.shape[1] + 1), dtype=np.bool_)
    before[:, 1:] = display
    each = np.arange(len(at))[:, None]
    heads = np.cumsum(before, axis=1)[each, at]
    order = np.arange(at.shape[1])
    return {
        "distance": clipped(at[:, None, :] - at[:, :, None], _FAR),
        "heads_between": clipped(heads[:, None, :] - heads[:, :, None], _FAR),
        "bodies_between": clipped(order[None, :] - order[:, None] - 1, _FAR),
        "head_over_body": before[each, at][:, None, :],
        "bodies": np.minimum(framings.places.counts, 20)[:, None, None],
    }
