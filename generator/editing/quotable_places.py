"""Where the parts of a page stand: asked of by offset, and by the words that they share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from generator.model import Article, Block, Reconstruction, Role
from generator.text.similarity import GramIndex, grams

__all__ = ["QuotablePlaces", "after_credit", "end_of", "start_of"]

_KNOWN_BY = 20
"""Articles of a page. Words that more of them have do not tell which one is meant, and looking
at all of them for each text without a place would grow with the square of the page."""


class _QuotableRun(NamedTuple):
    """Neighbouring characters of one block."""

    start: int
    end: int
    text: int
    """The block, by its number."""
    part: int
    """Which of the block's runs it is, in its own order."""


class QuotablePlaces:
    """A page's texts by where they stand, in time that does not grow with the page."""

    def __init__(self, result: Reconstruction) -> None:
        self._result = result

    @cached_property
    def _texts(self) -> list[tuple[Block, int | None]]:
        """The blocks that are text, with the number of their article: bodies, then what is left."""
        found: list[tuple[Block, int | None]] = [
            (block, n) for n, a in enumerate(self._result.articles) for block in a.body
        ]
        return [*found, *((block, None) for block in self._result.leftovers)]

    @cached_property
    def _runs(self) -> list[_QuotableRun]:
        """The runs of all texts in page order."""
        return sorted(
            _QuotableRun(start, end, n, part)
            for n, (block, _) in enumerate(self._texts)
            for part, (start, end) in enumerate(block.text.spans)
        )

    @cached_property
    def _bodies(self) -> list[tuple[int, int, int]]:
        """Start, end and article of each run of an article's body, in page order."""
        of = [n for _, n in self._texts]
        return [(r.start, r.end, n) for r in self._runs if (n := of[r.text]) is not None]

    @cached_property
    def _begins(self) -> dict[int, list[int]]:
        """Where the runs of each article's body begin, in page order."""
        found: dict[int, list[int]] = {}
        for start, _, n in self._bodies:
            found.setdefault(n, []).append(start)
        return found

    @cached_property
    def _starts(self) -> list[tuple[int, int]]:
        """Where each text begins that another can go on with, and its number."""
        return sorted(
            (next(o for o in block.text.origins if o is not None), n)
            for n, (block, owner) in enumerate(self._texts)
            if block.role is not Role.SUBHEAD
            and (owner is not None or block.role is Role.UNPLACED)
            and any(o is not None for o in block.text.origins)
        )

    def body_at(self, offset: int) -> Block | None:
        """Return the part of an article's body that has a character."""
        run = self._run_at(offset)
        if run is None:
            return None
        block, owner = self._texts[run.text]
        return None if owner is None else block

    def text_from(self, offset: int) -> Block | None:
        """Return the paragraph that the page prints next, from ``offset`` on."""
        n = bisect_left(self._starts, (offset, 0))
        return self._texts[self._starts[n][1]][0] if n < len(self._starts) else None

    def may_follow(self, end: int, start: int) -> bool:
        """Return whether the text from ``start`` on can be put after the character at ``end``."""
        before, after = self._run_at(end), self._run_at(start)
        if before is None or after is None:
            return False
        return before.text != after.text or (after.part, start) > (before.part, end)

    def article_before(self, offset: int) -> int:
        """Return the number of the article whose text is printed last before ``offset``."""
        n = bisect_left(self._bodies, (offset, 0, 0))
        return self._bodies[n - 1][2] if n else 0

    def nearest(self, offset: int, among: Sequence[int]) -> int:
        """Return the article printed nearest to ``offset``; ``among`` some, or all if none."""
        n = bisect_right(self._bodies, (offset, 0, 0))
        near = {*among} or {run[2] for run in self._bodies[max(0, n - 1) : n + 1]}
        return min(near, key=lambda n: (self._distance(offset, n), n), default=0)

    def shared(self, text: str) -> dict[int, float]:
        """Return how much rare wording a text shares with each article that it shares any with."""
        index, having = self._words
        found: dict[int, float] = {}
        for gram in grams(text):
            for n in having.get(gram, ()):
                found[n] = found.get(n, 0.0) + index.weight(gram)
        return found

    @cached_property
    def _words(self) -> tuple[GramIndex, dict[str, list[int]]]:
        articles = self._result.articles
        index = GramIndex(["".join(b.text.text for b in a.blocks) for a in articles])
        having: dict[str, list[int]] = {}
        for n, owned in enumerate(index.passages):
            for gram in owned:
                having.setdefault(gram, []).append(n)
        return index, {g: found for g, found in having.items() if len(found) <= _KNOWN_BY}

    def _distance(self, offset: int, article: int) -> int:
        """Return how far before or after ``offset`` a run of an article begins."""
        starts = self._begins.get(article, [])
        n = bisect_left(starts, offset)
        return min((abs(start - offset) for start in starts[max(0, n - 1) : n + 1]), default=offset)

    def _run_at(self, offset: int) -> _QuotableRun | None:
        n = bisect_left(self._runs, (offset + 1,)) - 1
        return self._runs[n] if n >= 0 and offset < self._runs[n].end else None


def after_credit(article: Article) -> Block | None:
    """Return the first paragraph printed after an article's credit, if any is."""
    if article.credit is None:
        return None
    end = end_of(article.credit)
    later = [b for b in article.body if b.role is Role.PARAGRAPH and start_of(b) >= end]
    return min(later, key=start_of, default=None)


def start_of(block: Block) -> int:
    """Return the offset of the first character of a block, in its own order; 0 if it has none."""
    return next((o for o in block.text.origins if o is not None), 0)


def end_of(block: Block) -> int:
    """Return the offset after the last character of a block, in its own order."""
    return next((o + 1 for o in reversed(block.text.origins) if o is not None), 0)
