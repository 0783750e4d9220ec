"""The page that stands where an article used to be.

Kept apart from ``publish/``, which knows articles: this one says that there is none.
"""

from __future__ import annotations

from generator.corpus.permalinks import Retired

__all__ = ["retired_page"]

MOVED, WITHDRAWN = "文章已移动", "文章已撤下"


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
    front = f"---\ntitle: {title}\nsearch:\n  exclude: true\n---\n\n# {title}\n\n"
    return f"articles/{retired.id}.md", f"{front}{body}\n"
