"""The corpus' own terms: found in all headlines together, and told to each article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from generator.corpus.files import write_atomically
from generator.corpus.plain_files import what_is_wrong
from generator.corpus.settings import LISTS, Settings
from generator.describe import (
    Headline,
    TermLists,
    Word,
    article_terms,
    find_terms,
    headline_text,
    parse_lists,
    shipped_lists,
)
from generator.errors import SidecarError
from generator.model import Entry, Facts

__all__ = ["read_lists", "with_terms"]

_CUT = "words.json"
"""Where the words of headlines are kept, beside the pages made earlier."""


def read_lists(settings: Settings) -> TermLists:
    """Return the lists of tags that hold in a project: those that ship, and its own.

    Raises :class:`~generator.errors.SidecarError` naming file and line for a slip in them.
    """
    path = settings.docs / LISTS
    if not path.exists():
        return shipped_lists()
    if wrong := what_is_wrong(path):
        raise SidecarError(wrong)
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SidecarError(f"{path}: cannot be read as UTF-8: {error}.") from error
    return shipped_lists().with_more(parse_lists(text, path))


def with_terms(
    entries: Sequence[Entry], lists: TermLists, folder: Path | None
) -> tuple[Entry, ...]:
    """Return the articles of a corpus with the terms that each has of those that it shares.

    The words of headlines are kept in ``folder``: only a headline that was not there
    before is cut into words, and only then is the library loaded that does it.
    """
    texts = [headline_text(entry.article) for entry in entries]
    words = _cut(texts, folder / _CUT if folder else None)
    headlines = [
        Headline(words[text], _field(entry.facts))
        for text, entry in zip(texts, entries, strict=True)
    ]
    names = {name for entry in entries for name in _names(entry.facts)}
    found = article_terms([entry.article for entry in entries], find_terms(headlines, names, lists))
    return tuple(
        replace(entry, terms=terms) if terms else entry
        for entry, terms in zip(entries, found, strict=True)
    )


def _field(facts: Facts) -> str:
    first = next((topic for topic in facts.topics if not topic.is_other), None)
    return (first.within or first.id) if first else ""


def _names(facts: Facts) -> Iterator[str]:
    """Yield what an index of its own is there for."""
    for region in facts.regions:
        yield region.name
    for agency in facts.agencies:
        yield agency.name
    for topic in facts.topics:
        yield topic.name
    for document in facts.documents:
        yield document.title.strip("《》")


def _cut(texts: Iterable[str], kept: Path | None) -> dict[str, tuple[Word, ...]]:
    """Return the words of each text; keeps what it had to cut anew, and no more than it needs."""
    wanted = sorted(set(texts))
    known = _read(kept) if kept else {}
    fresh = [text for text in wanted if text not in known]
    words = {text: known[text] for text in wanted if text in known}
    words.update((text, cut) for text, cut in zip(fresh, _words(fresh), strict=True))
    if kept and words.keys() != known.keys():
        text = json.dumps(words, ensure_ascii=False)
        with suppress(OSError):
            write_atomically(kept, text.encode("utf-8", "surrogatepass"))
    return words


def _read(kept: Path) -> Mapping[str, tuple[Word, ...]]:
    """Return the words of an earlier run; a damaged file counts as none."""
    try:
        rows = json.loads(kept.read_bytes())
        return {text: tuple((str(w), str(k)) for w, k in words) for text, words in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _words(texts: Sequence[str]) -> Iterator[tuple[Word, ...]]:
    if not any(texts):
        yield from (() for _text in texts)
        return
    import logging

    import jieba
    from jieba import posseg

    jieba.setLogLevel(logging.WARNING)
    for text in texts:
        yield tuple((pair.word, pair.flag) for pair in posseg.cut(text))
