"""Atom (RFC 4287) and JSON Feed (version 1.1): the newest articles of the site or of one list.

Nothing here looks at the clock: an article's time is the beginning of its date, as far as the
page proves it, and a feed's time is that of its newest article. A feed changes only when its
articles do.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from xml.etree import ElementTree

from generator.model import Entry
from generator.publish.citations import reference_of
from generator.publish.escape import one_line
from generator.publish.labels.article_labels import PENDING, headline_words, is_pending
from generator.publish.labels.article_summary import date_of, opening_of, region_words
from generator.publish.labels.date_labels import NO_DATE
from generator.publish.later import Later, Text, key_of, mark_of, texts_of
from generator.publish.lists.groupings import Groupings
from generator.publish.paths import article_path, beside_page
from generator.publish.site_info import Site

__all__ = ["ATOM_NAME", "LENGTH", "empty_feeds", "feed_files", "feed_of", "has_feed"]

ATOM_NAME, JSON_NAME = "feed.xml", "feed.json"
LENGTH = 50
"""Articles in the site's feed."""
_OF_A_LIST = 20
"""Articles in a list's: fewer are new in it between two times that somebody asks."""

_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"
"""When a feed without dated articles was updated: RFC 4287 wants a time, and there is none."""
# The first days of what an EDTF date of level 1 allows; an interval begins with its first date.
_BEGINNING = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?(?:-([0-9]{2}))?")


def feed_files(
    entries: Sequence[Entry], lists: Groupings, site: Site
) -> Iterator[tuple[str, Text]]:
    """Yield path and text of every feed: the site's, then one for each region and topic.

    ``entries`` come newest first (``article_summary.in_order``); the feeds keep that order.
    """
    yield from _feeds("index.md", site.name, entries, site)
    for grouping in (*lists.regions, *lists.topics):
        title = f"{site.name}：{grouping.title}"
        yield from _feeds(
            grouping.path, title, grouping.parts[0].entries if grouping.parts else (), site
        )


def feed_of(path: str) -> str | None:
    """Return the Atom feed of a list, by its first page, as a file under ``site_src``.

    Regions and topics have, but not what two of them have in common: of the articles filed under
    them, and where there are none, of those that mention them. ``None`` for other lists.

    >>> feed_of("regions/430000.md"), feed_of("dates/2024.md")
    ('regions/430000/feed.xml', None)
    """
    return beside_page(path, ATOM_NAME) if has_feed(path) else None


def has_feed(path: str) -> bool:
    """Tell whether a list, by its first page, has feeds.

    >>> has_feed("regions/430000.md"), has_feed("regions/index.md"), has_feed("dates/2024.md")
    (True, False, False)
    """
    kept = path.startswith(("regions/", "topics/")) and path.count("/") == 1
    return kept and not path.endswith("/index.md")


def empty_feeds(path: str, title: str, site: Site) -> Iterator[tuple[str, str]]:
    """Yield path and text of the feeds of a list that is no more: a reader asks on and on."""
    yield from texts_of(_feeds(path, title, (), site))


def _feeds(
    path: str, title: str, entries: Sequence[Entry], site: Site
) -> Iterator[tuple[str, Text]]:
    most = LENGTH if path == "index.md" else _OF_A_LIST
    known = all(entry.gist is not None for entry in entries)
    key = key_of(path, title, [*map(mark_of, entries)]) if known else ""
    yield beside_page(path, ATOM_NAME), Later(key, partial(_atom, path, title, entries, most, site))
    newest = entries[:most]
    yield beside_page(path, JSON_NAME), Later(key, partial(_json, path, title, newest, site))


def _atom(path: str, title: str, entries: Sequence[Entry], most: int, site: Site) -> str:
    """Return an Atom feed of the newest dated articles, ``most`` of them, one to a line.

    Every entry must have a time (RFC 4287, 4.1.2), so articles without even a year stay out and
    are counted in the subtitle. Without the site's address the links are relative, which Atom
    allows (section 2); identifiers never depend on the address.
    """
    dated = [entry for entry in entries if _beginning(entry)]
    lost = len(entries) - len(dated)
    shown = dated[:most]
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-Hans"})
    _add(feed, "id", _urn(f"feed:{path}"))
    _add(feed, "title", one_line(title))
    if lost:
        _add(feed, "subtitle", f"另有 {lost} 篇文章年份不详，没有列在这里。")
    _add(feed, "updated", max((_beginning(entry) for entry in shown), default=_NEVER))
    own = beside_page(path, ATOM_NAME)
    _add(feed, "link", rel="self", type="application/atom+xml", href=_link(own, own, site))
    _add(feed, "link", rel="alternate", type="text/html", href=_link(own, path, site))
    _add(ElementTree.SubElement(feed, "author"), "name", one_line(site.name))
    for entry in shown:
        _add_entry(feed, entry, own, site)
    for element in feed:
        element.tail = "\n"
    return f'<?xml version="1.0" encoding="utf-8"?>\n{_xml(feed)}\n'


def _add_entry(feed: ElementTree.Element, entry: Entry, own: str, site: Site) -> None:
    item = ElementTree.SubElement(feed, "entry")
    page = article_path(entry.id)
    _add(item, "id", _urn(entry.id))
    _add(item, "title", _title(entry))
    _add(item, "link", rel="alternate", type="text/html", href=_link(own, page, site))
    if issued := _issued(entry):
        _add(item, "published", issued)
    _add(item, "updated", _beginning(entry))
    for name in filter(None, map(one_line, entry.article.authors)):
        _add(ElementTree.SubElement(item, "author"), "name", name)
    if is_pending(entry.article):
        _add(item, "category", term="pending", label=PENDING)
    for topic in entry.facts.topics:
        _add(item, "category", term=one_line(topic.id), label=one_line(topic.name))
    _add(item, "summary", _summary(entry))


def _json(path: str, title: str, entries: Sequence[Entry], site: Site) -> str:
    """Return a JSON Feed; articles without a date stand in it last and have none.

    Addresses in it must be whole ones: without the site's address they are left out.
    """
    feed: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": one_line(title)}
    if site.url:
        feed["home_page_url"] = site.address(path)
        feed["feed_url"] = site.address(beside_page(path, JSON_NAME))
    feed |= {"language": "zh-Hans", "items": [_json_item(entry, site) for entry in entries]}
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")) + "\n"


def _json_item(entry: Entry, site: Site) -> dict[str, Any]:
    item: dict[str, Any] = {"id": _urn(entry.id)}
    if site.url:
        item["url"] = site.address(article_path(entry.id))
    item |= {"title": _title(entry), "content_text": _summary(entry)}
    if issued := _issued(entry):
        item["date_published"] = issued
    names = [name for name in map(one_line, entry.article.authors) if name]
    if names:
        item["authors"] = [{"name": name} for name in names]
    tags = [PENDING] if is_pending(entry.article) else []
    tags += [one_line(topic.name) for topic in entry.facts.topics]
    if tags:
        item["tags"] = list(dict.fromkeys(tags))
    return item


def _title(entry: Entry) -> str:
    """Return the headline; feed readers show it and little else, so it says what is doubtful."""
    mark = f"【{PENDING}】" if is_pending(entry.article) else ""
    return mark + headline_words(entry)


def _summary(entry: Entry) -> str:
    """Return what a card shows: the date in words, as the time cannot tell what is not known."""
    words = (date_of(entry.facts), region_words(entry.facts))
    return " / ".join(map(one_line, words)) + "\n" + opening_of(entry)


def _beginning(entry: Entry) -> str:
    """Return the first moment that an article's date allows (China Standard Time), if any."""
    facts = entry.facts
    found = _BEGINNING.match(facts.date.edtf) if facts.date else None
    if found is not None:
        year, month, day = found[1], found[2] or "01", found[3] or "01"
        return f"{year}-{month}-{day}T00:00:00+08:00"
    if facts.year is not None and date_of(facts) != NO_DATE:
        return f"{facts.year:04d}-01-01T00:00:00+08:00"
    return ""


def _issued(entry: Entry) -> str:
    """Return the day of issue; empty where the date is that of the event, or no day is known."""
    day = reference_of(entry).day or ""
    return f"{day}T00:00:00+08:00" if len(day) == len("2024-04-18") else ""


def _urn(name: str) -> str:
    """Return a lasting identifier that is the same wherever the site stands: a UUID, version 5.

    Made of SHA-1 as RFC 9562 (5.5) says, in a name space of our own.
    """
    digest = bytearray(hashlib.sha1(b"banmian\0" + name.encode("utf-8")).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"urn:uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _link(source: str, target: str, site: Site) -> str:
    if site.url:
        return site.address(target)
    place = Site().address(target)
    link = posixpath.relpath(place or ".", posixpath.dirname(source) or ".")
    return f"{link}/" if target.endswith(".md") else link


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> None:
    ElementTree.SubElement(parent, name, attributes).text = text


def _xml(element: ElementTree.Element) -> str:
    return ElementTree.tostring(element, encoding="unicode")
