"""The command line's arguments and its help, which is its manual."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator import __version__
from generator.cli.parser import Parser, count_of, engine_of, folder_of, path_or_url, share_of
from generator.engines import LOCAL
from generator.model import SURE
from generator.model.languages import LANGUAGES, Language
from generator.terminal import program

__all__ = ["build_parser"]

EPILOG = """\
Exit codes: 0 done; 1 done with findings, or some input could not be read; 2 wrong usage.
A page that cannot be read is told on standard error; the others are still done.

Start here:
  {program} new my-archive     a project to begin with; then, in that folder:
  {program} build              the whole site, in site/
  {program} serve              the site in a browser, following what you change
  {program} review             what to look at, and how to put it right
"""

RECONSTRUCT_HELP = """\
Print the articles of each page, one JSON object a line, and after them what belongs to no
article (masthead, folio, captions) as "leftover". Every character of a page is printed once;
"spans" say where on the page it stands, in characters from the start of the page. A text file is
cut at form feeds: part N of NAME is called NAME#N, and so is page N of a PDF.

With --boxes, print the pages themselves instead, one JSON object a line: their text, and of a PDF
where its characters, rules, frames and pictures stand. Saved as NAME.boxes.json, it is read as the
PDF is; tools for OCR can write such files too (docs/pages.md)."""

DESCRIBE_HELP = """\
Print what each article is filed under: region, agencies, date, topics, documents. Every fact
carries the "spans" that prove it; what the page does not prove is absent. One JSON object a
line for the articles of pages, or one object for the plain text of --text. Topics are those of
the project in this folder, if it has its own (site_src/topics.yml), else those that ship."""

CONVERT_HELP = """\
Write the Markdown pages of the site: articles, indexes and the page lists. Files that are right
are not touched; files that no seed calls for any more are removed, if convert made them. Where an
article or a list was, a page says what became of it. While a seed cannot be read, its articles stay
as they were. New addresses of articles, pages and lists are added to
seeds/addresses.csv: commit this file."""

BUILD_HELP = """\
Convert the seeds and have MkDocs build the site. The new site takes the place of the old one
only when it is whole. The path of the site is printed."""

NEW_HELP = """\
Begin a project: mkdocs.yml (name, navigation, colours: yours to change), seeds/ with a sample page,
site_src/ for pages of your own, .gitignore, and a workflow that publishes on GitHub Pages. Styles,
templates and the search stay in the program; a file of the same name in site_src/ takes the place
of one of theirs. A folder that has files in it is left alone."""

SERVE_HELP = """\
Show the site in a browser of this machine, and let it follow what is saved: pages in seeds/, the
settings, what you wrote in site_src/. A page that cannot be read is told, and the others are shown.
Nothing is put on record or published; Ctrl-C ends it."""

REVIEW_HELP = """\
Print what is doubtful on the pages, worst first: articles of low confidence, articles without a
headline or with a sentence left open, and text that has found no place. Each comes with lines for
the page's sidecar, and with the condition under which they are right: compare them with the page,
and paste those that are. An article with “checked:” is not doubtful any more. Nothing is changed.
“explain --brief” shows a whole page at a glance.
Exit code 1 when anything is doubtful."""

EXPLAIN_HELP = """\
Print a line for each article of the pages: how sure it is, and on which lines it stands. Then each
block in the order of the page: its role, its article, its lines, what put it there, and, where
something was ranked, the runner-up and how far behind it was. In brackets stand the names of rules
(generator/model/data/rule_words.csv); --json has the numbers."""

EXPORT_HELP = """\
Give the articles and their facts to other programs, with the ids of the site's addresses.

  jsonl        one JSON object an article: what “reconstruct” prints of it, and its newspaper;
               this one where no format is named
  csv          one table, one row an article, for spreadsheets: UTF-8 with a byte order mark;
               a text that begins like a formula (= + - @) or with an apostrophe gets an
               apostrophe in front
  datapackage  a folder of linked tables (articles, regions, agencies, dates, topics, documents,
               pages) with datapackage.json, which says what every column means

jsonl and csv go to standard output, or to the file of --out; a data package needs --out. What is
written takes its place only when it is whole. Only earlier exports are replaced; in a package,
files of your own and what you add to datapackage.json (licenses, homepage) are kept."""

CHECK_HELP = """\
Print one line for each thing that is wrong: seeds and sidecars that cannot be read, corrections
that do not fit their page or change nothing any more, files and
folders among them that nothing reads, two pages with the same text, pages whose characters do not
come out exactly once, articles without a lasting id, generated pages that are out of date.
What keeps pages from being made comes first, what is merely out of date comes last. Many findings
alike, and all generated pages, are one line; --verbose prints each of them.
Nothing is changed. Exit code 1 when there is a finding."""


def build_parser(language: Language = "en") -> Parser:
    """Return the parser; what it parses carries the command's name as ``command``."""
    parser = Parser(
        prog=program(),
        description="Turn Chinese newspaper pages, PDF or text, into whole articles, give each its "
        "facts, and publish them as a site.",
        epilog=EPILOG.format(program=program()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"banmian {__version__}")
    spoken = "speak English (en) or Chinese (zh); default: Chinese under a Chinese locale"
    parser.add_argument("--lang", choices=LANGUAGES, help=spoken)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    common = Parser(add_help=False)
    loud = common.add_mutually_exclusive_group()
    loud.add_argument("--quiet", action="store_true", help="say nothing but errors")
    loud.add_argument("--verbose", action="store_true", help="tell each step on standard error")
    common.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=spoken)
    common.add_argument(
        "--jobs",
        type=count_of,
        default=0,
        metavar="N",
        help="use N processes, but no more than there are pages, nor four for each processor "
        "(default: one for a few pages, else one for each processor)",
    )
    common.add_argument(
        "--engine",
        type=engine_of,
        default=LOCAL,
        metavar="ENGINE",
        help="who makes the pages: local, processes of this machine (the default), or "
        "dask://HOST:PORT, the workers of a Dask cluster (docs/scale.md)",
    )
    configured = Parser(add_help=False)
    configured.add_argument(
        "--config",
        type=Path,
        default=Path("mkdocs.yml"),
        metavar="FILE",
        help="the project's mkdocs.yml (default: the one in this folder)",
    )
    project = Parser(add_help=False, parents=[configured])
    project.add_argument(
        "--seeds",
        type=path_or_url,
        metavar="DIR",
        help="the folder of pages, or its URL (s3://…; default: seeds beside mkdocs.yml)",
    )

    topics = Parser(add_help=False)
    topics.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="the mkdocs.yml of the project whose topics hold (default: the one in this folder, "
        "if there is one)",
    )

    def add(
        name: str,
        summary: str,
        details: str,
        *parents: Parser,
    ) -> Parser:
        added = commands.add_parser(
            name,
            help=summary,
            description=details,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[common, *parents],
        )
        added.set_defaults(command=name)
        return added

    sub = add("new", "a project to begin with: settings, a sample page", NEW_HELP)
    sub.add_argument("folder", type=folder_of, metavar="DIR", help="a new or empty folder")

    paths = (
        "a page's file (.pdf, .html, .txt, .md, .boxes.json), a folder of them (not its "
        "sub-folders), or - for standard input"
    )

    sub = add("reconstruct", "pages to articles, as JSON Lines", RECONSTRUCT_HELP, topics)
    sub.add_argument("paths", nargs="+", metavar="PATH", help=paths)
    sub.add_argument("--no-facts", action="store_true", help="leave out region, agency, date, …")
    sub.add_argument("--boxes", action="store_true", help="print the pages, and what stands where")

    sub = add("describe", "facts with the characters that prove them", DESCRIBE_HELP, topics)
    sub.add_argument("paths", nargs="*", metavar="PATH", help=paths)
    sub.add_argument(
        "--text", metavar="FILE", help="describe FILE as one plain text, not as a page (- too)"
    )

    sub = add("convert", "seeds to Markdown under site_src/", CONVERT_HELP, project)
    sub.add_argument(
        "--out", type=path_or_url, metavar="DIR", help="write there (default: docs_dir)"
    )

    sub = add("build", "convert, then the finished site in site/", BUILD_HELP, project)
    sub.add_argument("--out", type=path_or_url, metavar="DIR", help="put the site there (site_dir)")
    sub.add_argument("--strict", action="store_true", help="take MkDocs' warnings for errors")

    sub = add("serve", "a live preview of the site, on this machine", SERVE_HELP, configured)
    sub.add_argument(
        *("-a", "--address"),
        metavar="HOST:PORT",
        help="show it there (default: 127.0.0.1:8000)",
    )
    sub.add_argument("--open", action="store_true", help="open it in a browser")

    sub = add(
        "review",
        "what is doubtful, worst first, and how to settle it",
        REVIEW_HELP,
        project,
    )
    pages = "a page's file or a folder of pages (default: the project's seeds)"
    sub.add_argument("paths", nargs="*", metavar="PATH", help=pages)
    sub.add_argument(
        "--limit", type=count_of, default=20, metavar="N", help="show N doubts (default: 20)"
    )
    sub.add_argument(
        "--below",
        type=share_of,
        default=SURE,
        metavar="CONFIDENCE",
        help=f"articles that are less sure than this, 0 to 1 (default: {SURE:g})",
    )
    sub.add_argument("--json", action="store_true", help="print JSON Lines")

    sub = add("explain", "why each block of a page stands where it stands", EXPLAIN_HELP, project)
    sub.add_argument(
        "pages",
        nargs="+",
        metavar="PAGE",
        help="a page's file, its name in the seeds, or a folder of pages; NAME#2 for page 2",
    )
    form = sub.add_mutually_exclusive_group()
    form.add_argument("--brief", action="store_true", help="one line a block, without the reasons")
    form.add_argument("--json", action="store_true", help="print JSON Lines")

    sub = add("export", "the corpus as data for other programs", EXPORT_HELP, project)
    sub.add_argument(
        "--format",
        choices=("jsonl", "csv", "datapackage"),
        help="see above (default: jsonl)",
    )
    sub.add_argument(
        "--out",
        metavar="PATH",
        help="the file, or the folder of a data package (default: -, standard output)",
    )

    sub = add("check", "is everything valid, complete and up to date?", CHECK_HELP, project)
    sub.add_argument(
        "--against",
        type=Path,
        metavar="LIST",
        help="look instead whether the site in site_dir is, byte for byte, that of another build: "
        "LIST is the other site, its .banmian, or a copy of that",
    )
    parser.speak(language)
    return parser
