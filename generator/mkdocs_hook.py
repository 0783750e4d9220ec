"""MkDocs' hook: the pages are written before MkDocs looks for them, and a preview follows them.

Listed under ``hooks`` in ``mkdocs.yml``, so that ``mkdocs build`` and ``mkdocs serve`` are right
from a fresh clone. The site builds without it, once ``python -m generator convert`` has run.
"""

from __future__ import annotations

import logging
import sys
import threading
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

if __name__ != "generator.mkdocs_hook":  # MkDocs loads a hook by its path, not as our module
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from generator.processes import use_one_thread

    use_one_thread()

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority

from generator.corpus.convert import Report, convert
from generator.corpus.phrases import counted, together, weight_of
from generator.corpus.project_lock import PATIENCE, ProjectLock
from generator.corpus.settings import Settings, read_settings, settings_beside, site_info
from generator.corpus.site.build_site import new_site
from generator.corpus.site.finished.plugin import NAME, FinishedPages
from generator.corpus.site.laid_over import lay_over
from generator.corpus.site.site_rules import NAME as RULES
from generator.corpus.site.site_rules import SiteRules, tell_templates
from generator.errors import GeneratorError
from generator.preview import allow_reloading, follow_hand_written
from generator.processes import end_in_order
from generator.terminal import command_line, printable

log = logging.getLogger("mkdocs.plugins.generator")

PREVIEW = "preview"
"""What is remembered of a preview's site, whichever folder MkDocs has given it."""


@dataclass(slots=True)
class _Run:
    """What one event has to tell a later one; MkDocs keeps nothing for its hooks."""

    preview: bool = False
    """Whether MkDocs serves a preview: it must go on whatever stands in a seed."""
    left_out: str = ""
    """Which pages the site is built without."""
    place: str = ""
    """Where the site goes that is being built."""
    building: ExitStack = field(default_factory=ExitStack)
    """Holds the folder that it is built in, until it takes its place."""
    lock: ProjectLock | None = None
    """Held from before the pages are written until they are rendered."""

    def hold(self, settings: Settings) -> None:
        """Take the project's lock; a preview waits for it as long as it takes."""
        lock = ProjectLock(settings, command_line())
        if self.lock is not None and self.lock.path == lock.path:
            return
        self.release()
        lock.acquire(partial(_log_lines, logging.INFO), None if self.preview else PATIENCE)
        self.lock = lock

    def release(self) -> None:
        """Let others write the pages again."""
        lock, self.lock = self.lock, None
        if lock is not None:
            lock.release()


_run = _Run()


def write_pages(settings: Settings, *, preview: bool = False) -> Report:
    """Convert the seeds, log what was done and what is wrong, and return the report.

    Raises :class:`GeneratorError` when nothing can be converted.
    """
    report = convert(settings, preview=preview)
    for problem in report.problems:
        _log_lines(logging.ERROR, str(problem.error))
    for line in together((*report.ignored, *report.warnings)):
        # No warning: --strict would make an error of a scan that lies beside its page.
        _log_lines(logging.INFO, line)
    if report.pictures:
        log.info(weight_of(report.pictures))
    if report.to_begin:
        _log_lines(logging.INFO, report.to_begin)
        return report
    if report.unrecorded:
        verb = "has" if report.unrecorded == 1 else "have"
        what = counted(report.unrecorded, "article")
        log.info(f"{what} {verb} no lasting address yet: “build” and “convert” put it on record")
    log.info(
        f"{counted(report.articles, 'article')} on {counted(report.pages, 'page')}, "
        f"{counted(len(report.written), 'file')} new"
    )
    return report


def on_startup(*, command: str, dirty: bool) -> None:  # noqa: ARG001
    """Learn what MkDocs was asked to do."""
    _run.preview = command == "serve"
    if threading.current_thread() is threading.main_thread():
        end_in_order()


def on_shutdown() -> None:
    """Leave nothing locked, and nothing behind of a build that was interrupted."""
    _run.release()
    _give_up(KeyboardInterrupt())


@event_priority(-100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Have the site built beside its place: MkDocs would empty that first, of people's files too.

    Then only what changed takes its place there, in a preview too.
    """
    lay_over(config)
    _run.preview = _run.preview or _is_served(config)
    _run.place = config.site_dir
    name = PREVIEW if _run.preview else ""
    try:
        settings = _settings(config)
        tell_templates(config, settings)
        made = _run.building.enter_context(new_site(Path(_run.place), settings, name))
    except GeneratorError as error:
        raise PluginError(str(error)) from error
    config.site_dir = str(made.folder)
    config.plugins[RULES] = SiteRules(settings.rules)  # type: ignore[assignment]  # as hooks are
    config.plugins[NAME] = FinishedPages(made)  # type: ignore[assignment]  # as hooks are
    return config


def on_pre_build(*, config: MkDocsConfig) -> None:
    """Write the pages; MkDocs collects files after this.

    A page that cannot be made is told, and the site is built without it.
    """
    _run.left_out = ""
    try:
        settings = _settings(config)
        _run.hold(settings)
        _run.left_out = write_pages(settings, preview=_run.preview).left_out
    except GeneratorError as error:
        if not _run.preview:
            raise PluginError(str(error)) from error
        # An exception would end the preview, or leave MkDocs “stuck” without a reason.
        _log_lines(logging.ERROR, str(error))


@event_priority(-100)
def on_post_build(*, config: MkDocsConfig) -> None:
    """Put the site in its place, and let others write the pages again.

    A build that lacks pages fails: nobody should publish it unawares.
    """
    try:
        if _run.place:
            config.site_dir, _run.place = _run.place, ""
            _run.building.close()
    except GeneratorError as error:
        raise PluginError(str(error)) from error
    finally:
        _run.release()
    if _run.left_out and not _run.preview:
        raise PluginError(f"{config.site_dir}: {_run.left_out}")


def on_build_error(error: Exception) -> None:
    """Leave the old site as it is when the new one cannot be finished; others may write again."""
    _run.release()
    _give_up(error)


def _give_up(error: BaseException) -> None:
    unfinished = _run.building.pop_all()
    _run.place = ""
    try:
        unfinished.__exit__(type(error), error, None)
    except BaseException as raised:  # the same error, sent through the block
        if raised is not error and raised.__cause__ is not error:
            raise


def on_serve(server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any) -> None:  # noqa: ARG001
    """Have the preview follow the seeds, the pages people wrote, and the user's own topics."""
    settings = _settings(config)
    if isinstance(server, LiveReloadServer):  # MkDocs' heirs have servers of their own
        follow_hand_written(server, settings.docs)
        allow_reloading(server)
    server.watch(str(settings.seeds))
    if settings.topics is not None:
        server.watch(str(settings.topics))


def _log_lines(level: int, message: str) -> None:
    for line in message.splitlines():
        log.log(level, printable(line))


def _settings(config: MkDocsConfig) -> Settings:
    folders = settings_beside(
        Path(config.config_file_path),
        docs=Path(config.docs_dir),
        site=Path(config.site_dir),
        repository=config.repo_url or None,
        extra=config.extra,
    )
    info = site_info(config.site_name, config.site_description, _address(config))
    return replace(folders, site_info=replace(info, copies=folders.site_info.copies))


def _address(config: MkDocsConfig) -> str | None:
    """Return where the site will stand.

    For a preview MkDocs sets ``site_url`` to the preview's own address, which must get into no
    file that somebody may publish: then what ``mkdocs.yml`` says is read once more.
    """
    if not _is_served(config):
        return config.site_url
    return read_settings(Path(config.config_file_path)).site_info.url


def _is_served(config: MkDocsConfig) -> bool:
    """Tell whether the site is built for a preview; ``serve --clean`` calls itself a build."""
    host, port = config.dev_addr
    return (config.site_url or "").startswith(f"http://{host}:{port}/")
