"""What arguments of the command line stand for; what stands for nothing is told with an example."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.engines import LOCAL, scheduler_address

__all__ = ["count_of", "engine_of", "folder_of", "share_of"]


def folder_of(text: str) -> Path:
    """Return the folder that is named."""
    if not text.strip():  # an unset variable of a script
        raise argparse.ArgumentTypeError("names no folder; write for example: new my-archive")
    return Path(text)


def share_of(text: str) -> float:
    """Return a share between 0 and 1."""
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return share


def engine_of(text: str) -> str:
    """Return the address of who makes the pages."""
    if text != LOCAL and scheduler_address(text) is None:
        raise argparse.ArgumentTypeError(f"{text!r} is neither local nor dask://HOST:PORT")
    return text


def count_of(text: str) -> int:
    """Return a number above 0."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0 (1, 2, …)")
    return number
