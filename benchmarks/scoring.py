"""How right a reconstruction is, against pages that a person has put together.

A gold file is ``{page: [article, …]}``; an article has ``title`` and ``body``, a list of
``[kind, text]`` with kind ``lead``, ``p`` or ``h``, and where printed ``kicker``, ``subtitle``,
``label``, ``byline``, ``credit``. What is scored are the records of contract 4.2.

All texts are compared after NFKC and without white space, so that the width of a comma or a
blank beside a digit plays no part. The figures, each 1.0 at best:

=============  ===================================================================================
conservation   pages on which each character comes back as often as it stands there
body           mean likeness of the bodies (1 - indel distance / lengths); a missing article is 0
right          articles whose body is exactly right, in order and complete
title          articles with exactly their kicker, headline and subtitle, read in one
paragraph      F1 over paragraphs, leads and subheads of matched articles: same text, same kind
byline credit  articles with the right byline or credit, or rightly without
perfect        articles with all of this right
bcubed         BCubed F1 over sentences: which stand together in an article, in whatever order
=============  ===================================================================================

``count`` is the number of articles made for each one of the gold, 1.0 at best but not at most.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

__all__ = ["Score", "indel_similarity", "score", "score_pages"]

Record = Mapping[str, Any]
Paragraph = tuple[str, str]

KINDS = {"lead": "lead", "heading": "h", "h": "h"}
ENOUGH_OVERLAP = 0.3
"""Shared character pairs (Dice) above which two bodies can be the same article."""

IGNORABLE = frozenset("■□▲◆●◎()据:〈〉《》“”\"'‘’")
"""Characters that typography or the marks of bylines and credits may add or drop."""

_BLANKS = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<=[。！!？?;；])")
_MARKS = re.compile(r"^[■□▲◆●◎(\[]+|[)\]]+$")
_INTRODUCTION = re.compile(r"^(?:本报记者|记者|据|来源:|来源)")


@dataclass(slots=True)
class Score:
    """Sums over pages; :meth:`figures` makes shares of them."""

    pages: int = 0
    gold: int = 0
    made: int = 0
    conserved: int = 0
    likeness: float = 0.0
    right: int = 0
    title: int = 0
    byline: int = 0
    credit: int = 0
    perfect: int = 0
    paragraphs_right: int = 0
    paragraphs_made: int = 0
    paragraphs_gold: int = 0
    bcubed_precision: float = 0.0
    bcubed_recall: float = 0.0
    sentences: int = 0

    def __add__(self, other: Score) -> Score:
        """Return the score of the pages of both."""
        names = [field.name for field in fields(self)]
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in names})

    def figures(self) -> dict[str, float]:
        """Return the figures by name, rounded to four digits (``count`` to three)."""
        articles = max(self.gold, 1)
        precision = self.bcubed_precision / max(self.sentences, 1)
        recall = self.bcubed_recall / max(self.sentences, 1)
        both = self.paragraphs_made + self.paragraphs_gold
        shares = {
            "conservation": self.conserved / max(self.pages, 1),
            "body": self.likeness / articles,
            "right": self.right / articles,
            "title": self.title / articles,
            "paragraph": 2 * self.paragraphs_right / max(both, 1),
            "byline": self.byline / articles,
            "credit": self.credit / articles,
            "perfect": self.perfect / articles,
            "bcubed": 2 * precision * recall / max(precision + recall, 1e-9),
        }
        counts = {
            "pages": self.pages,
            "articles": self.gold,
            "count": round(self.made / articles, 3),
        }
        return counts | {name: round(share, 4) for name, share in shares.items()}

    def add_page(self, gold: Sequence[Record], records: Sequence[Record], text: str) -> None:
        """Add one page: its gold articles, all its records, and its own characters."""
        made = [record for record in records if "leftover" not in record]
        self.pages += 1
        self.gold += len(gold)
        self.made += len(made)
        self.conserved += is_conserved(records, text)
        self._add_sentences(gold, made)
        matches = match_bodies(gold, made)
        for i, wanted in enumerate(gold):
            self.paragraphs_gold += len(body(wanted))
            if i in matches:
                self._add_article(wanted, made[matches[i]])
        self.paragraphs_made += sum(len(body(record)) for record in made)

    def _add_article(self, wanted: Record, made: Record) -> None:
        want, have = body(wanted), body(made)
        want_text, have_text = body_text(wanted), body_text(made)
        self.paragraphs_right += (Counter(want) & Counter(have)).total()
        self.likeness += indel_similarity(want_text, have_text)
        checks = {
            "right": want_text == have_text,
            "title": headline(wanted) == headline(made),
            "byline": essence(wanted.get("byline")) == essence(made.get("byline")),
            "credit": essence(wanted.get("credit")) == essence(made.get("credit")),
        }
        for name, passed in checks.items():
            setattr(self, name, getattr(self, name) + passed)
        self.perfect += want == have and all(checks.values())

    def _add_sentences(self, gold: Sequence[Record], made: Sequence[Record]) -> None:
        """Add BCubed: for each sentence, how its gold article and its made article overlap."""
        home = first_homes(gold)
        found = first_homes(made)
        placed = {s: found.get(s, -1 - n) for n, s in enumerate(home)}  # unplaced: each alone
        shared = Counter((home[s], placed[s]) for s in home)
        of_gold, of_made = Counter(home.values()), Counter(placed.values())
        for (gold_article, made_article), n in shared.items():
            self.bcubed_precision += n * n / of_made[made_article]
            self.bcubed_recall += n * n / of_gold[gold_article]
        self.sentences += len(home)


def score(
    gold: Mapping[str, Sequence[Record]], texts: Mapping[str, str], records: Iterable[Record]
) -> dict[str, float]:
    """Return the figures for the ``records`` of all pages of ``gold``.

    ``texts`` holds the characters of each page. Records of other pages play no part.
    """
    return sum(score_pages(gold, texts, records).values(), Score()).figures()


def score_pages(
    gold: Mapping[str, Sequence[Record]], texts: Mapping[str, str], records: Iterable[Record]
) -> dict[str, Score]:
    """Return the score of each page of ``gold``, in its order."""
    by_page: dict[str, list[Record]] = {page: [] for page in gold}
    for record in records:
        if record["page"] in by_page:
            by_page[record["page"]].append(record)
    scores = {}
    for page, articles in gold.items():
        scores[page] = Score()
        scores[page].add_page(articles, by_page[page], texts[page])
    return scores


def folded(text: str | Sequence[str] | None) -> str:
    """Return text as it is compared: NFKC, no white space, lists run together."""
    whole = text if isinstance(text, str) else "".join(text or ())
    return _BLANKS.sub("", unicodedata.normalize("NFKC", whole))


def headline(record: Record) -> str:
    """Return kicker, headline and subtitle in one: where one ends is the printer's matter."""
    return "".join(folded(record.get(part)) for part in ("kicker", "title", "subtitle"))


def essence(text: str | None) -> str:
    """Return a byline or credit without its marks and its introduction.

    >>> essence("■本报记者 李庆"), essence("（据湖南省民政厅）")
    ('李庆', '湖南省民政厅')
    """
    return _INTRODUCTION.sub("", _MARKS.sub("", folded(text)))


def body(record: Record) -> list[Paragraph]:
    """Return the body's parts as kind (``lead``, ``p``, ``h``) and compared text."""
    parts = []
    for part in record.get("body", ()):
        kind, text = (part["kind"], part["text"]) if isinstance(part, Mapping) else part
        parts.append((KINDS.get(kind, "p"), folded(text)))
    return parts


def body_text(record: Record) -> str:
    """Return the whole body as it is compared."""
    return "".join(text for _, text in body(record))


def first_homes(records: Sequence[Record]) -> dict[str, int]:
    """Return for each sentence of more than four characters the first article that has it."""
    homes: dict[str, int] = {}
    for number, record in enumerate(records):
        for sentence in _SENTENCE_END.split(body_text(record)):
            if len(sentence) > 4:
                homes.setdefault(sentence, number)
    return homes


def match_bodies(gold: Sequence[Record], made: Sequence[Record]) -> dict[int, int]:
    """Return which made article stands for which gold one, by the character pairs they share.

    Best overlap first, ties in file order, each article once.
    """
    wanted, found = ([_pairs(body_text(r)) for r in records] for records in (gold, made))
    ranked = sorted((-_dice(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found))
    matches: dict[int, int] = {}
    for unlike, i, j in ranked:
        if -unlike > ENOUGH_OVERLAP and i not in matches and j not in matches.values():
            matches[i] = j
    return matches


def is_conserved(records: Sequence[Record], text: str) -> bool:
    """Tell whether the records hold each character of the page exactly as often as it does.

    A label that heads several articles stands once on the page.
    """
    back: Counter[str] = Counter()
    labels: set[str] = set()
    for record in records:
        if "leftover" in record:
            back.update(folded(record["leftover"]))
            continue
        if record.get("raw") is not None:
            back.update(folded(record["raw"]))
            continue
        parts = (record.get("byline"), record.get("credit"))
        back.update(headline(record) + "".join(map(folded, parts)) + body_text(record))
        label = record.get("label")
        if label and label not in labels:
            labels.add(label)
            back.update(folded(label))
    there = Counter(folded(text))
    return not {*(there - back), *(back - there)} - IGNORABLE


def indel_similarity(one: str, other: str) -> float:
    """Return 1 - (insertions + deletions that turn one text into the other) / both lengths.

    Computed from the longest common subsequence, bit-parallel: the rows of the table are one
    integer (Crochemore et al. 2001; the form of Hyyrö 2004).

    >>> indel_similarity("湖南省民政厅", "湖南民政厅")
    0.9090909090909091
    """
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    places: dict[str, int] = {}
    for i, char in enumerate(one):
        places[char] = places.get(char, 0) | 1 << i
    full = (1 << len(one)) - 1
    row = full
    for char in other:
        matched = row & places.get(char, 0)
        row = ((row + matched) | (row - matched)) & full
    common = len(one) - row.bit_count()
    return 2 * common / (len(one) + len(other))


def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)
