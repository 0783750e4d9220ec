"""What an article is filed under, each fact with the characters that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.model.page import Article
from generator.text.traced import Span

__all__ = [
    "Agency",
    "AgencyRole",
    "ArticleDate",
    "DateBasis",
    "DateMention",
    "Document",
    "Entry",
    "Facts",
    "Region",
    "Topic",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A division of China that an article mentions."""

    code: str
    """GB/T 2260, six digits, as in force at the article's date; ``100000`` is the whole country."""
    name: str
    """Its full official name."""
    spans: tuple[Span, ...] = ()
    """Where on the page it is named; empty only for ``100000`` and for what an editor states."""
    candidates: tuple[str, ...] = ()
    """Codes it could also be, when the page does not decide."""


class AgencyRole(StrEnum):
    """What an agency has to do with the article."""

    ISSUER = "issuer"
    """It issued, held or announced what is reported."""
    MENTIONED = "mentioned"
    """It is only named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A public body, by its full name."""

    name: str
    """Full name, resolved (省民政厅 in an article about 湖南 is 湖南省民政厅)."""
    role: AgencyRole
    """Issuer or merely mentioned."""
    spans: tuple[Span, ...] = ()
    """Where it is named."""


class DateBasis(StrEnum):
    """What proves the date of an article."""

    MASTHEAD = "masthead"
    SIDECAR = "sidecar"
    TEXT = "text"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date expression as printed."""

    text: str
    """The expression."""
    edtf: str
    """EDTF level 1, ``XXXX-06-13`` where the year is unproven."""
    spans: tuple[Span, ...] = ()
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDate:
    """The article's own date."""

    edtf: str
    """EDTF level 1."""
    basis: DateBasis
    """What proves it."""
    spans: tuple[Span, ...] = ()
    """The characters that prove it; empty only for a sidecar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A field of work that the article belongs to."""

    id: str
    """ASCII identifier, part of the URL."""
    name: str
    """Chinese name."""
    score: float
    """0 to 1; the first topic of an article is the strongest."""
    terms: tuple[str, ...] = ()
    """The words that speak for it."""
    spans: tuple[Span, ...] = ()
    """Where those words stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A policy paper that the article names."""

    title: str
    """With its 《》."""
    key: str = ""
    """Normal form of the title: the same in every article that names this paper."""
    short: tuple[str, ...] = ()
    """Short names, defined by 以下简称 or used for it."""
    issuers: tuple[str, ...] = ()
    """Full names of the bodies that issued it, where the article says so."""
    region: Region | None = None
    """The division whose bodies issued it, ``100000`` for a central one; without spans."""
    spans: tuple[Span, ...] = ()
    """Where it is named in full."""
    short_spans: tuple[Span, ...] = ()
    """Where a short name stands for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an article is filed under, each fact with the characters that prove it."""

    region: Region | None = None
    """The article's own place."""
    regions: tuple[Region, ...] = ()
    """Every division mentioned."""
    agencies: tuple[Agency, ...] = ()
    """Issuers first."""
    date: ArticleDate | None = None
    """``None`` where the page proves nothing."""
    dates: tuple[DateMention, ...] = ()
    """Every date expression."""
    year: int | None = None
    """The year that the page itself proves."""
    topics: tuple[Topic, ...] = ()
    """Strongest first."""
    documents: tuple[Document, ...] = ()
    """Policy papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article as it is filed and published: with its permanent id and its facts."""

    id: str
    """Short ASCII identifier, the URL's last part, kept in ``seeds/permalinks.csv``."""
    article: Article
    """The article."""
    facts: Facts
    """What it is filed under."""
