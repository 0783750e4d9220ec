"""Files an article under topics by the words it uses.

Two tables are asked: the fields of any newspaper (:mod:`field_topics`), and one of words, the
ministry's or a user's own, which this module reads.

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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from generator.describe.article_text import ArticleText, SectionKind, titles_in
from generator.describe.data_files import data_table
from generator.describe.topics.field_topics import choose_fields
from generator.describe.topics.fields import holders, shipped_fields
from generator.describe.topics.taxonomy import NAMING, default_taxonomy
from generator.describe.topics.topic_tables import Subject, Taxonomy
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
_SEARCHED = (SectionKind.HEAD, SectionKind.BODY, SectionKind.SUBHEAD)


def choose_topics(reading: ArticleText, taxonomy: Taxonomy | None = None) -> tuple[Topic, ...]:
    """Return the topics of an article, strongest first; 其他 alone when none is strong enough.

    >>> from generator.describe.article_text import read_text
    >>> text = read_text("多地缓解养老机构经营压力\\n\\n近日，养老机构收到补贴，养老服务更稳。")
    >>> [(t.id, t.terms) for t in choose_topics(text)]
    [('elderly-care', ('养老机构', '养老服务')), ('civil', ('养老机构', '养老服务'))]
    """
    taxonomy = taxonomy or default_taxonomy()
    if not reading.text.strip():
        return ()
    topics, headed = _own_topics(reading, taxonomy)
    other = Topic(id=taxonomy.other.id, name=taxonomy.other.name, score=0.0)
    if taxonomy.fields:
        return _with_fields(topics, headed, choose_fields(reading), taxonomy) or (other,)
    return topics or (other,)


def _with_fields(
    topics: Sequence[Topic], headed: bool, fields: Sequence[Topic], taxonomy: Taxonomy
) -> tuple[Topic, ...]:
    """Return the topics of both tables, those of the better match first, and what holds them.

    That is the table of words where the headline names its topic, else the one that is surer; the
    other one's follow by the rule for further topics. A narrower field that is a topic of the
    table of words goes by its name, and where that table says how narrow the article is within a
    field, the field says no more.
    """
    held = [replace(topic, within=_holder(topic)) for topic in topics]
    fields = [_renamed(topic, taxonomy) for topic in fields]
    lead, rest = held, fields
    if fields and not headed and (not held or fields[0].score > held[0].score):
        lead, rest = fields, held
    elif held and fields and fields[0].id in {topic.within for topic in held}:
        rest = []
    least = _SHARE * lead[0].score if lead else 0.0
    chosen = {topic.id: topic for topic in (*lead, *(t for t in rest if t.score >= least))}
    return tuple(_with_code(topic) for topic in _with_holders(chosen).values())


def _holder(topic: Topic) -> str:
    return holders()[topic.id].id if topic.id in holders() else ""


def _renamed(topic: Topic, taxonomy: Taxonomy) -> Topic:
    """Return a field under the name of the topic that says the same, where the table has one."""
    named = next(field for field in shipped_fields() if field.id == topic.id)
    same = taxonomy.subject(named.same) if named.same else None
    return replace(topic, id=same.id, name=same.name) if same else topic


def _with_holders(chosen: Mapping[str, Topic]) -> dict[str, Topic]:
    """Return topics by their ids, and behind them each wide field that holds one of them."""
    found = dict(chosen)
    for topic in chosen.values():
        if topic.within and topic.within not in found:
            wide = holders()[topic.id]
            found[wide.id] = replace(topic, id=wide.id, name=wide.name, within="")
    return found


def _with_code(topic: Topic) -> Topic:
    """Return a topic with the code of the IPTC Media Topic that its wide field lies in."""
    wide = topic.within or topic.id
    codes = (field.iptc for field in shipped_fields() if field.id == wide)
    return replace(topic, iptc=next(codes, ""))


def _own_topics(reading: ArticleText, taxonomy: Taxonomy) -> tuple[tuple[Topic, ...], bool]:
    """Return the topics whose words are listed, and whether the headline names the first."""
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
    held = {s.id for s in chosen}
    rest = [s for s in taxonomy.subjects if s.id not in held and tally.scores.get(s.id)]
    beside = max(rest, key=lambda s: tally.scores[s.id], default=None)
    topics = tuple(_topic(subject, tally, beside) for subject in chosen)
    return topics, bool(chosen) and chosen[0].id in tally.named


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
    ahead = (s for s in reading.sections if s.part in _SEARCHED)
    section = next(ahead, None)
    for start, word, values in taxonomy.words.find(reading.text):
        while section is not None and section.end <= start:
            section = next(ahead, None)
        if section is None or start < section.start or not values or _within(works, start):
            continue
        # A kicker and a subtitle are headline too; a subhead speaks for its part of the body.
        head = section.part is SectionKind.HEAD
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


def _topic(subject: Subject, tally: _Tally, beside: Subject | None) -> Topic:
    terms = tally.terms[subject.id]
    words = [word for _share, word in sorted(terms, key=lambda t: (-t[0], t[1]))]
    proof = sorted({span for word in words for span in tally.spans[word]})
    score, next_score = (_published(tally.scores[s.id]) if s else 0.0 for s in (subject, beside))
    return Topic(
        id=subject.id,
        name=subject.name,
        score=score,
        terms=tuple(words[:_TERMS_SHOWN]),
        spans=tuple(proof),
        runner_up=beside.name if beside else "",
        margin=round(score - next_score, 2),
    )


def _published(score: float) -> float:
    return round(score / (score + _HALF), 2)
