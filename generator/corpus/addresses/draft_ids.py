"""The ids of articles that only a preview has shown, kept in the project's cache.

A preview puts nothing on record: a page may only be tried, and taken away again. But an article
must keep its address while its page is worked on, and the next build must give it the same one. So
ids that are not on record yet are *drafts*. ``convert`` puts those in use on record; a draft that
no article bears is forgotten, as nobody can have cited it.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import re
from collections.abc import Container, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.corpus.files.whole_files import write_if_changed

__all__ = ["DRAFTS", "DraftId", "keep_drafts", "new_id", "read_drafts"]

DRAFTS = "draft-ids.json"
ID_LENGTH = 8


class DraftId(NamedTuple):
    """One id, and by what its article is known again."""

    id: str
    """The id."""
    page: str
    """The name of the page."""
    sketch: str
    """The sketch of the article's text, see :mod:`generator.corpus.cache.minhash`."""


def new_id(page: str, text: str, taken: Container[str], tried: dict[str, int] | None = None) -> str:
    """Return an id for an article that has none, made of its page's name and its text.

    ``tried`` tells how many ids of each text of this page are taken, and is told.

    >>> new_id("a.txt", "今日多云。", ()) == new_id("a.txt", "今日多云。", ())
    True
    """
    salt = 0 if tried is None else tried.get(text, 0)
    while True:
        seed = f"{page}\n{text}" + (f"\n{salt}" if salt else "")
        digest = hashlib.blake2b(seed.encode("utf-8"), digest_size=ID_LENGTH).digest()
        candidate = base64.b32encode(digest).decode("ascii").lower()[:ID_LENGTH]
        salt += 1  # two articles of the same words, or a collision: 1 in 2^40
        if candidate not in taken:
            break
    if tried is not None:
        tried[text] = salt
    return candidate


def read_drafts(cache: Path) -> tuple[DraftId, ...]:
    """Return the drafts in a cache; a file that is missing or damaged holds none."""
    try:
        rows = json.loads((cache / DRAFTS).read_text("utf-8"))
        drafts = tuple(DraftId(*row) for row in rows)
    except (OSError, ValueError, TypeError, RecursionError):
        return ()
    whole = all(isinstance(part, str) for draft in drafts for part in draft)
    sound = whole and all(
        re.fullmatch(r"[a-z2-7]{8}", draft.id)
        and re.fullmatch("[0-9a-f]*", draft.sketch)
        and not re.search("[\ud800-\udfff]", draft.page)
        for draft in drafts
    )
    return drafts if sound else ()  # what goes on record must be read again


def keep_drafts(cache: Path, drafts: Sequence[DraftId]) -> None:
    """Keep these drafts and no others; a cache that cannot be written keeps none."""
    path = cache / DRAFTS
    with contextlib.suppress(OSError):
        if drafts:
            write_if_changed(path, json.dumps(drafts, ensure_ascii=False).encode("utf-8"))
        else:
            path.unlink(missing_ok=True)
