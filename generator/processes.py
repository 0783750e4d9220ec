"""How a process of ours behaves: which threads it takes, when it looks for garbage, how it ends."""

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
"""New objects after which is looked. A page makes thousands of records and leaves no such objects
behind: at Python's own 700 a broadsheet takes 7 ms more, for nothing."""
ENDING = ("SIGTERM", "SIGHUP")
"""Sent by supervisors and stop buttons, and when a terminal is closed; Windows has no SIGHUP."""


def use_one_thread() -> None:
    """Have numpy multiply on one thread. For processes of ours, before they load it.

    Above some size of tables its library takes all processors, each of which waits for the others
    in a loop: a page of 48,000 characters took six times as long. We spread pages, not tables.
    Nor may a result depend on how many processors there are, in the last bit. Who has set a number
    means it.
    """
    for name in _NAMES:
        os.environ.setdefault(name, "1")


def collect_seldom() -> None:
    """Have this process look for them seldom. For processes of ours, not for programs that use us.

    >>> collect_seldom()
    """
    gc.set_threshold(_NEW)


def end_in_order() -> None:
    """Take the signals that end a process for Ctrl-C, which cleans up on its way out.

    One that is ignored (``nohup``) or has a handler already is left alone. Call it in the main
    thread.
    """
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def end_in_peace() -> None:
    """Let nothing interrupt the end that an interrupt has brought, which takes a moment."""
    for name in ("SIGINT", *ENDING):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_IGN)


@contextmanager
def interrupts_put_off(*, ending: bool = False) -> Iterator[None]:
    """Let what stands in the block be done before an interrupt is.

    Where the run is ``ending`` anyhow, it is none any more: a generator that is being closed has
    nobody to raise it to, and Python would print it.

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
    """Let processes that are started in the block be ended once they say so, and not before.

    A signal that has a handler in Python and reaches a process just after it was forked is
    forgotten: Python clears what came before its own work after a fork. On a busy machine a pool
    that had lost a process then waited for ever for one that it had told to end. What is held back
    stays with the system until :func:`let_endings_through`.
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
    """Let this process be ended by what was held back while it was started, and from now on."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def _interrupt(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt
