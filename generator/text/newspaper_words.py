"""Lists of newspapers' own words, as patterns: ``data/newspaper_words.txt``."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

__all__ = ["WordList", "any_of", "word_lists", "words_for"]

_HEADING = re.compile(r"\[(\w+)\] +(.+)")


class WordList(NamedTuple):
    """Words for one thing."""

    source: str
    """Where they come from."""
    words: tuple[str, ...]
    """In the order of the file."""


def words_for(name: str) -> tuple[str, ...]:
    """Return the words of one list.

    >>> words_for("paper_endings")[:2]
    ('日报', '晚报')
    """
    return word_lists()[name].words


def any_of(name: str) -> str:
    """Return a pattern that matches each word of one list.

    >>> re.match(any_of("reporters"), "通讯员 李庆").group()
    '通讯员'
    """
    return f"(?:{'|'.join(map(re.escape, words_for(name)))})"


@cache
def word_lists() -> dict[str, WordList]:
    """Return all lists by their names."""
    text = resources.files("generator.text").joinpath("data/newspaper_words.txt").read_text("utf-8")
    found: dict[str, WordList] = {}
    name = ""
    for line in text.splitlines():
        if heading := _HEADING.fullmatch(line):
            name = heading[1]
            found[name] = WordList(heading[2], ())
        elif line and not line.startswith("#"):
            known = found[name]
            found[name] = known._replace(words=(*known.words, *line.split()))
    return found
