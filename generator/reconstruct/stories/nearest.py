"""Which headlines are worth trying for a body, wherever they stand: those that share most."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from generator.reconstruct.stories import weights as w
from generator.reconstruct.stories.headings import Heading

__all__ = ["nearest_headings"]


def nearest_headings(
    headings: Sequence[Heading], passages: Sequence[frozenset[str]]
) -> Iterator[list[int]]:
    """Yield for each paragraph the headlines that share most with it and the few after it.

    ``passages`` are the paragraphs' pairs of characters; headlines come as indexes, at most
    ``NEAREST``, the best first. The window moves on with the paragraphs: time is linear in them.
    """
    by_gram: dict[str, list[tuple[int, float]]] = {}
    for k, heading in enumerate(headings):
        for gram, weight in heading.weights.items():
            by_gram.setdefault(gram, []).append((k, weight))
    told = [passage.intersection(by_gram) for passage in passages]
    near: Counter[str] = Counter()
    shared: dict[int, float] = {}
    for i, gone in enumerate([frozenset[str](), *told[:-1]]):
        # the weights are such that sums of them come out exact, in whatever order
        for gram in chain(*told[i + w.NEAR - 1 if i else 0 : i + w.NEAR]):
            near[gram] += 1
            if near[gram] == 1:
                for k, weight in by_gram[gram]:
                    shared[k] = shared.get(k, 0.0) + weight
        for gram in gone:
            near[gram] -= 1
            if near[gram] == 0:
                for k, weight in by_gram[gram]:
                    shared[k] -= weight
        ranked = [(-weight * headings[k].scale, k) for k, weight in shared.items() if weight]
        yield [k for _, k in heapq.nsmallest(w.NEAREST, ranked)]
