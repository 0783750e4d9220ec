"""What stays on the site while its seed cannot be read.

A seed that is bad for a day (half copied, a typing error in its sidecar) is no reason to take
published articles away from those who cite them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from generator.corpus.files import read_manifest, safe_path
from generator.publish import COPY_NAME

__all__ = ["kept_files"]

_FEED = re.compile(r"^feed: (\S+\.xml)$", re.MULTILINE)
"""A list's own feed, as its front matter names it."""
_BESIDE = (".webp", "/manifest.json")
_LINK = re.compile(r"\]\(([^()#\s]+\.(?:md|bib|ris|json))")


def kept_files(docs: Path, ids: Iterable[str], made: Collection[str]) -> frozenset[str]:
    """Return the files of earlier runs to leave as they are, so that articles ``ids`` stay.

    They are the articles' own and those that these link to, which nothing else may call for any
    more: a kept page must not lead nowhere. ``made`` are the files of this run; what it made is
    never kept. Empty where no earlier run left anything.
    """
    known = read_manifest(docs)
    kept: set[str] = set()
    beside: dict[str, set[str]] = {}
    for name in known:
        if name.endswith(_BESIDE):
            beside.setdefault(posixpath.dirname(name), set()).add(name)
    pending = [
        name for id_ in ids for name in (f"articles/{id_}.md", f"articles/{id_}/{COPY_NAME}")
    ]
    while pending:
        name = pending.pop()
        if name in kept or name in made or name not in known:
            continue
        try:
            text = safe_path(docs, name).read_text("utf-8")
        except FileNotFoundError:
            continue
        kept.add(name)
        folder = posixpath.dirname(name)
        for feed in _FEED.findall(text):
            pending += (feed, feed.removesuffix(".xml") + ".json")
        pending += (posixpath.normpath(f"{folder}/{link}") for link in _LINK.findall(text))
        # pictures and manifests are named by their place under the page's own address
        kept |= beside.get(name.removesuffix(".md"), set()) - set(made)
    return frozenset(kept)
