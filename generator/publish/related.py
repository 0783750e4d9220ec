"""Which articles have to do with one another: rare words, policy papers and places they share.

The cost is linear in the corpus: only pairs of characters that two to twenty articles have are
looked at, so an article meets at most twenty others at each of its pairs, and only the headline
and the beginning of the body are read.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.model import Entry, Role
from generator.publish.documents import document_identity
from generator.text.similarity import grams

__all__ = ["MOST_RELATED", "related_articles"]

MOST_RELATED = 5
"""Articles shown beside one."""

_RAREST, _COMMONEST = 2, 20
"""In how many articles a pair of characters may stand to speak for what they have in common."""
_READ = 600
"""Characters of the body that are read: a newspaper says first what an article is about."""
_PAPER = 8.0
"""A policy paper that both name weighs as much as several rare pairs."""
_PLACE, _FIELD = 1.3, 1.15
"""Factors for the same region (not the whole country) and the same first topic: they settle who
of those that share words comes first, and make nobody related by themselves."""
_LEAST = 8.0
"""What two articles must share at least: a paper, or the rare pairs of about two names. Fewer are
met by chance."""
_COUNTRY = "100000"


def related_articles(entries: Sequence[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Return for each article's id those most related to it, the nearest first, at most five.

    A pair weighs by how few articles have it and not by how many there are in all, so that a new
    article changes the neighbours only of those that share something with it. Where two are
    equally near, the one with the smaller id comes first; the order of ``entries`` is no matter.
    """
    ordered = sorted(entries, key=lambda entry: entry.id)
    signs = [_signs(entry) for entry in ordered]
    count = Counter(sign for each in signs for sign in each)
    having: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(signs):
        for sign in each:
            if _RAREST <= count[sign] <= _COMMONEST:
                having[sign].append(number)
    found: dict[str, tuple[Entry, ...]] = {}
    for number, entry in enumerate(ordered):
        shared: dict[int, float] = defaultdict(float)
        for sign in signs[number]:
            others = having.get(sign, ())
            weight = _weight(sign, len(others))
            for other in others:
                shared[other] += weight
        shared.pop(number, None)
        ranked = sorted(
            (-score * _nearness(entry, ordered[other]), other)
            for other, score in shared.items()
            if score >= _LEAST
        )
        found[entry.id] = tuple(ordered[other] for _score, other in ranked[:MOST_RELATED])
    return found


def _signs(entry: Entry) -> frozenset[str]:
    """Return what an article could share: pairs of characters, and papers, marked as such."""
    article = entry.article
    head = (article.kicker, article.title, article.subtitle)
    texts = [block.text.text for block in head if block is not None]
    left = _READ
    for block in article.body:
        if left > 0 and block.role is not Role.SUBHEAD:
            texts.append(block.text.text[:left])
            left -= len(texts[-1])
    papers = (f"《{document_identity(d, entry.facts)}" for d in entry.facts.documents)
    return grams("\n".join(texts)) | frozenset(papers)


def _weight(sign: str, articles: int) -> float:
    """Return what a shared sign weighs, in sixty-fourths: sums don't depend on their order.

    >>> _weight("绣娘", 2) > _weight("绣娘", 20) > 0
    True
    """
    if sign.startswith("《"):
        return _PAPER
    return round(64 * math.log(2 * _COMMONEST / max(articles, 1)) / math.log(_COMMONEST)) / 64


def _nearness(one: Entry, other: Entry) -> float:
    left, right = one.facts, other.facts
    factor = 1.0
    if left.region and right.region and left.region.code == right.region.code != _COUNTRY:
        factor *= _PLACE
    if left.topics and right.topics and left.topics[0].id == right.topics[0].id:
        factor *= _FIELD
    return factor
