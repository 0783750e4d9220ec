"""Text whose every character remembers where on the page it was printed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

__all__ = ["Span", "Traced", "join_between", "join_lines", "join_traced", "spans_of", "untraced"]

Span: TypeAlias = tuple[int, int]
"""A half-open range of code points in the decoded page."""


@dataclass(frozen=True, slots=True)
class Traced:
    """Text with the page offset of each of its characters.

    Slicing, ``+`` and the methods below keep both halves aligned, so a span can be
    asked for at any time (the idea of pdfplumber's ``TextMap``).

    >>> page = Traced.from_page("湖南 省民政厅", 10)
    >>> word = page[:2] + page[3:]
    >>> word.text, word.spans
    ('湖南省民政厅', ((10, 12), (13, 17)))
    """

    text: str
    """The characters as they read now."""
    origins: tuple[int | None, ...]
    """The page offset of each character; ``None`` for one that was inserted. Letters that a
    ligature was taken apart into share its offset."""

    def __post_init__(self) -> None:
        if len(self.text) != len(self.origins):
            raise ValueError(f"{len(self.text)} characters but {len(self.origins)} origins")

    @classmethod
    def from_page(cls, text: str, start: int = 0) -> Traced:
        """Return ``text`` traced to the page offsets from ``start`` on."""
        return cls(text, tuple(range(start, start + len(text))))

    @property
    def spans(self) -> tuple[Span, ...]:
        """The page ranges this text came from, in reading order, neighbours merged."""
        return spans_of(self.origins)

    def without(self, offsets: Collection[int]) -> Traced:
        """Return the text without the characters that stood at some offsets of the page.

        >>> Traced.from_page("民民政政").without({1, 3}).text
        '民政'
        """
        if not offsets:
            return self
        kept = [i for i, origin in enumerate(self.origins) if origin not in offsets]
        return Traced("".join(self.text[i] for i in kept), tuple(self.origins[i] for i in kept))

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    def __getitem__(self, key: slice) -> Traced:
        return Traced(self.text[key], self.origins[key])

    def __add__(self, other: Traced) -> Traced:
        return Traced(self.text + other.text, self.origins + other.origins)

    def strip(self) -> Traced:
        """Return the text without blanks at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : start + len(self.text.strip())]

    def replace_chars(self, text: str) -> Traced:
        """Return the same origins under other characters, one for one.

        Raises ``ValueError`` when ``text`` has another length.
        """
        return Traced(text, self.origins)

    def span_of(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the page ranges of the characters ``start`` to ``end`` of this text."""
        return spans_of(self.origins[start:end])


def untraced(text: str) -> Traced:
    """Return text of which nobody asks where it was printed; that takes no memory.

    >>> untraced("民政").spans
    ()
    """
    return Traced(text, _nowhere(len(text)))


@lru_cache(maxsize=1024)
def _nowhere(length: int) -> tuple[None, ...]:
    return (None,) * length


def join_between(parts: Iterable[Traced], between: str) -> Traced:
    """Return texts joined, with characters that no page has between them.

    >>> join_between([Traced.from_page("甲"), Traced.from_page("乙", 5)], "\\n").text
    '甲\\n乙'
    """
    joined: list[Traced] = []
    for part in parts:
        joined += [Traced(between, (None,) * len(between)), part] if joined else [part]
    return join_traced(joined)


def join_lines(parts: Iterable[Traced]) -> Traced:
    """Return the lines of one text joined, with a blank only between two Latin words.

    Chinese joins without one (CLREQ).

    >>> lines = ("他用", "Linux", "Mint", "写稿")
    >>> join_lines(map(Traced.from_page, lines)).text
    '他用Linux Mint写稿'
    """
    joined: list[Traced] = []
    before = ""
    for part in parts:
        after = part.text[:1]
        if (before + after).isascii() and before.isalpha() and after.isalpha():
            joined.append(Traced(" ", (None,)))
        joined.append(part)
        before = part.text[-1:]
    return join_traced(joined)


def join_traced(parts: Iterable[Traced]) -> Traced:
    """Return the parts one after the other, in time linear in their length.

    >>> join_traced([Traced.from_page("上"), Traced.from_page("下", 5)]).spans
    ((0, 1), (5, 6))
    """
    kept = list(parts)
    if len(kept) == 1:
        return kept[0]
    return Traced(
        "".join([part.text for part in kept]),
        tuple(chain.from_iterable([part.origins for part in kept])),
    )


def spans_of(origins: Iterable[int | None]) -> tuple[Span, ...]:
    """Return half-open ranges covering ``origins`` in order, with neighbours merged.

    Inserted characters (``None``) belong to no range; several that one character was taken apart
    into (a ligature) repeat its offset, which counts once.

    >>> spans_of((3, 4, None, 5, 9, 9))
    ((3, 6), (9, 10))
    """
    whole = _one_span(origins) if isinstance(origins, tuple) and origins else None
    if whole is not None:
        return (whole,)
    spans: list[Span] = []
    start = end = -1
    for origin in origins:
        if origin == end:
            end += 1
            continue
        if origin is None or origin == end - 1:
            continue
        if end >= 0:
            spans.append((start, end))
        start, end = origin, origin + 1
    if end >= 0:
        spans.append((start, end))
    return tuple(spans)


def _one_span(origins: tuple[int | None, ...]) -> Span | None:
    """Return the only range of ``origins``, as lines have; ``None`` where there may be more."""
    first, last = origins[0], origins[-1]
    if first is None or last is None or last - first != len(origins) - 1:
        return None
    return (first, last + 1) if origins == tuple(range(first, last + 1)) else None
