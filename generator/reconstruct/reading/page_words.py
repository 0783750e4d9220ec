"""How likely each line of a page is, and that it goes on in the next, by the character models."""

from __future__ import annotations

from collections.abc import Sequence
from operator import add

import numpy as np
import numpy.typing as npt

from generator.scores.character_model import ENDS, STARTS, CharacterModel, Ids

__all__ = [
    "first_ids",
    "going_on",
    "last_ids",
    "line_likelihoods",
]

_READ = 30
"""Characters of a line that the models read: more say no more, and cost."""
_BEYOND = 3
"""Characters of a line by which it is asked whether it begins a text, or goes on in one."""

Array = npt.NDArray[np.float64]
_STARTS = STARTS * 2


class LineLikelihoods:
    """Log probabilities of a page's lines, in nats."""

    __slots__ = ("as_headline", "as_text", "ends", "joined", "starts")

    def __init__(
        self, as_headline: Array, as_text: Array, starts: Array, ends: Array, joined: Array
    ) -> None:
        self.as_headline = as_headline
        """Of each line's characters in headlines, a character."""
        self.as_text = as_text
        """Of each line's characters in running text, a character."""
        self.starts = starts
        """Of each line's first characters at a paragraph's start."""
        self.ends = ends
        """Of a paragraph's end where each line ends."""
        self.joined = joined
        """Of the next line's first characters after each line, the last one left out."""


def line_likelihoods(
    lines: Sequence[str], text: CharacterModel, headline: CharacterModel
) -> LineLikelihoods:
    """Return what the two models say of ``lines``, which are normalized.

    >>> text = CharacterModel.counted(["村里办起食堂"] * 2)
    >>> nats = line_likelihoods(["村里办", "起食堂", "堂食起"], text, text)
    >>> bool(nats.joined[0] > nats.joined[1]), bool(nats.ends[1] > nats.ends[0])
    (True, True)
    """
    lengths = np.array([min(len(line), _READ) for line in lines], dtype=np.int64)
    opened = [f"{_STARTS}{line[:_READ]}".ljust(len(_STARTS) + _BEYOND, ENDS) for line in lines]
    last = [*map(_last, lines)]
    first = [f"{line[:2]}{ENDS}{ENDS}"[:2] for line in lines[1:]]
    sizes = np.array([len(line) for line in opened], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes + len(_STARTS)
    whole = "".join(opened)
    over = "".join(map(add, last, first)) + "".join(line + ENDS for line in last)
    nats = text.log_probability_inside(text.encode(whole + over))
    joined = len(whole) + 2 + 4 * np.arange(len(first))
    opening = nats[starts] + nats[starts + 1] + nats[starts + 2]
    return LineLikelihoods(
        as_headline=_each(headline.log_probability_inside(headline.encode(whole)), starts, lengths),
        as_text=_each(nats, starts, lengths),
        starts=opening,
        ends=nats[len(whole) + 4 * len(first) + 2 + 3 * np.arange(len(lines))],
        # the third character follows two of its own line
        joined=nats[joined] + nats[joined + 1] + nats[starts[1:] + 2],
    )


def last_ids(model: CharacterModel, lines: Sequence[str]) -> Ids:
    """Return the numbers of the last two characters of each line."""
    return model.encode("".join(map(_last, lines))).reshape(-1, 2)


def _last(line: str) -> str:
    return f"{_STARTS}{line[-2:]}"[-2:]


def first_ids(model: CharacterModel, lines: Sequence[str]) -> Ids:
    """Return the numbers of the first characters of each line, :data:`END` where it is shorter."""
    first = (line[:_BEYOND].ljust(_BEYOND, ENDS) for line in lines)
    return model.encode("".join(first)).reshape(-1, _BEYOND)


def going_on(model: CharacterModel, second: Ids, last: Ids, chars: Ids) -> Array:
    """Return the nats of each row of ``chars`` after two others."""
    total = np.zeros(len(chars))
    for k in range(chars.shape[1]):
        total += model.log_probability(second, last, chars[:, k])
        second, last = last, chars[:, k]
    return total


def _each(nats: Array, starts: Ids, lengths: Ids) -> Array:
    """Return the nats a character of each line, by where its first one stands."""
    owner = np.repeat(np.arange(len(starts)), lengths)
    inside = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    total = np.bincount(owner, weights=nats[starts[owner] + inside], minlength=len(starts))
    result: Array = total / np.maximum(lengths, 1)
    return result
