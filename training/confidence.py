"""Learns how sure an article is, from pages that nothing else was learned from.

    python -m training.confidence PAGES... [--out FILE]

Each of PAGES is a folder with ``gold.json`` and ``pages/`` (docs/training.md), other pages than
lines were learned from: of its own the program is too sure. What is learned goes into
``generator/scores/confidence.json.gz``. The same pages give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.reliability import judged
from generator.model import Entry, Facts, Page
from generator.publish import article_record
from generator.reconstruct import reconstruct_page
from generator.reconstruct.articles.confidence import SIGNS
from generator.scores.packed_tables import pack_tables
from training.boosting import boost
from training.pages import GoldPage, digest_of, read_pages
from training.whole_files import write_whole

__all__ = ["judge_page", "main"]

OUT = Path(__file__).resolve().parent.parent / "generator/scores/confidence.json.gz"
ROUNDS, LEAVES, RATE = 60, 6, 0.06
"""Few small trees: there are thousands of articles, not hundreds of thousands of lines."""


def judge_page(page: GoldPage) -> list[tuple[tuple[float, ...], bool]]:
    """Return the signs of each article that is made of ``page``, and whether it is right."""
    signs: list[tuple[float, ...]] = []

    def remember(seen: tuple[float, ...]) -> float:
        signs.append(seen)
        return 0.0

    made = reconstruct_page(Page(name=page.name, text=page.text), remember)
    stories = [article for article in made.articles if not article.is_caption]
    records = [article_record(Entry(id="", article=article, facts=Facts())) for article in stories]
    found = [one.right for one in judged(page.gold, records)]
    # what comes after them was seen of a second reading, which was no surer
    return list(zip(signs[: len(found)], found, strict=True))


def learn_confidence(articles: Sequence[tuple[tuple[float, ...], bool]]) -> dict[str, Any]:
    """Return the trees that tell from an article's signs how likely it is right."""
    signs = np.array([seen for seen, _ in articles], dtype=np.float32)
    right = np.array([one for _, one in articles], dtype=np.int64)
    return boost(signs, right, 1, SIGNS, rounds=ROUNDS, leaves=LEAVES, rate=RATE)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, learn, and write the file."""
    parser = argparse.ArgumentParser(
        prog="training.confidence", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("pages", nargs="+", type=Path, help="folders of pages with gold.json")
    parser.add_argument("--out", type=Path, default=OUT, help=f"default: {OUT.name}, as shipped")
    options = parser.parse_args(arguments)
    try:
        gold = [page for folder in options.pages for page in read_pages(folder)]
    except (OSError, ValueError) as error:
        parser.exit(1, f"{parser.prog}: {error}\n")
    with ProcessPoolExecutor() as pool:
        judged_pages = list(pool.map(judge_page, gold, chunksize=8))
    articles = [article for page in judged_pages for article in page]
    if not articles:
        parser.exit(1, f"{parser.prog}: there are no articles to learn from\n")
    made_of = {
        "pages": len(gold),
        "articles": len(articles),
        "right": sum(right for _, right in articles),
        "sha256": digest_of(gold),
    }
    data = pack_tables({"made_of": made_of, "articles": learn_confidence(articles)})
    write_whole(options.out, data)
    sys.stderr.write(f"{options.out}: {len(data):,} bytes from {len(articles):,} articles\n")


if __name__ == "__main__":
    main()
