"""``python -m generator COMMAND``: arguments, messages and exit codes.

Results go to standard output and everything else to standard error, so a command can be piped.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from generator import __version__
from generator.corpus.check import check
from generator.corpus.convert import Report, convert
from generator.corpus.decoding import decode_text
from generator.corpus.permalinks import Permalinks
from generator.corpus.seeds import Seed, find_seeds
from generator.corpus.settings import Settings, read_settings
from generator.corpus.site import build_site
from generator.corpus.work import Made, choose_jobs, make_seeds
from generator.describe import describe_text
from generator.errors import GeneratorError
from generator.model import Entry
from generator.publish import article_record, leftover_records
from generator.publish.records import facts_record

__all__ = ["build_parser", "main", "run"]

DONE, FINDINGS, USAGE, INTERRUPTED = 0, 1, 2, 130

EPILOG = """\
Exit codes: 0 done; 1 done with findings, or some input could not be read; 2 wrong usage.
A page that cannot be read is told on standard error; the others are still done.

Start here:
  python -m generator reconstruct seeds | head -1    one article, as JSON
  python -m generator build                          the whole site, in site/
"""


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
    voice = _Voice(quiet=options.quiet, verbose=options.verbose)
    command: Callable[[argparse.Namespace, _Voice], int] = options.command
    try:
        code = command(options, voice)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has what it wanted (head). Python would complain once more when it closes.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except GeneratorError as error:
        voice.trouble(str(error))
        return FINDINGS
    except KeyboardInterrupt:
        voice.trouble("interrupted; every file that was written is whole. Run again to finish.")
        return INTERRUPTED
    finally:
        voice.end_progress()
    return code


def build_parser() -> argparse.ArgumentParser:
    """Return the parser, whose help is the manual of the command line."""
    parser = argparse.ArgumentParser(
        prog="banmian",
        description="Turn the text of Chinese newspaper pages into whole articles, give each its "
        "facts, and publish them as a site.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"banmian {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    common = argparse.ArgumentParser(add_help=False)
    loud = common.add_mutually_exclusive_group()
    loud.add_argument("--quiet", action="store_true", help="say nothing but errors")
    loud.add_argument("--verbose", action="store_true", help="tell each step on standard error")
    common.add_argument(
        "--jobs",
        type=_count,
        default=0,
        metavar="N",
        help="use N processes (default: one for a few pages, else one for each processor)",
    )
    project = argparse.ArgumentParser(add_help=False)
    project.add_argument(
        "--config",
        type=Path,
        default=Path("mkdocs.yml"),
        metavar="FILE",
        help="the project's mkdocs.yml (default: the one in this folder)",
    )
    project.add_argument(
        "--seeds",
        type=Path,
        metavar="DIR",
        help="the folder of page texts (default: seeds beside mkdocs.yml)",
    )

    def add(
        name: str,
        command: Callable[[argparse.Namespace, _Voice], int],
        summary: str,
        details: str,
        *parents: argparse.ArgumentParser,
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(
            name,
            help=summary,
            description=f"{details}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[common, *parents],
        )
        added.set_defaults(command=command)
        return added

    paths = "a .txt file, a folder of them, or - for standard input"

    sub = add("reconstruct", _reconstruct, "pages to articles, as JSON Lines", RECONSTRUCT_HELP)
    sub.add_argument("paths", nargs="+", metavar="PATH", help=paths)
    sub.add_argument("--no-facts", action="store_true", help="leave out region, agency, date, …")

    sub = add("describe", _describe, "facts with the characters that prove them", DESCRIBE_HELP)
    sub.add_argument("paths", nargs="*", metavar="PATH", help=paths)
    sub.add_argument(
        "--text", metavar="FILE", help="describe FILE as one plain text, not as a page (- too)"
    )

    sub = add("convert", _convert, "seeds to Markdown under site_src/", CONVERT_HELP, project)
    sub.add_argument("--out", type=Path, metavar="DIR", help="write there (default: docs_dir)")

    sub = add("build", _build, "convert, then the finished site in site/", BUILD_HELP, project)
    sub.add_argument("--out", type=Path, metavar="DIR", help="put the site there (site_dir)")
    sub.add_argument("--strict", action="store_true", help="take MkDocs' warnings for errors")

    add("check", _check, "is everything valid, complete and up to date?", CHECK_HELP, project)
    return parser


RECONSTRUCT_HELP = """\
Print the articles of each page, one JSON object a line, and after them what belongs to no
article (masthead, folio, captions) as "leftover". Every character of a page is printed once;
"spans" say where on the page it stands, in characters from the start of the page. A file is cut
at form feeds: part N of NAME is called NAME#N."""

DESCRIBE_HELP = """\
Print what each article is filed under: region, agencies, date, topics, documents. Every fact
carries the "spans" that prove it; what the page does not prove is absent. One JSON object a
line for the articles of pages, or one object for the plain text of --text."""

CONVERT_HELP = """\
Write the Markdown pages of the site: articles, indexes and the page lists. Files that are right
are not touched; files that no seed calls for any more are removed, if convert made them.
Ids of new articles are added to seeds/permalinks.csv: commit that file."""

BUILD_HELP = """\
Convert the seeds and have MkDocs build the site. The new site takes the place of the old one
only when it is whole. The path of the site is printed."""

CHECK_HELP = """\
Print one line for each thing that is wrong: seeds and sidecars that cannot be read, pages whose
characters do not come out exactly once, articles without a lasting id, generated pages that are
out of date. Nothing is changed. Exit code 1 when there is a finding."""


def _reconstruct(options: argparse.Namespace, voice: _Voice) -> int:
    return _print_pages(options, voice, _article_lines(with_facts=not options.no_facts))


def _describe(options: argparse.Namespace, voice: _Voice) -> int:
    if bool(options.paths) == (options.text is not None):
        voice.trouble("describe: name either pages or --text FILE. See describe --help.")
        return USAGE
    if options.text is None:
        options.no_facts = False
        return _print_pages(options, voice, _fact_lines)
    source = Path(options.text)
    try:
        data = sys.stdin.buffer.read() if options.text == "-" else source.read_bytes()
    except OSError as error:
        raise GeneratorError(
            f"{source}: {(error.strerror or 'cannot be read').lower()}."
        ) from error
    facts = describe_text(decode_text(data, str(source)))
    _print_json(facts_record(facts))
    return DONE


def _convert(options: argparse.Namespace, voice: _Voice) -> int:
    settings = _settings(options)
    if options.out is not None:
        from dataclasses import replace

        settings = replace(settings, docs=options.out)
    return _tell(convert(settings, jobs=options.jobs, progress=voice.progress), voice)


def _build(options: argparse.Namespace, voice: _Voice) -> int:
    settings = _settings(options)
    code = _tell(convert(settings, jobs=options.jobs, progress=voice.progress), voice)
    voice.end_progress()
    with voice.mkdocs_messages():
        print(build_site(settings, options.out, strict=options.strict))
    return code


def _check(options: argparse.Namespace, voice: _Voice) -> int:
    findings = 0
    for finding in check(_settings(options), jobs=options.jobs, progress=voice.progress):
        voice.end_progress()
        print(finding)
        findings += 1
    voice.say("all is well" if not findings else f"{findings} findings")
    return FINDINGS if findings else DONE


def _settings(options: argparse.Namespace) -> Settings:
    return read_settings(options.config, seeds=options.seeds)


def _tell(report: Report, voice: _Voice) -> int:
    for problem in report.problems:
        voice.trouble(str(problem.error), problem.detail)
    for name in report.written:
        voice.detail(f"wrote {name}")
    for name in report.removed:
        voice.detail(f"removed {name}")
    voice.say(
        f"{report.articles} articles on {report.pages} pages: {len(report.written)} files "
        f"written, {report.unchanged} unchanged, {len(report.removed)} removed"
    )
    return FINDINGS if report.problems else DONE


def _print_pages(
    options: argparse.Namespace,
    voice: _Voice,
    lines: Callable[[Made, tuple[str, ...]], Iterator[dict[str, Any]]],
) -> int:
    """Print the records of each page as soon as it is made."""
    files = [Path(path) for path in options.paths if path != "-"]
    seeds, problems = find_seeds(files)
    for error in problems:
        voice.trouble(str(error))
    failed = len(problems)
    if "-" in options.paths:
        seeds = (*seeds, Seed(name="-", data=sys.stdin.buffer.read()))
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
            voice.detail(f"{page}: {len(made.reconstruction.articles)} articles")
            for record in lines(made, known.assign(page, made.reconstruction.articles)):
                _print_json(record)
        voice.progress(done, len(seeds))
    return FINDINGS if failed else DONE


def _article_lines(
    *, with_facts: bool
) -> Callable[[Made, tuple[str, ...]], Iterator[dict[str, Any]]]:
    def lines(made: Made, ids: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        for entry in _entries(made, ids):
            yield article_record(entry, with_facts=with_facts, page=made.reconstruction.page)
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


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes (1, 2, …)")
    return number


class _Voice:
    """What is said to the user beside the results: on standard error, as loud as they like."""

    def __init__(self, *, quiet: bool, verbose: bool) -> None:
        self._quiet, self._verbose = quiet, verbose
        self._start = time.monotonic()
        self._bar = False

    def trouble(self, message: str, detail: str = "") -> None:
        self.end_progress()
        for line in message.splitlines():
            print(f"banmian: {line}", file=sys.stderr)
        if detail and self._verbose:
            print(detail, file=sys.stderr)

    def say(self, message: str) -> None:
        self.end_progress()
        if not self._quiet:
            print(message, file=sys.stderr)

    def detail(self, message: str) -> None:
        if self._verbose:
            self.say(message)

    def progress(self, done: int, total: int) -> None:
        """Show how far the work is: on a terminal, once it has taken two seconds."""
        if self._quiet or not sys.stderr.isatty() or time.monotonic() - self._start < 2:
            return
        print(f"\r{done}/{total} pages", end="", file=sys.stderr, flush=True)
        self._bar = True

    def end_progress(self) -> None:
        if self._bar:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self._bar = False

    @contextlib.contextmanager
    def mkdocs_messages(self) -> Iterator[None]:
        """Let MkDocs' own messages through: warnings, or everything when verbose."""
        import logging

        logger = logging.getLogger("mkdocs")
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        level = logging.ERROR if self._quiet else logging.WARNING
        before = logger.level
        logger.setLevel(logging.INFO if self._verbose else level)
        logger.addHandler(handler)
        try:
            yield
        finally:
            logger.removeHandler(handler)
            logger.setLevel(before)
