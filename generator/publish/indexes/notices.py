"""The list of notices and advertisements (启事, 公告, 广告): on the site, and in no article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from generator.model import Reconstruction
from generator.publish.escape import Safe, one_line
from generator.publish.lists.pagination import PAGE_LENGTH, header, paged
from generator.publish.paths import link_between, printed_path
from generator.publish.printed.page_names import page_words
from generator.publish.printed.page_notices import Notice, newest_first, notices_of
from generator.publish.render import render_template

__all__ = ["NOTICES", "notice_pages"]

NOTICES = "notices/index.md"
_INDEX = "issues/index.md"
_OfPage: TypeAlias = tuple[Reconstruction, list[Notice]]
"""A newspaper's page and its notices."""


def notice_pages(reconstructions: Sequence[Reconstruction]) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the list of notices, the newest issue first.

    >>> [path for path, text in notice_pages([])]
    ['notices/index.md']
    """
    pages = ((result, [*notices_of(result)]) for result in newest_first(reconstructions))
    listed = tuple(_parts((result, own) for result, own in pages if own))
    number = sum(len(own) for part in listed for _, own in part)
    for page, shown in paged(NOTICES, listed, 1):
        text = render_template(
            "notices",
            front_matter=header(
                "启事公告", f"版面上的启事、公告和广告，不属于任何一篇文章。第 {page.number} 页。"
            ),
            index=link_between(page.path, _INDEX),
            number=number,
            groups=[_group(result, own, page.path) for part in shown for result, own in part],
            page=page,
        )
        yield page.path, text


def _parts(pages: Iterable[_OfPage]) -> Iterator[list[_OfPage]]:
    """Yield what stands on a page of the list: the notices of whole newspaper pages.

    So each names a newspaper's page at least, by which the ledger tells a list that cannot have
    been so long.
    """
    part: list[_OfPage] = []
    for page in pages:
        part.append(page)
        if sum(len(own) for _, own in part) >= PAGE_LENGTH:
            yield part
            part = []
    if part:
        yield part


def _group(result: Reconstruction, own: Sequence[Notice], source: str) -> dict[str, Any]:
    return {
        "title": page_words(result),
        "link": link_between(source, printed_path(result.page.name)),
        "rows": [_row(result, notice, source) for notice in own],
    }


def _row(result: Reconstruction, notice: Notice, source: str) -> dict[str, Any]:
    page = link_between(source, printed_path(result.page.name))
    return {
        "title": one_line(notice.title or ""),
        "lines": [one_line(line) for line in notice.lines],
        "kind": notice.kind,
        "spot": Safe(f"{page}#{notice.fragment}"),
    }
