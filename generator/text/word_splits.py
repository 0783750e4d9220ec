"""Whether text goes on over a cut, told by the characters at its edges and the quotes left open."""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib import resources

__all__ = ["open_quotes", "parts_a_word"]

_QUOTES = re.compile("[“‘”’]")


def parts_a_word(before: str, after: str) -> bool:
    """Return whether a cut between ``before`` and ``after`` most likely parts a word.

    Only two Chinese characters that stand inside words far more often than between them count
    (``data/build_pairs.py``): a true answer is strong evidence that the text goes on, a false one
    says little.

    >>> parts_a_word("引导鼓励公", "益慈善力量"), parts_a_word("满意度提高了", "近日，会议召开")
    (True, False)
    """
    return bool(before and after) and after[0] in _following().get(before[-1], "")


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


@cache
def _following() -> dict[str, str]:
    data = resources.files("generator.text").joinpath("data/pairs.txt.gz").read_bytes()
    rows = gzip.decompress(data).decode().splitlines()
    return {row[0]: row[1:] for row in rows}
