"""Measure what search costs and finds: ``python -m benchmarks.search``.

A site is built of the test pages, the index of generated articles put into it, and queries of
every class asked in Chromium, each in browsers started for it: ``opened`` counts from the start of
the page ``search/?q=…`` with nothing in the cache to hits and facets painted; ``Enter`` from Enter
on the open search page, which has read what every answer needs; ``warm`` from Enter in a tab that
answered another query before; ``again`` from Enter for the same query in that tab, which answered
the other one once more in between. Bytes are those of the first answer as a server sends them that
compresses: ``of search`` its scripts and styles, index and texts, ``of all`` with the page around
them. Recall and precision are of all articles that the engine counts. ``tab MB`` is the private
memory of the tab's process after all queries.

These times are taken with no debugger attached (``plain.py``). The peers' times, memory and the
journey on a slowed phone are taken with Playwright (``browser.py``), which adds to times: those of
peers and journey are too long, and only to be held against their like.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # run as a file, without being installed
    sys.path.insert(0, str(ROOT))

from benchmarks.report import update_document  # noqa: E402
from benchmarks.search import ours, peer_material, peer_pagefind  # noqa: E402
from benchmarks.search.browser import SUB_PATH, chromium  # noqa: E402
from benchmarks.search.corpus import GeneratedArticles  # noqa: E402
from benchmarks.search.queries import Truth, drawn  # noqa: E402
from benchmarks.search.report import report  # noqa: E402
from benchmarks.search.sites import build_site, clear_index, serve  # noqa: E402
from benchmarks.search.writing import written  # noqa: E402

MARK = "figures"
"""Name of the markers between which the tables stand in a document."""
PEERS = {"material": peer_material.measure, "pagefind": peer_pagefind.measure}


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures."""
    options = _arguments(argv)
    figures: dict[str, Any] = {"index": [], "search": [], "notes": [], "throttle": options.throttle}
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "served" / SUB_PATH
        if not options.index_only:
            build_site(site)
        for count in options.articles:
            _say(f"{count} articles: index")
            if options.index_only:
                figures["index"].append(written(count))
                continue
            clear_index(site)
            figures["index"].append(written(count, site))
            figures["search"] += _searched(count, site, options, figures["notes"])
        shutil.rmtree(site, ignore_errors=True)
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    figures["notes"].append(f"Load of the machine at the end: {load} on {os.cpu_count()} cores.")
    print(report(figures))
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if options.update:
        _update(options.update, report(figures, markdown=True))
    return 0


def _searched(
    count: int, site: Path, options: argparse.Namespace, notes: list[str]
) -> list[dict[str, Any]]:
    """Return the figures of every engine at one size."""
    articles = GeneratedArticles(count)
    queries = drawn(articles, options.queries)
    truth = Truth(articles)
    results = []
    with serve(site.parent) as server, chromium() as browser:
        _say(f"{count} articles: {len(queries)} queries")
        found = ours.measure(browser, server, queries, truth, options.repeats)
        if options.throttle > 1:
            found["journey"] = ours.journey(browser, server, options.throttle)
        results.append({"articles": count, **found})
        for name in options.peers:
            if count > options.peers_up_to:
                notes.append(f"{name}: left out at {count} articles (--peers-up-to).")
                continue
            _say(f"{count} articles: {name}")
            try:
                measured = PEERS[name](browser, articles, queries, truth)
            except ImportError as error:
                notes.append(f"{name}: left out, {error}.")
                continue
            results += [{"articles": count, **one} for one in measured]
    return results


def _update(path: Path, tables: str) -> None:
    """Put the tables between the markers of a document; one that is missing is made of them."""
    if not path.exists():
        path = path.with_name(f"{path.stem}-{MARK}{path.suffix}")
        path.write_text(f"<!-- {MARK} -->\n<!-- /{MARK} -->\n", "utf-8")
    update_document(path, MARK, tables)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.search", description=(__doc__ or "").splitlines()[0]
    )
    numbers = "1000,5000,20000"
    parser.add_argument("--articles", type=_numbers, default=numbers, help=f"sizes ({numbers})")
    parser.add_argument("--queries", type=int, default=4, help="queries of each class (4)")
    parser.add_argument("--repeats", type=int, default=1, help="times each; the best counts (1)")
    parser.add_argument("--peers", type=_names, default="", help="material,pagefind")
    parser.add_argument("--peers-up-to", type=int, default=1000, help="articles for peers (1000)")
    parser.add_argument("--throttle", type=float, default=0, help="slow the CPU for the journey")
    parser.add_argument("--index-only", action="store_true", help="write indexes, ask nothing")
    parser.add_argument("--json", type=Path, metavar="FILE", help="all figures")
    parser.add_argument("--update", type=Path, metavar="FILE", help="put the tables between marks")
    return parser.parse_args(argv)


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _names(text: str) -> list[str]:
    names = [part for part in text.split(",") if part]
    if unknown := set(names) - set(PEERS):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return names


def _say(text: str) -> None:
    print(f"search: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
