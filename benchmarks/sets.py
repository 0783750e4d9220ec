"""Pages with gold: what is scored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.corpus.seeds.seed_files import Seed
from generator.corpus.seeds.seed_reading import read_pages
from generator.errors import GeneratorError
from generator.model import Entry, Facts, Page, Reconstruction
from generator.publish import article_record, leftover_records, shared_labels
from generator.reconstruct import reconstruct_page

__all__ = ["GoldSet", "SetError", "page_records", "read_set", "records_of", "subsets"]

Layout = Mapping[str, Mapping[str, Any]]
"""What is known of each page: the tool that took it out, the order in which it was drawn, …"""


class SetError(Exception):
    """Gold, pages or layout that cannot be used; the message says which file and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSet:
    """Pages, and the articles that a person has put together from them."""

    name: str
    """What it is called in tables."""
    gold: Mapping[str, Sequence[Any]]
    """Articles by page."""
    pages: Mapping[str, Page]
    """The pages themselves."""
    layout: Layout = field(default_factory=dict)
    """What is known of each page; empty if nothing is."""

    @property
    def texts(self) -> dict[str, str]:
        """The characters of each page."""
        return {name: page.text for name, page in self.pages.items()}

    @property
    def digest(self) -> str:
        """A hash of gold and pages: two results with the same one can be compared."""
        content = {name: [self.gold[name], self.pages[name].text] for name in sorted(self.gold)}
        packed = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(packed.encode("ascii")).hexdigest()

    @property
    def articles(self) -> int:
        """How many there are in the gold."""
        return sum(map(len, self.gold.values()))


def read_set(gold_file: Path, folder: Path, layout_file: Path | None = None) -> GoldSet:
    """Return the pages of ``folder`` that ``gold_file`` has articles for.

    Raises :class:`SetError` for a file that is missing or has another form.
    """
    gold = _read_json(gold_file)
    for page, articles in gold.items():
        if not (isinstance(articles, list) and all(map(_is_article, articles))):
            raise SetError(
                f"{gold_file}: {page}: not a list of articles, each with a title and a body of "
                "[kind, text] pairs. docs/accuracy.md shows the form."
            )
    if not gold:
        raise SetError(f"{gold_file}: no pages in it.")
    layout = _read_json(layout_file) if layout_file else {}
    if not folder.is_dir():
        raise SetError(f"{folder}: no such folder. Name the one that holds the pages.")
    return GoldSet(
        name=gold_file.parent.name if gold_file.stem == "gold" else gold_file.stem,
        gold=gold,
        pages={name: _read_page(name, folder) for name in gold},
        layout=layout,
    )


def page_records(page: Page) -> Iterator[dict[str, Any]]:
    """Yield what ``python -m generator reconstruct`` prints for a page, without facts."""
    yield from records_of(reconstruct_page(page))


def records_of(made: Reconstruction) -> Iterator[dict[str, Any]]:
    """Yield the same of a page that was read."""
    shared = shared_labels(made)
    for article in made.articles:
        entry = Entry(id="", article=article, facts=Facts())
        yield article_record(entry, with_facts=False, page=made.page, shared=shared)
    yield from leftover_records(made)


def subsets(whole: GoldSet, key: str) -> dict[str, list[str]]:
    """Return the pages whose layout has the same value of ``key``, by value.

    Raises :class:`SetError` when no page has that key.
    """
    found: dict[str, list[str]] = {}
    for name in whole.gold:
        value = whole.layout.get(name, {}).get(key)
        if value is not None:
            found.setdefault(str(value), []).append(name)
    if not found:
        known = sorted({k for page in whole.layout.values() for k in page})
        raise SetError(f"no page has the key {key!r}; the layout has {', '.join(known) or 'none'}.")
    return dict(sorted(found.items()))


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SetError(f"{path}: cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise SetError(f"{path}: not JSON: {error}.") from error
    if not isinstance(content, dict):
        raise SetError(f"{path}: not an object whose keys are the names of pages.")
    return content


def _is_article(article: Any) -> bool:
    return (
        isinstance(article, dict)
        and isinstance(article.get("body"), list)
        and all(
            isinstance(part, list) and len(part) == 2 and all(isinstance(x, str) for x in part)
            for part in article["body"]
        )
    )


def _read_page(name: str, folder: Path) -> Page:
    """Return the page called ``name``, which may be part of a file: ``a.txt#2``."""
    path = folder / name.partition("#")[0]
    try:
        pages = read_pages(Seed(name=path.name, path=path))
    except GeneratorError as error:
        raise SetError(str(error)) from error
    for page in pages:
        if page.name == name:
            return page
    raise SetError(f"{path}: has no page {name}. The gold names it.")
