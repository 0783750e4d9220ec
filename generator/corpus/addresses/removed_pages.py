"""What stands where an article, or a page as printed, used to be.

Kept apart from ``publish/``, which knows articles: this one says that there is none. What stands
for lists is in :mod:`generator.publish.indexes.removed_lists`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.corpus.addresses.permalinks import Retired
from generator.model import Entry, Imprint
from generator.publish import copy_path, gone_header, plain_copy
from generator.publish.lists.pagination import header
from generator.publish.paths import link_between, printed_path

__all__ = ["continued_files", "former_page", "retired_copy", "retired_page"]

_MOVED, _WITHDRAWN = "文章已移动", "文章已撤下"
_JOINED = "文章已接上前文"
_PAGE_MOVED, _PAGE_WITHDRAWN = "版面已移动", "版面已撤下"


def retired_page(retired: Retired) -> tuple[str, str]:
    """Return path and Markdown of the page for an id that no article bears any more.

    It says what has become of the article and leads to the one that has its text now.

    >>> path, text = retired_page(Retired(id="aaaaaaaa", moved_to="bbbbbbbb"))
    >>> path, "(bbbbbbbb.md)" in text
    ('articles/aaaaaaaa.md', True)
    """
    new = retired.moved_to
    if new is not None and retired.withdrawn:
        title, body = _MOVED, f"原来的版面已从本站撤下，同样的文字见：[阅读现在的文章]({new}.md)。"
    elif new is not None:
        title, body = _MOVED, f"这篇文章经过重新整理，已并入另一篇：[阅读现在的文章]({new}.md)。"
    elif retired.withdrawn:
        title, body = _WITHDRAWN, "这篇文章所在的版面已从本站撤下，文章不再提供。"
    else:
        title = _WITHDRAWN
        body = "这篇文章已不在本站。它所在的版面经过重新整理，原有文字不再单独成篇。"
    front = gone_header(title, f"articles/{new}.md" if new is not None else None)
    return f"articles/{retired.id}.md", f"{front}\n# {title}\n\n{body}\n"


def retired_copy(
    retired: Retired, new: Entry | None, imprint: Imprint | None = None
) -> tuple[str, str]:
    """Return path and text of the plain copy beside such a page.

    It is that of the article ``new`` that has the text now, or says that none has.

    >>> retired_copy(Retired(id="aaaaaaaa"), None)[0]
    'articles/aaaaaaaa/index.md.txt'
    """
    text = retired_page(retired)[1] if new is None else plain_copy(new, imprint)
    return copy_path(retired.id), text


def continued_files(
    entry: Entry, imprint: Imprint | None = None, *, copies: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield path and text of what stands at the addresses of an article's other parts.

    They lead to the whole article; what lies beside them is what lies beside that (``copies``).
    """
    for id_ in entry.further:
        yield (
            f"articles/{id_}.md",
            f"{gone_header(_JOINED, f'articles/{entry.id}.md', leave=True)}\n# {_JOINED}\n\n"
            f"这段文字从另一版转来，已接在前文之后：[阅读全文]({entry.id}.md)。\n",
        )
        if copies:
            yield retired_copy(Retired(id=id_, moved_to=entry.id), entry, imprint)


def former_page(name: str, now: str | None) -> tuple[str, str]:
    """Return path and Markdown of what stands at the address of the page ``name``.

    It leads to the page that has its articles ``now``, and stays out of the search.

    >>> former_page("a.txt", None)[0], "](b.md)" in former_page("a.txt", "b.txt")[1]
    ('pages/a.md', True)
    """
    path = printed_path(name)
    title, body = _PAGE_WITHDRAWN, "这个版面已从本站撤下，文字不再提供。"
    if now is not None:
        link = link_between(path, printed_path(now))
        title, body = _PAGE_MOVED, f"这个版面的文件改了名，文字见：[现在的版面]({link})。"
    return path, f"{header(title)}\n# {title}\n\n{body}\n"
