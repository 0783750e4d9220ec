"""What the program says to a user, in their language: English where it is said, Chinese by a table.

The code has English sentences only, and so have errors that come from another process or from the
last build. They become Chinese where they are shown, by ``data/message_words.csv``: a line for each
English sentence, with ``{0}`` or ``{name}`` for what differs and ``{0:n}`` for a number. What takes
their place is translated, too: a reason within an error, a count within a summary.
``tests/test_messages.py`` names the sentences of the code that the table lacks.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from string import Formatter
from typing import NamedTuple

from generator.model.languages import Language

__all__ = ["in_language", "message_words"]

MESSAGES = "message_words.csv"
_AMONG = ", "
_DEEPEST = 4
"""Sentences within one another: an error within a warning within a summary has three."""
_NUMBER = r"[\d,.]*\d"


class _Sentence(NamedTuple):
    """One line of the table."""

    english: str
    chinese: str

    @property
    def pieces(self) -> tuple[tuple[str, str | None, str | None], ...]:
        """What stands before each place that differs, the place's name, and what it holds."""
        return tuple((text, name, kind) for text, name, kind, _ in Formatter().parse(self.english))

    @property
    def literal(self) -> str:
        """The longest piece that is always the same."""
        return max((text for text, _, _ in self.pieces), key=len, default="")

    @property
    def has_words(self) -> bool:
        """Whether it says something itself, beside what stands at its places."""
        return any(char.isalpha() for text, _, _ in self.pieces for char in text)

    @property
    def weight(self) -> int:
        """How many characters are always the same."""
        return sum(len(text) for text, _, _ in self.pieces)

    def taken_apart(self, text: str) -> dict[str, str] | None:
        """Return what stands at each place; ``None`` where this is another sentence."""
        found = _pattern(self).fullmatch(text)
        if found is None:
            return None
        names = dict.fromkeys(name for _, name, _ in self.pieces if name is not None)
        return dict(zip(names, found.groups(), strict=True))


@cache
def _pattern(sentence: _Sentence) -> re.Pattern[str]:
    groups: dict[str, int] = {}
    out = ""
    for text, name, kind in sentence.pieces:
        out += re.escape(text)
        if name in groups:
            out += rf"(?:\{groups[name]})"
        elif name is not None:
            groups[name] = len(groups) + 1
            out += f"({_NUMBER})" if kind else "(.*?)"
    return re.compile(out, re.DOTALL)


@cache
def message_words() -> tuple[_Sentence, ...]:
    """Return the table: first what begins with words, and of that what leaves least open.

    A warning is one whatever it warns of.
    """
    import csv  # only who is not told in English pays for it

    text = (resources.files(__package__) / "data" / MESSAGES).read_text("utf-8")
    lines = text.splitlines(keepends=True)
    while lines and lines[0].startswith("#"):
        del lines[0]
    rows = [_Sentence(row["english"], row["chinese"]) for row in csv.DictReader(lines, strict=True)]
    return tuple(sorted(rows, key=lambda row: (row.english.startswith("{"), -row.weight)))


def in_language(language: Language, text: str) -> str:
    """Return what is said, in a language; what no table has, as it is.

    >>> in_language("zh", "a.txt: the file is empty. Put the text of a page into it or delete it.")
    'a.txt：文件是空的。请放入版面的文字，或删去它。'
    >>> in_language("zh", "warning: b.yml:3: unknown key “dat”. Did you mean “date”?")
    '提醒：b.yml:3：没有“dat”这一项。是不是“date”？'
    >>> in_language("en", "all is well"), in_language("zh", "all is well"), in_language("zh", "x y")
    ('all is well', '一切正常', 'x y')
    """
    if language == "en" or not text.strip():
        return text
    told = _told(text)
    if told is not None:
        return told
    lines = text.split("\n")
    return text if len(lines) == 1 else "\n".join(in_language(language, line) for line in lines)


@lru_cache(maxsize=1024)  # the same words stand in many ways to take a text apart
def _told(text: str, within: int = 0) -> str | None:
    """Return a sentence, or what stands at a place within one, in Chinese; ``None`` if unknown.

    ``within`` is how many sentences it stands in: within one, a word by itself is a name.
    """
    if within > _DEEPEST:
        return None  # a user's words, whatever they look like
    for row in message_words():
        if row.literal not in text or (within and row.english.isalpha()):
            continue
        places = row.taken_apart(text)
        if places is not None:
            shown = {name: _placed(said, within + 1) for name, said in places.items()}
            if not row.has_words and shown == places:
                continue
            pieces = Formatter().parse(row.chinese)
            return "".join(text + shown.get(name or "", "") for text, name, _, _ in pieces)
    return None


def _placed(text: str, within: int) -> str:
    told = _told(text, within) if " " in text else None
    if told is None and _AMONG in text:
        parts = text.split(_AMONG)
        shown = [_told(part, within) for part in parts]
        if all(part is not None for part in shown):
            return "、".join(part or "" for part in shown)
    return text if told is None else told
