"""MkDocs' hook: the pages are written before MkDocs looks for them, and seeds are watched.

Listed under ``hooks`` in ``mkdocs.yml``, so that ``mkdocs build`` and ``mkdocs serve`` are right
from a fresh clone. The site builds without it, once ``python -m generator convert`` has run.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

if __name__ != "generator.mkdocs_hook":  # MkDocs loads a hook by its path, not as our module
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from generator.corpus.convert import convert
from generator.corpus.settings import Settings, settings_beside
from generator.corpus.site import require_search_words
from generator.errors import GeneratorError

log = logging.getLogger("mkdocs.plugins.generator")


def write_pages(settings: Settings) -> str:
    """Convert the seeds and return what was done, in one line.

    Raises :class:`GeneratorError` naming every seed that could not be made.
    """
    require_search_words()
    report = convert(settings)
    if report.problems:
        raise GeneratorError("\n".join(str(problem.error) for problem in report.problems))
    return f"{report.articles} articles on {report.pages} pages, {len(report.written)} files new"


def on_pre_build(*, config: MkDocsConfig) -> None:
    """Write the pages; MkDocs collects files after this."""
    try:
        log.info(write_pages(_settings(config)))
    except GeneratorError as error:
        raise PluginError(str(error)) from error


def on_serve(server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any) -> None:  # noqa: ARG001
    """Have the preview follow the seeds."""
    server.watch(str(_settings(config).seeds))


def _settings(config: MkDocsConfig) -> Settings:
    return settings_beside(
        Path(config.config_file_path), docs=Path(config.docs_dir), site=Path(config.site_dir)
    )
