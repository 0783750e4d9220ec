"""Repair of what dumps do to Chinese typography, each change traced to the page.

Widths and blanks only: no character is replaced by another meaning, a missing or doubled mark stays
as printed. (ftfy, NFKC and pangu all change Chinese pages for the worse, FINDINGS section 5.)
"""

from __future__ import annotations

import re

from generator.text.characters import is_han
from generator.text.folding import drop_silent
from generator.text.traced import Traced

__all__ = ["repair_typography"]

_FULL_WIDTH = {
    ",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！",
}  # fmt: skip
_CHINESE_MARKS = "，。、；：！？（）《》〈〉「」『』【】〔〕“”‘’…—·％"
_CLOSING = ")"
_OPENING = "("
_MARK = re.compile("[,;:()?!]")
_BLANK = re.compile(r"\s")
_PHRASE = 3
"""Characters of a phrase at least; a name's parts have one or two."""


def repair_typography(text: Traced, *, keep_pause: bool = False) -> Traced:
    """Return ``text`` as it would have been set: full-width marks, no stray blanks.

    Half-width ``,;:()?!`` beside Chinese become full-width; blanks inside Chinese and beside
    digits go; decimals, ranges, times, percentages and Latin stay as they are. With ``keep_pause``
    (headlines) a blank between two Chinese phrases is kept, as one ideographic space: there it
    stands for a comma.

    >>> repair_typography(Traced.from_page("6 月 13 日,(试行) 3.76 万个, 增长 84.7%")).text
    '6月13日，（试行）3.76万个，增长84.7%'
    >>> repair_typography(Traced.from_page("鼓励慈善帮扶 吉林印发措施"), keep_pause=True).text
    '鼓励慈善帮扶\\u3000吉林印发措施'
    """
    widened = drop_silent(text.strip())
    # a mark widened makes its neighbour's side Chinese: go on until nothing changes
    while (again := _widen(widened)) != widened:
        widened = again
    return _close_blanks(widened, keep_pause)


def _chinese(char: str) -> bool:
    return bool(char) and (is_han(char) or char in _CHINESE_MARKS)


def _close_blanks(text: Traced, keep_pause: bool) -> Traced:
    chars = text.text
    if not _BLANK.search(chars):
        return text
    keep: list[int] = []
    replaced: list[str] = []
    i = 0
    while i < len(chars):
        if not chars[i].isspace():
            keep.append(i)
            replaced.append(chars[i])
            i += 1
            continue
        j = i
        while j < len(chars) and chars[j].isspace():
            j += 1
        before, after = chars[i - 1 : i], chars[j : j + 1]
        if keep_pause and is_han(before or " ") and is_han(after or " ") and _is_pause(chars, i, j):
            keep.append(i)
            replaced.append("\u3000")
        elif _separates(before, after):
            keep.append(i)
            replaced.append(" ")
        i = j
    return Traced("".join(replaced), tuple(text.origins[i] for i in keep))


def _is_pause(chars: str, start: int, end: int) -> bool:
    """Return whether whole phrases stand on both sides: a name's inner blank is none."""
    around = chars[max(0, start - _PHRASE) : start], chars[end : end + _PHRASE]
    return all(len(part) == _PHRASE and not _BLANK.search(part) for part in around)


def _separates(before: str, after: str) -> bool:
    """Return whether a blank stands between two Latin words, or two numbers that it keeps apart.

    Between digits and marks it comes from letter-spacing: 84.7 %, 2023 - 2027, 3 . 76.
    """
    if not (before.isascii() and after.isascii() and before and after):
        return False
    return before.isalpha() or after.isalpha() or (before.isdigit() and after.isdigit())


def _widen(text: Traced) -> Traced:
    marks = [match.start() for match in _MARK.finditer(text.text)]
    if not marks:
        return text
    chars = list(text.text)
    brackets: list[int] = []
    for i in marks:
        char = chars[i]
        before, after = _neighbours(text.text, i)
        if char in _OPENING:
            brackets.append(i)
        elif char in _CLOSING and brackets:
            opened = brackets.pop()
            # a pair goes by what it encloses, follows and precedes: (really) stays among Latin
            enclosed = any(map(is_han, text.text[opened:i]))
            latin = any(char.isalpha() for char in text.text[opened:i]) and not enclosed
            around = _neighbours(text.text, opened)[0], after
            if enclosed or _chinese(around[0]) or (is_han(after or " ") and not latin):
                chars[opened], chars[i] = "（", "）"
        elif _is_number(text.text[i - 1 : i], char, text.text[i + 1 : i + 2]):
            continue
        elif _chinese(before) or _chinese(after):
            chars[i] = _FULL_WIDTH[char]
    for opened in brackets:
        if any(map(_chinese, _neighbours(text.text, opened))):
            chars[opened] = "（"
    return text.replace_chars("".join(chars))


def _neighbours(text: str, i: int) -> tuple[str, str]:
    """Return the characters before and after ``i``, blanks passed over."""
    before, after = i - 1, i + 1
    while before >= 0 and text[before].isspace():
        before -= 1
    while after < len(text) and text[after].isspace():
        after += 1
    return text[before : before + 1] if before >= 0 else "", text[after : after + 1]


def _is_number(before: str, char: str, after: str) -> bool:
    """Return whether a mark stands inside a number or a time: ``1,000`` and ``12:30``."""
    return char in ",:" and before.isdigit() and after.isdigit()
