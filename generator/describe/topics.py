"""Files an article under topics by the words it uses.

Longest match over a taxonomy that a user can edit (``data/topics.yml``), a damped count of each
word, the headline four times over, and a share of the strongest topic that every further topic
needs. Where the words do not suffice the article is 其他, never a topic that merely came first.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.describe.lexicon import Lexicon
from generator.describe.reading import Part, Reading
from generator.describe.tables import data_bytes
from generator.errors import SidecarError
from generator.model import Topic
from generator.text.traced import Span

__all__ = ["Subject", "Taxonomy", "choose_topics", "default_taxonomy", "parse_taxonomy"]

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
_NAMING = 3.0
"""Weight from which a word names its topic by itself."""
_LEAST = 5.0
"""Score below which words are met by chance: fewer than one naming word twice."""
_HALF = 12.0
"""Score that is published as 0.5."""
_TERMS_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One topic of a taxonomy."""

    id: str
    """ASCII identifier, part of the URL."""
    name: str
    """Chinese name."""
    about: str = ""
    """One sentence."""
    source: str = ""
    """Where the name comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """Topics and the words that speak for them."""

    subjects: tuple[Subject, ...]
    """The topics in the order of the file."""
    other: Subject
    """What an article is filed under when no topic holds."""
    words: Lexicon[tuple[tuple[str, float], ...]]
    """Each word with the ids it speaks for and its weights."""

    def subject(self, identifier: str) -> Subject | None:
        """Return the topic with this id."""
        return next((s for s in (*self.subjects, self.other) if s.id == identifier), None)


@cache
def default_taxonomy() -> Taxonomy:
    """Return the taxonomy that ships with the package.

    >>> default_taxonomy().subject("elderly-care").name
    '养老服务'
    """
    return parse_taxonomy(data_bytes("topics.yml").decode("utf-8"), "topics.yml")


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
    reached: dict[str, set[int]] = defaultdict(set)
    for section in reading.sections:
        if section.part not in (Part.HEAD, Part.BODY, Part.SUBHEAD):
            continue
        # A kicker and a subtitle are headline too; a subhead speaks for its part of the body.
        each = _HEAD_COUNT if section.part is Part.HEAD else 1
        for at, word, values in taxonomy.words.find(reading.text[section.start : section.end]):
            counts[word] += each
            weights[word] = values
            for identifier, weight in values:
                if weight >= _NAMING and section.part is Part.HEAD:
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
    strong = {identifier for values in weights.values() for identifier, w in values if w >= _NAMING}
    blocks = sum(s.part in (Part.BODY, Part.SUBHEAD) for s in reading.sections)
    chosen = [
        subject
        for subject in taxonomy.subjects
        if scores[subject.id]
        >= max(_LEAST, (_SHARE_NAMED if subject.id in named else _SHARE) * best)
        and subject.id in strong
        and (subject.id in named or len(reached[subject.id]) >= _SPREAD * blocks)
    ]
    chosen.sort(key=lambda s: -scores[s.id])
    return tuple(
        _topic(subject, scores[subject.id], terms[subject.id], spans) for subject in chosen
    ) or (Topic(id=taxonomy.other.id, name=taxonomy.other.name, score=0.0),)


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


# -- reading a taxonomy -----------------------------------------------------------------------

_KEYS = {"id", "name", "about", "source", "terms"}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def parse_taxonomy(text: str, source: str | Path) -> Taxonomy:
    """Return the taxonomy that a YAML text describes; ``source`` names it in errors.

    Raises :class:`~generator.errors.SidecarError` with file and line for anything a user may have
    mistyped: broken YAML, an unknown key, an id that is not ASCII or stands twice, a word of one
    character.

    >>> parse_taxonomy("topics:\\n- id: a\\n  name: 甲\\n  terms: {x: [乙丙]}\\n", "topics.yml")
    Traceback (most recent call last):
        ...
    generator.errors.SidecarError: topics.yml:4: the weight 'x' is not a number
    """
    return _Reader(str(source)).read(text)


class _Reader:
    """Walks YAML nodes, because only they know their lines."""

    def __init__(self, source: str) -> None:
        self.source = source

    def fail(self, node: yaml.Node | None, message: str) -> SidecarError:
        line = node.start_mark.line + 1 if node is not None else 1
        return SidecarError(f"{self.source}:{line}: {message}")

    def read(self, text: str) -> Taxonomy:
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise SidecarError(f"{self.source}:{line}: {error.problem}") from error
        except yaml.YAMLError as error:  # a character that YAML forbids
            line = text.count("\n", 0, getattr(error, "position", 0)) + 1
            raise SidecarError(f"{self.source}:{line}: a character that YAML forbids") from error
        except RecursionError:
            # The loader recurses for every level of the file.
            raise SidecarError(
                f"{self.source}:1: lists or keys nested too deeply; topics need five levels"
            ) from None
        top = self.mapping(root, {"topics", "other"})
        if "topics" not in top or not isinstance(top["topics"], yaml.SequenceNode):
            raise self.fail(root, "a list of topics was expected under 'topics'")
        subjects: list[Subject] = []
        words: dict[str, list[tuple[str, float]]] = {}
        for node in top["topics"].value:
            entry = self.mapping(node, _KEYS)
            subject = self.subject(node, entry)
            if any(s.id == subject.id for s in subjects):
                raise self.fail(node, f"the id {subject.id!r} stands twice")
            subjects.append(subject)
            for word, weight in self.terms(entry.get("terms")):
                words.setdefault(word, []).append((subject.id, weight))
        other = Subject(id="other", name="其他")
        if "other" in top:
            other = self.subject(top["other"], self.mapping(top["other"], _KEYS))
        return Taxonomy(
            subjects=tuple(subjects),
            other=other,
            words=Lexicon({word: tuple(values) for word, values in words.items()}),
        )

    def mapping(self, node: yaml.Node | None, known: set[str]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, "keys and values were expected")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value not in known:
                names = ", ".join(sorted(known))
                raise self.fail(key, f"unknown key {key.value!r}; known are {names}")
            if key.value in found:
                raise self.fail(key, f"the key {key.value!r} stands twice")
            found[key.value] = value
        return found

    def subject(self, node: yaml.Node, entry: dict[str, yaml.Node]) -> Subject:
        values: dict[str, Any] = {}
        for key in ("id", "name", "about", "source"):
            if key not in entry:
                if key in ("id", "name"):
                    raise self.fail(node, f"a topic needs {key!r}")
                continue
            if not isinstance(entry[key], yaml.ScalarNode):
                raise self.fail(entry[key], f"{key!r} must be a text")
            values[key] = entry[key].value
        if not _ID.fullmatch(values["id"]):
            raise self.fail(
                entry["id"], f"the id {values['id']!r} may hold only a-z, 0-9 and single hyphens"
            )
        return Subject(**values)

    def terms(self, node: yaml.Node | None) -> list[tuple[str, float]]:
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, "terms are lists of words under their weights")
        found: list[tuple[str, float]] = []
        for key, value in node.value:
            try:
                weight = float(key.value)
            except ValueError:
                raise self.fail(key, f"the weight {key.value!r} is not a number") from None
            if not math.isfinite(weight) or weight <= 0:
                raise self.fail(key, f"the weight {key.value} must be more than 0")
            if not isinstance(value, yaml.SequenceNode):
                raise self.fail(value, "a list of words was expected")
            for word in value.value:
                if not isinstance(word, yaml.ScalarNode) or len(word.value) < 2:
                    raise self.fail(word, "a term needs two characters or more")
                found.append((word.value, weight))
        return found
