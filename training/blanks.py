"""Learns which blanks of a dump part two columns, from pages whose columns were set side by side.

    python -m training.blanks PAGES... [--texts TEXTS] [--before DATE] [--out FILE]

Each of PAGES is a folder with ``gold.json`` and ``pages/`` (docs/training.md); what is learned goes
into ``generator/scores/blanks.json.gz``. The same pages give the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.model import Page
from generator.reconstruct.lines.page_lines import lines_in_file_order
from generator.reconstruct.pieces import Line
from generator.reconstruct.rows.blank_features import (
    BLANK_FEATURES,
    Blank,
    blank_features,
    find_blanks,
)
from generator.reconstruct.rows.cells import asked_blanks
from generator.reconstruct.rows.page_language import PageLanguage
from training.boosting import boost
from training.labels import Models
from training.page_command import run_training
from training.pages import GoldPage, Place

__all__ = ["learn_blanks", "main"]

Matrix = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

OUT = Path(__file__).resolve().parent.parent / "generator/scores/blanks.json.gz"
ROUNDS, LEAVES, DEPTH, RATE = 200, 15, 6, 0.08
_BODY = ("p", "h", "lead")
_BESIDE = (
    *({"kicker", "title"}, {"title", "subtitle"}, {"p", "credit"}),
    *({"title", "byline"}, {"p", "byline"}, {"lead", "byline"}),
)
"""Parts of one article that may share a line of one column."""


def learn_blanks(pages: Sequence[GoldPage], models: Models) -> dict[str, Any] | None:
    """Return the tables of ``generator.reconstruct.rows.cells.BlankScores``.

    ``None`` where no page has a blank that may part columns. ``models`` gives the character models
    that read the pages of a group.
    """
    with ProcessPoolExecutor(initializer=_remember, initargs=(models,)) as pool:
        found = [x for x in pool.map(_blanks_of_page, pages, chunksize=8) if x is not None]
    if not found:
        return None
    rows, wanted = zip(*found, strict=True)
    blanks = boost(
        np.vstack(rows),
        np.concatenate(wanted),
        1,
        BLANK_FEATURES,
        rounds=ROUNDS,
        leaves=LEAVES,
        depth=DEPTH,
        rate=RATE,
    )
    return {"blanks": blanks}


_models: list[Models] = []
"""Those of this process: they are too large to be handed over with each page."""


def _remember(models: Models) -> None:
    _models[:] = [models]


def _blanks_of_page(page: GoldPage) -> tuple[Matrix, Numbers] | None:
    """Return the features of a page's blanks that may part columns, and whether each does.

    ``None`` for a page that has none.
    """
    lines = lines_in_file_order(Page(name=page.name, text=page.text))
    blanks = [find_blanks(line) for line in lines]
    asked = asked_blanks(lines, blanks)
    if not asked:
        return None
    language = PageLanguage((line.text.text for line in lines), _models[0](page.group)[0])
    places = page.places()
    wanted = np.array([_parts(lines[i], blanks[i][k], places) for i, k in asked])
    shown = blank_features(lines, blanks, asked, language)
    told = wanted >= 0
    return shown[told], wanted[told].astype(np.int64)


def _parts(line: Line, blank: Blank, places: Mapping[int, Place]) -> int:
    """Return 1 for a blank that parts columns, 0 for one inside a text, -1 where the gold says
    nothing."""
    before, after = line.text.origins[blank.begin - 1], line.text.origins[blank.end]
    if before is None or after is None or before not in places or after not in places:
        return -1
    left, right = places[before], places[after]
    if min(left.article, right.article) < 0:
        return 0 if left.article == right.article else -1
    if left.article != right.article:
        return 1
    if left.part == right.part or (left.part in _BODY and right.part in _BODY):
        return int(right.offset != left.offset + 1)
    return int({left.part, right.part} not in _BESIDE)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, learn, and write the file."""
    parser = argparse.ArgumentParser(
        prog="training.blanks", description=(__doc__ or "").partition("\n")[0]
    )
    run_training(learn_blanks, parser, arguments, OUT, "no blank of the pages may part columns")


if __name__ == "__main__":
    main()
