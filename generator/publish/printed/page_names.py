"""What a page of a newspaper is called: by its issue and number, else by its first headline."""

from __future__ import annotations

from dataclasses import replace

from generator.model import Imprint, Reconstruction
from generator.publish.escape import one_line
from generator.publish.labels.article_labels import NO_NEWSPAPER, newspaper_words

__all__ = ["first_headline", "page_order", "page_words", "place_words", "unnamed_words"]

_LONGEST = 40
"""Characters of a headline that stands for a page."""


def page_words(result: Reconstruction) -> str:
    """Return what a page is called.

    Where nothing is known of its issue, its first headline says which it is, and its file only
    where it has none: names of files say nothing to readers.

    >>> from generator.model import Page
    >>> page_words(Reconstruction(page=Page(name="a.txt", text=""), articles=(), leftovers=()))
    '文件 a.txt'
    """
    imprint = result.imprint
    if imprint.publication or imprint.date or imprint.page:
        return newspaper_words(imprint).removeprefix(f"{NO_NEWSPAPER}，")
    headline = first_headline(result)
    return f"“{headline}”所在的版面" if headline else f"文件 {one_line(result.page.name)}"


def unnamed_words(result: Reconstruction) -> str:
    """Return day and number of a page under the heading of its newspaper; empty where unknown."""
    words = newspaper_words(replace(result.imprint, publication=None))
    return words.removeprefix(NO_NEWSPAPER).removeprefix("，")


def place_words(imprint: Imprint) -> str:
    """Return where a page stands in its issue; empty where nothing says so.

    >>> place_words(Imprint(publication="青禾周报", date="2024-05-21", page="2", section="民生"))
    '第2版（民生）'
    """
    words = newspaper_words(replace(imprint, publication=None, date=None))
    return words.removeprefix(NO_NEWSPAPER).removeprefix("，")


def first_headline(result: Reconstruction) -> str:
    """Return the first headline of a page in one short line; empty where it has none."""
    titles = (article.title for article in result.articles)
    line = next((one_line(title.text.text) for title in titles if title is not None), "")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def page_order(result: Reconstruction) -> tuple[str, str, int]:
    """Return what pages of an issue are put in order by: number, file, part of the file."""
    name, _, part = result.page.name.partition("#")
    number = result.imprint.page or ""
    return (number.zfill(4), name, int(part) if part.isdecimal() else 1)
