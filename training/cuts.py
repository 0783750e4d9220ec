"""Fits how much each sign weighs that text goes on over a cut (``scores/continuity.py``).

Articles of one page are cut into lines, as columns cut them. What follows a line is to be told from
beginnings of other lines of the page: a conditional logit (McFadden 1974) finds the weights under
which the right one is the likeliest on the whole. The articles must be others than the model's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random

import numpy as np
import numpy.typing as npt

from generator.scores.character_model import CharacterModel
from generator.scores.continuity import SIGNS, CutSigns, cut_nats, edges
from generator.text.characters import CLOSERS, NEVER_FIRST, NEVER_LAST

__all__ = ["cut_into_lines", "fit_weights"]

_MEASURES = (9, 30)
"""Characters a line of the narrowest and of the widest columns."""
_OTHERS = 23
"""Beginnings of other lines from which the right one is told."""
_A_PAGE = 40
"""Cuts of a page that are looked at: more pages say more than more cuts of one."""
_RIDGE = 1e-4
"""Holds a weight at zero of which the cuts say nothing."""

Row = npt.NDArray[np.float64]


def fit_weights(model: CharacterModel, pages: Iterable[Sequence[str]]) -> dict[str, float]:
    """Return the weights of :data:`SIGNS` for ``model``, from the paragraphs of ``pages``."""
    by_chance = Random(1)
    cuts: dict[bool, list[Row]] = {False: [], True: []}
    for paragraphs in pages:
        for closed, rows in _cuts(model, paragraphs, by_chance):
            cuts[closed].append(rows)
    within, after = (
        _fit(np.array(cuts[closed])[..., columns]) if cuts[closed] else np.zeros(len(columns))
        for closed, columns in ((False, [*range(6)]), (True, [6]))
    )
    return dict(zip(SIGNS, np.round([*within, *after], 3).tolist(), strict=True))


def cut_into_lines(text: str, measure: int) -> list[str]:
    """Return a paragraph in lines of ``measure`` characters, none begun with a closing mark.

    >>> cut_into_lines("民政局召开会议，部署工作。", 7)
    ['民政局召开会议，', '部署工作。']
    """
    lines = []
    start = 0
    while start < len(text):
        end = min(start + measure, len(text))
        while end < len(text) and (text[end] in NEVER_FIRST or text[end] in CLOSERS):
            end += 1
        while end < len(text) and end - start > 1 and text[end - 1] in NEVER_LAST:
            end -= 1
        lines.append(text[start:end])
        start = end
    return lines


def _cuts(
    model: CharacterModel, paragraphs: Sequence[str], by_chance: Random
) -> Iterator[tuple[bool, Row]]:
    """Yield for some lines of a page whether a sentence ends there, and the signs of what follows.

    The first row is that of the line that does follow.
    """
    measure = by_chance.randint(*_MEASURES)
    lines = [line for text in paragraphs for line in cut_into_lines(text, measure)]
    if len(lines) < _OTHERS + 2:
        return
    said = CutSigns(lines)
    for at in by_chance.sample(range(len(lines) - 1), min(_A_PAGE, len(lines) - 1)):
        others = by_chance.sample([k for k in range(len(lines)) if k not in (at, at + 1)], _OTHERS)
        rows = []
        for k in (at + 1, *others):
            left, right, closed = edges(lines[at], lines[k])
            if not left or not right:
                break
            nats = cut_nats(model, left[-2:], right[:2], closed=closed)
            signs = said.signs(left, right)
            rows.append([max(nats, 0.0), min(nats, 0.0), *map(float, signs), nats])
        else:
            yield closed, np.array(rows)


def _fit(cuts: npt.NDArray[np.float64]) -> Row:
    """Return the weights of a conditional logit, by Newton's method with steps that are halved."""
    weights = np.zeros(cuts.shape[-1])
    best = _likelihood(cuts, weights)
    for _ in range(50):
        scores = cuts @ weights
        chosen = np.exp(scores - scores.max(axis=1, keepdims=True))
        chosen /= chosen.sum(axis=1, keepdims=True)
        expected = np.einsum("nk,nkf->nf", chosen, cuts)
        spread = np.einsum("nk,nkf,nkg->fg", chosen, cuts, cuts) / len(cuts)
        spread += _RIDGE * np.eye(len(weights)) - expected.T @ expected / len(cuts)
        slope = cuts[:, 0].mean(axis=0) - expected.mean(axis=0) - _RIDGE * weights
        step = np.linalg.solve(spread, slope)
        while (reached := _likelihood(cuts, weights + step)) < best and np.abs(step).max() > 1e-6:
            step /= 2
        if np.abs(step).max() < 1e-6:
            break
        weights, best = weights + step, reached
    return weights


def _likelihood(cuts: npt.NDArray[np.float64], weights: Row) -> float:
    """Return the mean nats of the right choice, less what large weights cost."""
    scores = cuts @ weights
    top = scores.max(axis=1)
    nats = scores[:, 0] - top - np.log(np.exp(scores - top[:, None]).sum(axis=1))
    return float(nats.mean() - _RIDGE / 2 * weights @ weights)
