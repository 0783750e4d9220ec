"""What a page shows of each body with each one below it that may go on with its text.

A body is cut where another frame stands inside it, or where columns were read in another order.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.frames import Frame, FrameKind
from generator.reconstruct.reading.pairs import PageTexts, Pairs, best_other
from generator.reconstruct.reading.readings import Gap, LineRole

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


def continuation_features(frames: Sequence[Frame], page: PageTexts, gaps: Matrix) -> Pairs:
    """Return the features of each body with each, of which only those below count.

    ``gaps`` are the beliefs in what ends with each line.
    """
    bodies = [i for i, frame in enumerate(frames) if frame.kind is FrameKind.BODY]
    n = len(bodies)
    out = np.full((n, n, len(CONTINUATION_FEATURES)), np.nan, dtype=np.float32)
    if n < 2:
        return Pairs(bodies, bodies, out)
    starts = np.array([frames[i].start for i in bodies])
    ends = np.array([frames[i].stop - 1 for i in bodies])
    for values in (
        _language(starts, ends, page),
        _words(starts, ends, page),
        _shape(starts, ends, page),
        _places(frames, bodies),
        {
            "article_above": gaps[np.maximum(starts - 1, 0), Gap.ARTICLE][None, :],
            "article_below": gaps[ends, Gap.ARTICLE][:, None],
            "nothing_above": gaps[np.maximum(starts - 1, 0), Gap.NOTHING][None, :],
            "nothing_below": gaps[ends, Gap.NOTHING][:, None],
            "credited": np.array([bool(frames[i].lines(LineRole.CREDIT)) for i in bodies])[:, None],
        },
    ):
        for name, value in values.items():
            out[:, :, _COLUMN[name]] = value
    return Pairs(bodies, bodies, out)


_COLUMN = {name: n for n, name in enumerate(CONTINUATION_FEATURES)}


def _language(
    starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], page: PageTexts
) -> dict[str, Matrix]:
    joined, parted = page.nats_between(ends, starts)
    over = np.tril(np.full_like(joined, -99.0)) + np.triu(joined - parted, 1)
    return {
        "joined_nats": joined,
        "parted_nats": parted,
        "joined_over_parted": over,
        "rank_for_end": (over[:, None, :] > over[:, :, None]).sum(axis=2),
        "rank_for_start": (over[None, :, :] > over[:, None, :]).sum(axis=1),
        "margin_for_end": over - best_other(over),
        "margin_for_start": over - best_other(over.T).T,
    }


def _words(
    starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], page: PageTexts
) -> dict[str, Matrix]:
    stops = ends + 1
    whole = page.words(starts, stops)
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


def _shape(
    starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], page: PageTexts
) -> dict[str, Matrix]:
    def at_start(name: str) -> Matrix:
        return page.shown(name)[starts][None, :]

    column = page.shown("column")
    lengths = np.minimum(page.reach[ends + 1] - page.reach[starts], 3000)
    return {
        "stop_at_end": page.shown("stop_at_end")[ends][:, None],
        "slack_at_end": page.shown("slack")[ends][:, None],
        "indent": at_start("indent"),
        "slack": at_start("slack"),
        "first_char": at_start("first_char"),
        "blank_above": at_start("blank_above"),
        "dateline": at_start("dateline"),
        "opening": at_start("opening"),
        "bond": at_start("bond"),
        "column_change": np.abs(column[ends][:, None] - column[starts][None, :]),
        "body_length": lengths[:, None],
        "length_below": lengths[None, :],
    }


def _places(frames: Sequence[Frame], bodies: Sequence[int]) -> dict[str, Matrix]:
    kinds = np.array([frame.kind for frame in frames])
    at = np.array(bodies)
    heads = np.concatenate(([0], np.cumsum(kinds == FrameKind.DISPLAY)))
    order = np.arange(len(at))
    over = np.array([i > 0 and frames[i - 1].kind is FrameKind.DISPLAY for i in bodies])
    return {
        "distance": np.clip(at[None, :] - at[:, None], -_FAR, _FAR),
        "heads_between": np.clip(heads[at][None, :] - heads[at][:, None], -_FAR, _FAR),
        "bodies_between": np.clip(order[None, :] - order[:, None] - 1, -_FAR, _FAR),
        "head_over_body": over[None, :],
        "bodies": np.array(min(len(at), 20)),
    }
