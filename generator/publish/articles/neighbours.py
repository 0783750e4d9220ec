"""What stands around an article: before and after it on its page and in its region, and related."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Article, Entry
from generator.publish.escape import Safe
from generator.publish.labels.article_labels import headline_words, is_pending
from generator.publish.labels.article_summary import (
    date_of,
    first_offset,
    province_of,
    region_words,
)
from generator.publish.later import mark_of
from generator.publish.paths import article_path, link_between
from generator.publish.render import render_template

__all__ = ["Around", "around_articles", "around_text", "reading_words"]

_LONGEST = 36
"""Characters of a headline in a link here: two lines on a phone."""
_PACE = 400
"""Characters that a reader of Chinese reads in a minute: the usual 300 to 500."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The neighbours of one article."""

    on_page: tuple[Entry | None, Entry | None] = (None, None)
    """Before and after it on its page."""
    in_region: tuple[Entry | None, Entry | None] = (None, None)
    """The newer and the older one in its province, or in the country's list."""
    related: tuple[Entry, ...] = ()
    """The nearest first."""

    @property
    def related_ids(self) -> tuple[str, ...]:
        """The ids of the related ones."""
        return tuple(entry.id for entry in self.related)

    @property
    def key(self) -> tuple[str | None, ...]:
        """What tells what is said of them."""
        near = (*self.on_page, *self.in_region, *self.related)
        return tuple(mark_of(entry) if entry else None for entry in near)


def around_articles(
    entries: Sequence[Entry], related: Mapping[str, tuple[Entry, ...]]
) -> Mapping[str, Around]:
    """Return what stands around each article, by id; ``entries`` are in the order of lists, and
    ``related`` has of each those related to it."""
    pages: dict[str, list[Entry]] = defaultdict(list)
    regions: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        pages[entry.article.page].append(entry)
        if entry.facts.region is not None:
            regions[province_of(entry.facts.region.code)].append(entry)
    for found in pages.values():
        found.sort(key=lambda entry: (first_offset(entry), entry.id))
    on_page, in_region = _neighbours(pages.values()), _neighbours(regions.values())
    return {
        entry.id: Around(
            on_page=on_page[entry.id],
            in_region=in_region.get(entry.id, (None, None)),
            related=related[entry.id],
        )
        for entry in entries
    }


def around_text(entry: Entry, around: Around) -> Safe:
    """Return the part of an article's page that leads on; empty where nothing does."""
    path = article_path(entry.id)
    rows = [
        {"name": name, **_named(other, path), "note": note} for name, other, note in _ways(around)
    ]
    named = {other.id for _, other, _ in _ways(around)}
    related = [
        {
            **_named(other, path),
            "note": f"{region_words(other.facts)}，{date_of(other.facts)}",
        }
        for other in around.related
        if other.id not in named
    ]
    if not rows and not related:
        return Safe("")
    return render_template("around", rows=rows, related=related)


def reading_words(article: Article) -> str:
    """Return how long the article is, for the line above its headline.

    >>> from generator.model import Block, Role
    >>> from generator.text.traced import Traced
    >>> block = Block(role=Role.PARAGRAPH, text=Traced.from_page("民政" * 500))
    >>> reading_words(Article(page="p.txt", body=(block,)))
    '约 3 分钟读完（1000 字）'
    """
    length = sum(len(b.text.text) - b.text.text.count(" ") for b in article.body)
    if length < _PACE // 2:
        return f"{length} 字"
    return f"约 {max(1, -(-length // _PACE))} 分钟读完（{length} 字）"


def _ways(around: Around) -> Iterator[tuple[str, Entry, str]]:
    before, after = around.on_page
    newer, older = around.in_region
    if before:
        yield "本版上一篇", before, ""
    if after:
        yield "本版下一篇", after, ""
    if newer and newer is not before and newer is not after:
        yield "本地区上一篇", newer, date_of(newer.facts)
    if older and older is not before and older is not after:
        yield "本地区下一篇", older, date_of(older.facts)


def _neighbours(
    lists: Iterable[list[Entry]],
) -> dict[str, tuple[Entry | None, Entry | None]]:
    found: dict[str, tuple[Entry | None, Entry | None]] = {}
    for entries in lists:
        before: list[Entry | None] = [None, *entries[:-1]]
        after: list[Entry | None] = [*entries[1:], None]
        for entry, one, other in zip(entries, before, after, strict=True):
            found[entry.id] = (one, other)
    return found


def _named(entry: Entry, source: str) -> dict[str, object]:
    """Return what a link to an article shows: its headline, and whether it is doubtful."""
    pending = is_pending(entry.article)
    return {"title": _title(entry), "link": _link(entry, source), "pending": pending}


def _title(entry: Entry) -> str:
    title = headline_words(entry)
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"


def _link(entry: Entry, source: str) -> Safe:
    return link_between(source, article_path(entry.id))
