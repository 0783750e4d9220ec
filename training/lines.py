"""Learns what lines are, and what ends with them, from pages with their gold.

    python -m training.lines PAGES... [--texts TEXTS] [--before DATE] [--out FILE]

Each of PAGES is a folder with ``gold.json`` and ``pages/`` (docs/training.md); what is learned goes
into ``generator/scores/lines.json.gz``. The same pages give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from generator.reconstruct.reading.beliefs import WITH_BELIEFS, believed_around
from generator.reconstruct.reading.line_decoding import IN_ORDER, MAY_BEGIN, MAY_END, Gap, LineRole
from generator.reconstruct.reading.page_features import FEATURES
from generator.scores.character_model import CharacterModel, character_model
from generator.scores.packed_tables import pack_tables
from generator.scores.trees import Forest
from training.asides import learn_asides
from training.boosting import boost, drawn_by
from training.labels import NO_ROLE, LabelledPage, Matrix, Models, Numbers, label_page
from training.language import Article, count_models, read_articles
from training.pages import GoldPage, digest_of, read_pages
from training.pairs import learn_pairs
from training.whole_files import write_whole

Weights = npt.NDArray[np.float64]

__all__ = [
    *("PageModels", "add_options", "is_in_order", "learn_lines", "main", "texts_of"),
]

OUT = Path(__file__).resolve().parent.parent / "generator/scores/lines.json.gz"
FOLDS = 2
"""Parts of the pages: what the second pass sees of a page was learned from the other part."""
TEXT_FOLDS = 4
"""Parts of the texts: the models that read a page have not counted its articles."""
ROUNDS = 50, 100
"""Trees for each class, of the first pass and of the second."""
EASY = 0.2
"""Share of the lines inside paragraphs that is kept: they are alike, and most of a page. For what
ends with them each counts for those left out, or the scores would see more ends of paragraphs than
there are; for what they are it doesn't, or display text would be taken for text (validation)."""


def learn_lines(pages: Sequence[LabelledPage], models: Models) -> dict[str, Any]:
    """Return the tables of ``LineScores`` and ``PairScores`` (``generator.reconstruct.reading``).

    Those of the second pass are learned twice: from all pages, to tell which read from top to
    bottom, and from those that do, to read them. ``models`` gives the character models that read
    the pages of a group.
    """
    drawn = [_drawn(page) for page in pages]
    kept = [k for k, _ in drawn]
    weights = np.concatenate([weights for _, weights in drawn])
    rows = np.vstack([page.rows[k] for page, k in zip(pages, kept, strict=True)])
    roles = np.concatenate([page.roles[k] for page, k in zip(pages, kept, strict=True)])
    gaps = np.concatenate([page.gaps[k] for page, k in zip(pages, kept, strict=True)])
    groups = sorted({page.group for page in pages})
    if len(groups) < FOLDS:
        raise ValueError(
            f"pages of at least {FOLDS} groups are needed, and there are {len(groups)}"
        )
    fold_of = {group: n % FOLDS for n, group in enumerate(groups)}
    folds = np.concatenate(
        [np.full(len(k), fold_of[page.group]) for page, k in zip(pages, kept, strict=True)]
    )
    all_lines = rows, roles, gaps, weights
    first = _fit(all_lines, ROUNDS[0], FEATURES)
    others = [_fit([x[folds != n] for x in all_lines], ROUNDS[0], FEATURES) for n in range(FOLDS)]
    believed = [_beliefs(others[fold_of[page.group]], page.rows) for page in pages]
    around = [believed_around(beliefs)[k] for beliefs, k in zip(believed, kept, strict=True)]
    all_lines = np.hstack([rows, np.vstack(around)]), roles, gaps, weights
    again = _fit(all_lines, ROUNDS[1], WITH_BELIEFS)
    own = np.concatenate(
        [np.full(len(k), is_in_order(page)) for page, k in zip(pages, kept, strict=True)]
    )
    if not own.any():
        raise ValueError("no page reads from top to bottom: print some that do")
    in_order = _fit([x[own] for x in all_lines], ROUNDS[1], WITH_BELIEFS)
    return {
        "roles": first[0],
        "gaps": first[1],
        "roles_again": again[0],
        "gaps_again": again[1],
        "roles_in_order": in_order[0],
        "gaps_in_order": in_order[1],
        "asides": learn_asides(pages, believed),
        **learn_pairs(pages, [gaps for _, gaps in believed], models),
    }


def is_in_order(page: LabelledPage) -> bool:
    """Return whether each article of a page begins with its headline and goes on below it."""
    roles, gaps = page.roles, page.gaps
    return (
        (roles != NO_ROLE).all()
        and roles[0] in MAY_BEGIN
        and roles[-1] in MAY_END
        and bool(IN_ORDER[gaps[:-1], roles[:-1], roles[1:]].all())
    )


def _drawn(page: LabelledPage) -> tuple[Numbers, Weights]:
    """Return the lines to learn from and how many each stands for.

    Few are drawn of those that only go on within a paragraph.
    """
    easy = (page.roles == LineRole.BODY) & (page.gaps == Gap.NOTHING)
    easy &= (np.roll(page.gaps, 1) == Gap.NOTHING) & (np.roll(page.gaps, -1) == Gap.NOTHING)
    chance = np.random.default_rng(len(page.roles)).random(len(page.roles))
    kept = np.flatnonzero((page.roles != NO_ROLE) & (~easy | (chance < EASY)))
    return kept, np.where(easy[kept], 1 / EASY, 1.0)


def _fit(
    lines: Sequence[Any], rounds: int, features: Sequence[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the trees of roles and of gaps.

    ``lines`` are the rows of features, the classes of either, and how many lines each row stands
    for.
    """
    rows, roles, gaps, weights = lines
    return (
        boost(rows, roles, len(LineRole), features, rounds=rounds),
        boost(rows, gaps, len(Gap), features, weights=weights, rounds=rounds),
    )


def _beliefs(tables: tuple[Mapping[str, Any], Mapping[str, Any]], rows: Matrix) -> Any:
    roles, gaps = map(Forest, tables)
    return roles.beliefs(rows), gaps.beliefs(rows)


class PageModels:
    """The character models that read the pages of a group: without that group's articles."""

    def __init__(self, articles: Sequence[Article]) -> None:
        if articles:
            others = [
                [a for a in articles if not a.page or _part(a.page) != n] for n in range(TEXT_FOLDS)
            ]
            with ProcessPoolExecutor() as pool:
                counted = [*pool.map(count_models, others)]
        else:
            counted = []
        self._models = [
            {kind: CharacterModel(table) for kind, table in tables.items()} for tables in counted
        ]

    def __call__(self, group: str) -> tuple[CharacterModel, CharacterModel]:
        """Return the models of running text and of headlines for ``group``."""
        if not self._models:
            return character_model("text"), character_model("headline")
        own = self._models[_part(group)]
        return own["text"], own["headline"]


_models: list[PageModels] = []
"""Those of this process: they are too large to be handed over with each page."""


def _remember(models: PageModels) -> None:
    _models[:] = [models]


def _label(page: GoldPage) -> LabelledPage | None:
    return label_page(page, _models[0])


def _part(page: str) -> int:
    return zlib.crc32(page.encode()) % TEXT_FOLDS


def add_options(parser: argparse.ArgumentParser, out: Path) -> None:
    """Add what is asked of whoever has scores learned from pages, with texts beside them."""
    parser.add_argument("pages", nargs="+", type=Path, help="folders of pages with gold.json")
    parser.add_argument(
        "--texts",
        type=Path,
        help="articles, one a line as JSON, to count characters in (default: as shipped)",
    )
    parser.add_argument(
        "--before", metavar="DATE", help="count only articles printed before this day (YYYY-MM-DD)"
    )
    parser.add_argument("--out", type=Path, default=out, help=f"default: {out.name}, as shipped")


def texts_of(options: argparse.Namespace) -> list[Article]:
    """Return the articles that the options name, to count characters in."""
    return [*read_articles(options.texts, options.before)] if options.texts else []


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, learn, and write the file."""
    parser = argparse.ArgumentParser(
        prog="training.lines", description=(__doc__ or "").partition("\n")[0]
    )
    add_options(parser, OUT)
    parser.add_argument(
        "--seed", type=int, default=1, help="draws the features that trees may ask about"
    )
    options = parser.parse_args(arguments)
    try:
        with drawn_by(options.seed):
            tables = _learn(options)
    except (OSError, ValueError) as error:
        parser.exit(1, f"{parser.prog}: {error}\n")
    data = pack_tables(tables)
    write_whole(options.out, data)
    made = tables["made_of"]
    sys.stderr.write(
        f"{options.out}: {len(data):,} bytes from {made['pages']:,} pages with "
        f"{made['lines']:,} lines\n"
    )


def _learn(options: argparse.Namespace) -> dict[str, Any]:
    models = PageModels(texts_of(options))
    gold = [page for folder in options.pages for page in read_pages(folder)]
    with ProcessPoolExecutor(initializer=_remember, initargs=(models,)) as pool:
        labelled = pool.map(_label, gold, chunksize=8)
        pages = [page for page in labelled if page is not None]
    if not pages:
        raise ValueError("there are no pages to learn from")
    made = {
        "pages": len(pages),
        "lines": sum(len(page.roles) for page in pages),
        "sha256": digest_of(gold),
        "lightgbm": lightgbm.__version__,
        "seed": options.seed,
    }
    return {"made_of": made, **learn_lines(pages, models)}


if __name__ == "__main__":
    main()
