"""What trained scores went by, in words: the features that weighed most for a decision."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources

from generator.model.languages import Language

__all__ = ["feature_words", "reasons_in_words"]

_REASON = re.compile(r"(\w+)(?:([@|])(-?\d))?=\S+:([+-])")
_WHICH: dict[Language, dict[int, str]] = {
    "en": {
        -2: "two lines further up",
        -1: "the line before",
        0: "the line above",
        1: "the line below",
        2: "the line after that",
    },
    "zh": {-2: "再往上两行", -1: "再上一行", 0: "上一行", 1: "下一行", 2: "再下一行"},
}
_SIDES: dict[Language, tuple[str, str]] = {
    "en": ("for it: {}", "against it: {}"),
    "zh": ("支持的有{}", "不支持的有{}"),
}
_BETWEEN: dict[Language, tuple[str, str, str]] = {
    "en": (", ", "; ", " ({})"),
    "zh": ("、", "；", "（{}）"),
}


@cache
def feature_words(language: Language) -> dict[str, str]:
    """Return what every feature of a line, of two lines, of the page is called.

    In a note ``@n`` and ``|n`` behind a name say which line is meant.
    """
    text = (resources.files(__package__) / "data" / "feature_words.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    column = {"en": "english", "zh": "chinese"}[language]
    return {row["feature"]: row[column] for row in csv.DictReader(lines, strict=True)}


def reasons_in_words(note: str, language: Language = "en") -> str:
    """Return the features named in an evidence's note as words; ``note`` itself if none are.

    >>> reasons_in_words("blank_above@1=1:+2.1 stop_at_end@0=0:-0.4")
    'for it: the blank line above it (the line below); against it: whether it ends as a sentence \
ends (the line above)'
    >>> reasons_in_words("blank_above@1=1:+2.1", "zh")
    '支持的有它上面的空行（下一行）'
    """
    words, (between, sides_apart, which) = feature_words(language), _BETWEEN[language]
    sides: dict[str, list[str]] = {"+": [], "-": []}
    for name, mark, at, sign in _REASON.findall(note):
        line = which.format(_WHICH[language][int(at)]) if mark == "@" else ""
        sides[sign].append(words.get(name, name) + line)
    told = [
        side.format(between.join(sides[sign]))
        for sign, side in zip("+-", _SIDES[language], strict=True)
        if sides[sign]
    ]
    return sides_apart.join(told) or note
