"""Builds ``pairs.txt.gz``: pairs of characters that stand inside words rather than across them.

Source: the word list of jieba 0.42.1 (MIT licence; ``dict.txt``, 349,046 words with frequencies).
A pair is kept if, by those frequencies, it is at least e² times as common within words as between
the end of one and the beginning of the next, and not rare. Run it again for another word list::

    python generator/text/data/build_pairs.py
"""

from __future__ import annotations

import gzip
import math
from collections import Counter
from importlib import resources
from itertools import pairwise
from pathlib import Path

LEAST_RATIO = 2.0
"""Natural logarithm. Of true column breaks inside a sentence 43 in 100 part such a pair, of false
ones 1.5 in 100 (6,000 breaks each, made at random in newspaper paragraphs)."""
LEAST_COUNT = 20
"""Occurrences, by the word list's frequencies."""


def main() -> None:
    """Write the table beside this script; the same word list gives the same bytes."""
    inside: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    words = resources.files("jieba").joinpath("dict.txt").read_text("utf-8")
    for row in words.splitlines():
        word, count = row.split(" ")[:2]
        starts[word[0]] += int(count)
        ends[word[-1]] += int(count)
        for first, second in pairwise(word):
            inside[first + second] += int(count)
    total = starts.total()
    following: dict[str, list[str]] = {}
    for pair, seen in sorted(inside.items()):
        first, second = pair[0], pair[1]
        across = ends[first] * starts[second] / total
        if seen > LEAST_COUNT and math.log((seen + 0.5) / (across + 0.5)) > LEAST_RATIO:
            following.setdefault(first, []).append(second)
    text = "".join(f"{first}{''.join(seconds)}\n" for first, seconds in following.items())
    target = Path(__file__).with_name("pairs.txt.gz")
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
