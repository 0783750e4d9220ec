"""Builds the tables of a word list: ``pairs``, ``junctions`` and ``word_costs`` (``.txt.gz``).

Source: the word list of jieba 0.42.1 (MIT licence; ``dict.txt``, 349,046 words with frequencies).
Run it again for another list; the same list gives the same bytes::

    python generator/text/data/build_word_tables.py
"""

from __future__ import annotations

import gzip
import math
from collections import Counter, defaultdict
from importlib import resources
from itertools import pairwise
from pathlib import Path

LEAST_RATIO = 2.0
"""Natural logarithm. Of true column breaks inside a sentence 43 in 100 part such a pair, of false
ones 1.5 in 100 (6,000 breaks each, made at random in newspaper paragraphs)."""
LEAST_COUNT = 20
"""Occurrences, by the word list's frequencies."""
LEAST_GAIN = 0.7
"""Nats that the pair's own count must add to what the two characters tell by themselves."""
HIGHEST = 9
"""One digit a figure."""
STEPS = 4
"""Steps to the nat: a finer one tells nothing that these frequencies would bear."""
ZERO = "!"

Words = list[tuple[str, int]]
"""Words with their frequencies, in the order of the list."""


def word_list() -> Words:
    """Return the list."""
    rows = resources.files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines()
    return [(word, int(count)) for word, count in (row.split(" ")[:2] for row in rows)]


def pairs(words: Words) -> str:
    """Return which pairs of characters stand inside words rather than across them.

    A pair is kept if it is at least e² times as common within words as between the end of one and
    the beginning of the next, and not rare. One row a character, with those that follow it.
    """
    inside: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for word, count in words:
        starts[word[0]] += count
        ends[word[-1]] += count
        for first, second in pairwise(word):
            inside[first + second] += count
    total = starts.total()
    following: dict[str, list[str]] = {}
    for pair, seen in sorted(inside.items()):
        first, second = pair[0], pair[1]
        across = ends[first] * starts[second] / total
        if seen > LEAST_COUNT and math.log((seen + 0.5) / (across + 0.5)) > LEAST_RATIO:
            following.setdefault(first, []).append(second)
    return "".join(f"{first}{''.join(seconds)}\n" for first, seconds in following.items())


def junctions(words: Words) -> str:
    """Return how much likelier two characters stand side by side than by chance.

    One row a character: the character, how seldom it ends a word, how seldom it begins one (both in
    half nats, 0 to 9), then the characters that follow it within words, each group after its level,
    the logarithm of the ratio in whole nats, 0 to 9. Pairs that stand together only as the end of
    one word and the beginning of the next are left to the first two figures.
    """
    inside: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for word, count in words:
        if not all("㐀" <= char <= "鿿" for char in word):
            continue
        starts[word[0]] += count
        ends[word[-1]] += count
        for char in word:
            seen[char] += count
        for first, second in pairwise(word):
            inside[first + second] += count
    total, characters = starts.total(), seen.total()
    levels: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for pair, count in sorted(inside.items()):
        first, second = pair[0], pair[1]
        chance = seen[first] * seen[second] / characters
        across = (ends[first] + 0.5) * (starts[second] + 0.5) / total
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
    return "".join(rows)


def word_costs(words: Words) -> str:
    """Return how rare words of one and of two characters are.

    A line holds a character, what it costs as a word by itself, and each character that makes a
    word with it, with what that word costs. A cost is the negative logarithm of the word's share of
    all words, in quarters of a nat, written as the character of that number above ``!``.
    """
    counts = {word: max(count, 1) for word, count in words}
    total = sum(counts.values())

    def cost(word: str) -> str:
        return chr(ord(ZERO) + round(STEPS * math.log(total / counts.get(word, 1))))

    following: dict[str, list[str]] = {}
    for word in sorted(counts):
        seconds = following.setdefault(word[0], [])
        if len(word) == 2:
            seconds.append(word[1] + cost(word))
    return "".join(f"{first}{cost(first)}{''.join(rest)}\n" for first, rest in following.items())


def main() -> None:
    """Write the tables beside this script."""
    words = word_list()
    for table in (pairs, junctions, word_costs):
        target = Path(__file__).with_name(f"{table.__name__}.txt.gz")
        target.write_bytes(gzip.compress(table(words).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
