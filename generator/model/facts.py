"""What an article is filed under, each fact with the characters that prove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.text.traced import Span

__all__ = [
    "COUNTRY_CODE",
    "Agency",
    "AgencyRole",
    "Amount",
    "AmountBound",
    "ArticleDate",
    "DateBasis",
    "DateKind",
    "DateMention",
    "Document",
    "Facts",
    "NoDate",
    "Person",
    "Region",
    "Topic",
    "without_persons",
]


COUNTRY_CODE = "100000"
"""The code that stands for the whole country (GB/T 2260 has none)."""


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


class DateKind(StrEnum):
    """What a date expression names, or what the sentence wants with it."""

    DAY = "day"
    """6月13日, 7日, 昨日."""
    MONTH = "month"
    """2024年5月, 8月底, 本月."""
    SEASON = "season"
    """2024年春."""
    YEAR = "year"
    """2021年, 去年, 年底."""
    DECADE = "decade"
    """20世纪80年代."""
    CENTURY = "century"
    """21世纪."""
    RANGE = "range"
    """From one day, month or year to another; 一季度, “十四五”时期."""
    RECENT = "recent"
    """近日: no day at all."""
    AS_OF = "as-of"
    """截至2021年底: the state of things up to there."""
    TARGET = "target"
    """到2035年, 6月底前: a day set for what is to come; never the date of an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDate:
    """What is printed as a date and cannot be one."""

    text: str
    """The expression."""
    reason: str
    """``no such month`` or ``no such day``."""
    spans: tuple[Span, ...] = ()
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date expression as printed."""

    text: str
    """The expression."""
    edtf: str
    """EDTF level 1, ``XXXX-06-13`` where the year is unproven."""
    spans: tuple[Span, ...] = ()
    """Where it stands."""
    kind: DateKind = DateKind.DAY
    """What it names or what it is for."""


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
    within: str = ""
    """Id of the wider topic that holds it, of which the article is too."""
    iptc: str = ""
    """Code of the IPTC Media Topic that holds it; empty in a table that names none."""
    runner_up: str = ""
    """Name of the likeliest topic that it was preferred to; empty where none had a word."""
    margin: float = 0.0
    """By how much of :attr:`score` it was preferred."""

    @property
    def is_other(self) -> bool:
        """Whether it stands for what no topic of the table fits (其他): no word speaks for it."""
        return self.score == 0.0


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


class AmountBound(StrEnum):
    """How exactly an amount is told."""

    EXACT = "exact"
    """As it stands."""
    ABOUT = "about"
    """约, 左右."""
    OVER = "over"
    """超过, 余, 以上: that much or more."""
    UNDER = "under"
    """近, 不超过, 以下: that much or less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount of money."""

    text: str
    """As printed: 1.46亿元."""
    value: int | float
    """In whole units of its currency (146000000), of a range the lower end."""
    to: int | float | None = None
    """The upper end of a range."""
    unit: str
    """The currency's code (ISO 4217): ``CNY``."""
    bound: AmountBound = AmountBound.EXACT
    """How exactly it is told."""
    of: str = ""
    """What it is said of, in the words of its clause: 投入救灾资金."""
    spans: tuple[Span, ...] = ()
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who holds a public office in an article."""

    name: str
    """As printed."""
    office: str
    """As printed, with the body: 民政部部长."""
    body: str = ""
    """Full name of the body, where the article tells it."""
    spans: tuple[Span, ...] = ()
    """Where office and name stand."""


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
    no_dates: tuple[NoDate, ...] = ()
    """What is printed as a date that the calendar does not have: 2月30日."""
    year: int | None = None
    """The year that the page itself proves."""
    topics: tuple[Topic, ...] = ()
    """Strongest first."""
    documents: tuple[Document, ...] = ()
    """Policy papers."""
    amounts: tuple[Amount, ...] = ()
    """Amounts of money, in the order of the text."""
    persons: tuple[Person, ...] = ()
    """Who holds a public office; left out of what is published unless a project asks for it."""


def without_persons(facts: Sequence[Facts]) -> tuple[Facts, ...]:
    """Return the facts of articles as they are published where nobody asked for persons."""
    return tuple(replace(found, persons=()) if found.persons else found for found in facts)
