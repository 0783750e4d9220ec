"""The page that stands where an article used to be.

Kept apart from ``publish/``, which knows articles: this one says that there is none.
"""

from __future__ import annotations

__all__ = ["retired_page"]


def retired_page(old: str, new: str | None) -> tuple[str, str]:
    """Return path and Markdown of the page for an id that no article bears any more.

    It leads to the article that took over the text, and stays out of the search.

    >>> path, text = retired_page("aaaaaaaa", "bbbbbbbb")
    >>> path, "(bbbbbbbb.md)" in text
    ('articles/aaaaaaaa.md', True)
    """
    if new is None:
        body = "这篇文章已不在本站。它所在的版面经过重新整理，原有文字不再单独成篇。\n"
    else:
        body = f"这篇文章经过重新整理，已并入另一篇：[阅读现在的文章]({new}.md)。\n"
    front = "---\ntitle: 文章已移动\nsearch:\n  exclude: true\n---\n\n# 文章已移动\n\n"
    return f"articles/{old}.md", front + body
