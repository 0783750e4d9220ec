"""The page that tells readers how the articles were made, what its words mean, how right it is."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import SURE, Entry, Reconstruction
from generator.publish.labels.article_labels import is_pending
from generator.publish.lists.pagination import header
from generator.publish.paths import link_between
from generator.publish.render import render_template

__all__ = ["ABOUT", "about_page"]

ABOUT = "corrections/about.md"


def about_page(
    entries: Sequence[Entry], reconstructions: Sequence[Reconstruction]
) -> tuple[str, str]:
    """Return path and Markdown of the page, with the site's own figures.

    >>> about_page((), ())[0]
    'corrections/about.md'
    """
    pending = sum(is_pending(entry.article) for entry in entries)
    checked = sum(entry.article.confidence == 1.0 for entry in entries)
    text = render_template(
        "about",
        front_matter=header(
            "怎样整理的，有多可靠", "报纸版面怎样整理成文章，“完整”“待核”是什么意思，有多可靠。"
        ),
        pages=len(reconstructions),
        articles=len(entries),
        whole=len(entries) - pending,
        pending=pending,
        checked=checked,
        sure=round(SURE * 100),
        links={
            name: link_between(ABOUT, path)
            for name, path in (
                ("issues", "issues/index.md"),
                ("doubts", "corrections/doubts.md"),
                ("log", "corrections/index.md"),
                ("undated", "dates/index.md"),
                ("notices", "notices/index.md"),
            )
        },
    )
    return ABOUT, text
