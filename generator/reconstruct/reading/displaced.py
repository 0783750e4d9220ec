"""Whether headlines of a page that seems to read in order sum up other texts than those below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from generator.reconstruct.pieces import Paragraph, Piece, Story
from generator.text.similarity import GramIndex, grams

__all__ = ["count_displaced"]

_CLEARLY = 3.0
"""Nats: one word that one passage in twenty has. Fewer are alike by chance."""


def count_displaced(
    pieces: Sequence[Piece], paragraphs: Sequence[Paragraph], stories: Sequence[Story]
) -> int:
    """Return how many headlines share more than twice as much with another text as with their own.

    One may do so by chance, where an article's text is short or another is about the same.
    """
    index = GramIndex([paragraph.text.text for paragraph in paragraphs])
    headlines = [grams("".join(pieces[i].text.text for i in story.headline)) for story in stories]
    wanted = frozenset().union(*headlines)
    having: defaultdict[str, set[int]] = defaultdict(set)
    for n, story in enumerate(stories):
        for k in (*story.leads, *story.paragraphs):
            for gram in wanted & index.passages[k]:
                having[gram].add(n)
    count = 0
    for n, headline in enumerate(headlines):
        shares: defaultdict[int, float] = defaultdict(float)
        for gram in sorted(headline):
            for other in having[gram]:
                shares[other] += index.weight(gram)
        own = shares.pop(n, 0.0)
        count += max(shares.values(), default=0.0) > 2 * own + _CLEARLY
    return count
