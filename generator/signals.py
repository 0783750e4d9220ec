"""Being ended by another program is like being interrupted by hand: everything is put in order."""

from __future__ import annotations

import signal
from typing import NoReturn

__all__ = ["end_in_order", "end_in_peace"]

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


def _interrupt(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt
