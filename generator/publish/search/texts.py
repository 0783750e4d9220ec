"""The parts of the index that hold what a hit shows: headline, date, place, and the words."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any

from generator.publish.search.pack import Packing, Part, parts_together, put_numbers
from generator.publish.search.searched_items import Searched

__all__ = ["BLOCK", "TextParts", "shown"]

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


class TextParts:
    """Gathers articles into parts, in the order of their numbers."""

    def __init__(self, *, alone: bool) -> None:
        """Where the index is one file, ``alone``, they are one part."""
        self._alone = alone
        self._waiting: list[bytes] = []
        self._size = 0
        self._block: list[Part] = []
        self._first = 0
        self._counts: list[int] = []
        self._versions = bytearray()

    def add(self, article: list[Any]) -> Iterator[Packing]:
        """Take in the next article; yield the parts of the block that it fills."""
        text = json.dumps(article, ensure_ascii=False, separators=(",", ":"))
        self._waiting.append(text.encode("gbk", _ESCAPED))
        self._size += len(self._waiting[-1])
        if self._alone:
            return
        end = self._first + len(self._waiting)
        if self._size >= FULL or end % BLOCK == 0:
            self._end_part()
        if end % BLOCK == 0:
            yield from self._end_block()

    def rest(self) -> Iterator[Packing]:
        """Yield the parts of the articles that fill no block."""
        if self._waiting:
            self._end_part()
        if self._block:
            yield from self._end_block()

    def whole(self) -> bytes:
        """Return the JSON of all articles, where they are one part."""
        return b"[" + b",".join(self._waiting) + b"]"

    def tables(self) -> dict[str, bytes]:
        """Return how many articles each part holds, and the versions of the blocks."""
        return {"tn": put_numbers(self._counts), "tv": bytes(self._versions)}

    def _end_part(self) -> None:
        self._block.append(Part(f"t/{self._first:x}", {"t": self.whole()}))
        self._counts.append(len(self._waiting))
        self._first += len(self._waiting)
        self._waiting, self._size = [], 0

    def _end_block(self) -> Iterator[Packing]:
        version, packings = parts_together(self._block)
        self._versions += version.to_bytes(4, "little")
        self._block = []
        return packings
