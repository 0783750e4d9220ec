"""The index of tags and the list of each tag as Markdown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from generator.model import Entry
from generator.publish.escape import Safe
from generator.publish.later import Text
from generator.publish.lists.feeds import feed_of
from generator.publish.lists.grouped_index import IndexGroup, grouped_index
from generator.publish.lists.list_page import list_pages, row_of
from generator.publish.lists.pagination import header
from generator.publish.paths import link_between, tag_kind_path
from generator.publish.tags import TagGrouping, TagKind

__all__ = ["tag_pages"]

_PATH = "tags/index.md"
_KINDS = {
    TagKind.TOPIC: ("主题", "文章所属的业务领域。"),
    TagKind.REGION: ("地区", "文章以它为主的地区。"),
    TagKind.AGENCY: ("发布机构", "发布、召开或印发文章所报道之事的机构。"),
    TagKind.TERM: ("常见词语", "至少三篇文章的标题共有、又不归上面各类的词语。"),
}
_SAME = {
    TagKind.TOPIC: "这个主题的文章就是这些；在主题页还可以按地区和年份缩小范围。",
    TagKind.REGION: "这里只有以它为主的文章；地区页还列出所属市县的文章和提到它的文章。",
    TagKind.TERM: "标题里有这个词，或首段两次以上提到它的文章。",
    TagKind.AGENCY: "这里只有由它发布、召开或印发的文章；机构页还列出只提到它的文章。",
}
"""How the list of a tag differs from that of the thing it names."""
_PAGES = {TagKind.TOPIC: "主题页", TagKind.REGION: "地区页", TagKind.AGENCY: "机构页"}
_WAYS = "文章数 名称"
_LAYOUT = Safe(" bm-index--words")


def tag_pages(
    entries: Sequence[Entry], tags: Sequence[TagGrouping], listed: Collection[str]
) -> Iterator[tuple[str, Text]]:
    """Yield path and Markdown of the index of tags, of each kind's whole list and of those tags'
    whose lists are ``listed``: the others lead to the list of what they name.

    The index shows the first tags of each kind, so that it stays one page however many there are.
    """
    groups = [
        IndexGroup(
            title=name,
            note=note,
            path=tag_kind_path(kind),
            header=header(f"标签：{name}", f"按标签归档的报纸文章：{name}。"),
            items=found,
        )
        for kind, (name, note) in _KINDS.items()
        if (found := [tag for tag in tags if tag.kind == kind])
    ]
    yield from grouped_index(
        _PATH,
        groups,
        partial(_row, listed),
        title="标签",
        note=f"共 {len(tags)} 个标签，数字是带有它的文章篇数，每篇文章之后都列出它的标签。只有大小"
        "写、全角半角或繁简体不同的，算作一个。",
        header=header("标签", "全部标签，每个标签都列出带有它的报纸文章。"),
        empty="还没有文章带标签。" if entries else "还没有文章。",
        ways=_WAYS,
        layout=_LAYOUT,
    )
    for tag in tags:
        if tag.grouping.path not in listed:
            continue
        yield from list_pages(
            tag.grouping,
            "标签",
            (("标签", _PATH), (_KINDS[tag.kind][0], tag_kind_path(tag.kind))),
            note="".join(_SAME[kind] for kind in dict.fromkeys(s.kind for s in tag.subjects)),
            rows=tuple(_subject_rows(tag)),
            feed=_feed(tag),
        )


def _row(listed: Collection[str], tag: TagGrouping, source: str) -> dict[str, Any]:
    row = row_of(tag.grouping, source) | {"names": "", "ranks": ""}
    if tag.grouping.path not in listed:
        row["link"] = link_between(source, tag.subjects[0].subject)
    return row


def _subject_rows(tag: TagGrouping) -> Iterator[tuple[str, tuple[tuple[str, str | None], ...]]]:
    """Yield the lists of what the tag names: of each kind, as several things may have one name."""
    things = (subject for subject in tag.subjects if subject.subject)
    for kind, found in groupby(things, key=lambda subject: subject.kind):
        yield _PAGES[kind], tuple((subject.subject_name, subject.subject) for subject in found)


def _feed(tag: TagGrouping) -> str | None:
    """Return the feed of the topic that the tag names: its articles are the same."""
    (subject, *others) = tag.subjects
    return None if others or tag.kind != TagKind.TOPIC else feed_of(subject.subject)
