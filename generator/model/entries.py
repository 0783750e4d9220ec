"""An article as it is filed: with its address, its facts, and what lists ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.facts import Facts
from generator.model.page import Article, Reconstruction

__all__ = ["Entry", "Gist", "file_articles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What lists need of an article's whole text, for runs that do not keep that in memory."""

    mark: str
    """Of its page, as :class:`generator.model.page.PageGist` has it."""
    number: int
    """Its number on the page, from 0."""
    shown: str = ""
    """Digest of all that lists may show of it, which is little of its text."""
    kept: str = ""
    """Digest of all that is kept of it, its signs apart."""
    agency_forms: tuple[tuple[str, str], ...] = ()
    """Full name and printed form of each agency that is not printed under its full name."""
    begins: int = 0
    """Where on its page its body begins, as a code point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article as it is filed and published: with its permanent id and its facts."""

    id: str
    """Short ASCII identifier, the URL's last part, kept in ``seeds/addresses.csv``."""
    article: Article
    """The article."""
    facts: Facts
    """What it is filed under."""
    comes_from: str | None = None
    """Id of the article that it continues."""
    goes_on: str | None = None
    """Id of its continuation."""
    printed: tuple[Article, ...] = ()
    """Of an article that goes on on other pages its parts as their pages have them, its own page
    first; none of one that stands on one page."""
    further: tuple[str, ...] = ()
    """The ids of the other parts: they lead here."""
    terms: tuple[str, ...] = ()
    """The terms that it shares with other articles of its corpus, those of its headline first."""
    headline_astray: bool = False
    """Whether it has no headline and display text of its page found no place: one of these texts
    may be its headline, so nobody can say that the page prints none."""
    gist: Gist | None = None
    """What lists ask of its whole text, where ``article`` has only the beginning of it."""

    @property
    def parts(self) -> tuple[Article, ...]:
        """The article as each page has it that it stands on."""
        return self.printed or (self.article,)


def file_articles(
    made: Reconstruction, ids: Sequence[str], facts: Sequence[Facts]
) -> tuple[Entry, ...]:
    """Return the articles of a page as they are filed, each under its id and its facts."""
    astray = bool(made.display_aside)
    return tuple(
        Entry(
            id=id_,
            article=article,
            facts=found,
            headline_astray=astray and article.title is None,
        )
        for id_, article, found in zip(ids, made.articles, facts, strict=True)
    )
