"""The table of notices in the Data Package: what stands in no article, and is no furniture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model import Entry, Reconstruction
from generator.publish.page_notices import notices_of
from generator.publish.table_schema import Field, Row, Table

__all__ = ["NOTICES"]


def _rows(made: Reconstruction, _entries: Sequence[Entry]) -> Iterator[Row]:
    for notice in notices_of(made):
        yield {
            "page": made.page.name,
            "number": notice.number,
            "kind": notice.rule.partition("/")[2] or None,
            "title": notice.title,
            "text": notice.block.text.text,
            "spans": list(notice.block.text.spans),
        }


NOTICES = Table(
    name="notices",
    title="启事公告",
    description="One row a notice or an advertisement (启事, 公告, 广告), in the order of pages.",
    fields=(
        Field(
            name="page",
            title="版面文件",
            description="The page it was printed on.",
            constraints=(("required", True),),
        ),
        Field(
            name="number",
            title="序号",
            description="Its place among what was set aside of the page, from 1: its fragment on "
            "the page as printed is xN.",
            type="integer",
            constraints=(("required", True), ("minimum", 1)),
        ),
        Field(
            name="kind",
            title="类别",
            description="The rule that tells it: loss, registration, tender, court, service, "
            "readers, people, advertisement, by-text; notice where an editor says so.",
        ),
        Field(name="title", title="标题", description="Its heading, if it has one of its own."),
        Field(
            name="text",
            title="文字",
            description="All of it, heading and paragraphs on lines of their own.",
            constraints=(("required", True),),
        ),
        Field(
            name="spans",
            title="位置",
            description="Where it stands on the page: [start, end] of code points.",
            type="array",
            constraints=(("required", True),),
        ),
    ),
    key=("page", "number"),
    refers=(("page", "pages", "name"),),
    rows=_rows,
)
