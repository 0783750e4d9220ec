"""Notices and advertisements as search sees them: no hits unless somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model import Block, Reconstruction, Role
from generator.model.rule_words import rule_in_chinese
from generator.publish.date_labels import date_words
from generator.publish.escape import one_line
from generator.publish.paths import printed_path
from generator.publish.search.searched_article import Searched

__all__ = ["searched_notices"]


def searched_notices(reconstructions: Sequence[Reconstruction]) -> Iterator[Searched]:
    """Yield the notices of pages, the newest issue first: each by its place on its page.

    The id is the page's address, and the anchor of all its lines the notice's own.
    """
    ordered = sorted(reconstructions, key=lambda result: result.page.name)
    ordered.sort(key=lambda result: result.imprint.date or "", reverse=True)
    for result in ordered:
        for number, block in enumerate(result.leftovers, start=1):
            if block.role is Role.NOTICE:
                yield _searched(result, number, block)


def _searched(result: Reconstruction, number: int, block: Block) -> Searched:
    first, *rest = block.text.text.split("\n")
    kind = rule_in_chinese(block.evidence[0].rule).rstrip("。") if block.evidence else "启事"
    issued, anchor = result.imprint.date, f"x{number}"
    year = (issued or "")[:4]
    return Searched(
        id=printed_path(result.page.name).removesuffix(".md"),
        title=one_line(first) if rest else kind,
        untitled=not rest,
        notice=True,
        head=(("", one_line(first)),) if rest else (),
        body=tuple((anchor, one_line(line)) for line in (rest or [first])),
        date=date_words(issued) if issued else "",
        year=int(year) if year.isdigit() else None,
    )
