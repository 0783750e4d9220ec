"""Headlines of side-by-side stories, each given to the story that it heads, by trained scores."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.reconstruct.pieces import Line
from generator.reconstruct.rows.display_lines import names_writer
from generator.reconstruct.rows.headline_sorting import DisplayGroup
from generator.reconstruct.rows.lexical_cover import Subjects
from generator.reconstruct.rows.line_runs import LineRun
from generator.reconstruct.wording.article_ends import DATELINE, STORY_OPENING
from generator.scores.matching import best_pairs
from generator.scores.packed_tables import read_tables
from generator.scores.trees import Forest

__all__ = [
    "HEADLINE_FEATURES",
    "RowScores",
    "headline_features",
    "place_headlines",
    "stack_headlines",
]

_EACH_HEADED = 2.0
"""Nats for giving a story its first headline: next to no story has none."""
_BARE = -1.0
"""Nats from which on a byline in a frame of its own is taken to be a story's."""
Matrix = npt.NDArray[np.float32]
Shown = Mapping[str, npt.NDArray[np.generic]]
_OF_WORDS = (
    *("cover", "cover_first", "shared_nats", "rank_of_story", "rank_of_head", "lead_of_story"),
    *("lead_of_head", "rank_first", "cover_head_before", "cover_head_after", "names"),
)
_OF_PLACE = (
    *("away", "steps", "next", "heads_between", "stories_between", "order", "closer"),
    *("same_flow", "has_next"),
)
_OF_HEAD = (
    *("length", "lines", "signed", "bare", "leads_over", "width", "head_gap", "in_rows"),
    *("head_place", "after_head"),
)
_OF_STORY = (
    *("story_length", "dateline", "opening", "headed", "story_gap", "measure", "indent"),
    *("story_place",),
)
_OF_PAGE = ("heads", "stories")
HEADLINE_FEATURES = (*_OF_WORDS, *_OF_PLACE, *_OF_HEAD, *_OF_STORY, *_OF_PAGE)
"""Of a head with a story; ``_of_story`` among the stories of a head, ``_of_head`` the reverse."""
_NAME = re.compile("[㐀-鿿]{2,3}")
_MOST_NAMES = 200
"""Names of a byline, and of the headline on its line, that are looked for in each story."""
_FAR = 12
"""Runs beyond which farther says no more."""
Numbers = npt.NDArray[Any]
_ALONE = 5.0
"""Lead of what has no rival."""
_LEAST = -9.0
"""What counts for a rival that can't be."""
Nats = npt.NDArray[np.float32]


def place_headlines(
    heads: Sequence[DisplayGroup],
    starts: Sequence[int],
    runs: Sequence[LineRun],
    subjects: Subjects,
) -> tuple[dict[int, int], float]:
    """Return for each head, by its index, the story that it heads, and the nats of them all.

    ``starts`` holds the run that each story begins with. Every story has a headline, and no story
    has two bylines.
    """
    if not heads or not starts:
        return {}, 0.0
    nats = _row_scores().heads(heads, starts, runs, subjects)
    firsts = [
        [x + _EACH_HEADED if head.text and not head.leads_over else -1.0 for x in row]
        for head, row in zip(heads, nats.tolist(), strict=True)
    ]
    owner = {h: s for h, s in enumerate(best_pairs(firsts)) if s >= 0}
    signed = {s for h, s in owner.items() if heads[h].signed}
    ranked = sorted((-x, h, s) for h, row in enumerate(nats.tolist()) for s, x in enumerate(row))
    for loss, h, s in ranked:
        if h in owner or -loss < (0.0 if heads[h].text else _BARE):
            continue
        if heads[h].signed and s in signed:
            continue
        if any(t == s and heads[k].place == heads[h].place for k, t in owner.items()):
            continue  # they were told apart as two stories'
        owner[h] = s
        if heads[h].signed:
            signed.add(s)
    return owner, float(sum(nats[h, s] for h, s in owner.items()))


def stack_headlines(heads: Sequence[DisplayGroup]) -> list[tuple[Line, ...]]:
    """Return the display lines of one story, head by head, in the order of reading.

    That is the order of the dump, but for what says by its words or a dash that it stands over
    the headline or under it, and for what stands apart from the byline; bylines stand last. (Of
    222 headlines in two places on training pages 207 are right so; with the longest line taken for
    the kicker 150 were.)
    """
    ranked = sorted(heads, key=lambda h: (h.goes_below, not h.goes_above, h.signed, h.place))
    if len(ranked) < 2:
        return [head.lines for head in ranked]
    bylines = tuple(line for head in ranked for line in head.lines if line not in head.titles)
    return [block for block in (*(head.titles for head in ranked), bylines) if block]


def headline_features(
    heads: Sequence[DisplayGroup],
    starts: Sequence[int],
    runs: Sequence[LineRun],
    subjects: Subjects,
) -> Matrix:
    """Return the features :data:`HEADINGS`, heads × stories × features.

    ``starts`` holds the run that each story begins with.
    """
    size = (len(heads), len(starts))
    shown = {
        **_words(heads, subjects, size),
        **_places(heads, starts, runs),
        **_of_heads(heads, runs),
        **_of_stories(starts, runs, subjects),
        "heads": np.array(min(len(heads), 20)),
        "stories": np.array(min(len(starts), 20)),
    }
    return np.stack(
        [np.broadcast_to(shown[name], size) for name in HEADLINE_FEATURES], axis=2, dtype=np.float32
    )


def _words(heads: Sequence[DisplayGroup], subjects: Subjects, size: tuple[int, int]) -> Shown:
    whole, first, nats = (
        np.array([told(head.text) for head in heads], dtype=np.float32).reshape(size)
        for told in (subjects.covers, subjects.first_covers, subjects.nats)
    )
    beside = np.full((1, size[1]), np.nan, dtype=np.float32)
    return {
        "cover": whole,
        "cover_first": first,
        "shared_nats": nats,
        "rank_of_story": _rank(whole),
        "rank_of_head": _rank(whole.T).T,
        "lead_of_story": _lead(whole),
        "lead_of_head": _lead(whole.T).T,
        "rank_first": _rank(first),
        "cover_head_before": np.vstack([beside, whole[:-1]]),
        "cover_head_after": np.vstack([whole[1:], beside]),
        "names": np.array([_names_told(head, subjects) for head in heads]).reshape(size),
    }


def _names_told(head: DisplayGroup, subjects: Subjects) -> list[int]:
    """Return how many names of a byline each story says."""
    lines = (line.text.text for line in head.lines if names_writer(line))
    names = [*islice((name for line in lines for name in _NAME.findall(line)), _MOST_NAMES)]
    return [sum(name in text for name in names) for text in subjects.texts]


def _places(heads: Sequence[DisplayGroup], starts: Sequence[int], runs: Sequence[LineRun]) -> Shown:
    """Return where each head stands to each story, in runs."""
    place = np.array([head.place for head in heads])
    home = np.array([runs[start].home for start in starts])
    printed = {run.home: run for run in runs}
    flows = np.array([printed[head.place].flow for head in heads])
    of_story = np.array([runs[start].flow for start in starts])
    away = home[None, :] - place[:, None]
    steps = np.abs(away)
    low = np.minimum(home[None, :], place[:, None])
    high = np.maximum(home[None, :], place[:, None])
    order = np.argsort(np.argsort(home, kind="stable"), kind="stable")[None, :]
    order = order - np.argsort(np.argsort(place, kind="stable"), kind="stable")[:, None]
    return {
        "away": np.clip(away, -_FAR, _FAR),
        "steps": np.minimum(steps, 2 * _FAR),
        "next": away == 1,
        "heads_between": np.minimum(_between(place, low, high), _FAR),
        "stories_between": np.minimum(_between(home, low, high), _FAR),
        "order": np.clip(order, -_FAR, _FAR),
        "closer": _rank(-steps),
        "same_flow": flows[:, None] == of_story[None, :],
        "has_next": (away == 1).any(axis=0)[None, :],
    }


def _between(
    places: npt.NDArray[np.int64], low: npt.NDArray[np.int64], high: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return how many of ``places`` stand between each two bounds."""
    inside = (places > low[:, :, None]) & (places < high[:, :, None])
    found: npt.NDArray[np.int64] = inside.sum(axis=2)
    return found


def _of_heads(heads: Sequence[DisplayGroup], runs: Sequence[LineRun]) -> Shown:
    count = max(1, len(heads) - 1)
    printed = {run.home: run for run in runs}
    rows = [
        (
            min(len(head.text), 40),
            min(len(head.lines), 8),
            head.signed,
            not head.text,
            head.leads_over,
            max(line.width for line in head.lines),
            head.lines[0].gap,
            len(printed[head.place].rows) > 0,
            h / count,
            h > 0 and head.place - heads[h - 1].place <= 1,
        )
        for h, head in enumerate(heads)
    ]
    columns = np.array(rows, dtype=np.float32).T[:, :, None]
    return dict(zip(_OF_HEAD, columns, strict=True))


def _of_stories(starts: Sequence[int], runs: Sequence[LineRun], subjects: Subjects) -> Shown:
    count = max(1, len(starts) - 1)
    rows = [
        (
            min(len(subjects.texts[s]), 2000),
            bool(DATELINE.match(runs[start].first.text.text)),
            bool(STORY_OPENING.match(runs[start].first.text.text)),
            start > 0 and runs[start - 1].head,
            runs[start].first.gap,
            runs[start].measure,
            runs[start].measure - runs[start].first.width,
            s / count,
        )
        for s, start in enumerate(starts)
    ]
    columns = np.array(rows, dtype=np.float32).T[:, None, :]
    return dict(zip(_OF_STORY, columns, strict=True))


def _rank(values: Numbers) -> Numbers:
    """Return how many in its row are greater than each value; of equals, the first stands first.

    >>> _rank(np.array([[1.0, 3.0, 2.0]])).tolist()
    [[2, 0, 1]]
    """
    order = np.argsort(-values, axis=1, kind="stable")
    return np.argsort(order, axis=1, kind="stable")


def _lead(values: Numbers) -> Numbers:
    """Return by how much each value exceeds the greatest other one of its row.

    >>> _lead(np.array([[1.0, 3.0, 2.0]])).tolist()
    [[-2.0, 1.0, -1.0]]
    """
    if values.shape[1] < 2:
        return np.full(values.shape, _ALONE)
    values = np.maximum(values, _LEAST)
    second, best = np.sort(values, axis=1)[:, -2:].T
    first = np.argmax(values, axis=1)[:, None] == np.arange(values.shape[1])
    found: Numbers = values - np.where(first, second[:, None], best[:, None])
    return found


class RowScores:
    """What trees learned of headlines and stories that the dump mixed (``training/rows.py``)."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._heads = Forest(tables["heads"])

    def heads(
        self,
        heads: Sequence[DisplayGroup],
        starts: Sequence[int],
        runs: Sequence[LineRun],
        subjects: Subjects,
    ) -> Nats:
        """Return how likely each head is each story's, heads × stories, in nats over even."""
        shown = headline_features(heads, starts, runs, subjects)
        return self._heads.scores(shown.reshape(-1, shown.shape[2]))[:, 0].reshape(shown.shape[:2])


@cache
def _row_scores() -> RowScores:
    """Return the shipped scores; the first call reads the file."""
    return RowScores(read_tables("rows"))
