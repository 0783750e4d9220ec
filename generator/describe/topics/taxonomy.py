"""The topics that articles are filed under, and how a user's own are read.

A taxonomy is a YAML file that people edit by hand (``data/topics.yml`` ships). Whatever they may
mistype is told with file and line; what is allowed but likely not meant is a finding.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from generator.describe.data_files import compose_yaml, data_bytes
from generator.describe.lexicon import Lexicon
from generator.describe.topics.topic_tables import Subject, Taxonomy
from generator.describe.written_form import folded
from generator.errors import SidecarError, suggestion

__all__ = [
    "NAMING",
    "SHIPPED",
    "default_taxonomy",
    "ministry_taxonomy",
    "parse_taxonomy",
    "shipped_taxonomy",
]

SHIPPED = ("both", "general", "ministry")
"""Names of the tables that ship: the fields of any newspaper, the ministry's topics, or both."""

NAMING = 3.0
"""Weight from which a word names its topic by itself."""
_HEAVIEST = 100.0
"""Weight above which a number is a slip: one such word would outweigh a hundred others."""


@cache
def ministry_taxonomy() -> Taxonomy:
    """Return the ministry's topics, which ship with the package.

    >>> ministry_taxonomy().subject("elderly-care").name
    '养老服务'
    """
    text = data_bytes("topics.yml").decode("utf-8")
    return _TopicsReader("topics.yml").read(text, shipped=True)


def default_taxonomy() -> Taxonomy:
    """Return the topics that hold where nobody chooses: both tables.

    >>> [default_taxonomy().subject(name).name for name in ("elderly-care", "agriculture")]
    ['养老服务', '农业农村']
    """
    return shipped_taxonomy("both")


@cache
def shipped_taxonomy(name: str) -> Taxonomy:
    """Return one of the tables that ship (:data:`SHIPPED`)."""
    ministry = ministry_taxonomy()
    if name == "ministry":
        return ministry
    digest = f"{ministry.digest}+{name}"
    if name == "both":
        return replace(ministry, fields=True, digest=digest)
    return replace(ministry, subjects=(), words=Lexicon({}), fields=True, digest=digest)


def parse_taxonomy(text: str, source: str | Path) -> Taxonomy:
    """Return the taxonomy that a YAML text describes; ``source`` names it in errors.

    Words are folded as the texts are in which they are looked for (full-width digits and letters,
    half-width marks).
    Raises :class:`~generator.errors.SidecarError` with file and line for anything a user may have
    mistyped: broken YAML, an unknown key, an id that is not ASCII or stands twice, a weight that
    is no number above 0, a word of one character or twice in one topic.

    >>> parse_taxonomy("topics:\\n- id: a\\n  name: 甲\\n  terms: {x: [乙丙]}\\n", "topics.yml")
    Traceback (most recent call last):
        ...
    generator.errors.SidecarError: topics.yml:4: the weight 'x' is not a number
    >>> light = "topics:\\n- {id: a, name: 甲, terms: {1: [丙丁]}}"
    >>> parse_taxonomy(light, "topics.yml").findings[0][:45]
    "topics.yml:2: the topic 'a' has no word of we"
    """
    return _TopicsReader(str(source)).read(text)


_NONE_FITS = "主题表里没有一类适合，或者文中没有足够的依据。"
"""What 其他 means, where a table of one's own does not say."""
_KEYS = {"id", "name", "about", "source", "terms"}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TAKEN = re.compile(r"index(?:-[0-9]+)?|unknown")
"""Ids whose page would take the place of another: the list of topics, articles without one."""
_DEVICES = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Ids that cannot be the name of a file on Windows, where they stand for devices."""
_LONGEST_ID = 60
"""An id becomes the name of a file."""
_LONGEST_NAME = 4000
"""Characters: each article of a topic repeats its name."""


@dataclass(frozen=True, slots=True)
class _Word:
    node: yaml.Node
    topic: str
    weight: float


class _TopicsReader:
    """Walks YAML nodes, because only they know their lines."""

    def __init__(self, source: str) -> None:
        self.source = source

    def place(self, node: yaml.Node | None) -> str:
        return f"{self.source}:{node.start_mark.line + 1 if node is not None else 1}"

    def fail(self, node: yaml.Node | None, message: str) -> SidecarError:
        return SidecarError(f"{self.place(node)}: {message}")

    def read(self, text: str, *, shipped: bool = False) -> Taxonomy:
        root = compose_yaml(text, self.source, shipped=shipped)
        top = self.mapping(root, {"topics", "other", "passed-over"})
        if not isinstance(top.get("topics"), yaml.SequenceNode):
            raise self.fail(top.get("topics"), "a list of topics was expected under 'topics'")
        other = Subject(id="other", name="其他", about=_NONE_FITS)
        if "other" in top:
            given = self.subject(top["other"], self.mapping(top["other"], _KEYS - {"terms"}))
            other = replace(given, about=given.about or other.about)
        subjects: dict[str, Subject] = {}
        words: dict[str, list[_Word]] = {}
        findings: list[str] = []
        for node in top["topics"].value:
            entry = self.mapping(node, _KEYS)
            subject = self.subject(node, entry)
            if subject.id in subjects or subject.id == other.id:
                raise self.fail(entry["id"], f"the id {subject.id!r} stands twice")
            subjects[subject.id] = subject
            heaviest = 0.0
            for word, found in self.terms(entry.get("terms"), subject.id):
                words.setdefault(word, []).append(found)
                heaviest = max(heaviest, found.weight)
            if heaviest < NAMING:
                findings.append(
                    f"{self.place(node)}: the topic {subject.id!r} has no word of weight "
                    f"{NAMING:g} or more, so nothing is ever filed under it"
                )
        passed = dict(self.words(top.get("passed-over")))
        for word in words.keys() & passed.keys():
            raise self.fail(passed[word], f"“{word}” is passed over and a term of a topic")
        findings += self.ties(words)
        values = {w: tuple((f.topic, f.weight) for f in found) for w, found in words.items()}
        return Taxonomy(
            subjects=tuple(subjects.values()),
            other=other,
            words=Lexicon({**values, **dict.fromkeys(passed, ())}),
            findings=tuple(findings),
            digest=hashlib.blake2b(
                text.encode("utf-8", "surrogatepass"), digest_size=20
            ).hexdigest(),
        )

    def ties(self, words: Mapping[str, list[_Word]]) -> Iterator[str]:
        """Words that speak for two topics alike."""
        for word, found in words.items():
            alike: dict[float, list[_Word]] = {}
            for one in found:
                alike.setdefault(one.weight, []).append(one)
            for weight, twins in alike.items():
                if len(twins) > 1:
                    topics = ", ".join(twin.topic for twin in twins)
                    number = "two" if len(twins) == 2 else str(len(twins))
                    yield (
                        f"{self.place(twins[-1].node)}: “{word}” has the same weight, "
                        f"{weight:g}, in {number} topics ({topics}), so it tells nothing "
                        "between them"
                    )

    def mapping(self, node: yaml.Node | None, known: set[str]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, "keys and values were expected")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self.text(key, "a key")
            if name not in known:
                raise self.fail(key, f"unknown key {name!r}. {suggestion(name, sorted(known))}")
            if name in found:
                raise self.fail(key, f"the key {name!r} stands twice")
            found[name] = value
        return found

    def text(self, node: yaml.Node, what: str) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self.fail(node, f"{what} must be a text")
        text: str = node.value
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise self.fail(node, f"{what} holds half a character (\\uD800 to \\uDFFF)")
        return text

    def subject(self, node: yaml.Node, entry: dict[str, yaml.Node]) -> Subject:
        values: dict[str, str] = {}
        for key in ("id", "name", "about", "source"):
            if key in entry:
                values[key] = " ".join(self.text(entry[key], repr(key)).split())
            if key in ("id", "name") and not values.get(key):
                raise self.fail(entry.get(key, node), f"a topic needs {key!r}")
        if len(values["name"]) > _LONGEST_NAME:
            raise self.fail(
                entry["name"],
                f"the name has {len(values['name']):,} characters, of {_LONGEST_NAME:,} at most",
            )
        if not _ID.fullmatch(values["id"]) or len(values["id"]) > _LONGEST_ID:
            raise self.fail(
                entry["id"],
                f"the id {values['id']!r} may hold only a-z, 0-9 and single hyphens, "
                f"{_LONGEST_ID} characters at most",
            )
        if _TAKEN.fullmatch(values["id"]):
            raise self.fail(
                entry["id"], f"the id {values['id']!r} is the name of a page of its own"
            )
        if _DEVICES.fullmatch(values["id"]):
            raise self.fail(
                entry["id"], f"the id {values['id']!r} stands for a device on Windows, not a file"
            )
        return Subject(**values)

    def terms(self, node: yaml.Node | None, topic: str) -> Iterator[tuple[str, _Word]]:
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, "terms are lists of words under their weights")
        weights: set[float] = set()
        seen: set[str] = set()
        for key, value in node.value:
            weight = self.weight(key)
            if weight in weights:
                raise self.fail(key, f"the weight {weight:g} stands twice")
            weights.add(weight)
            for word, at in self.words(value):
                if word in seen:
                    raise self.fail(at, f"“{word}” stands twice in the topic {topic!r}")
                seen.add(word)
                yield word, _Word(at, topic, weight)

    def weight(self, node: yaml.Node) -> float:
        text = self.text(node, "a weight")
        try:
            weight = float(text)
        except ValueError:
            raise self.fail(node, f"the weight {text!r} is not a number") from None
        if not 0 < weight <= _HEAVIEST or not math.isfinite(weight):
            raise self.fail(
                node, f"the weight {text} must be more than 0 and at most {_HEAVIEST:g}"
            )
        return weight

    def words(self, node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            raise self.fail(node, "a list of words was expected")
        for at in node.value:
            word = folded(self.text(at, "a term").strip())
            if len(word) < 2:
                raise self.fail(at, "a term needs two characters or more")
            yield word, at
