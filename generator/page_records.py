"""Records of pages on standard output, a line each: articles, or their facts."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from generator.command_input import named_seeds
from generator.corpus.joining import FiledPage, filed_pages
from generator.corpus.permalinks import Permalinks
from generator.corpus.phrases import counted
from generator.corpus.pipeline import MadePage, Outcome, choose_jobs, make_seeds
from generator.corpus.seeds import Seed
from generator.corpus.settings import persons_wanted
from generator.describe import Taxonomy
from generator.model import Reconstruction, without_persons
from generator.publish import article_record, leftover_records
from generator.publish.csv_cells import storable
from generator.publish.json_records import facts_record, imprint_record
from generator.terminal import Voice

__all__ = ["article_lines", "fact_lines", "print_json", "print_pages"]


def print_pages(
    options: argparse.Namespace,
    voice: Voice,
    lines: Callable[[FiledPage], Iterator[dict[str, Any]]],
    taxonomy: Taxonomy | None,
) -> bool:
    """Print the records of each page as soon as it is made, and return whether any failed.

    From the first page on of which a text goes on on another, when all of its folder are made.
    Pages of one folder come together, however they are named.
    """
    named, failed = named_seeds(options.paths, voice)
    turn = {folder: n for n, folder in enumerate(dict.fromkeys(map(_folder_of, named)))}
    seeds = sorted(named, key=lambda seed: turn[_folder_of(seed)])
    folders = {seed.name: seed.path.parent for seed in seeds if seed.path is not None}
    links = {folder: Permalinks.read(folder) for folder in sorted(set(folders.values()))}
    jobs = choose_jobs(options.jobs, len(seeds))
    outcomes = make_seeds(seeds, jobs=jobs, facts=not options.no_facts, taxonomy=taxonomy)
    troubles: list[Outcome] = []
    made = _made_pages(outcomes, folders, links, voice, len(seeds), troubles)
    if not persons_wanted(options.config):
        made = ((f, replace(m, facts=without_persons(m.facts)), ids) for f, m, ids in made)
    for _, pages in groupby(made, key=lambda page: page[0]):
        for page in filed_pages((one, ids) for _, one, ids in pages):
            for record in lines(page):
                print_json(record)
    return failed + len(troubles) > 0


def _folder_of(seed: Seed) -> Path | None:
    return seed.path.parent if seed.path is not None else None


def _made_pages(
    outcomes: Iterable[Outcome],
    folders: Mapping[str, Path],
    links: Mapping[Path, Permalinks],
    voice: Voice,
    seeds: int,
    troubles: list[Outcome],
) -> Iterator[tuple[Path | None, MadePage, tuple[str, ...]]]:
    """Yield each page with its folder and the ids of its articles; tell what goes wrong."""
    for done, outcome in enumerate(outcomes, start=1):
        if outcome.error is not None:
            voice.trouble(outcome.error, outcome.detail)
            troubles.append(outcome)
        folder = folders.get(outcome.seed)
        known = links[folder] if folder is not None else Permalinks()
        for made in outcome.made:
            page, articles = made.reconstruction.page.name, made.reconstruction.articles
            voice.detail(f"{page}: {counted(len(articles), 'article')}")
            yield folder, made, known.assign(page, articles)
        voice.progress(done, seeds)


def article_lines(*, with_facts: bool) -> Callable[[FiledPage], Iterator[dict[str, Any]]]:
    """Return what yields the records of a page's articles, and of what was set aside."""

    def lines(page: FiledPage) -> Iterator[dict[str, Any]]:
        made = page.made
        for entry in page.entries:
            record = article_record(
                entry, with_facts=with_facts, page=made.page, siblings=made.articles
            )
            yield record | (_issue(made) if with_facts else {})
        yield from leftover_records(made)

    return lines


def fact_lines(page: FiledPage) -> Iterator[dict[str, Any]]:
    """Yield the facts of each article of a page."""
    for entry in page.entries:
        title = entry.article.title
        yield {
            "page": entry.article.page,
            "id": entry.id,
            "title": None if title is None else title.text.text,
            "facts": facts_record(entry.facts),
            **_issue(page.made),
        }


def _issue(made: Reconstruction) -> dict[str, Any]:
    """Return of which issue a page is, where that is known."""
    known = imprint_record(made.imprint)
    return {} if known is None else {"publication": known}


def print_json(record: dict[str, Any]) -> None:
    """Print a record on a line of its own."""
    print(storable(json.dumps(record, ensure_ascii=False)))
