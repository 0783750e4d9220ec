"""Measure time and memory: ``python benchmarks/speed.py [pages] [pdf] [growth] [memory]``.

``pages``: pages per second on the five pages in ``tests/pages``, and the time of a page of
:data:`PAGE` characters, median of pages printed from known articles (:mod:`tests.reprint`).
``pdf``: pages per second of the processor from a PDF to its articles, both processes counted, of
plain broadsheets of :data:`BROADSHEET` characters (:func:`broadsheet`), and of the sample page;
what starting takes is left out. How much of it is the PDF library's own depends on who wrote the
PDF: fonts take more than text.
``growth``: for texts of growing length the seconds that reconstructing, describing and the notes
of a reconstructed page take, and the ratio to the text of half the length: 2 is linear, 4
quadratic. Each text is one kind of trouble. ``memory``: the most memory that ``python -m generator
reconstruct FOLDER`` takes for folders of 100, 1,000 and 10,000 pages (takes minutes; Unix only).

All on one core. Only ratios taken in one run can be compared between machines.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import count, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a file, without being installed
    sys.path.insert(0, str(ROOT))

from generator.processes import use_one_thread  # noqa: E402

use_one_thread()

from generator.describe import describe_page, describe_text  # noqa: E402
from generator.editing import page_notes  # noqa: E402
from generator.model import Page  # noqa: E402
from generator.reconstruct import reconstruct_page  # noqa: E402
from tests.pdf_writer import PdfFont, PdfPage, put, write_pdf  # noqa: E402
from tests.reprint import random_reprint  # noqa: E402

PAGES = ROOT / "tests" / "pages"
SAMPLE_PDF = ROOT / "tests" / "pages-pdf" / "2024-05-16-03.pdf"
BOLD = PdfFont(name="ABCDEF+NewSong-Bold")
PAGE = 4000
"""Characters of a usual page of a paper."""
SAMPLE = 60
"""Pages of which the median is taken."""
BROADSHEET = 7000
SHEETS = 24
"""Pages that are read for the speed of PDF, beside one for what starting takes."""
SIZES = (62_500, 125_000, 250_000, 500_000)
FOLDERS = (100, 1_000, 10_000)
TEXTS = {
    "page": "",  # the characters of the pages over and over, without lines
    "reprints": "",  # pages printed from known articles, one under the other
    "open title": "《湖南",
    "bodies": "湖南省民政厅、",
    "relative bodies": "长沙市委、市委网信办、",
    "undecided": "鼓楼区、重庆市、",
    "days": "7日、2024年5月8日、",
    "papers": "《关于甲的意见》《意见》",
    "signs": "京津冀",
    "lines": "甲乙丙丁戊己庚辛\n",
    "one sentence": "好。",
}
RECONSTRUCTED = ("page", "reprints", "lines", "one sentence")
"""Texts that are trouble for reconstruction and notes; the others are so for describing only."""
STAGES = ("reconstruct", "describe", "notes")


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", nargs="*", help="pages, pdf, growth, memory")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="characters")
    parser.add_argument("--folders", nargs="+", type=int, default=FOLDERS, help="pages")
    parser.add_argument("--only", choices=STAGES)
    options = parser.parse_args(argv)
    wanted = options.what or ["pages", "pdf", "growth"]
    if unknown := set(wanted) - {"pages", "pdf", "growth", "memory"}:
        parser.error(f"{', '.join(sorted(unknown))}: choose among pages, pdf, growth and memory")
    stages = (options.only,) if options.only else STAGES
    describe_text("湖南省民政厅开会。")  # reads the tables, once for all
    if "pages" in wanted:
        show_pages(stages)
    if "pdf" in wanted:
        show_pdf()
    if "growth" in wanted:
        show_growth(stages, options.sizes)
    if "memory" in wanted:
        show_memory(options.folders)
    return 0


def show_pages(stages: Iterable[str]) -> None:
    """Print pages per second, and the milliseconds of a page of :data:`PAGE` characters."""
    pages = [Page(name=p.name, text=p.read_text("utf-8")) for p in sorted(PAGES.glob("*.txt"))]
    usual = [*islice(usual_pages(), SAMPLE)]
    for stage in stages:
        jobs, usual_jobs = ([job_of(stage, page) for page in some] for some in (pages, usual))
        taken = sum(map(seconds, jobs))
        each = [seconds(job) * 1000 for job in usual_jobs]
        print(
            f"{stage:28} {len(pages) / taken:6.1f} pages/s; a page of {PAGE} characters: median "
            f"{statistics.median(each):.1f} ms, at most {max(each):.1f} ms",
            flush=True,
        )


def show_pdf() -> None:
    """Print how many broadsheets a second of the processor takes from PDF to articles."""
    sheets = [write_pdf([broadsheet(n)]) for n in range(SHEETS + 1)]
    sample = [SAMPLE_PDF.read_bytes()] * (SHEETS + 1)
    for name, files in ((f"plain, {BROADSHEET} characters", sheets), (SAMPLE_PDF.name, sample)):
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / f"sheet-{n:03}.pdf" for n in range(len(files))]
            for path, data in zip(paths, files, strict=True):
                path.write_bytes(data)
            starting, _ = _reconstructed(paths[:1])
            taken = _reconstructed(paths)[0] - starting
        print(f"{'pdf':28} {SHEETS / taken:6.1f} pages/s, {name}", flush=True)


def broadsheet(number: int) -> PdfPage:
    """Return a plain page of five columns, with a headline over each, every line by itself.

    It has what takes time in characters and lines, and no more: two fonts that are not embedded, no
    rules, frames, pictures or captions, and columns of one width. A printed page takes longer.
    """
    text = "".join(random_reprint(n).text for n in range(8 * number, 8 * number + 8))
    chars = "".join(text.split())[:BROADSHEET]
    heads = [put(chars[100 * n :][:8], 40 + 140 * n, 1060, 14, font=BOLD) for n in range(5)]
    lines = [chars[at : at + 13] for at in range(0, len(chars), 13)]
    deep = -(-len(lines) // 5)
    body = (
        put(line, 40 + 140 * (n // deep), 1040 - 9.5 * (n % deep), 9)
        for n, line in enumerate(lines)
    )
    return PdfPage([*heads, *body], size=(0, 0, 780, 1100))


def _reconstructed(paths: Sequence[Path]) -> tuple[float, int]:
    """Return the processor's seconds that reconstructing takes, and the most memory at a time."""
    command = ("-m", "generator", "reconstruct", "--quiet", "--jobs", "1", *map(str, paths))
    child = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"speed.py: reconstruct left with exit code {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def show_growth(stages: Iterable[str], sizes: Sequence[int]) -> None:
    """Print how time grows with length, for each kind of trouble."""
    texts = {**TEXTS, "page": _run_on(), "reprints": _reprints(max(sizes))}
    for stage in stages:
        for name, text in texts.items():
            if stage != "describe" and name not in RECONSTRUCTED:
                continue
            before = None
            for size in sizes:
                whole = (text * (size // len(text) + 1))[:size]
                job: Callable[[], object] = partial(describe_text, whole)
                if stage != "describe":
                    job = job_of(stage, Page(name="page.txt", text=whole))
                now = seconds(job)
                ratio = f"{now / before:5.2f}" if before else "    -"
                print(f"{stage + '/' + name:28} {size:8} {now:8.3f} s {ratio}", flush=True)
                before = now


def show_memory(folders: Sequence[int]) -> None:
    """Print the peak memory of reconstructing folders of so many pages, in a process of its own.

    The same hundred pages over and over: with more of them, no page is larger.
    """
    texts = [random_reprint(n).text for n in range(min(100, max(folders)))]
    for size in folders:
        with tempfile.TemporaryDirectory() as folder:
            for n in range(size):
                path = Path(folder) / f"page-{n:06}.txt"
                path.write_text(texts[n % len(texts)], "utf-8", newline="")
            start = time.perf_counter()
            _, most = _reconstructed([Path(folder)])
            taken = time.perf_counter() - start
        kilobytes = most // (1024 if sys.platform == "darwin" else 1)
        print(f"{size:8} pages {kilobytes / 1024:8.1f} MB {size / taken:8.1f} pages/s", flush=True)


def seconds(job: Callable[[], object]) -> float:
    """Return the better of two runs: what another process takes away counts once at most."""
    taken = []
    for _ in range(2):
        start = time.perf_counter()
        job()
        taken.append(time.perf_counter() - start)
    return min(taken)


def job_of(stage: str, page: Page) -> Callable[[], object]:
    """Return what a stage does with a page; the others are timed without reconstructing."""
    if stage == "reconstruct":
        return partial(reconstruct_page, page)
    return partial(page_notes if stage == "notes" else describe_page, reconstruct_page(page))


def usual_pages() -> Iterator[Page]:
    """Yield pages of about :data:`PAGE` characters, stories one after the other or mixed."""
    for n in count():
        text = random_reprint(n).text
        if 0.9 * PAGE <= len(text) <= 1.1 * PAGE:
            yield Page(name=f"reprint-{n}.txt", text=text)


def _run_on() -> str:
    return "".join("".join(p.read_text("utf-8").split()) for p in sorted(PAGES.glob("*.txt")))


def _reprints(size: int) -> str:
    text, n = "", 0
    while len(text) < size:
        text += random_reprint(n).text + "\n"
        n += 1
    return text


if __name__ == "__main__":
    sys.exit(main())
