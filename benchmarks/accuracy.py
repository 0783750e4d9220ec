"""Measure the reconstruction: ``python benchmarks/accuracy.py [GOLD.json PAGES_DIR]``.

Without arguments it is measured on the five pages in ``tests/pages``; with ``--reprinted N`` on N
pages printed from known articles (:mod:`tests.reprint`). Beside the program stand two simpler
readings of the same pages (:mod:`benchmarks.baselines`). ``docs/accuracy.md`` says what the
figures mean. Exit codes: 0 measured, 1 a figure is below its floor (:mod:`benchmarks.floors`),
2 wrong usage, or a file that is missing or has another form.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a file, without being installed
    sys.path.insert(0, str(ROOT))

from benchmarks import floors, report  # noqa: E402
from benchmarks.baselines import BASELINES  # noqa: E402
from benchmarks.faults import Fault, list_faults  # noqa: E402
from benchmarks.reliability import Judged, judged  # noqa: E402
from benchmarks.scoring import Score, score, score_pages  # noqa: E402
from benchmarks.sets import GoldSet, SetError, page_records, read_set, subsets  # noqa: E402
from generator.corpus.seeds.seed_files import Seed  # noqa: E402
from generator.corpus.seeds.seed_reading import read_pages  # noqa: E402
from generator.model import Page  # noqa: E402

PAGES_GOLD = ROOT / "tests" / "gold" / "seeds.json"
PAGES = ROOT / "tests" / "pages"
"""Not ``seeds/``, which belongs to whoever uses the program."""
OURS = "Banmian"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All that was measured of one set."""

    measured: GoldSet
    """The set."""
    figures: Mapping[str, float]
    """Of the program."""
    baselines: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Of the simpler readings, by name."""
    parts: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    """Of the program, by key of the layout and its value."""
    faults: tuple[Fault, ...] = ()
    """What is wrong."""
    judged: tuple[Judged, ...] = ()
    """Each article's confidence, and whether it is right."""


def measure(gold: Mapping[str, Sequence[Any]], folder: Path) -> dict[str, float]:
    """Return the figures of ``gold``'s pages, which lie in ``folder``."""
    pages = {name: read_pages(Seed(name=name, path=folder / name))[0] for name in gold}
    records = [record for page in pages.values() for record in page_records(page)]
    return score(gold, {name: page.text for name, page in pages.items()}, records)


def measure_set(measured: GoldSet, keys: Sequence[str] = (), *, baselines: bool = True) -> Result:
    """Return all that can be said of the program on a set, also by the ``keys`` of its layout.

    Raises :class:`SetError` when no page has one of the keys.
    """
    parts = {key: subsets(measured, key) for key in keys}
    texts = measured.texts
    made = {name: list(page_records(page)) for name, page in measured.pages.items()}
    articles = {
        name: [record for record in records if "leftover" not in record]
        for name, records in made.items()
    }
    every = [record for records in made.values() for record in records]
    scores = score_pages(measured.gold, texts, every)
    return Result(
        measured=measured,
        figures=sum(scores.values(), Score()).figures(),
        baselines={
            name: score(measured.gold, texts, [r for n, t in texts.items() for r in read(n, t)])
            for name, read in (BASELINES.items() if baselines else ())
        },
        parts={
            key: {
                value: sum((scores[page] for page in pages), Score()).figures()
                for value, pages in found.items()
            }
            for key, found in parts.items()
        },
        faults=tuple(
            fault
            for name, gold in measured.gold.items()
            for fault in list_faults(name, gold, articles[name])
        ),
        judged=tuple(
            one for name, gold in measured.gold.items() for one in judged(gold, articles[name])
        ),
    )


def reprinted(count: int) -> GoldSet:
    """Return ``count`` pages printed from the articles of our pages and from invented ones."""
    from tests.reprint import reprinted_set

    gold, texts, layout = reprinted_set(count)
    pages = {name: Page(name=name, text=text) for name, text in texts.items()}
    return GoldSet(name=f"reprinted-{count}", gold=gold, pages=pages, layout=layout)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures, and on standard error how long the program took."""
    parser = build_parser()
    options = parser.parse_args(argv)
    if options.gold and (options.reprinted or not options.pages):
        parser.error("name a gold file and the folder of its pages, or --reprinted N, or nothing")
    try:
        return _run(options)
    except SetError as error:
        print(f"accuracy.py: {error}", file=sys.stderr)
    except OSError as error:  # of what it writes: reading is told of by SetError
        print(f"accuracy.py: {error.filename}: {error.strerror}.", file=sys.stderr)
    return 2


def _run(options: argparse.Namespace) -> int:
    measured = _chosen(options)
    known = floors.read_floors()
    name, least = floors.find_floors(known, measured.digest, options.floors)
    keys = [key for key in options.by.split(",") if key]
    start = time.perf_counter()
    result = measure_set(measured, keys, baselines=not options.no_baselines)
    seconds = time.perf_counter() - start
    below = floors.below_floors(result.figures, least)
    if options.json:
        line = json.dumps(report.as_json(result, OURS, name, below), ensure_ascii=False)
        if options.json == "-":
            print(line)
        else:
            Path(options.json).write_text(line + "\n", "utf-8")
    if options.update:
        report.update_document(options.update, measured.name, report.as_markdown(result, OURS))
    if options.markdown:
        print(report.as_markdown(result, OURS))
    elif options.json != "-":
        print(report.as_text(result, OURS, faults=options.verbose))
    print(f"{seconds:.2f} s for {len(measured.pages)} pages, all told", file=sys.stderr)
    if options.raise_floors:
        raised = floors.raise_floors(known, name or measured.name, measured.digest, result.figures)
        floors.write_floors(raised)
    for line in below:
        print(f"accuracy.py: {name}: {line}", file=sys.stderr)
    if name is None and measured.name in known:
        print(
            f"accuracy.py: the floors called {measured.name} are of other pages or other gold, and "
            f"nothing was held against them; --floors {measured.name} does, --raise-floors begins "
            "them anew",
            file=sys.stderr,
        )
    return 1 if below else 0


def _chosen(options: argparse.Namespace) -> GoldSet:
    """Return the set that the command line names."""
    if options.reprinted:
        return reprinted(options.reprinted)
    if not options.gold:
        return read_set(PAGES_GOLD, PAGES)
    beside = options.gold.parent / "layout.json"
    layout = options.layout or (beside if beside.is_file() else None)
    return read_set(options.gold, options.pages, layout)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="accuracy.py", description=(__doc__ or "").splitlines()[0].partition(":")[0] + "."
    )
    parser.add_argument("gold", nargs="?", type=Path, help="{page: articles}; docs/accuracy.md")
    parser.add_argument("pages", nargs="?", type=Path, help="folder of the pages")
    parser.add_argument(
        "--reprinted", type=_count, metavar="N", help="measure on N pages of known articles"
    )
    parser.add_argument(
        "--layout", type=Path, metavar="FILE", help="{page: {key: value}}; layout.json beside GOLD"
    )
    parser.add_argument(
        "--by", default="", metavar="KEYS", help="a table for each key of the layout: tool,order"
    )
    parser.add_argument("--json", metavar="FILE", help="write all figures; - prints nothing else")
    parser.add_argument("--markdown", action="store_true", help="print the tables of a document")
    parser.add_argument(
        "--update", type=Path, metavar="FILE", help="put those tables between the set's markers"
    )
    parser.add_argument("--floors", metavar="NAME", help="hold figures against these floors")
    parser.add_argument(
        "--raise-floors", action="store_true", help="keep what was measured as the new floors"
    )
    parser.add_argument("--no-baselines", action="store_true", help="measure the program only")
    parser.add_argument("--verbose", action="store_true", help="tell each fault")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
