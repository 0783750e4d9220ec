"""One article's page: the article as printed, then what it is filed under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model import AgencyRole, Article, Block, Entry, Facts, Imprint, Region
from generator.publish.around import Around, around_text, reading_words
from generator.publish.citations import gbt7714, reference_of
from generator.publish.documents import document_identity
from generator.publish.escape import Safe, escape_text, escape_url
from generator.publish.facsimile import Clipping
from generator.publish.frontmatter import front_matter, front_matter_text
from generator.publish.paths import (
    agency_path,
    article_path,
    beside_page,
    document_path,
    link_between,
    region_path,
    topic_path,
    year_path,
)
from generator.publish.pieces import main_anchor
from generator.publish.proof import body_places, caption_places, index_places, marked_text, proof_of
from generator.publish.render import render_template
from generator.publish.review import Review
from generator.publish.tags import tags_of
from generator.publish.view import (
    date_of,
    full_region_name,
    name_in_province,
    province_names,
    province_of,
)
from generator.publish.wording import (
    NO_REGION,
    PENDING,
    certainty_words,
    date_basis_words,
    headline_words,
    is_pending,
    jump_words,
    newspaper_words,
    pending_words,
)
from generator.text.traced import Span

__all__ = ["article_page"]


_AND = Safe("、")


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the article on its way into the template."""

    role: Safe
    text: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the facts panel."""

    name: str
    items: tuple[str, ...]
    separator: Safe = _AND


def article_page(
    entry: Entry,
    imprint: Imprint | None = None,
    around: Around | None = None,
    review: Review | None = None,
    clipping: Clipping | None = None,
) -> tuple[str, str]:
    """Return path and Markdown of the article's page.

    Everything the page printed stands first and in its order: label, kicker, headline,
    subtitle, byline, lead, paragraphs (``p1``, ``p2``, …), subheads (``s1``, …), credit. What
    the site has to say about it follows in a panel of its own, where each fact leads to the
    sentence that proves it (``p2s3``), and then what is ``around`` it. No text is lost where HTML
    is left out: the file reads whole without it. With ``review``, the panel leads to the page as
    printed (``assets/cite.js`` makes of that a link in each paragraph: in the file they would weigh
    as much as a paragraph), to doubtful places, and to where mistakes are reported. A ``clipping``
    shows the article as the page printed it.
    """
    article = entry.article
    path = article_path(entry.id)
    proofs = _Proofs(article)
    facts = tuple(_fact_rows(entry, path, imprint, proofs, review))
    linked = frozenset(proofs.linked)
    text = render_template(
        "article",
        front_matter=Safe(front_matter_text(front_matter(entry, imprint))),
        filed=(*_filed(entry.facts, path), reading_words(article)),
        above=_parts(article, linked, "label", "kicker"),
        title=_parts(article, linked, "title"),
        no_title=headline_words(entry),
        below=_parts(article, linked, "subtitle", "byline"),
        doubt=_doubt(entry, review),
        body=tuple(
            _Part(Safe(placed.block.role.value), marked_text(placed, linked), placed.place.anchor)
            for placed in body_places(article)
        ),
        captions=tuple(
            _Part(Safe(placed.block.role.value), placed.block.text.text, placed.place.anchor)
            for placed in caption_places(article)
        ),
        credit=_parts(article, linked, "credit"),
        clipping=clipping,
        tags=tuple(_tag_links(entry.facts, path)),
        facts=facts,
        citation=gbt7714(reference_of(entry, imprint)),
        references=tuple(_reference_links(entry.id, path)),
        around=around_text(entry, around) if around is not None else Safe(""),
    )
    return path, text


class _Proofs:
    """The places of an article that its facts lead to, gathered as they are asked for."""

    def __init__(self, article: Article) -> None:
        self._places = index_places(article)
        self.linked: set[str] = set()

    def after(self, said: str, *proofs: Iterable[Span]) -> Safe:
        """Return ``said``, escaped, and after it the ways to what proves it, if it is here."""
        text = said if isinstance(said, Safe) else escape_text(said)
        found = (proof_of(self._places, spans) for spans in proofs)
        places = dict.fromkeys(place for place in found if place is not None)
        self.linked.update(place.anchor for place in places)
        links = "、".join(f"[{place.words}](#{place.anchor})" for place in places)
        return Safe(f"{text} {links}" if links else text)


def _parts(article: Article, linked: frozenset[str], *names: str) -> tuple[_Part, ...]:
    """Return the parts around the body that are there, with an anchor where a fact leads there."""
    parts = []
    for name in names:
        block: Block | None = getattr(article, name)
        if block is not None:
            anchor = f"bm-{name}" if f"bm-{name}" in linked else None
            parts.append(_Part(Safe(block.role.value), block.text.text, anchor))
    return tuple(parts)


def _filed(facts: Facts, path: str) -> Iterator[Safe]:
    """Yield the line above the headline: place, field and date, each a way to its list."""
    if facts.region is not None:
        yield from _region_links(facts.region, path)
    for topic in facts.topics[:1]:
        yield _link(topic.name, topic_path(topic.id), path)
    yield _link(date_of(facts), year_path(facts.year), path)


def _tag_links(facts: Facts, path: str) -> Iterator[Safe]:
    """Yield the way to all tags, and to each of the article's; nothing where it has none."""
    if tags := tags_of(facts):
        yield _link("标签", "tags/index.md", path)
    for tag in tags:
        yield _link(tag.name, tag.path, path)


def _fact_rows(
    entry: Entry, path: str, imprint: Imprint | None, proofs: _Proofs, review: Review | None
) -> Iterator[_Row]:
    article, facts = entry.article, entry.facts
    if facts.region is None:
        yield _Row("地区", (NO_REGION,))
    else:
        *above, own = _region_links(facts.region, path)
        yield _Row("地区", (*above, proofs.after(own, facts.region.spans)), Safe(" › "))
    also = tuple(
        proofs.after(_link(full_region_name(r), region_path(r.code), path), r.spans)
        for r in facts.regions
        if facts.region is None or r.code != facts.region.code
    )
    if also:
        yield _Row("涉及地区", also)
    for name, role in (("发布机构", AgencyRole.ISSUER), ("提到机构", AgencyRole.MENTIONED)):
        agencies = tuple(
            proofs.after(_link(agency.name, agency_path(agency.name), path), agency.spans)
            for agency in facts.agencies
            if agency.role == role
        )
        if agencies:
            yield _Row(name, agencies)
    if facts.topics:
        topics = ((_link(t.name, topic_path(t.id), path), t.spans) for t in facts.topics)
        yield _Row("主题", tuple(proofs.after(*topic) for topic in topics))
    date = _link(date_of(facts), year_path(facts.year), path)
    # Day and year may stand apart from one another: then each is shown.
    parts = ((span,) for span in facts.date.spans) if facts.date else ()
    yield _Row("日期", (date, proofs.after(date_basis_words(facts), *parts)), Safe("，"))
    if facts.documents:
        papers = (
            (_link(d.title, document_path(document_identity(d, facts)), path), d.spans)
            for d in facts.documents
        )
        yield _Row("文件", tuple(proofs.after(*paper) for paper in papers))
    if article.source:
        credited = article.credit.text.spans if article.credit else ()
        yield _Row("稿件来源", (proofs.after(article.source, credited),))
    yield _Row("来源版面", tuple(_origin(entry, imprint, review)), Safe(" "))
    jumps = jump_words(article)
    if jumps:
        yield _Row("转版", jumps)
    report = review.report(entry) if review else ()
    yield _Row("可信度", (certainty_words(article), *report), Safe(" "))
    doubts = tuple(review.doubts(entry)) if review else ()
    if doubts:
        yield _Row("存疑之处", doubts, Safe("；"))


def _doubt(entry: Entry, review: Review | None) -> Safe:
    """Return what stands under the headline of a doubtful article: 待核, and why, with a link.

    Empty for the others. The link leads to the first doubtful place of the page as printed.
    """
    article = entry.article
    if not is_pending(article):
        return Safe("")
    number = len(review.notes.doubts) if review else 0
    why = f"有 {number} 处存疑" if number else pending_words(article)
    chip = f"[{PENDING}]({review.first_doubt(entry)})" if review else f"**{PENDING}**"
    return Safe(f"{chip} {why}，引用前请对照原版")


def _reference_links(entry_id: str, path: str) -> Iterator[Safe]:
    """Yield the ways to the article's references, and the article's own lasting link."""
    for name, suffix in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json")):
        yield _link(name, beside_page(path, f"{entry_id}.{suffix}"), path)
    yield _link("本文链接", path, path)


def _origin(entry: Entry, imprint: Imprint | None, review: Review | None) -> Iterator[str]:
    """Yield the newspaper, what proves it, the page as printed, and the file it was read from."""
    words = newspaper_words(imprint)
    spot = review.spot(entry.id, main_anchor(entry.article)) if review else None
    yield words if spot is None else Safe(f"[{escape_text(words)}]({spot})")
    head = review.head_line(entry.id) if review else None
    if head is not None:
        yield head
    address = escape_url(imprint.url) if imprint is not None and imprint.url else None
    if address is not None:
        yield Safe(f"[查看原版]({address})")
    yield Safe(f"<small>{escape_text(entry.article.page)}</small>")


def _region_links(region: Region, path: str) -> Iterator[Safe]:
    province = province_of(region.code)
    name = province_names().get(province)
    if name is not None and province != region.code:
        yield _link(name, region_path(province), path)
    yield _link(name_in_province(region), region_path(region.code), path)


def _link(text: str, target: str, source: str) -> Safe:
    return Safe(f"[{escape_text(text)}]({link_between(source, target)})")
