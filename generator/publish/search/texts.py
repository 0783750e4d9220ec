"""The parts of the index that hold what a hit shows: headline, date, place, and the words."""

from __future__ import annotations

import codecs
import json
from typing import Any

from generator.publish.search.pack import packed, put_numbers
from generator.publish.search.searched_items import Searched

__all__ = ["TextParts", "shown", "text_part"]

FULL = 5_500
"""Bytes from which a part is full: three articles of usual length. A hit costs one part, and the
ten hits are a third of what an answer costs: with one article to a part that would be a third of
it, but three times the files, and the texts pack 8 % worse."""
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

    def __init__(self, together: int | None = None) -> None:
        """``together`` articles come into one part, if given."""
        self._together = together
        self._waiting: list[bytes] = []
        self._size = 0
        self._counts: list[int] = []

    def add(self, article: list[Any]) -> bytes | None:
        """Take in the next article; return the JSON of a part that it fills."""
        text = json.dumps(article, ensure_ascii=False, separators=(",", ":"))
        self._waiting.append(text.encode("gbk", _ESCAPED))
        self._size += len(self._waiting[-1])
        return self.rest() if self._together is None and self._size >= FULL else None

    def rest(self) -> bytes | None:
        """Return the JSON of the articles that fill no part, if there are any."""
        if not self._waiting:
            return None
        part = b"[" + b",".join(self._waiting) + b"]"
        self._counts.append(len(self._waiting))
        self._waiting, self._size = [], 0
        return part

    def table(self) -> bytes:
        """Return how many articles each part holds."""
        return put_numbers(self._counts)


def text_part(number: int, generation: int, part: bytes) -> tuple[str, bytes]:
    """Return path and bytes of a part of texts."""
    return f"search/t/{number:x}.bin", packed(generation, {}, {"t": part})
