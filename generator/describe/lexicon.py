"""Words found by leftmost longest match, without a regular expression of thousands of branches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ["Lexicon"]

Value = TypeVar("Value")

_SLOTS = 1 << 18
"""Slots of the table that says where a word may begin: a few in a hundred words share theirs with
two characters that begin none, which only costs a look."""
_FIRST, _SECOND = np.uint32(2654435769), np.uint32(40503)
"""Odd factors that spread the code points over the slots (multiplicative hashing, Knuth 6.4)."""


class Lexicon(Generic[Value]):
    """Words with what they stand for, indexed by their first two characters.

    A page is scanned in one pass: at most positions there is nothing under the two characters
    that stand there, so the cost hardly grows with the number of words.

    >>> words = Lexicon({"海南": 1, "海南州": 2, "上海": 3})
    >>> [(text_at, word) for text_at, word, _value in words.find("上海南站，海南州")]
    [(0, '上海'), (5, '海南州')]
    """

    __slots__ = ("_begins", "_by_pair", "_values")

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = dict(values)
        pairs: dict[str, set[int]] = {}
        for word in self._values:
            if len(word) < 2:
                raise ValueError(f"a word needs two characters: {word!r}")
            pairs.setdefault(word[:2], set()).add(len(word))
        self._by_pair = {
            pair: tuple(sorted(lengths, reverse=True)) for pair, lengths in pairs.items()
        }
        """How long the words are that begin so: thousands of them may."""
        self._begins = np.zeros(_SLOTS, dtype=bool)
        self._begins[_slots("".join(pairs))[::2]] = True

    def __len__(self) -> int:
        return len(self._values)

    def may_start_at(self, text: str) -> npt.NDArray[np.bool_]:
        """Return for each character of a text whether any word may begin there.

        No word begins where the answer is no. All that is done for every character is done in one
        step for all of them.

        >>> Lexicon({"海南": 1}).may_start_at("上海南站").tolist()
        [False, True, False, False]
        """
        found = np.zeros(len(text), dtype=bool)
        if len(text) > 1:
            found[:-1] = self._begins[_slots(text)]
        return found

    def starts(self, text: str) -> list[int]:
        """Return the places in a text where a word may begin."""
        return np.flatnonzero(self.may_start_at(text)).tolist()

    def words_at(self, text: str, at: int) -> Iterator[tuple[str, Value]]:
        """Yield the words that stand at ``at``, the longest first."""
        for length in self._by_pair.get(text[at : at + 2], ()):
            word = text[at : at + length]
            if len(word) == length and word in self._values:
                yield word, self._values[word]

    def longest_at(self, text: str, at: int) -> tuple[str, Value] | None:
        """Return the longest word that stands at ``at``."""
        for length in self._by_pair.get(text[at : at + 2], ()):
            word = text[at : at + length]
            if word in self._values:
                return word, self._values[word]
        return None

    def find(self, text: str) -> Iterator[tuple[int, str, Value]]:
        """Yield position, word and value of every word, left to right, never overlapping."""
        end = 0
        for at in self.starts(text):
            if at >= end and (found := self.longest_at(text, at)):
                yield at, *found
                end = at + len(found[0])

    def places(self, text: str) -> dict[str, list[int]]:
        """Return where each word of :meth:`find` stands: the same in half the time.

        >>> Lexicon({"海南": 1, "上海": 2}).places("上海南，海南，海南")
        {'上海': [0], '海南': [4, 7]}
        """
        found: dict[str, list[int]] = {}
        end, pairs = 0, self._by_pair
        for at in self.starts(text):
            if at >= end:
                for length in pairs.get(text[at : at + 2], ()):
                    word = text[at : at + length]
                    if word in self._values:
                        found.setdefault(word, []).append(at)
                        end = at + len(word)
                        break
        return found


def _slots(text: str) -> npt.NDArray[np.uint32]:
    """Return the slot of each two characters that stand side by side."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    slots: npt.NDArray[np.uint32] = (codes[:-1] * _FIRST ^ codes[1:] * _SECOND) >> np.uint32(14)
    return slots
