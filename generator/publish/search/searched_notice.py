"""Notices and advertisements as search sees them: no hits unless somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import merge
from operator import itemgetter

from generator.model import Entry, Reconstruction
from generator.publish.article_summary import in_order, newness
from generator.publish.date_labels import date_words
from generator.publish.escape import one_line
from generator.publish.page_notices import Notice, issue_key, newest_first, notices_of
from generator.publish.paths import printed_path
from generator.publish.search.searched_article import Searched

__all__ = ["with_notices"]

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
