"""Named sets of characters, and how wide a line of them was set.

The sets are the one place where punctuation is listed; patterns elsewhere are assembled from
them by name. Sources: GB/T 15834-2011 (punctuation), CLREQ section 3 (widths).
"""

from __future__ import annotations

import re

__all__ = [
    "BULLETS",
    "CLOSERS",
    "FULL_STOPS",
    "NEVER_FIRST",
    "NEVER_LAST",
    "OPENERS",
    "PAUSES",
    "SENTENCE_ENDS",
    "ends_sentence",
    "is_han",
    "is_wide",
    "leads_on",
    "line_width",
    "open_quotes",
    "strip_closers",
]

FULL_STOPS = "。"
"""Ends a sentence and nothing else: never the end of a headline."""
SENTENCE_ENDS = "。！？!?…"
"""点号 that can end a sentence; a headline may end with any but the full stop."""
_LEADS_ON = frozenset("的和与及或把被而且并")
"""Function words (虚词) with which neither sentence nor headline ends."""
PAUSES = "，,、；;：:"
"""点号 inside a sentence: more must follow."""
CLOSERS = "”’」』）)】〕》〉＞]\"'"
"""The closing half of a pair of marks; may follow a sentence's end."""
OPENERS = "“‘「『（(【〔《〈＜["
"""The opening half of a pair of marks, where it is another one than the closing half."""
NEVER_FIRST = "”’」』）)】〕》〉、，。；：！？,;!?%％·"
"""行首禁则 (CLREQ): marks that no line begins with …"""
NEVER_LAST = "“‘「『（(《〈【"
"""… and 行尾禁则: those that none ends with."""
BULLETS = "■□▲△◆◇●○◎★☆▶►•▪❖➢✓"
"""Ornaments set before bylines and short items."""
_END_MARKS = BULLETS + "①②③④⑤⑥⑦⑧⑨⑩"
"""What a printer sets after the last stop of a text: an end mark, the number of a note."""
_AFTER_THE_END = CLOSERS + ".．" + _END_MARKS
"""Where a text ends with one of these, or a blank, what stands before it tells."""
_SIGNED = re.compile("[。！？…][”’」』]?[ \\t\u3000]*[（(][^（()）。！？；]{1,18}[）)]$")
"""A few words in brackets after the last stop: who wrote it, （完）, the number of a picture."""
_WIDE_LATIN = "“”‘’…—·"
"""Marks that Unicode calls ambiguous and a Chinese page sets one em wide."""
_HALF_WIDTH_MARKS = ",;:()!?"
"""Half-width forms that stand for full-width ones in many dumps: the page set them one em wide."""
_WIDE_CLASS = f"{_WIDE_LATIN}{_HALF_WIDTH_MARKS}⺀-\u2fff\u3001-\U0010ffff"
_ALL_WIDE = re.compile(f"[{_WIDE_CLASS}]*")
_THIN = re.compile(rf"[^\s{_WIDE_CLASS}]+\s?")
"""Half an em each, and the blank beside them another half."""
_BLANK = re.compile(r"\s")
_QUOTES = re.compile("[“‘”’]")


def is_han(char: str) -> bool:
    """Return whether ``char`` is a Chinese ideograph (or 〇).

    >>> [is_han(c) for c in "民〇A，"]
    [True, True, False, False]
    """
    return (
        "一" <= char <= "鿿"
        or "㐀" <= char <= "䶿"
        or char == "〇"
        or "豈" <= char <= "﫿"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def is_wide(char: str) -> bool:
    """Return whether a Chinese page sets ``char`` one em wide."""
    return ord(char) >= 0x2E80 or char in _WIDE_LATIN or char in _HALF_WIDTH_MARKS


def line_width(text: str) -> float:
    """Return the width of a line in ems.

    Blanks count only beside Latin letters and digits, where the page sets a thin space; elsewhere
    dumps put them where justification opened a gap, and they say nothing.

    >>> line_width("工作推进会会议精神， 有效防"), line_width("有 142 家")
    (13.0, 4.0)
    """
    if _ALL_WIDE.fullmatch(text):
        return float(len(text))
    thin = sum(map(len, _THIN.findall(text)))
    blanks = len(_BLANK.findall(_THIN.sub("", text))) if _BLANK.search(text) else 0
    return len(text) - 0.5 * thin - blanks


def strip_closers(text: str) -> str:
    """Return ``text`` without blanks and closing marks at its end.

    >>> strip_closers("他说：“好。” ")
    '他说：“好。'
    """
    return text.rstrip().rstrip(CLOSERS + " \t\u3000").rstrip()


def leads_on(text: str) -> bool:
    """Return whether ``text`` ends with a pause or a word that only more text can follow.

    >>> leads_on("各地要把老年人的"), leads_on("办好食堂，"), leads_on("办好食堂")
    (True, True, False)
    """
    return (text[-1:] or " ") in PAUSES or text[-1:] in _LEADS_ON


def ends_sentence(text: str) -> bool:
    """Return whether ``text`` ends as a sentence ends, closing marks allowed after it.

    After a Chinese character a point is a full stop that OCR read, or a writer typed, as ASCII.

    >>> ends_sentence("主持会议。”"), ends_sentence("主持会议，"), ends_sentence("（试行）")
    (True, False, False)
    >>> ends_sentence("主持会议."), ends_sentence("No. 1.")
    (True, False)
    >>> ends_sentence("学校停课。（王小明）"), ends_sentence("三年了。■"), ends_sentence("标题■")
    (True, True, False)
    """
    last = text[-1:]
    if last and last not in _AFTER_THE_END and not last.isspace():
        return last in SENTENCE_ENDS
    if _SIGNED.search(text.rstrip()[-24:]):
        return True
    core = strip_closers(text.rstrip().rstrip(_END_MARKS))
    if core[-1:] in tuple(SENTENCE_ENDS):
        return True
    return core[-1:] in (".", "．") and is_han(core[:-1].rstrip()[-1:] or ".")


def open_quotes(text: str) -> int:
    """Return how many quotation marks are still open at the end of ``text``; negative if closed.

    >>> open_quotes("他说：“好"), open_quotes("好。”他说。")
    (1, -1)
    """
    depth = low = 0
    for mark in _QUOTES.findall(text):
        depth += 1 if mark in "“‘" else -1
        low = min(low, depth)
    return depth if depth > 0 else low
