"""Floor 1: the frozen records that travel from stage to stage.

Everything is a tuple or a frozen dataclass: what one stage hands on, no later stage can change.
Spans are half-open ranges of code points in the decoded page (:data:`generator.text.traced.Span`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.text.fingerprint import mark_of
from generator.text.traced import Span, Traced

__all__ = [
    "Act",
    "Agency",
    "AgencyRole",
    "Article",
    "ArticleDate",
    "Block",
    "Correction",
    "DateBasis",
    "DateMention",
    "Decided",
    "Document",
    "Entry",
    "Evidence",
    "Facts",
    "Page",
    "Reconstruction",
    "Region",
    "Role",
    "Sidecar",
    "Topic",
]


class Role(StrEnum):
    """What a block is on the page (DESIGN section 2)."""

    LABEL = "label"
    """栏目: heads several short articles and belongs to all of them."""
    KICKER = "kicker"
    """引题、眉题: the line above the headline."""
    HEADLINE = "headline"
    """主题: the headline itself."""
    SUBTITLE = "subtitle"
    """副题: the line below the headline."""
    BYLINE = "byline"
    """署名: who wrote it."""
    LEAD = "lead"
    """导语 set apart from the body in a frame of its own."""
    PARAGRAPH = "paragraph"
    """One paragraph of the body."""
    SUBHEAD = "subhead"
    """小标题: a heading inside the body."""
    CAPTION = "caption"
    """图片说明 that is a report of its own; the other captions are furniture."""
    CREDIT = "credit"
    """来源: the closing （据…）."""
    FURNITURE = "furniture"
    """Masthead, folio, editors' line, jump line: set aside by rule."""
    UNPLACED = "unplaced"
    """Text that no rule could place; set aside, never dropped."""
    SILENT = "silent"
    """Characters without a shape (soft hyphens, zero-width blanks): left out of every text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why something was decided."""

    rule: str
    """The rule's identifier, ``stage/name``."""
    spans: tuple[Span, ...] = ()
    """The page ranges that the rule looked at."""
    runner_up: str | None = None
    """What would have been chosen otherwise, where something was ranked."""
    margin: float | None = None
    """Score of the choice minus score of the runner-up."""
    note: str = ""
    """A few words of data for the explanation (not prose)."""


class Act(StrEnum):
    """What a correction does (DESIGN 4.6); in the order in which they are carried out."""

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
    REGION = "region"
    """The article's own place."""
    DATE = "date"
    """The article's own date."""
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
    """Region code, date (EDTF) or the mark of the article that was checked."""

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
    corrections: tuple[Correction, ...] = ()
    """What an editor decides about its articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One input file, or one part of it between form feeds."""

    name: str
    """The file's name, with ``#N`` for part N ≥ 2."""
    text: str
    """The decoded characters exactly as they came."""
    sidecar: Sidecar | None = None
    """The editor's knowledge, if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of the page with one role."""

    role: Role
    """What the piece is."""
    text: Traced
    """Its characters, in published typography once the last stage has run."""
    evidence: tuple[Evidence, ...] = ()
    """Why it has this role and stands here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Facts of an article that its editor states; they stand above what the page proves."""

    region: str | None = None
    """Code of the article's own place (GB/T 2260)."""
    date: str | None = None
    """The article's date, EDTF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a page."""

    page: str
    """Name of the page it was printed on."""
    body: tuple[Block, ...]
    """Lead, paragraphs and subheads in reading order."""
    title: Block | None = None
    """The headline; ``None`` when the page shows none."""
    kicker: Block | None = None
    """引题."""
    subtitle: Block | None = None
    """副题."""
    label: Block | None = None
    """栏目; several articles may share one block."""
    byline: Block | None = None
    """署名 as printed."""
    credit: Block | None = None
    """来源 as printed."""
    authors: tuple[str, ...] = ()
    """Names read from the byline."""
    source: str | None = None
    """Body named by the credit."""
    continued_from: str | None = None
    """Page that the text comes from (上接第1版), as printed."""
    continues: str | None = None
    """Page that the text goes on on (下转第5版), as printed."""
    confidence: float = 1.0
    """How sure the reconstruction is that this article is right, 0 to 1."""
    evidence: tuple[Evidence, ...] = ()
    """Decisions about the article as a whole."""
    decided: Decided = Decided()
    """What its editor states of its facts."""

    @property
    def is_caption(self) -> bool:
        """Whether it is a photograph's caption that tells a story."""
        return bool(self.body) and all(block.role is Role.CAPTION for block in self.body)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the article in the order of the printed headline, body, credit."""
        head = (self.label, self.kicker, self.title, self.subtitle, self.byline)
        return tuple(b for b in (*head, *self.body, self.credit) if b is not None)

    def mark(self, page: str) -> str:
        """Return a short mark of the article's characters on ``page`` and of their roles.

        It changes when anything of the article does, repairs of typography apart: an editor who
        has read the article puts it into the sidecar (``checked: …``).
        """
        return mark_of(
            f"{block.role}:" + "".join(page[start:end] for start, end in block.text.spans)
            for block in self.blocks
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconstruction:
    """What a page was made into: its articles and what was set aside."""

    page: Page
    """The page, untouched."""
    articles: tuple[Article, ...]
    """The articles in the order of their bodies on the page."""
    leftovers: tuple[Block, ...]
    """Furniture and unplaced blocks, in page order; last, what has no shape."""
    findings: tuple[str, ...] = ()
    """What the editor should know of the corrections: those that change nothing any more, and
    checked articles that have changed since; each a line that begins with file and line."""


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
    short: tuple[str, ...] = ()
    """Short names defined by 以下简称."""
    issuers: tuple[str, ...] = ()
    """Full names of the bodies that issued it, where the article says so."""
    spans: tuple[Span, ...] = ()
    """Where it is named in full."""


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
