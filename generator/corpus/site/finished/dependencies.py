"""What every page of a site depends on: when it changes, all are written anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from generator.corpus.cache.circumstances import circumstances
from generator.corpus.site.laid_over import own_templates
from generator.corpus.site.shipped import settings_text

__all__ = ["key_of_all"]

_SAID = (
    *("site_name", "site_url", "site_description", "site_author", "copyright", "repo_url"),
    *("repo_name", "edit_uri", "edit_uri_template", "extra", "extra_css", "validation"),
)
"""Settings that templates write into pages, as they are after hooks."""


def key_of_all(config: MkDocsConfig, nav: Navigation, by_hand: Iterable[str]) -> str:
    """Return a number for settings, theme, hooks, program and navigation; ``by_hand`` are the names
    of the other pages and files, which pages may link to."""
    digest = hashlib.blake2b(digest_size=20)
    text = settings_text(Path(config.config_file_path))
    for part in (*circumstances(text), *_settings(config), *_nav(nav.items), *sorted(by_hand)):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    for path in _theme_files(config):
        digest.update(str(path).encode("utf-8", "surrogatepass") + b"\0")
        digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.hexdigest()


def _settings(config: MkDocsConfig) -> Iterator[str]:
    for name in _SAID:
        yield f"{name}={config.get(name)!r}"
    yield repr([str(script) for script in config.extra_javascript])
    yield repr([(name, config.theme[name]) for name in sorted(config.theme)])


def _nav(items: Iterable[Any]) -> Iterator[str]:
    for item in items:
        yield f"{item.title}\0{getattr(item, 'url', '')}"
        yield from _nav(item.children or ())


def _theme_files(config: MkDocsConfig) -> Iterator[Path]:
    """Yield the project's own templates and hooks; packages are known by their versions."""
    custom = config.theme.custom_dir
    folders = {own_templates(config), *([Path(custom)] if custom else [])}
    for folder in sorted(folders):
        yield from sorted(
            path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
        )
    top = Path(config.config_file_path).parent
    yield from (top / name for name in config.hooks)
