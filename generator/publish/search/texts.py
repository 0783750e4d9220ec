"""The parts of the index that hold what a hit shows: headline, date, place, and the words."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from generator.publish.search.pack import Packing, Part, parts_together
from generator.publish.search.searched_items import Searched

__all__ = ["BLOCK", "TextBlock", "shown", "text_block", "whole_text"]

FULL = 5_500
"""Bytes from which a part is full: three articles of usual length. A hit costs one part, and the
ten hits are a third of what an answer costs: with one article to a part that would be a third of
it, but three times the files, and the texts pack 8 % worse."""
BLOCK = 64
"""Articles whose parts have one version. None reaches beyond: how long the text of an article is
says nothing of where those of another block begin."""
_ESCAPED = "banmian-json"


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Escape what GBK cannot say, as JSON does: for :func:`codecs.register_error`."""
    assert isinstance(error, UnicodeEncodeError)
    odd = error.object[error.start : error.end]
    return json.dumps(odd)[1:-1], error.end


# Two bytes for a Chinese character instead of three: packed, a sixth less. Browsers read it too
# (the Encoding Standard's gbk, https://encoding.spec.whatwg.org/#gbk).
codecs.register_error(_ESCAPED, _escaped)


def shown(article: Searched, region: int) -> list[Any]:
    """Return an article for a hit; ``region`` is its number in the table of regions, or -1.

    Of the flags, 1 tells that it has no headline, 2 that it is doubtful (待核), 4 that it is a
    notice. Last come the parts of the headline, a line for each; those of the body; and how many of
    these have no anchor before those that have p1, p2, … and after them, or else the anchor of
    each.
    """
    head = "\n".join(text for _, text in article.head)
    body = "\n".join(text for _, text in article.body)
    flags = article.untitled | article.pending << 1 | article.notice << 2
    told = [article.id, article.title, flags, article.date, article.year, region]
    return [*told, head, body, _anchors([anchor for anchor, _ in article.body])]


def _anchors(anchors: list[str]) -> list[Any]:
    """Return what tells the anchors of a body's parts.

    >>> _anchors(["", "p1", "p2", ""]), _anchors(["p2"])
    ([1, 1], ['p2'])
    """
    if not anchors:
        return [1, 0]  # one line, and nothing on it
    named = [at for at, anchor in enumerate(anchors) if anchor]
    before, after = (named[0], named[-1] + 1) if named else (len(anchors), len(anchors))
    if anchors[before:after] == [f"p{number}" for number in range(1, after - before + 1)]:
        return [before, len(anchors) - after]
    return anchors


class TextBlock(NamedTuple):
    """What came of the texts of articles that follow one another."""

    version: int
    counts: tuple[int, ...]
    """Articles in each part."""
    files: tuple[tuple[str, str], ...]
    """The parts, and what tells the bytes of each from any others."""


def text_block(first: int, articles: Iterable[list[Any]]) -> tuple[TextBlock, list[Packing]]:
    """Return what comes of no more than :data:`BLOCK` articles, as :func:`shown` has them.

    ``first`` is the number of the first of them.
    """
    parts: list[Part] = []
    counts: list[int] = []
    waiting: list[bytes] = []

    def end_part() -> None:
        parts.append(Part(f"t/{first + sum(counts):x}", {"t": _whole(waiting)}))
        counts.append(len(waiting))
        waiting.clear()

    for article in articles:
        waiting.append(_told(article))
        if sum(map(len, waiting)) >= FULL:
            end_part()
    if waiting:
        end_part()
    version, packings = parts_together(parts)
    made = [*packings]
    files = tuple((packing.path, packing.key) for packing in made)
    return TextBlock(version, tuple(counts), files), made


def whole_text(articles: Iterable[list[Any]]) -> bytes:
    """Return the JSON of all articles, where they are one part."""
    return _whole([*map(_told, articles)])


def _told(article: list[Any]) -> bytes:
    text = json.dumps(article, ensure_ascii=False, separators=(",", ":"))
    return text.encode("gbk", _ESCAPED)


def _whole(articles: Iterable[bytes]) -> bytes:
    return b"[" + b",".join(articles) + b"]"
