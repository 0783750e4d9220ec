"""The commands ``new``, ``build`` and ``serve``: a project, its site, and a live preview of it.

What makes pages takes a while to load, so none of them loads it before there are pages to be made.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import shlex
import socket
from collections.abc import Iterator
from typing import Any

from generator import __version__
from generator.corpus.new_project import SAMPLE, new_project
from generator.corpus.settings import Settings, read_settings
from generator.corpus.site.shipped import inherits, renew_base, with_hooks
from generator.corpus.site.unchanged import LastBuild
from generator.errors import GeneratorError
from generator.terminal import Voice, look_at, printable, program

__all__ = ["build", "new", "serve"]

_NEXT = """\
A new project is in {folder}. What comes next:

  cd {quoted}
  {program} build    makes the site, in site/, of the sample page
  {program} serve    shows it in a browser, and follows what you change

Then put your own pages into seeds/ ({readme} tells how), delete {sample} there, and set name and
foot of the site in mkdocs.yml."""
_USUAL = "127.0.0.1:8000"
_TRIED = 20
"""Ports after the one that is taken, of which the first free one is named."""


def new(options: argparse.Namespace, voice: Voice) -> int:
    """Write a new project and say what comes next; return 0."""
    new_project(options.folder, options.lang, __version__)
    said = _NEXT.format(
        folder=printable(str(options.folder)),
        quoted=shlex.quote(str(options.folder)),
        program=program(),
        readme="seeds/README.md",
        sample=SAMPLE,
    )
    voice.say(said)
    return 0


def build(options: argparse.Namespace, voice: Voice) -> int:
    """Write the pages, then the site, and print its path; return 1 when a seed failed, else 0.

    Where nothing has changed since the last build, say again what that said.
    """
    settings = read_settings(options.config, seeds=options.seeds)
    place = (options.out or settings.site).absolute()
    last = LastBuild(settings, place, f"strict={options.strict}")
    said = last.said()
    if said is not None:
        for line in said:
            voice.say(line)
        look_at(place, voice)
        print(voice.called(str(place)))
        return 0
    from generator.cli.project_commands import build_anew

    return build_anew(options, settings, voice, last)


def serve(options: argparse.Namespace, voice: Voice) -> int:
    """Show the site until it is interrupted; return 0.

    Raises :class:`GeneratorError` where there is no project, the address is none or is taken.
    """
    settings = read_settings(options.config)
    renew_base(settings.config)
    said = _settings_said(settings)
    address = options.address or str(said.get("dev_addr") or _USUAL)
    _refuse_taken(*_host_and_port(address), address)
    from mkdocs.commands.serve import serve as mkdocs_serve
    from mkdocs.exceptions import MkDocsException

    hooks = with_hooks(settings.config, said.get("hooks") or ())
    try:
        with _told_by(voice):
            mkdocs_serve(
                str(settings.config),
                dev_addr=address,
                hooks=hooks if inherits(settings.config) else None,
                open_in_browser=options.open,
            )
    except MkDocsException as error:
        raise GeneratorError(f"{settings.config}: the preview ended: {error}") from error
    return 0


def _settings_said(settings: Settings) -> dict[str, Any]:
    from mkdocs.utils.yaml import yaml_load

    with settings.config.open("rb") as file:
        return yaml_load(file)


def _host_and_port(address: str) -> tuple[str, int]:
    """Return the two parts of an address.

    >>> _host_and_port("127.0.0.1:8001")
    ('127.0.0.1', 8001)
    """
    host, colon, port = address.rpartition(":")
    if not (colon and host and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise GeneratorError(f"“{address}” is no address. Write one such as {_USUAL}.")
    return host, int(port)


def _refuse_taken(host: str, port: int, address: str) -> None:
    trouble = _trouble(host, port)
    if trouble is None:
        return
    others = range(port + 1, min(port + 1 + _TRIED, 65536))
    free = next((other for other in others if _trouble(host, other) is None), None)
    if free is None:
        raise GeneratorError(f"{address}: {trouble}. Name another address: {program()} serve -a …")
    raise GeneratorError(
        f"{address}: {trouble}, perhaps by another preview. End that one, or take another port: "
        f"{program()} serve -a {host}:{free}"
    )


def _trouble(host: str, port: int) -> str | None:
    """Return why nothing can be shown there; ``None`` where it can."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
    except OSError as error:
        return (error.strerror or str(error)).lower()
    return None


class _Messages(logging.Handler):
    """MkDocs' words, in the voice of this program."""

    def __init__(self, voice: Voice) -> None:
        super().__init__()
        self._voice = voice

    def emit(self, record: logging.LogRecord) -> None:
        """Say one message."""
        text = record.getMessage()
        if record.levelno >= logging.WARNING:
            self._voice.trouble(text)
        else:
            self._voice.say(printable(text))


@contextlib.contextmanager
def _told_by(voice: Voice) -> Iterator[None]:
    logger, handler = logging.getLogger("mkdocs"), _Messages(voice)
    before = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
