"""The commands for a whole project: ``convert``, ``build``, ``check``, ``export``.

Each prints its results and returns its exit code. :mod:`generator.cli` imports modules of commands
only when one is to be carried out: the stages load lists and patterns that ``--help`` can do
without.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.corpus.convert import Report
from generator.corpus.convert import convert as convert_seeds
from generator.corpus.export.corpus_export import Export
from generator.corpus.files.signatures import state_name
from generator.corpus.pages_folder import refuse_other_pages
from generator.corpus.phrases import counted, together, weight_of
from generator.corpus.project_check import check as look_for_faults
from generator.corpus.project_lock import held
from generator.corpus.seeds.seed_decoding import STANDARD_INPUT
from generator.corpus.seeds.seed_files import has_seeds, how_to_begin
from generator.corpus.settings import Settings, read_settings
from generator.corpus.site.build_site import build_site, refuse_another_place
from generator.corpus.site.site_comparison import differences, read_list
from generator.corpus.site.site_state import SiteState
from generator.corpus.site.unchanged import LastBuild
from generator.terminal import Voice, command_line, look_at, printable

__all__ = ["build_anew", "check", "convert", "export"]

DONE, FINDINGS, USAGE = 0, 1, 2

DEFAULT_FORMAT = "jsonl"
"""Of an export that names none."""


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
            known = SiteState.read(settings.cache, state_name(place.resolve()))
            last.end(tuple(_summary(report.once_more)), known)
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
        print(printable(voice.told(finding)))
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
