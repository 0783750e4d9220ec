"""Words that only chance puts together: 民政 in 人民政府, where 人民 and 政府 meet.

The field calls it overlapping ambiguity (交集型歧义): neighbouring characters look like a word, and
the words around them tear it apart. A reader who asks for that word wants other places first.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib import resources
from itertools import repeat
from operator import add

__all__ = ["MARGIN", "NO_WORD", "torn_words", "word_costs"]

_ZERO = ord("!")
MARGIN = 4
"""By how much the words around must be likelier: e times, in quarters of a nat. Against jieba's own
division of 265,000 characters of newspaper text, 15 of 71,359 words of two characters are then
taken for torn, and four fifths of those that it tears are found."""
NO_WORD = 1 << 20
"""What two characters cost that are no word."""
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def torn_words(text: str) -> list[int]:
    """Return where words of two characters begin that the words around them tear apart, rising.

    Places count UTF-16 units of a text in its search form. A word is torn where a division of the
    six characters around it that crosses it is likelier than any that keeps it, by the frequencies
    of words up to two characters (``data/build_word_costs.py``).

    >>> torn_words("在人民政府"), torn_words("由民政厅")
    ([2], [])
    """
    words, chars, rare = word_costs()
    text = _ASTRAL.sub("\ufffd\ufffd", text)
    costs = map(words.get, map(add, text, text[1:]), repeat(NO_WORD))
    pairs = [NO_WORD, NO_WORD, *costs, NO_WORD, NO_WORD, NO_WORD]
    single = [0, 0, *map(chars.get, text, repeat(rare)), 0, 0]
    # Most are passed over here, where what stands farther off is thought to be no word.
    rows = zip(
        pairs[1:],
        pairs[2:],
        pairs[3:],
        single[1:],
        single[2:],
        single[3:],
        single[4:],
        strict=False,
    )
    doubtful = [
        at
        for at, (left, pair, right, beside, first, second, next_to) in enumerate(rows)
        if pair < NO_WORD
        and (
            left + second + MARGIN < beside + pair
            or first + right + MARGIN < pair + next_to
            or left + right + MARGIN < beside + pair + next_to
        )
    ]
    found = []
    for at in doubtful:
        before, left, pair, right, after = pairs[at : at + 5]
        farther, beside, first, second, next_to, beyond = single[at : at + 6]
        ahead = min(farther + beside, before)
        behind = min(next_to + beyond, after)
        across = min(
            farther + left + second + behind,
            ahead + first + right + beyond,
            farther + left + right + beyond,
        )
        if across + MARGIN < ahead + pair + behind:
            found.append(at)
    return found


@cache
def word_costs() -> tuple[dict[str, int], dict[str, int], int]:
    """Return what words of two characters cost, what single ones do, and the most of these."""
    data = resources.files("generator.text").joinpath("data/word_costs.txt.gz").read_bytes()
    words: dict[str, int] = {}
    chars: dict[str, int] = {}
    for row in gzip.decompress(data).decode().splitlines():
        first = row[0]
        chars[first] = ord(row[1]) - _ZERO
        for second, cost in zip(row[2::2], row[3::2], strict=True):
            words[first + second] = ord(cost) - _ZERO
    return words, chars, max(chars.values())
