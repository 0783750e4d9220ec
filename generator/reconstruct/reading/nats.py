"""What the character models say of each line, and of its end together with the next one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.scores.characters import END, START, CharacterModel, Ids

__all__ = ["LineNats", "first_ids", "going_on", "last_ids", "line_nats"]

_READ = 30
"""Characters of a line that the models read: more say no more, and cost."""
_BEYOND = 3
"""Characters of a line by which it is asked whether it begins a text, or goes on in one."""

Array = npt.NDArray[np.float64]


class LineNats:
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


def line_nats(lines: Sequence[str], text: CharacterModel, headline: CharacterModel) -> LineNats:
    """Return what the two models say of ``lines``, which are normalized.

    >>> text = CharacterModel.counted(["村里办起食堂"] * 2)
    >>> nats = line_nats(["村里办", "起食堂", "堂食起"], text, text)
    >>> bool(nats.joined[0] > nats.joined[1]), bool(nats.ends[1] > nats.ends[0])
    (True, True)
    """
    shown = [line[:_READ] for line in lines]
    lengths = np.array([len(line) for line in shown])
    tails = np.array([last_ids(text, line) for line in lines], dtype=np.int64).reshape(-1, 2)
    firsts = np.array([first_ids(text, line) for line in lines], dtype=np.int64)
    start = np.full(len(lines), START)
    return LineNats(
        as_headline=_each(shown, lengths, headline),
        as_text=_each(shown, lengths, text),
        starts=going_on(text, start, start, firsts),
        ends=text.log_probability(tails[:, 0], tails[:, 1], np.full(len(lines), END)),
        joined=going_on(text, tails[:-1, 0], tails[:-1, 1], firsts[1:]),
    )


def last_ids(model: CharacterModel, line: str) -> list[int]:
    """Return the numbers of the last two characters of a line."""
    return [START, START, *model.ids(line[-2:])][-2:]


def first_ids(model: CharacterModel, line: str) -> list[int]:
    """Return the numbers of the first characters of a line, :data:`END` where it is shorter."""
    return [*model.ids(line[:_BEYOND]), *[END] * _BEYOND][:_BEYOND]


def going_on(model: CharacterModel, second: Ids, last: Ids, chars: Ids) -> Array:
    """Return the nats of each row of ``chars`` after two others."""
    total = np.zeros(len(chars))
    for k in range(chars.shape[1]):
        total += model.log_probability(second, last, chars[:, k])
        second, last = last, chars[:, k]
    return total


def _each(lines: Sequence[str], lengths: Ids, model: CharacterModel) -> Array:
    """Return the nats a character of each line."""
    nats = np.zeros(len(lines))
    chars = model.encode("".join(lines))
    if len(chars):
        at = np.arange(len(chars)) + 2 * np.repeat(np.arange(1, len(lines) + 1), lengths)
        padded = np.full(len(chars) + 2 * len(lines), START, dtype=np.int64)
        padded[at] = chars
        owner = np.repeat(np.arange(len(lines)), lengths)
        found = model.log_probability(padded[at - 2], padded[at - 1], chars)
        nats += np.bincount(owner, weights=found, minlength=len(lines))
    result: Array = nats / np.maximum(lengths, 1)
    return result
