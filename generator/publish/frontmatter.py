"""The YAML header of an article's page, written so that it reads back."""

from __future__ import annotations

from typing import Any

import yaml

from generator.model import AgencyRole, Block, Entry, Imprint
from generator.publish.citations import reference_of, title_words
from generator.publish.escape import one_line
from generator.publish.tags import tags_of
from generator.publish.view import opening_of

__all__ = ["front_matter", "front_matter_text"]


class _Quoted(str):
    """A code, date or id: quoted, so that no reader takes it for a number or a date."""

    __slots__ = ()


class _Dumper(yaml.CSafeDumper):
    """PyYAML's C dumper, which also knows :class:`_Quoted`."""


def _represent_quoted(dumper: yaml.CSafeDumper, value: _Quoted) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style='"')


_Dumper.add_representer(_Quoted, _represent_quoted)

_NEVER_FOLD = 1 << 30
"""Line width: a folded title would put page text at the beginning of a line."""


def front_matter(entry: Entry, imprint: Imprint | None = None) -> dict[str, Any]:
    """Return the fields of an article's header, in the order in which they are written.

    What the page does not prove is ``None`` or empty; texts are :func:`one_line`.
    """
    article, facts = entry.article, entry.facts
    own = facts.region
    jumps = {"continued_from": article.continued_from, "continues": article.continues}
    return {
        "title": _text(article.title),
        "kicker": _text(article.kicker),
        "subtitle": _text(article.subtitle),
        "id": _Quoted(entry.id),
        "page": one_line(article.page),
        "date": _Quoted(one_line(facts.date.edtf)) if facts.date else None,
        "year": facts.year,
        "region": _Quoted(own.code) if own else None,
        "regions": [_Quoted(region.code) for region in facts.regions],
        "agencies": [
            one_line(agency.name)
            for agency in sorted(facts.agencies, key=lambda a: a.role != AgencyRole.ISSUER)
        ],
        "topics": [_Quoted(topic.id) for topic in facts.topics],
        "documents": [one_line(document.title) for document in facts.documents],
        "authors": [one_line(author) for author in article.authors],
        "source": one_line(article.source) if article.source else None,
        "label": _text(article.label),
        "confidence": round(article.confidence, 3),
        "tags": [tag.name for tag in tags_of(facts)],
        "description": opening_of(entry) or None,
        **({"kind": "caption"} if article.is_caption else {}),
        **{key: one_line(page) for key, page in jumps.items() if page is not None},
        **_printed(entry, imprint),
    }


def _printed(entry: Entry, imprint: Imprint | None) -> dict[str, Any]:
    """Return what is known of the printed article, for citations; nothing where nothing is.

    ``title`` is there only where no headline is known: words of its text in brackets.
    ``date`` is the day of issue (EDTF), ``published`` the same where ISO 8601-1 can say it.
    """
    source = reference_of(entry, imprint)
    known = {
        "title": None if source.title else title_words(source),
        "newspaper": source.newspaper,
        "date": source.issued and _Quoted(source.issued),
        "published": source.day and _Quoted(source.day),
        "page": source.page and _Quoted(source.page),
        "url": source.url,
    }
    printed = {key: value for key, value in known.items() if value}
    return {"printed": printed} if printed else {}


def front_matter_text(fields: dict[str, Any]) -> str:
    """Return the header with its two lines of hyphens.

    >>> print(front_matter_text({"title": "深圳: 新闻", "facet": {"year": "2024"}}), end="")
    ---
    title: '深圳: 新闻'
    facet:
      year: '2024'
    ---
    """
    text = yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_NEVER_FOLD)
    return f"---\n{text}---\n"


def _text(block: Block | None) -> str | None:
    return one_line(block.text.text) if block is not None else None
