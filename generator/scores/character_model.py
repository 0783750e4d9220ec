"""How likely one character follows two others: a model of texts, in nats.

Counts of single characters, pairs and threes, smoothed by interpolated absolute discounting (Ney,
Essen, Kneser 1994). The counts are of many articles (``training/language.py``).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from generator.scores.packed_tables import read_tables

__all__ = ["END", "ENDS", "START", "STARTS", "CharacterModel", "character_model", "normalize"]

UNKNOWN, START, END = 0, 1, 2
"""Numbers of a character that was never counted, and of a text's bounds."""
STARTS, ENDS = "\1", "\2"
"""What stands for them in a text that is encoded: no normalized text has these characters."""
_FIRST = 3
"""Number of the first character of the vocabulary."""
_FOLD = str.maketrans("，；：（）！？０１２３４５６７８９123456789", ",;:()!?" + "0" * 19)
_NOT_TEXT = re.compile(r"[\s\x00-\x08]+")
"""Blanks, and the control characters that stand for a text's bounds while texts are counted."""

Ids = npt.NDArray[np.int64]
"""Numbers of characters."""
Nats = npt.NDArray[np.float64]
_Seen = npt.NDArray[np.bool_] | bool


@lru_cache(maxsize=1 << 12)
def normalize(text: str) -> str:
    """Return ``text`` as the model counts it: no blanks, half-width marks, every digit a 0.

    The lines of a page are asked for again by each stage that reads them.

    >>> normalize("４月 18日，")
    '0月00日,'
    """
    return _NOT_TEXT.sub("", text).translate(_FOLD)


class CharacterModel:
    """Probabilities of characters in texts of one kind.

    >>> model = CharacterModel.counted(["民政局"] * 3 + ["民政厅"])
    >>> ids = model.encode("民政局厅")
    >>> bureau, hall = model.log_probability(ids[0], ids[1], ids[2:])
    >>> bool(bureau > hall)
    True
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """``tables`` are those of :func:`count_characters`, kept with the others of their kind."""
        self._ids = {char: n for n, char in enumerate(tables["vocabulary"], _FIRST)}
        points = np.array([*map(ord, self._ids)], dtype=np.int64)
        self._of_point = np.full(int(points.max(initial=END)) + 2, UNKNOWN, dtype=np.int64)
        """The number of each character by its code point; the last one stands for those beyond."""
        self._of_point[points] = np.arange(_FIRST, _FIRST + len(points))
        self._of_point[[ord(STARTS), ord(ENDS)]] = START, END
        self.size = len(self._ids) + _FIRST
        """One more than the greatest number of a character; the first three are no characters."""
        singles: Nats = tables["singles"].astype(np.float64)
        texts = singles[END]
        # Half an occurrence for what was never seen; no text has a start inside.
        seen = np.where(np.arange(self.size) == START, 0.0, singles + 0.5)
        self._single = seen / seen.sum()
        self._single_seen = self._single.data
        before = singles.copy()
        before[START] = texts
        pairs = _sorted_runs(tables["pair_steps"], tables["pair_counts"])
        threes = _sorted_runs(tables["three_steps"], tables["three_counts"])
        self._pairs = _Grams(
            *pairs, self.size, tables["pair_discount"], np.arange(self.size), before
        )
        starts = START * self.size + START
        self._start = at = int(np.searchsorted(pairs[0], starts))
        self._threes = _Grams(
            *threes,
            self.size,
            tables["three_discount"],
            np.insert(pairs[0], at, starts),
            np.insert(pairs[1].astype(np.float64), at, texts),
        )

    @staticmethod
    def counted(
        texts: Iterable[str], *, least_pair: int = 1, least_three: int = 1
    ) -> CharacterModel:
        """Return the model of normalized ``texts``.

        Pairs and threes that stand in them less often than ``least_pair`` and ``least_three`` times
        are left out.
        """
        return CharacterModel(count_characters(texts, least_pair, least_three))

    def encode(self, text: str) -> Ids:
        """Return the numbers of the characters of a normalized text."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        numbers: Ids = self._of_point[np.minimum(points, len(self._of_point) - 1)]
        return numbers

    def log_probability(
        self, second: npt.ArrayLike, last: npt.ArrayLike, char: npt.ArrayLike
    ) -> Nats:
        """Return the nats of ``char`` after ``last``, and ``second`` before that, elementwise.

        Of all characters and :data:`END`, the probabilities sum to 1. Before a text's beginning
        stand two times :data:`START`.
        """
        second, last, char = (np.asarray(ids, dtype=np.int64) for ids in (second, last, char))
        pair = self._pair(last, char)
        return np.asarray(np.log(self._threes.smoothed(second * self.size + last, char, pair)))

    def log_probability_inside(self, ids: Ids) -> Nats:
        """Return :meth:`log_probability` of each of ``ids`` after the two before it; 0 of the first
        two. Each pair is looked up only once here."""
        pairs = ids[:-1] * self.size + ids[1:]
        place, seen = self._pairs.find(pairs)
        pair = self._pairs.found(ids[1:-1], place[1:], seen[1:], self._single[ids[2:]])
        # the threes' histories are the pairs, and the one of a text's start
        starting = pairs[:-1] == START * self.size + START
        at = np.where(starting, self._start, place[:-1] + (place[:-1] >= self._start))
        three = self._threes.find(pairs[:-1] * self.size + ids[2:])
        found = self._threes.found(at, *three, pair, seen[:-1] | starting)
        with np.errstate(divide="ignore"):  # no text has a start inside
            return np.concatenate(([0.0, 0.0], np.log(found)))

    def ids(self, text: str) -> list[int]:
        """Return what :meth:`encode` does, as a list."""
        get = self._ids.get
        return [get(char, UNKNOWN) for char in text]

    def nats(self, second: int, last: int, char: int) -> float:
        """Return :meth:`log_probability` of one character, sooner than it does."""
        pair = self._pairs.one(last, last, char, self._single_seen[char])
        history = second * self.size + last
        at = self._threes.place(history)
        return math.log(pair if at is None else self._threes.one(at, history, char, pair))

    def nats_alone(self, char: int) -> float:
        """Return the nats of ``char`` at any place."""
        return math.log(self._single_seen[char])

    def nats_next(self, last: int, char: int) -> float:
        """Return the nats of ``char`` after ``last``, whatever stands before."""
        return math.log(self._pairs.one(last, last, char, self._single_seen[char]))

    def _pair(self, last: Ids, char: Ids) -> Nats:
        """Return the probability of ``char`` after ``last``, whose number is its place."""
        found = self._pairs.find(last * self.size + char)
        return self._pairs.found(last, *found, self._single[char])


class _Grams:
    """Counts of runs of characters, by all but the last and by the last.

    How often the characters before the last one stand in the texts at all is known from shorter
    runs: so what a run's rareness left out of the table counts for none of those that are in it.
    """

    def __init__(
        self, keys: Ids, counts: Nats, size: int, discount: float, histories: Ids, totals: Nats
    ) -> None:
        self._size = size
        self._keys = keys
        self._histories = histories
        at, _ = _find(histories, keys // size)
        share = np.maximum(counts - discount, 0.0) / totals[at]
        self._shares = share.astype(np.float32)
        held = np.bincount(at, weights=self._shares, minlength=len(histories))
        self._left = np.maximum(1.0 - held, 0.0).astype(np.float32)
        """What each history leaves to shorter ones."""
        # Looking one number up is four times as fast in a view as in an array.
        self._keys_seen, self._shares_seen = keys.data, self._shares.data
        self._histories_seen, self._left_seen = histories.data, self._left.data

    def smoothed(self, history: Ids, char: Ids, shorter: Nats) -> Nats:
        """Return the probability after ``history``, backed by the one after a ``shorter`` one."""
        at, known = _find(self._histories, history)
        return self.found(at, *self.find(history * self._size + char), shorter, known)

    def find(self, keys: Ids) -> tuple[Ids, npt.NDArray[np.bool_]]:
        """Return where runs stand in the table, and whether they do."""
        return _find(self._keys, keys)

    def found(
        self, at: Ids, place: Ids, seen: npt.NDArray[np.bool_], shorter: Nats, known: _Seen = True
    ) -> Nats:
        """Return :meth:`smoothed` of histories and runs whose places were looked up."""
        share = np.where(seen, self._shares[place], 0.0) if len(self._keys) else 0.0
        return np.asarray(share + np.where(known, self._left[at], 1.0) * shorter)

    def place(self, history: int) -> int | None:
        """Return where a history stands, if it does."""
        at = bisect_left(self._histories_seen, history)
        known = at < len(self._histories_seen) and self._histories_seen[at] == history
        return at if known else None

    def one(self, at: int, history: int, char: int, shorter: float) -> float:
        """Return :meth:`smoothed` for a single run, whose history stands at ``at``."""
        key = history * self._size + char
        place = bisect_left(self._keys_seen, key)
        seen = place < len(self._keys_seen) and self._keys_seen[place] == key
        share: float = self._shares_seen[place] if seen else 0.0
        left: float = self._left_seen[at]
        return share + left * shorter


def _sorted_runs(steps: npt.NDArray[Any], counts: npt.NDArray[Any]) -> tuple[Ids, Nats]:
    return np.cumsum(steps.astype(np.int64)), counts.astype(np.float64)


def _find(keys: Ids, wanted: Ids) -> tuple[Ids, npt.NDArray[np.bool_]]:
    """Return the places of ``wanted`` in the sorted ``keys``, and whether they stand there."""
    at = np.minimum(_search(keys, wanted), max(len(keys) - 1, 0))
    return at, (keys[at] == wanted) if len(keys) else np.zeros(np.shape(wanted), dtype=np.bool_)


def _search(keys: Ids, wanted: Ids) -> Ids:
    """Return what ``searchsorted`` does: in order, many are found in half the time."""
    if wanted.ndim != 1 or len(wanted) < _MANY:
        return np.searchsorted(keys, wanted)
    order = np.argsort(wanted)
    at = np.empty(len(wanted), dtype=np.int64)
    at[order] = np.searchsorted(keys, wanted[order])
    return at


_MANY = 500


def count_characters(texts: Iterable[str], least_pair: int, least_three: int) -> dict[str, Any]:
    """Return the tables of :class:`CharacterModel` for normalized ``texts``.

    Each run of two and three characters is a number; steps are the differences of these, sorted.
    Discounts are estimated from how many runs stand there once and twice (Ney, Essen, Kneser); one
    more is added to either, for texts too few to tell.
    """
    joined = "".join(f"\1\1{text}\2" for text in texts)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    chars = np.unique(points)
    real_chars = chars[chars > END]
    number = np.zeros(int(chars[-1]) + 1 if len(chars) else 0, dtype=np.int64)
    number[real_chars] = np.arange(_FIRST, _FIRST + len(real_chars))
    number[:_FIRST] = np.arange(_FIRST)[: len(number)]
    ids = number[points]
    size = len(real_chars) + _FIRST
    counted = ids[2:] != START
    tables: dict[str, Any] = {"vocabulary": "".join(map(chr, real_chars))}
    tables["singles"] = np.bincount(ids[2:][counted], minlength=size).astype(np.uint32)
    pairs = (ids[1:-1] * size + ids[2:])[counted]
    threes = ((ids[:-2] * size + ids[1:-1]) * size + ids[2:])[counted]
    for name, runs, least in (("pair", pairs, least_pair), ("three", threes, least_three)):
        keys, counts = np.unique(runs, return_counts=True)
        once, twice = (int(np.count_nonzero(counts == n)) for n in (1, 2))
        tables[f"{name}_discount"] = (once + 1) / (once + 2 * twice + 2)
        kept = counts >= least
        steps = np.diff(keys[kept], prepend=0)
        tables[f"{name}_steps"] = steps.astype(np.uint64 if name == "three" else np.uint32)
        tables[f"{name}_counts"] = counts[kept].astype(np.uint32)
    return tables


def character_model(kind: Literal["text", "headline"]) -> CharacterModel:
    """Return the trained model of running text, or of headlines; the first call reads the file."""
    return _models()[kind]


@cache
def _models() -> dict[str, CharacterModel]:
    tables = read_tables("characters")
    return {kind: CharacterModel(tables[kind]) for kind in ("text", "headline")}
