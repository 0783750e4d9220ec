"""What of an article's text a script can make of the page's own, where both stand on one page."""

from __future__ import annotations

import re

from generator.publish.escape import escape_kept

__all__ = ["from_pieces"]

_BLANKS = re.compile(r"[\s\ufeff]+")
_WIDE = str.maketrans(",;:()!?", "，；：（）！？")


def from_pieces(printed: str, text: str) -> str | None:
    """Return how the text comes of what was printed; ``None`` where it does not.

    ``""`` says without its blanks and line breaks, ``"w"`` with wide punctuation, too:
    ``assets/as-printed.js`` does the same. Most differ by nothing else.

    >>> from_pieces("村里办起\\n 食堂。", "村里办起食堂。"), from_pieces("好,(一)", "好，（一）")
    ('', 'w')
    >>> from_pieces("（一） 好", "（一） 好") is None
    True
    """
    if "\N{REPLACEMENT CHARACTER}" in escape_kept(printed):
        return None  # a browser never sees what was there
    plain = _BLANKS.sub("", printed)
    if plain == text:
        return ""
    return "w" if plain.translate(_WIDE) == text else None
