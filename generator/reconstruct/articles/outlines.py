"""Where the articles that a page was made into lie on it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generator.geometry.outline_areas import areas_of, line_boxes, loops_around, touching_among
from generator.model import ArticleOutline, Block, Geometry, PageOutlines, Reconstruction, Rect

__all__ = ["page_outlines"]

Lines = tuple[Rect, ...]

_CAPTIONS = frozenset({"furniture/caption", "furniture/photo-credit"})


def page_outlines(result: Reconstruction) -> PageOutlines | None:
    """Return where articles and leftovers lie; ``None`` for a page that shows no places."""
    places = result.page.geometry
    if places is None or not places.runs:
        return None
    text = result.page.text
    articles = [
        [_lines(block, places, text) for block in article.blocks] for article in result.articles
    ]
    asides = [_lines(block, places, text) for block in result.leftovers]
    told = [_is_caption(block) for block in result.leftovers]
    solid = [lines for lines, caption in zip(asides, told, strict=True) if not caption]
    margin = _margin([line for blocks in (*articles, asides) for lines in blocks for line in lines])
    everything, told_of = _Lines([*articles, solid]), _Lines(articles)
    apart = {line for lines in solid for line in lines}
    return PageOutlines(
        size=places.size,
        sha256=places.sha256,
        guessed=places.guessed,
        slope=places.slope,
        articles=tuple(
            _outline(blocks, everything.others_near(blocks, margin), margin) for blocks in articles
        ),
        asides=tuple(
            _areas(lines, [line for line in told_of.near([lines]) if line not in apart])
            for lines in asides
        ),
    )


def _lines(block: Block, places: Geometry, text: str) -> Lines:
    offsets = [offset for offset in block.text.origins if offset is not None and offset < len(text)]
    return line_boxes(places.runs, text, offsets)


def _outline(blocks: Sequence[Lines], others: Sequence[Rect], margin: int) -> ArticleOutline:
    areas = tuple(_areas(lines, others) for lines in blocks)
    whole = [area for found in areas for area in found]
    touches = touching_among(others, whole, margin)
    return ArticleOutline(loops=loops_around(whole, touches, margin), blocks=areas)


def _areas(lines: Lines, others: Sequence[Rect]) -> tuple[Rect, ...]:
    return areas_of(lines, touching_among(others, lines))


def _is_caption(block: Block) -> bool:
    """Tell whether a leftover belongs to a photograph, which may stand within an article."""
    return any(evidence.rule in _CAPTIONS for evidence in block.evidence)


def _margin(lines: Sequence[Rect]) -> int:
    """Return what an outline keeps from its text: a third of an em, as half a gutter is more."""
    heights = sorted(min(bottom - top, right - left) for left, top, right, bottom in lines)
    return round(heights[len(heights) // 2] / 3) if heights else 0


class _Lines:
    """The lines of a page, looked at once for each article rather than for each of its blocks."""

    def __init__(self, groups: Sequence[Sequence[Lines]]) -> None:
        found = dict.fromkeys(line for group in groups for lines in group for line in lines)
        self._lines = [*found]
        self._at = np.array(self._lines, dtype=np.int64).reshape(-1, 4).T

    def near(self, group: Sequence[Lines], margin: int = 0) -> list[Rect]:
        """Return the lines that stand among those of a group of blocks, its own too."""
        own = [line for lines in group for line in lines]
        if not own:
            return []
        left, top, right, bottom = self._at
        lefts, tops, rights, bottoms = zip(*own, strict=True)
        found = (left < max(rights) + margin) & (right > min(lefts) - margin)
        found &= (top < max(bottoms) + margin) & (bottom > min(tops) - margin)
        return [self._lines[n] for n in np.flatnonzero(found).tolist()]

    def others_near(self, group: Sequence[Lines], margin: int) -> list[Rect]:
        """Return those that are none of the group's.

        What two groups share (a label over several articles) is in the way of neither.
        """
        mine = {line for lines in group for line in lines}
        return [line for line in self.near(group, margin) if line not in mine]
