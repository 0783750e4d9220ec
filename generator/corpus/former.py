"""The page that stands where a page as printed used to be.

Its seed was renamed or taken away; what is beside an article's old address is in ``retired.py``.
"""

from __future__ import annotations

from generator.publish.lists import header
from generator.publish.paths import link_between, printed_path

__all__ = ["former_page"]

MOVED, WITHDRAWN = "版面已移动", "版面已撤下"


def former_page(name: str, now: str | None) -> tuple[str, str]:
    """Return path and Markdown of what stands at the address of the page ``name``.

    It leads to the page that has its articles ``now``, and stays out of the search.

    >>> former_page("a.txt", None)[0], "](b.md)" in former_page("a.txt", "b.txt")[1]
    ('pages/a.md', True)
    """
    path = printed_path(name)
    title, body = WITHDRAWN, "这个版面已从本站撤下，文字不再提供。"
    if now is not None:
        link = link_between(path, printed_path(now))
        title, body = MOVED, f"这个版面的文件改了名，文字见：[现在的版面]({link})。"
    return path, f"{header(title)}\n# {title}\n\n{body}\n"
