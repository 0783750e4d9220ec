"""Learns how likely a text of one page goes on in a text of another (``scores/continuity.py``).

    python -m training.jumps PAGES... [--out FILE]

The articles of each page are cut in two, at a paragraph's end or inside a sentence, as a newspaper
does that lets them go on elsewhere. A logistic regression tells the other half from those of its
neighbours. The pages must be others than the model of characters has read. The same pages give
the same ``generator/scores/jumps.json.gz``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.scores.continuity import JUMP_SIGNS, jump_signs
from generator.scores.packed_tables import pack_tables
from generator.text.characters import ends_sentence
from generator.text.similarity import GramIndex
from training.pages import digest_of, read_pages
from training.whole_files import write_whole

__all__ = ["halves_of", "learn_jumps", "main", "signs_of_page"]

OUT = Path(__file__).resolve().parent.parent / "generator/scores/jumps.json.gz"
_LEAST = 200
"""Characters of an article that is cut: what is shorter goes on nowhere."""
_INSIDE = 0.2
"""Share of an article before the first and after the last place where it may be cut."""
_RIDGE = 1e-3

Row = npt.NDArray[np.float64]
Signs = tuple[bool, list[float]]


def halves_of(article: Mapping[str, Any], by_chance: Random) -> tuple[str, str] | None:
    """Return an article's text in two, one time in two inside a sentence; ``None`` if too short."""
    text = "\n".join(part[1] for part in article["body"] if part[0] == "p")
    if len(text) < _LEAST:
        return None
    inside = by_chance.random() < 0.5
    middle = range(int(len(text) * _INSIDE), int(len(text) * (1 - _INSIDE)))
    places = [at for at in middle if _may_be_cut(text, at, inside=inside)]
    if not places:
        return None
    at = by_chance.choice(places)
    return text[:at].strip(), text[at:].strip()


def _may_be_cut(text: str, at: int, *, inside: bool) -> bool:
    if not inside:
        return text[at] == "\n"
    return "\n" not in text[at - 1 : at + 1] and not ends_sentence(text[:at])


def signs_of_page(articles: Sequence[Mapping[str, Any]], by_chance: Random) -> Iterator[Signs]:
    """Yield for each first half with each second one whether they are one article's, and signs.

    Pages have few articles or many: of some of them not all are taken.
    """
    found = [halves for article in articles if (halves := halves_of(article, by_chance))]
    if len(found) < 2:
        return
    taken = by_chance.sample(found, by_chance.randint(2, len(found)))
    index = GramIndex([text for halves in taken for text in halves])
    for i, (above, _) in enumerate(taken):
        for j, (_, below) in enumerate(taken):
            yield i == j, jump_signs(above, below, index, (2 * i, 2 * j + 1))


def learn_jumps(rows: Sequence[Signs]) -> dict[str, float]:
    """Return the weight of each of :data:`JUMP_SIGNS`, pairs that are one counting as others do."""
    right = np.array([one for one, _ in rows], dtype=np.float64)
    signs = np.array([seen for _, seen in rows], dtype=np.float64)
    share = right.mean()
    counts = np.where(right == 1, 0.5 / share, 0.5 / (1 - share))
    weights = np.zeros(signs.shape[1])
    for _ in range(50):
        told = 1 / (1 + np.exp(-signs @ weights))
        slope = signs.T @ (counts * (right - told)) - _RIDGE * weights
        spread = (signs * (counts * told * (1 - told))[:, None]).T @ signs
        step = np.linalg.solve(spread + _RIDGE * np.eye(len(weights)), slope)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return dict(zip(JUMP_SIGNS, np.round(weights, 3).tolist(), strict=True))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, learn, and write the file."""
    parser = argparse.ArgumentParser(
        prog="training.jumps", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("pages", nargs="+", type=Path, help="folders of pages with gold.json")
    parser.add_argument("--out", type=Path, default=OUT, help=f"default: {OUT.name}, as shipped")
    options = parser.parse_args(arguments)
    try:
        gold = [page for folder in options.pages for page in read_pages(folder)]
    except (OSError, ValueError) as error:
        parser.exit(1, f"{parser.prog}: {error}\n")
    by_chance = Random(1)
    rows = [signs for page in gold for signs in signs_of_page(page.gold, by_chance)]
    if not rows:
        parser.exit(1, f"{parser.prog}: no page has two articles of {_LEAST} characters\n")
    made_of = {"pages": len(gold), "pairs": len(rows), "sha256": digest_of(gold)}
    data = pack_tables({"made_of": made_of, "weights": learn_jumps(rows)})
    write_whole(options.out, data)
    sys.stderr.write(f"{options.out}: {len(rows):,} pairs of {len(gold):,} pages\n")


if __name__ == "__main__":
    main()
