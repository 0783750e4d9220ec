"""The YAML header of an article's page."""

from __future__ import annotations

from typing import Any

from generator.model import Block, Entry, Imprint
from generator.publish.citations import missing_words, reference_of, title_words
from generator.publish.escape import one_line
from generator.publish.kinds import kinds_led_by
from generator.publish.labels.article_labels import headline_words
from generator.publish.labels.article_summary import opening_of
from generator.publish.tags import tags_of
from generator.publish.yaml_header import Quoted

__all__ = ["front_matter"]


def front_matter(entry: Entry, imprint: Imprint | None = None) -> dict[str, Any]:
    """Return the fields of an article's header, in the order in which they are written.

    What the page does not prove is left out, or an empty list; texts are :func:`one_line`. An
    article without a headline has its first sentence, and ``title_made``: titles are never empty.
    """
    article, facts = entry.article, entry.facts
    jumps = {"continued_from": article.continued_from, "continues": article.continues}
    filed: dict[str, Any] = {}
    for kind in kinds_led_by("dates"):
        filed |= kind.front_matter(facts)
    fields = {
        **_title(entry),
        "kicker": _text(article.kicker),
        "subtitle": _text(article.subtitle),
        "id": Quoted(entry.id),
        "page": one_line(article.page),
        **filed,
        "authors": [one_line(author) for author in article.authors],
        "source": one_line(article.source) if article.source else None,
        "label": _text(article.label),
        "confidence": round(article.confidence, 3),
        "tags": [tag.name for tag in tags_of(facts, entry.terms)],
        "description": opening_of(entry) or None,
        **({"kind": "caption"} if article.is_caption else {}),
        **({"pages": [one_line(part.page) for part in entry.parts]} if entry.printed else {}),
        **{key: one_line(page) for key, page in jumps.items() if page is not None},
        **_printed(entry, imprint),
    }
    return {key: value for key, value in fields.items() if value is not None}


def _title(entry: Entry) -> dict[str, Any]:
    """Return the headline, or what other programs can call the article by."""
    if title := _text(entry.article.title):
        return {"title": title}
    made = opening_of(entry)
    if len(made) > _LONGEST_TITLE:
        made = made[:_LONGEST_TITLE].rstrip("，。、；：") + "…"
    return {"title": made.rstrip("。") or headline_words(entry), "title_made": True}


_LONGEST_TITLE = 40
"""Characters of a sentence that still fit where a headline stands: two lines of a newspaper's."""


def _printed(entry: Entry, imprint: Imprint | None) -> dict[str, Any]:
    """Return what is known of the printed article, for citations; nothing where nothing is.

    ``title`` is there only where no headline is known: words of its text in brackets. ``estimate``
    is a year of issue that is likely, ``note`` says what is missing.
    ``date`` is the day of issue (EDTF), ``published`` the same where ISO 8601-1 can say it.
    """
    source = reference_of(entry, imprint)
    known = {
        "title": None if source.title else title_words(source),
        "newspaper": source.newspaper,
        "date": source.issued and Quoted(source.issued),
        "published": source.day and Quoted(source.day),
        "page": source.page and Quoted(source.page),
        "url": source.url,
    }
    printed = {key: value for key, value in known.items() if value}
    if not printed:
        return {}
    told = {
        "estimate": source.estimate and Quoted(source.estimate),
        "note": missing_words(source),
    }
    return {"printed": printed | {key: value for key, value in told.items() if value}}


def _text(block: Block | None) -> str | None:
    return one_line(block.text.text) if block is not None else None
