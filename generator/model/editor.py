"""An editor's view of a page as plain data: doubts and remedies, sidecar and corrections.

``editing/`` and ``corpus/`` make the doubts and remedies, ``publish/`` puts them into Chinese:
these records are all that the rooms share.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.model.blocks import Role

__all__ = [
    "BOXES",
    "Act",
    "ArticleNotes",
    "Correction",
    "DoubtKind",
    "Doubtful",
    "Logged",
    "PageNotes",
    "Remedy",
    "Sidecar",
    "Standing",
    "seed_stem",
]

BOXES = ".boxes.json"
"""How the name of a file ends that holds pages with their places."""
_TWOFOLD = (BOXES, ".alto.xml", ".page.xml")
"""Ends of names with two points in them."""


class Act(StrEnum):
    """What a correction does, in the order in which they are carried out."""

    CUT_OUT = "cut_out"
    """The quoted words, no more, are set aside; the text closes up."""
    CUT = "cut"
    """A paragraph begins at the quoted words."""
    SPLIT = "split"
    """An article begins at the quoted words."""
    JOIN = "join"
    """After the first quotation the text goes on with the second."""
    MERGE = "merge"
    """The articles with these words are one."""
    BODY = "body"
    """The quoted lead, paragraph, subhead or caption has this role and belongs to this article."""
    HEAD = "head"
    """The quoted words are the article's headline, kicker, byline, …"""
    DROP = "drop"
    """What the quoted words stand in is set aside."""
    NOTICE = "notice"
    """The same, as a notice or an advertisement: the site lists it apart."""
    REGION = "region"
    """The article's own place."""
    DATE = "date"
    """The article's own date."""
    CONTINUED_FROM = "continued_from"
    """The page that it continues an article of, or that it continues none."""
    CHECKED = "checked"
    """Somebody has read the article as it stands and found it right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One thing that an editor decides about a page, addressed by quotation."""

    act: Act
    """What it does."""
    where: str
    """File and line it stands in, for errors: ``seeds/a.yml:4``."""
    words: tuple[str, ...] = ()
    """The quotations it is about."""
    role: Role | None = None
    """The role that they get, for :attr:`Act.HEAD` and :attr:`Act.BODY`."""
    article: str | None = None
    """Words of the article it concerns; ``None``: the one in which ``words`` stand."""
    before: str | None = None
    """Words of the paragraph before which they come."""
    after: str | None = None
    """Words of the paragraph after which they come."""
    value: str | None = None
    """Region code, date (EDTF), page that is continued, or the mark of the article that was
    checked."""

    @property
    def quotations(self) -> tuple[str, ...]:
        """Everything that it quotes."""
        others = (self.article, self.before, self.after)
        return (*self.words, *(words for words in others if words is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """What an editor knows of a page (``seeds/NAME.yml``)."""

    publication: str | None = None
    """The newspaper's name."""
    date: str | None = None
    """Day of issue, EDTF."""
    page: str | None = None
    """The page's number as printed."""
    url: str | None = None
    """Where the page can be seen."""
    image: str | None = None
    """Name of the picture of the page that lies beside it."""
    corrections: tuple[Correction, ...] = ()
    """What an editor decides about its articles."""


def seed_stem(file: str) -> str:
    """Return the name of a seed's file without what tells its form; its sidecar is called so too.

    >>> [seed_stem(name) for name in ("a.txt", "2024.1.pdf", "a.BOXES.json", "README")]
    ['a', '2024.1', 'a', 'README']
    """
    for end in _TWOFOLD:
        if file.lower().endswith(end) and len(file) > len(end):
            return file[: -len(end)]
    stem, dot, _ = file.rpartition(".")
    return stem if dot and stem else file


class DoubtKind(StrEnum):
    """What may be wrong at one place of an article."""

    JOIN = "join"
    """Two texts were joined, and another would have done nearly as well."""
    OPEN_SENTENCE = "open-sentence"
    """A sentence stops, and its rest was not found."""
    HEADLINE = "headline"
    """The headline won by little."""
    LEAD = "lead"
    """The lead stood apart, and was given to the article by little."""
    AFTER_CREDIT = "after-credit"
    """Text goes on after the credit, which closes an article."""
    JUMP = "jump"
    """It continues a text of another page, by little."""
    OPEN_JUMP = "open-jump"
    """It has its other half on another page, and nothing tells which."""
    DAMAGE = "damage"
    """The tool that made the page's text left characters damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """One doubtful place of an article."""

    kind: DoubtKind
    """What is doubtful."""
    offset: int
    """Where on the page: the first character of what may not belong."""
    before: str = ""
    """The words before the place, where it has two sides."""
    after: str = ""
    """The words from the place on."""
    otherwise: str = ""
    """What would have been chosen otherwise."""
    rule: str = ""
    """Which damage it is."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """Sidecar lines and when they are right."""

    condition: str
    """“if …”: what the editor must have seen on the page."""
    yaml: str
    """One or more items of the list ``corrections``, without a line break at the end."""
    kind: str = ""
    """Which condition it is, for those who say it in another language."""
    words: tuple[str, ...] = ()
    """What the condition quotes, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleNotes:
    """What an editor is told of one article."""

    doubts: tuple[Doubtful, ...] = ()
    """Its doubtful places, in page order."""
    remedies: tuple[Remedy, ...] = ()
    """Sidecar lines, of which one settles it; the last says that it is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How something stood before a correction, or stands since."""

    text: str
    """The words themselves, in published typography; a code or an EDTF date for a fact."""
    role: Role | None = None
    """What they are; ``None`` for facts and whole articles."""
    headline: str | None = None
    """The headline of the article they belong to."""
    in_article: bool = True
    """Whether they belong to any article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A correction and what it changed."""

    act: Act
    """What the editor did."""
    where: str
    """The sidecar's name and the line, ``a.yml:4``."""
    role: Role | None = None
    """The role that was given."""
    old: tuple[Standing, ...] = ()
    """What the program had made of it; empty where that cannot be told apart."""
    new: tuple[Standing, ...] = ()
    """What stands there since."""
    article: int | None = None
    """The article it concerns, by its number on the page from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotes:
    """All of it for one page."""

    articles: tuple[ArticleNotes, ...] = ()
    """For each article, in order."""
    unplaced: tuple[tuple[Remedy, ...], ...] = ()
    """For each text without a place, in the order of the leftovers."""
    corrections: tuple[Logged, ...] = ()
    """What its editor has decided, in the order of the sidecar."""
