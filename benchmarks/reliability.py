"""What confidence means: which share of the articles given so much of it is right.

``accuracy.py`` prints the table: for each tenth of the confidence, how many articles were given
it, and which share of them is exactly right in body and headline, or right in body alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.scoring import Record, body_text, headline, match_bodies

__all__ = ["Judged", "judged", "reliability_rows", "tenths"]


@dataclass(frozen=True, slots=True)
class Judged:
    """An article that was made, and how right it is."""

    confidence: float
    """What the program says, 0 to 1."""
    body: bool
    """Whether its body is exactly right."""
    title: bool
    """Whether its headline is, too."""

    @property
    def right(self) -> bool:
        """Whether body and headline are right."""
        return self.body and self.title


def judged(gold: Sequence[Record], made: Sequence[Record]) -> Iterator[Judged]:
    """Yield each article ``made`` of a page; one that stands for none of the gold is wrong."""
    match = {m: g for g, m in match_bodies(gold, made).items()}
    for number, record in enumerate(made):
        want = gold[match[number]] if number in match else None
        yield Judged(
            record["confidence"],
            want is not None and body_text(want) == body_text(record),
            want is not None and headline(want) == headline(record),
        )


def tenths(articles: Iterable[Judged]) -> dict[int, list[Judged]]:
    """Return articles by the tenth of their confidence, 0 to 9; 1.0 belongs to the last."""
    found: defaultdict[int, list[Judged]] = defaultdict(list)
    for one in articles:
        found[min(9, int(one.confidence * 10))].append(one)
    return dict(sorted(found.items()))


def reliability_rows(articles: Iterable[Judged]) -> list[list[str]]:
    """Return a heading and one row for each tenth that any article has.

    >>> reliability_rows([Judged(0.95, True, True), Judged(0.91, True, False)])[1]
    ['0.9–1.0', '2', '1.00', '0.50']
    """
    rows = [["confidence", "articles", "body right", "body and headline right"]]
    for tenth, found in tenths(articles).items():
        shares = (sum(x.body for x in found), sum(x.right for x in found))
        rows.append(
            [
                f"{tenth / 10:.1f}–{(tenth + 1) / 10:.1f}",
                str(len(found)),
                *(f"{share / len(found):.2f}" for share in shares),
            ]
        )
    return rows
