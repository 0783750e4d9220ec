"""A page, its blocks, and the articles it was made into."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.model.elements import Element
from generator.model.geometry import Geometry
from generator.model.roles import Role
from generator.model.sidecar import Sidecar
from generator.text.edtf import DATE
from generator.text.fingerprint import mark_of
from generator.text.head_lines import page_number
from generator.text.traced import Span, Traced

__all__ = [
    "HEAD_FIELDS",
    "SURE",
    "Article",
    "Block",
    "Decided",
    "Evidence",
    "Imprint",
    "Page",
    "Reconstruction",
    "differs",
    "more_exact",
    "same_value",
]

SURE = 0.7
"""Confidence from which on an article is taken as it is: what is less sure is doubtful, to editors
(``review --below``) and to readers (待核). The pages of other newspapers in ``docs/accuracy.md``
have a step there: from 0.7 to 0.8, 98 of 100 articles are right, from 0.6 to 0.7 only 71."""

_NAVIGATION = "furniture/navigation"
"""Rule of what a digital edition shows beside its articles."""
_DISPLAY = ("display/", "headline/")
"""How the rules are called that take text for display text, set like a headline."""


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


HEAD_FIELDS = {
    "imprint/name": "publication",
    "imprint/date": "date",
    "imprint/page": "page",
    "imprint/section": "section",
}
"""What each rule about head lines tells, by its name in an imprint, or in a sidecar."""


def same_value(one: str, other: str) -> bool:
    """Return whether two ways to write a newspaper's name, a day or a page mean the same.

    >>> same_value("《新村日报》", "新村日报"), same_value("第04版", "4"), same_value("4", "5")
    (True, True, False)
    """
    if one.strip("《》 ") == other.strip("《》 "):
        return True
    number = page_number(one)
    return number is not None and number == page_number(other)


def differs(stated: str, printed: str) -> bool:
    """Return whether a sidecar says something else than the page, and not only more or less of it.

    >>> differs("2024-04", "2024-04-18"), differs("2024-05", "2024-04-18"), differs("04", "第4版")
    (False, True, False)
    """
    return not (same_value(stated, printed) or _covers(stated, printed) or _covers(printed, stated))


def more_exact(stated: str | None, printed: str | None) -> str | None:
    """Return the stated day of issue, or the printed one where that only says more of it.

    >>> more_exact("2024-04", "2024-04-18"), more_exact("2024-05", "2024-04-18")
    ('2024-04-18', '2024-05')
    """
    return printed if stated and printed and _covers(stated, printed) else stated or printed


def _covers(wide: str, narrow: str) -> bool:
    """Return whether all that one date says, another says too."""
    one, other = DATE.fullmatch(wide), DATE.fullmatch(narrow)
    if one is None or other is None:
        return False
    parts = ((one[name], other[name] or "") for name in ("year", "month", "day"))
    return all(
        part is None
        or (
            len(part) == len(known) and all(a in ("X", b) for a, b in zip(part, known, strict=True))
        )
        for part, known in parts
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Of which issue of which newspaper a page is, and where it stands there (出处)."""

    publication: str | None = None
    """The newspaper's name."""
    date: str | None = None
    """Day of issue, EDTF."""
    page: str | None = None
    """The page's number, as it is cited, or its name."""
    section: str | None = None
    """Name of the section that the page belongs to (版名): 要闻."""
    url: str | None = None
    """Where the page can be seen."""
    evidence: tuple[Evidence, ...] = ()
    """What the page itself says of these, each with the characters that say it (``imprint/name``,
    ``imprint/date``, …); what is stated otherwise and what is no more than likely, too."""

    @property
    def proofs(self) -> dict[str, Evidence]:
        """The evidence of what holds, by its name in here; nothing where a sidecar says else."""
        found: dict[str, Evidence] = {}
        for evidence in self.evidence:
            field = HEAD_FIELDS.get(evidence.rule)
            value = getattr(self, field) if field else None
            if field and value and evidence.spans and same_value(evidence.note, value):
                found.setdefault(field, evidence)
        return found


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
class Reconstruction:
    """What a page was made into: its articles and what was set aside."""

    page: Page
    """The page, untouched."""
    articles: tuple[Article, ...]
    """The articles in the order of their bodies on the page."""
    leftovers: tuple[Block, ...]
    """Furniture and unplaced blocks, in page order; last, what has no shape."""
    printed: Imprint = Imprint()
    """What its head lines say of the issue that it is of."""
    findings: tuple[str, ...] = ()
    """What the editor should know of the corrections: those that change nothing any more, and
    checked articles that have changed since; each a line that begins with file and line."""

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
