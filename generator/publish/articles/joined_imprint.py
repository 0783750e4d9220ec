"""Where an article was printed, on all the pages that it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.model import Entry, Imprint

__all__ = ["imprint_of"]


def imprint_of(entry: Entry, imprints: Mapping[str, Imprint]) -> Imprint | None:
    """Return the imprint of an article's page; of one on several pages, with all their numbers and
    no section.

    The first page's alone where another one's number is not known.

    >>> from generator.model import Article, Facts
    >>> parts = tuple(Article(page=page, body=()) for page in "ab")
    >>> entry = Entry(id="k3v9", article=parts[0], facts=Facts(), printed=parts)
    >>> imprint_of(entry, {"a": Imprint(page="1"), "b": Imprint(page="第3版")}).page
    '1、3'
    """
    first = imprints.get(entry.article.page)
    numbers = [imprints.get(part.page, Imprint()).page for part in entry.parts]
    if first is None or len(numbers) < 2 or not all(numbers):
        return first
    plain = [number.removeprefix("第").removesuffix("版") for number in numbers if number]
    return replace(first, page="、".join(dict.fromkeys(plain)), section=None)
