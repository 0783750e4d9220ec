"""Show what confidence means: ``python benchmarks/reliability.py [GOLD.json PAGES_DIR]``.

For each tenth of the confidence that articles are given, how many there are and which share of
them is exactly right in body and headline. Without arguments: the pages in ``tests/pages``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a file, without being installed
    sys.path.insert(0, str(ROOT))

from benchmarks.accuracy import PAGES, PAGES_GOLD, page_records  # noqa: E402
from benchmarks.scoring import body_text, headline, match_bodies  # noqa: E402
from generator.corpus.seeds import Seed, read_pages  # noqa: E402


def judged(gold: Mapping[str, Sequence[Any]], folder: Path) -> Iterator[tuple[float, bool]]:
    """Yield confidence and rightness of each article made from ``gold``'s pages."""
    for name, wanted in gold.items():
        page = read_pages(Seed(name=name, path=folder / name))[0]
        made = [record for record in page_records(page) if "leftover" not in record]
        match = {m: g for g, m in match_bodies(wanted, made).items()}
        for number, record in enumerate(made):
            want = wanted[match[number]] if number in match else None
            right = want is not None and (
                body_text(want) == body_text(record) and headline(want) == headline(record)
            )
            yield record["confidence"], right


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table as tab-separated lines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="?", type=Path, default=PAGES_GOLD, help="{page: articles}")
    parser.add_argument("pages", nargs="?", type=Path, default=PAGES, help="folder of the pages")
    options = parser.parse_args(argv)
    tenths: defaultdict[int, list[bool]] = defaultdict(list)
    for confidence, right in judged(json.loads(options.gold.read_text("utf-8")), options.pages):
        tenths[min(9, int(confidence * 10))].append(right)
    print("confidence\tarticles\tright")
    for tenth, found in sorted(tenths.items()):
        print(
            f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}\t{len(found)}\t{sum(found) / len(found):.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
