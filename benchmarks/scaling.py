"""Measure time against length: ``python benchmarks/scaling.py [--sizes 50000 100000 200000]``.

Prints pages per second on the five pages in ``tests/pages``, then for texts of growing length the
seconds that reconstructing and describing take, and the ratio to the text of half the length: 2 is
linear, 4 quadratic. Each text is one kind of trouble, all of them one paragraph.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a file, without being installed
    sys.path.insert(0, str(ROOT))

from generator.describe import describe_page, describe_text  # noqa: E402
from generator.model import Page  # noqa: E402
from generator.reconstruct import reconstruct_page  # noqa: E402

PAGES = ROOT / "tests" / "pages"
TEXTS = {
    "page": "",  # the characters of the pages over and over
    "open title": "《湖南",
    "bodies": "湖南省民政厅、",
    "relative bodies": "长沙市委、市委网信办、",
    "undecided": "鼓楼区、重庆市、",
    "days": "7日、2024年5月8日、",
    "papers": "《关于甲的意见》《意见》",
    "signs": "京津冀",
    "lines": "甲乙丙丁戊己庚辛\n",
}


def seconds(job: Callable[[], object]) -> float:
    """Return the better of two runs: what another process takes away counts once at most."""
    taken = []
    for _ in range(2):
        start = time.perf_counter()
        job()
        taken.append(time.perf_counter() - start)
    return min(taken)


def growth(name: str, jobs: Sequence[tuple[int, Callable[[], object]]]) -> None:
    """Print how the time of a job grows from one size to the next."""
    before = None
    for size, job in jobs:
        now = seconds(job)
        ratio = f"{now / before:5.2f}" if before else "    -"
        print(f"{name:28} {size:8} {now:8.3f} s {ratio}", flush=True)
        before = now


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[50_000, 100_000, 200_000])
    parser.add_argument("--only", choices=("reconstruct", "describe"))
    options = parser.parse_args(argv)
    pages = [Page(name=p.name, text=p.read_text("utf-8")) for p in sorted(PAGES.glob("*.txt"))]
    if not pages:
        parser.error(f"no pages in {PAGES}")
    describe_text("湖南省民政厅开会。")  # reads the tables, once for all
    made = [reconstruct_page(page) for page in pages]
    if options.only != "describe":
        taken = seconds(lambda: [reconstruct_page(page) for page in pages])
        print(f"reconstruct {len(pages) / taken:8.1f} pages/s")
    if options.only != "reconstruct":
        print(
            f"describe    {len(pages) / seconds(lambda: [*map(describe_page, made)]):8.1f} pages/s"
        )
    TEXTS["page"] = "".join("".join(page.text.split()) for page in pages)
    for name, text in TEXTS.items():
        texts = [(n, (text * (n // len(text) + 1))[:n]) for n in options.sizes]
        if options.only != "reconstruct":
            growth(f"describe/{name}", [(n, partial(describe_text, t)) for n, t in texts])
        if options.only != "describe" and name in ("page", "lines"):
            whole = [(n, Page(name="page.txt", text=t)) for n, t in texts]
            growth(f"reconstruct/{name}", [(n, partial(reconstruct_page, p)) for n, p in whole])
    return 0


if __name__ == "__main__":
    sys.exit(main())
