"""The form in which recognisers see a text: one width, one script, no blanks beside digits."""

from __future__ import annotations

import re
from functools import cache

from generator.text.characters import is_han
from generator.text.search_form import simplified_forms

__all__ = ["fold", "folded"]

_KEPT = "乾"
"""Traditional for 干, and itself in the simplified script: 乾县, 乾隆 (《简化字总表》)."""


@cache
def _forms() -> dict[int, str]:
    """Return for each character the one that recognisers see, one for one.

    Names are looked up in simplified characters, so that a page in traditional ones (廣東省) is
    read by the same words; its spans stay where they are, and what is printed is not changed.
    """
    forms = {ord(char): image for char, image in simplified_forms().items() if char not in _KEPT}
    forms |= dict.fromkeys(map(ord, "〇○◯"), "〇")
    for first, last in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B)):
        forms |= {code: chr(code - 0xFEE0) for code in range(first, last)}  # digits and letters
    return forms


# A half-width mark beside Chinese is the full-width one of GB/T 15834; between digits (a decimal
# comma, a time) it is not, which :func:`fold` looks at.
_MARKS = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
_DASHES = "－–—―─~～-"
"""Every sign that dumps use for a range between two dates."""
_FOLDED = re.compile(rf"[{re.escape(''.join(_MARKS))}{re.escape(_DASHES)}\s]")
"""What :func:`fold` looks at."""


def folded(text: str) -> str:
    """Return ``text`` as it stands in a reading when the page writes it so.

    >>> folded("１２３４９热线,老年人"), folded("廣東省")
    ('12349热线，老年人', '广东省')
    """
    return fold(text, 0)[0]


def fold(text: str, offset: int) -> tuple[str, list[int]]:
    """Return the characters that recognisers see, and the index of each in ``text``.

    The indices are counted from ``offset``.

    >>> fold("6 月 13 日， 湖南,1.5 万　人", 0)[0]
    '6月13日，湖南，1.5万 人'
    """
    text = text.translate(_forms())
    folded: list[str] = []
    origins: list[int] = []
    last, end = "", 0
    for found in _FOLDED.finditer(text):
        index, char = found.start(), found.group()
        if end < index:
            folded.append(text[end:index])
            origins += range(offset + end, offset + index)
            last = text[index - 1]
        end = index + 1
        if char in _MARKS:
            before, after = text[index - 1 : index], text[index + 1 : index + 2]
            if not (before.isdigit() and after.isdigit()) or char in "()":
                char = _MARKS[char]
        elif char in _DASHES:
            char = "—"
        else:
            # A blank counts only between two ideographs: there it may part two names.
            after = text[index + 1 : index + 2]
            if not (last and is_han(last) and after and is_han(after)):
                continue
            char = " "
        folded.append(char)
        origins.append(offset + index)
        last = char
    folded.append(text[end:])
    origins += range(offset + end, offset + len(text))
    return "".join(folded), origins
