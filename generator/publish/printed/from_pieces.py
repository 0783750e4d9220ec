"""What of an article's text a script can make of the page's own, where both stand on one page."""

from __future__ import annotations

import re

from generator.publish.escape import escape_kept

__all__ = ["from_pieces"]

_BLANKS = re.compile(r"[\s\ufeff]+")
_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
"""What a browser is given as a line break (``escape_kept``)."""
_WIDE = str.maketrans(",;:()!?", "，；：（）！？")


def from_pieces(printed: str, text: str) -> str | None:
    """Return how the text comes of what was printed; ``None`` where it does not.

    ``""`` says without its blanks and line breaks; ``b``, with one blank where there are some
    within a line; ``w``, with wide punctuation: ``assets/as-printed.js`` does the same. Most texts
    differ by nothing else.

    >>> from_pieces("村里办起\\n 食堂。", "村里办起食堂。"), from_pieces("好,(一)", "好，（一）")
    ('', 'w')
    >>> from_pieces("本报记者  李庆", "本报记者 李庆"), from_pieces("甲 乙", "甲，乙")
    ('b', None)
    """
    if "\N{REPLACEMENT CHARACTER}" in escape_kept(printed):
        return None  # a browser never sees what was there
    plain = _BLANKS.sub("", printed)
    spaced = _BLANKS.sub(lambda run: "" if _BREAK.search(run[0]) else " ", printed).strip(" ")
    for how, made in (("", plain), ("b", spaced)):
        if made == text:
            return how
        if made.translate(_WIDE) == text:
            return f"{how}w"
    return None
