"""``python -m generator COMMAND``: what each command does, and the exit codes.

Results go to standard output and everything else to standard error, so a command can be piped.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.arguments import build_parser
from generator.corpus.check import check
from generator.corpus.convert import Report, convert
from generator.corpus.counted import counted
from generator.corpus.decoding import STANDARD_INPUT, decode_text
from generator.corpus.export import Export
from generator.corpus.permalinks import Permalinks
from generator.corpus.seeds import Seed, find_seeds
from generator.corpus.settings import Settings, read_settings
from generator.corpus.site import build_site
from generator.corpus.work import Made, choose_jobs, make_seeds
from generator.describe import describe_text
from generator.editor import explain, review
from generator.errors import GeneratorError
from generator.model import Entry
from generator.publish import article_record, leftover_records
from generator.publish.records import facts_record
from generator.terminal import Voice, printable

__all__ = ["main", "run"]

DONE, FINDINGS, USAGE, INTERRUPTED = 0, 1, 2, 130


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # Chinese text must come out on any machine
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.exit(run(sys.argv[1:]))


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code (0 done, 1 findings, 2 usage, 130 interrupted).

    >>> run(["--version"]) == 0
    banmian 0.1.0
    True
    """
    try:
        options = build_parser().parse_args(argv)
    except SystemExit as stop:  # argparse has told what is wrong, or printed the help
        return stop.code if isinstance(stop.code, int) else USAGE
    voice = Voice(quiet=options.quiet, verbose=options.verbose)
    try:
        code = COMMANDS[options.command](options, voice)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_standard_output()  # the reader has what it wanted (head)
        return DONE
    except GeneratorError as error:
        voice.trouble(str(error))
        return FINDINGS
    except KeyboardInterrupt:
        voice.trouble("interrupted; every file that was written is whole. Run again to finish.")
        return INTERRUPTED
    except OSError as error:
        if error.filename is not None:  # a fault of ours: files have errors of their own
            raise
        _forget_standard_output()
        reason = (error.strerror or type(error).__name__).lower()
        voice.trouble(f"standard output: cannot be written: {reason}.")
        return FINDINGS
    finally:
        voice.end_progress()
    return code


def _forget_standard_output() -> None:
    """Let what is still to be written go nowhere; Python would complain as it closes."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _standard_input(voice: Voice) -> bytes:
    """Return everything that comes through the pipe, or is typed."""
    if sys.stdin is None:  # closed by whoever started us
        raise GeneratorError("standard input is closed. Send it a text, as in: cat page.txt | …")
    if sys.stdin.isatty():
        voice.say("reading what you type; end it with Ctrl-D on a line of its own")
    return sys.stdin.buffer.read()


def _reconstruct(options: argparse.Namespace, voice: Voice) -> int:
    return _print_pages(options, voice, _article_lines(with_facts=not options.no_facts))


def _describe(options: argparse.Namespace, voice: Voice) -> int:
    if bool(options.paths) == (options.text is not None):
        voice.trouble("describe: name either pages or --text FILE. See describe --help.")
        return USAGE
    if options.text == "":  # an unset variable of a script, not the folder we stand in
        voice.trouble("describe: --text names no file. See describe --help.")
        return USAGE
    if options.text is None:
        options.no_facts = False
        return _print_pages(options, voice, _fact_lines)
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
    facts = describe_text(decode_text(data, str(source)))
    _print_json(facts_record(facts))
    return DONE


def _convert(options: argparse.Namespace, voice: Voice) -> int:
    settings = _settings(options)
    if options.out is not None:
        settings = replace(settings, docs=options.out)
    return _tell(convert(settings, jobs=options.jobs, progress=voice.progress), voice)


def _build(options: argparse.Namespace, voice: Voice) -> int:
    settings = _settings(options)
    report = convert(settings, jobs=options.jobs, progress=voice.progress)
    code = _tell(report, voice)
    voice.end_progress()
    with voice.mkdocs_messages():
        place = build_site(settings, options.out, strict=options.strict)
    print(place)
    if report.problems:
        sys.stdout.flush()  # the path first, where both go to one terminal
        voice.trouble(f"{place}: {report.left_out}")
    return code


def _check(options: argparse.Namespace, voice: Voice) -> int:
    findings = 0
    for finding in check(_settings(options), jobs=options.jobs, progress=voice.progress):
        voice.end_progress()
        print(printable(finding))
        findings += 1
    voice.say("all is well" if not findings else counted(findings, "finding"))
    return FINDINGS if findings else DONE


def _export(options: argparse.Namespace, voice: Voice) -> int:
    to_stdout = options.out in (None, STANDARD_INPUT)
    if options.out == "":  # an unset variable of a script
        voice.trouble("export: --out names no place. See export --help.")
        return USAGE
    if to_stdout and options.format == "datapackage":
        voice.trouble("export: name a folder for the data package: --out DIR. See export --help.")
        return USAGE
    work = Export(
        settings=_settings(options),
        jobs=options.jobs,
        progress=voice.progress,
        trouble=lambda outcome: voice.trouble(outcome.error or "", outcome.detail),
    )
    if options.format == "datapackage":
        work.write_package(Path(options.out))
    elif to_stdout:
        for piece in work.text(options.format):
            print(piece, end="")
    else:
        work.write_file(options.format, Path(options.out))
    for line in work.warnings:
        voice.say(f"warning: {printable(line)}")
    voice.say(work.summary + ("" if to_stdout else f": {options.out}"))
    return FINDINGS if work.failed else DONE


def _settings(options: argparse.Namespace) -> Settings:
    return read_settings(options.config, seeds=options.seeds)


def _tell(report: Report, voice: Voice) -> int:
    for problem in report.problems:
        voice.trouble(str(problem.error), problem.detail)
    for line in report.ignored:
        voice.say(f"warning: {printable(line)}")
    for name in report.written:
        voice.detail(f"wrote {name}")
    for name in report.removed:
        voice.detail(f"removed {name}")
    voice.say(
        f"{counted(report.articles, 'article')} on {counted(report.pages, 'page')}: "
        f"{counted(len(report.written), 'file')} written, {report.unchanged} unchanged, "
        f"{len(report.removed)} removed"
        + (f", {len(report.kept)} kept as they were" if report.kept else "")
    )
    return FINDINGS if report.problems else DONE


def _print_pages(
    options: argparse.Namespace,
    voice: Voice,
    lines: Callable[[Made, tuple[str, ...]], Iterator[dict[str, Any]]],
) -> int:
    """Print the records of each page as soon as it is made."""
    files = [Path(path) for path in options.paths if path != STANDARD_INPUT]
    seeds, problems = find_seeds(files)
    for error in problems:
        voice.trouble(str(error))
    failed = len(problems)
    if STANDARD_INPUT in options.paths:
        seeds = (*seeds, Seed(name=STANDARD_INPUT, data=_standard_input(voice)))
    folders = {seed.name: seed.path.parent for seed in seeds if seed.path is not None}
    links = {folder: Permalinks.read(folder) for folder in sorted(set(folders.values()))}
    jobs = choose_jobs(options.jobs, len(seeds))
    outcomes = make_seeds(seeds, jobs=jobs, facts=not options.no_facts)
    for done, outcome in enumerate(outcomes, start=1):
        if outcome.error is not None:
            voice.trouble(outcome.error, outcome.detail)
            failed += 1
        folder = folders.get(outcome.seed)
        known = links[folder] if folder is not None else Permalinks()
        for made in outcome.made:
            page = made.reconstruction.page.name
            voice.detail(f"{page}: {counted(len(made.reconstruction.articles), 'article')}")
            for record in lines(made, known.assign(page, made.reconstruction.articles)):
                _print_json(record)
        voice.progress(done, len(seeds))
    return FINDINGS if failed else DONE


def _article_lines(
    *, with_facts: bool
) -> Callable[[Made, tuple[str, ...]], Iterator[dict[str, Any]]]:
    def lines(made: Made, ids: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        for entry in _entries(made, ids):
            yield article_record(
                entry,
                with_facts=with_facts,
                page=made.reconstruction.page,
                siblings=made.reconstruction.articles,
            )
        yield from leftover_records(made.reconstruction)

    return lines


def _fact_lines(made: Made, ids: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for entry in _entries(made, ids):
        title = entry.article.title
        yield {
            "page": entry.article.page,
            "id": entry.id,
            "title": None if title is None else title.text.text,
            "facts": facts_record(entry.facts),
        }


def _entries(made: Made, ids: tuple[str, ...]) -> Iterator[Entry]:
    for id_, article, facts in zip(ids, made.reconstruction.articles, made.facts, strict=True):
        yield Entry(id=id_, article=article, facts=facts)


def _print_json(record: dict[str, Any]) -> None:
    print(json.dumps(record, ensure_ascii=False))


COMMANDS: dict[str, Callable[[argparse.Namespace, Voice], int]] = {
    "reconstruct": _reconstruct,
    "describe": _describe,
    "convert": _convert,
    "build": _build,
    "review": review,
    "explain": explain,
    "export": _export,
    "check": _check,
}
