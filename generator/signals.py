"""Being ended by another program is like being interrupted by hand: everything is put in order."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

__all__ = ["end_in_order", "end_in_peace", "interrupts_put_off"]

ENDING = ("SIGTERM", "SIGHUP")
"""Sent by supervisors and stop buttons, and when a terminal is closed; Windows has no SIGHUP."""


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


def _interrupt(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt
