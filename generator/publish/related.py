"""Which articles have to do with one another: rare words, policy papers and places they share.

The cost is linear in the corpus: only pairs of characters that two to twenty articles have are
looked at, so an article meets at most twenty others at each of its pairs, and only the headline
and the beginning of the body are read.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.model import COUNTRY_CODE, Entry, Role
from generator.publish.kinds.documents import document_identity
from generator.text.similarity import grams

__all__ = ["MOST_RELATED", "related_articles"]

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
_PAPER_MARK = "《"
"""Before the name of a paper; no pair of characters has it."""


def related_articles(entries: Sequence[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Return for each article's id those most related to it, the nearest first, at most five.

    A pair weighs by how few articles have it and not by how many there are in all, so that a new
    article changes the neighbours only of those that share something with it. Where two are
    equally near, the one with the smaller id comes first; the order of ``entries`` is no matter.
    """
    ordered = sorted(entries, key=lambda entry: entry.id)
    count = Counter(sign for entry in ordered for sign in _signs(entry))
    commonest = min(_COMMONEST, len(ordered) // _FEW)
    having: dict[str, list[int]] = {
        sign: []
        for sign, number in count.items()
        if _RAREST <= number <= (_COMMONEST if sign.startswith(_PAPER_MARK) else commonest)
    }
    del count
    # Read twice: to keep the pairs of all articles until they are counted takes a gigabyte for
    # ten thousand of them.
    signs = []
    for number, entry in enumerate(ordered):
        signs.append(_signs(entry) & having.keys())
        for sign in signs[-1]:
            having[sign].append(number)
    heads = [_head_signs(entry) & having.keys() for entry in ordered]
    found: dict[str, tuple[Entry, ...]] = {}
    for number, entry in enumerate(ordered):
        shared: dict[int, float] = defaultdict(float)
        for sign in signs[number]:
            weight = _weight(sign, len(having[sign]))
            own = 1 + (sign in heads[number])
            for other in having[sign]:
                shared[other] += weight * (own + (sign in heads[other]))
        shared.pop(number, None)
        ranked = sorted(
            (-score * _nearness(entry, ordered[other]), other)
            for other, score in shared.items()
            if score * _PLACE * _FIELD >= _LEAST
        )[:MOST_RELATED]
        found[entry.id] = tuple(
            ordered[other]
            for score, other in ranked
            if -score >= _LEAST and score <= _SHARE * ranked[0][0]
        )
    return found


def _head_signs(entry: Entry) -> frozenset[str]:
    """Return the pairs of the headline: what stands there weighs twice, as it was chosen."""
    article = entry.article
    head = (article.kicker, article.title, article.subtitle)
    return grams("\n".join(block.text.text for block in head if block is not None))


def _signs(entry: Entry) -> frozenset[str]:
    """Return what an article could share: pairs of characters, and papers, marked as such."""
    texts = []
    left = _READ
    for block in entry.article.body:
        if left > 0 and block.role is not Role.SUBHEAD:
            texts.append(block.text.text[:left])
            left -= len(texts[-1])
    papers = (
        _PAPER_MARK + document_identity(document, entry.facts) for document in entry.facts.documents
    )
    return _head_signs(entry) | grams("\n".join(texts)) | frozenset(papers)


def _weight(sign: str, articles: int) -> float:
    """Return what a shared sign weighs, in sixty-fourths: sums don't depend on their order.

    >>> _weight("绣娘", 2) > _weight("绣娘", 20) > 0
    True
    """
    if sign.startswith(_PAPER_MARK):
        return _PAPER
    return round(64 * math.log(2 * _COMMONEST / max(articles, 1)) / math.log(_COMMONEST)) / 64


def _nearness(one: Entry, other: Entry) -> float:
    left, right = one.facts, other.facts
    factor = 1.0
    if left.region and right.region and left.region.code == right.region.code != COUNTRY_CODE:
        factor *= _PLACE
    if left.topics and right.topics and left.topics[0].id == right.topics[0].id:
        factor *= _FIELD
    return factor
