"""A page as it came, its blocks, and the articles it was made into."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from generator.model.blocks import Block, Evidence, Role
from generator.model.editor import Sidecar
from generator.model.geometry import Geometry
from generator.model.imprint import Imprint, more_exact
from generator.text.quotations import mark_of
from generator.text.traced import Span

__all__ = [
    "ALONE",
    "SURE",
    "Article",
    "ArticleRef",
    "Counted",
    "Decided",
    "Element",
    "Page",
    "PageGist",
    "Part",
    "Reconstruction",
]

SURE = 0.7
"""Confidence from which on an article is taken as it is: what is less sure is doubtful, to editors
(``review --below``) and to readers (待核). The pages of other newspapers in ``docs/accuracy.md``
have a step there: from 0.7 to 0.8, 98 of 100 articles are right, from 0.6 to 0.7 only 71."""
_NAVIGATION = "furniture/navigation"
"""Rule of what a digital edition shows beside its articles."""
_DISPLAY = ("display/", "headline/")
"""How the rules are called that take text for display text, set like a headline."""
ALONE = "none"
"""What an editor writes of an article that continues no other."""


class Part(StrEnum):
    """What the element that a line stands in calls it."""

    TEXT = "text"
    """Nothing by name: running text, or what stands beside it."""
    KICKER = "kicker"
    HEADLINE = "headline"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    """A heading (``h1`` to ``h6``); which part of a headline its place tells."""
    BYLINE = "byline"
    STAMP = "stamp"
    """When, and from where, the text was put on the web."""
    CAPTION = "caption"
    """Beside a picture."""
    NAVIGATION = "navigation"
    """Links to other pages, and what stands among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A line of the page and what its element says of it."""

    span: Span
    """The line's offsets on the page."""
    part: Part = Part.TEXT
    """What it is called."""
    rank: int = 0
    """Of a heading, its level, 1 to 6; 0 for one that only its class makes one."""
    block: int = 0
    """Number of the paragraph or heading: lines that ``br`` parts have the same."""
    body: int | None = None
    """Number of the running text in which it stands; ``None`` outside of any."""
    item: int = 0
    """Number of the article or the entry of a list that it stands in; 0 outside of any."""
    strong: bool = False
    """Whether the whole line is set bold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One input file, or one part of it between form feeds."""

    name: str
    """The file's name, with ``#N`` for part N ≥ 2."""
    text: str
    """The decoded characters exactly as they came."""
    sidecar: Sidecar | None = None
    """The editor's knowledge, if any."""
    geometry: Geometry | None = None
    """Where its characters stand, if its form shows it."""
    elements: tuple[Element, ...] = ()
    """What its lines are called, if its form says it: all of them, in the order of the text."""
    stated: tuple[Evidence, ...] = ()
    """What its form says of the newspaper (``imprint/name``) and the page (``imprint/page``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Facts of an article that its editor states; they stand above what the page proves."""

    region: str | None = None
    """Code of the article's own place (GB/T 2260)."""
    date: str | None = None
    """The article's date, EDTF."""
    continued_from: str | None = None
    """Name of the page that it continues an article of, perhaps with words of that (``PAGE: 词``);
    :data:`ALONE` for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many parts of a body there are, as fragments number them."""

    paragraphs: int = 0
    """Leads, paragraphs and tables."""
    subheads: int = 0
    captions: int = 0
    """Beside the body."""


@dataclass(frozen=True, slots=True, order=True)
class ArticleRef:
    """An article by where it was printed."""

    page: str
    """Name of the page."""
    number: int
    """Its number on the page, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a page."""

    page: str
    """Name of the page it was printed on."""
    body: tuple[Block, ...]
    """Lead, paragraphs and subheads in reading order."""
    title: Block | None = None
    """The headline; ``None`` when the page shows none, or none that could be given to it."""
    kicker: Block | None = None
    """引题."""
    subtitle: Block | None = None
    """副题."""
    label: Block | None = None
    """栏目; several articles may share one block."""
    series: str | None = None
    """专栏, by its label or by the brackets that close its headline: 评论员观察."""
    byline: Block | None = None
    """署名 as printed."""
    credit: Block | None = None
    """来源 as printed."""
    captions: tuple[Block, ...] = ()
    """图片说明 of the photographs that its text runs around; no part of the body."""
    authors: tuple[str, ...] = ()
    """Names read from the byline."""
    source: str | None = None
    """Body named by the credit."""
    continued_from: str | None = None
    """Page that the text comes from (上接第1版), as printed."""
    continues: str | None = None
    """Page that the text goes on on (下转第5版), as printed."""
    comes_from: ArticleRef | None = None
    """The article of another page that it is the continuation of, once all pages are known."""
    goes_on: ArticleRef | None = None
    """Its continuation on another page."""
    candidates: tuple[ArticleRef, ...] = ()
    """Articles of other pages that it may go on from, or in, where nothing tells which."""
    before: Counted = Counted()
    """What of the article that it continues stands before it."""
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
    def is_brief(self) -> bool:
        """Whether it is an item of a column of short news whose name is all that stands over it."""
        briefs = any(evidence.rule == "story/brief" for evidence in self.evidence)
        return briefs and self.title is None and self.label is not None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the article: headline, body, captions, credit."""
        head = (self.label, self.kicker, self.title, self.subtitle, self.byline)
        parts = (*head, *self.body, *self.captions, self.credit)
        return tuple(block for block in parts if block is not None)

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
class PageGist:
    """What lists ask of a whole page, for who has read it and put it away again."""

    mark: str
    """What tells the page, and all that was made of it, from any other."""
    placed: int
    """Characters of it that stand in articles, blanks not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconstruction:
    """What a page was made into: its articles and what was set aside."""

    page: Page
    """The page, untouched."""
    articles: tuple[Article, ...]
    """The articles in the order of their bodies on the page."""
    leftovers: tuple[Block, ...]
    """Furniture and unplaced blocks, in page order; last, what has no shape."""
    printed: Imprint = field(default_factory=Imprint)
    """What its head lines say of the issue that it is of."""
    findings: tuple[str, ...] = ()
    """What the editor should know of the corrections: those that change nothing any more, and
    checked articles that have changed since; each a line that begins with file and line."""
    gist: PageGist | None = None
    """What lists ask of it, where this has no more than they need: not the page's text, and of its
    articles how they begin."""

    @property
    def imprint(self) -> Imprint:
        """Of which issue it is: as its editor says, else as its head lines do.

        Where the editor knows the year or the month alone, the day of it that is printed holds.
        """
        said, printed = self.page.sidecar, self.printed
        if said is None:
            return printed
        return replace(
            printed,
            publication=said.publication or printed.publication,
            date=more_exact(said.date, printed.date),
            page=said.page or printed.page,
            url=said.url,
        )

    @property
    def navigation(self) -> frozenset[int]:
        """Offsets of what a digital edition shows beside its articles: their titles again."""
        return frozenset(
            origin
            for block in self.leftovers
            if block.evidence and block.evidence[0].rule == _NAVIGATION
            for origin in block.text.origins
            if origin is not None
        )

    @property
    def display_aside(self) -> tuple[Block, ...]:
        """Display text that found no place, in page order: a headline may be among it."""
        return tuple(
            block
            for block in self.leftovers
            if block.role is Role.UNPLACED
            and any(evidence.rule.startswith(_DISPLAY) for evidence in block.evidence)
        )
