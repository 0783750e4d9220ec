"""Tables of what articles are filed under: one row a mention, with the words that prove it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from generator.model import AgencyRole, DateBasis, DateKind, Entry, Facts, Reconstruction
from generator.publish.export.cells import Value, quoted_spans
from generator.publish.export.schema import ARTICLE, EDTF, NUMBER, SPANS, WORDS, Field, Row, Table
from generator.text.traced import Span

__all__ = ["MENTION_TABLES"]

_Mention = tuple[dict[str, Value], tuple[Span, ...]]


def _regions(facts: Facts) -> Iterator[_Mention]:
    own = facts.region
    regions = facts.regions
    if own is not None and own.code not in {region.code for region in regions}:
        regions = (own, *regions)
    for region in regions:
        is_own = own is not None and region.code == own.code
        said: dict[str, Value] = {
            "code": region.code,
            "name": region.name,
            "own": is_own,
            "candidates": region.candidates,
        }
        yield said, region.spans


def _agencies(facts: Facts) -> Iterator[_Mention]:
    for agency in facts.agencies:
        yield {"name": agency.name, "role": agency.role.value}, agency.spans


def _dates(facts: Facts) -> Iterator[_Mention]:
    if facts.date is not None:
        basis = facts.date.basis.value
        own: dict[str, Value] = {"edtf": facts.date.edtf, "own": True, "basis": basis}
        yield {**own, "text": None, "kind": None}, facts.date.spans
    for date in facts.dates:
        said: dict[str, Value] = {"edtf": date.edtf, "own": False, "basis": None}
        yield {**said, "text": date.text, "kind": date.kind.value}, date.spans


def _topics(facts: Facts) -> Iterator[_Mention]:
    for topic in facts.topics:
        said: dict[str, Value] = {
            "topic": topic.id,
            "name": topic.name,
            "score": topic.score,
            "terms": topic.terms,
        }
        yield said, topic.spans


def _documents(facts: Facts) -> Iterator[_Mention]:
    for document in facts.documents:
        said: dict[str, Value] = {
            "title": document.title,
            "key": document.key,
            "region": document.region.code if document.region else None,
            "short": document.short,
            "issuers": document.issuers,
        }
        yield said, document.spans


def _table(
    name: str,
    title: str,
    description: str,
    mentions: Callable[[Facts], Iterator[_Mention]],
    *fields: Field,
) -> Table:
    def rows(made: Reconstruction, entries: Sequence[Entry]) -> Iterator[Row]:
        for entry in entries:
            for number, (said, spans) in enumerate(mentions(entry.facts), start=1):
                words = quoted_spans(made.page.text, spans)
                here: Row = {"article": entry.id, "number": number}
                yield {**here, **said, "spans": spans, "words": words}

    return Table(
        name=name,
        title=title,
        description=description,
        fields=(ARTICLE, NUMBER, *fields, SPANS, WORDS),
        key=("article", "number"),
        refers=(("article", "articles", "id"),),
        rows=rows,
    )


def _field(name: str, title: str, description: str, type_: Any = "string", **rules: Any) -> Field:
    rules = {"required": True} | rules
    constraints = tuple(rules.items())
    return Field(
        name=name, title=title, description=description, type=type_, constraints=constraints
    )


MENTION_TABLES = (
    _table(
        "regions",
        "地区",
        "One row a division of China that an article names.",
        _regions,
        _field(
            "code", "地区代码", "GB/T 2260 as in force at the article's date; 100000: all China.",
            pattern="[0-9]{6}",
        ),
        _field("name", "名称", "Full official name."),
        _field("own", "本地", "Whether it is the article's own region.", "boolean"),
        _field(
            "candidates", "其他可能", "Codes it could also be, where the page doesn't decide.",
            "array",
        ),
    ),
    _table(
        "agencies",
        "机构",
        "One row a public body that an article names, issuers first.",
        _agencies,
        _field("name", "全称", "Full name (省民政厅 in an article about 湖南 is 湖南省民政厅)."),
        _field(
            "role", "角色", "issuer: it issued, held or announced what is reported.",
            enum=tuple(role.value for role in AgencyRole),
        ),
    ),
    _table(
        "dates",
        "日期",
        "The article's own date, where there is one, and a row for each date it names.",
        _dates,
        _field("edtf", "日期", "EDTF level 1; XXXX where the year is unproven.", pattern=EDTF),
        _field("own", "文章日期", "Whether it is the article's own date.", "boolean"),
        _field(
            "basis", "依据", "What proves the article's own date; empty for others.",
            required=False, enum=tuple(basis.value for basis in DateBasis),
        ),
        _field("text", "原文写法", "The expression; empty for the own date.", required=False),
        _field(
            "kind", "种类", "What the expression names; target: set for what is to come.",
            required=False, enum=tuple(kind.value for kind in DateKind),
        ),
    ),
    _table(
        "topics",
        "主题",
        "One row a field of work that an article belongs to, strongest first.",
        _topics,
        _field("topic", "主题标识", "Identifier.", pattern="[a-z0-9]+(?:-[a-z0-9]+)*"),
        _field("name", "名称", "Chinese name."),
        _field("score", "分值", "Strength.", "number", minimum=0, maximum=1),
        _field("terms", "依据词语", "The words that speak for it.", "array"),
    ),
    _table(
        "documents",
        "文件",
        "One row a policy paper that an article names.",
        _documents,
        _field("title", "标题", "With its 《》."),
        _field("key", "归并名", "The same in every article that names this paper."),
        _field(
            "region", "发文地区", "GB/T 2260 of the division whose bodies issued it.",
            required=False, pattern="[0-9]{6}",
        ),
        _field("short", "简称", "Short names that the article defines by 以下简称.", "array"),
        _field("issuers", "发文机关", "Bodies that issued it, where the article says so.", "array"),
    ),
)  # fmt: skip
"""Every kind of fact."""
