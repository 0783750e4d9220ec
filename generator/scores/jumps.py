"""How likely a text of one page goes on in a text of another, by language and words.

The weights are learned from articles that were cut in two, each end to be told from those of the
other articles of its page (``training/jumps.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from generator.scores.cut_continuity import continuity
from generator.scores.tables import read_tables
from generator.text.characters import ends_sentence
from generator.text.similarity import GramIndex

__all__ = ["JUMP_SIGNS", "jump_nats", "jump_signs"]

JUMP_SIGNS = ("bias", "likelier", "unlikelier", "after_stop", "shared")
"""What tells: how much likelier than by chance the second text goes on where the first stops in
mid-sentence, and how much less likely; the same after a full stop; and the share of the words of
one that the other has, rare words counting more. ``bias`` is what holds of all."""


def jump_signs(above: str, below: str, index: GramIndex, pair: tuple[int, int]) -> list[float]:
    """Return :data:`JUMP_SIGNS` of a text and what may be its rest.

    ``index`` holds the texts of their pages, these two among them, by the numbers in ``pair``.
    """
    nats, closed = continuity(above, below), ends_sentence(above)
    one, other = (index.passages[n] for n in pair)
    least = min(index.total(one), index.total(other))
    shared = index.total(one & other) / (least + 1)
    return [
        1.0,
        0.0 if closed else max(nats, 0.0),
        0.0 if closed else min(nats, 0.0),
        nats if closed else 0.0,
        shared,
    ]


def jump_nats(signs: Sequence[float]) -> float:
    """Return the log odds that a text goes on in another, were it one in two that does.

    >>> jump_nats([1, 3, 0, 0, 0.1]) > 3 > -3 > jump_nats([1, 0, -2, 0, 0])
    True
    """
    return sum(weight * sign for weight, sign in zip(_weights(), signs, strict=True))


@cache
def _weights() -> tuple[float, ...]:
    weights = read_tables("jumps")["weights"]
    return tuple(float(weights[sign]) for sign in JUMP_SIGNS)
