"""A parser of arguments that tells what was meant where something is mistyped."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.errors import nearest_word, suggestion

__all__ = ["Parser"]

_NUMBER = re.compile(r"-\d+(\.\d*)?|-\.\d+")
"""What argparse takes for a value and not for an option."""


class Parser(argparse.ArgumentParser):
    """argparse's, with its words for what is mistyped: a command, an option or one of its values.

    Also of the parsers of its commands, each of which looks at its own part of the line.
    """

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse what is known, as argparse does; options that are not are told before all else.

        argparse would rather speak of an argument that is missing, and of a mistyped option not
        at all.
        """
        words = list(sys.argv[1:] if args is None else args)
        for option in self._unknown(words):
            self.error(f"unknown option “{option}”. {self._meant(option)}")
        return super().parse_known_args(words, namespace)

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
