"""Pages with their gold: which article, and which part of it, each character belongs to."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["FURNITURE", "LABEL", "GoldPage", "Place", "digest_of", "read_pages"]

FURNITURE = -1
"""Article number of what belongs to none."""
LABEL = -2
"""That of a label (栏目), which several articles may share."""
_HEAD = ("kicker", "title", "subtitle", "byline")
_BEYOND = 200
"""Characters below a line within which two places are told apart that both have the line."""
_LONGEST_SEED = 4
"""Characters by which a place in the gold is looked up."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the gold one character of a page stands."""

    article: int
    """Number of the article on its page, :data:`FURNITURE` for none, :data:`LABEL` for a label."""
    part: str
    """``kicker``, ``title``, ``subtitle``, ``byline``, ``lead``, ``p``, ``h``, ``credit``."""
    block: int
    """Number of the paragraph or subhead in its article, -1 for the other parts."""
    offset: int
    """Number of the character in its part of the article; body parts are counted as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """A page's text and its articles."""

    name: str
    text: str
    gold: Sequence[Mapping[str, Any]]
    """The articles in the form of score.py."""
    group: str
    """What must stay on one side of a split: the real page whose articles it prints."""
    source: str
    """Tool and layout that made it, for figures by source."""

    def places(self) -> dict[int, Place]:
        """Return the place of every character by its offset: some 50 ms for a page."""
        return place_characters(self.text, self.gold)


def read_pages(folder: Path) -> Iterator[GoldPage]:
    """Yield the pages of ``folder``: ``gold.json``, ``pages/``, ``layout.json`` if there is one.

    Raises ``FileNotFoundError`` for a page that the gold names and the folder lacks.
    """
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    made = folder / "layout.json"
    layout = json.loads(made.read_text("utf-8")) if made.exists() else {}
    for name in sorted(gold):
        text = (folder / "pages" / name).read_text("utf-8")
        how = layout.get(name, {})
        yield GoldPage(
            name=name,
            text=text,
            gold=gold[name],
            group=how.get("group", name),
            source=f"{how.get('family', '')}/{how.get('tool', '')}/{how.get('order', '')}",
        )


def place_characters(text: str, articles: Sequence[Mapping[str, Any]]) -> dict[int, Place]:
    """Return the place of each character of ``text``; what no article has is furniture.

    Characters are compared as score.py compares them: by NFKC, without white space. From the
    page's start, the longest stretch of a line that some part of an article still lacks is taken
    from there; of two that are whole lines, the one that goes on farther in the lines below, for
    articles begin alike, and the one that goes on from the stretch before.
    """
    parts = [*_parts(articles)]
    where: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for n, (part, _) in enumerate(parts):
        for i in range(len(part)):
            for size in range(1, _LONGEST_SEED + 1):
                if i + size <= len(part):
                    where[part[i : i + size]].append((n, i))
    used = [bytearray(len(part)) for part, _ in parts]
    places: dict[int, Place] = {}
    chars = [*_flat(text, 0)]
    flat = "".join(char for char, _ in chars)
    lines = _line_ranges(text, [offset for _, offset in chars])
    # whole lines first: what no article has must not take from one the characters it needs
    for whole in (True, False):
        follows = (-1, -1)
        for line in lines:
            at = line.start
            while at < line.stop:
                known = places.get(chars[at][1])
                best = (
                    _longest(flat, at, line.stop, parts, used, where, follows)
                    if known is None
                    else None
                )
                if best is None or (whole and best[2] < len(line)):
                    if not whole:
                        places.setdefault(chars[at][1], Place(FURNITURE, "furniture", -1, at))
                    at = line.stop if whole else at + 1
                    follows = (-1, -1)
                    continue
                n, i, length = best
                for k in range(length):
                    places[chars[at + k][1]] = parts[n][1][i + k]
                    used[n][i + k] = 1
                follows = (n, i + length)
                at += length
    return places


def _line_ranges(text: str, offsets: Sequence[int]) -> list[range]:
    """Return which of the compared characters stand on each line."""
    found = []
    at = 0
    for line in re.finditer(r"[^\n]+", text):
        end = bisect_left(offsets, line.end())
        found.append(range(at, end))
        at = end
    return found


def _longest(
    flat: str,
    at: int,
    end: int,
    parts: Sequence[tuple[str, Sequence[Place]]],
    used: Sequence[bytearray],
    where: Mapping[str, Sequence[tuple[int, int]]],
    follows: tuple[int, int],
) -> tuple[int, int, int] | None:
    """Return part, place and length of what fits best from ``at`` to a line's ``end``, if any."""
    best: tuple[tuple[bool, int, bool, bool], tuple[int, int, int]] | None = None
    for size in range(min(_LONGEST_SEED, end - at), 0, -1):
        for n, i in where.get(flat[at : at + size], ()):
            part, taken = parts[n][0], used[n]
            length = 0
            while (
                at + length < min(len(flat), end + _BEYOND)
                and i + length < len(part)
                and part[i + length] == flat[at + length]
                and not taken[i + length]
            ):
                length += 1
            if length:
                begins = i == 0 or bool(taken[i - 1])
                key = (at + length >= end, length, (n, i) == follows, begins)
                if best is None or key > best[0]:
                    best = (key, (n, i, min(length, end - at)))
        if best is not None:
            return best[1]
    return None


def _parts(articles: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, list[Place]]]:
    """Yield each unbroken run of an article's text, as its page prints it, with its places."""
    for label in sorted({_flat_text(article.get("label")) for article in articles}):
        yield label, [Place(LABEL, "label", -1, i) for i in range(len(label))]
    for n, article in enumerate(articles):
        for part in _HEAD:
            flat = _flat_text(article.get(part))
            yield flat, [Place(n, part, -1, i) for i in range(len(flat))]
        run: list[tuple[str, Place]] = []
        offset = 0
        for block, (kind, text) in enumerate(article["body"]):
            flat = _flat_text(text)
            placed = [(c, Place(n, kind, block, offset + i)) for i, c in enumerate(flat)]
            offset += len(flat)
            if kind == "lead":
                yield flat, [place for _, place in placed]
            else:
                run += placed
        credit = _flat_text(article.get("credit"))
        run += [(c, Place(n, "credit", -1, i)) for i, c in enumerate(credit)]
        yield "".join(c for c, _ in run), [place for _, place in run]


def _flat_text(value: str | Sequence[str] | None) -> str:
    text = value if isinstance(value, str) or value is None else "".join(value)
    return "".join(char for char, _ in _flat(text or "", 0))


def _flat(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield the compared characters of ``text``, each with the offset it comes from."""
    for offset, char in enumerate(text, start):
        for folded in unicodedata.normalize("NFKC", char):
            if not folded.isspace():
                yield folded, offset


def digest_of(pages: Sequence[GoldPage]) -> str:
    """Return the hash of the texts of pages, in their order."""
    told = hashlib.sha256()
    for page in pages:
        told.update(page.text.encode())
    return told.hexdigest()
