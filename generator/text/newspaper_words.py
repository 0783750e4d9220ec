"""Words that newspapers use for their own things, as patterns: ``data/newspaper_words.yml``."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

import yaml

__all__ = ["any_of", "words_for"]


def words_for(name: str) -> tuple[str, ...]:
    """Return the words of one list, in the order of the file.

    >>> words_for("paper_endings")[:2]
    ('日报', '晚报')
    """
    return tuple(str(_lists()[name]["words"]).split())


def any_of(name: str) -> str:
    """Return a pattern that matches each word of one list.

    >>> re.match(any_of("reporters"), "通讯员 李庆").group()
    '通讯员'
    """
    return f"(?:{'|'.join(map(re.escape, words_for(name)))})"


@cache
def _lists() -> dict[str, Any]:
    text = resources.files("generator.text").joinpath("data/newspaper_words.yml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return found
