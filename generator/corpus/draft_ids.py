"""The ids of articles that only a preview has shown, kept in the project's cache.

A preview puts nothing on record: a page may only be tried, and taken away again. But an article
must keep its address while its page is worked on, and the next build must give it the same one. So
ids that are not on record yet are *drafts*. ``convert`` puts those in use on record; a draft that
no article bears is forgotten, as nobody can have cited it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.corpus.files import write_if_changed

__all__ = ["DRAFTS", "Draft", "keep_drafts", "read_drafts"]

DRAFTS = "draft-ids.json"


class Draft(NamedTuple):
    """One id, and by what its article is known again."""

    id: str
    """The id."""
    page: str
    """The name of the page."""
    sketch: str
    """The sketch of the article's text, see :mod:`generator.corpus.sketch`."""


def read_drafts(cache: Path) -> tuple[Draft, ...]:
    """Return the drafts in a cache; a file that is missing or damaged holds none."""
    try:
        rows = json.loads((cache / DRAFTS).read_text("utf-8"))
        drafts = tuple(Draft(*row) for row in rows)
    except (OSError, ValueError, TypeError):
        return ()
    whole = all(isinstance(part, str) for draft in drafts for part in draft)
    return drafts if whole else ()


def keep_drafts(cache: Path, drafts: Sequence[Draft]) -> None:
    """Keep these drafts and no others; a cache that cannot be written keeps none."""
    path = cache / DRAFTS
    with contextlib.suppress(OSError):
        if drafts:
            write_if_changed(path, json.dumps(drafts, ensure_ascii=False).encode("utf-8"))
        else:
            path.unlink(missing_ok=True)
