"""Texts that are made when somebody wants them: of most files, nothing has changed since last time.

A file's key tells what it is made of. Who remembers the key of the file that stands there need not
have it made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.model import Entry
from generator.publish.labels.article_labels import headline_words, is_pending
from generator.publish.labels.article_summary import date_of, opening_of, region_words

__all__ = ["Later", "Text", "key_of", "mark_of", "texts_of", "whole_mark_of"]


@dataclass(frozen=True, slots=True)
class Later:
    """A text that is not made yet."""

    key: str
    """What tells it from what another run made of other things; empty where nobody can say."""
    make: Callable[[], str]
    """Makes it."""
    title: str = ""
    """Of a list's page, its title."""


Text: TypeAlias = str | Later


def texts_of(files: Iterable[tuple[str, Text]]) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file, made now.

    >>> list(texts_of([("a.md", "a"), ("b.md", Later("", lambda: "b"))]))
    [('a.md', 'a'), ('b.md', 'b')]
    """
    for path, text in files:
        yield path, text.make() if isinstance(text, Later) else text


def key_of(*parts: object) -> str:
    """Return the key of what is made of some things: strings, numbers, rows and records of them.

    >>> key_of("a", 1) == key_of("a", 1), key_of("a", 1) == key_of("a", "1")
    (True, False)
    """
    told = repr(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=12).hexdigest()


def mark_of(entry: Entry) -> str:
    """Return what tells all that a list shows of an article."""
    if entry.gist is not None:
        return f"{entry.gist.shown} {entry.id} {entry.terms}"
    shown = (headline_words(entry), date_of(entry.facts), region_words(entry.facts))
    return repr((entry.id, *shown, opening_of(entry), is_pending(entry.article)))


def whole_mark_of(entry: Entry) -> str:
    """Return what tells an article with all its text, and its page with it: it has a gist."""
    assert entry.gist is not None
    return f"{entry.gist.mark} {entry.gist.number} {entry.id} {entry.terms}"
