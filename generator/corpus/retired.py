"""The page that stands where an article used to be.

Kept apart from ``publish/``, which knows articles: this one says that there is none.
"""

from __future__ import annotations

from generator.corpus.permalinks import Retired
from generator.publish.paths import link_between, printed_path

__all__ = ["former_page", "retired_page"]

MOVED, WITHDRAWN = "文章已移动", "文章已撤下"
PAGE_MOVED, PAGE_WITHDRAWN = "版面已移动", "版面已撤下"


def retired_page(retired: Retired) -> tuple[str, str]:
    """Return path and Markdown of the page for an id that no article bears any more.

    It says what has become of the article, leads to the one that has its text now, and stays
    out of the search.

    >>> path, text = retired_page(Retired(id="aaaaaaaa", moved_to="bbbbbbbb"))
    >>> path, "(bbbbbbbb.md)" in text
    ('articles/aaaaaaaa.md', True)
    """
    new = retired.moved_to
    if new is not None and retired.withdrawn:
        title, body = MOVED, f"原来的版面已从本站撤下，同样的文字见：[阅读现在的文章]({new}.md)。"
    elif new is not None:
        title, body = MOVED, f"这篇文章经过重新整理，已并入另一篇：[阅读现在的文章]({new}.md)。"
    elif retired.withdrawn:
        title, body = WITHDRAWN, "这篇文章所在的版面已从本站撤下，文章不再提供。"
    else:
        title = WITHDRAWN
        body = "这篇文章已不在本站。它所在的版面经过重新整理，原有文字不再单独成篇。"
    return f"articles/{retired.id}.md", _page(title, body)


def former_page(name: str, now: str | None) -> tuple[str, str]:
    """Return path and Markdown of what stands where a page as printed used to be.

    It leads to the page that has its articles ``now``.

    >>> former_page("a.txt", None)[0], "](b.md)" in former_page("a.txt", "b.txt")[1]
    ('pages/a.md', True)
    """
    path = printed_path(name)
    if now is None:
        return path, _page(PAGE_WITHDRAWN, "这个版面已从本站撤下，文字不再提供。")
    link = link_between(path, printed_path(now))
    return path, _page(PAGE_MOVED, f"这个版面的文件改了名，文字见：[现在的版面]({link})。")


def _page(title: str, body: str) -> str:
    return f"---\ntitle: {title}\nsearch:\n  exclude: true\n---\n\n# {title}\n\n{body}\n"
