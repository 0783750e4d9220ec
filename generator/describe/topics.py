"""Files an article under topics by the words it uses.

Longest match over a taxonomy that a user can edit (``data/topics.yml``), a damped count of each
word, the headline four times over, and a share of the strongest topic that every further topic
needs. Where the words do not suffice the article is 其他, never a topic that merely came first.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache

from generator.describe.reading import Part, Reading, titles_in
from generator.describe.tables import data_table
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
_SPREAD = 0.3
"""Share of the body's blocks that a topic must reach when the headline does not speak for it."""
_LEAST = 5.0
"""Score below which words are met by chance: fewer than one naming word twice."""
_HALF = 12.0
"""Score that is published as 0.5."""
_TERMS_SHOWN = 8


def choose_topics(reading: Reading, taxonomy: Taxonomy | None = None) -> tuple[Topic, ...]:
    """Return the topics of an article, strongest first; 其他 alone when none is strong enough.

    >>> from generator.describe.reading import read_text
    >>> text = read_text("多地缓解养老机构经营压力\\n\\n近日，养老机构收到补贴，养老服务更稳。")
    >>> [(t.id, t.terms) for t in choose_topics(text)]
    [('elderly-care', ('养老机构', '养老服务'))]
    """
    taxonomy = taxonomy or default_taxonomy()
    if not reading.text.strip():
        return ()
    counts: dict[str, int] = defaultdict(int)
    spans: dict[str, list[Span]] = defaultdict(list)
    weights: dict[str, tuple[tuple[str, float], ...]] = {}
    named: set[str] = set()
    headed: set[str] = set()
    reached: dict[str, set[int]] = defaultdict(set)
    works = _works(reading.text)
    for section in reading.sections:
        if section.part not in (Part.HEAD, Part.BODY, Part.SUBHEAD):
            continue
        # A kicker and a subtitle are headline too; a subhead speaks for its part of the body.
        each = _HEAD_COUNT if section.part is Part.HEAD else 1
        for at, word, values in taxonomy.words.find(reading.text[section.start : section.end]):
            if not values or _within(works, section.start + at):
                continue
            counts[word] += each
            weights[word] = values
            for identifier, weight in values:
                if section.part is Part.HEAD:
                    headed.add(identifier)
                    if weight >= NAMING:
                        named.add(identifier)
                if weight > 1:
                    reached[identifier].add(section.start)
            start = section.start + at
            spans[word] += reading.spans(start, start + len(word))
    scores: dict[str, float] = defaultdict(float)
    terms: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for word, values in weights.items():
        for identifier, weight in values:
            share = weight * (1 + math.log(counts[word]))
            scores[identifier] += share
            terms[identifier].append((share, word))
    for identifier in named:
        scores[identifier] *= _NAMED
    best = max(scores.values(), default=0.0)
    strong = {identifier for values in weights.values() for identifier, w in values if w >= NAMING}
    blocks = sum(s.part in (Part.BODY, Part.SUBHEAD) for s in reading.sections)
    chosen = [
        subject
        for subject in taxonomy.subjects
        if scores[subject.id]
        >= max(_LEAST, (_SHARE_NAMED if subject.id in named else _SHARE) * best)
        and subject.id in strong
        and (subject.id in headed or len(reached[subject.id]) >= _SPREAD * blocks)
    ]
    chosen.sort(key=lambda s: -scores[s.id])
    return tuple(
        _topic(subject, scores[subject.id], terms[subject.id], spans) for subject in chosen
    ) or (Topic(id=taxonomy.other.id, name=taxonomy.other.name, score=0.0),)


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


def _topic(
    subject: Subject, score: float, terms: list[tuple[float, str]], spans: dict[str, list[Span]]
) -> Topic:
    words = [word for _share, word in sorted(terms, key=lambda t: (-t[0], t[1]))]
    proof = sorted({span for word in words for span in spans[word]})
    return Topic(
        id=subject.id,
        name=subject.name,
        score=round(score / (score + _HALF), 2),
        terms=tuple(words[:_TERMS_SHOWN]),
        spans=tuple(proof),
    )
