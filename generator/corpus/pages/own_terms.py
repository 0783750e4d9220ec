"""The corpus' own terms: found in all headlines together, and told to each article."""

from __future__ import annotations

import io
import logging
import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import version
from operator import add
from pathlib import Path
from typing import Any

from generator.corpus.cache.page_cache import generator_digest, read_sealed, write_sealed
from generator.corpus.files.plain_files import text_by_hand
from generator.corpus.processes.workers import choose_jobs, made_by_forks
from generator.corpus.settings import LISTS, Settings
from generator.describe import (
    Headline,
    Term,
    TermLists,
    Word,
    article_terms,
    find_terms,
    headline_text,
    parse_lists,
    shipped_lists,
)
from generator.model import Entry, Facts
from generator.publish import key_of

__all__ = ["read_lists", "told_of_lists", "with_terms"]

_KEPT = "terms"
"""Where the terms of articles are kept, beside the pages made earlier."""
_Kept = tuple[str, str, dict[str, tuple[str, ...]]]
"""What tells all articles, what tells all terms, and the terms of each article by what tells it."""
_CUT = "words"
"""Where the words of headlines are kept, beside the pages made earlier."""
_TOGETHER = 10
"""Headlines that a process cuts one after the other."""
_MANY = 4_000
"""Texts from which on each process loads jieba for itself, in a second: it takes 70 MB, which the
one that holds what is known of all articles would not get back."""
_Cutter = Callable[[str], Iterable[Any]]
"""Gives the words of a text, each with its kind."""


def read_lists(settings: Settings) -> TermLists:
    """Return the lists of tags that hold in a project: those that ship, and its own.

    Raises :class:`~generator.errors.SidecarError` naming file and line for a slip in them.
    """
    path = settings.docs / LISTS
    if not path.exists():
        return shipped_lists()
    return shipped_lists().with_more(parse_lists(text_by_hand(path), path))


def with_terms(
    entries: Sequence[Entry], lists: TermLists, folder: Path | None, jobs: int = 1
) -> tuple[Entry, ...]:
    """Return the articles of a corpus with the terms that each has of those that it shares.

    What each has is kept in ``folder``, and holds while all articles show the same in lists; where
    the terms come out the same, it is looked for in those alone that show something else. The words
    of headlines are kept, too: only one that was not there before is cut into words, and only then
    is the library loaded that does it; of many, by ``jobs`` processes.
    """
    path = folder / _KEPT if folder else None
    marks = [*map(_mark, entries)]
    whole = key_of(generator_digest(), told_of_lists(lists), marks)
    before: _Kept = (read_sealed(path) if path else None) or ("", "", {})
    known, known_terms, found = before
    if known != whole:
        terms = _terms(entries, lists, folder, jobs)
        ground = key_of(generator_digest(), terms)
        found = (
            {mark: found[mark] for mark in marks if mark in found} if known_terms == ground else {}
        )
        fresh = {m: e.article for m, e in zip(marks, entries, strict=True) if m not in found}
        found.update(zip(fresh, article_terms(fresh.values(), terms), strict=True))
        if path:
            write_sealed(path, pickle.dumps((whole, ground, found), 5))
    return tuple(
        replace(entry, terms=found[mark]) if found[mark] else entry
        for entry, mark in zip(entries, marks, strict=True)
    )


def _mark(entry: Entry) -> str:
    """Return what tells an article's headline, its beginning and its facts from any others."""
    if entry.gist is not None:
        return entry.gist.kept
    return key_of(replace(entry, terms=()))


def told_of_lists(lists: TermLists) -> tuple[object, ...]:
    """Return what tells lists of tags from any others."""
    return sorted(lists.stop), sorted(lists.first), sorted(lists.last), sorted(lists.merge.items())


def _terms(
    entries: Sequence[Entry], lists: TermLists, folder: Path | None, jobs: int
) -> tuple[Term, ...]:
    texts = [headline_text(entry.article) for entry in entries]
    words = _cut(texts, folder / _CUT if folder else None, jobs)
    headlines = [
        Headline(words[text], _field(entry.facts))
        for text, entry in zip(texts, entries, strict=True)
    ]
    names = {name for entry in entries for name in _names(entry.facts)}
    return find_terms(headlines, names, lists)


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


def _cut(texts: Iterable[str], kept: Path | None, jobs: int) -> dict[str, tuple[Word, ...]]:
    """Return the words of each text; keeps what it had to cut anew, and no more than it needs."""
    wanted = sorted(set(texts))
    by = version("jieba")
    kept_by, found = (read_sealed(kept) if kept else None) or ("", {})
    known: dict[str, tuple[Word, ...]] = found if kept_by == by else {}
    fresh = [text for text in wanted if text not in known]
    words = {text: known[text] for text in wanted if text in known}
    words.update((text, cut) for text, cut in zip(fresh, _words(fresh, jobs), strict=True))
    if kept and words.keys() != known.keys():
        write_sealed(kept, pickle.dumps((by, words), 5))
    return words


def _words(texts: Sequence[str], jobs: int) -> Iterator[tuple[Word, ...]]:
    if not any(texts):
        yield from (() for _text in texts)
        return
    cutter = cache(partial(_cutter, texts))
    if len(texts) <= _MANY:
        cutter()  # loaded once, for all that are forked after that
    lots = [texts[at : at + _TOGETHER] for at in range(0, len(texts), _TOGETHER)]
    for words in made_by_forks(
        [partial(_words_of, cutter, lot) for lot in lots], choose_jobs(jobs, len(lots))
    ):
        yield from words


def _words_of(cutter: Callable[[], _Cutter], texts: Sequence[str]) -> list[tuple[Word, ...]]:
    cut = cutter()
    return [tuple((pair.word, pair.flag) for pair in cut(text)) for text in texts]


def _cutter(texts: Iterable[str]) -> _Cutter:
    """Return what cuts these texts into words, by jieba and its dictionary.

    Of the dictionary, only words are loaded whose first two characters the texts have: the whole of
    it takes as long as five pages, and jieba keeps what it makes of it where other users of the
    machine may put something else.
    """
    import jieba
    from jieba import posseg

    jieba.setLogLevel(logging.WARNING)
    begins = {pair for text in texts for pair in map(add, text, text[1:])}
    begins |= {f"{char} " for text in texts for char in text}  # of a row whose word is that
    rows, total = _dictionary()
    found = "\n".join(row for row in rows if row[:2] in begins).encode()
    tokenizer = jieba.Tokenizer()
    tokenizer.get_dict_file = lambda: io.BytesIO(found)
    tokenizer.FREQ, _ = tokenizer.gen_pfdict(io.BytesIO(found))
    tokenizer.total = total
    tokenizer.initialized = True
    cut: _Cutter = posseg.POSTokenizer(tokenizer).cut
    return cut


def _dictionary() -> tuple[list[str], int]:
    """Return the rows of jieba's dictionary, and how often all its words together occur."""
    import jieba

    with jieba.dt.get_dict_file() as file:
        words = file.read().decode()
    return words.splitlines(), sum(map(int, re.findall(" ([0-9]+) ", words)))
