"""Builds ``junctions.txt.gz``: how much likelier two characters stand side by side than by chance.

Source: the word list of jieba 0.42.1 (MIT licence; ``dict.txt``, 349,046 words with frequencies).
One row a character: the character, how seldom it ends a word, how seldom it begins one (both in
half nats, 0 to 9), then the characters that follow it within words, each group after its level, the
logarithm of the ratio in whole nats, 0 to 9. Pairs that stand together only as the end of one word
and the beginning of the next are left to the first two figures. Run it again for another list::

    python generator/text/data/build_junctions.py
"""

from __future__ import annotations

import gzip
import math
from collections import Counter, defaultdict
from importlib import resources
from itertools import pairwise
from pathlib import Path

LEAST_GAIN = 0.7
"""Nats that the pair's own count must add to what the two characters tell by themselves."""
LEAST_COUNT = 20
"""Occurrences, by the word list's frequencies."""
HIGHEST = 9
"""One digit a figure."""


def main() -> None:
    """Write the table beside this script; the same word list gives the same bytes."""
    inside: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for row in resources.files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines():
        word, frequency = row.split(" ")[:2]
        if not all("㐀" <= char <= "鿿" for char in word):
            continue
        count = int(frequency)
        starts[word[0]] += count
        ends[word[-1]] += count
        for char in word:
            seen[char] += count
        for first, second in pairwise(word):
            inside[first + second] += count
    words, characters = starts.total(), seen.total()
    levels: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for pair, count in sorted(inside.items()):
        first, second = pair[0], pair[1]
        chance = seen[first] * seen[second] / characters
        across = (ends[first] + 0.5) * (starts[second] + 0.5) / words
        gain = math.log((count + across) / across)
        if count >= LEAST_COUNT and gain > LEAST_GAIN:
            level = round(math.log((count + across) / chance))
            levels[first][max(0, min(HIGHEST, level))].append(second)
    rows = []
    for char, count in sorted(seen.items()):
        if count < LEAST_COUNT:
            continue
        edges = "".join(
            str(min(HIGHEST, round(-2 * math.log((edge[char] + 0.5) / (count + 1)))))
            for edge in (ends, starts)
        )
        groups = "".join(f"{n}{''.join(chars)}" for n, chars in sorted(levels[char].items()))
        rows.append(f"{char}{edges}{groups}\n")
    target = Path(__file__).with_name("junctions.txt.gz")
    target.write_bytes(gzip.compress("".join(rows).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
