"""Time against length for each shape of ``tests/page_shapes.py``: ``python -m benchmarks.shapes``.

For 12,000, 24,000 and 48,000 characters the seconds of the processor that reconstructing takes,
describing, and making all that a site and the exports have of the page; and the ratios to half the
length. Exit code 1 where one is above 2.5; what takes less than a twentieth of a second is told by
the clock's own steps, and a ratio too many is measured once more.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Sequence
from itertools import pairwise

from generator.processes import collect_seldom, use_one_thread

use_one_thread()

from generator.describe import describe_page  # noqa: E402
from generator.editing import page_notes  # noqa: E402
from generator.model import Facts, Page, Reconstruction, file_articles  # noqa: E402
from generator.publish import (  # noqa: E402
    Desk,
    extract_of,
    gist_of,
    leftover_records,
    planned_files,
    planned_pages,
    texts_of,
    torn_in,
)
from generator.publish.csv_cells import csv_line  # noqa: E402
from generator.publish.export import TABLES, jsonl_lines, sheet_lines  # noqa: E402
from generator.reconstruct import reconstruct_page  # noqa: E402
from tests.page_shapes import SHAPES, shaped  # noqa: E402

SIZES = (12_000, 24_000, 48_000)
MOST = 2.5
LEAST = 0.05


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line for each shape."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help=", ".join(SHAPES))
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="characters")
    options = parser.parse_args(argv)
    if unknown := set(options.shapes) - SHAPES.keys():
        parser.error(f"{', '.join(sorted(unknown))}: no shape is called so")
    collect_seldom()  # as the program does
    for shape in ("stories", "pages printed"):  # tables are loaded once
        _seconds(shape, 3000)
    steep = 0
    for shape in options.shapes or SHAPES:
        taken = [_seconds(shape, size) for size in options.sizes]
        if max(_steepest(taken)) > MOST:
            again = [_seconds(shape, size) for size in options.sizes]
            taken = [tuple(map(min, a, b)) for a, b in zip(taken, again, strict=True)]
        steep += max(_steepest(taken)) > MOST
        told = []
        for each in zip(*taken, strict=True):
            told += [*(f"{t:7.2f}" for t in each), " ", *(f"x{r:5.2f}" for r in _ratios(each))]
        print(f"{shape:24}", *told, flush=True)
    print(f"{steep} shapes grow faster than {MOST} a doubling")
    return 1 if steep else 0


def _steepest(taken: Sequence[tuple[float, ...]]) -> list[float]:
    return [max(_ratios(each)) for each in zip(*taken, strict=True)]


def _ratios(taken: Sequence[float]) -> list[float]:
    return [max(b, LEAST) / max(a, LEAST) for a, b in pairwise(taken)]


def _seconds(shape: str, size: int) -> tuple[float, ...]:
    """Return what reconstructing takes, describing, and publishing."""
    page = Page(name="a.txt", text=shaped(shape, size))
    gc.collect()  # what others left is a tenth of a second, whenever it comes
    gc.freeze()
    times = [time.process_time()]
    made = reconstruct_page(page)
    times.append(time.process_time())
    facts = describe_page(made)
    times.append(time.process_time())
    _publish(made, facts)
    times.append(time.process_time())
    return tuple(end - begun for begun, end in pairwise(times))


def _publish(made: Reconstruction, facts: Sequence[Facts]) -> None:
    """Make all that a site and the exports have of a page."""
    ids = [f"a{number}" for number in range(len(made.articles))]
    entries = file_articles(made, ids, facts)
    extract = extract_of(entries)
    for number, entry in enumerate(entries):
        gist_of(entry, "a.pickle", number, entry, extract.goals[number])
        torn_in(extract.searched[number])
    notes = {made.page.name: page_notes(made)}
    desk = Desk(entries=entries, reconstructions=[made], notes=notes)
    for _path, _text in texts_of((*planned_pages(desk, {}, ()), *planned_files(desk))):
        pass
    leftover_records(made)
    for _line in (*jsonl_lines(made, entries), *sheet_lines(made, entries)):
        pass
    for table in TABLES:
        for row in table.rows(made, entries):
            csv_line(row.get(name) for name in table.header())


if __name__ == "__main__":
    sys.exit(main())
