"""The page as printed: its text as it came, each piece with the article that it went to and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model import (
    HEAD_FIELDS,
    ArticleNotes,
    Entry,
    Facsimile,
    PageNotes,
    Reconstruction,
    Remedy,
    Role,
    differs,
)
from generator.model.languages import rule_in_chinese
from generator.publish.escape import Safe, escape_kept, one_line
from generator.publish.labels.article_labels import certainty_words, is_pending, state_words
from generator.publish.labels.date_labels import date_words
from generator.publish.labels.review import doubt_fragment, head_spots, issue_link, sidecar_name
from generator.publish.labels.review_labels import ROLES, doubt_words, remedy_words
from generator.publish.page_segments import BlockPlace, article_places, cut_page, main_anchor
from generator.publish.paths import article_path, link_between, printed_path, web_link
from generator.publish.printed.column_width import column_width, has_room
from generator.publish.printed.evidence_cards import (
    EvidenceCards,
    reasons_of,
    shortened,
    tag_of,
    title_of,
)
from generator.publish.printed.facsimile import pane_of
from generator.publish.printed.from_pieces import from_pieces
from generator.publish.printed.issues import ISSUES, PageTurn, turn_links
from generator.publish.printed.page_names import page_words
from generator.publish.render import render_template
from generator.publish.yaml_header import front_matter_text

__all__ = ["printed_page"]

COLOURS = 8
"""Colours that the style sheet has; the number beside them tells articles apart."""
_LIT = 10
"""Characters that are lit from a doubtful place on: what follows is no more doubtful than it."""
TITLE = 100
"""Characters of a headline in the list over the text; beside the text it is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _TextRun:
    """A piece on its way into the template."""

    text: Safe
    colour: str = ""
    tag: str = ""
    card: int = 0
    """Number of the block; 0 where there is nothing to tell."""
    why: int = 0
    """Number of the card with its evidence."""
    id: str = ""
    back: Safe | None = None
    """The link to the article's paragraph, at the first piece of a block."""
    doubt: str = ""
    """The fragment of a doubtful place that begins here."""
    above: bool = False
    """Whether its marks have a line of their own: before its first they would break that in two."""


def printed_page(
    result: Reconstruction,
    ids: Mapping[int, Entry],
    notes: PageNotes,
    repository: str | None = None,
    facsimile: Facsimile | None = None,
    manifest: str | None = None,
    turn: PageTurn | None = None,
) -> tuple[str, str]:
    """Return path and Markdown of the page as printed.

    With a ``facsimile``, its picture comes first, with an area for each article. ``manifest`` is
    the file by which viewers show the page and its issue, ``turn`` where it stands in that.

    ``ids`` gives the entry of each article by the ``id()`` of the article; ``notes`` must be
    :func:`generator.publish.labels.review.settled`. The text stands in one block of raw HTML, every
    character of it with its line breaks, and beside it the articles that it became, paragraph by
    paragraph; the marks at the pieces are buttons, so that copying takes the text alone. The
    evidence of each block is a popover: it opens by click, tap and Enter without any script.
    """
    page = result.page
    path = printed_path(page.name)
    entries = [ids.get(id(article)) for article in result.articles]
    made = _MadeArticle(path, result, entries, notes, repository, facsimile)
    runs = tuple(made.runs())  # the cards, which the texts name, are complete afterwards
    title = page_words(result)
    named = result.imprint.publication
    described = f"{title}（文件 {page.name}）" if named else title
    pending = sum(map(is_pending, result.articles))
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
                    **({"picture": True} if facsimile is not None else {}),
                    "search": {"exclude": True},
                }
            )
        ),
        index=link_between(path, ISSUES),
        pages=link_between(path, "pages/index.md"),
        turn=turn_links(turn, path),
        title=title,
        file=page.name,
        measure=column_width(page.text),
        characters=sum(map(len, page.text.split())),
        whole=len(result.articles) - pending,
        pending=pending,
        issue=tuple(made.issue()),
        articles=[made.article(n) for n in range(len(result.articles))],
        texts=[tuple(made.text(n)) for n in range(len(result.articles))],
        aside=tuple(made.aside()),
        silent=sum(len(b.text) for b in result.leftovers if b.role is Role.SILENT),
        sidecar=sidecar_name(page.name),
        repository=bool(repository),
        runs=runs,
        picture=made.picture(),
        alternative=escape_kept(f"{one_line(title)}的版面图"),
        manifest=link_between(path, manifest) if manifest else None,
        cards=made.cards.distinct,
    )
    return path, text


class _MadeArticle:
    """One page in the making: pieces and the cards that they call for."""

    def __init__(
        self,
        path: str,
        result: Reconstruction,
        entries: Sequence[Entry | None],
        notes: PageNotes,
        repository: str | None,
        facsimile: Facsimile | None,
    ) -> None:
        self._path, self._result, self._entries, self._notes = path, result, entries, notes
        self._repository, self._facsimile = repository, facsimile
        self.cards = EvidenceCards(path, result, entries)
        """The evidence of each block."""
        self._printed: dict[int, list[str]] = {}
        """What was printed of each block, piece by piece, by its ``id()``."""
        self._doubts = {doubt.offset for told in notes.articles for doubt in told.doubts}

    def issue(self) -> Iterator[dict[str, str]]:
        """Yield what the head lines say of the issue, each with the line that says it."""
        stated = self._result.page.sidecar
        for evidence, spot in head_spots(self._result):
            field = HEAD_FIELDS.get(evidence.rule)
            other = getattr(stated, field, None) if stated is not None and field else None
            words = date_words if field == "date" else str
            yield {
                "rule": rule_in_chinese(evidence.rule).rstrip("。"),
                "value": words(evidence.note),
                "spot": spot,
                "stated": words(other) if other and differs(other, evidence.note) else "",
            }

    def article(self, n: int) -> dict[str, object]:
        """Return what the list over the text shows of article ``n``."""
        article, entry = self._result.articles[n], self._entries[n]
        told = self._told(n)
        path = article_path(entry.id) if entry else None
        shown = shortened(title_of(article, entry), TITLE)
        return {
            "number": n + 1,
            "colour": n % COLOURS,
            "title": shown,
            "label": escape_kept(f"第 {n + 1} 篇：{shown}"),
            "link": link_between(self._path, path) if path else None,
            "page": web_link(self._path, path) if path else None,
            "spot": self.area(n) or self.cards.fragment(n, main_anchor(article)),
            "state": state_words(article),
            "certainty": certainty_words(article),
            "doubts": [(doubt_words(doubt), doubt_fragment(doubt)) for doubt in told.doubts],
            "report": self.cards.fragment(n, "fix"),
            "issue": issue_link(self._repository, entry) if entry else None,
            "remedies": _remedies(told.remedies),
            "checked": article.confidence == 1.0,
        }

    def _told(self, n: int) -> ArticleNotes:
        told = self._notes.articles
        return told[n] if n < len(told) else ArticleNotes()

    def picture(self) -> dict[str, object] | None:
        """Return what is shown of the page's picture, once all cards are there."""
        if self._facsimile is None:
            return None
        numbers = range(len(self._result.articles))
        ids = [self.area(n) or "" for n in numbers]
        doubts = [[doubt.offset for doubt in self._told(n).doubts] for n in numbers]
        return pane_of(self._facsimile, self._result, ids, self.cards.numbers, doubts)

    def area(self, n: int) -> str | None:
        """Return the fragment of an article's area on the picture, if it has one."""
        if self._facsimile is None or self._facsimile.outline(n) is None:
            return None
        entry = self._entries[n]
        return entry.id if entry else f"a{n + 1}"

    def text(self, n: int) -> Iterator[dict[str, object]]:
        """Yield the parts of article ``n`` in its own order, each with its first piece and card.

        ``way`` says how a script makes the text of the pieces; ``t``, that it must be written.
        Of an article without a page of its own, all is written: it stands nowhere else.
        """
        for place in article_places(self._result.articles[n], n):
            number, block = self.cards.number_of(place.block), place.block
            how = from_pieces("".join(self._printed.get(id(block), ())), block.text.text)
            known = number and how is not None and self._entries[n] is not None
            yield {
                "way": f"{number}{how}" if known else "t",
                "tag": tag_of(place),
                "role": block.role.value,
                "text": escape_kept(block.text.text),
                "card": number,
                "spot": self.cards.fragment(n, place.anchor),
            }

    def aside(self) -> Iterator[dict[str, object]]:
        """Yield what stands beside the text of what was set aside."""
        remedies = iter(self._notes.unplaced)
        for count, block in enumerate(self._result.leftovers, start=1):
            told = next(remedies, ()) if block.role is Role.UNPLACED else ()
            if block.role is Role.SILENT:
                continue
            place = BlockPlace(block=block, anchor=f"x{count}")
            yield {
                "spot": place.anchor,
                "card": self.cards.number_of(block),
                "tag": tag_of(place),
                "role": ROLES[block.role],
                "lost": block.role is Role.UNPLACED,
                "text": shortened(block.text.text),
                "reasons": reasons_of(block.evidence),
                "remedies": _remedies(told),
            }

    def runs(self) -> Iterator[_TextRun]:
        """Yield the pieces in page order; the cards are complete afterwards."""
        measure = column_width(text := self._result.page.text)
        begun, shown = set[int](), None
        ends = {offset + _LIT for offset in self._doubts}
        for piece in cut_page(self._result, self._doubts | ends):
            printed = escape_kept(text[piece.start : piece.end])
            place = piece.place
            if place is None or place.block.role is Role.SILENT:
                yield _TextRun(text=printed)  # and what it interrupts goes on without another mark
                continue
            doubtful = piece.start in self._doubts
            first, block = id(place) not in begun, id(place.block)
            self._printed.setdefault(block, []).append(text[piece.start : piece.end])
            begun.add(id(place))
            card = self.cards.of(place)
            marked, shown = first or shown is not place or doubtful, place
            yield _TextRun(
                text=printed,
                colour=self._colour(place),
                tag=card.tag if marked else "",
                card=card.number,
                why=card.shown,
                id=self.cards.fragment(place.article, place.anchor) if first else "",
                back=card.back if first else None,
                doubt=f"d{piece.start}" if doubtful else "",
                above=bool(marked and not has_room(text, piece.start, measure)),
            )

    def _colour(self, place: BlockPlace) -> str:
        if place.article is not None:
            return f"bm-c{place.article % COLOURS}"
        return "bm-x bm-lost" if place.block.role is Role.UNPLACED else "bm-x"


def _remedies(found: Sequence[Remedy]) -> list[tuple[str, Safe]]:
    return [(remedy_words(remedy), escape_kept(remedy.yaml)) for remedy in found]
