"""What a site depends on beside its pages: settings, theme, program, packages, environment."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.corpus.cache import generator_digest

if TYPE_CHECKING:  # whoever only looks whether anything changed has no need of MkDocs
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

__all__ = ["circumstances", "key_of_all"]

_FROM_ENVIRONMENT = re.compile(r"!ENV\s+(\[[^\]]*\]|\S+)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LISTED = (".dist-info", ".egg-info", ".egg-link", ".pth")
"""By which names a folder of Python packages tells which versions it holds."""
_SAID = (
    *("site_name", "site_url", "site_description", "site_author", "copyright", "repo_url"),
    *("repo_name", "edit_uri", "edit_uri_template", "extra", "extra_css", "validation"),
)
"""Settings that templates write into pages, as they are after hooks."""


def circumstances(config: str) -> Iterator[str]:
    """Yield what differs where a site comes out otherwise; ``config`` is the text of
    ``mkdocs.yml``."""
    names = {name for said in _FROM_ENVIRONMENT.findall(config) for name in _NAME.findall(said)}
    for name in sorted((*names, "SOURCE_DATE_EPOCH")):
        yield f"{name}={os.environ.get(name)}"
    yield from (config, generator_digest(), sys.version, sys.prefix)
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112  # of the one or two dozen that Python knows
            yield from sorted(name for name in os.listdir(folder) if name.endswith(_LISTED))  # noqa: PTH208


def key_of_all(config: MkDocsConfig, nav: Navigation, by_hand: Iterable[str]) -> str:
    """Return a number for settings, theme, hooks, program and navigation; ``by_hand`` are the names
    of the other pages and files, which pages may link to."""
    digest = hashlib.blake2b(digest_size=20)
    text = Path(config.config_file_path).read_text("utf-8", "replace")
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
    if custom:
        yield from sorted(
            path
            for path in Path(custom).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        )
    top = Path(config.config_file_path).parent
    yield from (top / name for name in config.hooks)
