"""The commands that make something of pages: what each does with its options.

Each prints its results and returns its exit code. :mod:`generator.cli` imports this module only
when a command is to be carried out: the stages load lists and patterns that ``--help`` can do
without.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.command_input import print_boxes, standard_input
from generator.corpus.convert import Report
from generator.corpus.convert import convert as convert_seeds
from generator.corpus.export import Export
from generator.corpus.own_topics import read_taxonomy
from generator.corpus.pages_folder import refuse_other_pages
from generator.corpus.phrases import counted, together, weight_of
from generator.corpus.project_check import check as look_for_faults
from generator.corpus.project_lock import held
from generator.corpus.seed_decoding import STANDARD_INPUT, decode_text
from generator.corpus.seeds import has_seeds, how_to_begin
from generator.corpus.settings import Settings, persons_wanted, read_settings
from generator.corpus.site import build_site, refuse_another_place
from generator.corpus.site_comparison import differences, read_list
from generator.corpus.unchanged import LastBuild
from generator.describe import Taxonomy, describe_text
from generator.errors import GeneratorError
from generator.model import without_persons
from generator.page_records import article_lines, fact_lines, print_json, print_pages
from generator.publish.json_records import facts_record
from generator.terminal import Voice, command_line, look_at, printable

__all__ = ["build_anew", "check", "convert", "describe", "export", "reconstruct"]

DONE, FINDINGS, USAGE = 0, 1, 2

DEFAULT_FORMAT = "jsonl"
"""Of an export that names none."""


def reconstruct(options: argparse.Namespace, voice: Voice) -> int:
    """Print the articles of pages as JSON Lines; return 1 when a page failed, else 0.

    Or, with ``--boxes``, the pages themselves.
    """
    if options.boxes:
        return FINDINGS if print_boxes(options.paths, voice) else DONE
    with_facts = not options.no_facts
    taxonomy = _taxonomy(options, voice) if with_facts else None
    lines = article_lines(with_facts=with_facts)
    return FINDINGS if print_pages(options, voice, lines, taxonomy) else DONE


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
        return FINDINGS if print_pages(options, voice, fact_lines, taxonomy) else DONE
    source = Path(options.text)
    if source.is_dir():
        raise GeneratorError(
            f"{source}: is a folder. --text takes one file; “describe {source}” takes its pages."
        )
    try:
        data = standard_input(voice) if options.text == STANDARD_INPUT else source.read_bytes()
    except OSError as error:
        raise GeneratorError(
            f"{source}: {(error.strerror or 'cannot be read').lower()}. Is the path right?"
        ) from error
    facts = describe_text(decode_text(data, str(source)), _taxonomy(options, voice))
    shown = (facts,) if persons_wanted(options.config) else without_persons([facts])
    print_json(facts_record(shown[0]))
    return DONE


def convert(options: argparse.Namespace, voice: Voice) -> int:
    """Write the pages of the site; return 1 when a seed failed, else 0."""
    settings = _settings(options)
    if options.out is not None:
        refuse_other_pages(options.out, settings)
        settings = replace(settings, docs=options.out)
    with held(settings, command_line(), voice.say):
        report = convert_seeds(settings, jobs=options.jobs, progress=voice.progress)
    code = _tell(report, voice)
    voice.sum_up()
    return code


def build_anew(
    options: argparse.Namespace, settings: Settings, voice: Voice, last: LastBuild
) -> int:
    """Write the pages, then the site, and print its path; return 1 when a seed failed, else 0."""
    refuse_another_place(options.out or settings.site, settings)
    # Until the site is there: its pages must be those that were just written.
    with held(settings, command_line(), voice.say):
        last.begin()
        report = convert_seeds(settings, jobs=options.jobs, progress=voice.progress)
        code = _tell(report, voice)
        voice.end_progress()
        with voice.mkdocs_messages() as warnings:
            place = build_site(settings, options.out, strict=options.strict)
        if not report.problems and not warnings:
            last.end(tuple(_summary(report.once_more)))
    voice.sum_up()
    look_at(place, voice)
    print(voice.called(str(place)))
    if report.problems:
        sys.stdout.flush()  # the path first, where both go to one terminal
        voice.trouble(f"{place}: {report.left_out}")
    return code


def check(options: argparse.Namespace, voice: Voice) -> int:
    """Print what is wrong; return 1 when anything is, else 0."""
    settings, findings = _settings(options), 0
    if options.against is not None:
        found = differences(settings.site, read_list(options.against))
    else:
        found = look_for_faults(
            settings, jobs=options.jobs, progress=voice.progress, verbose=options.verbose
        )
    for finding in found:
        voice.end_progress()
        print(printable(voice.called(finding)))
        findings += 1
    if findings:
        voice.say(counted(findings, "finding"))
        return FINDINGS
    if options.against is not None:
        voice.say(f"{settings.site}: byte for byte as {options.against} says")
        return DONE
    voice.say("all is well" if has_seeds(settings.seeds) else how_to_begin(settings.seeds))
    return DONE


def export(options: argparse.Namespace, voice: Voice) -> int:
    """Print or write the corpus as data; return 1 when a seed failed, else 0."""
    to_stdout = options.out in (None, STANDARD_INPUT)
    if options.out == "":  # an unset variable of a script
        voice.trouble("export: --out names no place. See export --help.")
        return USAGE
    form = options.format or DEFAULT_FORMAT
    if to_stdout and form == "datapackage":
        voice.trouble("export: name a folder for the data package: --out DIR. See export --help.")
        return USAGE
    ending = Path(options.out or "").suffix.lower()
    if options.format is None and ending == ".csv":
        voice.trouble(
            f"export: without --format, {options.out} would hold JSON Lines. Add --format csv, or "
            "--format jsonl if that is meant."
        )
        return USAGE
    work = Export(
        settings=_settings(options),
        jobs=options.jobs,
        progress=voice.progress,
        trouble=lambda outcome: voice.trouble(outcome.error or "", outcome.detail),
    )
    if form == "datapackage":
        work.write_package(Path(options.out))
    elif to_stdout:
        for piece in work.text(form):
            print(piece, end="")
    else:
        work.write_file(form, Path(options.out))
    for line in work.warnings:
        voice.say(f"warning: {printable(line)}")
    voice.say(work.summary + ("" if to_stdout else f": {options.out}"))
    return FINDINGS if work.failed else DONE


def _settings(options: argparse.Namespace) -> Settings:
    return read_settings(options.config, seeds=options.seeds)


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


def _tell(report: Report, voice: Voice) -> int:
    for problem in report.problems:
        voice.trouble(str(problem.error), problem.detail)
    for line in _summary(report, voice):
        voice.say(line)
    return FINDINGS if report.problems else DONE


def _summary(report: Report, voice: Voice | None = None) -> Iterator[str]:
    """Yield what to say of a conversion; a ``voice`` tells its files in between."""
    for line in together((*report.ignored, *report.warnings)):
        yield f"warning: {printable(line)}"
    if report.pictures:
        yield weight_of(report.pictures)
    if voice is not None:
        for name in report.written:
            voice.detail(f"wrote {name}")
        for name in report.removed:
            voice.detail(f"removed {name}")
    if report.to_begin:
        yield report.to_begin
        return
    yield (
        f"{counted(report.articles, 'article')} on {counted(report.pages, 'page')}: "
        f"{counted(len(report.written), 'file')} written, {report.unchanged} unchanged, "
        f"{len(report.removed)} removed"
        + (f", {len(report.kept)} kept as they were" if report.kept else "")
    )
