"""One article's page: the article as printed, then what it is filed under."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Article, Block, Entry, Facts, Imprint, Role
from generator.publish.articles.doubt_box import doubt_lines, lit_places
from generator.publish.articles.frontmatter import front_matter
from generator.publish.articles.neighbours import Around, around_text, reading_words
from generator.publish.articles.page_turns import further_pages, page_turns
from generator.publish.articles.table_blocks import table_text
from generator.publish.citations import gbt7714, reference_of
from generator.publish.escape import Safe, escape_text, escape_url
from generator.publish.kinds import kinds_led_by
from generator.publish.labels.article_labels import (
    certainty_words,
    headline_words,
    is_pending,
    jump_words,
    newspaper_words,
)
from generator.publish.labels.article_summary import (
    date_of,
)
from generator.publish.labels.panel import Panel, PanelRow, link_to, region_links
from generator.publish.labels.review import Review
from generator.publish.labels.sentence_anchors import (
    PlacedBlock,
    body_places,
    caption_places,
    marked_text,
)
from generator.publish.page_segments import main_anchor
from generator.publish.paths import (
    article_path,
    topic_path,
    year_path,
)
from generator.publish.printed.facsimile import Clipping
from generator.publish.render import render_template
from generator.publish.tags import tags_of
from generator.publish.yaml_header import front_matter_text

__all__ = ["article_page"]


@dataclass(frozen=True, slots=True)
class _PrintedPart:
    """A piece of the article on its way into the template."""

    role: Safe
    text: str
    anchor: str | None = None
    turns: Sequence[Safe] = ()
    """The jump lines over it."""


def article_page(
    entry: Entry,
    imprint: Imprint | None = None,
    around: Around | None = None,
    review: Review | None = None,
    clippings: Sequence[Clipping] = (),
    listed: Collection[str] | None = None,
) -> tuple[str, str]:
    """Return path and Markdown of the article's page.

    Everything the page printed stands first and in its order: label, kicker, headline,
    subtitle, byline, lead, paragraphs (``p1``, ``p2``, …), subheads (``s1``, …), credit. What
    the site has to say about it follows in a panel of its own, where each fact leads to the
    sentence that proves it (``p2s3``), and then what is ``around`` it. No text is lost where HTML
    is left out: the file reads whole without it. With ``review``, the panel leads to the page as
    printed (``assets/cite.js`` makes of that a way from each paragraph: in the file they would
    weigh as much as a paragraph), to doubtful places, and to where mistakes are reported.
    ``clippings`` show the article as its pages printed it. Where it goes on on another page, the
    jump line says so between the paragraphs, and leads there. ``listed`` are the lists of tags that
    are no other list; all are, if it is not given.
    """
    article = entry.article
    path = article_path(entry.id)
    panel = Panel(entry)
    facts = _in_panel_order(_panel_rows(panel, imprint, review))
    turns = page_turns(entry, review)
    lit = lit_places(entry, review)
    linked = frozenset(panel.linked)
    text = render_template(
        "article",
        front_matter=Safe(front_matter_text(front_matter(entry, imprint))),
        filed=(*_filed(entry.facts, path), reading_words(article)),
        above=_parts(article, linked, "label", "kicker"),
        title=_parts(article, linked, "title"),
        no_title=headline_words(entry),
        below=_parts(article, linked, "subtitle", "byline"),
        doubt=doubt_lines(entry, review, lit),
        body=tuple(
            _PrintedPart(
                Safe(placed.block.role.value),
                _body_text(placed, linked, lit.get(id(placed.block), {})),
                placed.place.anchor,
                turns.get(number, ()),
            )
            for number, placed in enumerate(body_places(article))
        ),
        turned=turns.get(len(article.body), ()),
        captions=tuple(
            _PrintedPart(Safe(placed.block.role.value), placed.block.text.text, placed.place.anchor)
            for placed in caption_places(article)
        ),
        credit=_parts(article, linked, "credit"),
        clippings=clippings,
        tags=tuple(_tag_links(entry, path, listed)),
        facts=facts,
        citation=gbt7714(reference_of(entry, imprint)),
        own=link_to("本文链接", path, path),
        around=around_text(entry, around) if around is not None else Safe(""),
    )
    return path, text


def _parts(article: Article, linked: frozenset[str], *names: str) -> tuple[_PrintedPart, ...]:
    """Return the parts around the body that are there, with an anchor where a fact leads there."""
    parts = []
    for name in names:
        block: Block | None = getattr(article, name)
        if block is not None:
            anchor = f"bm-{name}" if f"bm-{name}" in linked else None
            parts.append(_PrintedPart(Safe(block.role.value), block.text.text, anchor))
    return tuple(parts)


def _body_text(
    placed: PlacedBlock, linked: frozenset[str], lit: Mapping[int, tuple[Safe, Safe]]
) -> Safe:
    """Return a part of the body as Markdown, with the sentences marked that facts lead to, and
    the doubtful places."""
    if placed.block.role is Role.TABLE:
        return table_text(placed.block.text.text)
    return marked_text(placed, linked, lit)


def _filed(facts: Facts, path: str) -> Iterator[Safe]:
    """Yield the line above the headline: place, field and date, each a way to its list."""
    if facts.region is not None:
        yield from region_links(facts.region, path)
    for topic in facts.topics[:1]:
        yield link_to(topic.name, topic_path(topic.id), path)
    yield link_to(date_of(facts), year_path(facts.year), path)


def _tag_links(entry: Entry, path: str, listed: Collection[str] | None) -> Iterator[Safe]:
    """Yield the way to all tags, and to each of the article's; nothing where it has none."""
    if tags := tags_of(entry.facts, entry.terms):
        yield link_to("标签", "tags/index.md", path)
    for tag in tags:
        own = listed is None or tag.path in listed
        yield link_to(tag.name, tag.path if own else tag.subject, path)


def _in_panel_order(rows: Iterable[PanelRow]) -> tuple[PanelRow, ...]:
    """Return the lines of the panel: first what tells whether and how an article can be cited."""
    names = ("可信度", "日期", "来源版面")
    places = {name: place for place, name in enumerate(names)}
    return tuple(sorted(rows, key=lambda row: places.get(row.name, len(places))))


def _panel_rows(panel: Panel, imprint: Imprint | None, review: Review | None) -> Iterator[PanelRow]:
    """Yield the lines of the panel: each kind of fact, then where the article comes from."""
    entry, article = panel.entry, panel.entry.article
    for kind in kinds_led_by("regions", "agencies", "topics"):
        yield from kind.panel(panel)
    if article.source:
        credited = article.credit.text.spans if article.credit else ()
        yield PanelRow("稿件来源", (panel.proved(article.source, credited),))
    yield PanelRow("来源版面", tuple(_origin(entry, imprint, review)), Safe(" "))
    if jumps := jump_words(article):
        yield PanelRow("转版", jumps)
    report = review.report(entry) if review else ()
    yield PanelRow("可信度", (certainty_words(article), *report), Safe(" "))
    doubts = tuple(review.doubts(entry)) if review and not is_pending(article) else ()
    if doubts:
        yield PanelRow("存疑之处", doubts, Safe("；"))


def _origin(entry: Entry, imprint: Imprint | None, review: Review | None) -> Iterator[str]:
    """Yield the newspaper, what proves it, the page as printed, and the file it was read from."""
    words = newspaper_words(imprint)
    spot = review.spot(entry.id, main_anchor(entry.article)) if review else None
    yield words if spot is None else Safe(f"[{escape_text(words)}]({spot})")
    head = review.head_line(entry.id) if review else None
    if head is not None:
        yield head
    yield from further_pages(entry, review)
    address = escape_url(imprint.url) if imprint is not None and imprint.url else None
    if address is not None:
        yield Safe(f"[查看原版]({address})")
    if spot is None:  # else the page as printed names it, which is the editor's concern
        files = "、".join(dict.fromkeys(part.page for part in entry.parts))
        yield Safe(f"<small>{escape_text(files)}</small>")
