"""Numbers and names of things, as messages have them; many findings of one kind in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from generator.model import Picture
from generator.readers import Unread

__all__ = ["counted", "name_some", "tell_unread", "together", "weight_of"]

MOST_NAMES = 10
"""Names in one line. More of the same say nothing new, and push what differs out of sight."""


def together(findings: Iterable[str]) -> Iterator[str]:
    """Yield each finding, but those that say the same of more than :data:`MOST_NAMES` files once.

    A finding begins with what it is about, a colon and a blank. It may name its file once more.

    >>> same = [f"seeds/{n}.pdf: not read." for n in range(300)]
    >>> list(together(["a.yml:3: unknown key.", *same]))  # doctest: +NORMALIZE_WHITESPACE
    ['a.yml:3: unknown key.', 'seeds/0.pdf, seeds/1.pdf, seeds/2.pdf, seeds/3.pdf, seeds/4.pdf,
     seeds/5.pdf, seeds/6.pdf, seeds/7.pdf, seeds/8.pdf, seeds/9.pdf and 290 more: not read.']
    """
    groups: dict[str, list[str]] = {}
    for finding in findings:
        groups.setdefault(_saying(finding), []).append(finding)
    for group in groups.values():
        if len(group) <= MOST_NAMES:
            yield from group
        else:
            names = [finding.partition(": ")[0] for finding in group]
            said = {finding.partition(": ")[2] for finding in group}
            yield f"{name_some(names)}: {said.pop() if len(said) == 1 else _saying(group[0])}"


def name_some(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are.

    >>> name_some(["a", "b"])
    'a, b'
    """
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _saying(finding: str) -> str:
    """Return a finding without what it is about, nor the name of that."""
    about, colon, said = finding.partition(": ")
    if not colon:
        return finding
    names = "|".join(re.escape(name) for name in (about, PurePath(about).stem) if name)
    return re.sub(rf"(?<!\w)({names})(?!\w)", "…", said)


def counted(number: int, thing: str) -> str:
    """Return ``number`` and ``thing``, the latter with an s unless there is exactly one.

    >>> counted(1, "page"), counted(0, "finding"), counted(17, "article")
    ('1 page', '0 findings', '17 articles')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def weight_of(pictures: Sequence[Picture]) -> str:
    """Return how many pictures there are, and how large they are together.

    >>> weight_of([Picture(name="a.webp", size=(1200, 1700), weight=360_000)])
    '1 picture of pages and articles, 0.4 MB (“images: false” under “extra” leaves them out)'
    """
    mega = sum(picture.weight for picture in pictures) / 1_000_000
    size = f"{mega:.1f}" if mega < 10 else f"{mega:,.0f}"
    return (
        f"{counted(len(pictures), 'picture')} of pages and articles, {size} MB "
        "(“images: false” under “extra” leaves them out)"
    )


def tell_unread(place: str, name: str, unread: Sequence[Unread], others: int = 1) -> Iterator[str]:
    """Yield what to tell of the pages of one file that cannot be read, alike ones together.

    ``others`` is how many pages of the file can be read.

    >>> none = [Unread(page=f"a.pdf#{n}", why="has no text layer") for n in (2, 3)]
    >>> list(tell_unread("seeds/a.pdf", "a.pdf", none))
    ['seeds/a.pdf: pages 2, 3: each has no text layer. The other pages are done.']
    """
    whys: dict[str, list[str]] = {}
    for page in unread:
        whys.setdefault(page.why, []).append(page.page.removeprefix(name).lstrip("#") or "1")
    rest = " The other pages are done." if others else ""
    for why, numbers in whys.items():
        if len(numbers) > 1:
            yield f"{place}: pages {name_some(numbers)}: each {why}.{rest}"
        else:
            yield f"{place}: page {numbers[0]} {why}.{rest}"
