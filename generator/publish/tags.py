"""Tags: what an article's front matter says in single words, and the list of each of them.

The region that an article is about, its topics, the agencies that issued it, and the terms that
several headlines of the corpus share. A tag
is a word and no thing: six districts are called 鼓楼区, and one tag leads to all six.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.model import AgencyRole, Entry, Facts
from generator.publish.escape import one_line
from generator.publish.kinds.agencies import MOST_ISSUERS
from generator.publish.labels.article_summary import full_region_name
from generator.publish.lists.groupings import Grouping, make_grouping
from generator.publish.paths import agency_path, region_path, tag_kind_path, tag_path, topic_path

__all__ = [
    "Tag",
    "TagGrouping",
    "TagKind",
    "tag_groupings",
    "tag_lists",
    "tag_paths",
    "tags_of",
    "tags_with_lists",
]


class TagKind(StrEnum):
    """What a tag is the name of; the lists of tags stand in this order."""

    TOPIC = "topic"
    REGION = "region"
    AGENCY = "agency"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of an article."""

    name: str
    """The word."""
    kind: TagKind
    """What it is the name of."""
    subject: str = ""
    """First page of the list of that thing; a term has none but its tag's."""
    subject_name: str = ""
    """What that list is called: a county's name is led by its province there."""

    @property
    def path(self) -> str:
        """First page of the tag's own list; that of all tags which read the same."""
        return tag_path(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class TagGrouping:
    """The list of one tag."""

    grouping: Grouping
    """Its articles."""
    subjects: tuple[Tag, ...]
    """What it is the name of, each thing once, in the order of kinds."""

    @property
    def kind(self) -> TagKind:
        """The kind that it is listed under."""
        return self.subjects[0].kind


def tags_of(facts: Facts, terms: Sequence[str] = ()) -> tuple[Tag, ...]:
    """Return the tags of an article: region, topics, issuers, terms; no two with one path.

    A topic without any score is the one for articles that no topic fits: it says nothing. Nor do
    the issuers of a round-up of many, which are all in its facts.

    >>> from generator.model import Region, Topic
    >>> care = Topic(id="elderly-care", name="养老服务", score=0.4)
    >>> facts = Facts(region=Region(code="430000", name="湖南省"), topics=(care,))
    >>> [tag.name for tag in tags_of(facts)]
    ['湖南省', '养老服务']
    """
    found: dict[str, Tag] = {}
    for tag in _named(facts, terms):
        if tag.name:
            found.setdefault(tag.path, tag)
    return tuple(found.values())


def tag_paths(facts: Facts, terms: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the first pages of the lists of an article's tags."""
    return tuple(tag.path for tag in tags_of(facts, terms))


def tag_lists(facts: Facts, terms: Sequence[str] = ()) -> Iterator[str]:
    """Yield the first pages of the lists of tags that an article with these facts stands in."""
    for tag in _named(facts, terms):
        if tag.name:
            yield tag.path
            yield tag_kind_path(tag.kind)


def _named(facts: Facts, terms: Sequence[str]) -> Iterator[Tag]:
    """Yield a tag for each thing, also where two things have one name."""
    if (own := facts.region) is not None:
        name = one_line(own.name)
        yield Tag(name, TagKind.REGION, region_path(own.code), full_region_name(own))
    for topic in facts.topics:
        if not topic.is_other:
            name = one_line(topic.name)
            yield Tag(name, TagKind.TOPIC, topic_path(topic.id), name)
    issuers = dict.fromkeys(a.name for a in facts.agencies if a.role == AgencyRole.ISSUER)
    if len(issuers) <= MOST_ISSUERS:
        for issuer in issuers:
            yield Tag(one_line(issuer), TagKind.AGENCY, agency_path(issuer), one_line(issuer))
    for term in terms:
        yield Tag(one_line(term), TagKind.TERM)


def tag_groupings(entries: Sequence[Entry]) -> tuple[TagGrouping, ...]:
    """Return a grouping for each tag, those with most articles first, then by name.

    Tags that read the same but for case, width, blanks and traditional characters are one; it is
    called as most articles call it.
    """
    filed: dict[str, dict[str, Entry]] = defaultdict(dict)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    subjects: dict[str, dict[str, Tag]] = defaultdict(dict)
    for entry in entries:
        for tag in _named(entry.facts, entry.terms):
            if tag.name:
                path = tag.path
                filed[path][entry.id] = entry
                names[path][tag.name] += 1
                subjects[path].setdefault(tag.subject, tag)
    order = list(TagKind)
    groupings = [
        TagGrouping(
            grouping=_grouping(path, _commonest(names[path]), articles.values()),
            subjects=tuple(
                sorted(subjects[path].values(), key=lambda t: (order.index(t.kind), t.subject))
            ),
        )
        for path, articles in filed.items()
    ]
    return tuple(
        sorted(groupings, key=lambda t: (-t.grouping.own, t.grouping.title, t.grouping.path))
    )


def tags_with_lists(tags: Sequence[TagGrouping], sizes: Mapping[str, int]) -> frozenset[str]:
    """Return the first pages of the lists of tags that are no other list.

    ``sizes`` tells how many articles stand in each list. A tag names one thing as a rule: where its
    articles are all that the list of that thing has, or it has a single one, that list is its page.
    """
    return frozenset(
        tag.grouping.path
        for tag in tags
        if len(tag.subjects) > 1
        or not tag.subjects[0].subject  # a term
        or (tag.grouping.own > 1 and sizes.get(tag.subjects[0].subject) != tag.grouping.own)
    )


def _grouping(path: str, name: str, articles: Iterable[Entry]) -> Grouping:
    """Return the grouping of a tag; its title tells its page from that of the thing it names."""
    return replace(make_grouping(path, f"标签：{name}", ("", articles)), name=name)


def _commonest(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))
