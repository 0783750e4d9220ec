"""Commands in processes of their own that are forked from the tests', where all is loaded.

A new Python takes most of a second to load the program before it does anything. What tests of
files, limits and locks need is only another process.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, NoReturn

from mkdocs.__main__ import cli as mkdocs

from generator import cli
from tests.samples import RAIN, ROADS, make_project

_PROGRAMS: dict[str, Callable[[], object]] = {"banmian": cli.main, "mkdocs": mkdocs}
_HELPERS: list[Connection] = []
Step = Callable[[], None]
Said = tuple[IO[bytes], IO[bytes]]
"""Standard output and standard error, as files that have no names."""


class Command:
    """A command that was started."""

    def __init__(
        self, process: int, argv: Sequence[str], said: tuple[IO[bytes], IO[bytes]]
    ) -> None:
        self._process, self._argv, self._said = process, argv, said

    def wait(self) -> subprocess.CompletedProcess[str]:
        """Return how it ended and what it said."""
        _, status = os.waitpid(self._process, 0)
        texts = [_read(stream) for stream in self._said]
        return subprocess.CompletedProcess(self._argv, os.waitstatus_to_exitcode(status), *texts)


def start(
    project: Path,
    argv: Sequence[str],
    *,
    before: Step = lambda: None,
    environment: Mapping[str, str] | None = None,
    program: str = "banmian",
) -> Command:
    """Start a ``program`` of ours in a project, after a step that only its process takes."""
    load()
    said = (tempfile.TemporaryFile(), tempfile.TemporaryFile())  # noqa: SIM115
    process = os.fork()
    if process == 0:
        _be(project, (program, *argv), before, environment, said)
    return Command(process, argv, said)


def run(
    project: Path,
    *argv: str,
    before: Step = lambda: None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run ``banmian ARGV`` in a project and return how it ended and what it said."""
    return start(project, argv, before=before, environment=environment).wait()


def run_mkdocs(
    project: Path, *argv: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``mkdocs ARGV`` in a project and return how it ended and what it said.

    By the helper, where there is one. Else in a new Python where nothing can be forked, or threads
    run that a fork would not have.
    """
    if _HELPERS:
        _HELPERS[-1].send((project, argv, environment))
        done: subprocess.CompletedProcess[str] = _HELPERS[-1].recv()
        return done
    ours = [thread for thread in threading.enumerate() if not thread.name.startswith("Dummy")]
    if not hasattr(os, "fork") or len(ours) > 1:
        return subprocess.run(
            [sys.executable, "-m", "mkdocs", *argv],
            cwd=project, capture_output=True, text=True, encoding="utf-8", env=environment,
        )  # fmt: skip
    return start(project, argv, environment=environment, program="mkdocs").wait()


@contextlib.contextmanager
def helped() -> Iterator[None]:
    """Keep a process that runs MkDocs, forked while no threads run: those that serve a site."""
    ours, its = Pipe()
    process = os.fork()
    if process == 0:
        _help(its)
    its.close()
    _HELPERS.append(ours)
    try:
        yield
    finally:
        _HELPERS.remove(ours)
        ours.send(None)  # others that were forked may have it open, too
        ours.close()
        os.waitpid(process, 0)


def _help(asked: Connection) -> NoReturn:
    """Be the helper, until there is nobody to help."""
    try:
        with contextlib.suppress(EOFError, KeyboardInterrupt):
            while (task := asked.recv()) is not None:
                project, argv, environment = task
                done = start(project, argv, environment=environment, program="mkdocs").wait()
                asked.send(done)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


@cache
def load() -> None:
    """Have the tests' process load what a build loads, tables and templates too."""
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder) / "project", rain=RAIN, roads=ROADS)
        with contextlib.redirect_stdout(io.StringIO()):
            assert cli.run(["build", "--quiet", "--config", str(project / "mkdocs.yml")]) == 0


def drop_overrides() -> None:
    """Become somebody whom modes keep from reading and writing, as they don't keep root (Linux).

    Both in this process and in whatever it executes (capabilities 1 and 2 of capability.h; version
    3 of capset's header).
    """
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    drop_from_bounds, version = 24, 0x20080522
    override, read_search = 1, 2
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (override, read_search):
        libc.prctl(drop_from_bounds, capability, 0, 0, 0)
    header, sets = (ctypes.c_uint32 * 2)(version, 0), (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    for index in (0, 1, 2):  # effective, permitted, inheritable
        sets[index] &= ~(1 << override | 1 << read_search)
    if libc.capset(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def _be(
    project: Path,
    argv: Sequence[str],
    before: Step,
    environment: Mapping[str, str] | None,
    said: Said,
) -> NoReturn:
    """Be the process of a command, to its end."""
    code = 99
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for stream, file in zip((1, 2), said, strict=True):
            os.dup2(file.fileno(), stream)
        sys.stdin, sys.stdout, sys.stderr = (
            open(stream, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
            for stream, mode in enumerate("rww")
        )
        if environment is not None:
            os.environ.clear()
            os.environ.update(environment)
        os.chdir(project)
        sys.argv = [*argv]
        before()
        _PROGRAMS[argv[0]]()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        for written in (sys.stdout, sys.stderr):
            written.flush()
        os._exit(code)


def _read(stream: IO[bytes]) -> str:
    with stream:
        stream.seek(0)
        return stream.read().decode("utf-8")
