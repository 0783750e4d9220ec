"""The list of notices and advertisements (启事, 公告, 广告): on the site, and in no article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from generator.model import Block, Reconstruction, Role
from generator.model.rule_words import rule_in_chinese
from generator.publish.article_labels import heading_words
from generator.publish.escape import Safe, one_line
from generator.publish.pagination import PAGE_LENGTH, header, paged
from generator.publish.paths import link_between, printed_path
from generator.publish.render import render_template

__all__ = ["NOTICES", "notice_pages"]

NOTICES = "notices/index.md"
_INDEX = "pages/index.md"


def notice_pages(reconstructions: Sequence[Reconstruction]) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the list of notices, the newest issue first.

    >>> [path for path, text in notice_pages([])]
    ['notices/index.md']
    """
    ordered = sorted(reconstructions, key=lambda r: r.page.name)
    ordered.sort(key=lambda r: r.imprint.date or "", reverse=True)
    found = [
        (result, number, block)
        for result in ordered
        for number, block in enumerate(result.leftovers, start=1)
        if block.role is Role.NOTICE
    ]
    for page, shown in paged(NOTICES, found, PAGE_LENGTH):
        groups = [
            {
                "title": heading_words(result.imprint, result.page.name),
                "link": link_between(page.path, printed_path(result.page.name)),
                "rows": [_row(result, number, block, page.path) for _, number, block in own],
            }
            for result, own in (
                (rows[0][0], rows)
                for rows in (
                    list(rows) for _, rows in groupby(shown, key=lambda row: row[0].page.name)
                )
            )
        ]
        text = render_template(
            "notices",
            front_matter=header(
                "启事公告", f"版面上的启事、公告和广告，不属于任何一篇文章。第 {page.number} 页。"
            ),
            index=link_between(page.path, _INDEX),
            number=len(found),
            groups=groups,
            page=page,
        )
        yield page.path, text


def _row(result: Reconstruction, number: int, block: Block, source: str) -> dict[str, Any]:
    first, *rest = block.text.text.split("\n")
    return {
        "title": one_line(first) if rest else "",
        "lines": [one_line(line) for line in (rest or [first])],
        "kind": rule_in_chinese(block.evidence[0].rule).rstrip("。") if block.evidence else "",
        "spot": Safe(f"{link_between(source, printed_path(result.page.name))}#x{number}"),
    }
