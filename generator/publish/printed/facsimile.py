"""What readers see of a page as it looks: its pictures, and the outlines that lie over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model import (
    Article,
    Block,
    Entry,
    Facsimile,
    Loop,
    Picture,
    Reconstruction,
    Rect,
)
from generator.publish.escape import Safe
from generator.publish.paths import article_path, beside_page, printed_path, web_link

__all__ = [
    "DOUBLE",
    "READING",
    "Clipping",
    "Numbered",
    "clippings_of",
    "miniature_of",
    "pane_of",
    "picture_files",
]

READING, DOUBLE, CLIPPING = "page.webp", "page-2x.webp", "clipping.webp"
"""Names of a page's pictures under its address, and of an article's under its own."""

Numbered = Mapping[int, int]
"""The number of the evidence of each block, by the block's ``id()``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """The picture of an article, and the way to its place on the page."""

    name: Safe
    """Address of the picture from the article's page."""
    width: int
    height: int
    page: Safe
    """Address of the page with the article lit."""


def picture_files(
    entries: Sequence[Entry],
    reconstructions: Sequence[Reconstruction],
    facsimiles: Mapping[str, Facsimile],
) -> dict[str, Picture]:
    """Return each picture of the site by the path of its file under ``site_src/``."""
    files: dict[str, Picture] = {}
    ids = _places(entries)
    for result in reconstructions:
        facsimile = facsimiles.get(result.page.name)
        if facsimile is None:
            continue
        path = printed_path(result.page.name)
        files[beside_page(path, READING)] = facsimile.pictures.reading
        files[beside_page(path, DOUBLE)] = facsimile.pictures.double
        for number, article in enumerate(result.articles):
            clipping, place = facsimile.clipping(number), ids.get(id(article))
            if clipping is not None and place is not None:
                entry_id, part = place
                files[beside_page(article_path(entry_id), clipping_name(part))] = clipping
    return files


def clippings_of(
    entries: Sequence[Entry],
    reconstructions: Sequence[Reconstruction],
    facsimiles: Mapping[str, Facsimile],
) -> dict[str, tuple[Clipping, ...]]:
    """Return the clippings of each article that has any, by the article's id: one a page."""
    ids = _places(entries)
    found: dict[str, dict[int, Clipping]] = {}
    for result in reconstructions:
        facsimile = facsimiles.get(result.page.name)
        for number, article in enumerate(result.articles):
            place = ids.get(id(article))
            clipping = facsimile.clipping(number) if facsimile is not None else None
            if place is None or clipping is None:
                continue
            entry_id, part = place
            here, there = article_path(entry_id), printed_path(result.page.name)
            width, height = clipping.size
            found.setdefault(entry_id, {})[part] = Clipping(
                name=Safe(clipping_name(part)),
                width=width,
                height=height,
                page=Safe(f"{web_link(here, there)}#{entry_id}"),
            )
    return {id_: tuple(own[part] for part in sorted(own)) for id_, own in found.items()}


def clipping_name(part: int) -> str:
    """Return the name of the picture of a part of an article, from 0."""
    return f"clipping-{part + 1}.webp" if part else CLIPPING


def _places(entries: Sequence[Entry]) -> dict[int, tuple[str, int]]:
    """Return the id and the part of an article by the ``id()`` of that part."""
    return {
        id(part): (entry.id, number) for entry in entries for number, part in enumerate(entry.parts)
    }


def pane_of(
    facsimile: Facsimile,
    result: Reconstruction,
    ids: Sequence[str],
    numbered: Numbered,
    doubts: Sequence[Sequence[int]],
) -> dict[str, object]:
    """Return what the template shows of a page's picture and the areas on it.

    ``ids`` gives the fragment of each article, ``doubts`` its doubtful places by their offsets, in
    the order of the page.
    """
    width, height = facsimile.pictures.reading.size
    outlines = facsimile.outlines
    size = outlines.size if outlines is not None else (width, height)
    boxes = dict(outlines.doubts) if outlines is not None else {}
    areas = [
        {
            "number": number + 1,
            "id": ids[number],
            "outline": _outline_path(outline.loops),
            "doubts": [(at, _rect_path(boxes[at])) for at in doubts[number] if at in boxes],
            "blocks": _block_paths(article, outline.blocks, numbered),
        }
        for number, article in enumerate(result.articles)
        if (outline := facsimile.outline(number)) is not None
    ]
    asides = zip(result.leftovers, outlines.asides if outlines is not None else (), strict=False)
    return {
        "reading": READING,
        "double": DOUBLE,
        "width": width,
        "height": height,
        "view": f"{size[0]:g} {size[1]:g}",
        "areas": areas,
        "asides": [
            (numbered[id(block)], _rect_path(rects))
            for block, rects in asides
            if rects and id(block) in numbered
        ],
    }


_COLOURS = 8
"""Colours that the style sheet has for articles."""
_NARROW = 110
"""Pixels that a miniature is wide."""


def miniature_of(facsimile: Facsimile, result: Reconstruction, source: str) -> Safe:
    """Return a page in little for the file ``source``: the areas of its articles in their colours.

    Empty where nobody knows the areas. It is a link that the name beside it is, too: only for
    those who see it.
    """
    outlines = facsimile.outlines
    found = [facsimile.outline(number) for number in range(len(result.articles))]
    if outlines is None or not any(found):
        return Safe("")
    width, height = outlines.size
    areas = "".join(
        f'<path class="bm-c{number % _COLOURS}" d="{_outline_path(outline.loops)}"/>'
        for number, outline in enumerate(found)
        if outline is not None
    )
    link = web_link(source, printed_path(result.page.name))
    return Safe(
        f'<figure class="bm-mini" aria-hidden="true"><a href="{link}" tabindex="-1">'
        f'<svg viewBox="0 0 {width:g} {height:g}" width="{_NARROW}" '
        f'height="{round(_NARROW * height / width)}">{areas}</svg></a></figure>'
    )


def _block_paths(
    article: Article, areas: Sequence[Sequence[Rect]], numbered: Numbered
) -> list[tuple[int, Safe]]:
    blocks: Sequence[Block] = article.blocks
    return [
        (numbered[id(block)], _rect_path(rects))
        for block, rects in zip(blocks, areas, strict=False)
        if rects and id(block) in numbered
    ]


def _outline_path(loops: Sequence[Loop]) -> Safe:
    """Return closed lines as an SVG path.

    >>> _outline_path([((0, 0), (50, 0), (50, 10), (0, 10))])
    'M0 0H50V10H0z'
    """
    return Safe("".join(map(_loop_path, loops)))


def _loop_path(loop: Loop) -> str:
    x, y = loop[0]
    path = f"M{x} {y}"
    for to_x, to_y in loop[1:]:
        path += f"H{to_x}" if to_y == y else f"V{to_y}"
        x, y = to_x, to_y
    return f"{path}z"


def _rect_path(rects: Sequence[Rect]) -> Safe:
    return Safe("".join(f"M{x} {y}H{right}V{bottom}H{x}z" for x, y, right, bottom in rects))
