"""Processes of our own that read and draw for us, which may crash, hang or run out of memory.

Each does one thing after the other that it is asked for, and waits for the next one in between
(:mod:`generator.corpus.seeds.pdf_child`).
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

__all__ = [
    "BreakdownError",
    "Child",
    "Patience",
    "asked",
    "dismiss_idle",
    "dismiss_scanners",
    "put_back",
]

_LONGEST_ANSWER = 64 << 20
_CODE = """
import sys
from importlib.util import module_from_spec, spec_from_file_location
sys.path.append(sys.argv[1])
spec = spec_from_file_location("generator", sys.argv[1] + "/generator/__init__.py")
sys.modules["generator"] = module_from_spec(spec)
spec.loader.exec_module(sys.modules["generator"])
from generator.corpus.seeds.pdf_child import main
main()
"""
"""Our own package from where we have it, and all else from where Python is installed (``-P``): the
folder we are called in may hold a ``ctypes.py``, and the folder of ours too."""
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""For numpy in the process: its libraries would set memory aside for every core."""
_NEEDED = frozenset(
    {
        *("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME"),
        *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "NUMBER_OF_PROCESSORS"),
        *("USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROCESSOR_ARCHITECTURE"),
    }
)
"""Of the environment, what Python and its packages look for, on Windows too. Others are nothing to
a process that a hostile file may take over: keys and passwords are kept there."""
_NEEDED_BEGIN = (
    "PYTHON",
    "__PYVENV",
    "LC_",
    "LD_LIBRARY_",
    "DYLD_",
    "NIX_LD",
    "COVERAGE_",
    "COV_CORE_",
)
"""How names begin that say where Python and libraries lie, or that lines are counted."""
_ROOT = Path(__file__).resolve().parents[3]


class BreakdownError(Exception):
    """The process ended, or had to be ended; says how, in the middle of a sentence."""


@dataclass(slots=True)
class Patience:
    """How long a file may still be waited for."""

    seconds: float
    page: float
    """How long for one answer at most."""


class Child:
    """A process that reads PDF."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CODE, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment() | _ONE_THREAD,
        )
        self.late = False
        """Whether it was ended for taking too long."""

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], data: bytes, patience: Patience) -> Iterator[bytes]:
        """Yield the lines of an answer.

        Raises :class:`BreakdownError`, after which it has ended.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._watched(patience), contextlib.suppress(OSError):  # it has ended: reading tells
            self._process.stdin.write(json.dumps(request).encode("utf-8") + b"\n" + data)
            self._process.stdin.flush()
        while True:
            with self._watched(patience):
                line = self._process.stdout.readline(_LONGEST_ANSWER)
            if not line.endswith(b"\n"):
                self.end()
                raise BreakdownError(
                    "takes too long to read" if self.late else "breaks the program that reads it"
                )
            yield line

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._close()

    def dismiss(self) -> None:
        """Let the process end by itself, as it has nothing to do."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._close()

    @contextlib.contextmanager
    def _watched(self, patience: Patience) -> Iterator[None]:
        """End the process if what is done here takes too long, and count how long it takes."""
        began = time.monotonic()
        watch = threading.Timer(max(0.1, min(patience.page, patience.seconds)), self._give_up)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()
            patience.seconds -= time.monotonic() - began

    def _give_up(self) -> None:
        self.late = True
        self._process.kill()

    def _close(self) -> None:
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with contextlib.suppress(OSError):
                pipe.close()


def _environment() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if name in _NEEDED or name.startswith(_NEEDED_BEGIN)
    }


_idle: dict[tuple[int, str], list[Child]] = {}
"""Processes that wait for the next file, by the id of the process that has started them, as a copy
of it (fork) must not talk to them, and by what they are for: OCR needs memory that PDF must not."""


@atexit.register
def dismiss_idle() -> None:
    """Let the processes end that wait for the next file."""
    for key in [key for key in _idle if key[0] == os.getpid()]:
        for child in _idle.pop(key):
            child.dismiss()


def dismiss_scanners() -> None:
    """End the processes for OCR that wait for the next file: each keeps gigabytes."""
    for key in [key for key in _idle if key[0] == os.getpid() and key[1]]:
        for child in _idle.pop(key):
            child.dismiss()


def _kind(request: dict[str, Any]) -> tuple[int, str]:
    return os.getpid(), request.get("engine", "")


def put_back(child: Child, request: dict[str, Any], whole: bool) -> None:
    """Let a process wait for the next file, or end it where it has not said all."""
    if whole:
        _idle.setdefault(_kind(request), []).append(child)
    else:
        child.end()


def asked(
    request: dict[str, Any], data: bytes, patience: Patience
) -> tuple[Child, Iterator[bytes]]:
    """Return a process and the lines of its answer.

    One that waits is taken, if it answers: what it died of is no fault of this file.
    """
    idle = _idle.get(_kind(request), [])
    while idle:
        child = idle.pop()
        if not child.is_alive:
            child.end()
            continue
        lines = child.ask(request, data, patience)
        try:
            return child, chain([next(lines)], lines)
        except BreakdownError:
            if child.late:
                raise
            break
        except BaseException:
            child.end()
            raise
    child = Child()
    return child, child.ask(request, data, patience)
