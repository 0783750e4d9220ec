"""The commands ``reconstruct`` and ``describe``: pages as records on standard output."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from generator.corpus.addresses.permalinks import Permalinks
from generator.corpus.pages.joining import FiledPage, filed_pages
from generator.corpus.pages.own_topics import read_taxonomy
from generator.corpus.pages.pipeline import MadePage, Outcome, make_seeds
from generator.corpus.phrases import counted, tell_unread
from generator.corpus.processes.workers import choose_jobs
from generator.corpus.seeds.seed_decoding import STANDARD_INPUT, decode_text
from generator.corpus.seeds.seed_files import Seed, find_seeds
from generator.corpus.seeds.seed_reading import read_seed
from generator.corpus.settings import persons_wanted, read_settings
from generator.describe import Taxonomy, describe_text
from generator.errors import GeneratorError
from generator.model import Reconstruction, without_persons
from generator.publish import article_record, leftover_records, shared_labels
from generator.publish.export.json_records import escaped_json, facts_record, imprint_record
from generator.readers import Unread
from generator.readers.boxes_json import boxes_line
from generator.terminal import Voice, printable

__all__ = ["describe", "reconstruct"]

DONE, FINDINGS, USAGE = 0, 1, 2


def reconstruct(options: argparse.Namespace, voice: Voice) -> int:
    """Print the articles of pages as JSON Lines; return 1 when a page failed, else 0.

    Or, with ``--boxes``, the pages themselves.
    """
    if options.boxes:
        return FINDINGS if _print_boxes(options.paths, voice) else DONE
    with_facts = not options.no_facts
    taxonomy = _taxonomy(options, voice) if with_facts else None
    lines = _article_lines(with_facts=with_facts)
    return FINDINGS if _print_pages(options, voice, lines, taxonomy) else DONE


def describe(options: argparse.Namespace, voice: Voice) -> int:
    """Print the facts of pages, or of one plain text; return 1 when a page failed, else 0."""
    if bool(options.paths) == (options.text is not None):
        voice.trouble("describe: name either pages or --text FILE. See describe --help.")
        return USAGE
    if options.text == "":  # an unset variable of a script, not the folder we stand in
        voice.trouble("describe: --text names no file. See describe --help.")
        return USAGE
    if options.text is None:
        options.no_facts = False
        taxonomy = _taxonomy(options, voice)
        return FINDINGS if _print_pages(options, voice, _fact_lines, taxonomy) else DONE
    source = Path(options.text)
    if source.is_dir():
        raise GeneratorError(
            f"{source}: is a folder. --text takes one file; “describe {source}” takes its pages."
        )
    try:
        data = _standard_input(voice) if options.text == STANDARD_INPUT else source.read_bytes()
    except OSError as error:
        raise GeneratorError(
            f"{source}: {(error.strerror or 'cannot be read').lower()}. Is the path right?"
        ) from error
    facts = describe_text(decode_text(data, str(source)), _taxonomy(options, voice))
    shown = (facts,) if persons_wanted(options.config) else without_persons([facts])
    _print_json(facts_record(shown[0]))
    return DONE


def _taxonomy(options: argparse.Namespace, voice: Voice) -> Taxonomy | None:
    """Return the topics of the project we stand in, or of the one that is named, if it has any.

    Pages and texts are described outside a project too: then by the topics that ship.
    """
    config = options.config or Path("mkdocs.yml")
    if options.config is None and not config.is_file():
        return None
    taxonomy = read_taxonomy(read_settings(config))
    for finding in taxonomy.findings if taxonomy else ():
        voice.say(f"warning: {printable(finding)}")
    return taxonomy


def _print_pages(
    options: argparse.Namespace,
    voice: Voice,
    lines: Callable[[FiledPage], Iterator[dict[str, Any]]],
    taxonomy: Taxonomy | None,
) -> bool:
    """Print the records of each page as soon as it is made, and return whether any failed.

    From the first page on of which a text goes on on another, when all of its folder are made.
    Pages of one folder come together, however they are named.
    """
    named, failed = _named_seeds(options.paths, voice)
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
                _print_json(record)
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


def _article_lines(*, with_facts: bool) -> Callable[[FiledPage], Iterator[dict[str, Any]]]:
    """Return what yields the records of a page's articles, and of what was set aside."""

    def lines(page: FiledPage) -> Iterator[dict[str, Any]]:
        made = page.made
        shared = shared_labels(made)
        for entry in page.entries:
            record = article_record(entry, with_facts=with_facts, page=made.page, shared=shared)
            yield record | (_issue(made) if with_facts else {})
        yield from leftover_records(made)

    return lines


def _fact_lines(page: FiledPage) -> Iterator[dict[str, Any]]:
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


def _print_json(record: dict[str, Any]) -> None:
    """Print a record on a line of its own."""
    print(escaped_json(json.dumps(record, ensure_ascii=False)))


def _named_seeds(paths: Sequence[str], voice: Voice) -> tuple[tuple[Seed, ...], int]:
    """Return the seeds that are named, and how many cannot be used, which is told."""
    files = [Path(path) for path in paths if path != STANDARD_INPUT]
    seeds, problems = find_seeds(files)
    for error in problems:
        voice.trouble(str(error))
    if STANDARD_INPUT in paths:
        seeds = (*seeds, Seed(name=STANDARD_INPUT, data=_standard_input(voice)))
    return seeds, len(problems)


def _standard_input(voice: Voice) -> bytes:
    """Return everything that comes through the pipe, or is typed."""
    if sys.stdin is None:  # closed by whoever started us
        raise GeneratorError("standard input is closed. Send it a text, as in: cat page.txt | …")
    if sys.stdin.isatty():
        voice.say("reading what you type; end it with Ctrl-D on a line of its own")
    return sys.stdin.buffer.read()


def _print_boxes(paths: Sequence[str], voice: Voice) -> int:
    """Print each page as it was read, with what stands where; return how many failed."""
    seeds, failed = _named_seeds(paths, voice)
    for done, seed in enumerate(seeds, start=1):
        unread: list[Unread] = []
        pages = 0
        try:
            for read in read_seed(seed):
                if isinstance(read, Unread):
                    unread.append(read)
                else:
                    print(escaped_json(boxes_line(read)))
                    pages += 1
        except GeneratorError as error:
            voice.trouble(str(error))
            failed += 1
        for line in tell_unread(str(seed.path or seed.name), seed.name, unread, pages):
            voice.trouble(line)
            failed += 1
        voice.progress(done, len(seeds))
    return failed
