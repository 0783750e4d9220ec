"""Makes the scores anew: from texts how characters follow one another, from pages what lines are.

    python -m training [PAGES ...] [--blanks PAGES ...] [--texts TEXTS] [--before DATE] [--seed N]
                       [--confidence PAGES ...] [--geometry FOLDER ...]

Into ``generator/scores/`` it writes ``characters.json.gz`` with ``--texts``, ``blanks.json.gz``,
``rows.json.gz`` and ``lines.json.gz`` with PAGES, ``confidence.json.gz`` with ``--confidence``, and
``geometry.json.gz`` with ``--geometry`` (docs/training.md).
"""

from __future__ import annotations

import argparse

from training import blanks, confidence, geometry, language, lines, rows


def main() -> None:
    """Read the command line and run what it asks for, texts first."""
    parser = argparse.ArgumentParser(
        prog="training", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("pages", nargs="*", help="folders of pages with gold.json")
    parser.add_argument(
        "--blanks", nargs="+", metavar="PAGES", help="learn from these which blanks part columns"
    )
    parser.add_argument(
        "--seed", default="1", help="draws what is asked of lines, in turn (default: 1)"
    )
    parser.add_argument("--texts", help="articles, one a line as JSON; .xz or .gz or plain")
    parser.add_argument(
        "--before", metavar="DATE", help="count only articles printed before this day (YYYY-MM-DD)"
    )
    parser.add_argument(
        "--confidence", nargs="+", metavar="PAGES", help="other folders of pages with gold.json"
    )
    parser.add_argument(
        "--geometry", nargs="+", metavar="FOLDER", help="folders of PDF pages with gold-pdf.json"
    )
    options = parser.parse_args()
    if not (options.pages or options.texts or options.confidence or options.geometry):
        parser.error(
            "name folders of pages, --texts, --confidence or --geometry: see docs/training.md"
        )
    before = ["--before", options.before] if options.before else []
    if options.texts:
        language.main([options.texts, *before])
    if options.pages:
        texts = ["--texts", options.texts] if options.texts else []
        # rows are learned on pages whose columns are cut, lines on pages that are in order
        blanks.main([*(options.blanks or options.pages), *texts, *before])
        rows.main([*options.pages, *texts, *before])
        lines.main([*options.pages, *texts, *before, "--seed", options.seed])
    if options.confidence:
        confidence.main(options.confidence)
    if options.geometry:
        geometry.main(options.geometry)


if __name__ == "__main__":
    main()
