"""Which part of a file each correction is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.errors import SidecarError
from generator.model import Correction, Page
from generator.text.quotations import Quotations, fold_quotation

__all__ = ["share_corrections"]


def share_corrections(
    pages: Sequence[Page], corrections: Sequence[Correction]
) -> tuple[tuple[Correction, ...], ...]:
    """Return for each page of one file the corrections that quote from it.

    A correction belongs to the part that has its words; words of no part (a column's end parts
    them, or they are misquoted) go to the part that shares most with them.
    Raises :class:`SidecarError` for words that stand in two parts, a line for each.
    """
    if len(pages) == 1:
        return (tuple(corrections),)
    shares: list[list[Correction]] = [[] for _ in pages]
    wrong: list[str] = []
    texts = [Quotations(page.text, ()) for page in pages]
    for correction in corrections:
        having = [
            {n for n, text in enumerate(texts) if text.count(words)}
            for words in correction.quotations
        ]
        placed = [parts for parts in having if parts]
        common = set.intersection(*placed) if placed else set()
        if len(common) == 1:
            shares[common.pop()].append(correction)
        elif not any(having):
            shares[_likeliest(pages, correction.quotations)].append(correction)
        else:
            parts = sorted(set().union(*having))
            names = " and ".join(pages[n].name for n in parts)
            what = (
                "the words stand on each. Quote more of them."
                if common
                else "a correction is about one page. Quote words of the same page."
            )
            wrong.append(f"{correction.where}: {names}: {what}")
    if wrong:
        raise SidecarError("\n".join(wrong))
    return tuple(map(tuple, shares))


def _likeliest(pages: Sequence[Page], quotations: Iterable[str]) -> int:
    runs = {w[i : i + 4] for w in map(fold_quotation, quotations) for i in range(len(w))}
    folded = [fold_quotation(page.text) for page in pages]
    return max(range(len(pages)), key=lambda n: sum(run in folded[n] for run in runs))
