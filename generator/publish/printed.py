"""The page as printed: its text as it came, each piece with the article that it went to and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model import (
    Article,
    Entry,
    Evidence,
    PageNotes,
    Reconstruction,
    Remedy,
    Role,
)
from generator.publish.escape import Safe, escape_kept, one_line
from generator.publish.frontmatter import front_matter_text
from generator.publish.paths import article_path, link_between, printed_path, web_link
from generator.publish.pieces import Place, cut_page, main_anchor
from generator.publish.render import render_template
from generator.publish.review import doubt_fragment, fragment, issue_link, sidecar_name
from generator.publish.rules import ROLES, doubt_words, remedy_words, rule_words
from generator.publish.view import opening_of
from generator.publish.wording import certainty_words, heading_words, no_title, state_words

__all__ = ["printed_page"]

COLOURS = 8
"""Colours that the style sheet has; the number beside them tells articles apart."""
_SHOWN = 40
"""Characters of a text that are shown where it is only named."""
_TAGS = {Role.PARAGRAPH: "段", Role.CAPTION: "图", Role.LEAD: "导语", Role.SUBHEAD: "小题"}
_ASIDE = {Role.FURNITURE: "附", Role.UNPLACED: "疑"}
_WHOLE = {Role.HEADLINE: "story/headline", Role.LEAD: "story/lead-drawn-apart"}
"""Decisions about the article as a whole that are about one of its blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """A piece on its way into the template."""

    text: Safe
    colour: str = ""
    tag: str = ""
    card: int = 0
    """Number of the evidence; 0 where there is nothing to tell."""
    id: str = ""
    back: Safe | None = None
    """The link to the article's paragraph, at the first piece of a block."""
    doubt: str = ""
    """The fragment of a doubtful place that begins here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """The evidence of one block."""

    number: int
    tag: str
    role: str
    reasons: tuple[str, ...]
    runners_up: tuple[str, ...]
    confidence: str
    back: Safe | None
    also: tuple[tuple[str, Safe], ...] = ()


def printed_page(
    result: Reconstruction,
    ids: Mapping[int, Entry],
    notes: PageNotes,
    repository: str | None = None,
) -> tuple[str, str]:
    """Return path and Markdown of the page as printed.

    ``ids`` gives the entry of each article by the ``id()`` of the article; ``notes`` must be
    :func:`generator.publish.review.settled`. The text stands in one block of raw HTML, every
    character of it with its line breaks; the marks at the pieces are buttons, so that copying
    takes the text alone. The evidence of each block is a popover: it opens by click, tap and
    Enter without any script.
    """
    page = result.page
    path = printed_path(page.name)
    entries = [ids.get(id(article)) for article in result.articles]
    made = _Made(path, result, entries, notes, repository)
    title = heading_words(page.sidecar, page.name)
    named = page.sidecar is not None and page.sidecar.publication
    described = f"{title}（文件 {page.name}）" if named else title
    pending = sum(state_words(article) == "待核" for article in result.articles)
    text = render_template(
        "printed",
        front_matter=Safe(
            front_matter_text(
                {
                    "title": one_line(f"{title}：原版与成文"),
                    "description": one_line(
                        f"{described}的文字原样照录，标明每一段归入哪篇文章、依据什么。"
                    ),
                    "printed": True,
                    "search": {"exclude": True},
                }
            )
        ),
        index=link_between(path, "pages/index.md"),
        log=link_between(path, "corrections/index.md"),
        title=title,
        file=page.name if named else "",
        characters=sum(not char.isspace() for char in page.text),
        whole=len(result.articles) - pending,
        pending=pending,
        articles=[made.article(n) for n in range(len(result.articles))],
        aside=tuple(made.aside()),
        silent=sum(len(b.text) for b in result.leftovers if b.role is Role.SILENT),
        sidecar=sidecar_name(page.name),
        repository=bool(repository),
        runs=tuple(made.runs()),
        cards=tuple(made.cards.values()),
    )
    return path, text


class _Made:
    """One page in the making: pieces and the cards that they call for."""

    def __init__(
        self,
        path: str,
        result: Reconstruction,
        entries: Sequence[Entry | None],
        notes: PageNotes,
        repository: str | None,
    ) -> None:
        self._path, self._result, self._entries, self._notes = path, result, entries, notes
        self._repository = repository
        self.cards: dict[int, _Card] = {}
        """The evidence of each block, by the ``id()`` of its place, in page order."""
        self._doubts = {doubt.offset for told in notes.articles for doubt in told.doubts}

    def article(self, n: int) -> dict[str, object]:
        """Return what the list beside the text shows of article ``n``."""
        article, entry = self._result.articles[n], self._entries[n]
        told = self._notes.articles[n] if n < len(self._notes.articles) else None
        doubts = told.doubts if told else ()
        return {
            "number": n + 1,
            "colour": n % COLOURS,
            "title": _title(article, entry),
            "link": link_between(self._path, article_path(entry.id)) if entry else None,
            "spot": fragment(self._name(n), main_anchor(article)),
            "certainty": certainty_words(article),
            "doubts": [(doubt_words(doubt), doubt_fragment(doubt)) for doubt in doubts],
            "report": fragment(self._name(n), "fix"),
            "issue": issue_link(self._repository, entry) if entry else None,
            "remedies": _remedies(told.remedies if told else ()),
            "checked": article.confidence == 1.0,
        }

    def aside(self) -> Iterator[dict[str, object]]:
        """Yield what the list beside the text shows of what was set aside."""
        remedies = iter(self._notes.unplaced)
        for count, block in enumerate(self._result.leftovers, start=1):
            told = next(remedies, ()) if block.role is Role.UNPLACED else ()
            if block.role is Role.SILENT:
                continue
            yield {
                "spot": f"x{count}",
                "tag": f"{_ASIDE.get(block.role, _ASIDE[Role.UNPLACED])}{count}",
                "role": ROLES[block.role],
                "text": _shortened(block.text.text),
                "reasons": _reasons(block.evidence),
                "remedies": _remedies(told),
            }

    def runs(self) -> Iterator[_Run]:
        """Yield the pieces in page order; the cards are complete afterwards."""
        text = self._result.page.text
        begun: set[int] = set()
        shown: Place | None = None
        for piece in cut_page(self._result, self._doubts):
            printed = escape_kept(text[piece.start : piece.end])
            place = piece.place
            if place is None or place.block.role is Role.SILENT:
                yield _Run(text=printed)  # and what it interrupts goes on without another mark
                continue
            doubtful = piece.start in self._doubts
            first = id(place) not in begun
            begun.add(id(place))
            card = self._card(place)
            marked = first or shown is not place or doubtful
            shown = place
            yield _Run(
                text=printed,
                colour=self._colour(place),
                tag=card.tag if marked else "",
                card=card.number,
                id=self._id(place) if first else "",
                back=card.back if first else None,
                doubt=f"d{piece.start}" if doubtful else "",
            )

    def _card(self, place: Place) -> _Card:
        card = self.cards.get(id(place))
        if card is None:
            card = self.cards[id(place)] = self._new_card(place, len(self.cards) + 1)
        return card

    def _new_card(self, place: Place, number: int) -> _Card:
        block = place.block
        evidence = block.evidence
        confidence, back, tag = "", None, f"{_ASIDE.get(block.role, '')}{place.anchor[1:]}"
        if place.article is not None:
            article = self._result.articles[place.article]
            rule = _WHOLE.get(block.role)
            evidence += tuple(e for e in article.evidence if e.rule == rule)
            confidence = certainty_words(article)
            back = self._back(place.article, place.anchor)
            tag = f"{place.article + 1}·{_tag(place)}"
        return _Card(
            number=number,
            tag=tag,
            role=ROLES[block.role],
            reasons=_reasons(evidence),
            runners_up=tuple(
                dict.fromkeys(_shortened(e.runner_up) for e in evidence if e.runner_up)
            ),
            confidence=confidence,
            back=back,
            also=tuple(
                (f"第 {n + 1} 篇", link) for n in place.shared if (link := self._back(n, ""))
            ),
        )

    def _back(self, n: int, anchor: str) -> Safe | None:
        entry = self._entries[n]
        if entry is None:
            return None
        link = web_link(self._path, article_path(entry.id))
        # Only the parts of the body have fragments there; the rest stands at the top.
        return Safe(f"{link}#{anchor}") if anchor[1:].isdigit() else link

    def _id(self, place: Place) -> str:
        if place.article is None:
            return place.anchor
        return fragment(self._name(place.article), place.anchor)

    def _name(self, n: int) -> str:
        """Return what the fragments of an article begin with."""
        entry = self._entries[n] if n < len(self._entries) else None
        return entry.id if entry else f"a{n + 1}"

    def _colour(self, place: Place) -> str:
        if place.article is not None:
            return f"bm-c{place.article % COLOURS}"
        return "bm-x bm-lost" if place.block.role is Role.UNPLACED else "bm-x"


def _remedies(remedies: Sequence[Remedy]) -> list[tuple[str, Safe]]:
    return [(remedy_words(remedy), escape_kept(remedy.yaml)) for remedy in remedies]


def _tag(place: Place) -> str:
    word = _TAGS.get(place.block.role)
    if word is None:
        return ROLES[place.block.role]
    return word if place.block.role is Role.LEAD else f"{word}{place.anchor[1:]}"


def _reasons(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Return each rule once, in words with its name and the margin by which it won."""
    found: dict[str, float | None] = {}
    for item in evidence:
        known = found.get(item.rule)
        both = [m for m in (known, item.margin) if m is not None]
        found[item.rule] = min(both, default=None)
    return tuple(
        f"{rule_words(rule)}（{rule}{'' if margin is None else f'，领先 {margin:g}'}）"
        for rule, margin in found.items()
    )


def _title(article: Article, entry: Entry | None) -> str:
    if article.title is not None:
        return one_line(article.title.text.text)
    opening = opening_of(entry) if entry else ""
    return f"{no_title(article)}{_shortened(opening)}"


def _shortened(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
