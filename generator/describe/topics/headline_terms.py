"""The corpus' own terms: phrases that several headlines share, for an index of tags.

Candidates are runs of whole words inside a headline. One is a term when enough articles have it
and not too many, when it stands in varied company on both sides, when most of its articles are of
one field, when no longer one says nearly the same, and when it is no fact that has an index of its
own and no word that newspapers use of everything (``data/tags.yml``, and a user's own lists).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from generator.describe.topics.fields import shipped_fields
from generator.describe.topics.term_lists import TermLists

__all__ = ["LEAST", "Headline", "Term", "Word", "find_terms"]

Word = tuple[str, str]
"""A word of a headline, and its kind by jieba (``n`` a noun, ``v`` a verb …)."""

LEAST = 3
"""Headlines that a term must stand in."""
_MOST = 0.06
"""Share of the articles above which a term leads nowhere."""
_LONGEST, _WORDS = 12, 5
"""Characters and words of a term, at most."""
_VARIED = 2
"""Different neighbours that a term needs on each side; a headline's end is one each time."""
_KEPT = 0.6
"""Share of a phrase's headlines in which a longer one takes its place."""
_SHARE = 0.6
"""Share of a term's articles that one field must have: what stands in all fields says nothing."""
_NOUNS = ("n", "vn", "j", "l", "eng", "g")
"""Kinds of words that a term may end with, and consist of, if they are no names."""
_FIRST = (*_NOUNS, "a", "b", "s", "h")
"""Kinds of words that a longer term may begin with."""
_NEVER = ("m", "q", "t", "r", "p", "c", "u", "y", "e", "o", "w", "x", "d", "f", "nr")
"""Kinds of words that stand in no term: numbers, times, names of people, and what joins words."""
_PLACES = ("ns", "nt")
_LONG = 3
"""Characters from which a single word may be a term; shorter ones only where they name a field."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term."""

    name: str
    """As most headlines write it."""
    forms: tuple[str, ...]
    """All that stands for it in a text, its name first."""


@cache
def _naming() -> frozenset[str]:
    """Return the words that name a field, however short or whatever their kind."""
    return frozenset(term for field in shipped_fields() for term in field.terms)


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline of an article, as words."""

    words: tuple[Word, ...]
    field: str = ""
    """The wide topic of its article; empty where it has none."""


def find_terms(
    headlines: Sequence[Headline], facts: Collection[str], lists: TermLists
) -> tuple[Term, ...]:
    """Return the terms of a corpus, those in most headlines first.

    ``headlines`` are those of its articles, one each; ``facts`` are names that have an index.

    >>> said = [[("河长制", "n"), ("落地", "v")], [("谈", "v"), ("河长制", "n")], [("河长制", "n")]]
    >>> heads = [Headline(tuple(words)) for words in said]
    >>> [term.name for term in find_terms(heads, (), TermLists())]
    ['河长制']
    """
    most = max(LEAST, int(_MOST * len(headlines)))
    stands = _stands(headlines, lists)
    kept = {
        phrase: {row for row, _before, _after in places}
        for phrase, places in stands.items()
        if phrase not in facts and phrase not in lists.stop and _varied(places)
    }
    kept = {phrase: rows for phrase, rows in kept.items() if LEAST <= len(rows) <= most}
    kept = {
        phrase: rows
        for phrase, rows in kept.items()
        if phrase in _naming() or _of_one_field(rows, headlines)
    }
    kept = _longest(kept)
    names = _without_variants(kept)
    forms: dict[str, list[str]] = defaultdict(list)
    for form, name in {**names, **lists.merge}.items():
        if name in kept and form != name:
            forms[name].append(form)
    order = sorted(set(names.values()), key=lambda name: (-len(kept[name]), name))
    return tuple(Term(name, (name, *sorted(forms[name]))) for name in order)


_Stands = dict[str, list[tuple[int, str, str]]]
"""Each phrase with the headlines that it stands in, and the words beside it."""


def _stands(headlines: Sequence[Headline], lists: TermLists) -> _Stands:
    found: _Stands = defaultdict(list)
    for row, headline in enumerate(headlines):
        for run in _runs(headline.words):
            for start, end in _candidates(run, lists):
                phrase = "".join(word for word, _kind in run[start:end])
                before = run[start - 1][0] if start else f"^{row}"
                after = run[end][0] if end < len(run) else f"${row}"
                found[lists.merge.get(phrase, phrase)].append((row, before, after))
    return found


def _runs(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Yield the stretches of a headline that no mark, number or name of a person breaks."""
    for joins, run in groupby(words, key=lambda word: not word[1].startswith(_NEVER)):
        if joins:
            yield [*run]


def _candidates(run: Sequence[Word], lists: TermLists) -> Iterator[tuple[int, int]]:
    for start in range(len(run)):
        for end in range(start + 1, min(start + _WORDS, len(run)) + 1):
            words = run[start:end]
            if sum(len(word) for word, _kind in words) <= _LONGEST and _may_stand(words, lists):
                yield start, end


def _may_stand(words: Sequence[Word], lists: TermLists) -> bool:
    (first, first_kind), (last, last_kind) = words[0], words[-1]
    if first in lists.first or min(len(first), len(last)) < 2:
        return False
    if last.endswith(lists.endings) or any(word in lists.last for word, _kind in words):
        return False
    if len(words) == 1:
        long = len(first) >= _LONG and first_kind.startswith(_NOUNS)
        return (long and not first_kind.startswith(_PLACES)) or first in _naming()
    begins = first_kind.startswith(_FIRST) or first in _naming()
    ends = last_kind.startswith(_NOUNS) or last in _naming()
    return begins and ends and not last_kind.startswith(_PLACES)


def _of_one_field(rows: Collection[int], headlines: Sequence[Headline]) -> bool:
    fields = Counter(headlines[row].field for row in rows if headlines[row].field)
    return not fields or max(fields.values()) >= _SHARE * len(rows)


def _varied(places: Sequence[tuple[int, str, str]]) -> bool:
    sides = ({place[side] for place in places} for side in (1, 2))
    return all(len(side) >= _VARIED for side in sides)


def _longest(kept: Mapping[str, set[int]]) -> dict[str, set[int]]:
    """Return the phrases that no longer one takes the place of."""
    inside: dict[str, list[str]] = defaultdict(list)
    for phrase in kept:
        for start in range(len(phrase)):
            for end in range(start + 2, len(phrase) + 1):
                if (part := phrase[start:end]) in kept and part != phrase:
                    inside[part].append(phrase)
    return {
        phrase: rows
        for phrase, rows in kept.items()
        if not any(len(kept[whole] & rows) >= _KEPT * len(rows) for whole in inside[phrase])
    }


def _without_variants(kept: Mapping[str, set[int]]) -> dict[str, str]:
    """Return each phrase with the one it goes by: 防灾救灾 is 防灾减灾救灾.

    A phrase of four characters and more that leaves two out of a longer one, from the same
    beginning to the same end, is that one.
    """
    by_ends: dict[tuple[str, str], list[str]] = defaultdict(list)
    for phrase in kept:
        by_ends[phrase[:2], phrase[-2:]].append(phrase)
    names = {}
    for phrase in kept:
        longer = [
            other
            for other in by_ends[phrase[:2], phrase[-2:]]
            if len(phrase) >= 4 and len(other) == len(phrase) + 2 and _skips(phrase, other)
        ]
        names[phrase] = min(longer, key=lambda other: (-len(kept[other]), other), default=phrase)
    return {phrase: names.get(name, name) for phrase, name in names.items()}


def _skips(phrase: str, longer: str) -> bool:
    rest: Counter[str] = Counter(longer)
    rest.subtract(phrase)
    at = iter(longer)
    return min(rest.values()) >= 0 and all(char in at for char in phrase)
