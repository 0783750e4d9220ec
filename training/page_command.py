"""The command line of what is learned from mixed pages: ``blanks.py`` and ``rows.py``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import lightgbm

from generator.scores.packed_tables import pack_tables
from training.labels import Models
from training.lines import PageModels, add_options, texts_of
from training.pages import GoldPage, digest_of, read_pages
from training.whole_files import write_whole

__all__ = ["run_training"]

Learn = Callable[[Sequence[GoldPage], Models], dict[str, Any] | None]
"""Returns tables, or ``None`` where the pages have nothing to learn from."""


def run_training(
    learn: Learn,
    parser: argparse.ArgumentParser,
    arguments: Sequence[str] | None,
    out: Path,
    why: str,
) -> None:
    """Read the command line, learn, and write the file; it stays, and ``why`` is told, where
    nothing can be learned."""
    add_options(parser, out)
    options = parser.parse_args(arguments)
    try:
        pages = [page for folder in options.pages for page in read_pages(folder)]
        tables = learn(pages, PageModels(texts_of(options)))
    except (OSError, ValueError) as error:
        parser.exit(1, f"{parser.prog}: {error}\n")
    if tables is None:
        sys.stderr.write(f"{options.out} stays: {why}\n")
        return
    made = {"pages": len(pages), "sha256": digest_of(pages), "lightgbm": lightgbm.__version__}
    data = pack_tables({"made_of": made, **tables})
    write_whole(options.out, data)
    sys.stderr.write(f"{options.out}: {len(data):,} bytes from {len(pages):,} pages\n")
