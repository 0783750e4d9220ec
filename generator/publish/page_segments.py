"""A page cut into consecutive pieces, each of which belongs to one block or to none.

The inverse of reconstruction: there every block knows where its characters stood, here every
character of the page knows its block.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.model import Article, Block, Reconstruction, Role

__all__ = ["BlockPlace", "Segment", "article_places", "cut_page", "main_anchor"]


_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPlace:
    """A block and where it went."""

    block: Block
    """The block, with role and evidence."""
    anchor: str
    """Its fragment: ``p2`` and ``s1`` as on the article's page, ``headline`` and other roles for
    what stands around the body, ``x1``, ``x2``, … for what was set aside."""
    article: int | None = None
    """The article by its number on the page, from 0; ``None`` for what was set aside."""
    shared: tuple[int, ...] = ()
    """The other articles that a label heads too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of the page's characters."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last."""
    place: BlockPlace | None
    """The block that all its printed characters belong to; ``None`` for blanks between blocks."""


def cut_page(result: Reconstruction, at: Collection[int] = ()) -> tuple[Segment, ...]:
    """Return the page as consecutive pieces, as few as there can be; none for an empty page.

    Put together they are the page's text. Each character that is no white space stands in the
    piece of the one block that has it (``check_conservation`` proves that); white space goes with
    the text around it where that is all of one block, and is a piece without a place elsewhere.
    Pieces are cut at the offsets ``at`` too. Offsets that are not on the page are passed over.

    >>> from generator.model import Page, Reconstruction
    >>> from generator.text.traced import Traced
    >>> block = Block(role=Role.FURNITURE, text=Traced.from_page("第 2版"))
    >>> page = Page(name="a", text="第 2版\\n")
    >>> pieces = cut_page(Reconstruction(page=page, articles=(), leftovers=(block,)))
    >>> [(piece.start, piece.end, piece.place and piece.place.anchor) for piece in pieces]
    [(0, 4, 'x1'), (4, 5, None)]
    """
    text = result.page.text
    owners = _owners(result)
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        before = owners[start - 1] if start else None
        # white space inside a block's run is the block's
        inside = end < len(text) and owners[end] is before
        owners[start:end] = [before if inside else None] * (end - start)
    cuts = {n for n, (one, other) in enumerate(pairwise(owners), start=1) if one is not other}
    cuts |= {offset for offset in at if 0 < offset < len(text)}
    bounds = [0, *sorted(cuts), len(text)] if text else []
    return tuple(
        Segment(start=start, end=end, place=owners[start]) for start, end in pairwise(bounds)
    )


def article_places(article: Article, number: int = 0) -> Iterator[BlockPlace]:
    """Yield the article's blocks in reading order with their fragments.

    Paragraphs and leads are counted together; subheads and the captions beside the body apart. A
    continuation goes on counting where the text before it stops.
    """
    before = article.before
    paragraphs, subheads = before.paragraphs, before.subheads
    body = set(map(id, article.body))
    captions = {
        id(block): f"c{n}" for n, block in enumerate(article.captions, start=before.captions + 1)
    }
    for block in article.blocks:
        if id(block) in captions:
            anchor = captions[id(block)]
        elif id(block) not in body:
            anchor = block.role.value
        elif block.role is Role.SUBHEAD:
            subheads += 1
            anchor = f"s{subheads}"
        else:
            paragraphs += 1
            anchor = f"p{paragraphs}"
        yield BlockPlace(block=block, anchor=anchor, article=number)


def main_anchor(article: Article) -> str:
    """Return the fragment of the block by which an article is found: headline, else its text.

    >>> from generator.text.traced import Traced
    >>> body = (Block(role=Role.PARAGRAPH, text=Traced.from_page("好。")),)
    >>> main_anchor(Article(page="p.txt", body=body))
    'p1'
    """
    places = {id(place.block): place.anchor for place in article_places(article)}
    first = (article.title, *article.body)
    return next((places[id(block)] for block in first if block is not None), "p1")


def _owners(result: Reconstruction) -> list[BlockPlace | None]:
    """Return for each offset the block that has the character there."""
    owners: list[BlockPlace | None] = [None] * len(result.page.text)
    for place in _places(result):
        for start, end in place.block.text.spans:
            end = min(end, len(owners))
            owners[start:end] = [place] * (end - start)
    return owners


def _places(result: Reconstruction) -> Iterator[BlockPlace]:
    heads: dict[tuple[int | None, ...], list[int]] = {}
    for number, article in enumerate(result.articles):
        if article.label is not None:
            heads.setdefault(article.label.text.origins, []).append(number)
    for number, article in enumerate(result.articles):
        for place in article_places(article, number):
            if place.block.role is not Role.LABEL:
                yield place
                continue
            first, *others = heads[place.block.text.origins]
            if first == number:
                yield BlockPlace(
                    block=place.block, anchor=place.anchor, article=number, shared=tuple(others)
                )
    for count, block in enumerate(result.leftovers, start=1):
        yield BlockPlace(block=block, anchor=f"x{count}")
