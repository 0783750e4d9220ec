"""The parts of the index that hold what a hit shows: headline, date, place, and the words."""

from __future__ import annotations

import codecs
import json
from typing import Any

from generator.publish.search.pack import packed, put_numbers
from generator.publish.search.records import Searched

__all__ = ["TextParts", "shown", "text_part"]

FULL = 3_200
"""Bytes from which a part is full: two articles of usual length. A hit costs one part, and the
ten hits are a third of what an answer costs: with one article to a part that would be half, but
twice the files, and the texts pack 6 % worse."""


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
    """Return an article for a hit; ``region`` is its number in the table of regions, or -1."""
    parts = ([list(part) for part in side] for side in (article.head, article.body))
    flags = int(article.untitled)
    return [article.id, article.title, flags, article.date, article.year, region, *parts]


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
