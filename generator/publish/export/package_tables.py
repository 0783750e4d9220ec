"""The tables of the Data Package, each with its columns and what gives its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.model import Article, Block, DateBasis, Entry, Reconstruction, Role
from generator.publish.export.goals_table import GOALS
from generator.publish.kinds import KINDS
from generator.publish.printed.page_notices import notices_of
from generator.publish.table_schema import EDTF, Field, Row, Table

__all__ = ["TABLES", "Table", "captions_of", "text_of"]


def text_of(article: Article) -> str:
    """Return an article's body, lead, paragraphs and subheads, one a line."""
    return "\n".join(block.text.text for block in article.body)


def captions_of(article: Article) -> str | None:
    """Return what an article's photographs show, one caption a line."""
    return "\n".join(block.text.text for block in article.captions) or None


def _articles(_made: Reconstruction, entries: Sequence[Entry]) -> Iterator[Row]:
    for number, entry in enumerate(entries, start=1):
        article, facts = entry.article, entry.facts
        yield {
            "id": entry.id,
            "page": article.page,
            "number": number,
            "kind": "caption" if article.is_caption else "article",
            "label": _text(article.label),
            "series": article.series,
            "kicker": _text(article.kicker),
            "title": _text(article.title),
            "subtitle": _text(article.subtitle),
            "byline": _text(article.byline),
            "authors": article.authors,
            "credit": _text(article.credit),
            "source": article.source,
            "date": facts.date.edtf if facts.date else None,
            "date_basis": facts.date.basis.value if facts.date else None,
            "year": facts.year,
            "region": facts.region.code if facts.region else None,
            "confidence": article.confidence,
            "continued_from": article.continued_from,
            "continues": article.continues,
            "continuation_of": entry.comes_from,
            "continued_on": entry.goes_on,
            "captions": captions_of(article),
            "tables": sum(block.role is Role.TABLE for block in article.body),
            "text": text_of(article),
            "spans": [span for block in article.body for span in block.text.spans],
        }


def _pages(made: Reconstruction, entries: Sequence[Entry]) -> Iterator[Row]:
    page, imprint = made.page, made.imprint
    yield {
        "name": page.name,
        "publication": imprint.publication,
        "date": imprint.date,
        "number": imprint.page,
        "section": imprint.section,
        "url": imprint.url,
        "articles": len(entries),
        "characters": len(page.text),
        "text": page.text,
    }


def _text(block: Block | None) -> str | None:
    return None if block is None else block.text.text


def _field(name: str, title: str, description: str, type_: Any = "string", **rules: Any) -> Field:
    constraints = tuple(rules.items())
    return Field(
        name=name, title=title, description=description, type=type_, constraints=constraints
    )


ARTICLES = Table(
    name="articles",
    title="文章",
    description="One row an article, in the order of pages and of the articles' bodies on them.",
    fields=(
        _field(
            "id",
            "文章编号",
            "Permanent id; the article's address on the site is articles/ID/.",
            required=True,
            unique=True,
            pattern="[0-9A-Za-z][0-9A-Za-z_-]*",
        ),
        _field("page", "版面文件", "The page it was printed on.", required=True),
        _field(
            "number", "版内序号", "Its place on the page, from 1.", "integer",
            required=True, minimum=1,
        ),
        _field(
            "kind", "类型", "caption: a photograph's caption that tells a story.",
            required=True, enum=("article", "caption"),
        ),
        _field("label", "栏目", "Label that several articles of the page may share."),
        _field("series", "专栏", "Series that it is a part of: 今日谈."),
        _field("kicker", "引题", "Line above the headline."),
        _field(
            "title", "标题",
            "Headline; empty when the page shows none, or none that could be given to it.",
        ),
        _field("subtitle", "副题", "Line below the headline."),
        _field("byline", "署名", "Who wrote it, as printed."),
        _field("authors", "作者", "Names read from the byline.", "array", required=True),
        _field("credit", "来源标注", "Closing credit, as printed."),
        _field("source", "稿件来源", "Body that the credit names."),
        _field(
            "date", "日期", "The article's own date, EDTF level 1; empty when nothing proves one.",
            pattern=EDTF,
        ),
        _field(
            "date_basis", "日期依据", "What proves the date.",
            enum=tuple(basis.value for basis in DateBasis),
        ),
        _field("year", "年份", "Year that the page proves.", "integer", minimum=1, maximum=9999),
        _field(
            "region", "地区代码",
            "The article's own region, code of GB/T 2260 at its date; 100000 is the whole country.",
            pattern="[0-9]{6}",
        ),
        _field(
            "confidence", "可信度", "How sure the reconstruction is that the article is right.",
            "number", required=True, minimum=0, maximum=1,
        ),
        _field("continued_from", "上接", "Page that the text comes from, as printed."),
        _field("continues", "下转", "Page that the text goes on on, as printed."),
        _field("continuation_of", "接续的文章", "Id of the article that it is the rest of."),
        _field("continued_on", "续文", "Id of the article that is its rest, on another page."),
        _field("captions", "图片说明", "What its photographs show, one caption a line."),
        _field(
            "tables", "表格数",
            "How many tables its body has; in the text a row is a line, and tabs part its cells.",
            "integer", required=True, minimum=0,
        ),
        _field("text", "正文", "Body as published, one paragraph, subhead or row a line."),
        _field(
            "spans", "正文位置", "Where the body stands on the page: [start, end] of code points.",
            "array", required=True,
        ),
    ),
    key=("id",),
    refers=(("page", "pages", "name"),),
    rows=_articles,
)  # fmt: skip

PAGES = Table(
    name="pages",
    title="版面",
    description="One row a page that could be read, in the order of their files.",
    fields=(
        _field(
            "name", "版面文件", "The file's name; NAME#N is part N of a file with form feeds.",
            required=True, unique=True,
        ),
        _field("publication", "报纸", "The newspaper, where the page or its sidecar names it."),
        _field(
            "date", "出版日期", "Day of issue, EDTF, where the page or its sidecar says so.",
            pattern=EDTF,
        ),
        _field("number", "版次", "The page's number, where the page or its sidecar says so."),
        _field("section", "版名", "Name of the section, where the page prints it: 要闻."),
        _field("url", "网址", "Where the page can be seen."),
        _field(
            "articles", "文章数", "How many articles it has.", "integer",
            required=True, minimum=0,
        ),
        _field(
            "characters", "字符数", "Code points of text.", "integer",
            required=True, minimum=0,
        ),
        _field(
            "text", "版面文字", "The page's text as it was read, which all spans point into.",
            required=True,
        ),
    ),
    key=("name",),
    refers=(),
    rows=_pages,
)  # fmt: skip


def _notices(made: Reconstruction, _entries: Sequence[Entry]) -> Iterator[Row]:
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
    rows=_notices,
)

TABLES = (
    ARTICLES,
    *(kind.table for kind in KINDS if kind.table is not None),
    GOALS,
    NOTICES,
    PAGES,
)
"""Every table of the package, in the order in which it lists them."""
