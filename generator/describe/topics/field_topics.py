"""Files an article under one wide field and, where its words say so, a narrower one.

All words of the article that say anything of any field are counted and what they say is added up
(:mod:`generator.scores.field_scores`). Where no wide field is likely enough, none holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.describe.article_text import ArticleText, SectionKind
from generator.describe.topics.fields import Field, field_lexicon, shipped_fields
from generator.model import Topic
from generator.scores.field_scores import field_scores, head_counts, term_value
from generator.text.traced import Span

__all__ = ["choose_fields"]

_LEAST = 0.35
"""Belief from which an article is filed under a wide field. Of 566 articles labelled by hand, each
asked of weights learned without it, 138 in 1,000 are below it, and 904 of those above are right."""
_NARROW = 0.6
"""Share of the wide field's belief that a narrower one needs."""
_TERMS_LEAST = 3
"""Different words that must speak for a field: one or two are met by chance."""
_TERMS_SHOWN = 8
_READ = 1500
"""Characters of the body that are read: what comes later changes hardly anything."""
_SEARCHED = (SectionKind.HEAD, SectionKind.BODY, SectionKind.SUBHEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The words of an article that say something of a field."""

    places: dict[str, list[int]]
    """Where each stands, in the parts that are read, one behind the other."""
    heads: list[tuple[int, int]]
    """Which of them are headlines."""
    starts: list[int]
    """Where each part begins there, and in the text."""
    origins: list[int]

    def values(self) -> dict[str, float]:
        """Return what each word is worth."""
        last = max((end for _start, end in self.heads), default=0)
        found = {}
        for term, places in self.places.items():
            head = sum(self._is_head(at) for at in places) if places[0] < last else 0
            found[term] = term_value(head_counts(head, len(places) - head), head > 0)
        return found

    def _is_head(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.heads)

    def in_text(self, term: str) -> Iterator[int]:
        """Yield where a word stands in the article's text."""
        for at in self.places[term]:
            part = bisect_right(self.starts, at) - 1
            yield self.origins[part] + at - self.starts[part]


def choose_fields(reading: ArticleText) -> tuple[Topic, ...]:
    """Return the wide field that an article is about and the narrower one, or nothing.

    >>> from generator.describe.article_text import read_text
    >>> text = read_text("小麦开镰\\n\\n农机手驾驶收割机收割小麦，合作社的粮食入仓。")
    >>> [(topic.id, topic.within) for topic in choose_fields(text)]
    [('agriculture', ''), ('farming', 'agriculture')]
    """
    found = _find(reading)
    if len(found.places) < _TERMS_LEAST:
        return ()
    values = found.values()
    beliefs = dict(zip(field_scores().fields, field_scores().beliefs(values), strict=True))
    wide = _ranked({name: sum(beliefs[each] for each in below) for name, below in _below().items()})
    best, belief = wide[0]
    if belief < _LEAST:
        return ()
    inside = _ranked({name: beliefs[name] for name in _below()[best]})
    narrow, share = inside[0]
    speaking = field_scores().speaking(narrow, values)
    if len(speaking) < _TERMS_LEAST:
        return ()
    proof = _Proof(tuple(speaking[:_TERMS_SHOWN]), _spans(reading, found, speaking))
    topics = [_topic(best, belief, wide[1], proof)]
    if share >= _NARROW * belief:
        topics.append(_topic(narrow, share, inside[1], proof))
    return tuple(topics)


@dataclass(frozen=True, slots=True)
class _Proof:
    terms: tuple[str, ...]
    spans: tuple[Span, ...]


def _find(reading: ArticleText) -> _Found:
    parts: list[str] = []
    starts, origins, heads = [], [], []
    length, left = 0, _READ
    for section in reading.sections:
        is_head = section.part is SectionKind.HEAD
        if section.part not in _SEARCHED or not (is_head or left):
            continue
        end = section.end if is_head else min(section.end, section.start + left)
        left -= 0 if is_head else end - section.start
        starts.append(length)
        origins.append(section.start)
        parts.append(reading.text[section.start : end])
        if is_head:
            heads.append((length, length + end - section.start))
        length += end - section.start + 1
    places = field_lexicon().places("\n".join(parts))
    return _Found(places=places, heads=heads, starts=starts, origins=origins)


@cache
def _fields() -> dict[str, Field]:
    return {field.id: field for field in shipped_fields()}


@cache
def _below() -> dict[str, tuple[str, ...]]:
    """Return the narrower fields of each wide one."""
    wide = [field.id for field in shipped_fields() if not field.within]
    inside = [(field.within, field.id) for field in shipped_fields() if field.within]
    return {name: tuple(id_ for within, id_ in inside if within == name) for name in wide}


def _ranked(beliefs: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(beliefs.items(), key=lambda item: -item[1])


def _spans(reading: ArticleText, found: _Found, terms: Sequence[str]) -> tuple[Span, ...]:
    shown = terms[:_TERMS_SHOWN]
    ranges = {
        span
        for term in shown
        for place in found.in_text(term)
        for span in reading.spans(place, place + len(term))
    }
    return tuple(sorted(ranges))


def _topic(chosen: str, belief: float, beside: tuple[str, float], proof: _Proof) -> Topic:
    fields = _fields()
    return Topic(
        id=chosen,
        name=fields[chosen].name,
        score=round(belief, 2),
        terms=proof.terms,
        spans=proof.spans,
        within=fields[chosen].within,
        runner_up=fields[beside[0]].name,
        margin=round(belief - beside[1], 2),
    )
