"""Joins two dates that 至 makes the ends of one span, when both their years are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.describe.article_text import ArticleText
from generator.describe.dates.date_numbers import runs_forwards
from generator.describe.dates.date_words import DateWord
from generator.model import DateKind

__all__ = ["join_spans"]


def join_spans(reading: ArticleText, words: Iterable[DateWord]) -> Iterator[DateWord]:
    """Yield the words, two whose years are known and that 至 joins as one range.

    去年12月28日至今年1月3日, 2020年1月到2022年底: each end has its own word for the year.
    """
    first: DateWord | None = None
    for word in words:
        if first is not None and _spans(reading.text, first, word):
            yield replace(first, end=word.end, to=(word.year, word.month, word.day),
                          kind=DateKind.RANGE, use=None)  # fmt: skip
            first = None
            continue
        if first is not None:
            yield first
        first = word
    if first is not None:
        yield first


def _spans(text: str, first: DateWord, word: DateWord) -> bool:
    """Return whether two words are the ends of one span of time."""
    if text[first.end : word.start] not in _TO or first.month is None:
        return False
    if not (first.kind in _POINTS and word.kind in _POINTS and first.year and word.year):
        return False
    near, far = (first.year, first.month, first.day), (word.year, word.month, word.day)
    return runs_forwards(near, far)


_TO = ("至", "到", "—", "——")
_POINTS = (DateKind.DAY, DateKind.MONTH, DateKind.YEAR)
