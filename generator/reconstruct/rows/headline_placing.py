"""Headlines of side-by-side stories, each given to the story that it heads."""

from __future__ import annotations

from collections.abc import Sequence

from generator.reconstruct.pieces import Line
from generator.reconstruct.rows.headline_scores import row_scores
from generator.reconstruct.rows.headline_sorting import DisplayGroup
from generator.reconstruct.rows.lexical_cover import Subjects
from generator.reconstruct.rows.runs import LineRun
from generator.scores.matching import best_pairs

__all__ = ["place_headlines", "stack_headlines"]

_EACH_HEADED = 2.0
"""Nats for giving a story its first headline: next to no story has none."""
_BARE = -1.0
"""Nats from which on a byline in a frame of its own is taken to be a story's."""


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
    nats = row_scores().heads(heads, starts, runs, subjects)
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
