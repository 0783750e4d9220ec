"""What the names of elements, classes and ids of digital editions say of what stands in them.

They differ from paper to paper, but are put together of the same words: ``article-title``,
``main-article-pretitle``, ``newsTitle``; ``font01`` and ``font02`` are the headline, and what
stands over and under it, in editions made with Founder's system (方正).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.model import Part

__all__ = ["body_named", "is_item", "is_navigation", "part_named"]

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

_TITLE = frozenset({
    "title", "headline", "tit", "bt", "biaoti", "zbt", "maintitle", "newstitle", "arttitle",
})  # fmt: skip
_OVER = frozenset({
    "pre", "intro", "lead", "yin", "yt", "shoulder", "kicker", "eyebrow", "over", "jian", "mei",
})  # fmt: skip
_UNDER = frozenset({"sub", "vice", "fu", "ft", "second", "deck", "under"})
_KICKER = frozenset({
    "kicker", "pretitle", "introtitle", "leadtitle", "shoulder", "yinti", "ytbt", "jianti",
})  # fmt: skip
_SUBTITLE = frozenset({"subtitle", "subheadline", "futi", "fubiaoti", "fbt", "deck", "vicetitle"})
_BYLINE = frozenset({"author", "authors", "byline", "writer", "zuozhe", "reporter"})
_STAMP = frozenset({
    "date", "time", "datetime", "pubtime", "pubdate", "newstime", "riqi", "shijian", "source",
    "laiyuan", "paperdate",
})  # fmt: skip
_PICTURE = frozenset({"pic", "picture", "img", "image", "photo", "figure", "tu", "attachment"})
_SHOWN = frozenset({
    "text", "txt", "info", "desc", "title", "caption", "note", "word", "words", "explain",
    "shuoming",
})  # fmt: skip
_CAPTION = frozenset({
    "caption", "figcaption", "pictext", "picinfo", "picdesc", "imgdesc", "tushuo", "tuzhu",
})  # fmt: skip
_NAVIGATION = frozenset({
    "nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs",
    "footer", "foot", "toolbar", "share", "sidebar", "copyright", "pager", "pagination",
    "search", "login", "calendar", "related", "recommend", "recommended", "comments", "comment",
    "ad", "ads", "hot", "titlelist", "newslist", "pagelink", "bread", "prevnext",
})  # fmt: skip
_ITEM = frozenset({"item", "entry", "story", "post", "article"})
_AROUND = frozenset(("font02", "font03"))
_BODIES = frozenset(("ozoom", "articlecontent", "articlebody", "enpcontent"))
"""Ids of the element that holds an article's text and nothing else."""


def part_named(tag: str, names: tuple[str, ...]) -> tuple[Part, int] | None:
    """Return what an element's tag and the names it has say of its text, and a heading's rank.

    >>> part_named("td", ("font01",)), part_named("h2", ())
    ((<Part.HEADLINE: 'headline'>, 0), (<Part.HEADING: 'heading'>, 2))
    >>> part_named("p", ("main-article-pretitle",)), part_named("div", ("content",))
    ((<Part.KICKER: 'kicker'>, 0), None)
    """
    rank = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
    named = next((part for part in map(_part, names) if part is not None), None)
    if tag == "figcaption":
        return Part.CAPTION, 0
    if named is None and tag == "founder-title":
        named = Part.HEADLINE
    if named is None and tag == "founder-author":
        named = Part.BYLINE
    if named is Part.HEADING:
        return named, rank or 6
    return (named or Part.HEADING, rank) if rank else (named, 0) if named else None


@lru_cache(maxsize=4096)
def _part(name: str) -> Part | None:
    if name in _AROUND:
        return Part.HEADING
    words = _words(name)
    if not words:
        return None
    whole, last, before = "".join(words), words[-1], frozenset(words[:-1])
    if whole in _CAPTION or last in _CAPTION or (before & _PICTURE and last in _SHOWN):
        return Part.CAPTION
    if whole in _KICKER or last in _KICKER or (last in _TITLE and before & _OVER):
        return Part.KICKER
    if whole in _SUBTITLE or last in _SUBTITLE or (last in _TITLE and before & _UNDER):
        return Part.SUBTITLE
    if last in _TITLE or last.endswith(("title", "tit")) or name == "font01":
        return Part.HEADLINE
    if last in _BYLINE:
        return Part.BYLINE
    return Part.STAMP if last in _STAMP or whole in _STAMP else None


def is_navigation(tag: str, names: tuple[str, ...]) -> bool:
    """Return whether an element leads elsewhere, by its tag or its names.

    >>> is_navigation("div", ("left-menu",)), is_navigation("div", ("left-box",))
    (True, False)
    """
    return tag in ("nav", "footer", "aside", "menu") or any(map(_leads_elsewhere, names))


@lru_cache(maxsize=4096)
def _leads_elsewhere(name: str) -> bool:
    words = _words(name)
    return not _NAVIGATION.isdisjoint((*words, "".join(words)))


def is_item(tag: str, names: tuple[str, ...]) -> bool:
    """Return whether an element holds one of several articles, by its tag or its names."""
    return tag in ("article", "li") or any((_words(name) or ("",))[-1] in _ITEM for name in names)


def body_named(tag: str, names: tuple[str, ...]) -> bool:
    """Return whether an element is known to hold an article's text."""
    return tag == "founder-content" or any("".join(_words(name)) in _BODIES for name in names)


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(_letters(name))


def _letters(name: str) -> Iterator[str]:
    for match in _WORD.finditer(name[:60]):
        if not match.group().isdecimal():
            yield match.group().lower()
