"""The commands of an editor: ``review`` and ``explain``."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.corpus.pages.collected_pages import read_corpus
from generator.corpus.pages.pipeline import MadePage, Outcome, make_seed, make_seeds
from generator.corpus.phrases import counted
from generator.corpus.processes.workers import choose_jobs
from generator.corpus.seeds.seed_files import Seed, find_seeds, has_seeds, how_to_begin
from generator.corpus.seeds.seed_forms import FORMS, is_seed
from generator.corpus.seeds.sidecar import SUFFIXES
from generator.corpus.settings import read_settings
from generator.editing import Doubt, explain_page, explained_lines, find_doubts
from generator.editing.words import how_sure
from generator.errors import GeneratorError, nearest_word
from generator.model import Reconstruction, seed_stem
from generator.model.languages import Language
from generator.publish.export.json_records import escaped_json
from generator.publish.labels.review_labels import remedy_words
from generator.terminal import Voice, printable

__all__ = ["explain", "review"]

_PART = re.compile(r"(?P<name>.+?)(?:#(?P<part>[0-9]+))?", re.DOTALL)


def review(options: argparse.Namespace, voice: Voice) -> int:
    """Print what is doubtful, worst first; return 1 when anything is, or a page failed, else 0."""
    failed = 0
    doubts: list[Doubt] = []
    for outcome in _outcomes(options, voice):
        if outcome.error is not None:
            voice.trouble(outcome.error, outcome.detail)
            failed += 1
        for made in outcome.made:
            doubts += find_doubts(made.reconstruction, below=options.below)
    doubts.sort(key=lambda doubt: doubt.confidence)  # those alike stay in the order of pages
    shown = doubts[: options.limit]
    language = options.lang
    for number, doubt in enumerate(shown, start=1):
        if options.json:
            _print_json({**doubt.record(), "sidecar": _sidecar_name(doubt.page)})
        else:
            print("\n".join(map(printable, _doubt_lines(number, doubt, language))), end="\n\n")
    seeds = None if options.paths else read_settings(options.config, seeds=options.seeds).seeds
    if not doubts and not failed and seeds is not None and not has_seeds(seeds):
        voice.say(how_to_begin(seeds, language))
    else:
        voice.say(_how_many(len(shown), len(doubts), failed, language))
    return 1 if doubts or failed else 0


def _how_many(shown: int, doubts: int, failed: int, language: Language) -> str:
    """Return how much is doubtful, and how much of it was shown."""
    if language == "zh":
        if not doubts:
            return "其余没有疑问" if failed else "没有疑问"
        more = f"，这里列出 {shown} 处；--limit 可以多列" if shown < doubts else ""
        return f"共 {doubts} 处疑问{more}"
    if not doubts:
        return "nothing else is doubtful" if failed else "nothing is doubtful"
    number = counted(doubts, "doubt")
    return f"{shown} of {number}; --limit shows more" if shown < doubts else number


def explain(options: argparse.Namespace, voice: Voice) -> int:
    """Print why each block of the pages named stands where it stands; return 1 when one failed.

    Raises :class:`GeneratorError` when there is no such page, before anything is printed.
    """
    failed = 0
    for seed, part in [found for name in options.pages for found in _find_pages(name, options)]:
        outcome = make_seed(seed, facts=False)
        if outcome.error is not None:
            voice.trouble(outcome.error, outcome.detail)
            failed += 1
            continue
        pages = [made.reconstruction for made in outcome.made]
        wanted = [page for page in pages if part is None or _part_of(page) == part]
        if not wanted:
            names = ", ".join(page.page.name for page in pages)
            voice.trouble(f"{seed.name}#{part}: the file has no such part. It has {names}.")
            failed += 1
        for result in wanted:
            _print_explained(result, options)
    return 1 if failed else 0


def _print_explained(result: Reconstruction, options: argparse.Namespace) -> None:
    if options.json:
        for explained in explain_page(result):
            _print_json({"page": result.page.name, **explained.record()})
        return
    language = options.lang
    lines = explained_lines(explain_page(result), language, brief=options.brief)
    print("\n".join(map(printable, (result.page.name, *lines))))
    if options.brief:
        print()


def _outcomes(options: argparse.Namespace, voice: Voice) -> Iterator[Outcome]:
    """Yield the pages that are named, or else those of the project."""
    if not options.paths:
        settings = read_settings(options.config, seeds=options.seeds)
        corpus = read_corpus(settings, jobs=options.jobs, progress=voice.progress)
        yield from corpus.problems
        for result in corpus.reconstructions:
            made = MadePage(reconstruction=result, facts=())
            yield Outcome(seed=result.page.name, made=(made,))
        return
    seeds, problems = find_seeds(map(Path, options.paths))
    for error in problems:
        yield Outcome(seed=str(error).partition(": ")[0], error=str(error))
    jobs = choose_jobs(options.jobs, len(seeds))
    for done, outcome in enumerate(make_seeds(seeds, jobs=jobs, facts=False), start=1):
        voice.progress(done, len(seeds))
        yield outcome


def _doubt_lines(number: int, doubt: Doubt, language: Language) -> Iterator[str]:
    chinese, sure = language == "zh", how_sure(doubt.confidence, language)
    reasons = [reason.told(language) for reason in doubt.reasons]
    sidecar = _sidecar_name(doubt.page)
    if chinese:
        name = f"“{doubt.headline}”" if doubt.headline else "没有标题的文字"
        yield f"{number}. {doubt.page}：{name}，{sure}"
    else:
        name = f"“{doubt.headline}”" if doubt.headline else "text without a headline"
        yield f"{number}. {doubt.page}: {name}, {sure}"
    yield f"   {doubt.opening}"
    yield f"   疑点：{'；'.join(reasons)}。" if chinese else f"   Why: {'; '.join(reasons)}."
    if not doubt.remedies:
        return
    if chinese:
        yield f"   对照原版，把符合的一项写到 {sidecar} 的 “corrections:” 下面："
    else:
        yield f"   One of these, below “corrections:” in {sidecar}:"
    for remedy in doubt.remedies:
        yield f"  # {remedy_words(remedy)}" if chinese else f"  # if {remedy.condition}"
        yield from (f"  {line}" for line in remedy.yaml.split("\n"))


def _find_pages(name: str, options: argparse.Namespace) -> list[tuple[Seed, int | None]]:
    """Return the seeds that a path, or a name in the folder of seeds, stands for, and which part.

    A folder stands for all of its pages.
    """
    match = _PART.fullmatch(name)
    if match is None:
        raise GeneratorError("a page's name is empty. Name a page's file.")
    whole: tuple[Path, int | None] = (Path(name), None)
    cut = (Path(match["name"]), int(match["part"])) if match["part"] else whole
    tried = [whole, cut]
    if not any(path.exists() for path, _ in tried):
        folder = read_settings(options.config, seeds=options.seeds).seeds
        tried = [
            (folder / f"{path}{suffix}", part)
            for path, part in dict.fromkeys((whole, cut))
            for suffix in ("", *FORMS)
        ]
    for path, part in tried:
        if path.exists():
            seeds, problems = find_seeds([path])
            for error in problems:
                raise error
            return [(seed, part) for seed in seeds]
    near = nearest_word(name, [path.name for path in folder.glob("*") if is_seed(path.name)])
    raise GeneratorError(
        f"{name}: no such file, nor a page of that name in {folder}. "
        + (f"Did you mean “{near}”?" if near else "Name a page's file.")
    )


def _part_of(result: Reconstruction) -> int:
    match = _PART.fullmatch(result.page.name)
    return int(match["part"] or 1) if match else 1


def _sidecar_name(page: str) -> str:
    match = _PART.fullmatch(page)
    return f"{seed_stem(match['name'] if match else page)}{SUFFIXES[0]}"


def _print_json(record: dict[str, Any]) -> None:
    print(escaped_json(json.dumps(record, ensure_ascii=False)))
