"""Where each page lives: the file under ``site_src/`` and the links between such files.

Addresses are ASCII and short, because Chinese paths have broken on hosts, and never depend on
other pages, so that an address once given stays.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from functools import lru_cache

from generator.errors import GeneratorError
from generator.publish.escape import Safe
from generator.text.search_form import search_form

__all__ = [
    "UNDATED",
    "UNKNOWN",
    "agency_path",
    "agency_slug",
    "article_path",
    "beside_page",
    "document_path",
    "facet_of",
    "goals_path",
    "is_segment",
    "issue_path",
    "level_path",
    "link_between",
    "page_of_list",
    "printed_path",
    "region_path",
    "tag_kind_path",
    "tag_path",
    "tag_slug",
    "topic_path",
    "topic_region_path",
    "topic_year_path",
    "web_link",
    "year_path",
]

UNDATED = "undated"
"""Stands for the year of an article whose year the page does not prove."""
UNKNOWN = "unknown"
"""Stands for the region or topic of an article that has none."""

_FACETS = {"regions": "region", "agencies": "agency", "topics": "topic", "dates": "year"}
"""What the search page calls the lists of each folder."""
_SEGMENT = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z_-]*[0-9A-Za-z])?")
_LONGEST = 60
"""Characters of a segment: what our own names take, with room in any system's 255 bytes."""
_DEVICES = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever the ending ("Naming Files, Paths, and
Namespaces"): a repository that holds such a file cannot be checked out there."""


def article_path(entry_id: str) -> str:
    """Return the file of an article.

    >>> article_path("k3v9")
    'articles/k3v9.md'
    """
    return f"articles/{_segment(entry_id, 'article id')}.md"


def region_path(code: str | None) -> str:
    """Return the file of a region; ``None`` is the page of articles without one."""
    return f"regions/{_segment(code or UNKNOWN, 'region code')}.md"


def topic_path(topic_id: str | None) -> str:
    """Return the file of a topic; ``None`` is the page of articles without one."""
    return f"topics/{_segment(topic_id or UNKNOWN, 'topic id')}.md"


def year_path(year: int | None) -> str:
    """Return the file of a year; ``None`` is the page of articles without one.

    >>> year_path(2024), year_path(None)
    ('dates/2024.md', 'dates/undated.md')
    """
    return f"dates/{UNDATED if year is None else f'{year:04d}'}.md"


def issue_path(day: str) -> str:
    """Return the file of an issue by its day.

    >>> issue_path("2024-05-16")
    'issues/2024-05-16.md'
    """
    return f"issues/{_segment(day, 'day of issue')}.md"


def agency_path(name: str) -> str:
    """Return the file of an agency."""
    return f"agencies/{agency_slug(name)}.md"


@lru_cache(1 << 16)
def agency_slug(name: str) -> str:
    """Return the part of the URL that stands for an agency's full name.

    Sixty bits of SHA-256: the same on every machine, independent of all other agencies, and
    with a million names the chance that any two meet is one in two million.

    >>> agency_slug("民政部")
    'j4camg2wat6j'
    """
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:12]


def level_path(level: str) -> str:
    """Return the file that lists the agencies of one level; no slug is as short as its name."""
    return f"agencies/{_segment(level, 'level')}.md"


def topic_region_path(topic_id: str, code: str) -> str:
    """Return the file of what a topic and a region have in common.

    >>> topic_region_path("elderly-care", "430000")
    'topics/elderly-care/region-430000.md'
    """
    return f"topics/{_segment(topic_id, 'topic id')}/region-{_segment(code, 'region code')}.md"


def topic_year_path(topic_id: str, year: int) -> str:
    """Return the file of what a topic and a year have in common."""
    return f"topics/{_segment(topic_id, 'topic id')}/year-{year:04d}.md"


def document_path(identity: str) -> str:
    """Return the file of a policy paper by what tells it from all others, its key as a rule."""
    return f"documents/{agency_slug(identity)}.md"


def goals_path(path: str) -> str:
    """Return the file of the amounts and targets in the articles of a list.

    >>> goals_path("regions/430000.md")
    'regions/430000/goals.md'
    """
    return f"{path.removesuffix('.md')}/goals.md"


def tag_path(name: str) -> str:
    """Return the file of a tag: one for all names that the search takes for the same.

    >>> tag_path("ＩＰ 保護") == tag_path("ip保护")
    True
    """
    return f"tags/{tag_slug(name)}.md"


@lru_cache(maxsize=1 << 15)
def tag_slug(name: str) -> str:
    """Return what a tag is called in addresses."""
    return agency_slug(search_form(name) or name)


def tag_kind_path(kind: str) -> str:
    """Return the file that lists the tags of one kind; no slug is as short as its name."""
    return f"tags/{_segment(kind, 'kind of tag')}.md"


def facet_of(path: str) -> dict[str, str]:
    """Return the choices of the search page that lead to the articles of a list; none for others.

    >>> facet_of("regions/430000.md"), facet_of("dates/undated.md")
    ({'region': '430000'}, {'year': 'undated'})
    >>> facet_of("topics/elderly-care/region-430000.md")
    {'topic': 'elderly-care', 'region': '430000'}
    >>> facet_of("regions/unknown.md"), facet_of("documents/abc.md")
    ({}, {})
    """
    folder, *names = path.removesuffix(".md").split("/")
    if folder not in _FACETS or names[0] == UNKNOWN:
        return {}
    facet = {_FACETS[folder]: names[0]}
    for name in names[1:]:
        kind, _, value = name.partition("-")
        facet[kind] = value
    return facet


_PART = re.compile(r"(?P<file>.+)#(?P<number>[0-9]+)", re.DOTALL)
_PLAIN_STEM = re.compile(r"(?!index)[0-9a-z](?:[0-9a-z_-]{0,58}[0-9a-z])?")


def printed_path(page: str) -> str:
    """Return the file of a page as it was printed, ``pages/PAGE.md``.

    PAGE depends on the name of the seed's file and on nothing else, so it stays. It is the name
    without ``.txt`` where that is 1 to 60 of ``a-z 0-9 _ -``, as names of seeds usually are.
    Any other name (Chinese, capitals, blanks, very long, a device of Windows) keeps what it has
    of those and gets sixty bits of its SHA-256, so that no two names meet, even where hosts do not
    tell ``A`` from ``a``. Part N of a file with form feeds stands below its file:
    ``pages/PAGE/N.md``.

    >>> printed_path("000_ee4d421dfc5effc4.txt"), printed_path("2024-05-21.txt#2")
    ('pages/000_ee4d421dfc5effc4.md', 'pages/2024-05-21/2.md')
    >>> printed_path("2024年 社会报.txt"), printed_path("nul.txt")
    ('pages/2024-o7t7ccfgbnqv.md', 'pages/nul-p46l3vmkyvm6.md')
    """
    match = _PART.fullmatch(page)
    file, number = (match["file"], match["number"]) if match else (page, "")
    stem = file.removesuffix(".txt")
    if stem == file or not _PLAIN_STEM.fullmatch(stem) or _DEVICES.fullmatch(stem):
        kept = re.sub(r"[^0-9a-z_]+", "-", stem.lower()).strip("-_")[:24].rstrip("-_")
        stem = f"{kept}-{agency_slug(file)}" if kept else agency_slug(file)
    return f"pages/{stem}/{number}.md" if number else f"pages/{stem}.md"


def page_of_list(path: str, number: int) -> str:
    """Return the file of one page of a long list.

    >>> page_of_list("regions/430000.md", 1), page_of_list("regions/430000.md", 2)
    ('regions/430000.md', 'regions/430000/2.md')
    >>> page_of_list("agencies/index.md", 2)
    'agencies/index-2.md'
    """
    if number == 1:
        return path
    stem = path.removesuffix(".md")
    return f"{stem}{'-' if stem.endswith('/index') else '/'}{number}.md"


def beside_page(path: str, name: str) -> str:
    """Return a file that is served under the address of the page ``path``.

    >>> beside_page("articles/k3v9.md", "k3v9.bib"), beside_page("index.md", "feed.xml")
    ('articles/k3v9/k3v9.bib', 'feed.xml')
    """
    stem = path.removesuffix(".md")
    folder = stem.removesuffix("index") if posixpath.basename(stem) == "index" else f"{stem}/"
    return folder + name


def link_between(source: str, target: str) -> Safe:
    """Return the relative link from one file to another.

    >>> link_between("articles/k3v9.md", "regions/430000.md")
    '../regions/430000.md'
    """
    return _way(posixpath.dirname(source) or ".", target)


@lru_cache(maxsize=1 << 15)
def _way(folder: str, target: str) -> Safe:
    return Safe(_relative(target, folder))


def _relative(target: str, folder: str) -> str:
    """Return the way from a folder to a file; ``posixpath`` asks the system each time where we are.

    >>> _relative("regions/43.md", "articles"), _relative("a/b", "a"), _relative("a", "a")
    ('../regions/43.md', 'b', '.')
    """
    here, there = ([p for p in path.split("/") if p != "."] for path in (folder, target))
    same = len(posixpath.commonprefix((here, there)))  # of parts, as they are lists
    return "/".join([".."] * (len(here) - same) + there[same:]) or "."


def web_link(source: str, target: str) -> Safe:
    """Return the relative link between the addresses that two files are published under.

    For raw HTML, which MkDocs does not touch; in Markdown, :func:`link_between` also works on
    GitHub.

    >>> web_link("pages/a/3.md", "articles/k3v9.md"), web_link("pages/index.md", "pages/a.md")
    ('../../../articles/k3v9/', 'a/')
    """
    here, there = (
        path.removesuffix(".md").removesuffix("index").rstrip("/") for path in (source, target)
    )
    return Safe(_relative(there or ".", here or ".") + "/")


def is_segment(text: str) -> bool:
    """Tell whether ``text`` can be a part of an address, and of a file name on every system.

    >>> is_segment("elderly-care"), is_segment(".."), is_segment("a" * 300), is_segment("nul")
    (True, False, False, False)
    """
    plain = len(text) <= _LONGEST and _SEGMENT.fullmatch(text) is not None
    return plain and _DEVICES.fullmatch(text) is None


@lru_cache(maxsize=1 << 15)  # of every article those of its lists are asked for a dozen times
def _segment(text: str, what: str) -> str:
    """Return ``text`` if it can be a part of a URL and of a file name on every system."""
    if not is_segment(text):
        raise GeneratorError(
            f"{what} {text!r} cannot be part of an address: use letters, digits and hyphens"
        )
    return text
