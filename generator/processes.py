"""How our processes behave: how many threads they use, when they collect garbage, how they end."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

__all__ = [
    "collect_seldom",
    "end_in_order",
    "end_in_peace",
    "endings_held_back",
    "interrupts_put_off",
    "let_endings_through",
    "use_one_thread",
]

_NAMES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_NEW = 10_000
"""New objects after which Python looks for circular garbage. A page makes thousands of records and
no such garbage: at Python's own 700 a broadsheet takes 7 ms longer for nothing."""
ENDING = ("SIGTERM", "SIGHUP")
"""Sent by supervisors and stop buttons, and when a terminal is closed; Windows has no SIGHUP."""


def use_one_thread() -> None:
    """Have numpy multiply on one thread. For processes of ours, before they load it.

    Above some size of tables its library takes all processors, each of which waits for the others
    in a loop: a page of 48,000 characters took six times as long. We spread pages, not tables, and
    no last bit of a result may depend on the number of processors. A number that the user has set
    is left.
    """
    for name in _NAMES:
        os.environ.setdefault(name, "1")


def collect_seldom() -> None:
    """Have this process collect garbage seldom. For our processes, not for programs that use us.

    >>> collect_seldom()
    """
    gc.set_threshold(_NEW)


def end_in_order() -> None:
    """Treat the signals that end a process as Ctrl-C, so that it cleans up on its way out.

    A signal that is ignored (``nohup``) or has a handler already is left alone. Call it in the main
    thread.
    """
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def end_in_peace() -> None:
    """Ignore further signals while the process ends after an interrupt, which takes a moment."""
    for name in ("SIGINT", *ENDING):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_IGN)


@contextmanager
def interrupts_put_off(*, ending: bool = False) -> Iterator[None]:
    """Finish the block before an interrupt is raised.

    Where the run is ``ending`` anyhow it is dropped: a generator that is being closed has nobody to
    raise it to, and Python would print it.

    Python takes a thread for ended when its ``join`` was interrupted (bpo-45274), and then closes
    what the thread still writes to. Outside the main thread, which alone is interrupted, nothing
    is put off.
    """
    came: list[int] = []
    handlers = {}
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGINT", *ENDING):
            number = getattr(signal, name, None)
            if number is not None and callable(signal.getsignal(number)):
                handlers[number] = signal.signal(number, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    if came and not ending:
        signal.raise_signal(came[0])


@contextmanager
def endings_held_back() -> Iterator[None]:
    """Hold SIGTERM back from processes started in the block, until :func:`let_endings_through`.

    A signal that has a handler in Python and reaches a process just after the fork is lost, as
    Python clears pending signals there. On a busy machine a pool that had lost a process then
    waited for ever for one that it had sent SIGTERM. What is held back stays with the system.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where nothing is forked
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def let_endings_through() -> None:
    """Let SIGTERM end this process from now on, and one that was held back while it started."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def _interrupt(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt
