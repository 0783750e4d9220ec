"""A parser of arguments: what each stands for, and what was meant where it stands for nothing."""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from generator.engines import LOCAL, scheduler_address
from generator.errors import nearest_word, suggestion
from generator.model.languages import Language
from generator.model.messages import in_language
from generator.terminal import printable

__all__ = ["Parser", "count_of", "engine_of", "folder_of", "is_url", "path_or_url", "share_of"]

_NUMBER = re.compile(r"-\d+(\.\d*)?|-\.\d+")
"""What argparse takes for a value and not for an option."""
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://.*", re.DOTALL)


class Parser(argparse.ArgumentParser):
    """argparse's, with its words for what is mistyped: a command, an option or one of its values.

    Also of the parsers of its commands, each of which looks at its own part of the line.
    """

    language: Language = "en"

    def speak(self, language: Language) -> None:
        """Have help and errors in a language, those of the commands too."""
        self.language = language
        if language == "en":
            return
        self.formatter_class = _ChineseHelp
        self.description = in_language(language, self.description or "")
        self.epilog = in_language(language, self.epilog or "")
        for group in self._action_groups:
            group.title = in_language(language, group.title or "")
        for action in self._actions:
            action.help = in_language(language, action.help or "")
            if isinstance(action, argparse._SubParsersAction):
                for listed in action._choices_actions:
                    listed.help = in_language(language, listed.help or "")
        for parser in self._commands.values():
            parser.speak(language)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse what is known, as argparse does; options that are not are told before all else.

        argparse would rather speak of an argument that is missing, and of a mistyped option not
        at all.
        """
        words = list(sys.argv[1:] if args is None else args)
        for option in self._unknown(words):
            self.error(f"unknown option “{option}”. {self._meant(option)}")
        return super().parse_known_args(words, namespace)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse a whole line as argparse does; the error for a stray folder says how to name it."""
        found, rest = self.parse_known_args(args, namespace)
        if rest:
            told = self._commands.get(getattr(found, "command", ""), self)
            hint = f"“{told.prog} --help” tells what can be said."
            if "--seeds" in told.options:
                hint = "Pages that are elsewhere are named by --seeds FOLDER. " + hint
            told.error(f"nothing can be done with “{' '.join(rest)}”. {hint}")
        return found

    def error(self, message: str) -> NoReturn:
        """Leave with what is wrong; no name of a file among the words steers a terminal."""
        self.print_usage(sys.stderr)
        said = in_language(self.language, f"{self.prog}: error: {message}")
        self.exit(2, f"{printable(said)}\n")

    def _unknown(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the options among the words that are none of this parser's own.

        A beginning of an option stands for it, as argparse has it.
        """
        known = self._option_string_actions
        for word in words:
            option = word.partition("=")[0]
            if word == "--" or (self._commands and not word.startswith("-")):
                return  # what comes next is for others
            if not word.startswith("-") or word == "-" or _NUMBER.fullmatch(word):
                continue
            if not any(name == option or name.startswith(option) for name in known):
                yield option

    def _meant(self, option: str) -> str:
        """Return what to say of an unknown option."""
        below = {name for parser in self._commands.values() for name in parser.options}
        if option in below:
            return f"It stands after the command: {self.prog} COMMAND {option}"
        near = nearest_word(option, [*self.options, *below])
        return f"Did you mean “{near}”?" if near else f"“{self.prog} --help” names them all."

    @property
    def options(self) -> tuple[str, ...]:
        """The options in full."""
        return tuple(name for name in self._option_string_actions if name.startswith("--"))

    @property
    def _commands(self) -> Mapping[str, Parser]:
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                return dict(action.choices)
        return {}

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        kind = "command" if isinstance(action, argparse._SubParsersAction) else "value"
        hint = suggestion(str(value), [str(choice) for choice in action.choices])
        about = None if kind == "command" else action
        raise argparse.ArgumentError(about, f"unknown {kind} “{value}”. {hint}")


class _ChineseHelp(argparse.RawDescriptionHelpFormatter):
    """Lays help out in Chinese, whose characters are two columns wide and part anywhere."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Put a line of how a command is written."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        lines, room = [""], width
        for piece in re.findall(r"[\x21-\x7e]+|.", text):
            columns = sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in piece)
            closing = piece in "，。；：、）”"
            if columns > room and lines[-1] and not closing:
                lines.append("")
                room = width
            lines[-1] += piece
            room -= columns
        return [line.strip() for line in lines]


def folder_of(text: str) -> Path:
    """Return the folder that is named."""
    if not text.strip():  # an unset variable of a script
        raise argparse.ArgumentTypeError("names no folder; write for example: new my-archive")
    return Path(text)


def share_of(text: str) -> float:
    """Return a share between 0 and 1."""
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return share


def engine_of(text: str) -> str:
    """Return the address of who makes the pages."""
    if text != LOCAL and scheduler_address(text) is None:
        raise argparse.ArgumentTypeError(f"{text!r} is neither local nor dask://HOST:PORT")
    return text


def count_of(text: str) -> int:
    """Return a number above 0."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0 (1, 2, …)")
    return number


def is_url(place: str) -> bool:
    """Tell whether a place is named by a URL.

    >>> is_url("s3://archive/seeds"), is_url("C:/seeds"), is_url("seeds")
    (True, False, False)
    """
    return _URL.fullmatch(place) is not None


def path_or_url(text: str) -> Path | str:
    """Return a place of the command line: a path, or a URL as it is."""
    return text if is_url(text) else Path(text)
