"""Everything said to the user beside the results: on standard error, as loud as they like."""

from __future__ import annotations

import contextlib
import logging
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.model.languages import Language
from generator.model.messages import in_language
from generator.progress import FinishedSite, ProgressDisplay, Step

__all__ = ["Voice", "command_line", "look_at", "printable", "program"]

_PASSWORD = re.compile(r"(?<=://)[^/\s]+@")
_LONG = (
    re.compile("(?<=“)([^“”]{200})[^“”]{300,}([^“”]{40})(?=”)"),
    re.compile(r"^(.{1400}).{500,}(.{300})$", re.MULTILINE),
)
"""Quotations and lines that nobody reads to the end: a correction may quote a megabyte."""


def printable(text: str) -> str:
    """Return ``text`` without the power to steer a terminal: file names and pages are not ours.

    >>> printable("a\\x1b[2J.txt")
    'a\\\\x1b[2J.txt'
    """
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )


def shortened(message: str) -> str:
    """Return a message of which no quotation and no line is longer than anybody reads.

    >>> len(shortened("seed.yml:2: “" + "字" * 1_000_000 + "” is not on this page."))
    278
    """
    for form in _LONG:
        message = form.sub(r"\1 … \2", message)
    return message


def program() -> str:
    """Return the name by which this program was called, as a user would type it again."""
    called = Path(sys.argv[0] if sys.argv else "")
    as_module = called.name == "__main__.py" and called.parent.name == "generator"
    return "python -m generator" if as_module else "banmian"


def without_passwords(text: str) -> str:
    """Return a text whose addresses hold no password: logs of builds are often public.

    >>> without_passwords("ftp://ann:secret@example.org/seeds: cannot be read")
    'ftp://…@example.org/seeds: cannot be read'
    """
    return _PASSWORD.sub("…@", text)


def command_line() -> str:
    """Return what this process was asked to do, for others to know it by."""
    called, *arguments = sys.argv or [""]
    path = Path(called)
    name = f"python -m {path.parent.name}" if path.name == "__main__.py" else path.stem
    return printable(without_passwords(" ".join((name, *arguments))))


def look_at(site: Path, voice: Voice) -> None:
    """Say how to see a site that was built, where a person reads it and the site is here.

    In a checkout, its sessions say so.
    """
    if sys.stderr.isatty() and program() == "banmian" and voice.called(str(site)) == str(site):
        home = (site / "index.html").absolute().as_uri()
        voice.say(f"look at it: open {home} in a browser, or run “banmian serve”")


def _print_lines(text: str) -> None:
    for line in text.split("\n"):
        print(printable(line), file=sys.stderr)


class Voice:
    """Messages, how far it is, and MkDocs' own words."""

    def __init__(self, *, quiet: bool, verbose: bool, language: Language = "en") -> None:
        self._quiet, self._verbose, self._language = quiet, verbose, language
        self._steps = ProgressDisplay(quiet=quiet, words=self._in_words)
        self._names: dict[str, str] = {}

    def call(self, place: str, name: str) -> None:
        """Have what lies at a place called otherwise, in all that is said from now on."""
        self._names[place] = name

    def called(self, text: str) -> str:
        """Return a text with places as they are to be called."""
        for place, name in self._names.items():
            text = text.replace(place, name)
        return without_passwords(text)

    def told(self, message: str) -> str:
        """Return a message as it is shown: in the user's language, with their names of places."""
        return self.called(self._in_words(shortened(message)))

    def _in_words(self, message: str) -> str:
        return in_language(self._language, message)

    def trouble(self, message: str, detail: str = "") -> None:
        """Say what went wrong; ``detail`` (a trace) only when verbose."""
        self.end_progress()
        for line in self.told(message).splitlines():
            print(f"banmian: {printable(line)}", file=sys.stderr)
        if detail and self._verbose:
            _print_lines(detail)

    def say(self, message: str) -> None:
        """Say what was done, unless quiet."""
        self.end_progress()
        if not self._quiet:
            _print_lines(self.told(message))

    def detail(self, message: str) -> None:
        """Say a step, when verbose."""
        if self._verbose:
            self.say(message)

    def progress(self, done: int, total: int) -> None:
        """Show how many pages are made."""
        self.step(Step.CONVERTING, done, total)

    def step(self, step: Step, done: int, total: int | None) -> None:
        """Show how far a step is: a bar on a terminal, a line now and then elsewhere."""
        self._steps.step(step, done, total)

    def reused(self, pages: int) -> None:
        """Count pages that need not be made."""
        self._steps.reused(pages)

    def made(self, made: FinishedSite) -> None:
        """Take in what the finished site is made of."""
        self._steps.made(made)

    def sum_up(self) -> None:
        """Say what it all came to, and how long it took."""
        for line in self._steps.summary():
            self.say(line)

    def scanning(self, name: str, number: int, count: int) -> None:
        """Show which page is read by OCR: on a terminal; elsewhere, that it begins."""
        if self._quiet:
            return
        if self._steps.on_terminal:
            self._steps.scanned(printable(name), number, count)
        elif number == 1:
            pages = "a page" if count == 1 else f"{count} pages"
            said = self._in_words(f"{printable(name)}: reading {pages} by OCR …")
            print(said, file=sys.stderr, flush=True)

    def end_progress(self) -> None:
        """Take the bar away, so that other lines start on a fresh one."""
        self._steps.hide()

    @contextlib.contextmanager
    def mkdocs_messages(self) -> Iterator[list[str]]:
        """Let MkDocs' own messages through: warnings, or everything when verbose.

        Yields a list that its warnings go into, for who wants to know whether there were any.
        """
        logger = logging.getLogger("mkdocs")
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(_PrintableLines(self._in_words))
        handler.setLevel(logging.ERROR if self._quiet else logging.NOTSET)
        warnings = _Warnings(logging.WARNING)
        before = logger.level
        logger.setLevel(logging.INFO if self._verbose else logging.WARNING)
        logger.addHandler(handler)
        logger.addHandler(warnings)
        try:
            yield warnings.told
        finally:
            logger.removeHandler(handler)
            logger.removeHandler(warnings)
            logger.setLevel(before)


class _PrintableLines(logging.Formatter):
    """Names files and pages without the power to steer a terminal, in the user's language."""

    def __init__(self, words: Callable[[str], str]) -> None:
        super().__init__("%(levelname)s: %(message)s")
        self._words = words

    def format(self, record: logging.LogRecord) -> str:
        """Return what is said of one record."""
        return "\n".join(map(printable, self._words(super().format(record)).split("\n")))


class _Warnings(logging.Handler):
    """Keeps warnings."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.told.append(record.getMessage())
