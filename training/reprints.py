"""Prints the articles of gold pages anew, as text, in layouts that no page program was needed for.

    python -m training.reprints PAGES OUT --count N [--seed SEED]

PAGES is a folder with ``gold.json`` and ``pages/``; OUT becomes another one, with up to five
articles of one page on each of its own (:mod:`tests.reprint`): columns of any width, frames drawn
in any order, half-width marks, head lines. The same pages give the same reprints.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.reprint import ORDERS, SIDE, TOOLS, Style, reprint
from training.pages import GoldPage, read_pages

__all__ = ["main", "random_style"]

_MOST = 5
"""Articles on a page."""


def random_style(chance: random.Random) -> Style:
    """Return how a page is drawn and taken out."""
    order = chance.choice((*ORDERS, SIDE))
    return Style(
        order=order,
        tool=SIDE if order == SIDE else chance.choice(TOOLS),
        gaps=chance.random() < 0.7,
        half=chance.random() < 0.4,
        spaced=chance.random() < 0.4,
        furniture=chance.random() < 0.5,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and write the folder."""
    parser = argparse.ArgumentParser(
        prog="training.reprints", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("pages", type=Path, help="folder of pages with gold.json")
    parser.add_argument("out", type=Path, help="folder to write")
    parser.add_argument("--count", type=int, default=500, metavar="N", help="pages to print")
    parser.add_argument("--seed", type=int, default=1, help="another one gives other pages")
    options = parser.parse_args(arguments)
    pages = [page for page in read_pages(options.pages) if page.gold]
    if not pages:
        parser.exit(1, f"{parser.prog}: {options.pages} has no page with articles\n")
    (options.out / "pages").mkdir(parents=True, exist_ok=True)
    gold, layout = {}, {}
    for n in range(options.count):
        name = f"reprint-{options.seed}-{n:04}.txt"
        chance = random.Random(f"{options.seed} {n}")
        page: GoldPage = pages[n % len(pages)]
        style = random_style(chance)
        made = reprint(
            chance.sample(page.gold, min(len(page.gold), chance.randint(1, _MOST))), style, n
        )
        (options.out / "pages" / name).write_text(made.text, "utf-8", newline="")
        gold[name] = list(made.articles)
        layout[name] = {"group": page.group, "family": "reprint", **asdict(style)}
    for name, value in (("gold.json", gold), ("layout.json", layout)):
        text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        (options.out / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
