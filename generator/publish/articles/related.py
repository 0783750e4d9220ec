"""Which articles have to do with one another: rare words, policy papers and places they share.

The cost is linear in the corpus: only pairs of characters that two to twenty articles have are
looked at, so an article meets at most twenty others at each of its pairs, and only the headline
and the beginning of the body are read.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from generator.model import COUNTRY_CODE, Entry, Role
from generator.publish.kinds.documents import document_identity
from generator.text.similarity import grams

__all__ = ["MOST_RELATED", "Signs", "related_articles", "signs_of"]

MOST_RELATED = 5
"""Articles shown beside one."""

_RAREST, _COMMONEST = 2, 20
"""In how many articles a pair of characters may stand to speak for what they have in common."""
_FEW = 4
"""In a corpus of less than 80 articles, one in so many may have the pair: where there are but
twenty articles, what all of them say is not rare, and of seven nothing can be told."""
_READ = 600
"""Characters of the body that are read: a newspaper says first what an article is about."""
_PAPER = 14.0
"""A policy paper that both name makes them related by itself."""
_PLACE, _FIELD = 1.3, 1.15
"""Factors for the same region (not the whole country) and the same first topic: they settle who
of those that share words comes first, and make nobody related by themselves."""
_LEAST = 14.0
"""What two articles must share at least: a paper, or the rare pairs of two or three names. On the
seeds, what shares less is met by chance."""
_SHARE = 0.25
"""Share of the nearest one's score that the others need: beside the same event told twice, a
likeness of words says nothing."""
_AT_ONCE = 1_000_000
"""Signs that are looked at together, those of 1,700 articles: they take 35 MB."""
_PAPER_BIT, _WORD_BIT = 1 << 61, 1 << 60
"""In the number of a paper, and in that of a word of more than two characters."""


Numbers: TypeAlias = np.ndarray[Any, Any]
Buffer: TypeAlias = bytes | memoryview
_U = np.uint64
_LAST = (1 << 21) - 1
_FIRST, _MANY = _U(0x4E00), _U(0x5200)
"""The characters of common use (CJK Unified Ideographs), fifteen bits of them."""


@dataclass(slots=True)
class Signs:
    """What articles whose text was put away could share (:func:`signs_of`), by their ids.

    A fifth of what memory would hold of an article, and asked for once: they lie in one piece,
    which is given back as a whole.
    """

    _packed: bytearray = field(default_factory=bytearray)
    _places: dict[str, slice] = field(default_factory=dict)

    def add(self, id_: str, signs: bytes) -> None:
        """Take down those of an article."""
        start = len(self._packed)
        self._packed += signs
        self._places[id_] = slice(start, len(self._packed))

    def of(self, entry: Entry) -> Buffer:
        """Return those of an article, which has its text if they were not added."""
        place = self._places.get(entry.id) if entry.gist is not None else None
        return signs_of(entry) if place is None else memoryview(self._packed)[place]


def related_articles(
    entries: Sequence[Entry], signs: Signs | None = None
) -> dict[str, tuple[Entry, ...]]:
    """Return for each article's id those most related to it, the nearest first, at most five.

    A pair weighs by how few articles have it and not by how many there are in all, so that a new
    article changes the neighbours only of those that share something with it. Where two are
    equally near, the one with the smaller id comes first; the order of ``entries`` is no matter.
    ``signs`` are of those whose text was put away.
    """
    ordered = sorted(entries, key=lambda entry: entry.id)
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for one, other, score in _pairs(ordered, signs or Signs()):
        nearness = score * _nearness(ordered[one], ordered[other])
        near[one].append((-nearness, other))
        near[other].append((-nearness, one))
    found: dict[str, tuple[Entry, ...]] = {}
    for number, entry in enumerate(ordered):
        ranked = sorted(near[number])[:MOST_RELATED] if number in near else []
        found[entry.id] = tuple(
            ordered[other]
            for score, other in ranked
            if -score >= _LEAST and score <= _SHARE * ranked[0][0]
        )
    return found


def signs_of(entry: Entry) -> bytes:
    """Return what an article could share: pairs of characters, and papers, a number for each.

    Its lowest bit tells that the sign stands in the headline: there it weighs twice, as it was
    chosen. Pairs are told exactly, longer words and papers by 59 bits of a hash.
    """
    article = entry.article
    texts = []
    left = _READ
    for block in article.body:
        if left > 0 and block.role is not Role.SUBHEAD:
            texts.append(block.text.text[:left])
            left -= len(texts[-1])
    head = (article.kicker, article.title, article.subtitle)
    above = grams("\n".join(block.text.text for block in head if block is not None))
    found = [_number(gram) << 1 | 1 for gram in above]
    found += [_number(gram) << 1 for gram in grams("\n".join(texts)) - above]
    papers = {document_identity(document, entry.facts) for document in entry.facts.documents}
    found += [(_PAPER_BIT | _hashed(paper)) << 1 for paper in papers]
    return _packed(np.array(sorted(found), np.uint64))


def _packed(signs: Numbers) -> bytes:
    """Return signs in half the room: those of two common characters take four bytes, and lead.

    >>> signs = np.array([5, ord("民") << 22 | ord("政") << 1 | 1, _PAPER_BIT << 1], np.uint64)
    >>> [len(numbers) for numbers in _numbers(_packed(signs))]
    [1, 2]
    """
    one, other = (signs >> _U(22)) - _FIRST, (signs >> _U(1) & _U(_LAST)) - _FIRST
    short = (one < _MANY) & (other < _MANY)
    few = (one << _U(16) | other << _U(1) | signs & _U(1))[short].astype(np.uint32)
    return b"".join((len(few).to_bytes(4, "little"), few.tobytes(), signs[~short].tobytes()))


def _numbers(packed: Buffer) -> tuple[Numbers, Numbers]:
    """Return what was packed, each in order; no sign has numbers among both."""
    end = 4 + 4 * int.from_bytes(packed[:4], "little")
    view = memoryview(packed)
    return np.frombuffer(view[4:end], np.uint32), np.frombuffer(view[end:], np.uint64)


def _number(gram: str) -> int:
    """Return what tells a pair of characters, or a word, from all others."""
    if len(gram) == 2:
        return ord(gram[0]) << 21 | ord(gram[1])
    return _WORD_BIT | _hashed(gram)


def _hashed(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 5


def _pairs(ordered: Sequence[Entry], told: Signs) -> Iterator[tuple[int, int, float]]:
    """Yield the numbers of two articles, the smaller first, and how much they share, if enough."""
    keys, scores = [], []
    for rows in zip(*(_numbers(told.of(entry)) for entry in ordered), strict=True):
        for signs, articles in _stretches(rows):
            for both, score in _shared(signs, articles, len(ordered)):
                keys.append(both)
                scores.append(score)
    if not keys:
        return
    both, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    shared = np.bincount(inverse, np.concatenate(scores), len(both)) / 64
    enough = shared * _PLACE * _FIELD >= _LEAST
    for key, score in zip(both[enough].tolist(), shared[enough].tolist(), strict=True):
        yield *divmod(key, len(ordered)), score


def _stretches(rows: Sequence[Numbers]) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the signs of all articles with the article of each, in stretches of their numbers.

    All of a sign come together; memory holds one stretch, however many articles there are.
    """
    count = -(-sum(map(len, rows)) // _AT_ONCE)
    edges = _edges(rows[::count], count) if count > 1 else np.zeros(0, np.uint64)
    edges = edges.astype(rows[0].dtype if rows else np.uint64)
    bounds = np.zeros((len(rows), len(edges) + 2), np.uint32)
    for row, places in zip(rows, bounds, strict=True):
        places[1:-1], places[-1] = np.searchsorted(row, edges), len(row)
    for at in range(len(edges) + 1 if count else 0):
        starts, ends = bounds[:, at], bounds[:, at + 1]
        signs = np.concatenate([r[i:j] for r, i, j in zip(rows, starts, ends, strict=True)])
        if len(signs):
            yield signs, np.repeat(np.arange(len(rows), dtype=np.uint32), ends - starts)


def _edges(some: Sequence[Numbers], count: int) -> Numbers:
    """Return the signs where stretches begin, so many, as ``some`` articles tell it."""
    codes = np.sort(np.concatenate(some) >> np.uint64(1))
    first: Numbers = np.unique(codes[np.arange(1, count) * len(codes) // count])
    return first << np.uint64(1)


def _shared(signs: Numbers, articles: Numbers, count: int) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield who shares what, of so many articles: the numbers of two as one, and what it weighs."""
    commonest = min(_COMMONEST, count // _FEW)
    order = np.argsort(signs >> np.uint64(1), kind="stable")
    signs, articles = signs[order], articles[order]
    codes, in_head = signs >> np.uint64(1), (signs & np.uint64(1)).astype(np.int64)
    starts = np.flatnonzero(np.append(True, codes[1:] != codes[:-1]))
    counts = np.diff(np.append(starts, len(codes)))
    papers = codes[starts] >= np.uint64(_PAPER_BIT)
    wanted = (counts >= _RAREST) & (counts <= np.where(papers, _COMMONEST, commonest))
    for number in range(_RAREST, _COMMONEST + 1):
        having = np.flatnonzero(wanted & (counts == number))
        if not len(having):  # as on small sites
            continue
        weights = np.where(papers[having], round(_PAPER * 64), _weight(number))
        places = starts[having][:, None] + np.arange(number)
        held, heads = articles[places].astype(np.int64), in_head[places]
        for one in range(number):
            for other in range(one + 1, number):
                both = held[:, one] * count + held[:, other]
                yield both, weights * (1 + heads[:, one] + heads[:, other])


def _weight(articles: int) -> int:
    """Return what a sign weighs that so many articles share, in sixty-fourths.

    >>> _weight(2) > _weight(20) > 0
    True
    """
    return round(64 * math.log(2 * _COMMONEST / articles) / math.log(_COMMONEST))


def _nearness(one: Entry, other: Entry) -> float:
    left, right = one.facts, other.facts
    factor = 1.0
    if left.region and right.region and left.region.code == right.region.code != COUNTRY_CODE:
        factor *= _PLACE
    if left.topics and right.topics and left.topics[0].id == right.topics[0].id:
        factor *= _FIELD
    return factor
