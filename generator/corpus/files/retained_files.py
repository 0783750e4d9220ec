"""What stays on the site while its seed cannot be read.

A seed that is bad for a day (half copied, a typing error in its sidecar) is no reason to take
published articles away from those who cite them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable
from pathlib import Path

from generator.corpus.files.manifest import read_manifest
from generator.publish import list_of

__all__ = ["retained_files"]


def retained_files(docs: Path, ids: Iterable[str], made: Collection[str]) -> frozenset[str]:
    """Return the files of earlier runs to leave as they are, so that articles ``ids`` stay.

    They are the articles' own, and the lists and pages as printed that hold one of them, if
    nothing of this run stands there: a retained page must not lead nowhere. ``made`` are the files
    of this run; what it made is never retained. Empty where no earlier run left anything.
    """
    waiting = frozenset(ids)
    if not waiting:
        return frozenset()
    known = read_manifest(docs)
    holders = {n for n, held in known.items() if n not in made and not waiting.isdisjoint(held)}
    found = {name for name in known if _belongs(name, waiting, holders)}
    return frozenset(found.difference(made))


def _belongs(name: str, waiting: Collection[str], holders: Collection[str]) -> bool:
    """Tell whether a file is one of an article's own, or one of a list or page that holds it.

    Later pages of a list stand at addresses of their own; feeds, pictures and manifests below
    the address of what they are of.
    """
    if name in holders:
        return True
    folder, _, rest = name.partition("/")
    if folder == "articles":
        return rest.partition("/")[0].removesuffix(".md") in waiting
    if name.endswith(".md"):
        first = list_of(name)
        return first is not None and first[0] in holders
    return f"{posixpath.dirname(name)}.md" in holders
