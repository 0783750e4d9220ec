"""Articles and notices as search sees them: what they print, part by part, and what they are
filed under. Notices are no hits unless somebody asks for them.

Only the article's own words are searched, never what the site says about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from operator import itemgetter
from typing import Any, NamedTuple

from generator.model import Article, Block, Entry, Reconstruction
from generator.publish.escape import one_line
from generator.publish.kinds import KINDS
from generator.publish.labels.article_labels import headline_words, is_pending
from generator.publish.labels.article_summary import in_order, newness
from generator.publish.labels.date_labels import date_words
from generator.publish.labels.sentence_anchors import body_places, caption_places
from generator.publish.paths import printed_path, tag_slug
from generator.publish.printed.page_notices import Notice, issue_key, newest_first, notices_of
from generator.text.search_form import search_form
from generator.text.word_tables import torn_words

__all__ = [
    "Prepared",
    "Searched",
    "prepared",
    "searched",
    "tags_in_search",
    "torn_in",
    "with_notices",
]

_ABOVE = ("label", "kicker", "title", "subtitle")
"""The parts that make up the headline: what they hold counts as a hit in the headline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """One article of the search index."""

    id: str
    """The article's id; of a notice, the address of its page, which has a slash in it."""
    title: str
    """The headline, or the words that stand for one."""
    untitled: bool = False
    """Whether the article has no headline."""
    pending: bool = False
    """Whether readers should hold it against its page first."""
    notice: bool = False
    """Whether it is a notice: it is found only by who asks for notices."""
    head: tuple[tuple[str, str], ...] = ()
    """The parts of the headline, each with its anchor (empty: the top of the page)."""
    body: tuple[tuple[str, str], ...] = ()
    """Byline, paragraphs, captions and credit, each with its anchor (``p3``)."""
    date: str = ""
    """In words, or nothing."""
    year: int | None = None
    """The year that the page proves."""
    region: str | None = None
    """Code of the article's own place."""
    region_name: str = ""
    """Its name."""
    agencies: tuple[tuple[str, str], ...] = ()
    """Slug and name of each agency."""
    topics: tuple[tuple[str, str], ...] = ()
    """Id and name of each topic."""
    other: str | None = None
    """Id of its topic, if that stands for what no topic fits."""
    tags: tuple[tuple[str, str], ...] = ()
    """Slug and name of each term that it shares with other articles."""
    documents: tuple[tuple[str, str], ...] = ()
    """Slug and title of each policy paper."""


class Prepared(NamedTuple):
    """An article with what is made of its text, whatever others there are."""

    article: Searched
    above: list[str]
    """The search forms of the parts of its headline."""
    below: list[str]
    """Those of its body."""
    torn: list[int]
    """Which words the words around tear apart; none where a large index says so by itself."""

    @property
    def units(self) -> int:
        """How long it is."""
        return sum(map(len, self.above)) + sum(map(len, self.below))


def prepared(article: Searched | Prepared, *, alone: bool) -> Prepared:
    """Return an article for an index that is one file, ``alone``, or not."""
    if isinstance(article, Prepared):
        return article
    above, below = (
        [search_form(text) for _, text in side] for side in (article.head, article.body)
    )
    ready = Prepared(article, above, below, [])
    return ready._replace(torn=torn_in(ready)) if alone else ready


def torn_in(ready: Prepared) -> list[int]:
    """Return which words of an article the words around tear apart."""
    return torn_words("\n\n".join(("\n".join(ready.above), "\n".join(ready.below))))


def searched(entry: Entry) -> Searched:
    """Return what search knows of a filed article."""
    article, facts = entry.article, entry.facts
    filed: dict[str, Any] = {}
    for kind in KINDS:
        filed |= kind.searched(facts)
    return Searched(
        id=entry.id,
        title=headline_words(entry),
        untitled=article.title is None,
        pending=is_pending(article),
        head=tuple(_parts(article, *_ABOVE)),
        body=(
            *_parts(article, "byline"),
            *((p.place.anchor, one_line(p.block.text.text)) for p in body_places(article)),
            *((p.place.anchor, one_line(p.block.text.text)) for p in caption_places(article)),
            *_parts(article, "credit"),
        ),
        tags=tags_in_search(entry.terms),
        **filed,
    )


def tags_in_search(terms: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return slug and name of each term that an article shares with others of its corpus."""
    return tuple((tag_slug(term), one_line(term)) for term in terms)


def _parts(article: Article, *names: str) -> Iterator[tuple[str, str]]:
    for name in names:
        block: Block | None = getattr(article, name)
        if block is not None:
            yield "", one_line(block.text.text)


_Placed = tuple[tuple[bool, str], Entry | Searched]
"""What is the greater the newer something is, and this."""


def with_notices(
    entries: Sequence[Entry], reconstructions: Sequence[Reconstruction]
) -> tuple[Entry | Searched, ...]:
    """Return the articles, the newest first, and among them the pages' notices by their issue.

    Search shows the newest first by this order alone.
    """
    articles: Iterator[_Placed] = ((newness(e.facts), e) for e in in_order(entries))
    merged = merge(articles, _notices(reconstructions), key=itemgetter(0), reverse=True)
    return tuple(item for _, item in merged)


def _notices(reconstructions: Sequence[Reconstruction]) -> Iterator[_Placed]:
    for result in newest_first(reconstructions):
        for notice in notices_of(result):
            yield issue_key(result.imprint.date), _searched(result, notice)


def _searched(result: Reconstruction, notice: Notice) -> Searched:
    """Return a notice by its place on its page.

    The id is the page's address, and the anchor of all its lines the notice's own.
    """
    issued, title = result.imprint.date, notice.title
    year = (issued or "")[:4]
    return Searched(
        id=printed_path(result.page.name).removesuffix(".md"),
        title=one_line(title) if title is not None else notice.kind or "启事",
        untitled=title is None,
        notice=True,
        head=(("", one_line(title)),) if title is not None else (),
        body=tuple((notice.fragment, one_line(line)) for line in notice.lines),
        date=date_words(issued) if issued else "",
        year=int(year) if year.isdigit() else None,
    )
