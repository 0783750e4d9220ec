"""Measure the reconstruction: ``python benchmarks/accuracy.py [GOLD.json PAGES_DIR]``.

Without arguments it is measured on the five pages in ``tests/pages``. The figures are explained in
:mod:`benchmarks.scoring`; they go to standard output as one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a file, without being installed
    sys.path.insert(0, str(ROOT))

from benchmarks.scoring import score  # noqa: E402
from generator.corpus.seeds import Seed, read_pages  # noqa: E402
from generator.model import Entry, Facts, Page  # noqa: E402
from generator.publish import article_record, leftover_records  # noqa: E402
from generator.reconstruct import reconstruct_page  # noqa: E402

PAGES_GOLD = ROOT / "tests" / "gold" / "seeds.json"
PAGES = ROOT / "tests" / "pages"
"""Not ``seeds/``, which belongs to whoever uses the program."""


def measure(gold: Mapping[str, Sequence[Any]], folder: Path) -> dict[str, float]:
    """Return the figures of ``gold``'s pages, which lie in ``folder``."""
    pages = {name: read_pages(Seed(name=name, path=folder / name))[0] for name in gold}
    records = [record for page in pages.values() for record in page_records(page)]
    return score(gold, {name: page.text for name, page in pages.items()}, records)


def page_records(page: Page) -> Iterator[dict[str, Any]]:
    """Yield what ``python -m generator reconstruct`` prints for a page, without facts."""
    reconstruction = reconstruct_page(page)
    for article in reconstruction.articles:
        entry = Entry(id="", article=article, facts=Facts())
        yield article_record(entry, with_facts=False, page=page, siblings=reconstruction.articles)
    yield from leftover_records(reconstruction)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures, and on standard error how long it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="?", type=Path, default=PAGES_GOLD, help="{page: articles}")
    parser.add_argument("pages", nargs="?", type=Path, default=PAGES, help="folder of the pages")
    options = parser.parse_args(argv)
    gold = json.loads(options.gold.read_text("utf-8"))
    start = time.perf_counter()
    figures = measure(gold, options.pages)
    seconds = time.perf_counter() - start
    print(json.dumps(figures))
    print(f"{seconds:.2f} s, {seconds / len(gold) * 1000:.0f} ms a page", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
