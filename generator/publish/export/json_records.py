"""Articles, facts and set-aside text as plain objects for JSON Lines."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from generator.model import (
    Article,
    Block,
    Entry,
    Facts,
    Imprint,
    Page,
    Reconstruction,
    Role,
)
from generator.publish.csv_cells import storable
from generator.publish.kinds import KINDS
from generator.publish.kinds.fact_kind import span_lists
from generator.publish.unseen import put_back
from generator.text.traced import Traced, join_traced

__all__ = [
    "article_record",
    "escaped_json",
    "facts_record",
    "imprint_record",
    "jsonl_lines",
    "leftover_records",
    "shared_labels",
]

_KINDS = {
    Role.LEAD: "lead",
    Role.PARAGRAPH: "paragraph",
    Role.SUBHEAD: "heading",
    Role.CAPTION: "caption",
    Role.TABLE: "table",
}


class SharedLabel(NamedTuple):
    """The label of several articles of a page."""

    first: int
    """The ``id()`` of the first of them."""
    text: str
    """How the others have it: without zero-width characters, where those are most of it."""
    repaired: bool
    """Whether one of them needs the untreated characters of its parts."""


def shared_labels(made: Reconstruction) -> dict[int, SharedLabel]:
    """Return the label of each article of a page that has one, by the article's ``id()``."""
    page = made.page
    sharing: dict[Block, list[Article]] = {}
    for article in made.articles:
        if article.label is not None:
            sharing.setdefault(article.label, []).append(article)
    found: dict[int, SharedLabel] = {}
    for label, articles in sharing.items():
        own = (block for a in articles for block in a.blocks if block.role is not Role.LABEL)
        repaired = any(_raw(block, page) for block in (label, *own))
        plain, text = label.text.text, _published(label, page).text
        text = text if len(text) <= 2 * len(plain) else plain
        shared = SharedLabel(id(articles[0]), text, repaired)
        found |= dict.fromkeys(map(id, articles), shared)
    return found


def article_record(
    entry: Entry,
    *,
    with_facts: bool = True,
    page: Page | None = None,
    shared: Mapping[int, SharedLabel] | None = None,
) -> dict[str, Any]:
    """Return one article as the object of contract 4.2.

    Texts are as published. With ``page`` given, they have its zero-width characters, too; a part
    of the body whose repair changed more than width, blanks and brackets carries its untreated
    characters in ``raw``, and the article those of all its parts; a label that it shares with other
    articles of its page, as :func:`shared_labels` has it, stands in the first one's.
    """
    article = entry.article
    label = shared.get(id(article)) if shared is not None else None
    first = label is None or label.first == id(article)
    record: dict[str, Any] = {
        "page": article.page,
        "id": entry.id,
        "label": label.text if label and not first else _text(article.label, page),
        "kicker": _text(article.kicker, page),
        "title": _text(article.title, page),
        "subtitle": _text(article.subtitle, page),
        "byline": _text(article.byline, page),
        "authors": list(article.authors),
        "credit": _text(article.credit, page),
        "source": article.source,
        "body": [_body_record(block, page) for block in article.body],
        "confidence": article.confidence,
    }
    if article.captions:
        record["captions"] = [_body_record(block, page) for block in article.captions]
    if article.is_caption:
        record["kind"] = "caption"
    if article.series is not None:
        record["series"] = article.series
    if article.continued_from is not None:
        record["continued_from"] = article.continued_from
    if article.continues is not None:
        record["continues"] = article.continues
    if article.comes_from is not None:
        record["continuation_of"] = {"page": article.comes_from.page, "id": entry.comes_from}
    if article.goes_on is not None:
        record["continued_on"] = {"page": article.goes_on.page, "id": entry.goes_on}
    raw = None if page is None else _raw_article(article, page, label)
    if raw is not None:
        record["raw"] = raw
    if with_facts:
        record["facts"] = facts_record(entry.facts)
    return record


def leftover_records(reconstruction: Reconstruction) -> list[dict[str, Any]]:
    """Return what a page's articles left over, as the objects of contract 4.2.

    Where repair would change more than width, blanks and brackets, it is as found.
    """
    page = reconstruction.page
    return [
        {
            "page": page.name,
            "leftover": _raw(block, page) or _published(block, page).text,
            "role": block.role.value,
            "spans": span_lists(_published(block, page).spans),
            "rule": block.evidence[0].rule if block.evidence else None,
        }
        for block in _leftovers(reconstruction)
    ]


def _leftovers(reconstruction: Reconstruction) -> Iterator[Block]:
    """Yield what is left over, without the zero-width characters that texts have in records."""
    seen = [block for block in reconstruction.leftovers if block.role is not Role.SILENT]
    silent = [block for block in reconstruction.leftovers if block.role is Role.SILENT]
    yield from seen
    if silent:
        page = reconstruction.page
        blocks = [block for article in reconstruction.articles for block in article.blocks]
        once = {block.text.origins: block for block in (*blocks, *seen)}  # many have one label
        put = {k for block in once.values() for k in _published(block, page).origins}
        for block in silent:
            kept = [n for n, origin in enumerate(block.text.origins) if origin not in put]
            if kept:
                yield replace(block, text=join_traced(block.text[n : n + 1] for n in kept))


def imprint_record(imprint: Imprint) -> dict[str, Any] | None:
    """Return of which issue a page is, ``None`` where nothing is known.

    ``spans`` tells by name which of it the page itself says, and where.
    """
    record: dict[str, Any] = {
        "name": imprint.publication,
        "date": imprint.date,
        "page": imprint.page,
        "url": imprint.url,
    }
    if imprint.section:
        record["section"] = imprint.section
    if not any(record.values()):
        return None
    spans = {
        proof.rule.removeprefix("imprint/"): span_lists(proof.spans)
        for proof in imprint.proofs.values()
    }
    return record | ({"spans": spans} if spans else {})


def jsonl_lines(made: Reconstruction, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield one line for each article of a page: contracts 4.2 and 4.3, and of what it is part.

    ``publication`` holds what the page and its sidecar say of the issue (:func:`imprint_record`),
    or ``null``.
    """
    publication, shared = imprint_record(made.imprint), shared_labels(made)
    for entry in entries:
        record = article_record(entry, page=made.page, shared=shared)
        facts = record.pop("facts")
        record |= {"publication": publication, "facts": facts}
        yield escaped_json(json.dumps(record, ensure_ascii=False)) + "\n"


_STEERING = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def escaped_json(text: str) -> str:
    r"""Return JSON that is the same to programs, and one harmless line to all who show it.

    Controls, of which U+009B begins what steers a terminal, marks of direction, and what some
    readers take for the end of a line are escaped; what no file can carry is U+FFFD.

    >>> escaped_json('{"text": "\x9b2J\u2028"}')
    '{"text": "\\u009b2J\\u2028"}'
    """
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", storable(text))


def facts_record(facts: Facts) -> dict[str, Any]:
    """Return an article's facts as the object of contract 4.3, each kind with its fields."""
    record: dict[str, Any] = {}
    for kind in KINDS:
        record |= kind.record(facts)
    return record


def _body_record(block: Block, page: Page | None) -> dict[str, Any]:
    record: dict[str, Any] = {
        "kind": _KINDS.get(block.role, "paragraph"),
        "text": _published(block, page).text,
        "spans": span_lists(_published(block, page).spans),
    }
    raw = None if page is None else _raw(block, page)
    if raw is not None:
        record["raw"] = raw
    return record


def _raw_article(article: Article, page: Page, label: SharedLabel | None) -> str | None:
    """Return the untreated characters of a whole article, if it or who shares its label needs.

    So does one with captions: they stand beside its body, and whoever adds up the fields of
    contract 4.2 finds them here.
    """
    needed = label.repaired if label else any(_raw(block, page) for block in article.blocks)
    if not needed and not article.captions:
        return None
    first = label is None or label.first == id(article)
    parts = [block for block in article.blocks if first or block.role is not Role.LABEL]
    return "\n".join(_found(block, page) for block in parts)


def _raw(block: Block, page: Page) -> str | None:
    """Return a block's characters as found, if what is published differs by more than width."""
    found, shown = _found(block, page), _published(block, page).text
    if found == shown:
        return None
    return found if _compared(found) != _compared(shown) else None


def _found(block: Block, page: Page) -> str:
    return "".join(page.text[start:end] for start, end in _published(block, page).spans)


# Repairs that need no second copy: width, blanks, and 〈〉 printed for 《》.
_BRACKETS = str.maketrans("〈〉", "《》")


@lru_cache(maxsize=64)  # a block is asked for by itself, and for its article
def _compared(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_BRACKETS)


def _published(block: Block, page: Page | None) -> Traced:
    return block.text if page is None else put_back(block.text, page.text)


def _text(block: Block | None, page: Page | None) -> str | None:
    return None if block is None else _published(block, page).text
