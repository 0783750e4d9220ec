"""Where the articles that a page was made into lie on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    others = _others([*articles, solid])
    margin = _margin([line for blocks in (*articles, asides) for lines in blocks for line in lines])
    return PageOutlines(
        size=places.size,
        sha256=places.sha256,
        guessed=places.guessed,
        slope=places.slope,
        articles=tuple(_outline(blocks, next(others), margin) for blocks in articles),
        asides=_all_areas(asides, next(others)),
    )


def _lines(block: Block, places: Geometry, text: str) -> Lines:
    offsets = [offset for offset in block.text.origins if offset is not None and offset < len(text)]
    return line_boxes(places.runs, text, offsets)


def _outline(blocks: Sequence[Lines], others: Sequence[Rect], margin: int) -> ArticleOutline:
    areas = _all_areas(blocks, others)
    whole = [area for found in areas for area in found]
    touches = touching_among(others, whole, margin)
    return ArticleOutline(loops=loops_around(whole, touches, margin), blocks=areas)


def _all_areas(blocks: Sequence[Lines], others: Sequence[Rect]) -> tuple[tuple[Rect, ...], ...]:
    return tuple(_areas(lines, others) for lines in blocks)


def _areas(lines: Lines, others: Sequence[Rect]) -> tuple[Rect, ...]:
    return areas_of(lines, touching_among(others, lines))


def _is_caption(block: Block) -> bool:
    """Tell whether a leftover belongs to a photograph, which may stand within an article."""
    return any(evidence.rule in _CAPTIONS for evidence in block.evidence)


def _margin(lines: Sequence[Rect]) -> int:
    """Return what an outline keeps from its text: a third of an em, as half a gutter is more."""
    heights = sorted(min(bottom - top, right - left) for left, top, right, bottom in lines)
    return round(heights[len(heights) // 2] / 3) if heights else 0


def _others(groups: Sequence[Sequence[Lines]]) -> Iterator[list[Rect]]:
    """Yield for each group of blocks the lines of all other groups.

    What two groups share (a label over several articles) is in the way of neither.
    """
    own = [{line for lines in group for line in lines} for group in groups]
    for n, mine in enumerate(own):
        yield [line for m, lines in enumerate(own) if m != n for line in lines if line not in mine]
