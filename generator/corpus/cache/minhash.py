"""Fingerprints of texts, by which an article is known again although some of it has changed."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from heapq import nsmallest
from math import ceil

from generator.model import Article, Role

__all__ = [
    "Sketches",
    "known_by",
    "match_sketches",
    "sketch_of",
    "sketch_similarity",
]

_MOST_PAIRS = 400_000
"""Pairs that are compared of one page: hundreds of articles, each with each. Of more that are all
alike, nobody can tell which is which."""
SHINGLE = 4
SKETCH_SIZE = 16
HASH_DIGITS = 6


def known_by(article: Article) -> str:
    """Return the text an article is known by: its paragraphs, which outlive its headline."""
    body = "".join(block.text.text for block in article.body if block.role is not Role.SUBHEAD)
    return body or "".join(block.text.text for block in article.blocks)


def sketch_of(text: str) -> str:
    """Return a fingerprint of ``text`` that similar texts share in part.

    The smallest hashes of its runs of four letters (a bottom-k sketch): the share that two
    sketches have in common estimates the share that the texts have in common. Width, blanks
    and punctuation play no part.

    >>> sketch_of("湖南省 民政厅。") == sketch_of("湖南省民政厅")
    True
    """
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))
    runs = {letters[i : i + SHINGLE] for i in range(max(1, len(letters) - SHINGLE + 1))} - {""}
    blake, size = hashlib.blake2b, HASH_DIGITS // 2
    hashes = {blake(run, digest_size=size).digest() for run in map(str.encode, runs)}
    return b"".join(nsmallest(SKETCH_SIZE, hashes)).hex()


def sketch_similarity(one: str, other: str) -> float:
    """Return the estimated overlap of the texts behind two sketches, 0 to 1.

    >>> sketch_similarity(sketch_of("湖南省民政厅召开会议"), sketch_of("湖南省民政厅召开会议"))
    1.0
    """
    if one == other:
        return 1.0
    first, second = sketch_hashes(one), sketch_hashes(other)
    lowest = sorted(first | second)[:SKETCH_SIZE]
    return sum(h in first and h in second for h in lowest) / max(len(lowest), 1)


def sketch_hashes(sketch: str) -> set[str]:
    """Return the hashes that a sketch is made of; sketches that share none are of unlike texts.

    >>> len(sketch_hashes(sketch_of("湖南省民政厅")))
    3
    """
    return {sketch[i : i + HASH_DIGITS] for i in range(0, len(sketch), HASH_DIGITS)}


def match_sketches(left: Sequence[str], right: Sequence[str], threshold: float) -> dict[int, int]:
    """Return which of ``right`` each of ``left`` is paired with, most alike first.

    Pairs less alike than ``threshold`` are left out; ties go to those that stand earlier.

    >>> one, other = sketch_of("湖南省民政厅"), sketch_of("召开会议")
    >>> match_sketches([one, other], [other, one], 0.3), match_sketches([one], [other], 0.3)
    ({0: 1, 1: 0}, {})
    """
    if list(left) == list(right) and len(set(left)) == len(left):  # nothing has changed: as a rule
        return {number: number for number in range(len(left))}
    every, chosen = Sketches(right, threshold), dict[int, int]()
    for i, one in enumerate(left):
        if equal := every.equal(one):
            chosen[i] = equal.pop(0)
    taken = {*chosen.values()}
    most = max(1, _MOST_PAIRS // max(1, len(left)))
    pairs = (
        (-sketch_similarity(one, right[j]), i, j)
        for i, one in enumerate(left)
        if i not in chosen
        for j in every.like(one, most) - taken
    )
    for _, i, j in sorted(pair for pair in pairs if -pair[0] >= threshold):
        if i not in chosen and j not in taken:
            chosen[i] = j
            taken.add(j)
    return chosen


class Sketches:
    """Sketches of which the like of another are found without comparing it with all.

    >>> many = Sketches([sketch_of("召开会议"), sketch_of("湖南省民政厅")], 0.5)
    >>> many.equal(sketch_of("湖南省民政厅")), many.like(sketch_of("湖南省民政局"))
    ([1], {1})
    """

    def __init__(self, sketches: Sequence[str], threshold: float) -> None:
        """``threshold`` is how much alike those are that :meth:`like` finds, at least."""
        self._threshold = threshold
        self._equal, self._having = (
            defaultdict[str, list[int]](list),
            defaultdict[str, list[int]](list),
        )
        for number, sketch in enumerate(sketches):
            self._equal[sketch].append(number)
            for value in sketch_hashes(sketch):
                self._having[value].append(number)

    def equal(self, sketch: str) -> list[int]:
        """Return the numbers of those that are the same, in order; taking some out is allowed."""
        return self._equal.get(sketch, [])

    def like(self, sketch: str, most: int | None = None) -> set[int]:
        """Return the numbers of those that may be so much alike; of more than ``most``, so many.

        Of its hashes they share so many that they share one of the few that are rarest: what all
        articles of a newspaper have in common is not asked for.
        """
        having, values = self._having, sketch_hashes(sketch)
        without = len(values) - ceil(self._threshold * len(values) - 1e-9)
        rarest = sorted(values, key=lambda value: (len(having.get(value, ())), value))
        found = (number for value in rarest[: without + 1] for number in having.get(value, ()))
        if most is None:
            return {*found}
        some = set[int]()
        for number in found:
            if len(some) >= most:
                break
            some.add(number)
        return some
