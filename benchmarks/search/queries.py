"""What people search an archive for, drawn from its texts, and which articles truly hold it.

The classes are those that were measured on the peers before the first line of our own search.
Truth is what a plain look through all folded texts finds: no index and no engine has a part in it.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from benchmarks.search.corpus import SURNAMES
from generator.publish import Searched
from generator.text.search_form import search_form, simplified_forms

__all__ = ["Query", "Truth", "drawn"]

SAMPLE = 250
"""Articles that queries are drawn from, evenly over all."""
WORDS = 10_000
"""Words of the dictionary that may become queries: the most frequent."""
_UNITS = "亿元|万人|个|名|家|场次|公里"
_PATTERNS = {
    "document with 《》": r"《[^《》]+》",
    "document without 《》": r"(?<=《)[^《》]+(?=》)",
    "number with its unit": rf"(?<![\d.])\d[\d.]*(?:{_UNITS})",
    "per cent": r"(?<![\d.])\d[\d.]*%",
    "bare number": r"(?<![\d.])\d{1,2}(?:\.\d+)?(?!\d)",
    "quoted": r"“[^“”]+”",
}


@dataclass(frozen=True, slots=True)
class Query:
    """One query: what is typed, and of which class it is. Blanks part phrases that are all held."""

    kind: str
    text: str


class Truth:
    """The texts of all articles as they are compared, to look through."""

    def __init__(self, articles: Iterable[Searched]) -> None:
        """Take in the articles; no query reaches from one part of them into the next."""
        self.ids: list[str] = []
        self._texts: list[str] = []
        for article in articles:
            self.ids.append(article.id)
            parts = (*article.head, *article.body)
            self._texts.append("\n".join(search_form(text) for _, text in parts))

    def of(self, query: Query) -> list[int]:
        """Return the numbers of the articles that hold every phrase of a query, rising.

        >>> from generator.publish import Searched
        >>> truth = Truth([Searched(id="a", title="", body=(("p1", "社会组织"),))])
        >>> truth.of(Query("traditional", "社會 組")), truth.of(Query("phrase", "组会"))
        ([0], [])
        """
        forms = [search_form(phrase) for phrase in query.text.split()]
        held = (all(form in text for form in forms) for text in self._texts)
        return [number for number, holds in enumerate(held) if holds]


def drawn(articles: Collection[Searched], each: int = 4, seed: int = 1) -> list[Query]:
    """Return ``each`` queries of every class, all different, the same at every run."""
    step = max(1, len(articles) // SAMPLE)
    sample = [article for number, article in enumerate(articles) if number % step == 0]
    lot = random.Random(seed)
    found: dict[str, Query] = {}
    for kind, draw in _classes(sample).items():
        wanted = len(found) + each
        for _ in range(200 * each):  # a small corpus may not hold that many
            text = draw(lot)
            if text:
                found.setdefault(text, Query(kind, text))
            if len(found) == wanted:
                break
    return list(found.values())


def _classes(sample: list[Searched]) -> dict[str, Callable[[random.Random], str]]:
    texts = [text for article in sample for _, text in (*article.head, *article.body)]
    known = _dictionary()
    places = sorted({article.region_name for article in sample if article.region})
    agencies = sorted({name for article in sample for _, name in article.agencies})
    # Words as the dictionary parts them; the frequent ones are in more articles than the rare.
    words = sorted(known, key=lambda word: (-known[word], word))[:WORDS]
    held = "\n".join(texts)
    words = [word for word in words if word in held]
    units = [char for char, _ in Counter(held).most_common() if "\u4e00" <= char <= "\u9fff"]

    def word(size: int) -> Callable[[random.Random], str]:
        return _ranked([one for one in words if len(one) == size])

    def stretch(least: int, most: int) -> Callable[[random.Random], str]:
        def draw(lot: random.Random) -> str:
            text, size = lot.choice(texts), lot.randint(least, most)
            start = lot.randint(0, max(0, len(text) - size))
            found = text[start : start + size]
            # Half of a pair of quotation marks is taken for what it is, and holds nothing together.
            return found if len(found) >= least and not re.search("[“”《》\\s]", found) else ""

        return draw

    def match(pattern: str) -> Callable[[random.Random], str]:
        found = sorted({match for text in texts for match in re.findall(pattern, text)})
        return lambda lot: lot.choice(found) if found else ""

    def several(count: int) -> Callable[[random.Random], str]:
        def draw(lot: random.Random) -> str:
            body = "".join(text for _, text in lot.choice(sample).body)
            of_body = [one for one in words[: 3000 // count] if len(one) > 1 and one in body]
            return " ".join(lot.sample(of_body, count)) if len(of_body) >= count else ""

        return draw

    common = [word(2), word(4)]
    dates = [match(pattern) for pattern in _DATES]
    mixed = [match(pattern) for pattern in _PATTERNS.values()]
    return {
        "word of 2": word(2),
        "word of 3": word(3),
        "word of 4": word(4),
        "place in dictionaries": _one_of([name for name in places if name in known]),
        "place in none": _one_of([name for name in places if name not in known]),
        "agency": _one_of(agencies),
        "phrase": stretch(5, 10),
        **{kind: match(_PATTERNS[kind]) for kind in list(_PATTERNS)[:2]},
        "name": match(f"(?=([{SURNAMES}][\u4e00-\u9fff]{{2}}))"),
        "single character": _ranked(units),
        **{kind: match(_PATTERNS[kind]) for kind in list(_PATTERNS)[2:5]},
        "date": lambda lot: lot.choice(dates)(lot),
        "quoted": match(_PATTERNS["quoted"]),
        "width variant": lambda lot: _widened(lot.choice(mixed)(lot)),
        "traditional": lambda lot: _traditional(lot.choice(common)(lot)),
        "two words": several(2),
        "three words": several(3),
        "long sentence": stretch(20, 60),
    }


_DATES = (r"\d{4}年\d+月\d+日", r"\d+月\d+日", r"\d{4}年", r"\d{4}年\d+月")


def _one_of(names: list[str]) -> Callable[[random.Random], str]:
    return lambda lot: lot.choice(names) if names else ""


def _ranked(found: list[str]) -> Callable[[random.Random], str]:
    """Return what draws the first, then the others, those at the beginning more often.

    People search for what is frequent, and the most frequent costs most.
    """
    first = found[:1]

    def draw(lot: random.Random) -> str:
        if first:
            return first.pop()
        return found[int(len(found) * lot.random() ** 3)] if found else ""

    return draw


def _widened(text: str) -> str:
    """Return the text with its ASCII characters at full width, or nothing if it has none.

    >>> _widened("5.3%"), _widened("意见")
    ('５．３％', '')
    """
    wide = re.sub(r"[!-~]", lambda match: chr(ord(match[0]) + 0xFEE0), text)
    return wide if wide != text else ""


def _traditional(text: str) -> str:
    """Return the text in traditional characters, or nothing if it has none.

    >>> _traditional("社会组织") != "社会组织", _traditional("一二")
    (True, '')
    """
    changed = "".join(_originals().get(char, char) for char in text)
    return changed if changed != text and search_form(changed) == search_form(text) else ""


@cache
def _originals() -> dict[str, str]:
    return {image: char for char, image in sorted(simplified_forms().items(), reverse=True)}


@cache
def _dictionary() -> dict[str, int]:
    return {word: count for word, count in _rows() if re.fullmatch(r"[\u4e00-\u9fff]+", word)}


def _rows() -> Iterator[tuple[str, int]]:
    for row in resources.files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines():
        word, count, *_ = row.split(" ")
        yield word, int(count)
