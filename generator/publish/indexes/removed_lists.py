"""What stands where a list used to be: a page that says so and leads on, and feeds without news.

Nothing links to such a page, it is in no search and in no sitemap. Where the articles of an
address are all on another page (a later page of a list that got shorter, what a topic has in
common with a region), the reader is led there at once; where nothing has taken its place, the
page says so, since the list above would be an answer to a question that nobody asked.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

import yaml

from generator.publish.escape import Safe, one_line
from generator.publish.lists.feeds import empty_feeds, has_feed
from generator.publish.paths import link_between, page_of_list
from generator.publish.render import render_template
from generator.publish.site_info import Site
from generator.publish.yaml_header import front_matter_text

__all__ = ["always_there", "gone_files", "gone_header", "list_of", "title_of"]

_INDEXES = {
    "regions": "全部地区",
    "agencies": "全部机构",
    "topics": "全部主题",
    "documents": "全部文件",
    "dates": "全部日期",
    "tags": "全部标签",
    "issues": "全部各期",
}
_OF_PROOF = re.compile(
    r"(?:pages|corrections|notices)/index(?:-[0-9]+)?\.md|corrections/doubts(?:/[0-9]+)?\.md"
)
"""Lists of pages, corrections and notices; a page itself is none (``removed_pages.py``)."""
_LATER = re.compile(r"([a-z]+/.+)/([0-9]+)\.md|([a-z]+/index)-([0-9]+)\.md")
_PAIR = re.compile(r"(topics/[^/]+)/(?:region-([0-9]{6})|year-([0-9]{4}))\.md")


def list_of(path: str) -> tuple[str, int] | None:
    """Return the first page of the list that a file is a page of, and that page's number.

    ``None`` for what is no page of a list: an article, the home page, a feed.

    >>> list_of("regions/430000/2.md"), list_of("dates/2024.md"), list_of("agencies/index-3.md")
    (('regions/430000.md', 2), ('dates/2024.md', 1), ('agencies/index.md', 3))
    >>> list_of("corrections/doubts/2.md"), list_of("pages/index-2.md")
    (('corrections/doubts.md', 2), ('pages/index.md', 2))
    >>> list_of("articles/k3v9.md") is list_of("pages/two/2.md") is None
    True
    >>> list_of(f"dates/2024/{'1' * 5000}.md")
    ('dates/2024.md', 111111111)
    """
    listed = path.partition("/")[0] in _INDEXES and path.endswith(".md")
    if not listed and _OF_PROOF.fullmatch(path) is None:
        return None
    later = _LATER.fullmatch(path)
    if later is None:
        return path, 1
    number = later[2] or later[4]
    return f"{later[1] or later[3]}.md", int(number[:9])  # of more digits, none was ever made


def always_there(path: str) -> bool:
    """Tell whether a list has a first page in every build, so that only later ones can vanish.

    >>> always_there("pages/index.md"), always_there("dates/2024.md")
    (True, False)
    """
    return _OF_PROOF.fullmatch(path) is not None


def title_of(text: str) -> str:
    """Return the title that the front matter of a list begins with.

    >>> title_of("---\\ntitle: '深圳: 新闻'\\n---\\n")
    '深圳: 新闻'
    """
    fields = yaml.load(text.split("\n", 2)[1], yaml.CSafeLoader)
    return str(fields["title"])


def gone_header(title: str, successor: str | None = None, *, leave: bool = False) -> Safe:
    """Return the front matter of a page at an address that is no more.

    ``successor`` is the file that a reader is led to; at once, if they are to ``leave``.
    """
    fields: dict[str, object] = {"title": one_line(title), "gone": True}
    if successor is not None:
        fields["successor"] = Site().address(successor)
    if leave:
        fields["refresh"] = True
    return Safe(front_matter_text(fields))


def gone_files(
    path: str, number: int, names: Mapping[str, str], here: Container[str], site: Site
) -> Iterator[tuple[str, str]]:
    """Yield path and text of what stands for a page of a list that is no more.

    ``path`` is the first page of the list, ``names`` what lists are called by their first page,
    and ``here`` the files that there are.
    """
    own, name = page_of_list(path, number), names[path]
    pair = _PAIR.fullmatch(path)
    shorter = path in here
    target = path if shorter else next(parent for parent in _above(path) if parent in here)
    leave = shorter or (pair is not None and not target.endswith("/index.md"))
    yield (
        own,
        render_template(
            "gone",
            front_matter=gone_header(name, target, leave=leave),
            title=name,
            shorter=shorter,
            pair=pair is not None,
            link=link_between(own, target),
            target=_INDEXES.get(target.partition("/")[0], name)
            if target.endswith("/index.md")
            else names.get(target, ""),
        ),
    )
    if number == 1 and has_feed(path):
        yield from empty_feeds(path, f"{site.name}：{name}", site)


def _above(path: str) -> Iterator[str]:
    """Yield the pages that a reader of the list ``path`` may go on to, the nearest first."""
    if path.endswith("/goals.md"):
        path = f"{path.removesuffix('/goals.md')}.md"
        yield path
    if (pair := _PAIR.fullmatch(path)) is not None:
        yield f"{pair[1]}.md"
        yield f"regions/{pair[2]}.md" if pair[2] else f"dates/{pair[3]}.md"
    if (region := re.fullmatch(r"regions/([0-9]{2})([0-9]{2})[0-9]{2}\.md", path)) is not None:
        yield f"regions/{region[1]}{region[2]}00.md"
        yield f"regions/{region[1]}0000.md"
    yield f"{path.partition('/')[0]}/index.md"
