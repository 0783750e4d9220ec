"""MkDocs' hook: a copy of the search index that a page opened from disk can read.

A browser lets such a page (``file:``) load scripts but no JSON. Material's search looks for
``search/search_index.js`` there, which its own offline plugin writes; but that plugin also gives
up the addresses (``articles/ID/`` becomes ``articles/ID.html``) and fetches a script from another
host. Listed under ``hooks`` in ``mkdocs.yml``; without it, search from disk finds nothing.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


@event_priority(-100)  # after the search plugin has written its index
def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the index once more, as a script."""
    index = Path(config.site_dir) / "search" / "search_index.json"
    if index.is_file():
        text = index.read_text(encoding="utf-8")
        index.with_suffix(".js").write_text(f"var __index = {text}", encoding="utf-8")
