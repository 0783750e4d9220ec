"""What a word list shows about neighbouring characters: words cut in two, torn words, turned text.

A word is torn where only chance puts it together: 民政 in 人民政府, where 人民 and 政府 meet. The
field calls it overlapping ambiguity (交集型歧义): neighbouring characters look like a word, and the
words around them tear it apart. A reader who asks for that word wants other places first.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib import resources
from itertools import repeat
from operator import add

__all__ = ["MARGIN", "NO_WORD", "parts_a_word", "reads_forwards", "torn_words", "word_costs"]

_ZERO = ord("!")
MARGIN = 4
"""By how much the words around must be likelier: e times, in quarters of a nat. Against jieba's own
division of 265,000 characters of newspaper text, 15 of 71,359 words of two characters are then
taken for torn, and four fifths of those that it tears are found."""
NO_WORD = 1 << 20
"""What two characters cost that are no word."""
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_WORDS_A_CHARACTER = 0.5
"""Nats: two words meet more often than chance says, as words are shorter than two characters."""
_UNKNOWN = 1.0
"""Nats taken off for a character that the table lacks."""
_ROW = re.compile("([0-9])([^0-9]+)")
_MOST_PAIRS = 1 << 17
"""Pairs of characters that are kept, a few megabytes of them."""
_HAN = re.compile("[㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff]{2,}")
"""A run of what ``is_han`` calls Chinese."""


def parts_a_word(before: str, after: str) -> bool:
    """Return whether a cut between ``before`` and ``after`` most likely parts a word.

    Only two Chinese characters that stand inside words far more often than between them count
    (``data/build_word_tables.py``): a true answer is strong evidence that the text goes on, a false
    one says little.

    >>> parts_a_word("引导鼓励公", "益慈善力量"), parts_a_word("满意度提高了", "近日，会议召开")
    (True, False)
    """
    return bool(before and after) and after[0] in _following().get(before[-1], "")


@cache
def _following() -> dict[str, str]:
    data = resources.files("generator.text").joinpath("data/pairs.txt.gz").read_bytes()
    rows = gzip.decompress(data).decode().splitlines()
    return {row[0]: row[1:] for row in rows}


def torn_words(text: str) -> list[int]:
    """Return where words of two characters begin that the words around them tear apart, rising.

    Places count UTF-16 units of a text in its search form. A word is torn where a division of the
    six characters around it that crosses it is likelier than any that keeps it, by the frequencies
    of words up to two characters (``data/build_word_tables.py``).

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


def reads_forwards(text: str) -> tuple[float, int]:
    """Return how much better each two Chinese characters of ``text`` read in order than turned
    round, in nats, summed, and how many such pairs there are.

    By a table made of a word list (``data/build_word_tables.py``): two characters that no word has
    side by side are the end of one and the beginning of the next.

    >>> reads_forwards("民政局，好")[0] > 0, reads_forwards("民政局，好")[1]
    (True, 2)
    """
    nats, total, count = _turned().__getitem__, 0.0, 0
    for run in _HAN.findall(text):
        count += len(run) - 1
        total += sum(map(nats, map(add, run, run[1:])))
    return total, count


class _Turned(dict[str, float]):
    """How much better each pair of characters reads in its order than turned round.

    All numbers are multiples of a half, so that sums don't depend on their order.
    """

    def __missing__(self, pair: str) -> float:
        if len(self) >= _MOST_PAIRS:
            self.clear()
        nats = self[pair] = _between(*pair) - _between(*reversed(pair))
        return nats


@cache
def _turned() -> _Turned:
    return _Turned()


def _between(x: str, y: str) -> float:
    level = _table().get(x, (0.0, 0.0, {}))[2].get(y)
    return _end(x) + _start(y) + _WORDS_A_CHARACTER if level is None else level


def _end(char: str) -> float:
    known = _table().get(char)
    return -_UNKNOWN if known is None else known[0]


def _start(char: str) -> float:
    known = _table().get(char)
    return -_UNKNOWN if known is None else known[1]


@cache
def _table() -> dict[str, tuple[float, float, dict[str, float]]]:
    data = resources.files("generator.text").joinpath("data/junctions.txt.gz").read_bytes()
    table: dict[str, tuple[float, float, dict[str, float]]] = {}
    for row in gzip.decompress(data).decode().splitlines():
        following = {char: float(level) for level, chars in _ROW.findall(row[3:]) for char in chars}
        table[row[0]] = (-int(row[1]) / 2, -int(row[2]) / 2, following)
    return table
