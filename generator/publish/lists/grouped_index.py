"""An index in groups: the first of each on one page, and the whole list of each on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from generator.publish.escape import Safe
from generator.publish.lists.list_page import crumbs_of
from generator.publish.lists.pagination import PAGE_LENGTH, paged
from generator.publish.paths import link_between
from generator.publish.render import render_template

__all__ = ["IndexGroup", "grouped_index"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexGroup(Generic[T]):
    """One group of an index."""

    title: str
    """Its heading."""
    note: str
    """What it holds, in a sentence."""
    path: str
    """First page of its whole list."""
    header: Safe
    """Front matter of that list."""
    items: Sequence[T]
    """What it holds, in order."""


def grouped_index(
    path: str,
    groups: Sequence[IndexGroup[T]],
    row: Callable[[T, str], dict[str, Any]],
    *,
    title: str,
    note: str,
    header: Safe,
    empty: str,
    ways: str,
    layout: Safe,
) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the index at ``path``, and of each group's whole list.

    The index shows the first of each group, so that it stays one page however many there are.
    ``row`` gives what is shown of an item in a file; ``ways`` names what lists can be put in order
    by, ``empty`` what stands where there is nothing.
    """
    text = render_template(
        "groups",
        front_matter=header,
        title=title,
        note=note,
        empty=empty,
        ways=ways,
        layout=layout,
        levels=[
            {
                "title": group.title,
                "note": group.note,
                "number": len(group.items),
                "link": link_between(path, group.path),
                "rows": [row(item, path) for item in group.items[:PAGE_LENGTH]],
            }
            for group in groups
        ],
        whole=all(len(group.items) <= PAGE_LENGTH for group in groups),
    )
    yield path, text
    for group in groups:
        for page, shown in paged(group.path, group.items):
            text = render_template(
                "index",
                front_matter=group.header,
                crumbs=crumbs_of(((title, path),), page.path),
                title=group.title,
                note=f"{group.note}共 {len(group.items)} 个，文章多的在前。",
                ways=ways,
                layout=layout,
                rows=[row(item, page.path) for item in shown],
                page=page,
            )
            yield page.path, text
