"""What the index costs to write and to keep, measured in a process of its own.

``python -m benchmarks.search.writing ARTICLES [--folder FOLDER]`` prints the
figures as JSON, and leaves the index in the folder if there is one.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # run as a file, without being installed
    sys.path.insert(0, str(ROOT))

from benchmarks.search.corpus import GeneratedArticles  # noqa: E402
from generator.publish import Searched, search_files  # noqa: E402

__all__ = ["written"]


def written(count: int, folder: Path | None = None) -> dict[str, Any]:
    """Return the figures of an index of so many articles, which is left in ``folder``."""
    command = [sys.executable, "-m", "benchmarks.search.writing", str(count)]
    command += ["--folder", str(folder)] if folder else []
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


class _Timed(Collection[Searched]):
    """Articles, and the seconds of CPU that making them takes: these are not the index's."""

    def __init__(self, articles: GeneratedArticles) -> None:
        self._articles = articles
        self.seconds = 0.0

    def __len__(self) -> int:
        return len(self._articles)

    def __contains__(self, article: object) -> bool:
        return article in self._articles

    def __iter__(self) -> Iterator[Searched]:
        articles = iter(self._articles)
        while True:
            start = time.process_time()
            article = next(articles, None)
            self.seconds += time.process_time() - start
            if article is None:
                return
            yield article


def main() -> None:
    """Write the index, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search.writing")
    parser.add_argument("articles", type=int)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    count = options.articles
    next(iter(GeneratedArticles(1)))  # reads the tables, once for all
    base = _memory()
    articles = _Timed(GeneratedArticles(count))
    sizes: dict[str, list[int]] = {}
    start, wall = time.process_time(), time.perf_counter()
    with tempfile.TemporaryFile() as spool:
        for name, data in search_files(articles, spool):
            kind = name.removeprefix("search/").partition("/")[0]
            sizes.setdefault(kind, []).append(len(data))
            if options.folder:
                path = options.folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    seconds = time.process_time() - start - articles.seconds
    figures = {
        "articles": count,
        "cpu_ms_an_article": seconds * 1000 / count,
        "wall_s": time.perf_counter() - wall,
        "memory_mb": _memory(),
        "memory_before_mb": base,
        "bytes": sum(map(sum, sizes.values())),
        "files": sum(map(len, sizes.values())),
        "biggest": max(map(max, sizes.values())),
        "by_folder": {kind: [len(some), sum(some), max(some)] for kind, some in sizes.items()},
        **_texts(GeneratedArticles(count)),
    }
    print(json.dumps(figures))


def _texts(articles: GeneratedArticles) -> dict[str, int]:
    """Return the bytes of the plain text: as it is, packed as one, and article by article."""
    whole = zlib.compressobj(9)
    raw = packed = each = 0
    for article in articles:
        parts = (*article.head, *article.body)
        text = "".join(f"{part}\n" for _, part in parts).encode()
        raw += len(text)
        packed += len(whole.compress(text))
        each += len(zlib.compress(text, 9))
    return {"text": raw, "text_packed": packed + len(whole.flush()), "text_packed_each": each}


def _memory() -> float:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
