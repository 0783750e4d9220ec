"""How long a saved word takes into the browser: ``python benchmarks/preview.py``.

For each number of articles a preview (``mkdocs serve``) is started on invented ones
(``benchmarks/scale_corpus.py``), a sentence is added to a page, and a browser's part is played: it
waits for the reload, then asks for the page, in which the sentence must stand. Told are the seconds
of waiting until the change is noticed, until the seeds are converted, until the site is built, and
how often the browser is made to reload. Linux only; the first start makes everything and takes
long.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a file, without being installed
    sys.path.insert(0, str(ROOT))

from benchmarks.scale import write_ours  # noqa: E402
from benchmarks.scale_corpus import page_name  # noqa: E402

NOTICED, CONVERTED, DONE = "Detected file changes", " articles on ", "Reloading browsers"
"""What it says of a change, in this order."""
_TICKS = os.sysconf("SC_CLK_TCK")
_SETTLED = 3.0
"""Seconds after a reload in which another one would come."""


@dataclass(slots=True)
class Preview:
    """A running preview."""

    process: subprocess.Popen[str]
    address: str
    told: list[tuple[float, str]] = field(default_factory=list)
    """What it has said, and when."""

    def listen(self) -> None:
        """Take down what it says, until it ends."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.told.append((time.perf_counter(), line))

    def wait_for(self, words: str, since: float, patience: float = 3600) -> float:
        """Return when it has said something after a time."""
        until = time.perf_counter() + patience
        while time.perf_counter() < until:
            for moment, line in list(self.told):
                if moment > since and words in line:
                    return moment
            if self.process.poll() is not None:
                raise SystemExit("preview.py: the preview has ended:\n" + self.all_told)
            time.sleep(0.005)
        raise SystemExit(f"preview.py: it never said “{words}”:\n{self.all_told}")

    def count(self, words: str, since: float) -> int:
        """Return how often it has said something after a time."""
        return sum(1 for moment, line in self.told if moment > since and words in line)

    @property
    def all_told(self) -> str:
        """All that it has said."""
        return "".join(line for _, line in self.told)

    @property
    def cpu(self) -> float:
        """Seconds of the processor so far, ended children included."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, stat[11:15])) / _TICKS

    def get(self, path: str) -> str:
        """Return what it serves."""
        with urllib.request.urlopen(f"{self.address}{path}", timeout=120) as answer:
            return str(answer.read().decode("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of one saved word: seconds since it was saved."""

    noticed: float
    converted: float
    built: float
    """When the browser was told to reload."""
    shown: float
    """When the page had come."""
    cpu: float
    reloads: int


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", default="5,1000", help="numbers, with commas between them")
    parser.add_argument("--times", type=int, default=3, help="words to save; the median is told")
    parser.add_argument("--folder", type=Path, help="leave the projects in this folder")
    options = parser.parse_args(argv)
    print("| articles | noticed s | converted s | built s | in the browser s | CPU s | reloads |")
    print("|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    with tempfile.TemporaryDirectory() as spare:
        for count in map(int, options.articles.split(",")):
            project = (options.folder or Path(spare)) / str(count) / "ours"
            if not project.exists():
                write_ours(project, count)
            with preview(project) as running:
                saved = [saved_word(running, project, n) for n in range(options.times)]
            print(row(count, saved), flush=True)
    return 0


def row(articles: int, saved: Sequence[Saved]) -> str:
    """Return a row of the table: the medians."""
    names = ("noticed", "converted", "built", "shown", "cpu")
    told = [f"{statistics.median(getattr(one, name) for one in saved):.2f}" for name in names]
    reloads = max(one.reloads for one in saved)
    return f"| {articles:,} | {' | '.join(told)} | {reloads} |"


@contextmanager
def preview(project: Path) -> Iterator[Preview]:
    """Yield a preview that serves; it is ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (*("-m", "mkdocs", "serve", "--livereload"), "-a", f"127.0.0.1:{port}")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        (sys.executable, "-u", *command), cwd=project, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    running = Preview(process, f"http://127.0.0.1:{port}/")
    threading.Thread(target=running.listen, daemon=True).start()
    try:
        running.wait_for("Serving on", 0)
        time.sleep(_SETTLED)
        yield running
    finally:
        process.terminate()
        process.wait(60)


def saved_word(running: Preview, project: Path, number: int) -> Saved:
    """Save a sentence, and return what became of it."""
    page = project / "seeds" / page_name(0)
    sentence = f"渡口第{number + 1}天照常开放。"
    (epoch,) = re.findall(r"livereload\((\d+), ", running.get(""))
    before, began = running.cpu, time.perf_counter()
    page.write_text(page.read_text("utf-8").rstrip("\n") + sentence + "\n", "utf-8")
    while int(running.get(f"livereload/{epoch}/{number}")) <= int(epoch):
        pass  # it answers once a minute, whatever there is
    built = time.perf_counter()
    shown = running.get(f"pages/{page.stem}/")
    if sentence not in re.sub(r"<[^>]*>", "", shown):
        raise SystemExit(f"preview.py: {page.name} does not show the sentence")
    end = time.perf_counter()
    cpu = running.cpu - before
    time.sleep(_SETTLED)
    return Saved(
        noticed=running.wait_for(NOTICED, began) - began,
        converted=running.wait_for(CONVERTED, began) - began,
        built=built - began,
        shown=end - began,
        cpu=cpu,
        reloads=running.count(DONE, began),
    )


if __name__ == "__main__":
    sys.exit(main())
