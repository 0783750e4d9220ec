"""Files an article under topics by the words it uses.

Longest match over a taxonomy that a user can edit (``data/topics.yml``), a damped count of each
word, the headline four times over, and a share of the strongest topic that every further topic
needs. Where the words do not suffice the article is 其他, never a topic that merely came first:
a word that names the topic must stand somewhere, and a topic of which the headline has no word must
run through the story. The figures below were set on the seeds and on pages of the press.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from generator.describe.article_text import ArticleText, SectionKind, titles_in
from generator.describe.data_files import data_table
from generator.describe.taxonomy import NAMING, Subject, Taxonomy, default_taxonomy
from generator.model import Topic
from generator.text.traced import Span

__all__ = ["choose_topics"]

_HEAD_COUNT = 4
"""A word of the headline counts as four of the body: it was chosen to say what the story is."""
_SHARE = 0.5
"""Share of the strongest topic's score that a further topic needs."""
_NAMED = 1.5
"""Factor for a topic that a naming word of the headline states outright: in a long report on
everything an office does, the field with the largest vocabulary would win otherwise."""
_SHARE_NAMED = 0.25
"""The same for a topic that the headline names: it is meant, however rarely the body says it."""
_SPREAD = 0.25
"""Share of the body's blocks that a topic must reach when the headline does not speak for it."""
_LEAST = 5.0
"""Score below which words are met by chance: fewer than one naming word twice."""
_HALF = 12.0
"""Score that is published as 0.5."""
_TERMS_SHOWN = 8


def choose_topics(reading: ArticleText, taxonomy: Taxonomy | None = None) -> tuple[Topic, ...]:
    """Return the topics of an article, strongest first; 其他 alone when none is strong enough.

    >>> from generator.describe.article_text import read_text
    >>> text = read_text("多地缓解养老机构经营压力\\n\\n近日，养老机构收到补贴，养老服务更稳。")
    >>> [(t.id, t.terms) for t in choose_topics(text)]
    [('elderly-care', ('养老机构', '养老服务'))]
    """
    taxonomy = taxonomy or default_taxonomy()
    if not reading.text.strip():
        return ()
    tally = _count(reading, taxonomy)
    for word, values in tally.weights.items():
        for identifier, weight in values:
            # The tenth time a word is said tells less than the second: hence the logarithm.
            share = weight * (1 + math.log(tally.counts[word]))
            tally.scores[identifier] += share
            tally.terms[identifier].append((share, word))
    for identifier in tally.named:
        tally.scores[identifier] *= _NAMED
    best = max(tally.scores.values(), default=0.0)
    blocks = sum(s.part in (SectionKind.BODY, SectionKind.SUBHEAD) for s in reading.sections)
    chosen = [s for s in taxonomy.subjects if _holds(s.id, tally, best, blocks)]
    chosen.sort(key=lambda s: -tally.scores[s.id])
    return tuple(_topic(subject, tally) for subject in chosen) or (
        Topic(id=taxonomy.other.id, name=taxonomy.other.name, score=0.0),
    )


@dataclass(slots=True)
class _Tally:
    """What the words of an article say, gathered in one pass."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How often each word stands there, the headline's times counted :data:`_HEAD_COUNT` times."""
    spans: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    weights: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    """The topics that each word speaks for."""
    headed: set[str] = field(default_factory=set)
    """Topics of which the headline has a word."""
    named: set[str] = field(default_factory=set)
    """Topics that the headline names."""
    strong: set[str] = field(default_factory=set)
    """Topics that are named anywhere."""
    reached: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """The sections in which a topic has a word that is not met everywhere."""
    scores: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    terms: dict[str, list[tuple[float, str]]] = field(default_factory=lambda: defaultdict(list))
    """The words of each topic, with their parts in its score."""


def _count(reading: ArticleText, taxonomy: Taxonomy) -> _Tally:
    tally = _Tally()
    works = _works(reading.text)
    for section in reading.sections:
        if section.part not in (SectionKind.HEAD, SectionKind.BODY, SectionKind.SUBHEAD):
            continue
        # A kicker and a subtitle are headline too; a subhead speaks for its part of the body.
        head = section.part is SectionKind.HEAD
        for at, word, values in taxonomy.words.find(reading.text[section.start : section.end]):
            start = section.start + at
            if not values or _within(works, start):
                continue
            tally.counts[word] += _HEAD_COUNT if head else 1
            tally.weights[word] = values
            tally.spans[word] += reading.spans(start, start + len(word))
            for identifier, weight in values:
                if weight >= NAMING:
                    tally.strong.add(identifier)
                if weight > 1:
                    tally.reached[identifier].add(section.start)
                if head:
                    tally.headed.add(identifier)
                    if weight >= NAMING:
                        tally.named.add(identifier)
    return tally


def _holds(topic: str, tally: _Tally, best: float, blocks: int) -> bool:
    """Whether an article of so many blocks is about a topic, and not only touches it."""
    share = _SHARE_NAMED if topic in tally.named else _SHARE
    return (
        tally.scores[topic] >= max(_LEAST, share * best)
        and topic in tally.strong
        and (topic in tally.headed or len(tally.reached[topic]) >= _SPREAD * blocks)
    )


def _works(text: str) -> list[tuple[int, int]]:
    """Return the ranges of 《》 that hold the title of a book, a film or a paper of news.

    GB/T 15834-2011 sets all titles in 《》 alike; a law or a notice says by its last word what it
    is, and its words are about its field. A play called 《孤儿》 is no news of child welfare.
    """
    paper = _paper()
    return [(a, b) for a, b in titles_in(text) if not paper.search(text[a + 1 : b - 1])]


@cache
def _paper() -> re.Pattern[str]:
    kinds = "|".join(map(re.escape, data_table("documents.yml")["kinds"]))
    return re.compile(rf"^关于|(?:{kinds}|法)(?:[（(][^（）()]*[)）]|〉|》)*$")


def _within(ranges: list[tuple[int, int]], position: int) -> bool:
    number = bisect_right(ranges, position, key=lambda r: r[0]) - 1
    return number >= 0 and position < ranges[number][1]


def _topic(subject: Subject, tally: _Tally) -> Topic:
    score, terms = tally.scores[subject.id], tally.terms[subject.id]
    words = [word for _share, word in sorted(terms, key=lambda t: (-t[0], t[1]))]
    proof = sorted({span for word in words for span in tally.spans[word]})
    return Topic(
        id=subject.id,
        name=subject.name,
        score=round(score / (score + _HALF), 2),
        terms=tuple(words[:_TERMS_SHOWN]),
        spans=tuple(proof),
    )
