"""Builds ``word_costs.txt.gz``: how rare words of one and of two characters are.

Source: the word list of jieba 0.42.1 (MIT licence; ``dict.txt``, 349,046 words with frequencies).
A line holds a character, what it costs as a word by itself, and each character that makes a word
with it, with what that word costs. A cost is the negative logarithm of the word's share of all
words, in quarters of a nat, written as the character of that number above ``!``. Run it again for
another word list::

    python generator/text/data/build_word_costs.py
"""

from __future__ import annotations

import gzip
import math
from importlib import resources
from pathlib import Path

STEPS = 4
"""Steps to the nat: a finer one tells nothing that these frequencies would bear."""
ZERO = "!"


def main() -> None:
    """Write the table beside this script; the same word list gives the same bytes."""
    words = resources.files("jieba").joinpath("dict.txt").read_text("utf-8")
    counts: dict[str, int] = {}
    for row in words.splitlines():
        word, count = row.split(" ")[:2]
        counts[word] = max(int(count), 1)
    total = sum(counts.values())

    def cost(word: str) -> str:
        return chr(ord(ZERO) + round(STEPS * math.log(total / counts.get(word, 1))))

    following: dict[str, list[str]] = {}
    for word in sorted(counts):
        seconds = following.setdefault(word[0], [])
        if len(word) == 2:
            seconds.append(word[1] + cost(word))
    text = "".join(f"{first}{cost(first)}{''.join(rest)}\n" for first, rest in following.items())
    target = Path(__file__).with_name("word_costs.txt.gz")
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
