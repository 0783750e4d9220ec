"""Learns which headline heads which story where a dump mixed the stories, from such pages.

    python -m training.rows PAGES... [--texts TEXTS] [--before DATE] [--out FILE]

Each of PAGES is a folder with ``gold.json`` and ``pages/`` (docs/training.md); what is learned goes
into ``generator/scores/rows.json.gz``. The same pages give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.model import Page
from generator.reconstruct.lines.page_lines import lines_in_file_order
from generator.reconstruct.pieces import Line
from generator.reconstruct.rows import find_links, find_page_runs
from generator.reconstruct.rows.headline_placing import HEADLINE_FEATURES, headline_features
from generator.reconstruct.rows.page_order import display_rows, find_stories
from training.boosting import boost
from training.labels import Models
from training.page_command import run_training
from training.pages import FURNITURE, GoldPage, Place

__all__ = ["learn_rows", "main"]

Matrix = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

OUT = Path(__file__).resolve().parent.parent / "generator/scores/rows.json.gz"
ROUNDS, LEAVES, DEPTH, RATE = 160, 15, 6, 0.06
_BODY = ("p", "h", "lead")


def learn_rows(pages: Sequence[GoldPage], models: Models) -> dict[str, Any] | None:
    """Return the tables of ``generator.reconstruct.rows.scores.RowScores``.

    ``None`` where the dump mixed the stories of none of the pages. ``models`` gives the character
    models that read the pages of a group.
    """
    with ProcessPoolExecutor(initializer=_remember, initargs=(models,)) as pool:
        found = [x for x in pool.map(_heads_of_page, pages, chunksize=8) if x is not None]
    if not found:
        return None
    rows, wanted = zip(*found, strict=True)
    heads = boost(
        np.vstack(rows),
        np.concatenate(wanted),
        1,
        HEADLINE_FEATURES,
        rounds=ROUNDS,
        leaves=LEAVES,
        depth=DEPTH,
        rate=RATE,
    )
    return {"heads": heads}


_models: list[Models] = []
"""Those of this process: they are too large to be handed over with each page."""


def _remember(models: Models) -> None:
    _models[:] = [models]


def _heads_of_page(page: GoldPage) -> tuple[Matrix, Numbers] | None:
    """Return the features of a page's heads with its stories, and whether each belongs.

    ``None`` for a page that reads in file order, or has no head or no story.
    """
    lines = lines_in_file_order(Page(name=page.name, text=page.text))
    found = find_page_runs(lines, _models[0](page.group)[0])
    links = None if found is None else find_links(found)
    if found is None or links is None:
        return None
    runs = found.ties.runs
    chains, heads, subjects = find_stories(runs, links, display_rows(runs, found.ties.language))
    if not chains or not heads:
        return None
    places = page.places()
    wanted = _belongs(
        [_article(_places(head.lines, places)) for head in heads],
        [_places((x for i in chain for x in runs[i].lines), places) for chain in chains],
    )
    rows = headline_features(heads, [chain[0] for chain in chains], runs, subjects)
    return rows.reshape(-1, len(HEADLINE_FEATURES)), wanted.ravel()


def _places(lines: Iterable[Line], places: Mapping[int, Place]) -> list[Place]:
    return [places[o] for line in lines for o in line.text.origins if o is not None and o in places]


def _belongs(heads: Sequence[int], stories: Sequence[Sequence[Place]]) -> Numbers:
    """Return whether each head is each story's: of an article in two, its first part's."""
    wanted = np.zeros((len(heads), len(stories)), dtype=np.int64)
    of_story = [_article(places) for places in stories]
    for h, article in enumerate(heads):
        parts = [
            (places[0].offset if places[0].part in _BODY else sys.maxsize, s)
            for s, places in enumerate(stories)
            if article >= 0 and of_story[s] == article
        ]
        if parts:
            wanted[h, min(parts)[1]] = 1
    return wanted


def _article(places: Sequence[Place]) -> int:
    """Return the article of most of some characters, below zero for none."""
    counts = Counter(place.article for place in places)
    return counts.most_common(1)[0][0] if counts else FURNITURE


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, learn, and write the file."""
    parser = argparse.ArgumentParser(
        prog="training.rows", description=(__doc__ or "").partition("\n")[0]
    )
    run_training(learn_rows, parser, arguments, OUT, "the stories of no page are mixed")


if __name__ == "__main__":
    main()
